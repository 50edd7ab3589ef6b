// How alerts and cases stand with people: a deed is compared with how things stand and written, with its row of the audit
// and of the log, in the transaction that the caller has opened.

import type { Database } from 'better-sqlite3';
import type { AuditRow } from '../server/domain/desk/audit.ts';
import {
  afterDeed,
  type Deed,
  type DeedSubject,
  type Handling,
  type Signature,
  stands,
  UNHANDLED,
} from '../server/domain/desk/deed.ts';
import type { DeedResult } from '../server/seams/desk-store.ts';
import type { Audit } from './audit.ts';

/** What a deed needs to know of the thing that it is about, and whom it must tell. */
export interface HandledThings {
  /** null: there is none. */
  find(scopeId: number, id: string): { withdrawn: boolean } | null;
  /** A person has changed how it stands: what is asked for by state follows, and readers of the log are told. */
  moved(scopeId: number, id: string, handling: Handling, at: number): void;
}

interface Row {
  state: Handling['state'];
  assignee: string | null;
  reason_code: Handling['reasonCode'];
  version: number;
  last: string | null;
}

export type Handlings = ReturnType<typeof handlingQueries>;

export function handlingQueries(db: Database, audit: Audit, things: Record<DeedSubject['kind'], HandledThings>) {
  const select = db.prepare<[number, string, string], Row>(
    'SELECT state, assignee, reason_code, version, last FROM handlings WHERE scope_id = ? AND subject_kind = ? AND subject_id = ?',
  );
  const upsert = db.prepare(`
    INSERT INTO handlings (scope_id, subject_kind, subject_id, state, assignee, reason_code, version, last)
    VALUES (:scopeId, :kind, :id, :state, :assignee, :reasonCode, :version, :last)
    ON CONFLICT (scope_id, subject_kind, subject_id) DO UPDATE SET state = excluded.state, assignee = excluded.assignee,
      reason_code = excluded.reason_code, version = excluded.version, last = excluded.last`);

  function of(scopeId: number, { kind, id }: DeedSubject): Handling {
    const row = select.get(scopeId, kind, id);
    if (row === undefined) return UNHANDLED;
    const { reason_code: reasonCode, last, ...rest } = row;
    return { ...rest, reasonCode, last: last === null ? null : JSON.parse(last) };
  }

  function put(scopeId: number, subject: DeedSubject, handling: Handling, at: number): void {
    upsert.run({ scopeId, ...subject, ...handling, last: JSON.stringify(handling.last) });
    things[subject.kind].moved(scopeId, subject.id, handling, at);
  }

  const selectJudged = db.prepare<
    [number, number],
    { ruleId: string; reasonCode: string; count: number; fromAt: number; toAt: number }
  >(`
    SELECT alerts.rule_id AS ruleId, reason_code AS reasonCode, count(*) AS count, min(last ->> '$.at') AS fromAt,
      max(last ->> '$.at') AS toAt
    FROM handlings JOIN alerts ON alerts.scope_id = handlings.scope_id AND alerts.id = subject_id
    WHERE handlings.scope_id = ? AND subject_kind = 'alert' AND reason_code IS NOT NULL AND last ->> '$.at' >= ?
    GROUP BY alerts.rule_id, reason_code`);

  return {
    of,
    judged: (scopeId: number, sinceAt: number) => selectJudged.all(scopeId, Math.round(sinceAt)),

    handle(scopeId: number, scope: string, deed: Deed, signed: Signature): DeedResult {
      const { subject, action, reasonCode, note } = deed;
      const thing = things[subject.kind].find(scopeId, subject.id);
      if (thing === null) return missing(subject);
      const before = of(scopeId, subject);
      const read = afterDeed(deed, before, signed, thing.withdrawn);
      if ('refusal' in read) return { subject, outcome: 'conflict', says: read.refusal, handling: before };
      put(scopeId, subject, read.after, signed.at);
      const entry = {
        ...signed,
        scope,
        subject,
        what: action,
        reasonCode,
        note,
        before,
        after: read.after,
        undoes: null,
      };
      audit.append(entry);
      return { subject, outcome: 'done', says: '', handling: read.after };
    },

    /** Puts back what a row of the audit changed, unless somebody has gone on from there. */
    undo(scopeId: number, row: AuditRow, signed: Signature): DeedResult {
      const subject = row.subject as DeedSubject;
      if (things[subject.kind].find(scopeId, subject.id) === null) return missing(subject);
      const now = of(scopeId, subject);
      if (now.version !== (row.after as Handling).version) {
        const title = `${subject.kind === 'alert' ? 'Alert' : 'Case'} '${subject.id}'`;
        return { subject, outcome: 'conflict', says: `${stands(title, now)} since.`, handling: now };
      }
      const last = { action: 'undo' as const, by: signed.by, at: signed.at };
      const after: Handling = { ...(row.before as Handling), version: now.version + 1, last };
      put(scopeId, subject, after, signed.at);
      const { scope, number: undoes } = row;
      const blank = { reasonCode: null, note: null };
      audit.append({ ...signed, ...blank, scope, subject, what: 'undo', before: now, after, undoes });
      return { subject, outcome: 'done', says: '', handling: after };
    },

    /** A case that people had dealt with has a new leg: it is open again, and says why. */
    newLeg(scopeId: number, scope: string, caseId: string, legId: string, at: number): boolean {
      const subject = { kind: 'case' as const, id: caseId };
      const before = of(scopeId, subject);
      if (before.state !== 'acknowledged' && before.state !== 'resolved') return false;
      const last = { action: 'new leg' as const, by: 'keelwatch', at };
      const after: Handling = { ...before, state: 'open', reasonCode: null, version: before.version + 1, last };
      put(scopeId, subject, after, at);
      audit.append({
        by: 'keelwatch',
        at,
        deed: null,
        scope,
        subject,
        what: 'new leg',
        reasonCode: null,
        note: `Alert '${legId}' was raised after the case had been ${before.state}.`,
        before,
        after,
        undoes: null,
      });
      return true;
    },
  };
}

function missing(subject: DeedSubject): DeedResult {
  return { subject, outcome: 'not_found', says: `There is no ${subject.kind} '${subject.id}'.`, handling: null };
}
