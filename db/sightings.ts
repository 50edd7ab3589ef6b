// Sightings as they were given, by (scope, id); said again, the last word stands.

import type { Database } from 'better-sqlite3';
import type { Sighting } from '../server/domain/sighting.ts';

export function sightingQueries(db: Database) {
  const upsert = db.prepare(`
    INSERT INTO sightings (scope_id, id, vessel_id, from_at, body) VALUES (:scopeId, :id, :vesselId, :fromAt, :body)
    ON CONFLICT (scope_id, id) DO UPDATE SET vessel_id = excluded.vessel_id, from_at = excluded.from_at, body = excluded.body`);
  const selectAll = db
    .prepare<[number], string>('SELECT body FROM sightings WHERE scope_id = ? ORDER BY from_at, id')
    .pluck();
  const selectOfVessel = db
    .prepare<[number, string], string>(
      'SELECT body FROM sightings WHERE scope_id = ? AND vessel_id = ? ORDER BY from_at, id',
    )
    .pluck();

  return {
    upsert(scopeId: number, sightings: readonly Sighting[]): void {
      for (const sighting of sightings) {
        upsert.run({
          scopeId,
          id: sighting.id,
          vesselId: sighting.vesselId,
          fromAt: Math.round(sighting.fromAt),
          body: JSON.stringify(sighting),
        });
      }
    },
    /** Oldest first. */
    of: (scopeId: number, vesselId?: string): Sighting[] =>
      (vesselId === undefined ? selectAll.all(scopeId) : selectOfVessel.all(scopeId, vesselId)).map((body) =>
        JSON.parse(body),
      ),
  };
}
