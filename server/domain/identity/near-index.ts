// Near names found in a list without walking it. Two names that are k edits apart become equal when at most k letters
// are struck from each (Garbe's symmetric deletion); so every name is filed under the hash of each way of striking
// letters, and looked up the same way. Pieces of names would make smaller keys, but a fleet is full of names that share
// their pieces, and the cost would grow with the list; here only real neighbours meet.
//
// A name of 14 letters makes about 100 entries of 8 bytes, one of 8 letters makes 9. Most of what is looked up is under no
// entry: a small table of bits says so before the entries, which no cache holds, are touched. Hashes only propose:
// `nearName` decides.

import { isNumber, letterCount, type NameKey } from './name.ts';
import { editsFor, nearName, SHORT_LETTERS, WORD_LETTERS } from './near-name.ts';

/** Longer names are found when equal only: AIS carries 20 characters, and entries grow with the square. */
const MAX_LETTERS = 40;

export interface NearIndex<Named> {
  names: readonly Named[];
  /** Entries of a bucket lie from `starts[bucket]` to `starts[bucket + 1]`. */
  starts: Uint32Array;
  /** Hash and place in `names`, by turns. */
  entries: Int32Array;
  /** A bit is set where a hash of an entry falls; their number is a power of two. */
  bits: Uint32Array;
}

/** Bits to a bucket: with about one entry in each bucket, one hash in eight that has no entry meets a bit that is set. */
const BITS_PER_BUCKET = 8;

export function indexNearNames<Named extends { key: NameKey }>(names: readonly Named[]): NearIndex<Named> {
  let total = 0;
  for (const name of names) total += strike(name.key);
  const buckets = 2 ** Math.max(1, Math.ceil(Math.log2(total + 1)));
  const starts = new Uint32Array(buckets + 1);
  for (const name of names) {
    const count = strike(name.key);
    for (let i = 0; i < count; i++) starts[bucketOf(STRUCK[i]!, buckets) + 1]!++;
  }
  for (let i = 1; i <= buckets; i++) starts[i]! += starts[i - 1]!;
  const entries = new Int32Array(total * 2);
  const bits = new Uint32Array(Math.max(1, (buckets * BITS_PER_BUCKET) / 32));
  const next = starts.slice();
  for (const [place, name] of names.entries()) {
    const count = strike(name.key);
    for (let i = 0; i < count; i++) {
      const hash = STRUCK[i]!;
      const entry = next[bucketOf(hash, buckets)]!++;
      entries[entry * 2] = hash;
      entries[entry * 2 + 1] = place;
      const bit = bitOf(hash, bits);
      bits[bit >>> 5]! |= 1 << bit;
    }
  }
  return { names, starts, entries, bits };
}

export function findNearNames<Named extends { key: NameKey }>(
  index: NearIndex<Named>,
  key: Readonly<NameKey>,
): Named[] {
  const { names, starts, entries, bits } = index;
  const found: Named[] = [];
  // Made only when an entry is proposed: for most names none is.
  let considered: Set<number> | null = null;
  const count = strike(key);
  for (let i = 0; i < count; i++) {
    const hash = STRUCK[i]!;
    const bit = bitOf(hash, bits);
    if ((bits[bit >>> 5]! & (1 << bit)) === 0) continue;
    const bucket = bucketOf(hash, starts.length - 1);
    for (let entry = starts[bucket]!; entry < starts[bucket + 1]!; entry++) {
      const place = entries[entry * 2 + 1]!;
      if (entries[entry * 2] !== hash || considered?.has(place)) continue;
      considered ??= new Set();
      considered.add(place);
      const name = names[place]!;
      if (nearName(key, name.key)) found.push(name);
    }
  }
  return found;
}

function bucketOf(hash: number, buckets: number): number {
  return hash & (buckets - 1);
}

/** From the high bits, since the low ones name the bucket. */
function bitOf(hash: number, bits: Uint32Array): number {
  return (hash >>> 3) & (bits.length * 32 - 1);
}

// Scratch for one name; a name is finished before the next one begins.
/** 40 letters struck none, once or twice make 821. */
const STRUCK = new Int32Array(1024);
const PLACES = new Int32Array(MAX_LETTERS);
/** Longer texts are found when equal only. */
const MOST_TEXT = 512;
/** The hash of every beginning of the text, from none of it to all of it. */
const HEADS = new Int32Array(MOST_TEXT + 1);

/**
 * Puts the hashes of the name with no, one, or (from 12 letters) two letters struck into `STRUCK`, and returns their count;
 * 0 for what must match exactly.
 */
function strike(key: Readonly<NameKey>): number {
  const letters = letterCount(key);
  if (letters <= SHORT_LETTERS || letters > MAX_LETTERS) return 0;
  let text = '';
  let places = 0;
  for (const token of key.tokens) {
    if (isNumber(token)) continue;
    if (text !== '') text += ' ';
    // Letters of the words that are long enough to differ. The first letter of a name is equal in every near name.
    if (token.length >= WORD_LETTERS) {
      const end = text.length + token.length;
      for (let place = Math.max(text.length, 1); place < end; place++) PLACES[places++] = place;
    }
    text += token;
  }
  if (places === 0) return 0;
  text += `|${key.tokens.length}|${key.numbers}|${key.singles}`;
  const length = text.length;
  if (length >= MOST_TEXT) return 0;
  for (let i = 0; i < length; i++) HEADS[i + 1] = (Math.imul(HEADS[i]!, BASE) + text.charCodeAt(i)) | 0;
  const twice = editsFor(letters) >= 2;
  let count = 0;
  STRUCK[count++] = finish(HEADS[length]!);
  for (let i = 0; i < places; i++) {
    // Of a double letter either may go, with the same result.
    if (isDouble(text, i)) continue;
    const first = PLACES[i]!;
    const head = HEADS[first]!;
    STRUCK[count++] = finish(join(head, first + 1, length));
    if (!twice) continue;
    for (let j = i + 1; j < places; j++) {
      if (j !== i + 1 && isDouble(text, j)) continue;
      const second = PLACES[j]!;
      STRUCK[count++] = finish(join(join(head, first + 1, second), second + 1, length));
    }
  }
  return count;
}

function isDouble(text: string, i: number): boolean {
  const place = PLACES[i]!;
  return i > 0 && PLACES[i - 1] === place - 1 && text.charCodeAt(place) === text.charCodeAt(place - 1);
}

// A polynomial hash modulo 2^32, so that the hash of a text without a letter is made from those of its ends.
const BASE = 0x01000193;
const POWERS = new Int32Array(MOST_TEXT);
POWERS[0] = 1;
for (let i = 1; i < POWERS.length; i++) POWERS[i] = Math.imul(POWERS[i - 1]!, BASE);

/** The hash of a beginning followed by the text `[from..to)` whose beginnings are in `HEADS`. */
function join(head: number, from: number, to: number): number {
  return (HEADS[to]! + Math.imul((head - HEADS[from]!) | 0, POWERS[to - from]!)) | 0;
}

/** Finished as in MurmurHash3, so that the low bits make even buckets. */
function finish(hash: number): number {
  const one = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const two = Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return two ^ (two >>> 16);
}
