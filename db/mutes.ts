// Mutes of a scope, and the condition by which a query tells muted alerts from others: the same that
// server/domain/mute.ts states for one alert.

import type { Database } from 'better-sqlite3';
import type { Mute } from '../server/domain/mute.ts';

/** Of a row of `alerts`. */
export const IS_MUTED = `EXISTS (
  SELECT 1 FROM mutes WHERE mutes.scope_id = alerts.scope_id
    AND (mutes.vessel_id IS NULL OR mutes.vessel_id = alerts.vessel_id)
    AND (mutes.rule_id IS NULL OR mutes.rule_id = alerts.rule_id)
    AND mutes.from_at <= alerts.triggered_at AND alerts.triggered_at < mutes.to_at)`;

export function muteQueries(db: Database) {
  const select = db
    .prepare<[number], string>('SELECT body FROM mutes WHERE scope_id = ? ORDER BY to_at DESC, id')
    .pluck();
  const upsert = db.prepare(`
    INSERT INTO mutes (scope_id, id, vessel_id, rule_id, from_at, to_at, body)
    VALUES (:scopeId, :id, :vesselId, :ruleId, :fromAt, :toAt, :body)
    ON CONFLICT (scope_id, id) DO UPDATE SET vessel_id = excluded.vessel_id, rule_id = excluded.rule_id,
      from_at = excluded.from_at, to_at = excluded.to_at, body = excluded.body`);
  const rename = db.prepare<[string, string, number, string]>(`
    UPDATE mutes SET vessel_id = ?, body = json_set(body, '$.vesselId', ?) WHERE scope_id = ? AND vessel_id = ?`);
  const remove = db.prepare<[number, string]>('DELETE FROM mutes WHERE scope_id = ? AND id = ?');

  return {
    /** The one that lasts longest first. */
    of: (scopeId: number): Mute[] => select.all(scopeId).map((body) => JSON.parse(body)),
    save(scopeId: number, mute: Mute): void {
      const { id, vesselId, ruleId, fromAt, toAt } = mute;
      upsert.run({
        scopeId,
        id,
        vesselId,
        ruleId,
        fromAt: Math.round(fromAt),
        toAt: Math.round(toAt),
        body: JSON.stringify(mute),
      });
    },
    rename: (scopeId: number, fromId: string, toId: string): void => void rename.run(toId, toId, scopeId, fromId),
    remove: (scopeId: number, id: string): void => void remove.run(scopeId, id),
  };
}
