// Which case an id stands for: itself, or the one that goes on with its alerts. It only reads.

import type { Case } from '../domain/cases/case.ts';
import type { Scope, Store } from '../seams/store.ts';

/** A case that goes on under another id may do so again; so often at most. */
const MOST_JOINED = 50;

export async function currentCase(
  store: Pick<Store, 'case'>,
  scope: Scope,
  id: string,
): Promise<(Case & { scope: Scope }) | null> {
  let found = await store.case(scope, id);
  for (let n = 0; n < MOST_JOINED && found !== null && found.joinedTo !== null; n++) {
    found = await store.case(scope, found.joinedTo);
  }
  return found;
}
