// Times that stand in a line beside an AIS sentence: a logger's own time before it, the station and time that USCG-style
// feeds put behind it. All as UTC ms; NaN when the bytes tell no time. Nothing is allocated.

import { readUnixTime } from '../tag-block.ts';
import { type TextCache, textOf } from '../text-cache.ts';
import { utcMsOfText } from './civil-time.ts';
import { isLetter, isSign, zoneOffsetMs } from './time-zone.ts';

const COMMA = 44;

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
  return settled(
    civil(b, p, p + 5, p + 8, p + 11, p + 14, hasSeconds ? p + 17 : -1),
    b,
    p + (hasSeconds ? 19 : 16),
    end,
  );
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

/** `count` digits as a number, NaN when one is none. */
export function digits(b: Uint8Array, p: number, count: number): number {
  let value = 0;
  for (let i = p; i < p + count; i++) {
    if (!isDigit(b[i]!)) return Number.NaN;
    value = value * 10 + b[i]! - 48;
  }
  return value;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
