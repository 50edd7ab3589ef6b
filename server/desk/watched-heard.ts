// Which of the watched ships are heard: "Of 170 watched ships, 23 were heard in the last day, by these feeds." What was heard
// comes from the store; by which feed, from what stands beside the live monitor. A ship that is not heard here may be
// anywhere: this says what we hear, and nothing about the ship.

import type { WatchedHull } from '../domain/vessel.ts';
import type { HeardBy } from '../run/reception/reception.ts';
import { LATELY_MS } from '../run/reception/units.ts';
import { LIVE, type Store } from '../seams/store.ts';

export interface WatchedHeard {
  watched: number;
  heard: number;
  /** "In the last day" begins here, UTC ms. */
  sinceAt: number;
  /** How many of them each feed heard, most first; one ship may be heard by several. Null: by which is not known just now. */
  feeds: { feed: string; ships: number }[] | null;
  says: string;
  /** Those heard, the newest first; then those that were not, the last heard first, then by name. */
  rows: WatchedRow[];
}

export interface WatchedRow {
  hullId: string;
  name: string;
  imo: number | null;
  vesselId: string | null;
  lastHeardAt: number | null;
  /** Heard in the last day. */
  heard: boolean;
  /** The feeds that heard it in the last day, the newest first; null: not known. */
  feeds: string[] | null;
}

export interface WatchedHeardDeps {
  store: Pick<Store, 'hullsHeard'>;
  hulls(): readonly Pick<WatchedHull, 'id' | 'name' | 'imo'>[];
  /** Null where nobody can say it just now. */
  heardBy(mmsis: number[]): Promise<HeardBy | null>;
}

export async function watchedHeard({ store, hulls, heardBy }: WatchedHeardDeps, now: number): Promise<WatchedHeard> {
  const sinceAt = now - LATELY_MS;
  const watched = hulls();
  const known = new Map((await store.hullsHeard(LIVE)).map((row) => [row.hullId, row]));
  const here = watched.flatMap(({ id }) => known.get(id) ?? []);
  const by = await heardBy(here.map(({ mmsi }) => mmsi));
  const byMmsi = Map.groupBy(by ?? [], ({ mmsi }) => mmsi);
  const rows = watched.map(({ id, name, imo }): WatchedRow => {
    const row = known.get(id);
    const feeds = (byMmsi.get(row?.mmsi ?? Number.NaN) ?? [])
      .filter(({ at }) => at >= sinceAt)
      .sort((a, b) => b.at - a.at);
    const lastHeardAt = row === undefined ? null : Math.max(row.at, ...feeds.map(({ at }) => at));
    const heard = lastHeardAt !== null && lastHeardAt >= sinceAt;
    const names = feeds.map(({ feed }) => feed);
    // Heard by somebody, and by none that is known: before this was counted.
    const unknown = by === null || (heard && names.length === 0);
    return {
      hullId: id,
      name,
      imo,
      vesselId: row?.vesselId ?? null,
      lastHeardAt,
      heard,
      feeds: unknown ? null : names,
    };
  });
  rows.sort((a, b) => (b.lastHeardAt ?? 0) - (a.lastHeardAt ?? 0) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const heard = rows.filter((row) => row.heard).length;
  const feeds = by === null ? null : tally(rows);
  return { watched: rows.length, heard, sinceAt, feeds, says: sentence(rows.length, heard, feeds, rows), rows };
}

function tally(rows: readonly WatchedRow[]): { feed: string; ships: number }[] {
  const ships = new Map<string, number>();
  for (const { feeds } of rows) for (const feed of feeds ?? []) ships.set(feed, (ships.get(feed) ?? 0) + 1);
  return [...ships]
    .map(([feed, count]) => ({ feed, ships: count }))
    .sort((a, b) => b.ships - a.ships || (a.feed < b.feed ? -1 : 1));
}

function sentence(watched: number, heard: number, feeds: WatchedHeard['feeds'], rows: readonly WatchedRow[]): string {
  const of = `Of ${watched} watched ${watched === 1 ? 'ship' : 'ships'}`;
  if (heard === 0) return `${of}, none was heard in the last day.`;
  const were = `${of}, ${heard} ${heard === 1 ? 'was' : 'were'} heard in the last day`;
  if (feeds === null) return `${were}; by which feeds is not known just now.`;
  const unknown = rows.filter((row) => row.heard && row.feeds === null).length;
  const parts = feeds.map(({ feed, ships }) => `${ships} by ${feed}`);
  if (unknown > 0) parts.push(`${unknown} by a feed that is not known`);
  return `${were}: ${parts.join(', ')}.`;
}
