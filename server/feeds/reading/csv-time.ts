// Reads times from the bytes of a field, as UTC ms: the forms of daily files without making a string, rarer ones through
// `rare-time.ts`. Whatever cannot be read, or could be read in two ways, is NaN.

import { zoneOffsetMs } from '../../ais/clock/time-zone.ts';
import { readUnixTime } from '../../ais/tag-block.ts';
import { textOf } from './csv-fields.ts';
import { rareTime } from './rare-time.ts';

/** Reports outside these years are damaged dates: AIS began in 1998, and nobody reports from the future. */
const EARLIEST_AT = Date.UTC(1990, 0, 1);
const LATEST_AT = Date.UTC(2100, 0, 1);

export type DateOrder = 'day first' | 'month first' | null;

export interface TimeReader {
  /**
   * Puts UTC ms, or NaN, into `out[k]`. Takes `2016-01-12 13:02:11.218`, `…T…Z`, `… UTC`, `…+02:00`, `… KST`,
   * `12/01/2016 13:02:11` (by the date order), `20160112_130211`, Unix time from seconds to nanoseconds, and what
   * `rareTime` knows. No zone means UTC; an unknown one is no time.
   */
  read(bytes: Uint8Array, start: number, end: number, out: Float64Array, k: number): void;
}

/** `createTimeReader` in two steps: rows of the usual forms take the first alone. */
export interface SteppedTimeReader extends TimeReader {
  readUsual: TimeReader['read'];
  readRare: TimeReader['read'];
}

export function createTimeReader(dateOrder: DateOrder): SteppedTimeReader {
  // The day of the row before: nearly every row is of the same day.
  let dayKey = -1;
  // In an array and not a variable, for a number that a closure changes is allocated anew each time it is read.
  const day = new Float64Array(1);

  function findDay(year: number, month: number, date: number): void {
    const key = year * 10_000 + month * 100 + date;
    if (key === dayKey) return;
    dayKey = key;
    day[0] = Number.NaN;
    if (month >= 1 && month <= 12 && date >= 1 && date <= 31) {
      const at = Date.UTC(year, month - 1, date);
      if (new Date(at).getUTCDate() === date && at >= EARLIEST_AT && at < LATEST_AT) day[0] = at;
    }
  }

  function read(bytes: Uint8Array, start: number, end: number, out: Float64Array, k: number): void {
    readUsual(bytes, start, end, out, k);
    if (Number.isNaN(out[k])) readRare(bytes, start, end, out, k);
  }

  function readRare(bytes: Uint8Array, start: number, end: number, out: Float64Array, k: number): void {
    out[k] = end - start < 9 ? Number.NaN : withinYears(rareTime(textOf(bytes, start, end).trim(), dateOrder));
  }

  function readUsual(bytes: Uint8Array, from: number, to: number, out: Float64Array, k: number): void {
    let start = from;
    let end = to;
    while (start < end && bytes[start]! <= 32) start++;
    while (end > start && bytes[end - 1]! <= 32) end--;
    const length = end - start;
    out[k] = Number.NaN;
    if (length < 9) return;
    const third = bytes[start + 2]!;
    const fifth = bytes[start + 4]!;
    const ninth = bytes[start + 8]!;
    if (fifth === 45 || fifth === 47) {
      if (bytes[start + 7] !== fifth) return;
      const year = two(bytes, start) * 100 + two(bytes, start + 2);
      findDay(year, two(bytes, start + 5), two(bytes, start + 8));
      out[k] = day[0]! + timeOfDay(bytes, start + 10, end);
    } else if (third === 47 || third === 45 || third === 46) {
      if (dateOrder === null || bytes[start + 5] !== third) return;
      const first = two(bytes, start);
      const second = two(bytes, start + 3);
      const year = two(bytes, start + 6) * 100 + two(bytes, start + 8);
      if (dateOrder === 'day first') findDay(year, second, first);
      else findDay(year, first, second);
      out[k] = day[0]! + timeOfDay(bytes, start + 10, end);
    } else if (length >= 14 && (ninth === 95 || ninth === 84 || (length === 14 && isDigits(bytes, start, end)))) {
      const year = two(bytes, start) * 100 + two(bytes, start + 2);
      findDay(year, two(bytes, start + 4), two(bytes, start + 6));
      const clock = ninth === 95 || ninth === 84 ? start + 9 : start + 8;
      out[k] = day[0]! + secondsOfDay(bytes, clock, clock + 2, clock + 4) * 1000 - zoneOffsetMs(bytes, clock + 6, end);
    } else {
      out[k] = withinYears(readUnixTime(bytes, start, end));
    }
  }

  return { read, readUsual, readRare };
}

function withinYears(at: number): number {
  return at >= EARLIEST_AT && at < LATEST_AT ? at : Number.NaN;
}

/** The same for a text, where speed does not matter. */
export function timeFromText(text: string, dateOrder: DateOrder): number {
  const bytes = new TextEncoder().encode(text);
  const out = new Float64Array(1);
  createTimeReader(dateOrder).read(bytes, 0, bytes.length, out, 0);
  return out[0]!;
}

/** `T13:02:11.218Z` and its relatives, in ms; NaN when it is not one. */
function timeOfDay(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 6 || bytes[start + 3] !== 58) return Number.NaN;
  const joint = bytes[start];
  if (joint !== 32 && joint !== 84 && joint !== 116 && joint !== 95) return Number.NaN;
  if (end - start < 9 || bytes[start + 6] !== 58) {
    const minutesOnly = secondsOfDay(bytes, start + 1, start + 4, -1);
    return minutesOnly * 1000 - zoneOffsetMs(bytes, start + 6, end);
  }
  const seconds = secondsOfDay(bytes, start + 1, start + 4, start + 7);
  let i = start + 9;
  if (i === end) return seconds * 1000;
  let fractionMs = 0;
  if (bytes[i] === 46 || bytes[i] === 44) {
    let weight = 100;
    for (i++; i < end; i++) {
      const digit = bytes[i]! - 48;
      if (digit < 0 || digit > 9) break;
      fractionMs += digit * weight;
      weight /= 10;
    }
    // Event time is whole milliseconds; finer digits are cut, as every logger here does.
    fractionMs = Math.floor(fractionMs + 1e-6);
  }
  const utc = seconds * 1000 + fractionMs;
  return i === end ? utc : utc - zoneOffsetMs(bytes, i, end);
}

function secondsOfDay(bytes: Uint8Array, hourAt: number, minuteAt: number, secondAt: number): number {
  const hour = two(bytes, hourAt);
  const minute = two(bytes, minuteAt);
  const second = secondAt < 0 ? 0 : two(bytes, secondAt);
  // Second 60 is a leap second.
  return hour < 24 && minute < 60 && second <= 60 ? hour * 3600 + minute * 60 + second : Number.NaN;
}

/** Two digits as a number; NaN-like 1e6 when they are none, which no check lets pass. */
function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 1e6;
}

function isDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! < 48 || bytes[i]! > 57) return false;
  return true;
}
