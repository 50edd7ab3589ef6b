// The flow from inputs to what the engine emits. The pipeline puts a store behind it, the command line a printer; neither
// changes what is emitted. With a window of finite length reports can come too late for it: then the flow goes back to a
// checkpoint and puts them in their places (`reprocess.ts`).

import type { EngineInput } from '../domain/engine/input.ts';
import type { EngineCounts, EngineSink } from '../domain/engine/sink.ts';
import type { OrderCounts } from '../domain/order/order.ts';
import { createLane, type LaneOptions, type LaneSnapshot } from './lane.ts';
import { createReprocessing, type ReprocessOptions, type ReprocessSnapshot, type RevisionCounts } from './reprocess.ts';

export interface FlowOptions extends LaneOptions {
  /** How late reports are put in their places; false counts them and leaves them. Of no use to an endless window. */
  reprocess?: ReprocessOptions | false;
  /** Goes on from here. */
  snapshot?: FlowSnapshot;
}

/** Live state: serialise it at once (structured clone), before the next input. */
export interface FlowSnapshot {
  lane: LaneSnapshot;
  /** Null where it would be too much to write: checkpoints begin anew. */
  reprocess: ReprocessSnapshot | null;
}

export interface FlowCounts {
  order: OrderCounts;
  engine: EngineCounts;
  revision: RevisionCounts;
}

export interface Flow {
  /** A report is copied: the caller may reuse it. Any other input may be given ahead of its time. */
  take(input: EngineInput): void;
  /** Hands over the inputs other than reports that are due by `until`, without waiting for event time to get there. */
  handOver(until: number): void;
  /**
   * Lets go of up to `most` waiting reports, at the end of the input. Returns true when nothing waits any more, and
   * then everything has been emitted.
   */
  drain(most: number): boolean;
  /** Event time reached so far, UTC ms; before the first input -Infinity. */
  now(): number;
  snapshot(): FlowSnapshot;
  counts(): FlowCounts;
}

/** A live window: late enough for two receivers and a slow link, early enough for an alert (design: 120 s). */
export const LIVE_WINDOW_MS = 120_000;

const NONE_LATE: RevisionCounts = { late: 0, tooLate: 0, runs: 0, revised: 0, withdrawn: 0, added: 0 };

export function createFlow(options: FlowOptions, sink: EngineSink): Flow {
  const { snapshot, reprocess = {} } = options;
  if (reprocess === false || options.windowMs === Number.POSITIVE_INFINITY) {
    const lane = createLane(options, { ...sink, late() {} }, snapshot?.lane);
    return {
      take: lane.take,
      handOver: lane.order.handOver,
      drain(most) {
        if (!lane.order.drain(most)) return false;
        lane.order.handOver(Number.POSITIVE_INFINITY);
        lane.engine.settle();
        return true;
      },
      now: lane.engine.now,
      snapshot: () => ({ lane: lane.snapshot(), reprocess: null }),
      counts: () => ({ order: lane.order.counts(), engine: lane.engine.counts(), revision: { ...NONE_LATE } }),
    };
  }
  const again = createReprocessing(options, sink, reprocess, snapshot);
  return {
    take: again.take,
    handOver: again.handOver,
    drain(most) {
      again.revise();
      if (!again.lane.order.drain(most)) return false;
      again.handOver(Number.POSITIVE_INFINITY);
      again.lane.engine.settle();
      return true;
    },
    now: () => again.lane.engine.now(),
    snapshot() {
      // Late reports are put in their places first, which makes another lane.
      const taken = again.snapshot();
      return { lane: again.lane.snapshot(), reprocess: taken };
    },
    counts: () => ({
      order: again.lane.order.counts(),
      engine: again.lane.engine.counts(),
      revision: again.counts(),
    }),
  };
}
