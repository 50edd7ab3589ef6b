// The questions of tracks: they go from a vessel through its bindings to the fixes of its units.

import type { Scope, Store } from '../server/seams/store.ts';
import type { bindingQueries } from './bindings.ts';
import type { fixQueries } from './fixes.ts';

/** Beyond every date JavaScript knows; stands for "no end" where SQL needs a number. */
const END_OF_TIME = 8.64e15;

/** Runs a question within a scope; `nothing` when that scope holds no row at all. */
export type AskScope = <T>(scope: Scope, nothing: T, question: (scopeId: number) => T) => Promise<T>;

interface Queries {
  bindings: ReturnType<typeof bindingQueries>;
  fixes: ReturnType<typeof fixQueries>;
}

export function trackStore(
  ask: AskScope,
  { bindings, fixes }: Queries,
): Pick<Store, 'speakers' | 'track' | 'around' | 'positions'> {
  return {
    speakers: (scope, mmsis) =>
      ask(
        scope,
        mmsis.map((mmsi) => `mmsi:${mmsi}`),
        (id) => bindings.speakers(id, mmsis),
      ),
    track: (scope, vesselId, fromAt, toAt, limit) =>
      ask(scope, [], (id) => {
        const stretches = bindings.stretches(
          id,
          vesselId,
          Math.max(Math.ceil(fromAt), -END_OF_TIME),
          Math.min(Math.floor(toAt), END_OF_TIME),
        );
        return fixes.track(id, stretches, limit);
      }),
    around: (scope, vesselId, at) =>
      ask(scope, { last: null, next: null }, (id) => {
        const middle = Math.min(Math.max(Math.floor(at), -END_OF_TIME), END_OF_TIME);
        const before = bindings.stretches(id, vesselId, -END_OF_TIME, middle);
        const after = bindings.stretches(id, vesselId, middle + 1, END_OF_TIME);
        return { last: fixes.end(id, before, 'last'), next: fixes.end(id, after, 'first') };
      }),
    positions: (scope, at) => ask(scope, [], (id) => fixes.newestAt(id, Math.min(Math.floor(at), END_OF_TIME))),
  };
}
