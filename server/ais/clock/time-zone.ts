// What a zone written behind a time means: `Z`, `+09`, `+0900`, `+09:00`, `UTC+9`, and names that mean one offset all over
// the world and in all years of AIS. Bytes in, ms out. A zone that is not known, or that means two things (CST, IST, BST,
// EST), is NaN and never UTC: a guessed zone moves a whole track by hours.

import { HOUR_MS, MINUTE_MS } from './civil-time.ts';

/** Hours ahead of UTC. Left out on purpose: names with two meanings, and those whose offset changed since 2002 (MSK). */
const HOURS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  UT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  ICT: 7,
  WIB: 7,
  HKT: 8,
  SGT: 8,
  PHT: 8,
  AWST: 8,
  KST: 9,
  JST: 9,
  ACST: 9.5,
  ACDT: 10.5,
  AEST: 10,
  AEDT: 11,
  NZST: 12,
  NZDT: 13,
};

/** What must be subtracted from the time as written to give UTC, ms: 0 for no zone at all, NaN for an unknown one. */
export function zoneOffsetMs(b: Uint8Array, from: number, to: number): number {
  let p = from;
  let end = to;
  while (p < end && b[p]! <= 32) p++;
  while (end > p && b[end - 1]! <= 32) end--;
  if (p === end) return 0;
  if (isSign(b[p]!)) return signedOffset(b, p, end);
  const start = p;
  while (p < end && isLetter(b[p]!)) p++;
  const hours = HOURS[wordOf(b, start, p)];
  if (hours === undefined) return Number.NaN;
  if (p === end) return hours * HOUR_MS;
  // Only of UTC can an offset be counted: `UTC+9`.
  return hours === 0 && isSign(b[p]!) ? signedOffset(b, p, end) : Number.NaN;
}

/** `+9`, `+09`, `+0900`, `+09:00`; a name behind it, as Go writes (`+0000 UTC`), says nothing more. */
function signedOffset(b: Uint8Array, from: number, to: number): number {
  let p = from + 1;
  let digits = 0;
  let value = 0;
  let colonAt = -1;
  for (; p < to; p++) {
    const digit = b[p]! - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (b[p] === 58 && colonAt < 0) {
      colonAt = digits;
    } else {
      break;
    }
  }
  if (p < to) {
    if (b[p] !== 32) return Number.NaN;
    for (p++; p < to; p++) if (!isLetter(b[p]!)) return Number.NaN;
  }
  const whole = digits === 4 || (digits === 3 && colonAt === 1);
  if (whole ? colonAt >= 0 && digits - colonAt !== 2 : digits < 1 || digits > 2 || colonAt >= 0) return Number.NaN;
  const hours = whole ? Math.floor(value / 100) : value;
  const minutes = whole ? value % 100 : 0;
  if (hours > 14 || minutes > 59) return Number.NaN;
  const ms = hours * HOUR_MS + minutes * MINUTE_MS;
  return b[from] === 45 ? -ms : ms;
}

/** In capitals; '' beyond the longest name. */
function wordOf(b: Uint8Array, from: number, to: number): string {
  if (to - from > 4) return '';
  let word = '';
  for (let i = from; i < to; i++) word += String.fromCharCode(b[i]! & ~32);
  return word;
}

export function isSign(code: number): boolean {
  return code === 43 || code === 45;
}

export function isLetter(code: number): boolean {
  const upper = code & ~32;
  return upper >= 65 && upper <= 90;
}
