// Near names found in a list without walking it. Two names that are k edits apart become equal when at most k letters
// are struck from each (Garbe's symmetric deletion); so every name is filed under the hash of each way of striking
// letters, and looked up the same way. Pieces of names would make smaller keys, but a fleet is full of names that share
// their pieces, and the cost would grow with the list; here only real neighbours meet.
//
// A name of 14 letters makes about 100 entries of 8 bytes, one of 8 letters makes 9. Hashes only propose: `nearName`
// decides.

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
}

export function indexNearNames<Named extends { key: NameKey }>(names: readonly Named[]): NearIndex<Named> {
  const hashes: number[] = [];
  let total = 0;
  for (const name of names) total += strike(name.key, hashes).length;
  const buckets = 2 ** Math.max(1, Math.ceil(Math.log2(total + 1)));
  const starts = new Uint32Array(buckets + 1);
  for (const name of names) for (const hash of strike(name.key, hashes)) starts[bucketOf(hash, buckets) + 1]!++;
  for (let i = 1; i <= buckets; i++) starts[i]! += starts[i - 1]!;
  const entries = new Int32Array(total * 2);
  const next = starts.slice();
  for (const [place, name] of names.entries()) {
    for (const hash of strike(name.key, hashes)) {
      const entry = next[bucketOf(hash, buckets)]!++;
      entries[entry * 2] = hash;
      entries[entry * 2 + 1] = place;
    }
  }
  return { names, starts, entries };
}

export function findNearNames<Named extends { key: NameKey }>(
  index: NearIndex<Named>,
  key: Readonly<NameKey>,
): Named[] {
  const { names, starts, entries } = index;
  const found: Named[] = [];
  // Made when something is proposed, which for most names nothing is.
  let considered: Set<number> | null = null;
  for (const hash of strike(key, [])) {
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

/** The hashes of the name with no, one, or (from 12 letters) two letters struck; none for what must match exactly. */
function strike(key: Readonly<NameKey>, hashes: number[]): number[] {
  hashes.length = 0;
  const letters = letterCount(key);
  if (letters <= SHORT_LETTERS || letters > MAX_LETTERS) return hashes;
  const words = key.tokens.filter((token) => !isNumber(token));
  const places = placesToStrike(words);
  if (places.length === 0) return hashes;
  const text = `${words.join(' ')}|${key.tokens.length}|${key.numbers}|${key.singles}`;
  if (text.length >= POWERS.length) return hashes;
  const twice = editsFor(letters) >= 2;
  const heads = headsOf(text);
  const length = text.length;
  hashes.push(finish(heads[length]!));
  for (let i = 0; i < places.length; i++) {
    // Of a double letter either may go, with the same result.
    if (isDouble(text, places, i)) continue;
    const first = places[i]!;
    const head = heads[first]!;
    hashes.push(finish(join(head, heads, first + 1, length)));
    if (!twice) continue;
    for (let j = i + 1; j < places.length; j++) {
      if (j !== i + 1 && isDouble(text, places, j)) continue;
      const second = places[j]!;
      hashes.push(finish(join(join(head, heads, first + 1, second), heads, second + 1, length)));
    }
  }
  return hashes;
}

function isDouble(text: string, places: readonly number[], i: number): boolean {
  const place = places[i]!;
  return i > 0 && places[i - 1] === place - 1 && text[place] === text[place - 1];
}

/** Letters of the words that are long enough to differ. The first letter of a name is equal in every near name. */
function placesToStrike(words: readonly string[]): number[] {
  const places: number[] = [];
  let from = 0;
  for (const word of words) {
    if (word.length >= WORD_LETTERS) for (let i = Math.max(from, 1); i < from + word.length; i++) places.push(i);
    from += word.length + 1;
  }
  return places;
}

// A polynomial hash modulo 2^32, so that the hash of a text without a letter is made from those of its ends.
const BASE = 0x01000193;
const POWERS = new Int32Array(512);
POWERS[0] = 1;
for (let i = 1; i < POWERS.length; i++) POWERS[i] = Math.imul(POWERS[i - 1]!, BASE);

/** The hash of every beginning of the text, from none of it to all of it. */
function headsOf(text: string): number[] {
  const heads = [0];
  for (let i = 0; i < text.length; i++) heads.push((Math.imul(heads[i]!, BASE) + text.charCodeAt(i)) | 0);
  return heads;
}

/** The hash of a beginning followed by `text[from..to)`. */
function join(head: number, heads: readonly number[], from: number, to: number): number {
  return (heads[to]! + Math.imul((head - heads[from]!) | 0, POWERS[to - from]!)) | 0;
}

/** Finished as in MurmurHash3, so that the low bits make even buckets. */
function finish(hash: number): number {
  const one = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  const two = Math.imul(one ^ (one >>> 13), 0xc2b2ae35);
  return two ^ (two >>> 16);
}
