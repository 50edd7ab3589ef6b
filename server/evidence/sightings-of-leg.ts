// The sightings that an alert is about: those that its events name, and those of the days around its leg. A ship may have
// been seen many times besides; all of them are inputs of the decision.

import { DAY_MS } from '../domain/time.ts';
import type { StoredSighting } from '../seams/store.ts';
import type { Gathered } from './gather.ts';

const AROUND_MS = 3 * DAY_MS;

export function sightingsOfLeg({ alert, sightings }: Pick<Gathered, 'alert' | 'sightings'>): StoredSighting[] {
  const named = new Set(
    alert.evidence.events.flatMap(({ facts }) => ('sightingIds' in facts ? facts.sightingIds : [])),
  );
  return sightings.filter(
    ({ id, fromAt, toAt }) => named.has(id) || (toAt >= alert.fromAt - AROUND_MS && fromAt <= alert.toAt + AROUND_MS),
  );
}
