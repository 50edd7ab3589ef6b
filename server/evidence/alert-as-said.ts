// One revision of an alert as the monitor said it: without the scope of its row and without what people did with it, which
// is no evidence. The newest revision, or the one that stood at an instant of event time.

import type { Alert } from '../domain/alert.ts';
import { CodedError } from '../domain/errors.ts';
import { isoMoment } from '../domain/time.ts';
import type { Scope, Store } from '../seams/store.ts';
import type { Gathered } from './gather.ts';

export interface SaidAlert {
  alert: Alert;
  /** The newest revision, where another one was asked for. */
  since: Gathered['since'];
}

export async function alertAsSaid(
  store: Pick<Store, 'alert' | 'alertRevisions'>,
  scope: Scope,
  id: string,
  asOf: number | null,
): Promise<SaidAlert> {
  const newest = await store.alert(scope, id);
  if (newest === null) throw new CodedError('not_found', `There is no alert '${id}' in '${scope}'.`);
  if (asOf === null || newest.knownAt <= asOf) return { alert: bare(newest), since: null };
  const alert = (await store.alertRevisions(scope, id)).findLast(({ knownAt }) => knownAt <= asOf);
  if (alert === undefined)
    throw new CodedError('not_found', `Alert '${id}' had not been raised at ${isoMoment(asOf)}, event time.`);
  const { revision, state, knownAt, why } = newest;
  return { alert: bare(alert), since: { revision, state, knownAt, why } };
}

function bare(alert: Alert & { scope?: Scope }): Alert {
  const { scope: _, assignee: __, handledAt: ___, takenBack, ...said } = alert;
  return said.state === 'withdrawn' && !takenBack ? said : { ...said, state: 'open' };
}
