// Deliveries, the plan that they come from, and the decisions behind them.

import type { Database } from 'better-sqlite3';
import { CANARY_ID } from '../server/domain/canary.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { Subject } from '../server/domain/subscription/message.ts';
import type { Heard, Told } from '../server/domain/subscription/subscription.ts';
import { DAY_MS } from '../server/domain/time.ts';
import type {
  Claim,
  DecisionQuery,
  DecisionRow,
  Delivery,
  DeliveryQuery,
  Outcome,
  Plan,
} from '../server/seams/delivery-store.ts';
import type { Page } from '../server/seams/page.ts';
import { escalationQueries } from './escalations.ts';
import { cutPage, readMark } from './paging.ts';

/** Decisions that are kept, over all subscriptions; older ones go. */
const DECISIONS_KEPT = 200_000;
/** How long deliveries of the canary are kept. */
const CANARY_KEPT_MS = DAY_MS;
/** Of those that wait so many are counted. */
const WAITING_COUNTED = 10_000;
const WAITS = `state IN ('held', 'failed')`;
/** An earlier message of the same subject to the same receiver has not gone out. */
const AFTER_EARLIER = `NOT EXISTS (SELECT 1 FROM deliveries AS earlier WHERE
  earlier.subject_kind = deliveries.subject_kind AND earlier.subject_id = deliveries.subject_id
  AND earlier.subscription_id = deliveries.subscription_id AND earlier.sequence < deliveries.sequence
  AND earlier.state IN ('held', 'failed'))`;

/** The subscription is switched off: what is planned for it waits. */
const NOT_OFF = `subscription_id NOT IN (SELECT id FROM subscriptions WHERE body ->> '$.enabled' = 0)`;

interface Row {
  id: string;
  subscription_id: string;
  channel_id: string;
  subject_kind: Subject['kind'];
  subject_id: string;
  revision: number;
  reason: Delivery['reason'];
  sequence: number;
  state: Delivery['state'];
  bundle: string | null;
  planned_at: number;
  due_at: number;
  attempts: number;
  doubtful: number;
  settled_at: number | null;
  sent_as: string | null;
  remote: string | null;
  answer: string | null;
  said: string;
  body: string;
}

type DecisionLine = Pick<Row, 'subscription_id' | 'subject_kind' | 'subject_id' | 'revision'> & {
  number: number;
  at: number;
  told: number;
  why: string;
};

export function deliveryQueries(db: Database) {
  const selectSeq = db.prepare<[], number>('SELECT seq FROM plan_cursor').pluck();
  const dropSeq = db.prepare('DELETE FROM plan_cursor');
  const insertSeq = db.prepare<[number]>('INSERT INTO plan_cursor (seq) VALUES (?)');
  // What was refused for good was not heard, unless nobody knows whether it arrived.
  const selectTold = db.prepare<[string, string, string], Row>(`
    SELECT * FROM deliveries WHERE subject_kind = ? AND subject_id = ? AND subscription_id = ? AND state <> 'replaced'
      AND (state <> 'dead' OR doubtful = 1)
    ORDER BY sequence DESC, planned_at DESC LIMIT 2`);
  const countPlanned = db
    .prepare<[string, number, number], number>(`
    SELECT count(*) FROM deliveries WHERE subscription_id = ? AND planned_at >= ? AND planned_at < ?
      AND sequence = 1 AND bundle IS NULL AND state <> 'replaced'`)
    .pluck();
  const replace = db.prepare<[string]>(
    `UPDATE deliveries SET state = 'replaced' WHERE id = ? AND state = 'held' AND attempts = 0`,
  );
  const insert = db.prepare(`
    INSERT INTO deliveries (id, subscription_id, channel_id, subject_kind, subject_id, revision, reason, sequence, state,
      bundle, planned_at, due_at, said, body)
    VALUES (:id, :subscriptionId, :channelId, :subjectKind, :subjectId, :revision, :reason, :sequence, 'held',
      :bundle, :plannedAt, :dueAt, :said, :body)
    ON CONFLICT (subscription_id, subject_kind, subject_id, revision, reason) DO UPDATE SET state = 'held',
      sequence = excluded.sequence, bundle = excluded.bundle, planned_at = excluded.planned_at,
      due_at = excluded.due_at, said = excluded.said, body = excluded.body, attempts = 0, settled_at = NULL, answer = NULL
    WHERE deliveries.state = 'replaced' OR (deliveries.state = 'dead' AND deliveries.doubtful = 0)`);
  const dropEarlier = db.prepare<[string, number]>(
    `DELETE FROM deliveries WHERE subject_kind = 'alert' AND subject_id = ? AND planned_at < ?`,
  );
  const insertDecision = db.prepare(`
    INSERT INTO decisions (subscription_id, subject_kind, subject_id, revision, at, told, why)
    VALUES (:subscriptionId, :subjectKind, :subjectId, :revision, :at, :told, :why)
    ON CONFLICT (subscription_id, subject_kind, subject_id, revision) DO UPDATE SET
      at = excluded.at, told = excluded.told, why = excluded.why
    WHERE decisions.told = 0 OR excluded.told = 1`);
  const dropDecisions = db.prepare<[number]>(
    'DELETE FROM decisions WHERE number <= (SELECT max(number) FROM decisions) - ?',
  );

  const escalations = escalationQueries(db);

  const selectDue = db.prepare<[string, number, number], Row>(`
    SELECT * FROM deliveries WHERE channel_id = ? AND ${WAITS} AND due_at <= ? AND claimed_until <= ?
      AND ${AFTER_EARLIER} AND ${NOT_OFF}
    ORDER BY due_at, rowid LIMIT 1`);
  const selectBundle = db.prepare<[string, string, number], Row>(`
    SELECT * FROM deliveries WHERE bundle = ? AND channel_id = ? AND ${WAITS} AND claimed_until <= ? AND ${NOT_OFF} ORDER BY rowid`);
  const claim = db.prepare<[number, string, number]>(`
    UPDATE deliveries SET claimed_until = ?, attempts = attempts + 1 WHERE id = ? AND ${WAITS} AND claimed_until <= ?`);
  const selectFirst = db.prepare<[string, string, string], Row>(`
    SELECT * FROM deliveries WHERE subject_kind = ? AND subject_id = ? AND subscription_id = ?
      AND state IN ('sent', 'accepted', 'read') AND bundle IS NULL ORDER BY sequence LIMIT 1`);
  const settle = db.prepare(`
    UPDATE deliveries SET state = :state, answer = :answer, claimed_until = 0, doubtful = max(doubtful, :doubtful),
      due_at = coalesce(:dueAt, due_at), settled_at = :at, sent_as = coalesce(:sentAs, sent_as),
      remote = coalesce(:remote, remote)
    WHERE id = :id AND ${WAITS}`);
  const release = db.prepare('UPDATE deliveries SET claimed_until = 0, doubtful = 1 WHERE claimed_until > 0');
  const selectNextDue = db
    .prepare<[string], number | null>(
      `SELECT min(max(due_at, claimed_until)) FROM deliveries WHERE channel_id = ? AND ${WAITS} AND ${AFTER_EARLIER} AND ${NOT_OFF}`,
    )
    .pluck();
  // Only the ways of those that wait are looked at, in an index that holds no others.
  const countWaiting = db.prepare<[number], { kind: string; count: number }>(`
    SELECT channels.body ->> 'kind' AS kind, count(*) AS count
    FROM (SELECT channel_id FROM deliveries WHERE ${WAITS} LIMIT ?) JOIN channels ON channels.id = channel_id
    GROUP BY kind ORDER BY kind`);
  const resend = db.prepare<[number, string]>(
    `UPDATE deliveries SET state = 'failed', due_at = ?, settled_at = NULL WHERE id = ? AND state = 'dead'`,
  );
  const cancel = db.prepare<[string]>(
    `UPDATE deliveries SET state = 'replaced' WHERE subscription_id = ? AND ${WAITS}`,
  );

  function claimAll(rows: readonly Row[], now: number, until: number): Row[] {
    return rows.filter(({ id }) => claim.run(until, id, now).changes === 1);
  }

  return {
    plannedSeq: (): number | null => selectSeq.get() ?? null,

    told(subscriptionId: string, { kind, id }: Subject): Told | null {
      const [row, before] = selectTold.all(kind, id, subscriptionId);
      if (row === undefined) return null;
      const { message } = deliveryOf(row);
      return {
        ...heardIn(row),
        heard: before === undefined ? null : heardIn(before),
        deliveryId: row.id,
        revision: row.revision,
        sequence: row.sequence,
        untried: row.state === 'held' && row.attempts === 0,
        dueAt: row.due_at,
        bundle: row.bundle,
        supersedes: message.supersedes,
      };
    },

    escalationsDue: escalations.due,

    plannedCount: (id: string, fromAt: number, toAt: number): number => countPlanned.get(id, fromAt, toAt) ?? 0,

    /** Throws `StalePlan` for the transaction to be undone. */
    commitPlan({ seq, decisions, deliveries, replaced, escalated = [] }: Plan): void {
      for (const id of replaced) if (replace.run(id).changes === 0) throw new StalePlan();
      for (const { subject, message, ...row } of deliveries) {
        if (subject.id === CANARY_ID) dropEarlier.run(CANARY_ID, row.plannedAt - CANARY_KEPT_MS);
        insert.run({
          ...row,
          dueAt: Math.round(row.dueAt),
          subjectKind: subject.kind,
          subjectId: subject.id,
          plannedAt: Math.round(row.plannedAt),
          body: JSON.stringify(message),
        });
      }
      for (const { subject, told, at, ...row } of decisions) {
        insertDecision.run({
          ...row,
          at: Math.round(at),
          told: told ? 1 : 0,
          subjectKind: subject.kind,
          subjectId: subject.id,
        });
      }
      if (decisions.length > 0) dropDecisions.run(DECISIONS_KEPT);
      for (const row of escalated) escalations.add(row);
      if (seq === null) return;
      dropSeq.run();
      insertSeq.run(seq);
    },

    claim(channelId: string, now: number, until: number): Claim | null {
      const row = selectDue.get(channelId, now, now);
      if (row === undefined) return null;
      const rows = claimAll(row.bundle === null ? [row] : selectBundle.all(row.bundle, channelId, now), now, until);
      if (rows.length === 0) return null;
      const first =
        row.bundle === null ? selectFirst.get(row.subject_kind, row.subject_id, row.subscription_id) : undefined;
      return {
        deliveries: rows.map((each) => ({ ...deliveryOf(each), attempts: each.attempts + 1 })),
        before:
          first === undefined
            ? null
            : {
                firstId: first.sent_as ?? first.id,
                remote: first.remote,
                headline: deliveryOf(first).message.headline,
              },
      };
    },

    settle(ids: readonly string[], outcome: Outcome): void {
      for (const id of ids) {
        settle.run({
          id,
          state: outcome.state,
          answer: outcome.answer,
          doubtful: outcome.state === 'failed' && outcome.doubtful ? 1 : 0,
          dueAt: outcome.state === 'failed' ? Math.round(outcome.dueAt) : null,
          at: outcome.state === 'failed' ? null : Math.round(outcome.at),
          sentAs: outcome.state === 'sent' || outcome.state === 'accepted' ? outcome.sentAs : null,
          remote: outcome.state === 'sent' || outcome.state === 'accepted' ? outcome.remote : null,
        });
      }
    },

    waiting: () => countWaiting.all(WAITING_COUNTED),
    release: (): number => release.run().changes,
    nextDueAt: (channelId: string): number | null => selectNextDue.get(channelId) ?? null,
    resend(id: string, at: number): void {
      if (resend.run(Math.round(at), id).changes === 1) return;
      throw new CodedError('conflict', `There is no delivery '${id}' that was given up.`);
    },
    cancelOf: (subscriptionId: string): void => void cancel.run(subscriptionId),

    page({ subscriptionId, channelId, subject, state, limit, after }: DeliveryQuery): Page<Delivery> {
      const where = [
        // Those of the canary are nobody's messages.
        subject?.id === CANARY_ID ? null : `subject_id <> '${CANARY_ID}'`,
        subscriptionId === undefined ? null : 'subscription_id = :subscriptionId',
        channelId === undefined ? null : 'channel_id = :channelId',
        subject === undefined ? null : 'subject_kind = :kind AND subject_id = :subjectId',
        state === undefined ? null : 'state IN (SELECT value FROM json_each(:states))',
        after === undefined ? null : 'rowid < :mark',
      ].filter((each) => each !== null);
      const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
      const rows = db
        .prepare(`SELECT rowid AS number, * FROM deliveries ${condition} ORDER BY rowid DESC LIMIT :limit`)
        .all({
          ...(subscriptionId === undefined ? {} : { subscriptionId }),
          ...(channelId === undefined ? {} : { channelId }),
          ...(subject === undefined ? {} : { kind: subject.kind, subjectId: subject.id }),
          ...(state === undefined ? {} : { states: JSON.stringify(state) }),
          ...(after === undefined ? {} : { mark: readMark(after, [0])[0] }),
          limit: limit + 1,
        }) as (Row & { number: number })[];
      return cutPage(rows, limit, (row) => [row.number], deliveryOf);
    },

    decisions({ subscriptionId, subject, limit, after }: DecisionQuery): Page<DecisionRow> {
      const rows = db
        .prepare(
          `SELECT * FROM decisions WHERE (:id IS NULL OR subscription_id = :id)
           AND (:kind IS NULL OR (subject_kind = :kind AND subject_id = :subjectId))
           AND (:mark IS NULL OR number < :mark) ORDER BY number DESC LIMIT :limit`,
        )
        .all({
          id: subscriptionId ?? null,
          kind: subject?.kind ?? null,
          subjectId: subject?.id ?? null,
          mark: after === undefined ? null : readMark(after, [0])[0],
          limit: limit + 1,
        });
      return cutPage(
        rows as DecisionLine[],
        limit,
        (row) => [row.number],
        (row) => ({
          subscriptionId: row.subscription_id,
          subject: { kind: row.subject_kind, id: row.subject_id },
          revision: row.revision,
          at: row.at,
          told: row.told === 1,
          why: row.why,
        }),
      );
    },
  };
}

/** A delivery that a plan should replace has been tried since the plan was made. */
export class StalePlan extends Error {}

function heardIn(row: Row): Heard {
  const { severity, confidence } = deliveryOf(row).message;
  return { reason: row.reason, severity, confidence, said: row.said };
}

function deliveryOf(row: Row): Delivery {
  return {
    id: row.id,
    subscriptionId: row.subscription_id,
    channelId: row.channel_id,
    subject: { kind: row.subject_kind, id: row.subject_id },
    revision: row.revision,
    reason: row.reason,
    sequence: row.sequence,
    state: row.state,
    bundle: row.bundle,
    plannedAt: row.planned_at,
    dueAt: row.due_at,
    attempts: row.attempts,
    doubtful: row.doubtful === 1,
    settledAt: row.settled_at,
    sentAs: row.sent_as,
    remote: row.remote,
    answer: row.answer,
    said: row.said,
    message: JSON.parse(row.body),
  };
}
