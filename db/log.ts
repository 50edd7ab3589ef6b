// The append-only log: one row for every new revision of an event, an alert or a replay. Browsers and channels read it
// after the last seq they have seen.

import type { Database } from 'better-sqlite3';
import type { Alert } from '../server/domain/alert.ts';
import type { VesselEvent } from '../server/domain/kinds/event.ts';
import type { LogRow, ReplayRow } from '../server/seams/store.ts';

interface Row {
  seq: number;
  scope: string;
  kind: LogRow['kind'];
  id: string;
  revision: number;
  body: string;
}

export function logQueries(db: Database) {
  const insert = db.prepare<[number, string, string, number, string]>(
    'INSERT INTO log (scope_id, kind, id, revision, body) VALUES (?, ?, ?, ?, ?)',
  );
  const dropReplay = db.prepare<[number]>("DELETE FROM log WHERE scope_id = ? AND kind = 'replay'");

  // sqlite_sequence remembers the highest seq ever given, also when its row is gone.
  const selectLast = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'log'").pluck();

  const selectAll = db.prepare<[number, number], Row>(`
    SELECT seq, scopes.name AS scope, kind, log.id, revision, body
    FROM log JOIN scopes ON scopes.id = log.scope_id WHERE seq > ? ORDER BY seq LIMIT ?`);

  const selectScope = db.prepare<[number, number, number], Row>(`
    SELECT seq, scopes.name AS scope, kind, log.id, revision, body
    FROM log JOIN scopes ON scopes.id = log.scope_id WHERE scope_id = ? AND seq > ? ORDER BY seq LIMIT ?`);

  function append(
    scopeId: number,
    kind: LogRow['kind'],
    id: string,
    revision: number,
    body: VesselEvent | Alert | ReplayRow,
  ): void {
    insert.run(scopeId, kind, id, revision, JSON.stringify(body));
  }

  return {
    append,
    /** A replay reports its progress with every batch; only the newest word is of use to anybody. */
    appendReplay(scopeId: number, revision: number, replay: ReplayRow): void {
      dropReplay.run(scopeId);
      append(scopeId, 'replay', replay.id, revision, replay);
    },
    lastSeq: (): number => selectLast.get() ?? 0,
    after: (seq: number, limit: number): LogRow[] => selectAll.all(seq, limit).map(toLogRow),
    afterInScope: (scopeId: number, seq: number, limit: number): LogRow[] =>
      selectScope.all(scopeId, seq, limit).map(toLogRow),
  };
}

function toLogRow(row: Row): LogRow {
  return { ...row, body: JSON.parse(row.body) };
}
