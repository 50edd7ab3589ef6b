// The search over everything that has a name or a number: a text comes in, what it may mean goes out, best first. It finds
// letters and digits as they are written, without accents and case; other spellings are the screening's. Bounded: a few of
// each kind, with the count of the rest.

import { foldName } from '../domain/identity/name.ts';

/** One thing that can be found. */
export interface Findable<T> {
  /** Names, the one that it goes by first. */
  names: readonly string[];
  /** IMO, MMSI, call sign, id: met from their beginning. */
  codes: readonly string[];
  item: T;
}

export interface SearchIndex<T> {
  rows: readonly { names: readonly string[]; codes: readonly string[]; item: T }[];
}

export interface Found<T> {
  item: T;
  /** The name or number that was met, as it is written; null where it is the one it goes by. */
  by: string | null;
}

/** Longest question that is read, characters. */
export const MOST_TEXT = 100;

export function indexFor<T>(things: Iterable<Findable<T>>): SearchIndex<T> {
  const rows = [];
  for (const { names, codes, item } of things) {
    const folded = names.map(foldText).filter((text) => text !== '');
    rows.push({ names: folded, codes: codes.map(bare).filter((code) => code !== ''), item });
  }
  return { rows };
}

/** The best `limit`, and how many there are in all. */
export function searchIn<T>(index: SearchIndex<T>, text: string, limit: number): { found: Found<T>[]; count: number } {
  const asked = foldText(text.slice(0, MOST_TEXT));
  const code = bare(text.slice(0, MOST_TEXT)).replace(/^(IMO|MMSI)(?=\d)/, '');
  if (asked === '') return { found: [], count: 0 };
  const best: { rank: number; order: number; found: Found<T> }[] = [];
  let count = 0;
  for (const [order, row] of index.rows.entries()) {
    const met = rankOf(row, asked, code);
    if (met === null) continue;
    count++;
    const last = best[limit - 1];
    if (last !== undefined && last.rank <= met.rank) continue;
    const at = best.findIndex(({ rank }) => rank > met.rank);
    const entry = { rank: met.rank, order, found: { item: row.item, by: met.by } };
    if (at < 0) best.push(entry);
    else best.splice(at, 0, entry);
    if (best.length > limit) best.pop();
  }
  return { found: best.map(({ found }) => found), count };
}

/** Lower is better: a whole number or name, then a beginning, then the beginning of a word, then letters inside. */
function rankOf(
  { names, codes }: { names: readonly string[]; codes: readonly string[] },
  asked: string,
  code: string,
): { rank: number; by: string | null } | null {
  let best: { rank: number; by: string | null } | null = null;
  const take = (rank: number, by: string | null) => {
    if (best === null || rank < best.rank) best = { rank, by };
  };
  if (code.length >= 3) {
    for (const each of codes) {
      if (each === code) take(0, each);
      else if (each.startsWith(code)) take(3, each);
    }
  }
  for (const [i, name] of names.entries()) {
    const by = i === 0 ? null : name;
    // A former name stands behind the present one that is met as well.
    const former = i === 0 ? 0 : 0.5;
    if (name === asked) take(1 + former, by);
    else if (name.startsWith(asked)) take(2 + former, by);
    else if (name.includes(` ${asked}`)) take(4 + former, by);
    else if (asked.length >= 3 && name.includes(asked)) take(6 + former, by);
  }
  return best;
}

function foldText(text: string): string {
  return foldName(text)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Numbers and call signs without what is written between. */
function bare(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '');
}
