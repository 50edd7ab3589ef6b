// The six-bit alphabet of AIS payloads, and reading of numbers and text from an array of six-bit values. Offsets count
// bits from the start of the message. Callers check the received length first; nothing here looks at it.

/** Character code to six-bit value; 255 for a code that no payload holds (valid: 48–87 and 96–119). */
export const SIX_OF_CODE = new Uint8Array(256).fill(255);
for (let code = 48; code <= 87; code++) SIX_OF_CODE[code] = code - 48;
for (let code = 96; code <= 119; code++) SIX_OF_CODE[code] = code - 56;

/** A field of 1–30 bits. */
export function unsigned(six: Uint8Array, from: number, width: number): number {
  let i = (from / 6) | 0;
  const have = 6 - (from - i * 6);
  let value = six[i]! & ((1 << have) - 1);
  let need = width - have;
  if (need < 0) return value >> -need;
  for (; need >= 6; need -= 6) value = (value << 6) | six[++i]!;
  return need === 0 ? value : (value << need) | (six[i + 1]! >> (6 - need));
}

/** A two's complement field of 2–30 bits. */
export function signed(six: Uint8Array, from: number, width: number): number {
  const unused = 32 - width;
  return (unsigned(six, from, width) << unused) >> unused;
}

export function flag(six: Uint8Array, at: number): boolean {
  return unsigned(six, at, 1) === 1;
}

/**
 * Copies text into `out` from `start`, up to `characters` or to the '@' that ends it, and returns where it ended.
 */
export function copyText(six: Uint8Array, from: number, characters: number, out: Uint8Array, start: number): number {
  let i = (from / 6) | 0;
  const shift = from - i * 6;
  const back = 6 - shift;
  let end = start;
  for (const stop = start + characters; end < stop; end++, i++) {
    // With a shift of 0 the second half adds nothing: six bits moved down by six.
    const value = ((six[i]! << shift) | (six[i + 1]! >> back)) & 63;
    if (value === 0) break;
    out[end] = value < 32 ? value + 64 : value;
  }
  return end;
}

/** The payload as it stood in the sentence. */
export function armouredPayload(six: Uint8Array, bits: number): string {
  let payload = '';
  for (let i = 0; i * 6 < bits; i++) {
    const v = six[i]!;
    payload += String.fromCharCode(v < 40 ? v + 48 : v + 56);
  }
  return payload;
}

/** Bits `from` to `to` as hex, the last digit filled up with zero bits. */
export function hexBits(six: Uint8Array, from: number, to: number): string {
  let hex = '';
  for (let at = from; at < to; at += 4) {
    const width = Math.min(4, to - at);
    hex += (unsigned(six, at, width) << (4 - width)).toString(16);
  }
  return hex;
}
