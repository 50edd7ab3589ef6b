// What is watched: the records of all lists in force and the built-in table, merged to hulls, and of these the members
// of the watchlists; with what people decided about units by hand. Read from the store, rebuilt after every change.

import type { HandBindings } from '../domain/identity/identify.ts';
import type { MidTable } from '../domain/identity/watch-index.ts';
import type { CompiledAsOf } from '../domain/listing/compiled-table.ts';
import { type ClassEntry, mergeHulls } from '../domain/listing/hulls.ts';
import type { LoadedList } from '../domain/listing/loaded-list.ts';
import { knownBy } from '../domain/listing/publication.ts';
import { watchedHulls } from '../domain/listing/watchlist.ts';
import { dayOf } from '../domain/time.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import { markText } from '../lists/reading/list-file.ts';
import type { Store } from '../seams/store.ts';

export interface Watch {
  /** Every hull that a source names. */
  known: readonly WatchedHull[];
  /** Those on a watchlist. Never changed: another array after every change. */
  hulls: WatchedHull[];
  /** "Every DPRK-flagged vessel": rules, not hulls. */
  classes: readonly ClassEntry[];
  bindings: HandBindings;
  /** The store's revision that it was built from. */
  revision: number;
  /** The next instant at which a date in it begins or ends, when it must be built anew; null: none is ahead. */
  untilAt?: number | null;
}

/** The built-in table, as far as it is needed here. */
export interface BuiltIn {
  hulls: readonly WatchedHull[];
  mids: MidTable;
  /** The copies of lists that it was made from; their day, or only a year. */
  lists?: readonly { authority: string; asOf: string }[];
}

export async function loadWatch(store: Store, builtIn: BuiltIn, at: number): Promise<Watch> {
  const revision = await store.listsRevision();
  const records = new Map<string, Awaited<ReturnType<Store['hullRecords']>>>();
  for (const row of await store.hullRecords()) {
    const rows = records.get(row.list);
    if (rows) rows.push(row);
    else records.set(row.list, [row]);
  }
  const lists: LoadedList[] = [];
  for (const version of await store.listsInForce()) {
    lists.push({
      id: version.list,
      title: version.title,
      authority: version.authority,
      sanction: version.sanction,
      asOf: version.mark?.at ?? version.importedAt,
      asOfText: version.mark === null ? dayOf(version.importedAt) : markText(version.mark),
      records: records.get(version.list) ?? [],
      versionsAt: (await store.listVersions(version.list, MOST_VERSIONS)).map(knownBy).sort((a, b) => a - b),
    });
  }
  const options = { at, compiledAsOf: compiledAsOf(builtIn) };
  const { hulls: known, classes } = mergeHulls(builtIn.hulls, lists, builtIn.mids, options);
  const watchlists = await store.watchlists();
  return {
    known,
    hulls: watchedHulls(known, watchlists, at),
    classes,
    bindings: await loadBindings(store),
    revision,
    untilAt: nextOf(at, [
      ...known.flatMap(({ designations }) => designations.flatMap((row) => [row.listedAt, row.delistedAt])),
      ...lists.flatMap((list) =>
        list.records.flatMap(({ record }) => record.parties.map(({ untilAt }) => untilAt ?? null)),
      ),
      ...watchlists.flatMap(({ fromAt, toAt, members }) => [
        fromAt,
        toAt,
        ...members.flatMap((member) => [member.fromAt, member.toAt]),
      ]),
    ]),
  };
}

/** Versions of a list that are asked when they were published. */
const MOST_VERSIONS = 10_000;

/** By authority the newest day of its copies; one of which only the year is known, by the year's end, where no day is. */
function compiledAsOf({ lists = [] }: BuiltIn): CompiledAsOf {
  const days = new Map<string, number>();
  const isYear = (asOf: string) => /^\d{4}$/.test(asOf);
  for (const { authority, asOf } of [...lists].sort((a, b) => Number(isYear(a.asOf)) - Number(isYear(b.asOf)))) {
    const at = Date.parse(isYear(asOf) ? `${asOf}-12-31` : asOf);
    if (Number.isNaN(at) || (isYear(asOf) && days.has(authority))) continue;
    days.set(authority, Math.max(at, days.get(authority) ?? at));
  }
  return days;
}

function nextOf(at: number, instants: readonly (number | null)[]): number | null {
  let next: number | null = null;
  for (const instant of instants) {
    if (instant !== null && instant > at && (next === null || instant < next)) next = instant;
  }
  return next;
}

/** The last word on an MMSI binds it; refusals stand beside it. */
async function loadBindings(store: Store): Promise<HandBindings> {
  const bound = new Map<number, string>();
  const refused = new Set<string>();
  const decidedAt = new Map<string, number>();
  for (const { mmsi, hullId, verdict, at } of (await store.handVerdicts()).sort((a, b) => a.at - b.at)) {
    decidedAt.set(`${mmsi}|${hullId}`, at);
    if (verdict === 'bound') bound.set(mmsi, hullId);
    else refused.add(`${mmsi}|${hullId}`);
  }
  return { bound, refused, decidedAt };
}
