// The record of who did what, by number, each row chained to the one before. `append` is the one door; it is called in the
// transaction of the deed itself.

import type { Database } from 'better-sqlite3';
import { type AuditEntry, type AuditRow, keptOf } from '../server/domain/desk/audit.ts';
import {
  type ChainedRow,
  type ChainHead,
  canonicalText,
  NO_ROW,
  type SealedRow,
  tailMissing,
  walk,
} from '../server/domain/desk/audit-chain.ts';
import type { AuditQuery, ChainStep } from '../server/seams/desk-store.ts';
import { originNow } from '../server/seams/origin.ts';
import type { Page } from '../server/seams/page.ts';
import { sha256 } from './audit-hash.ts';
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
  origin: string | null;
  previous: string;
  hash: string;
}

export type Audit = ReturnType<typeof auditQueries>;

export function auditQueries(db: Database) {
  const insert = db.prepare(`
    INSERT INTO audit (number, at, by, deed, scope, subject_kind, subject_id, what, reason_code, note, before, after, undoes,
      origin, previous, hash)
    VALUES (:number, :at, :by, :deed, :scope, :kind, :id, :what, :reasonCode, :note, :before, :after, :undoes, :origin,
      :previous, :hash)`);
  const selectHead = db.prepare<[], ChainHead>('SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1');
  const selectHeadAt = db.prepare<[number], ChainHead>('SELECT number, hash FROM audit WHERE number = ?');
  // Counts on although rows at the end were taken out.
  const selectGiven = db.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").pluck();
  const selectSealed = db.prepare<[number, number], SealedRow>(`
    SELECT number, at, by, origin, deed, scope, subject_kind AS kind, subject_id AS id, what, reason_code AS reasonCode, note,
      before, after, undoes, previous, hash
    FROM audit WHERE number > ? ORDER BY number LIMIT ?`);
  const selectDeed = db.prepare<[string], Row>('SELECT * FROM audit WHERE deed = ? ORDER BY number');
  const selectUndoing = db.prepare<[number], number>('SELECT number FROM audit WHERE undoes = ?').pluck();
  const statements = cachedStatements<Row>(db);

  return {
    append({ by, at, deed, scope, subject, what, reasonCode, note, before, after, undoes }: AuditEntry): void {
      const head = selectHead.get() ?? null;
      const row: ChainedRow = {
        number: Math.max(head?.number ?? 0, selectGiven.get() ?? 0) + 1,
        at: Math.round(at),
        by: kept(by),
        origin: keptOf(originNow()),
        deed: deed === null ? null : kept(deed),
        scope: scope === null ? null : kept(scope),
        kind: subject.kind,
        id: kept(subject.id),
        what: kept(what),
        reasonCode: reasonCode === null ? null : kept(reasonCode),
        note: note === null ? null : kept(note),
        before: keptOf(before),
        after: keptOf(after),
        undoes,
      };
      const previous = head?.hash ?? NO_ROW;
      insert.run({ ...row, previous, hash: sha256(canonicalText(previous, row)) });
    },

    head: (): ChainHead | null => selectHead.get() ?? null,
    headAt: (number: number): ChainHead | null => selectHeadAt.get(number) ?? null,
    walk(from: ChainHead | null, limit: number): ChainStep {
      const rows = selectSealed.all(from?.number ?? 0, limit);
      const found = walk(from, rows, sha256);
      const done = rows.length < limit;
      const broken = found.broken ?? (done ? tailMissing(found.head, selectGiven.get() ?? 0) : null);
      return { head: found.head, broken, done: done || broken !== null };
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
        query.ids === undefined ? '' : 'subject_id IN (SELECT value FROM json_each(:ids))',
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
          ids: JSON.stringify(query.ids ?? []),
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

/** As SQLite gives it back: it keeps no half of a pair of UTF-16. */
function kept(text: string): string {
  return text.toWellFormed();
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
    from: row.origin === null ? null : JSON.parse(row.origin),
    previous: row.previous,
    hash: row.hash,
  };
}
