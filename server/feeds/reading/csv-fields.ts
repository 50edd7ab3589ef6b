// Reads single fields from bytes: numbers, times, texts. No string is made for a number or a date, and a text that was
// seen before is given back as the same string. Whatever cannot be read is NaN or '', never an error.

/** Reports outside these years are damaged dates: AIS began in 1998, and nobody reports from the future. */
const EARLIEST_AT = Date.UTC(1990, 0, 1);
const LATEST_AT = Date.UTC(2100, 0, 1);

export const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);

/**
 * Puts the number in a field into `out[k]`; NaN when it is empty or not a number. Takes what the row scanner's fast path
 * leaves: signs, blanks around it, a decimal comma, an exponent, ten digits and more, and the letters of `IMO9466350`.
 * It puts rather than returns, for a number returned costs an allocation.
 */
export function putNumber(bytes: Uint8Array, from: number, to: number, out: Float64Array, k: number): void {
  let start = from;
  let end = to;
  while (start < end && bytes[start]! <= 32) start++;
  while (end > start && bytes[end - 1]! <= 32) end--;
  let i = start;
  let negative = false;
  const lead = bytes[i]!;
  if (lead === 45 || lead === 43) {
    negative = lead === 45;
    i++;
  } else if ((lead === 73 || lead === 105) && end - start > 3 && (bytes[i + 1]! | 32) === 109) {
    i += 3;
  }
  let mantissa = 0;
  let pointAt = -1;
  const firstAt = i;
  for (; i < end; i++) {
    const digit = bytes[i]! - 48;
    if (digit >= 0 && digit <= 9) mantissa = mantissa * 10 + digit;
    else if ((digit === -2 || digit === -4) && pointAt < 0) pointAt = i;
    else break;
  }
  const digits = i - firstAt - (pointAt < 0 ? 0 : 1);
  if (digits === 0) {
    out[k] = Number.NaN;
  } else if (i < end || digits > 15) {
    out[k] = rareNumber(bytes, start, end);
  } else {
    // Up to 15 digits the mantissa is exact, and so is the division's rounding.
    const value = pointAt < 0 ? mantissa : mantissa / POWERS[i - pointAt - 1]!;
    out[k] = negative ? -value : value;
  }
}

/** Exponents and very many digits. */
function rareNumber(bytes: Uint8Array, start: number, end: number): number {
  const text = textOf(bytes, start, end);
  if (!/^[-+]?(\d+[.,]?\d*|[.,]\d+)(e[-+]?\d+)?$/i.test(text)) return Number.NaN;
  return Number(text.replace(',', '.'));
}

export function isEmpty(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 32) return false;
  return true;
}

export type DateOrder = 'day first' | 'month first' | null;

export interface TimeReader {
  /**
   * Puts UTC ms, or NaN, into `out[k]`. Takes `2016-01-12 13:02:11.218`, `…T…Z`, `… UTC`, `…+02:00`, `12/01/2016 13:02:11` (by the date
   * order), `20160112_130211`, and seconds or milliseconds since 1970. No zone means UTC.
   */
  read(bytes: Uint8Array, start: number, end: number, out: Float64Array, k: number): void;
}

export function createTimeReader(dateOrder: DateOrder): TimeReader {
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

  function read(bytes: Uint8Array, from: number, to: number, out: Float64Array, k: number): void {
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
      out[k] = day[0]! + secondsOfDay(bytes, clock, clock + 2, clock + 4) * 1000 + zone(bytes, clock + 6, end);
    } else {
      putNumber(bytes, start, end, out, k);
      const epoch = out[k]!;
      // Seconds stay under 1e11 until the year 5138, milliseconds have been above it since 1973.
      const at = Math.abs(epoch) > 1e11 ? Math.round(epoch) : Math.round(epoch * 1000);
      out[k] = at >= EARLIEST_AT && at < LATEST_AT ? at : Number.NaN;
    }
  }

  return { read };
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
    return minutesOnly * 1000 + zone(bytes, start + 6, end);
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
  return seconds * 1000 + fractionMs + zone(bytes, i, end);
}

function secondsOfDay(bytes: Uint8Array, hourAt: number, minuteAt: number, secondAt: number): number {
  const hour = two(bytes, hourAt);
  const minute = two(bytes, minuteAt);
  const second = secondAt < 0 ? 0 : two(bytes, secondAt);
  // Second 60 is a leap second.
  return hour < 24 && minute < 60 && second <= 60 ? hour * 3600 + minute * 60 + second : Number.NaN;
}

/** What must be added to reach UTC, ms; NaN for a zone that is not known. */
function zone(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return 0;
  if (end - start === 1 && (bytes[start] === 90 || bytes[start] === 122)) return 0;
  const text = textOf(bytes, start, end).trim();
  if (text === '' || /^(Z|UTC|GMT)$/i.test(text)) return 0;
  const offset = /^([-+])(\d\d):?(\d\d)?( [A-Z]+)?$/.exec(text);
  if (offset === null) return Number.NaN;
  const ms = (Number(offset[2]) * 60 + Number(offset[3] ?? 0)) * 60_000;
  return offset[1] === '+' ? -ms : ms;
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

const decoder = new TextDecoder();

/** The bytes as text, damaged UTF-8 replaced. */
export function textOf(bytes: Uint8Array, start: number, end: number): string {
  return decoder.decode(bytes.subarray(start, end));
}

/** Words by which formats say "nothing here". Case matters: a ship may well be called UNKNOWN. */
const ABSENT = new Set(['Unknown', 'Undefined', 'Unknown value', 'None', 'none', 'null', 'NULL', 'NaN', 'nan', 'N/A']);

/** A text field: blank-trimmed, six-bit padding and control characters removed, words of absence made ''. */
export function cleanText(raw: string): string {
  let text = raw.replaceAll('""', '"');
  const padding = text.indexOf('@@');
  if (padding >= 0) text = text.slice(0, padding);
  text = text.replace(/\p{Cc}+/gu, ' ').trim();
  return text === '@' || ABSENT.has(text) ? '' : text;
}

export interface TextCache<T extends string | number> {
  get(bytes: Uint8Array, start: number, end: number): T;
}

const FIRST_SLOTS = 4096;
const MOST_SLOTS = 65_536;
const SLOT_BYTES = 32;

/**
 * Remembers what a text means, so that a name that comes a million times is decoded once. Each text has two slots to
 * be in, newer texts take them over; it grows while it misses much, up to 65,536 slots (a world's day of ships). Texts
 * over 32 bytes are read anew each time. Where it holds numbers, let them be small whole ones: others are allocated
 * anew each time they are given.
 */
export function createTextCache<T extends string | number>(read: (text: string) => T, empty: T): TextCache<T> {
  let mask = 0;
  let lengths = new Uint8Array(0);
  let pool = new Uint8Array(0);
  let values: T[] = [];
  let misses = 0;
  grow(FIRST_SLOTS);

  function grow(slots: number): void {
    mask = slots - 1;
    lengths = new Uint8Array(slots);
    pool = new Uint8Array(slots * SLOT_BYTES);
    values = new Array<T>(slots).fill(empty);
    misses = 0;
  }

  function get(bytes: Uint8Array, start: number, end: number): T {
    const length = end - start;
    if (length <= 0) return empty;
    if (length > SLOT_BYTES) return read(textOf(bytes, start, end));
    const slot = hashOf(bytes, start, end) & mask;
    if (holds(slot, bytes, start, length)) return values[slot]!;
    if (holds(slot ^ 1, bytes, start, length)) return values[slot ^ 1]!;
    return miss(bytes, start, end, slot);
  }

  function holds(slot: number, bytes: Uint8Array, start: number, length: number): boolean {
    if (lengths[slot] !== length) return false;
    const from = slot * SLOT_BYTES;
    for (let i = 0; i < length; i++) if (bytes[start + i] !== pool[from + i]) return false;
    return true;
  }

  function miss(bytes: Uint8Array, start: number, end: number, first: number): T {
    const value = read(textOf(bytes, start, end));
    misses++;
    if (misses > mask / 2 && mask < MOST_SLOTS - 1) {
      grow((mask + 1) * 4);
      return value;
    }
    const slot = lengths[first] === 0 ? first : first ^ (misses & 1);
    lengths[slot] = end - start;
    pool.set(bytes.subarray(start, end), slot * SLOT_BYTES);
    values[slot] = value;
    return value;
  }

  return { get };
}

/** Looks at the first and last four bytes: names of ships differ there, and a collision only costs a decoding. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  const from = end - start > 4 ? end - 4 : start;
  const to = end - start > 4 ? start + 4 : start;
  let hash = end - start;
  for (let i = start; i < to; i++) hash = Math.imul(hash, 31) + bytes[i]!;
  for (let i = from; i < end; i++) hash = Math.imul(hash, 31) + bytes[i]!;
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
