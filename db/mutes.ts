// Mutes of a scope, and the condition by which a query tells muted alerts from others: the same that
// server/domain/mute.ts states for one alert.

import type { Database } from 'better-sqlite3';
import type { Mute } from '../server/domain/mute.ts';

/** The case of a mute goes on as another: only then its id is looked for among former ids, which is dear. */
const HAS_JOINED = `EXISTS (SELECT 1 FROM cases AS was WHERE was.scope_id = mutes.scope_id AND was.id = mutes.case_id
  AND was.until_at IS NULL AND was.state = 'joined')`;

/** Of a row of `alerts` under a row of `mutes`, whatever the time. */
const COVERS = `(mutes.vessel_id IS NULL OR mutes.vessel_id = alerts.vessel_id)
    AND (mutes.rule_id IS NULL OR mutes.rule_id = alerts.rule_id)
    AND (mutes.place_id IS NULL
      OR EXISTS (SELECT 1 FROM json_each(alerts.body, '$.placeIds') WHERE value = mutes.place_id))
    AND (mutes.list IS NULL OR (
      json_array_length(alerts.body, '$.evidence.designations') > 0
      AND NOT EXISTS (SELECT 1 FROM json_each(alerts.body, '$.evidence.designations') AS each
        WHERE each.value ->> '$.authority' IS NOT mutes.list AND each.value ->> '$.list' IS NOT mutes.list)))
    AND (mutes.case_id IS NULL OR EXISTS (
      SELECT 1 FROM case_alerts WHERE case_alerts.scope_id = alerts.scope_id AND case_alerts.alert_id = alerts.id
        AND (case_alerts.case_id = mutes.case_id OR (${HAS_JOINED} AND EXISTS (
          SELECT 1 FROM cases, json_each(cases.body, '$.formerIds') AS former
          WHERE cases.scope_id = alerts.scope_id AND cases.id = case_alerts.case_id AND cases.until_at IS NULL
            AND former.value = mutes.case_id)))))`;

/** Of a row of `alerts`. */
export const IS_MUTED = `EXISTS (
  SELECT 1 FROM mutes WHERE mutes.scope_id = alerts.scope_id
    AND mutes.from_at <= alerts.triggered_at AND alerts.triggered_at < mutes.to_at AND ${COVERS})`;

/** The alerts under one mute, for a query with `:scopeId` and `:muteId`. */
export const UNDER_MUTE = `alerts.scope_id = :scopeId AND EXISTS (
  SELECT 1 FROM mutes WHERE mutes.scope_id = :scopeId AND mutes.id = :muteId AND ${COVERS}
    AND mutes.from_at <= alerts.triggered_at AND alerts.triggered_at < mutes.to_at)`;

export function muteQueries(db: Database) {
  const select = db
    .prepare<[number], string>('SELECT body FROM mutes WHERE scope_id = ? ORDER BY to_at DESC, id')
    .pluck();
  const upsert = db.prepare(`
    INSERT INTO mutes (scope_id, id, vessel_id, rule_id, place_id, list, case_id, from_at, to_at, body)
    VALUES (:scopeId, :id, :vesselId, :ruleId, :placeId, :list, :caseId, :fromAt, :toAt, :body)
    ON CONFLICT (scope_id, id) DO UPDATE SET vessel_id = excluded.vessel_id, rule_id = excluded.rule_id,
      place_id = excluded.place_id, list = excluded.list, case_id = excluded.case_id,
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
        placeId: mute.placeId ?? null,
        list: mute.list ?? null,
        caseId: mute.caseId ?? null,
        fromAt: Math.round(fromAt),
        toAt: Math.round(toAt),
        body: JSON.stringify(mute),
      });
    },
    rename: (scopeId: number, fromId: string, toId: string): void => void rename.run(toId, toId, scopeId, fromId),
    remove: (scopeId: number, id: string): void => void remove.run(scopeId, id),
  };
}
