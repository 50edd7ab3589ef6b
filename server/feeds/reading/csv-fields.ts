// Reads single fields from bytes: numbers, identifiers, texts. No string is made for a number, and a text that was seen
// before is given back as the same string. Whatever cannot be read is NaN or '', never an error.

export const POWERS = Float64Array.from({ length: 23 }, (_, i) => 10 ** i);

/**
 * Puts the number in a field into `out[k]`; NaN when it is empty or not a number. Takes what the row scanner's fast path
 * leaves: signs, blanks around it, a decimal comma, an exponent, ten digits and more.
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

/** Which identifier a field holds. */
export const MMSI_FIELD = 2;
export const IMO_FIELD = 3;

/**
 * The same for an identifier. Identifiers are digits, as they were given out: up to nine, and only zeros behind a point,
 * as tables of floating numbers write them (`538007001.0`). A sign, an exponent (spreadsheets shorten to `5.38007E+08`),
 * hex or a fraction gives NaN, whatever number it may come to. Before an IMO number may stand its name: `IMO9466350`.
 */
export function putIdentifier(
  bytes: Uint8Array,
  from: number,
  to: number,
  out: Float64Array,
  k: number,
  kind: number,
): void {
  let i = from;
  let end = to;
  while (i < end && bytes[i]! <= 32) i++;
  while (end > i && bytes[end - 1]! <= 32) end--;
  out[k] = Number.NaN;
  if (kind === IMO_FIELD && end - i > 3 && (bytes[i]! | 32) === 105) {
    if ((bytes[i + 1]! | 32) !== 109 || (bytes[i + 2]! | 32) !== 111) return;
    i += 3;
    while (i < end && (bytes[i] === 32 || bytes[i] === 58 || bytes[i] === 45)) i++;
  }
  const firstAt = i;
  let value = 0;
  for (; i < end && isDigit(bytes[i]!); i++) value = value * 10 + bytes[i]! - 48;
  const digits = i - firstAt;
  if (digits === 0 || digits > 9) return;
  if (i < end && (bytes[i] === 46 || bytes[i] === 44)) for (i++; i < end && bytes[i] === 48; ) i++;
  if (i === end) out[k] = value;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isEmpty(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 32) return false;
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
