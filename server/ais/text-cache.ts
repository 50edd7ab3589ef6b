// Strings for byte runs that come again and again (names, call signs, stations): the same bytes give the same string
// without making a new one. A fixed table, one entry per hash; a newcomer replaces what was there. Never grows.

export interface TextCache {
  readonly keys: Uint8Array;
  readonly lengths: Uint8Array;
  readonly texts: string[];
}

const ENTRIES = 8192;
/** The longest text kept; an AtoN name with its extension has 34. */
const STRIDE = 40;

export function createTextCache(): TextCache {
  return {
    keys: new Uint8Array(ENTRIES * STRIDE),
    lengths: new Uint8Array(ENTRIES),
    texts: new Array<string>(ENTRIES).fill(''),
  };
}

/** The text of bytes `from` to `to`, without the blanks around it. */
export function textOf(cache: TextCache, bytes: Uint8Array, from: number, to: number): string {
  let a = from;
  let b = to;
  while (a < b && bytes[a] === 32) a++;
  while (b > a && bytes[b - 1] === 32) b--;
  const length = b - a;
  if (length === 0) return '';
  if (length > STRIDE) return build(bytes, a, b);
  let hash = 0x811c9dc5;
  for (let i = a; i < b; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  const entry = (hash ^ (hash >>> 15)) & (ENTRIES - 1);
  const key = entry * STRIDE;
  if (cache.lengths[entry] === length) {
    let i = 0;
    while (i < length && cache.keys[key + i] === bytes[a + i]) i++;
    if (i === length) return cache.texts[entry]!;
  }
  for (let i = 0; i < length; i++) cache.keys[key + i] = bytes[a + i]!;
  cache.lengths[entry] = length;
  const text = build(bytes, a, b);
  cache.texts[entry] = text;
  return text;
}

function build(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}
