// Everything of the store that people do at the desk: deeds on alerts and cases, their undoing, mutes, the record of who did
// what.

import { type DeedSubject, type Signature, UNDO_MS } from '../server/domain/desk/deed.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { Mute } from '../server/domain/mute.ts';
import { isoMoment } from '../server/domain/time.ts';
import type { DeedResult, DeskStore } from '../server/seams/desk-store.ts';
import type { alertQueries } from './alerts.ts';
import type { Audit } from './audit.ts';
import type { Handlings } from './handlings.ts';
import type { muteQueries } from './mutes.ts';
import type { scopeQueries } from './scopes.ts';

/** Alerts of a case that are handled in one transaction. */
const INSIDE_AT_ONCE = 100;

export interface DeskParts {
  scopes: ReturnType<typeof scopeQueries>;
  alerts: Pick<ReturnType<typeof alertQueries>, 'sayAgain'>;
  mutes: ReturnType<typeof muteQueries>;
  handlings: Handlings;
  audit: Audit;
}

/** `ask` and `write` run a question or a change as the rest of the store does. */
export function deskStore(
  { scopes, alerts, mutes, handlings, audit }: DeskParts,
  ask: <T>(question: () => T) => Promise<T>,
  write: <T>(change: () => T) => Promise<T>,
): DeskStore {
  const find = (scopeId: number, id: string): Mute | null => mutes.of(scopeId).find((mute) => mute.id === id) ?? null;

  /** Puts a mute, or none, in the place of the one before; the alerts under either are said again. */
  function setMute(scopeId: number, id: string, mute: Mute | null): Mute | null {
    const before = find(scopeId, id);
    // As long as the one before is kept, those under it can be asked for. Who is told reads the log after this commit.
    alerts.sayAgain(scopeId, id);
    if (mute === null) mutes.remove(scopeId, id);
    else mutes.save(scopeId, mute);
    if (mute !== null) alerts.sayAgain(scopeId, id);
    return before;
  }

  function whatOf(before: Mute | null, after: Mute | null): string {
    if (before === null) return 'made';
    return after === null || after.toAt < before.toAt ? 'ended' : 'changed';
  }

  const plain = { reasonCode: null, note: null, undoes: null };

  function keepMute(scope: string, mute: Mute, signed: Signature): void {
    const before = setMute(scopes.findOrAdd(scope), mute.id, mute);
    const subject = { kind: 'mute' as const, id: mute.id };
    audit.append({
      ...plain,
      ...signed,
      scope,
      subject,
      what: whatOf(before, mute),
      note: mute.note,
      before,
      after: mute,
    });
  }

  return {
    async handle(scope, deeds, signed) {
      const scopeId = await ask(() => scopes.find(scope));
      if (scopeId === null) {
        return deeds.map(({ subject }): DeedResult => {
          const says = `There is no ${subject.kind} '${subject.id}' in '${scope}'.`;
          return { subject, outcome: 'not_found', says, handling: null };
        });
      }
      const first = await write(() => deeds.map((deed) => handlings.handle(scopeId, scope, deed, signed)));
      const results: DeedResult[] = [];
      for (const { inside, ...result } of first) {
        // The alerts of a case go in bites: should the program end meanwhile, the case is open because of those that are left.
        let alerts = 0;
        for (let from = 0; from < (inside?.length ?? 0); from += INSIDE_AT_ONCE) {
          const bite = inside!.slice(from, from + INSIDE_AT_ONCE);
          const done = await write(() => bite.map((deed) => handlings.handle(scopeId, scope, deed, signed)));
          alerts += done.filter(({ outcome }) => outcome === 'done').length;
        }
        const handling =
          inside === undefined
            ? result.handling
            : await ask(() => handlings.of(scopeId, result.subject as DeedSubject));
        results.push(inside === undefined ? result : { ...result, handling, alerts });
      }
      return results;
    },

    handlings: (scope, subjects) =>
      ask(() => {
        const scopeId = scopes.find(scope) ?? -1;
        return subjects.map((subject) => handlings.of(scopeId, subject));
      }),

    undo: (deed, signed) =>
      write(() => {
        const rows = audit.ofDeed(deed).filter(({ undoes }) => undoes === null);
        const [first] = rows;
        if (first === undefined) throw new CodedError('not_found', `There is no deed '${deed}'.`);
        if (first.by !== signed.by) {
          throw new CodedError('conflict', `Deed '${deed}' is ${first.by}'s; nobody else can undo it.`);
        }
        if (signed.at > first.at + UNDO_MS) {
          const until = `until ${isoMoment(first.at + UNDO_MS)}`;
          throw new CodedError('conflict', `Deed '${deed}' could be undone ${until}; reopen or change things instead.`);
        }
        return rows.map((row): DeedResult => {
          const { subject } = row;
          if (audit.isUndone(row.number))
            return { subject, outcome: 'conflict', says: 'It is undone already.', handling: null };
          const scopeId = scopes.find(row.scope ?? '');
          if (scopeId === null) return { subject, outcome: 'not_found', says: 'Its replay is gone.', handling: null };
          if (subject.kind === 'alert' || subject.kind === 'case') return handlings.undo(scopeId, row, signed);
          if (subject.kind !== 'mute')
            throw new Error(`deed ${deed} changed a ${subject.kind}, which is not undone here`);
          const now = find(scopeId, subject.id);
          if (JSON.stringify(now) !== JSON.stringify(row.after)) {
            return { subject, outcome: 'conflict', says: `Mute '${subject.id}' was changed since.`, handling: null };
          }
          setMute(scopeId, subject.id, row.before as Mute | null);
          const { scope, number: undoes } = row;
          audit.append({ ...plain, ...signed, scope, subject, what: 'undo', before: now, after: row.before, undoes });
          return { subject, outcome: 'done', says: '', handling: null };
        });
      }),

    mutes: (scope) =>
      ask(() => {
        const scopeId = scopes.find(scope);
        return scopeId === null ? [] : mutes.of(scopeId);
      }),
    saveMute: (scope, mute, signed) => write(() => keepMute(scope, mute, signed)),
    saveMutes: (scope, all, signed) =>
      write(() => {
        for (const mute of all) keepMute(scope, mute, signed);
      }),
    deleteMute: (scope, id, signed) =>
      write(() => {
        const scopeId = scopes.find(scope);
        if (scopeId === null || find(scopeId, id) === null) return;
        const before = setMute(scopeId, id, null);
        const subject = { kind: 'mute' as const, id };
        audit.append({ ...plain, ...signed, scope, subject, what: 'ended', before, after: null });
      }),

    judged: (scope, sinceAt) =>
      ask(() => {
        const scopeId = scopes.find(scope);
        return scopeId === null ? [] : handlings.judged(scopeId, sinceAt);
      }),

    writeDown: (entry) => write(() => audit.append(entry)),
    audit: (query) => ask(() => audit.page(query)),
    auditHead: () => ask(() => audit.head()),
    auditRow: (number) => ask(() => audit.headAt(number)),
    walkAudit: (head, limit) => ask(() => audit.walk(head, limit)),
  };
}
