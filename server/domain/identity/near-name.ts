// Names that are one slip of the fingers apart: the test itself, and index keys that find such names without looking
// through the list. A near name is never more than a reason to look: on labelled pairs it was wrong in 8 of 21 cases.
//
// The keys follow the pigeonhole: cut a name into one piece more than edits are allowed, and at least one piece comes
// through untouched, moved by no more places than there are edits (Li et al., PassJoin, VLDB 2011).

import { isNumber, letterCount, type NameKey } from './name.ts';

/** From this many letters on, two edits are allowed (identity policy, row Q4). */
const LONG_LETTERS = 12;
/** Up to this many letters, a name must be equal to be the same. */
const SHORT_LETTERS = 4;
/** A word may differ only when it has this many letters in both names. */
const WORD_LETTERS = 4;

/** The edits allowed between two names with this many letters in the shorter one. */
function editsFor(letters: number): number {
  return letters >= LONG_LETTERS ? 2 : 1;
}

/**
 * True when the names differ by one edit (two from 12 letters; a swap of neighbours counts as one), with the same
 * number of words, the same numbers, single letters and first letter, and only words of 4 letters or more differing.
 */
export function nearName(a: Readonly<NameKey>, b: Readonly<NameKey>): boolean {
  if (a.tokens.length !== b.tokens.length || a.numbers !== b.numbers || a.singles !== b.singles) return false;
  if (a.joined[0] !== b.joined[0] || a.joined === b.joined) return false;
  const letters = Math.min(letterCount(a), letterCount(b));
  if (letters <= SHORT_LETTERS) return false;
  let left = editsFor(letters);
  for (let i = 0; i < a.tokens.length; i++) {
    const one = a.tokens[i]!;
    const other = b.tokens[i]!;
    if (one === other) continue;
    if (isNumber(one) || isNumber(other) || Math.min(one.length, other.length) < WORD_LETTERS) return false;
    left -= editDistance(one, other, left);
    if (left < 0) return false;
  }
  return true;
}

/** Keys under which a listed name is filed; none for names that can only match exactly. */
export function nearIndexKeys(key: Readonly<NameKey>): string[] {
  const text = lettersOf(key);
  if (!canDiffer(key, text)) return [];
  const pieces = editsFor(text.length) + 1;
  const stem = stemOf(key);
  return Array.from({ length: pieces }, (_, piece) => {
    const from = pieceStart(text.length, pieces, piece);
    return pieceKey(stem, text.length, piece, text.slice(from, pieceStart(text.length, pieces, piece + 1)));
  });
}

/** Keys under which a listed name within reach of this one must be filed. */
export function nearLookupKeys(key: Readonly<NameKey>): string[] {
  const text = lettersOf(key);
  if (!canDiffer(key, text)) return [];
  const stem = stemOf(key);
  const keys: string[] = [];
  const reach = editsFor(text.length);
  for (let length = text.length - reach; length <= text.length + reach; length++) {
    if (length <= SHORT_LETTERS) continue;
    const edits = editsFor(length);
    const longer = text.length - length;
    if (Math.abs(longer) > edits) continue;
    for (let piece = 0; piece <= edits; piece++) {
      const from = pieceStart(length, edits + 1, piece);
      const size = pieceStart(length, edits + 1, piece + 1) - from;
      for (let shift = -edits; shift <= edits; shift++) {
        // Edits before the piece move it by `shift`; the rest of the difference must come after it.
        if (Math.abs(shift) + Math.abs(longer - shift) > edits) continue;
        const start = from + shift;
        if (start < 0 || start + size > text.length) continue;
        keys.push(pieceKey(stem, length, piece, text.slice(start, start + size)));
      }
    }
  }
  return keys;
}

function lettersOf(key: Readonly<NameKey>): string {
  return key.numbers === '' ? key.joined : key.tokens.filter((token) => !isNumber(token)).join('');
}

function canDiffer(key: Readonly<NameKey>, letters: string): boolean {
  return letters.length > SHORT_LETTERS && key.tokens.some((token) => token.length >= WORD_LETTERS && !isNumber(token));
}

/** What must be equal in both names, so that only real neighbours share a key. */
function stemOf(key: Readonly<NameKey>): string {
  return `${key.tokens.length}|${key.numbers}|${key.singles}|${key.joined[0]}`;
}

function pieceStart(length: number, pieces: number, piece: number): number {
  return Math.floor((length * piece) / pieces);
}

function pieceKey(stem: string, length: number, piece: number, text: string): string {
  return `${stem}|${length}|${piece}|${text}`;
}

/** Optimal string alignment distance, or `limit` + 1 as soon as it must be more than `limit`. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length]!, limit + 1);
}
