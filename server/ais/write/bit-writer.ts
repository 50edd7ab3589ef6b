// Writes bit fields into a payload of six-bit values, most significant bit first, and armours it as sentence text.
// Values are ours: one that does not fit its field is a bug and throws.

export interface BitWriter {
  readonly six: Uint8Array;
  bits: number;
}

/** 1064 bits are the most that a five-slot message can carry. */
const MOST_SEXTETS = 180;

export function createBitWriter(): BitWriter {
  return { six: new Uint8Array(MOST_SEXTETS), bits: 0 };
}

/** Appends `width` bits (up to 30) of an unsigned value. */
export function putUnsigned(w: BitWriter, value: number, width: number, field: string): void {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** width) {
    throw new RangeError(`${field} ${value} does not fit ${width} bits`);
  }
  put(w, value, width);
}

/** Appends `width` bits of a two's complement value. */
export function putSigned(w: BitWriter, value: number, width: number, field: string): void {
  const half = 2 ** (width - 1);
  if (!Number.isInteger(value) || value < -half || value >= half) {
    throw new RangeError(`${field} ${value} does not fit ${width} bits`);
  }
  put(w, value < 0 ? value + 2 * half : value, width);
}

/** Appends `characters` six-bit characters: upper case, '?' for what the alphabet lacks, cut or filled up with '@'. */
export function putText(w: BitWriter, text: string, characters: number): void {
  const upper = text.toUpperCase();
  for (let i = 0; i < characters; i++) {
    const code = i < upper.length ? upper.charCodeAt(i) : 64;
    if (code >= 64 && code < 96) put(w, code - 64, 6);
    else put(w, code >= 32 && code < 64 ? code : 63, 6);
  }
}

/** The payload text, and how many bits of its last character are padding. */
export function armour(w: BitWriter): { payload: string; fill: number } {
  const sextets = Math.ceil(w.bits / 6);
  let payload = '';
  for (let i = 0; i < sextets; i++) {
    const v = w.six[i]!;
    payload += String.fromCharCode(v < 40 ? v + 48 : v + 56);
  }
  return { payload, fill: sextets * 6 - w.bits };
}

function put(w: BitWriter, value: number, width: number): void {
  for (let bit = width - 1; bit >= 0; bit--) {
    if ((value >>> bit) & 1) {
      const at = (w.bits / 6) | 0;
      w.six[at] = w.six[at]! | (32 >> (w.bits % 6));
    }
    w.bits++;
  }
}
