// Alerts by (scope, id), as the engine says them. Revisions follow the same rule as events. What a person made of an
// alert is kept apart and outlives the engine's revisions: an acknowledged alert stays acknowledged unless the engine
// withdraws it.

import type { Database } from 'better-sqlite3';
import type { Alert, AlertState } from '../server/domain/alert.ts';
import { CANARY_SCOPE } from '../server/domain/canary.ts';
import type { Handling } from '../server/domain/desk/deed.ts';
import { SEVERITIES } from '../server/domain/rule.ts';
import type { Page } from '../server/seams/page.ts';
import type { AlertQuery, Scope } from '../server/seams/store.ts';
import type { logQueries } from './log.ts';
import { IS_MUTED, UNDER_MUTE } from './mutes.ts';
import { anywhere, cutPage, readMark } from './paging.ts';
import { cachedStatements } from './statements.ts';

const MOST_SAID_AGAIN = 1_000;

interface Row {
  scope_id: number;
  scope: string;
  id: string;
  severity: number;
  confidence: number;
  raised_at: number;
  state: AlertState;
  assignee: string | null;
  taken_back: number;
  body: string;
}

/** Of the canary nothing stands in counts and in what is asked of all scopes. */
const OF_CANARY = `(SELECT id FROM scopes WHERE name = '${CANARY_SCOPE}')`;
/** What the columns say of an alert, beside what the engine said of it. */
type Standing = Pick<Row, 'state' | 'assignee' | 'taken_back' | 'body'>;

export function alertQueries(db: Database, log: ReturnType<typeof logQueries>) {
  const selectKept = db.prepare<
    [number, string],
    Standing & { revision: number; withdrawn: number; seq: number | null }
  >(
    'SELECT revision, withdrawn, state, assignee, taken_back, body, log_seq AS seq FROM alerts WHERE scope_id = ? AND id = ?',
  );
  const upsert = db.prepare<unknown[], Omit<Standing, 'body'>>(`
    INSERT INTO alerts (scope_id, id, revision, rule_id, vessel_id, severity, withdrawn, raised_at, words, body)
    VALUES (:scopeId, :id, :revision, :ruleId, :vesselId, :severity, :withdrawn, :raisedAt, :words, :body)
    ON CONFLICT (scope_id, id) DO UPDATE SET revision = excluded.revision, rule_id = excluded.rule_id,
      vessel_id = excluded.vessel_id, severity = excluded.severity, withdrawn = excluded.withdrawn,
      raised_at = excluded.raised_at, words = excluded.words, body = excluded.body
    RETURNING state, assignee, taken_back`);
  // Live first, then the newest replay: the same leg has the same id in each of them.
  const selectAnywhere = db.prepare<[string], Standing & { scope: string }>(`
    SELECT scopes.name AS scope, state, assignee, taken_back, body FROM alerts JOIN scopes ON scopes.id = scope_id
    WHERE alerts.id = ? AND scopes.name <> '${CANARY_SCOPE}' ORDER BY scopes.name = 'live' DESC, scope_id DESC LIMIT 1`);
  const selectTally = db.prepare<[number], { ruleId: string; vesselId: string; open: number; all: number }>(`
    SELECT rule_id AS ruleId, vessel_id AS vesselId, sum(state = 'open' AND NOT ${IS_MUTED}) AS open, count(*) AS "all"
    FROM alerts WHERE scope_id = ? GROUP BY rule_id, vessel_id`);
  const selectOfVessel = db.prepare<[number, string], Standing>(
    'SELECT state, assignee, taken_back, body FROM alerts WHERE scope_id = ? AND vessel_id = ? ORDER BY raised_at, id',
  );
  const updateHandling = db.prepare<unknown[]>(`
    UPDATE alerts SET person_state = :personState, taken_back = :takenBack, assignee = :assignee
    WHERE scope_id = :scopeId AND id = :id`);
  const updateLogSeq = db.prepare<[number, number, string]>(
    'UPDATE alerts SET log_seq = ? WHERE scope_id = ? AND id = ?',
  );
  const updateVessel = db.prepare<[string, string, number, string]>(
    'UPDATE alerts SET vessel_id = ?, body = ? WHERE scope_id = ? AND id = ?',
  );
  const selectUnder = db.prepare<unknown[], Standing>(`
    SELECT state, assignee, taken_back, body FROM alerts WHERE ${UNDER_MUTE} ORDER BY raised_at DESC, id LIMIT :limit`);
  const count = db
    .prepare<[], number>(`SELECT count(*) - (SELECT count(*) FROM alerts WHERE scope_id = ${OF_CANARY}) FROM alerts`)
    .pluck();
  const statements = cachedStatements<Row>(db);

  return {
    /** Returns those that are new or say something else. */
    upsert(scopeId: number, alerts: readonly Alert[]): Alert[] {
      const changed: Alert[] = [];
      for (const alert of alerts) {
        const kept = selectKept.get(scopeId, alert.id);
        const body = JSON.stringify(alert);
        if (kept !== undefined && (kept.revision > alert.revision || kept.body === body)) continue;
        const severity = SEVERITIES.indexOf(alert.severity);
        if (severity < 0) throw new Error(`alert ${alert.id} has unknown severity '${alert.severity}'`);
        const standing = upsert.get({
          scopeId,
          id: alert.id,
          revision: alert.revision,
          ruleId: alert.ruleId,
          vesselId: alert.vesselId,
          severity,
          withdrawn: alert.state === 'withdrawn' ? 1 : 0,
          raisedAt: Math.round(alert.raisedAt),
          words: [alert.vesselName, alert.imo ?? '', alert.mmsi ?? '', alert.ruleTitle, alert.why].join(' '),
          body,
        })!;
        // What a person did since is in rows of its own: the base is what the row says, not what is kept.
        const before = kept === undefined || kept.seq === null ? null : { seq: kept.seq, body: null };
        const logSeq = log.append(scopeId, 'alert', alert.id, alert.revision, { ...alert, ...shown(standing) }, before);
        updateLogSeq.run(logSeq, scopeId, alert.id);
        changed.push(alert);
      }
      return changed;
    },

    /** Returns those that are of another vessel now. */
    rename(scopeId: number, fromId: string, toId: string): Alert[] {
      const changed: Alert[] = [];
      for (const row of selectOfVessel.all(scopeId, fromId)) {
        const alert: Alert = { ...JSON.parse(row.body), vesselId: toId };
        updateVessel.run(toId, JSON.stringify(alert), scopeId, alert.id);
        log.append(scopeId, 'alert', alert.id, alert.revision, { ...alert, ...shown(row) });
        changed.push(alert);
      }
      return changed;
    },

    one(scopeId: number, id: string): Alert | null {
      const kept = selectKept.get(scopeId, id);
      return kept === undefined ? null : alertOf(kept);
    },

    /** For deeds of people: whether there is one, and whether the engine has withdrawn it. */
    find(scopeId: number, id: string): { withdrawn: boolean } | null {
      const kept = selectKept.get(scopeId, id);
      return kept === undefined ? null : { withdrawn: kept.withdrawn === 1 };
    },

    /** A person has changed how it stands. */
    moved(scopeId: number, id: string, { state, assignee }: Pick<Handling, 'state' | 'assignee'>, at: number): void {
      const personState = state === 'acknowledged' || state === 'resolved' ? state : null;
      updateHandling.run({ scopeId, id, personState, takenBack: state === 'withdrawn' ? 1 : 0, assignee });
      const alert = alertOf(selectKept.get(scopeId, id)!);
      log.append(scopeId, 'alert', id, alert.revision, { ...alert, handledAt: at });
    },

    anywhere(id: string): (Alert & { scope: Scope }) | null {
      const row = selectAnywhere.get(id);
      return row === undefined ? null : { ...alertOf(row), scope: row.scope };
    },

    /** Says those under a mute that is kept again, since they stand otherwise now; the newest where they are many. */
    sayAgain(scopeId: number, muteId: string): void {
      for (const row of selectUnder.all({ scopeId, muteId, limit: MOST_SAID_AGAIN })) {
        const alert = alertOf(row);
        log.append(scopeId, 'alert', alert.id, alert.revision, alert);
      }
    },

    tally: (scopeId: number) => selectTally.all(scopeId),

    /** Newest first, or most severe first, within that the surest, and then the newest. `scopeId` null: all scopes. */
    page(scopeId: number | null, query: AlertQuery): Page<Alert & { scope: Scope }> {
      const bySeverity = query.order === 'severity';
      const key = bySeverity
        ? ['severity', 'confidence', 'raised_at', 'id', 'scope_id']
        : ['raised_at', 'id', 'scope_id'];
      const mark = query.after === undefined ? [] : readMark(query.after, bySeverity ? [0, 0, 0, '', 0] : [0, '', 0]);
      const where = [
        scopeId === null ? `scope_id IS NOT ${OF_CANARY}` : 'scope_id = :scopeId',
        query.vesselId === undefined ? '' : 'vessel_id = :vesselId',
        query.ruleId === undefined ? '' : 'rule_id = :ruleId',
        query.severity === undefined ? '' : 'severity IN (SELECT value FROM json_each(:severity))',
        query.state === undefined ? '' : 'state IN (SELECT value FROM json_each(:state))',
        query.assignee === undefined ? '' : 'assignee = :assignee',
        query.fromAt === undefined ? '' : 'raised_at >= :fromAt',
        query.toAt === undefined ? '' : 'raised_at < :toAt',
        query.muted === undefined ? '' : query.muted ? IS_MUTED : `NOT ${IS_MUTED}`,
        query.text === undefined ? '' : "words LIKE :words ESCAPE '\\'",
        mark.length === 0 ? '' : `(${key.join(', ')}) < (${mark.map((_, i) => `:mark${i}`).join(', ')})`,
      ].filter((condition) => condition !== '');
      const found = statements
        .prepare(`
          SELECT scope_id, (SELECT name FROM scopes WHERE scopes.id = scope_id) AS scope, id, severity, confidence, raised_at, state, assignee, taken_back, body
          FROM alerts
          ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
          ORDER BY ${key.map((column) => `${column} DESC`).join(', ')} LIMIT :limit`)
        .all({
          scopeId,
          vesselId: query.vesselId,
          ruleId: query.ruleId,
          severity: JSON.stringify((query.severity ?? []).map((word) => SEVERITIES.indexOf(word))),
          state: JSON.stringify(query.state ?? []),
          assignee: query.assignee,
          fromAt: query.fromAt,
          toAt: query.toAt,
          words: anywhere(query.text ?? ''),
          ...Object.fromEntries(mark.map((part, i) => [`mark${i}`, part])),
          limit: query.limit + 1,
        });
      return cutPage(
        found,
        query.limit,
        (row) =>
          bySeverity
            ? [row.severity, row.confidence, row.raised_at, row.id, row.scope_id]
            : [row.raised_at, row.id, row.scope_id],
        (row) => ({ ...alertOf(row), scope: row.scope }),
      );
    },

    count: (): number => count.get() ?? 0,
  };
}

function alertOf(row: Standing): Alert {
  return { ...(JSON.parse(row.body) as Alert), ...shown(row) };
}

/** What people made of it stands in the row, whatever the engine said last. */
function shown({ state, assignee, taken_back: back }: Omit<Standing, 'body'>) {
  return { state, ...(assignee === null ? {} : { assignee }), ...(back === 1 ? { takenBack: true as const } : {}) };
}
