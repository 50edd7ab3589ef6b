// Keeps what the engine says of the canary out of everything else: its alert goes into a scope of its own, with a row of the log,
// and the rest of it nowhere. In the scope stands the newest run alone.

import type { Alert } from '../../domain/alert.ts';
import { CANARY_ID, CANARY_SCOPE } from '../../domain/canary.ts';
import type { EngineSink } from '../../domain/engine/sink.ts';
import { CANARY_MMSI } from '../../domain/identity/mmsi.ts';
import type { CanaryMarks } from '../../seams/canary-marks.ts';
import type { Batch, Scope, Store } from '../../seams/store.ts';
import { markPassed } from './marks.ts';

export interface CanaryAside {
  sink: EngineSink;
  /** Its alert waits for its commit. */
  readonly urgent: boolean;
  commit(store: Pick<Store, 'commit' | 'deleteReplay'>, empty: (scope: Scope) => Batch): Promise<void>;
}

export function besideCanary(sink: EngineSink, marks: CanaryMarks): CanaryAside {
  let waiting: Alert[] = [];
  return {
    sink: {
      fix: (fix) => {
        if (fix.mmsi !== CANARY_MMSI) sink.fix(fix);
      },
      vessel: (vessel) => {
        if (vessel.mmsi !== CANARY_MMSI) sink.vessel(vessel);
      },
      binding: (binding) => {
        if (binding.mmsi !== CANARY_MMSI) sink.binding(binding);
      },
      rename: (fromId, toId) => {
        if (toId !== CANARY_ID) sink.rename(fromId, toId);
      },
      event: (event) => {
        if (event.vesselId !== CANARY_ID) sink.event(event);
        else if (event.kind === 'zone' && event.state === 'open') markPassed(marks, 'engine', event.beganAt);
      },
      alert: (alert) => {
        if (alert.vesselId !== CANARY_ID) return sink.alert(alert);
        // Its later revisions say nothing new.
        if (alert.revision > 1) return;
        markPassed(marks, 'rule', alert.fromAt);
        waiting = [alert];
      },
    },
    get urgent() {
      return waiting.length > 0;
    },
    async commit(store, empty) {
      const [alert] = waiting;
      if (alert === undefined) return;
      await store.deleteReplay(CANARY_SCOPE);
      await store.commit({ ...empty(CANARY_SCOPE), alerts: [alert] });
      if (waiting[0] === alert) waiting = [];
      markPassed(marks, 'store', alert.fromAt);
    },
  };
}
