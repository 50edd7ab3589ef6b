// A sequence that falls into segments, each read from its first item on whatever came before it: events into stays, stays
// into legs. When a few items change, only the segments that touch them are read again; all others are the same objects as
// before, so that whatever was concluded from them still holds.

export interface Segmented<Item, Result> {
  readonly items: readonly Item[];
  /** What came of each segment, in order. */
  readonly results: readonly Result[];
  /** Index of the first item of each. */
  readonly starts: readonly number[];
}

/**
 * Takes one item into the segment that is open, null while there is none, and returns the open one. A new object begins a new
 * segment, which must be the same whatever was open before. The open one may be changed in place, by its successor's first
 * item last.
 */
export type ReadItem<Item, Result> = (open: Result | null, item: Item) => Result | null;

const NONE: Segmented<never, never> = { items: [], results: [], starts: [] };

export function noSegments<Item, Result>(): Segmented<Item, Result> {
  return NONE;
}

/** What is in one of the two and not in the other, and what lies between where more than one place differs. */
export function differing<Item>(before: readonly Item[], now: readonly Item[]): Item[] {
  const left = now.length === 0 ? 0 : before.indexOf(now[0]!);
  if (left > 0) return [...before.slice(0, left), ...differing(before.slice(left), now)];
  const shorter = Math.min(before.length, now.length);
  let same = 0;
  while (same < shorter && before[same] === now[same]) same++;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && before[before.length - 1 - sameAtEnd] === now[now.length - 1 - sameAtEnd]) {
    sameAtEnd++;
  }
  return [...before.slice(same, before.length - sameAtEnd), ...now.slice(same, now.length - sameAtEnd)];
}

/** The segments of `items`; `before` itself where they are the same items. */
export function resegment<Item, Result extends object>(
  before: Segmented<Item, Result>,
  items: readonly Item[],
  read: ReadItem<Item, Result>,
): Segmented<Item, Result> {
  // The oldest go when newer ones come: that is two changes, one at either end.
  const left = items.length === 0 ? 0 : before.items.indexOf(items[0]!);
  return oneChange(left > 0 ? oneChange(before, before.items.slice(left), read) : before, items, read);
}

function oneChange<Item, Result extends object>(
  before: Segmented<Item, Result>,
  items: readonly Item[],
  read: ReadItem<Item, Result>,
): Segmented<Item, Result> {
  const old = before.items;
  const shorter = Math.min(old.length, items.length);
  let same = 0;
  while (same < shorter && old[same] === items[same]) same++;
  if (same === old.length && same === items.length) return before;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && old[old.length - 1 - sameAtEnd] === items[items.length - 1 - sameAtEnd]) {
    sameAtEnd++;
  }
  // A segment is read to the end with the first item of the next: one whose successor begins before the change stands.
  let again = 0;
  while (again + 1 < before.starts.length && before.starts[again + 1]! < same) again++;
  const isKnown = before.starts.length > 0 && before.starts[again]! < same;
  const results = before.results.slice(0, isKnown ? again : 0);
  const starts = before.starts.slice(0, isKnown ? again : 0);

  const shift = items.length - old.length;
  let next = results.length;
  let open: Result | null = null;
  for (let at = isKnown ? before.starts[again]! : 0; at < items.length; at++) {
    const now: Result | null = read(open, items[at]!);
    if (now === open || now === null) continue;
    open = now;
    if (at >= items.length - sameAtEnd) {
      while (next < before.starts.length && before.starts[next]! < at - shift) next++;
      if (before.starts[next] === at - shift) {
        for (; next < before.starts.length; next++) {
          results.push(before.results[next]!);
          starts.push(before.starts[next]! + shift);
        }
        return { items, results, starts };
      }
    }
    results.push(now);
    starts.push(at);
  }
  return { items, results, starts };
}
