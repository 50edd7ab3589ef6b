// When the compiled table gives way. The table was made from copies of lists, each of a day; a newer whole copy of the same
// authority knows better who is listed. A hull that the table has and the copy lacks had left the list by then. The content
// of a copy tells whether it is whole: an extract, a list by hand, or a list of another programme lacks most of the hulls.

import type { Designation, WatchedHull } from '../vessel.ts';
import { isStanding, type LoadedList } from './loaded-list.ts';

/** Days of the copies that the table was made from, by authority, UTC ms. */
export type CompiledAsOf = ReadonlyMap<string, number>;

/** A copy that lacks more than this share of the table's hulls is not whole; the fall that a list may have (list facts, rule 3). */
const MOST_MISSING = 0.2;

/** The table with an end for every designation that a newer whole copy does not have; itself where there is none. */
export function yieldToNewer(
  builtIn: readonly WatchedHull[],
  lists: readonly LoadedList[],
  asOf: CompiledAsOf,
  at: number,
): readonly WatchedHull[] {
  const ends = new Map<Designation, number>();
  const notes = new Map<Designation, string>();
  for (const list of lists) {
    const compiledAt = asOf.get(list.authority);
    // Lists by hand and of one's own are never all that an authority lists.
    if (compiledAt === undefined || list.asOf <= compiledAt || /^(?:hand|own)(?:-|$)/.test(list.id)) continue;
    const held = new Set(
      list.records.flatMap((kept) =>
        kept.record.kind === 'ship' && isStanding({ list, kept }, at) ? (kept.record.imo ?? []) : [],
      ),
    );
    const rows = builtIn.flatMap(({ imo, designations }) =>
      imo === null ? [] : designations.filter((row) => isOf(row, list)).map((row) => ({ imo, row })),
    );
    const missing = rows.filter(({ imo }) => !held.has(imo));
    const known = new Set(list.records.map(({ record }) => record.imo));
    if (missing.length === rows.length || missing.length > Math.max(1, rows.length * MOST_MISSING)) continue;
    const leftAt = list.versionsAt?.find((publishedAt) => publishedAt > compiledAt) ?? list.asOf;
    for (const { imo, row } of missing) {
      // The record of a list tells itself what that list once had.
      if (known.has(imo) || leftAt > at) continue;
      if (leftAt < (ends.get(row) ?? Number.POSITIVE_INFINITY)) {
        ends.set(row, leftAt);
        notes.set(row, `not on ${list.title}, ${list.asOfText}`);
      }
    }
  }
  if (ends.size === 0) return builtIn;
  return builtIn.map((hull) =>
    hull.designations.some((row) => ends.has(row))
      ? {
          ...hull,
          designations: hull.designations.map((row) => {
            const delistedAt = ends.get(row);
            if (delistedAt === undefined) return row;
            return { ...row, delistedAt, note: [row.note, notes.get(row)].filter(Boolean).join('; ') };
          }),
        }
      : hull,
  );
}

/** One authority may have several lists of ships: the EU's are told apart by their acts. */
function isOf(row: Designation, list: LoadedList): boolean {
  return row.authority === list.authority && row.sanction === list.sanction && row.delistedAt === null;
}
