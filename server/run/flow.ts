// The flow from inputs to what the engine emits. The pipeline puts a store behind it, the command line a printer; neither
// changes what is emitted. With a window of finite length reports can come too late for it: then the flow goes back to a
// checkpoint and puts them in their places (`reprocess.ts`).

import type { FaultReport } from '../domain/engine/faults.ts';
import type { EngineInput } from '../domain/engine/input.ts';
import type { EngineCounts, EngineSink } from '../domain/engine/sink.ts';
import type { OrderCounts } from '../domain/order/order.ts';
import { createLane, type Lane, type LaneCut, type LaneOptions } from './lane.ts';
import { createReprocessing, type ReprocessCapture, type ReprocessOptions } from './reprocess.ts';
import { NONE_REVISED, type RevisionCounts } from './revision-counts.ts';
import { type FlowState, type Slice, writeFlow } from './stored-flow.ts';

export interface FlowOptions extends LaneOptions {
  /** How late reports are put in their places; false counts them and leaves them. Of no use to an endless window. */
  reprocess?: ReprocessOptions | false;
  /** Goes on from here, as `readFlow` gives it, and owns it from then on. */
  from?: FlowState;
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
  /** From now on reports wait so long for earlier ones, ms of event time. */
  wait(windowMs: number): void;
  /**
   * Lets go of up to `most` waiting reports, at the end of the input. Returns true when nothing waits any more, and
   * then everything has been emitted.
   */
  drain(most: number): boolean;
  /** Event time reached so far, UTC ms; before the first input -Infinity. */
  now(): number;
  /** Id of the vessel that the unit speaks for; null when it was never heard. */
  speaksFor(mmsi: number): string | null;
  /**
   * The flow as it is at this call, for `readFlow`. It is written in slices of a millisecond or two, each with the next
   * value asked for, null where there is no chunk to store yet; inputs may be taken between two slices. One at a time.
   */
  snapshot(): Iterable<Slice>;
  counts(): FlowCounts;
  /** What detectors and rules have thrown. */
  faults(): FaultReport;
}

/** A live window: late enough for two receivers and a slow link, early enough for an alert (design: 120 s). */
export const LIVE_WINDOW_MS = 120_000;

export function createFlow(options: FlowOptions, sink: EngineSink): Flow {
  const { from, reprocess = {} } = options;
  if (reprocess === false || options.windowMs === Number.POSITIVE_INFINITY) {
    const lane = createLane(options, { ...sink, late() {} }, from?.lane);
    return {
      take: lane.take,
      handOver: lane.order.handOver,
      wait: lane.order.wait,
      drain(most) {
        if (!lane.order.drain(most)) return false;
        lane.order.handOver(Number.POSITIVE_INFINITY);
        lane.engine.settle();
        return true;
      },
      now: lane.engine.now,
      speaksFor: lane.engine.speaksFor,
      snapshot: () => slicesOf(lane, lane.cut(), null, () => lane.engine.forgetBefore()),
      counts: () => ({ order: lane.order.counts(), engine: lane.engine.counts(), revision: { ...NONE_REVISED } }),
      faults: lane.engine.faults,
    };
  }

  const again = createReprocessing(options, sink, reprocess, from);
  let writing: Writing | null = null;
  return {
    take: again.take,
    handOver: again.handOver,
    wait: again.wait,
    drain(most) {
      // A run again would change what is being written.
      writing?.finish();
      again.revise();
      if (!again.lane.order.drain(most)) return false;
      again.handOver(Number.POSITIVE_INFINITY);
      again.lane.engine.settle();
      return true;
    },
    now: () => again.lane.engine.now(),
    speaksFor: (mmsi) => again.lane.engine.speaksFor(mmsi),
    snapshot() {
      if (writing !== null) throw new Error('a snapshot is being written');
      const { cut, capture } = again.capture();
      const slices = slicesOf(again.lane, cut, capture, () => {
        writing = null;
        again.written();
      });
      writing = writeAhead(slices);
      return writing.slices;
    },
    counts: () => ({
      order: again.lane.order.counts(),
      engine: again.lane.engine.counts(),
      revision: again.counts(),
    }),
    faults: () => again.lane.engine.faults(),
  };
}

interface Writing {
  slices: Generator<Slice, void>;
  /** Writes the slices that are left at once; whoever reads on finds them there. */
  finish(): void;
}

function writeAhead(source: Generator<Slice, void>): Writing {
  const ahead: Slice[] = [];
  function* slices(): Generator<Slice, void> {
    try {
      while (ahead.length > 0) yield ahead.shift()!;
      for (const slice of source) {
        yield slice;
        while (ahead.length > 0) yield ahead.shift()!;
      }
      while (ahead.length > 0) yield ahead.shift()!;
    } finally {
      source.return();
    }
  }
  return { slices: slices(), finish: () => void ahead.push(...source) };
}

/** Releases what it holds when it ends, also where the reader breaks off. */
function* slicesOf(
  lane: Lane,
  cut: LaneCut,
  capture: ReprocessCapture | null,
  done: () => void,
): Generator<Slice, void> {
  try {
    yield* writeFlow(lane, cut, capture);
  } finally {
    cut.order.waiting.pack(Number.POSITIVE_INFINITY);
    cut.engine.fleet.pack(Number.POSITIVE_INFINITY);
    capture?.journal.reports.pack(Number.POSITIVE_INFINITY);
    done();
  }
}
