// The record of who did what, by number. `append` is the one door; it is called in the transaction of the deed itself.

import type { Database } from 'better-sqlite3';
import { type AuditEntry, type AuditRow, keptOf } from '../server/domain/desk/audit.ts';
import type { AuditQuery } from '../server/seams/desk-store.ts';
import type { Page } from '../server/seams/page.ts';
import { cutPage, readMark } from './paging.ts';
import { cachedStatements } from './statements.ts';

interface Row {
  number: number;
  at: number;
  by: string;
  deed: string | null;
  scope: string | null;
  subject_kind: AuditRow['subject']['kind'];
  subject_id: string;
  what: string;
  reason_code: string | null;
  note: string | null;
  before: string | null;
  after: string | null;
  undoes: number | null;
}

export type Audit = ReturnType<typeof auditQueries>;

export function auditQueries(db: Database) {
  const insert = db.prepare(`
    INSERT INTO audit (at, by, deed, scope, subject_kind, subject_id, what, reason_code, note, before, after, undoes)
    VALUES (:at, :by, :deed, :scope, :kind, :id, :what, :reasonCode, :note, :before, :after, :undoes)`);
  const selectDeed = db.prepare<[string], Row>('SELECT * FROM audit WHERE deed = ? ORDER BY number');
  const selectUndoing = db.prepare<[number], number>('SELECT number FROM audit WHERE undoes = ?').pluck();
  const statements = cachedStatements<Row>(db);

  return {
    append({ subject, before, after, at, undoes, ...entry }: AuditEntry): void {
      insert.run({
        ...entry,
        ...subject,
        at: Math.round(at),
        before: keptOf(before),
        after: keptOf(after),
        undoes,
      });
    },

    /** What one request did, in its order. */
    ofDeed: (deed: string): AuditRow[] => selectDeed.all(deed).map(rowOf),
    isUndone: (number: number): boolean => selectUndoing.get(number) !== undefined,

    /** Newest first, or oldest first. */
    page(query: AuditQuery): Page<AuditRow> {
      const [mark] = query.after === undefined ? [null] : readMark(query.after, [0]);
      const oldest = query.order === 'oldest';
      const where = [
        query.scope === undefined ? '' : '(scope = :scope OR scope IS NULL)',
        query.kind === undefined ? '' : 'subject_kind IN (SELECT value FROM json_each(:kind))',
        query.id === undefined ? '' : 'subject_id = :id',
        query.by === undefined ? '' : 'by = :by',
        query.fromAt === undefined ? '' : 'at >= :fromAt',
        query.toAt === undefined ? '' : 'at < :toAt',
        mark === null ? '' : `number ${oldest ? '>' : '<'} :mark`,
      ].filter((condition) => condition !== '');
      const found = statements
        .prepare(`
          SELECT * FROM audit ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
          ORDER BY number ${oldest ? '' : 'DESC'} LIMIT :limit`)
        .all({
          scope: query.scope,
          kind: JSON.stringify(query.kind ?? []),
          id: query.id,
          by: query.by,
          fromAt: query.fromAt,
          toAt: query.toAt,
          mark,
          limit: query.limit + 1,
        });
      return cutPage(found, query.limit, ({ number }) => [number], rowOf);
    },
  };
}

function rowOf(row: Row): AuditRow {
  return {
    number: row.number,
    at: row.at,
    by: row.by,
    deed: row.deed,
    scope: row.scope,
    subject: { kind: row.subject_kind, id: row.subject_id },
    what: row.what,
    reasonCode: row.reason_code,
    note: row.note,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
    undoes: row.undoes,
  };
}
