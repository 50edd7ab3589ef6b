// What was told and nobody acknowledged in the time that its subscription gives: asked for once a minute, and noted once it was
// told on, so that it is told on once.

import type { Database } from 'better-sqlite3';
import type { Subject } from '../server/domain/subscription/message.ts';
import type { EscalatedRow } from '../server/seams/delivery-store.ts';

/** The live monitor's rows. */
const LIVE_ID = `(SELECT id FROM scopes WHERE name = 'live')`;

/**
 * Of a row of `waiting`: the alert is open; or of what a case told when the message was planned something is. A case is asked for under the id with
 * which its alerts go on.
 */
const STILL_OPEN = `CASE waiting.subject_kind
  WHEN 'alert' THEN EXISTS (SELECT 1 FROM alerts
    WHERE alerts.scope_id = ${LIVE_ID} AND alerts.id = waiting.subject_id AND alerts.state = 'open')
  ELSE EXISTS (
    WITH RECURSIVE chain (id) AS (
      SELECT waiting.subject_id
      UNION SELECT cases.body ->> '$.joinedTo' FROM chain JOIN cases ON cases.id = chain.id
      WHERE cases.scope_id = ${LIVE_ID} AND cases.until_at IS NULL AND cases.state = 'joined')
    SELECT 1 FROM chain
    CROSS JOIN case_alerts ON case_alerts.case_id = chain.id AND case_alerts.scope_id = ${LIVE_ID}
    CROSS JOIN alerts ON alerts.scope_id = case_alerts.scope_id AND alerts.id = case_alerts.alert_id
    WHERE alerts.state = 'open' AND alerts.raised_at <= waiting.planned_at)
  END`;

export function escalationQueries(db: Database) {
  const insertEscalation = db.prepare(`
    INSERT INTO escalations (subscription_id, subject_kind, subject_id, to_id, at, why)
    VALUES (:subscriptionId, :kind, :id, :toId, :at, :why) ON CONFLICT DO NOTHING`);
  // What costs little is asked first, and the tables are read in the order written: few subscriptions escalate at all.
  // Of what waits the time runs from when it is to go; of what goes wrong, from when it was planned.
  const selectEscalations = db.prepare<
    unknown[],
    { subscription_id: string; subject_kind: Subject['kind']; subject_id: string; to_id: string }
  >(`
    WITH waiting AS MATERIALIZED (
      SELECT subscriptions.id AS subscription_id, deliveries.subject_kind, deliveries.subject_id, deliveries.planned_at,
        subscriptions.body ->> '$.escalation.toId' AS to_id
      FROM subscriptions CROSS JOIN deliveries ON deliveries.subscription_id = subscriptions.id
      WHERE subscriptions.body ->> '$.escalation.toId' IS NOT NULL AND subscriptions.body ->> '$.enabled' = 1
        AND deliveries.state <> 'replaced'
        AND deliveries.reason IN ('first', 'escalated')
        AND CASE deliveries.state WHEN 'held' THEN deliveries.due_at ELSE coalesce(deliveries.settled_at, deliveries.planned_at) END
          + (subscriptions.body ->> '$.escalation.afterHours') * 3600000 <= :now
        AND NOT EXISTS (SELECT 1 FROM escalations WHERE escalations.subscription_id = subscriptions.id
          AND escalations.subject_kind = deliveries.subject_kind AND escalations.subject_id = deliveries.subject_id))
    SELECT subscription_id, subject_kind, subject_id, to_id FROM waiting WHERE ${STILL_OPEN}
    GROUP BY subscription_id, subject_kind, subject_id ORDER BY min(planned_at) LIMIT :limit`);

  return {
    due: (now: number, limit: number): Pick<EscalatedRow, 'subscriptionId' | 'subject' | 'toId'>[] =>
      selectEscalations.all({ now, limit }).map((row) => ({
        subscriptionId: row.subscription_id,
        subject: { kind: row.subject_kind, id: row.subject_id },
        toId: row.to_id,
      })),

    add({ subject, at, ...row }: EscalatedRow): void {
      insertEscalation.run({ ...row, at: Math.round(at), kind: subject.kind, id: subject.id });
    },
  };
}
