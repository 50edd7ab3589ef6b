// Vessels as heard, and which radio unit spoke for which of them. The whole vessel is kept as JSON; the columns beside
// it are what lists sort by and searches look in.

import type { Database } from 'better-sqlite3';
import type { HeardVessel } from '../server/domain/heard.ts';
import type { Page } from '../server/seams/page.ts';
import type { VesselQuery } from '../server/seams/store.ts';
import { anywhere, cutPage, readMark } from './paging.ts';

interface ListRow {
  unnamed: number;
  name: string;
  id: string;
  body: string;
}

export function vesselQueries(db: Database) {
  const upsert = db.prepare(`
    INSERT INTO vessels (scope_id, id, name, unnamed, hull_id, last_at, words, body)
    VALUES (:scopeId, :id, :name, :unnamed, :hullId, :lastAt, :words, :body)
    ON CONFLICT (scope_id, id) DO UPDATE SET name = excluded.name, unnamed = excluded.unnamed,
      hull_id = excluded.hull_id, last_at = excluded.last_at, words = excluded.words, body = excluded.body`);

  const selectOne = db
    .prepare<[number, string], string>('SELECT body FROM vessels WHERE scope_id = ? AND id = ?')
    .pluck();

  const selectOfHull = db
    .prepare<[number, string], string>(
      'SELECT body FROM vessels WHERE scope_id = ? AND hull_id = ? ORDER BY last_at DESC, id LIMIT 1',
    )
    .pluck();

  // Named vessels by name, then the unnamed by id.
  const selectPage = db.prepare<unknown[], ListRow>(`
    SELECT unnamed, name, id, body FROM vessels
    WHERE scope_id = :scopeId
      AND (:watched IS NULL OR (hull_id IS NOT NULL) = :watched)
      AND (:words IS NULL OR words LIKE :words ESCAPE '\\')
      AND (unnamed, name, id) > (:afterUnnamed, :afterName, :afterId)
    ORDER BY unnamed, name, id LIMIT :limit`);

  // A vessel is written when something of it changes; its newest position may be later.
  const selectHeard = db.prepare<[number], { hullId: string; vesselId: string; mmsi: number; at: number }>(`
    SELECT hull_id AS hullId, id AS vesselId, mmsi, max(at) AS at FROM (
      SELECT hull_id, id, body ->> 'mmsi' AS mmsi, max(last_at, coalesce(
        (SELECT max(fixes.at) FROM fixes WHERE fixes.scope_id = vessels.scope_id
           AND fixes.mmsi = vessels.body ->> 'mmsi'), 0)) AS at
      FROM vessels WHERE scope_id = ? AND hull_id IS NOT NULL)
    GROUP BY hull_id ORDER BY hull_id`);
  const selectWatchedUnits = db
    .prepare<[number], number>(`
      SELECT DISTINCT bindings.mmsi FROM vessels JOIN bindings
        ON bindings.scope_id = vessels.scope_id AND bindings.vessel_id = vessels.id
      WHERE vessels.scope_id = ? AND hull_id IS NOT NULL`)
    .pluck();

  const remove = db.prepare<[number, string]>('DELETE FROM vessels WHERE scope_id = ? AND id = ?');
  const count = db.prepare<[], number>('SELECT count(*) FROM vessels').pluck();

  return {
    upsert(scopeId: number, vessels: readonly HeardVessel[]): void {
      // A batch may say a vessel many times; only its last word is written.
      const newest = new Map(vessels.map((vessel) => [vessel.id, vessel]));
      for (const vessel of newest.values()) {
        upsert.run({
          scopeId,
          id: vessel.id,
          name: vessel.name,
          unnamed: vessel.name === '' ? 1 : 0,
          hullId: vessel.hullId,
          lastAt: Math.round(vessel.lastAt),
          words: wordsOf(vessel),
          body: JSON.stringify(vessel),
        });
      }
    },

    remove: (scopeId: number, id: string): void => void remove.run(scopeId, id),

    one: (scopeId: number, id: string): HeardVessel | null => parse(selectOne.get(scopeId, id)),
    ofHull: (scopeId: number, hullId: string): HeardVessel | null => parse(selectOfHull.get(scopeId, hullId)),

    page(scopeId: number, query: VesselQuery): Page<HeardVessel> {
      const [afterUnnamed, afterName, afterId] =
        query.after === undefined ? [-1, '', ''] : readMark(query.after, [0, '', '']);
      const found = selectPage.all({
        scopeId,
        watched: query.watched === undefined ? null : Number(query.watched),
        words: query.text === undefined ? null : anywhere(query.text),
        afterUnnamed,
        afterName,
        afterId,
        limit: query.limit + 1,
      });
      return cutPage(
        found,
        query.limit,
        (row) => [row.unnamed, row.name, row.id],
        (row) => JSON.parse(row.body),
      );
    },

    heard: (scopeId: number) => selectHeard.all(scopeId),
    /** Every unit that has spoken for a vessel which is taken for a watched hull. */
    watchedUnits: (scopeId: number): number[] => selectWatchedUnits.all(scopeId),

    count: (): number => count.get() ?? 0,
  };
}

/** Name, former names, call sign and numbers: what an analyst may have in hand. */
function wordsOf(vessel: HeardVessel): string {
  const past = vessel.identity
    .filter((line) => line.field === 'name' || line.field === 'callSign' || line.field === 'mmsi')
    .map((line) => line.value);
  return [...new Set([vessel.name, vessel.callSign, vessel.imo ?? '', vessel.mmsi, ...past])].join(' ');
}

function parse(body: string | undefined): HeardVessel | null {
  return body === undefined ? null : JSON.parse(body);
}
