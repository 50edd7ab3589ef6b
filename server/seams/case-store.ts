// The part of the store that keeps cases: each is formed anew in the commit of the alerts that it is made of, and every
// revision of it goes to the log. Nothing here knows SQL; `db/cases.ts` implements it.

import type { Confidence } from '../domain/alert.ts';
import type { Case, CaseStateAt } from '../domain/cases/case.ts';
import type { AlertInside } from '../domain/desk/case-deed.ts';
import type { Handling } from '../domain/desk/deed.ts';
import type { Basis } from '../domain/event.ts';
import type { Severity } from '../domain/rule.ts';
import type { Page } from './page.ts';
import type { Scope } from './store.ts';

export interface CaseQuery {
  scope: Scope | 'all';
  /** Event time at which they are looked at: after 60 days without an alert a case is quiet. */
  now: number;
  /** As they were known then; absent: as they are known. */
  knownAt?: number;
  /** Of any of these ships. */
  vesselIds?: readonly string[];
  theme?: readonly string[];
  severity?: Severity[];
  confidence?: Confidence[];
  basis?: Basis[];
  /** Absent: all but those that go on in another case. */
  state?: CaseStateAt[];
  /** What they tell lies at least in part in [fromAt, toAt). */
  fromAt?: number;
  toAt?: number;
  text?: string;
  /** new: what was said last comes first; grave and sure: the gravest or the surest, and within that the newest. */
  order?: 'new' | 'grave' | 'sure';
  after?: string;
  limit: number;
}

export interface CaseStore {
  cases(query: CaseQuery): Promise<Page<Case & { scope: Scope }>>;
  /** As it was known at an instant, absent: as it is known. Scope 'all': live first, then the newest replay. */
  case(scope: Scope | 'all', id: string, knownAt?: number): Promise<(Case & { scope: Scope }) | null>;
  /** What was said of a case, oldest first; of many the newest. */
  caseRevisions(scope: Scope, id: string, limit: number): Promise<Case[]>;
  /** The alerts that a case is made of now, those that were taken back too, by the beginning of each. */
  caseAlertIds(scope: Scope, id: string, limit: number): Promise<string[]>;
  /** The case that each alert is in now, and then the ids that it had before, the newest first. */
  casesOfAlerts(scope: Scope, alertIds: readonly string[]): Promise<Map<string, string[]>>;
  /** How a case stands with people, and its alerts by themselves. */
  caseHandling(scope: Scope, id: string): Promise<{ handling: Handling; alerts: AlertInside[] }>;
  /** How many cases there are of each theme, as they are known. */
  caseThemes(scope: Scope | 'all'): Promise<{ theme: string; title: string; cases: number }[]>;
  /** Forms the cases of alerts from before there were any; done at once where there are none. */
  gatherCases(): Promise<void>;
}

/** A case that goes on under another id may do so again; so often at most. */
const MOST_JOINED = 50;

/** The case of an id, or the one that goes on with its alerts. */
export async function currentCase(
  store: Pick<CaseStore, 'case'>,
  scope: Scope,
  id: string,
): Promise<(Case & { scope: Scope }) | null> {
  let found = await store.case(scope, id);
  for (let n = 0; n < MOST_JOINED && found !== null && found.joinedTo !== null; n++) {
    found = await store.case(scope, found.joinedTo);
  }
  return found;
}
