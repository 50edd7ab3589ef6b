// The tag blocks in front of a sentence (NMEA 4.10, IEC 62320-1): when and where it was heard, and which lines belong
// together. A block with a wrong checksum says nothing; its sentence is still good.

import { HEX } from './hex.ts';
import { type TextCache, textOf } from './text-cache.ts';

export interface Tags {
  /** UTC ms, NaN when not told. */
  at: number;
  station: string;
  /** Group id, −1 when not told. */
  group: number;
  /** A block names our own relay as the station, be it behind that of another. */
  own: boolean;
}

/** The station in the tag block of every sentence that our relay sends out. */
export const OWN_STATION = 'keelwatch';

const LF = 10;
const CR = 13;
const COMMA = 44;
const COLON = 58;
const STAR = 42;
const BACKSLASH = 92;

/** Bytes of one block. The standard has 80; with text and several stations some feeds need more. */
const MOST_BLOCK = 1024;

export function createTags(): Tags {
  return { at: Number.NaN, station: '', group: -1, own: false };
}

export function clearTags(tags: Tags): void {
  tags.at = Number.NaN;
  tags.station = '';
  tags.group = -1;
  tags.own = false;
}

/**
 * Adds what the block whose first backslash is at `p` tells to `tags`; returns where it ends, or `p + 1` when no block
 * begins there. A line end must follow somewhere in `b`.
 */
export function readTagBlock(b: Uint8Array, p: number, tags: Tags, texts: TextCache): number {
  let sum = 0;
  let q = p + 1;
  let c = b[q]!;
  while (c !== STAR && c !== BACKSLASH && c > 31) {
    sum ^= c;
    c = b[++q]!;
  }
  if (c === STAR && b[q + 3] === BACKSLASH && q - p <= MOST_BLOCK && looksLikeTagBlock(b, p + 1, q)) {
    const wanted = HEX[b[q + 1]!]! * 16 + HEX[b[q + 2]!]!;
    if (wanted === sum) readFields(b, p + 1, q, tags, texts);
    if (wanted >= 0) return q + 4;
  }
  // Not the way a block is written: pass it over if it is one at all.
  let close = p + 1;
  while (b[close] !== BACKSLASH && b[close] !== LF && b[close] !== CR) close++;
  const isBlock = b[close] === BACKSLASH && close - p <= MOST_BLOCK && looksLikeTagBlock(b, p + 1, close);
  return isBlock ? close + 1 : p + 1;
}

/** Does it begin like a tag block: 'c:…', '1G2:…'? */
function looksLikeTagBlock(b: Uint8Array, from: number, to: number): boolean {
  return to - from > 2 && (b[from + 1] === COLON || (to - from > 4 && b[from + 3] === COLON && b[from + 1] === 71));
}

function readFields(b: Uint8Array, from: number, end: number, tags: Tags, texts: TextCache): void {
  let p = from;
  while (p < end) {
    let stop = p;
    while (stop < end && b[stop] !== COMMA) stop++;
    readField(b, p, stop, tags, texts);
    p = stop + 1;
  }
}

function readField(b: Uint8Array, p: number, stop: number, tags: Tags, texts: TextCache): void {
  if (b[p + 1] === COLON) {
    const key = b[p];
    if (key === 99) tags.at = readUnixTime(b, p + 2, stop);
    else if (key === 115) readStation(b, p + 2, stop, tags, texts);
    else if (key === 103) tags.group = readGroup(b, p + 2, stop);
  } else if (stop - p > 4 && b[p + 1] === 71 && b[p + 3] === COLON) {
    tags.group = readDigits(b, p + 4, stop);
  }
}

function readStation(b: Uint8Array, from: number, to: number, tags: Tags, texts: TextCache): void {
  tags.station = textOf(texts, b, from, to);
  if (tags.station === OWN_STATION) tags.own = true;
}

/** `<number>-<total>-<id>`; −1 when it is anything else. */
function readGroup(b: Uint8Array, from: number, to: number): number {
  let p = from;
  for (let dashes = 0; dashes < 2; dashes++) {
    const start = p;
    while (p < to && b[p]! >= 48 && b[p]! <= 57) p++;
    if (p === start || b[p] !== 45) return -1;
    p++;
  }
  return readDigits(b, p, to);
}

function readDigits(b: Uint8Array, from: number, to: number): number {
  if (from >= to || to - from > 9) return -1;
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = b[i]! - 48;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/**
 * Unix time as UTC ms, by its form: digits with a fraction are seconds; digits alone are seconds (up to 12), milliseconds
 * (13), microseconds (16) or nanoseconds (19). NaN when it is anything else or not within 1985–2100, where no AIS was or
 * will have been recorded by this program.
 */
export function readUnixTime(b: Uint8Array, from: number, to: number): number {
  if (to - from < 9 || to - from > 24) return Number.NaN;
  let whole = 0;
  let p = from;
  // Thirteen digits are the milliseconds of all finer times.
  for (; p < to && b[p]! >= 48 && b[p]! <= 57; p++) if (p - from < 13) whole = whole * 10 + b[p]! - 48;
  const digits = p - from;
  let fraction = 0;
  if (b[p] === 46 && p < to) {
    if (digits > 12) return Number.NaN;
    let scale = 0.1;
    for (p++; p < to && b[p]! >= 48 && b[p]! <= 57; p++, scale /= 10) fraction += (b[p]! - 48) * scale;
  }
  if (p !== to) return Number.NaN;
  if (digits > 12 && digits !== 13 && digits !== 16 && digits !== 19) return Number.NaN;
  const ms = digits > 12 ? whole : Math.round((whole + fraction) * 1000);
  return ms >= 473_385_600_000 && ms < 4_102_444_800_000 ? ms : Number.NaN;
}
