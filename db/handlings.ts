// How alerts and cases stand with people: a deed is compared with how things stand and written, with its row of the audit
// and of the log, in the transaction that the caller has opened. What was done with a case is kept under the id that it had then,
// and holds for the case that names it among its former ids.

import type { Database } from 'better-sqlite3';
import type { AuditRow } from '../server/domain/desk/audit.ts';
import { type AlertInside, deedsInside, handlingOfCase, stateOfCase } from '../server/domain/desk/case-deed.ts';
import {
  afterDeed,
  type Deed,
  type DeedSubject,
  type Done,
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

/** What a deed on a case needs beside. */
export interface HandledCases extends HandledThings {
  find(
    scopeId: number,
    id: string,
  ): { withdrawn: boolean; joinedTo: string | null; formerIds: readonly string[] } | null;
  inside(scopeId: number, id: string): AlertInside[];
  /** The case that an alert is in. */
  of(scopeId: number, alertId: string): string | null;
}

interface Row {
  state: Handling['state'];
  assignee: string | null;
  reason_code: Handling['reasonCode'];
  version: number;
  last: string | null;
}

export type Handlings = ReturnType<typeof handlingQueries>;

export function handlingQueries(db: Database, audit: Audit, things: { alert: HandledThings; case: HandledCases }) {
  const select = db.prepare<[number, string, string], Row>(
    'SELECT state, assignee, reason_code, version, last FROM handlings WHERE scope_id = ? AND subject_kind = ? AND subject_id = ?',
  );
  const upsert = db.prepare(`
    INSERT INTO handlings (scope_id, subject_kind, subject_id, state, assignee, reason_code, version, last)
    VALUES (:scopeId, :kind, :id, :state, :assignee, :reasonCode, :version, :last)
    ON CONFLICT (scope_id, subject_kind, subject_id) DO UPDATE SET state = excluded.state, assignee = excluded.assignee,
      reason_code = excluded.reason_code, version = excluded.version, last = excluded.last`);

  const selectAny = db.prepare<[number], number>('SELECT 1 FROM handlings WHERE scope_id = ? LIMIT 1').pluck();

  function of(scopeId: number, { kind, id }: DeedSubject): Handling {
    if (kind === 'alert') return kept(scopeId, kind, id) ?? UNHANDLED;
    return handlingOfCase(keptOfCase(scopeId, id), things.case.inside(scopeId, id));
  }

  function keptOfCase(scopeId: number, id: string): Handling {
    for (const each of [id, ...[...(things.case.find(scopeId, id)?.formerIds ?? [])].reverse()]) {
      const found = kept(scopeId, 'case', each);
      if (found !== null) return found;
    }
    return UNHANDLED;
  }

  function kept(scopeId: number, kind: DeedSubject['kind'], id: string): Handling | null {
    const row = select.get(scopeId, kind, id);
    if (row === undefined) return null;
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

    /** `inside`: what a deed on a case brings with it, to be done in bites after it. */
    handle(scopeId: number, scope: string, deed: Deed, signed: Signature): DeedResult & { inside?: Deed[] } {
      const { subject, action, reasonCode, note } = deed;
      const thing = things[subject.kind].find(scopeId, subject.id);
      if (thing === null) return missing(subject);
      const before = of(scopeId, subject);
      if ('joinedTo' in thing && typeof thing.joinedTo === 'string') {
        const says = `Case '${subject.id}' goes on as case '${thing.joinedTo}': deal with that one.`;
        return { subject, outcome: 'conflict', says, handling: before };
      }
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
      const done: DeedResult = { subject, outcome: 'done', says: '', handling: read.after };
      if (subject.kind === 'alert') return done;
      return { ...done, inside: deedsInside(deed, before, things.case.inside(scopeId, subject.id)) };
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

    /** A case that people had dealt with has new alerts: it is open again, and says why. `at`: when they were known. */
    newLegs(scopeId: number, scope: string, alerts: readonly { id: string; knownAt: number }[]): void {
      if (alerts.length === 0 || selectAny.get(scopeId) === undefined) return;
      const fresh = new Set(alerts.map(({ id }) => id));
      const first = new Map<string, { id: string; knownAt: number }>();
      for (const alert of alerts) {
        const caseId = things.case.of(scopeId, alert.id);
        if (caseId !== null && !first.has(caseId)) first.set(caseId, alert);
      }
      for (const [caseId, { id, knownAt }] of first)
        newLeg(scopeId, scope, caseId, { id, at: Math.round(knownAt) }, fresh);
    },
  };

  function newLeg(
    scopeId: number,
    scope: string,
    caseId: string,
    leg: { id: string; at: number },
    fresh: ReadonlySet<string>,
  ): void {
    const earlier = things.case.inside(scopeId, caseId).filter(({ id, gone }) => !gone && !fresh.has(id));
    const stood = stateOfCase(earlier);
    if (earlier.length === 0 || stood === 'open') return;
    const subject = { kind: 'case' as const, id: caseId };
    const was = keptOfCase(scopeId, caseId);
    const before: Handling = { ...was, state: stood, reasonCode: stood === was.state ? was.reasonCode : null };
    const { after: _, ...done } = was.last ?? {};
    const since = was.last === null ? {} : { after: done as Done };
    const last = { action: 'new leg' as const, by: 'keelwatch', at: leg.at, ...since };
    const after: Handling = { ...before, state: 'open', reasonCode: null, version: before.version + 1, last };
    put(scopeId, subject, after, leg.at);
    audit.append({
      by: 'keelwatch',
      at: leg.at,
      deed: null,
      scope,
      subject,
      what: 'new leg',
      reasonCode: null,
      note: `Alert '${leg.id}' was raised after the case had been ${stood}.`,
      before,
      after,
      undoes: null,
    });
  }
}

function missing(subject: DeedSubject): DeedResult {
  return { subject, outcome: 'not_found', says: `There is no ${subject.kind} '${subject.id}'.`, handling: null };
}
