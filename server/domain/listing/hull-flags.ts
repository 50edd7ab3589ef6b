// The flags of one hull, today and on days past: each list's word, the freshest first, and the built-in table's in its
// place by date. Records with their earlier readings come in, flags go out; nothing is kept.

import type { EarlierReadings, WatchedHull } from '../vessel.ts';
import { type FlagTable, flagCodes } from './flags.ts';
import { type Entry, type HullRecord, isStanding, recordAsOf } from './loaded-list.ts';

export interface Merging {
  flags: FlagTable;
  /** When the lists are read. */
  at: number;
  /** The day of the built-in table, by the newest copy that it was made from. */
  compiledAt: number;
}

/** Records that are on a list at that instant come before those that have left one. */
export function standingFirst(entries: readonly Entry[], at: number): Entry[] {
  return [...entries.filter((entry) => isStanding(entry, at)), ...entries.filter((entry) => !isStanding(entry, at))];
}

export function firstIn<T>(records: readonly HullRecord[], read: (record: HullRecord) => T | null): T | null {
  for (const record of records) {
    const value = read(record);
    if (value !== null) return value;
  }
  return null;
}

/** `listsFirst`: the lists are newer than the table. */
export function flagOf(
  known: WatchedHull | null,
  records: readonly HullRecord[],
  { flags }: Merging,
  listsFirst: boolean,
): Pick<WatchedHull, 'flag' | 'flagCodes'> {
  const listed = firstIn(records, (record) => record.flag);
  const codes = records.flatMap((record) => [record.flag, ...record.formerFlags]);
  return {
    flag: listsFirst ? (listed ?? known?.flag ?? null) : (known?.flag ?? listed),
    flagCodes: [
      ...new Set([
        ...(known?.flagCodes ?? []),
        ...codes.flatMap((text) => (text === null ? [] : flagCodes(text, flags))),
      ]),
    ],
  };
}

/** The flags before each day on which a list changed its reading, where they differed. */
export function earlierFlags(
  known: WatchedHull | null,
  entries: readonly Entry[],
  merging: Merging,
  now: Pick<WatchedHull, 'flag' | 'flagCodes'>,
): EarlierReadings['flags'] {
  const days = new Set(entries.flatMap(({ kept }) => (kept.past ?? []).map(({ untilAt }) => untilAt)));
  // Until the day of the table the copies before it speak.
  if (known !== null && Number.isFinite(merging.compiledAt)) days.add(merging.compiledAt);
  const flags = [...days]
    .sort((a, b) => a - b)
    .map((untilAt) => {
      const then = untilAt - 1;
      const seen = entries.filter(({ kept }) => kept.firstAt <= then);
      const records = standingFirst(seen.length > 0 ? seen : entries, then).map(({ kept }) => recordAsOf(kept, then));
      return { untilAt, ...flagOf(known, records, merging, seen.length > 0) };
    });
  // A day on which the flag did not change is left out.
  const isSame = (a: Pick<WatchedHull, 'flag' | 'flagCodes'>, b: typeof a) =>
    a.flag === b.flag && a.flagCodes.join() === b.flagCodes.join();
  return flags.filter((one, i) => !isSame(one, flags[i + 1] ?? now));
}
