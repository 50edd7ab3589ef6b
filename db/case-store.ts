// The doors of the store that lead to cases.

import { UNHANDLED } from '../server/domain/desk/deed.ts';
import type { CaseStore } from '../server/seams/case-store.ts';
import type { caseQueries } from './cases.ts';
import type { Handlings } from './handlings.ts';
import type { logQueries } from './log.ts';

/** Rows of the log that are gathered in one transaction. */
const GATHERED_AT_ONCE = 100;

/** How the rest of the store asks and writes. */
interface Doors {
  ask<T>(question: () => T): Promise<T>;
  askScope<T>(scope: string, nothing: T, question: (scopeId: number) => T): Promise<T>;
  untilDone(change: () => boolean): Promise<void>;
  /** Says that the log has grown. */
  tell(): void;
}

export function caseStore(
  cases: ReturnType<typeof caseQueries>,
  { ask, askScope, untilDone, tell }: Doors,
  log: ReturnType<typeof logQueries>,
  handlings: Pick<Handlings, 'of'>,
): CaseStore {
  return {
    cases: (query) =>
      query.scope === 'all'
        ? ask(() => cases.page(null, query))
        : askScope(query.scope, { rows: [], next: null }, (id) => cases.page(id, query)),
    case: (scope, id, knownAt) =>
      scope === 'all'
        ? ask(() => cases.anywhere(id, knownAt))
        : askScope(scope, null, (scopeId) => {
            const found = cases.one(scopeId, id, knownAt);
            return found === null ? null : { ...found, scope };
          }),
    caseRevisions: (scope, id, limit) => askScope(scope, [], (scopeId) => cases.revisions(scopeId, id, limit)),
    caseAlertIds: (scope, id, limit) => askScope(scope, [], (scopeId) => cases.alertIds(scopeId, id, limit)),
    casesOfAlerts: (scope, ids) => askScope(scope, new Map(), (scopeId) => cases.casesOf(scopeId, ids)),
    caseHandling: (scope, id) =>
      askScope(scope, { handling: UNHANDLED, alerts: [] }, (scopeId) => ({
        handling: handlings.of(scopeId, { kind: 'case', id }),
        alerts: cases.inside(scopeId, id),
      })),
    caseThemes: (scope) =>
      scope === 'all' ? ask(() => cases.themes(null)) : askScope(scope, [], (scopeId) => cases.themes(scopeId)),
    async gatherCases() {
      await untilDone(() => log.gather(GATHERED_AT_ONCE, (id, alerts) => void cases.follow(id, alerts)));
      tell();
    },
  };
}
