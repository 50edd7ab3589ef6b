// Which radio unit spoke for which vessel, and when. Track questions go through here, because a ship may change its
// unit and a unit its ship.

import type { Database } from 'better-sqlite3';
import type { Binding } from '../server/domain/heard.ts';
import type { Stretch } from './fixes.ts';

export function bindingQueries(db: Database) {
  const upsert = db.prepare(`
    INSERT INTO bindings (scope_id, mmsi, from_at, vessel_id, to_at)
    VALUES (:scopeId, :mmsi, :fromAt, :vesselId, :toAt)
    ON CONFLICT (scope_id, mmsi, from_at, vessel_id) DO UPDATE SET to_at = excluded.to_at`);

  const selectOfVessel = db.prepare<
    [{ scopeId: number; vesselId: string }],
    { mmsi: number; from_at: number; to_at: number | null }
  >(`
    SELECT mmsi, from_at, to_at FROM bindings
    WHERE scope_id = :scopeId AND vessel_id = :vesselId ORDER BY mmsi, from_at`);

  const selectOfUnit = db.prepare<[number, number], { vessel_id: string; from_at: number; to_at: number | null }>(
    'SELECT vessel_id, from_at, to_at FROM bindings WHERE scope_id = ? AND mmsi = ? ORDER BY from_at, vessel_id',
  );

  const selectSpeaker = db
    .prepare<[number, number], string>(
      'SELECT vessel_id FROM bindings WHERE scope_id = ? AND mmsi = ? ORDER BY from_at DESC, to_at IS NULL DESC LIMIT 1',
    )
    .pluck();

  // Streams ask for thousands of units every second; answers are kept until a binding of the unit is written, here or
  // through another connection.
  const known = new Map<number, Map<number, string>>();
  const selectVersion = db.prepare<[], number>('PRAGMA data_version').pluck();
  let version = 0;

  return {
    upsert(scopeId: number, bindings: readonly Binding[]): void {
      for (const binding of bindings) {
        upsert.run({
          scopeId,
          mmsi: binding.mmsi,
          fromAt: Math.round(binding.fromAt),
          vesselId: binding.vesselId,
          toAt: binding.toAt === null ? null : Math.round(binding.toAt),
        });
        known.get(scopeId)?.delete(binding.mmsi);
      }
    },

    /** The vessel's stretches within [fromAt, toAt], without overlap. */
    stretches(scopeId: number, vesselId: string, fromAt: number, toAt: number): Stretch[] {
      const stretches: Stretch[] = [];
      for (const row of selectOfVessel.all({ scopeId, vesselId })) {
        const start = Math.max(row.from_at, fromAt);
        const end = Math.min(row.to_at === null ? toAt : row.to_at - 1, toAt);
        const before = stretches.at(-1);
        if (end < start) continue;
        if (before !== undefined && before.mmsi === row.mmsi && start <= before.toAt + 1) {
          before.toAt = Math.max(before.toAt, end);
        } else {
          stretches.push({ mmsi: row.mmsi, fromAt: start, toAt: end });
        }
      }
      return stretches;
    },

    /** Whom a unit spoke for, and when: oldest first. */
    ofUnit: (scopeId: number, mmsi: number): Binding[] =>
      selectOfUnit
        .all(scopeId, mmsi)
        .map((row) => ({ mmsi, vesselId: row.vessel_id, fromAt: row.from_at, toAt: row.to_at })),

    speakers(scopeId: number, mmsis: readonly number[]): string[] {
      const newest = selectVersion.get() ?? 0;
      if (newest !== version) known.clear();
      version = newest;
      let ofScope = known.get(scopeId);
      if (ofScope === undefined) {
        ofScope = new Map();
        known.set(scopeId, ofScope);
      }
      const answers = ofScope;
      return mmsis.map((mmsi) => {
        let vesselId = answers.get(mmsi);
        if (vesselId === undefined) {
          vesselId = selectSpeaker.get(scopeId, mmsi) ?? `mmsi:${mmsi}`;
          answers.set(mmsi, vesselId);
        }
        return vesselId;
      });
    },

    /** Called when a commit failed or a scope went: what was kept may be wrong. */
    forget: (scopeId: number): void => void known.delete(scopeId),
  };
}
