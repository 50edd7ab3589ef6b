// Times that stand in a log around AIS sentences: a logger's own time before the sentence, the station and time that
// USCG-style feeds put behind it, and the clock sentences of other instruments ($PGHP, $--RMC, $--ZDA). All as UTC ms;
// NaN when the bytes tell no time. Nothing is allocated.

import { utcMsOfText } from './civil-time.ts';
import { HEX } from './hex.ts';
import { readUnixTime } from './tag-block.ts';
import { type TextCache, textOf } from './text-cache.ts';
import { isLetter, isSign, zoneOffsetMs } from './time-zone.ts';

const COMMA = 44;
const STAR = 42;

/** What `readPrefixTime` gives for a time that stands there and cannot be read, such as one of an unknown zone. */
export const UNREAD_TIME = Number.NEGATIVE_INFINITY;

/**
 * The time that a logger wrote at the beginning of a line, after at most one of [ ( " ': ISO (`2024-01-01T00:00:00Z`; blank
 * for T, slashes for dashes, fraction, zone), compact (`20240101T000000`) or Unix time. NaN when none stands there.
 */
export function readPrefixTime(b: Uint8Array, from: number, end: number): number {
  const p = b[from] === 91 || b[from] === 40 || b[from] === 34 || b[from] === 39 ? from + 1 : from;
  if (p >= end || !isDigit(b[p]!)) return Number.NaN;
  if (p + 16 <= end && (b[p + 4] === 45 || b[p + 4] === 47) && b[p + 7] === b[p + 4]) return readIsoTime(b, p, end);
  // 01/02/2024: nobody can tell day and month apart.
  if (p + 16 <= end && b[p + 2] === 47 && b[p + 5] === 47 && isDigit(b[p + 9]!)) return UNREAD_TIME;
  let stop = p;
  while (stop < end && (isDigit(b[stop]!) || b[stop] === 46)) stop++;
  const isJoint = b[stop] === 84 || b[stop] === 95;
  if (stop - p === 14 || (stop - p === 8 && isJoint)) {
    const clock = isJoint ? stop + 1 : p + 8;
    return settled(civil(b, p, p + 4, p + 6, clock, clock + 2, clock + 4), b, clock + 6, end);
  }
  return readUnixTime(b, p, stop);
}

function readIsoTime(b: Uint8Array, p: number, end: number): number {
  const joint = b[p + 10];
  if ((joint !== 84 && joint !== 116 && joint !== 32) || b[p + 13] !== 58) return Number.NaN;
  const hasSeconds = b[p + 16] === 58 && p + 19 <= end;
  return settled(civil(b, p, p + 5, p + 8, p + 11, p + 14, hasSeconds ? p + 17 : -1), b, p + (hasSeconds ? 19 : 16), end);
}

/** UTC ms of the digits at these places. */
function civil(b: Uint8Array, y: number, mo: number, d: number, h: number, mi: number, s: number): number {
  return utcMsOfText(
    digits(b, y, 4),
    digits(b, mo, 2),
    digits(b, d, 2),
    digits(b, h, 2),
    digits(b, mi, 2),
    s < 0 ? 0 : digits(b, s, 2),
  );
}

/** Adds the fraction and takes off the zone that stand at `q`. */
function settled(at: number, b: Uint8Array, from: number, end: number): number {
  let q = from;
  let fraction = 0;
  if (q + 1 < end && (b[q] === 46 || b[q] === 44) && isDigit(b[q + 1]!)) {
    let scale = 100;
    for (q++; q < end && isDigit(b[q]!); q++, scale /= 10) fraction += (b[q]! - 48) * scale;
  }
  const utc = at + Math.floor(fraction + 1e-6) - prefixZoneMs(b, q, end);
  return Number.isNaN(utc) ? UNREAD_TIME : utc;
}

/**
 * The zone behind a logger's time: what stands there directly, or after one blank. Words that are no zone, such as a
 * level or a source (`INFO`, `rx1`), say nothing of it; one that looks like a zone and is not known is NaN.
 */
function prefixZoneMs(b: Uint8Array, q: number, end: number): number {
  let p = q;
  const apart = b[p] === 32 || b[p] === 40;
  while (p < end && p - q < 2 && (b[p] === 32 || b[p] === 40 || b[p] === 91)) p++;
  let stop = p;
  while (stop < end && isZoneByte(b[stop]!)) stop++;
  while (stop > p && (b[stop - 1] === 58 || b[stop - 1] === 45)) stop--;
  if (stop === p) return 0;
  // ` -75 dBm` and ` - ` are no zones.
  if (isSign(b[p]!) && apart && stop - p < 5) return 0;
  const offset = zoneOffsetMs(b, p, stop);
  return Number.isNaN(offset) && apart && !looksLikeZone(b, p, stop) ? 0 : offset;
}

function isZoneByte(code: number): boolean {
  return isLetter(code) || isDigit(code) || isSign(code) || code === 58 || code === 47 || code === 95;
}

/** `+25:00`; three to five capitals that end in T, as all short names do; `UTC+25`; `Asia/Seoul`. */
function looksLikeZone(b: Uint8Array, from: number, to: number): boolean {
  if (isSign(b[from]!)) return true;
  let letters = from;
  while (letters < to && b[letters]! >= 65 && b[letters]! <= 90) letters++;
  if (letters === to) return to - from >= 3 && to - from <= 5 && b[to - 1] === 84;
  if (letters - from >= 2 && isSign(b[letters]!)) return true;
  for (let i = from; i < to; i++) if (b[i] === 47) return true;
  return false;
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
  /** From the latest RMC or ZDA of the ship's own instruments, as they say it. */
  gpsAt: number;
  /** What base stations showed to be missing from it, ms: 1024 weeks, when the receiver's count of weeks began anew. */
  gpsAddMs: number;
}

/** Takes the time from the sentence whose '$' is at `p`, if it is a clock sentence with a good or no checksum. */
export function readClock(b: Uint8Array, p: number, end: number, clock: Clock): void {
  if (p + 12 > end) return;
  const pghp = b[p + 1] === 80 && b[p + 2] === 71 && b[p + 3] === 72 && b[p + 4] === 80 && b[p + 6] === 49;
  const rmc = b[p + 3] === 82 && b[p + 4] === 77 && b[p + 5] === 67;
  const zda = b[p + 3] === 90 && b[p + 4] === 68 && b[p + 5] === 65;
  if (!(pghp || rmc || zda) || b[p + 5 + (pghp ? 0 : 1)] !== COMMA || !checksumHolds(b, p, end)) return;
  if (pghp) {
    const at = utcMsOfText(
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
  return utcMsOfText(year, month, day, digits(b, time, 2), digits(b, time + 2, 2), digits(b, time + 4, 2));
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
