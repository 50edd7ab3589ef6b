// The instants that the playhead can step to: each revision of an alert or an event. Pure.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { type Said, tellingRevisions } from '../state/said.ts';

/** Ascending, each once. An event counts from when it became known, which may be long after it began. */
export function marksOf(state: { alertsSaid: Said<AlertSummary>; eventsSaid: Said<VesselEvent> }): number[] {
  const marks = new Set<number>();
  for (const revisions of state.alertsSaid.byId.values()) {
    for (const row of tellingRevisions(revisions, Number.POSITIVE_INFINITY)) marks.add(row.knownAt);
  }
  for (const [first] of state.eventsSaid.byId.values()) {
    if (first !== undefined && first.state !== 'withdrawn') marks.add(first.knownAt);
  }
  return [...marks].sort((a, b) => a - b);
}
