// What is watched: the records of all lists in force and the built-in table, merged to hulls, and of these the members
// of the watchlists; with what people decided about units by hand. Read from the store, rebuilt after every change.

import type { HandBindings } from '../domain/identity/identify.ts';
import type { MidTable } from '../domain/identity/watch-index.ts';
import { type ClassEntry, mergeHulls } from '../domain/listing/hulls.ts';
import type { LoadedList } from '../domain/listing/loaded-list.ts';
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
}

/** The built-in table, as far as it is needed here. */
export interface BuiltIn {
  hulls: readonly WatchedHull[];
  mids: MidTable;
}

export async function loadWatch(store: Store, builtIn: BuiltIn, at: number): Promise<Watch> {
  const revision = await store.listsRevision();
  const records = new Map<string, Awaited<ReturnType<Store['hullRecords']>>>();
  for (const row of await store.hullRecords()) {
    const rows = records.get(row.list);
    if (rows) rows.push(row);
    else records.set(row.list, [row]);
  }
  const lists = (await store.listsInForce()).map(
    (version): LoadedList => ({
      id: version.list,
      title: version.title,
      authority: version.authority,
      sanction: version.sanction,
      asOf: version.mark?.at ?? version.importedAt,
      asOfText: version.mark === null ? dayOf(version.importedAt) : markText(version.mark),
      records: records.get(version.list) ?? [],
    }),
  );
  const { hulls: known, classes } = mergeHulls(builtIn.hulls, lists, builtIn.mids);
  return {
    known,
    hulls: watchedHulls(known, await store.watchlists(), at),
    classes,
    bindings: await loadBindings(store),
    revision,
  };
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
