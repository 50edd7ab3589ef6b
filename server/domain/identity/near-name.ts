// Names that are one slip of the fingers apart. A near name is never more than a reason to look: on labelled pairs it
// was wrong in 8 of 21 cases. `near-index.ts` finds them in a list.

import { isNumber, letterCount, type NameKey } from './name.ts';

/** From this many letters on, two edits are allowed (identity policy, row Q4). */
const LONG_LETTERS = 12;
/** Up to this many letters, a name must be equal to be the same. */
export const SHORT_LETTERS = 4;
/** A word may differ only when it has this many letters in both names. */
export const WORD_LETTERS = 4;

/** Whatever their length. */
const MOST_EDITS = 2;

/** The edits allowed between two names with this many letters in the shorter one. */
export function editsFor(letters: number): number {
  return letters >= LONG_LETTERS ? 2 : 1;
}

/**
 * True when the names differ by one edit (two from 12 letters; a swap of neighbours is one slip of the fingers, hence one
 * edit), with the same number of words, the same numbers, single letters and first letter, and only words of 4 letters or
 * more differing.
 */
export function nearName(a: Readonly<NameKey>, b: Readonly<NameKey>): boolean {
  if (a.tokens.length !== b.tokens.length || Math.abs(a.joined.length - b.joined.length) > MOST_EDITS) return false;
  if (a.numbers !== b.numbers || a.singles !== b.singles) return false;
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

/** Letters added, left out, changed, or swapped with their neighbour; `limit` + 1 as soon as it must be more than that. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  // Equal beginnings and ends cost nothing.
  let from = 0;
  let toA = a.length;
  let toB = b.length;
  while (from < toA && from < toB && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  while (toA > from && toB > from && a.charCodeAt(toA - 1) === b.charCodeAt(toB - 1)) {
    toA--;
    toB--;
  }
  if (toA === from || toB === from) return Math.min(Math.max(toA, toB) - from, limit + 1);
  return distanceOf(a.slice(from, toA), b.slice(from, toB), limit);
}

function distanceOf(a: string, b: string, limit: number): number {
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(previous[j]! + 1, row[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = row;
  }
  return Math.min(previous[b.length]!, limit + 1);
}
