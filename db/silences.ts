// Silences of a scope, and the condition by which a query tells silenced alerts from others: the same that
// server/domain/mute.ts states for one alert.

import type { Database } from 'better-sqlite3';
import type { Silence } from '../server/domain/mute.ts';

/** Of a row of `alerts`. */
export const IS_SILENCED = `EXISTS (
  SELECT 1 FROM silences WHERE silences.scope_id = alerts.scope_id
    AND (silences.vessel_id IS NULL OR silences.vessel_id = alerts.vessel_id)
    AND (silences.rule_id IS NULL OR silences.rule_id = alerts.rule_id)
    AND silences.from_at <= alerts.triggered_at AND alerts.triggered_at < silences.to_at)`;

export function silenceQueries(db: Database) {
  const select = db
    .prepare<[number], string>('SELECT body FROM silences WHERE scope_id = ? ORDER BY to_at DESC, id')
    .pluck();
  const upsert = db.prepare(`
    INSERT INTO silences (scope_id, id, vessel_id, rule_id, from_at, to_at, body)
    VALUES (:scopeId, :id, :vesselId, :ruleId, :fromAt, :toAt, :body)
    ON CONFLICT (scope_id, id) DO UPDATE SET vessel_id = excluded.vessel_id, rule_id = excluded.rule_id,
      from_at = excluded.from_at, to_at = excluded.to_at, body = excluded.body`);
  const rename = db.prepare<[string, string, number, string]>(`
    UPDATE silences SET vessel_id = ?, body = json_set(body, '$.vesselId', ?) WHERE scope_id = ? AND vessel_id = ?`);
  const remove = db.prepare<[number, string]>('DELETE FROM silences WHERE scope_id = ? AND id = ?');

  return {
    /** The one that lasts longest first. */
    of: (scopeId: number): Silence[] => select.all(scopeId).map((body) => JSON.parse(body)),
    save(scopeId: number, silence: Silence): void {
      const { id, vesselId, ruleId, fromAt, toAt } = silence;
      upsert.run({
        scopeId,
        id,
        vesselId,
        ruleId,
        fromAt: Math.round(fromAt),
        toAt: Math.round(toAt),
        body: JSON.stringify(silence),
      });
    },
    rename: (scopeId: number, fromId: string, toId: string): void => void rename.run(toId, toId, scopeId, fromId),
    remove: (scopeId: number, id: string): void => void remove.run(scopeId, id),
  };
}
