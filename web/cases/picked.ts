// Which cases of the feed are picked to be dealt with together, and from which one a range is drawn. Kept beside the page's
// state; what is no longer in the feed is no longer picked.

import { type Held, held } from '../desk/held.ts';

/** The server takes so many at once. */
export const MOST_PICKED = 1_000;

export const picked: Held<ReadonlySet<string>> = held<ReadonlySet<string>>(new Set());
let anchor: string | null = null;

export function togglePick(id: string): void {
  const next = new Set(picked.get());
  if (!next.delete(id) && next.size < MOST_PICKED) next.add(id);
  anchor = id;
  picked.set(next);
}

/** From the one picked last to this one, in the order of the feed. */
export function pickRange(order: readonly string[], to: string): void {
  picked.set(withRange(picked.get(), order, anchor, to));
  anchor = to;
}

export function pickAll(order: readonly string[]): void {
  picked.set(new Set(order.slice(0, MOST_PICKED)));
}

export function pickNone(): void {
  anchor = null;
  if (picked.get().size > 0) picked.set(new Set());
}

/** Pure. */
export function withRange(
  before: ReadonlySet<string>,
  order: readonly string[],
  from: string | null,
  to: string,
): ReadonlySet<string> {
  const end = order.indexOf(to);
  if (end < 0) return before;
  const begin = from === null ? end : order.indexOf(from);
  const [low, high] = begin < 0 ? [end, end] : [Math.min(begin, end), Math.max(begin, end)];
  const next = new Set(before);
  for (const id of order.slice(low, high + 1)) if (next.size < MOST_PICKED) next.add(id);
  return next;
}
