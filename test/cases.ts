// The cases that a store makes of what an engine said, committed in batches of some size.

import { openStore } from '../db/sqlite-store.ts';
import type { Case } from '../server/domain/cases/case.ts';
import { batchOf } from './contract/samples.ts';
import type { Said } from './play.ts';

const EVERY_STATE = ['opened', 'continued', 'quiet', 'withdrawn', 'joined'] as const;

export async function casesOf({ alerts, renames }: Pick<Said, 'alerts' | 'renames'>, batch = 50): Promise<Case[]> {
  const store = openStore(':memory:');
  for (let from = 0; from < alerts.length; from += batch) {
    await store.commit(batchOf('live', { alerts: alerts.slice(from, from + batch) }));
  }
  await store.commit(batchOf('live', { renames }));
  const cases: Case[] = [];
  for (let after: string | undefined; ; ) {
    const page = await store.cases({
      scope: 'live',
      now: 0,
      state: [...EVERY_STATE],
      limit: 500,
      ...(after ? { after } : {}),
    });
    cases.push(...page.rows);
    if (page.next === null) break;
    after = page.next;
  }
  await store.close();
  return cases.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** What stands of cases, without how often and when it was said. */
export function standingCases(cases: readonly Case[]) {
  return cases
    .filter(({ state }) => state !== 'withdrawn' && state !== 'joined')
    .map((each) => ({ ...each, revision: 0, knownAt: 0, openedAt: 0, withdrawn: 0, formerIds: [] }));
}
