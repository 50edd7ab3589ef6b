// The append-only log: one row for every new revision of an event, an alert, a case or a replay. Browsers and channels read it
// after the last seq they have seen. A row holds what changed since the row before of the same event or alert, where that is
// shorter, so that what lasts for weeks does not fill the log with itself; it is read as it stood in that revision.

import type { Database } from 'better-sqlite3';
import type { Alert } from '../server/domain/alert.ts';
import { CANARY_SCOPE } from '../server/domain/canary.ts';
import type { Case } from '../server/domain/cases/case.ts';
import type { VesselEvent } from '../server/domain/kinds/event.ts';
import type { LogRow, ReplayRow } from '../server/seams/store.ts';
import { applied, type Change, changeOf, type Json } from './changes.ts';

interface Row {
  seq: number;
  scope: string;
  kind: LogRow['kind'];
  id: string;
  revision: number;
  body: string;
  since_seq: number | null;
}

/** The newest row of an event or alert, and what it says, where that is at hand. */
export interface LoggedBefore {
  seq: number;
  body: string | null;
}

/** Revisions that stand whole: what is read goes back no farther. */
const WHOLE_EVERY = 200;
/** A change that is longer than this share of the whole saves too little. */
const WORTH = 0.5;

export function logQueries(db: Database) {
  const insert = db.prepare<[number, string, string | null, string, number, string, number | null]>(
    'INSERT INTO log (scope_id, kind, subject, id, revision, body, since_seq) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const selectRow = db.prepare<[number], Pick<Row, 'body' | 'since_seq'>>(
    'SELECT body, since_seq FROM log WHERE seq = ?',
  );
  const dropReplay = db.prepare<[number]>("DELETE FROM log WHERE scope_id = ? AND kind = 'replay'");

  // sqlite_sequence remembers the highest seq ever given, also when its row is gone.
  const selectLast = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'log'").pluck();

  const selectAll = db.prepare<[number, number], Row>(`
    SELECT seq, scopes.name AS scope, coalesce(subject, kind) AS kind, log.id, revision, body, since_seq
    FROM log JOIN scopes ON scopes.id = log.scope_id WHERE seq > ? AND scopes.name <> '${CANARY_SCOPE}'
    ORDER BY seq LIMIT ?`);

  const selectScope = db.prepare<[number, number, number], Row>(`
    SELECT seq, scopes.name AS scope, coalesce(subject, kind) AS kind, log.id, revision, body, since_seq
    FROM log JOIN scopes ON scopes.id = log.scope_id WHERE scope_id = ? AND seq > ?
      -- Whatever follows from the canary's alert is nobody's news.
      AND (coalesce(subject, kind) = 'alert' OR scopes.name <> '${CANARY_SCOPE}')
    ORDER BY seq LIMIT ?`);

  const selectOfAlert = db.prepare<[number, string, number], Row>(`
    SELECT seq, scopes.name AS scope, kind, log.id, revision, body, since_seq
    FROM log JOIN scopes ON scopes.id = log.scope_id
    WHERE scope_id = ? AND log.id = ? AND kind = 'alert' ORDER BY seq DESC LIMIT ?`);

  function append(
    scopeId: number,
    kind: LogRow['kind'],
    id: string,
    revision: number,
    body: VesselEvent | Alert | Case | ReplayRow,
    before: LoggedBefore | null = null,
  ): number {
    const whole = JSON.stringify(body);
    // The column's check knows no cases (the migration that begins cases).
    const [column, subject] = kind === 'case' ? ['alert', kind] : [kind, null];
    if (before !== null && revision % WHOLE_EVERY !== 0) {
      const base = before.body === null ? bodyAt(before.seq) : (JSON.parse(before.body) as Json);
      const change = JSON.stringify(changeOf(base, JSON.parse(whole)) ?? { set: {} });
      if (change.length < WORTH * whole.length) {
        return Number(insert.run(scopeId, column, subject, id, revision, change, before.seq).lastInsertRowid);
      }
    }
    return Number(insert.run(scopeId, column, subject, id, revision, whole, null).lastInsertRowid);
  }

  /** What a row says, made of the last that stands whole and the changes since. `read` holds what is known already. */
  function bodyAt(seq: number, read?: ReadonlyMap<number, Json>): Json {
    const changes: Change[] = [];
    for (let at = seq; ; ) {
      const known = read?.get(at);
      if (known !== undefined) return changes.reduceRight(applied, known);
      const row = selectRow.get(at);
      if (row === undefined) throw new Error(`the log has no row ${at}, which a later one rests on`);
      if (row.since_seq === null) return changes.reduceRight(applied, JSON.parse(row.body) as Json);
      changes.push(JSON.parse(row.body));
      at = row.since_seq;
    }
  }

  function read(rows: readonly Row[]): LogRow[] {
    const bodies = new Map<number, Json>();
    return rows.map(({ since_seq: since, ...row }) => {
      const said = JSON.parse(row.body);
      const body = since === null ? said : applied(bodyAt(since, bodies), said);
      bodies.set(row.seq, body);
      return { ...row, body };
    });
  }

  const selectBacklog = db.prepare<[], { seq: number; until: number }>(
    'SELECT seq, until_seq AS until FROM case_backlog',
  );
  const moveBacklog = db.prepare<[number]>('UPDATE case_backlog SET seq = ?');
  const endBacklog = db.prepare('DELETE FROM case_backlog');
  const selectAlerts = db.prepare<[number, number, number], Row & { scopeId: number }>(`
    SELECT seq, scope_id AS scopeId, kind, id, revision, body, since_seq FROM log
    WHERE seq > ? AND seq <= ? AND kind = 'alert' AND subject IS NULL ORDER BY seq LIMIT ?`);

  return {
    append,
    bodyAt: (seq: number): Json => bodyAt(seq),
    /** The next alerts that were said before there were cases, in their order; what they become is written with how far they were read. */
    gather(limit: number, take: (scopeId: number, alerts: readonly Alert[]) => void): boolean {
      const at = selectBacklog.get();
      if (at === undefined) return true;
      const rows = selectAlerts.all(at.seq, at.until, limit);
      for (let from = 0; from < rows.length; ) {
        let to = from + 1;
        while (to < rows.length && rows[to]!.scopeId === rows[from]!.scopeId) to++;
        take(
          rows[from]!.scopeId,
          read(rows.slice(from, to)).map(({ body }) => body as Alert),
        );
        from = to;
      }
      if (rows.length < limit) endBacklog.run();
      else moveBacklog.run(rows.at(-1)!.seq);
      return rows.length < limit;
    },
    /** A replay reports its progress with every batch; only the newest word is of use to anybody. */
    appendReplay(scopeId: number, revision: number, replay: ReplayRow): void {
      dropReplay.run(scopeId);
      append(scopeId, 'replay', replay.id, revision, replay);
    },
    /** The newest `limit` rows of an alert, oldest first. */
    ofAlert: (scopeId: number, id: string, limit: number): LogRow[] =>
      read(selectOfAlert.all(scopeId, id, limit).reverse()),
    lastSeq: (): number => selectLast.get() ?? 0,
    after: (seq: number, limit: number): LogRow[] => read(selectAll.all(seq, limit)),
    /** The rows of each scope stand in order already. */
    afterInScopes: (scopeIds: readonly number[], seq: number, limit: number): LogRow[] =>
      read(
        scopeIds
          .flatMap((id) => selectScope.all(id, seq, limit))
          .sort((a, b) => a.seq - b.seq)
          .slice(0, limit),
      ),
  };
}
