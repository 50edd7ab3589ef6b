// Times that stand in a log around AIS sentences: a logger's own time before the sentence, the station and time that
// USCG-style feeds put behind it, and the clock sentences of other instruments ($PGHP, $--RMC, $--ZDA). All as UTC ms;
// NaN when the bytes tell no time. Nothing is allocated.

import { utcMs } from './civil-time.ts';
import { HEX } from './hex.ts';
import { readUnixTime } from './tag-block.ts';
import { type TextCache, textOf } from './text-cache.ts';

const COMMA = 44;
const STAR = 42;

/** A leading ISO time (`2024-01-01T00:00:00Z`, blank for T, fraction, offset) or Unix time, after at most one of [ ( " '. */
export function readPrefixTime(b: Uint8Array, from: number, end: number): number {
  const p = b[from] === 91 || b[from] === 40 || b[from] === 34 || b[from] === 39 ? from + 1 : from;
  if (p >= end || !isDigit(b[p]!)) return Number.NaN;
  if (p + 19 <= end && b[p + 4] === 45 && b[p + 7] === 45) return readIsoTime(b, p, end);
  let stop = p;
  while (stop < end && (isDigit(b[stop]!) || b[stop] === 46)) stop++;
  return readUnixTime(b, p, stop);
}

function readIsoTime(b: Uint8Array, p: number, end: number): number {
  const joint = b[p + 10];
  if ((joint !== 84 && joint !== 116 && joint !== 32) || b[p + 13] !== 58 || b[p + 16] !== 58) return Number.NaN;
  const at = utcMs(
    digits(b, p, 4),
    digits(b, p + 5, 2),
    digits(b, p + 8, 2),
    digits(b, p + 11, 2),
    digits(b, p + 14, 2),
    digits(b, p + 17, 2),
  );
  let q = p + 19;
  let fraction = 0;
  if (q < end && (b[q] === 46 || b[q] === 44)) {
    let scale = 100;
    for (q++; q < end && isDigit(b[q]!); q++, scale /= 10) fraction += (b[q]! - 48) * scale;
  }
  return at + Math.floor(fraction + 1e-6) - offsetMs(b, q, end);
}

/** `+02:00` or `+0200`; anything else is UTC. */
function offsetMs(b: Uint8Array, p: number, end: number): number {
  const sign = b[p] === 43 ? 1 : b[p] === 45 ? -1 : 0;
  if (sign === 0 || p + 5 > end) return 0;
  const colon = b[p + 3] === 58 ? 1 : 0;
  const minutes = digits(b, p + 1, 2) * 60 + (p + 5 + colon <= end ? digits(b, p + 3 + colon, 2) : Number.NaN);
  return Number.isNaN(minutes) ? 0 : sign * minutes * 60_000;
}

export interface Suffix {
  at: number;
  station: string;
}

/** What stands behind the checksum: `,r003669945,1241544035`, or the time alone; other fields are passed over. */
export function readSuffix(b: Uint8Array, from: number, end: number, suffix: Suffix, texts: TextCache): void {
  suffix.at = Number.NaN;
  suffix.station = '';
  if (b[from] !== COMMA) return;
  let p = from + 1;
  while (p < end) {
    let stop = p;
    while (stop < end && b[stop] !== COMMA && b[stop]! > 32) stop++;
    if (isDigit(b[p]!)) {
      const at = readUnixTime(b, p, stop);
      if (!Number.isNaN(at)) suffix.at = at;
    } else if ((b[p] === 114 || b[p] === 98) && stop - p > 2) {
      suffix.station = textOf(texts, b, p, stop);
    }
    if (b[stop] !== COMMA) return;
    p = stop + 1;
  }
}

export interface Clock {
  /** From $PGHP, which stands before the sentence it dates. */
  pghpAt: number;
  /** From the latest RMC or ZDA of the ship's own instruments. */
  gpsAt: number;
}

/** Takes the time from the sentence whose '$' is at `p`, if it is a clock sentence with a good or no checksum. */
export function readClock(b: Uint8Array, p: number, end: number, clock: Clock): void {
  if (p + 12 > end) return;
  const pghp = b[p + 1] === 80 && b[p + 2] === 71 && b[p + 3] === 72 && b[p + 4] === 80 && b[p + 6] === 49;
  const rmc = b[p + 3] === 82 && b[p + 4] === 77 && b[p + 5] === 67;
  const zda = b[p + 3] === 90 && b[p + 4] === 68 && b[p + 5] === 65;
  if (!(pghp || rmc || zda) || b[p + 5 + (pghp ? 0 : 1)] !== COMMA || !checksumHolds(b, p, end)) return;
  if (pghp) {
    const at = utcMs(
      number(b, p, 2, end),
      number(b, p, 3, end),
      number(b, p, 4, end),
      number(b, p, 5, end),
      number(b, p, 6, end),
      number(b, p, 7, end),
    );
    const ms = number(b, p, 8, end);
    if (!Number.isNaN(at)) clock.pghpAt = at + (ms >= 0 && ms < 1000 ? ms : 0);
    return;
  }
  const time = field(b, p, 1, end);
  if (time + 6 > end) return;
  let at: number;
  if (rmc) {
    const date = field(b, p, 9, end);
    if (b[field(b, p, 2, end)] !== 65 || date + 6 > end) return;
    // Two-digit years: AIS began in the 1990s, GPS logs of ships in the 1980s.
    const year = digits(b, date + 4, 2);
    at = gpsTime(b, time, year < 80 ? 2000 + year : 1900 + year, digits(b, date + 2, 2), digits(b, date, 2));
  } else {
    at = gpsTime(b, time, number(b, p, 4, end), number(b, p, 3, end), number(b, p, 2, end));
  }
  if (!Number.isNaN(at)) clock.gpsAt = at;
}

function gpsTime(b: Uint8Array, time: number, year: number, month: number, day: number): number {
  return utcMs(year, month, day, digits(b, time, 2), digits(b, time + 2, 2), digits(b, time + 4, 2));
}

function checksumHolds(b: Uint8Array, p: number, end: number): boolean {
  let sum = 0;
  let star = p + 1;
  for (; star < end && b[star] !== STAR; star++) sum ^= b[star]!;
  if (star === end) return true;
  if (star + 3 > end) return false;
  return HEX[b[star + 1]!]! * 16 + HEX[b[star + 2]!]! === sum;
}

/** Where field `index` of a sentence begins; past `end` when there is none. */
function field(b: Uint8Array, p: number, index: number, end: number): number {
  let q = p;
  for (let seen = 0; seen < index; seen++) {
    while (q < end && b[q] !== COMMA) q++;
    q++;
  }
  return q;
}

/** Field `index` as a whole number, NaN when it is none. */
function number(b: Uint8Array, p: number, index: number, end: number): number {
  let q = field(b, p, index, end);
  if (q >= end || !isDigit(b[q]!)) return Number.NaN;
  let value = 0;
  for (; q < end && isDigit(b[q]!); q++) value = value * 10 + b[q]! - 48;
  return value;
}

/** `count` digits as a number, NaN when one is none. */
function digits(b: Uint8Array, p: number, count: number): number {
  let value = 0;
  for (let i = p; i < p + count; i++) {
    if (!isDigit(b[i]!)) return Number.NaN;
    value = value * 10 + b[i]! - 48;
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
