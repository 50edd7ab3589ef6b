// One !xxVDM or !xxVDO sentence in a byte buffer: its fields, its payload as six-bit values and its checksum, in one pass
// and without allocating. A sentence that will not read is looked at again, slowly, to name what is wrong with it.

import { HEX } from './hex.ts';
import type { RejectReason } from './reject-reason.ts';
import { SIX_OF_CODE } from './six-bit.ts';

export const LF = 10;
export const CR = 13;
export const BANG = 33;
export const BACKSLASH = 92;
const COMMA = 44;
const STAR = 42;
const ZERO = 48;

/** Most payload characters in one sentence; a five-slot message has 168. */
export const MOST_PAYLOAD = 256;

/** Padding is 0–5 bits; some base stations send a whole character of it and say 6. */
const MOST_FILL = 6;

/** The fields of the sentence read last. */
export interface Sentence {
  total: number;
  number: number;
  /** −1 when empty. */
  sequence: number;
  /** Character code; 0 when empty. */
  channel: number;
  ownShip: boolean;
  /** Six-bit values in the payload. */
  sextets: number;
  fill: number;
  /** Take sentences without *hh. */
  readonly checksumOptional: boolean;
}

export function createSentence(checksumOptional: boolean): Sentence {
  return { total: 0, number: 0, sequence: -1, channel: 0, ownShip: false, sextets: 0, fill: 0, checksumOptional };
}

/** Talker letters seen in the field: A–Z, digits (B1, B2 in Norway) and '--' (Danish captures). */
const TALKER = new Uint8Array(256);
for (const c of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-') TALKER[c.charCodeAt(0)] = 1;

/** Does a VDM or VDO sentence begin at the '!' at `p`? */
export function beginsVdm(b: Uint8Array, p: number, end: number): boolean {
  return (
    p + 7 <= end &&
    TALKER[b[p + 1]!] === 1 &&
    TALKER[b[p + 2]!] === 1 &&
    b[p + 3] === 86 &&
    b[p + 4] === 68 &&
    (b[p + 5] === 77 || b[p + 5] === 79) &&
    b[p + 6] === COMMA
  );
}

/**
 * Reads the sentence whose '!' is at `p` into `s` and `six`; returns where its checksum ends, or −1. The bytes up to `to`
 * must end with a line end: no loop here looks for `to`, each stops at a byte that cannot be its own.
 */
export function readSentence(b: Uint8Array, p: number, to: number, s: Sentence, six: Uint8Array): number {
  if (!beginsVdm(b, p, to) || p + 12 > to) return -1;
  const kind = b[p + 5]!;
  const total = b[p + 7]! - ZERO;
  const number = b[p + 9]! - ZERO;
  if (b[p + 8] !== COMMA || b[p + 10] !== COMMA || total < 1 || total > 9 || number < 1 || number > total) return -1;
  // V, D and the commas; two equal bytes cancel out.
  let sum = b[p + 1]! ^ b[p + 2]! ^ 86 ^ 68 ^ kind ^ COMMA ^ total ^ number;
  let q = p + 11;
  let c = b[q]!;

  let sequence = -1;
  if (c !== COMMA) {
    sequence = 0;
    for (; c >= ZERO && c < ZERO + 10; c = b[++q]!) {
      sequence = sequence * 10 + c - ZERO;
      sum ^= c;
    }
    if (c !== COMMA || sequence > 99_999) return -1;
  }
  c = b[++q]!;
  let channel = 0;
  if (c !== COMMA) {
    channel = c;
    sum ^= c;
    c = b[++q]!;
    if (c !== COMMA || channel < 32) return -1;
  }
  // The two commas just passed cancel out.

  const first = ++q;
  c = b[q]!;
  let value = SIX_OF_CODE[c]!;
  while (value < 64) {
    six[q - first] = value;
    sum ^= c;
    c = b[++q]!;
    value = SIX_OF_CODE[c]!;
  }
  const sextets = q - first;
  if (c !== COMMA || sextets > MOST_PAYLOAD || (sextets === 0 && total === 1)) return -1;
  sum ^= COMMA;

  let fill = 0;
  c = b[++q]!;
  if (c >= ZERO && c <= ZERO + MOST_FILL) {
    fill = c - ZERO;
    sum ^= c;
    c = b[++q]!;
  }
  // Some receivers add fields of their own after the fill.
  if (c === COMMA) {
    for (; c !== STAR && c > 32 && c !== BANG; c = b[++q]!) sum ^= c;
  }

  if (c === STAR) {
    if (q + 3 > to || HEX[b[q + 1]!]! * 16 + HEX[b[q + 2]!]! !== sum) return -1;
    q += 3;
  } else if (!s.checksumOptional || c > 32) {
    return -1;
  }
  s.total = total;
  s.number = number;
  s.sequence = sequence;
  s.channel = channel;
  s.ownShip = kind === 79;
  s.sextets = sextets;
  s.fill = fill;
  return q;
}

/** Why the sentence at `p` would not read; `end` is where the next one or the line end begins. */
export function diagnose(b: Uint8Array, p: number, end: number, checksumOptional: boolean): RejectReason {
  let sum = 0;
  let star = p + 1;
  for (; star < end && b[star] !== STAR; star++) sum ^= b[star]!;
  if (star + 2 < end && HEX[b[star + 1]!]! >= 0 && HEX[b[star + 2]!]! >= 0) {
    if (HEX[b[star + 1]!]! * 16 + HEX[b[star + 2]!]! !== sum) return 'bad checksum';
  } else if (!checksumOptional || star < end) {
    return 'no checksum';
  }
  return diagnoseFields(b, p + 7, star);
}

/** The checksum is right, so the sender wrote it so: which field is it? */
function diagnoseFields(b: Uint8Array, from: number, end: number): RejectReason {
  const total = b[from]! - ZERO;
  const number = b[from + 2]! - ZERO;
  if (b[from + 1] !== COMMA || b[from + 3] !== COMMA) return 'bad part number';
  if (total < 1 || total > 9 || number < 1 || number > total) return 'bad part number';
  let p = from + 4;
  for (; p < end && b[p] !== COMMA; p++) {
    if (b[p]! < ZERO || b[p]! > ZERO + 9 || p > from + 9) return 'bad part number';
  }
  p++;
  if (p < end && b[p] !== COMMA) p++;
  if (p >= end || b[p] !== COMMA) return 'bad sentence fields';
  const first = ++p;
  while (p < end && b[p] !== COMMA) p++;
  if (p - first > MOST_PAYLOAD) return 'payload too long';
  if (p === first && total === 1) return 'empty payload';
  for (let i = first; i < p; i++) if (SIX_OF_CODE[b[i]!] === 255) return 'bad payload character';
  return 'bad sentence fields';
}
