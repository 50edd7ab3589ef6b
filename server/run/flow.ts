// The flow from reports to what the engine says: order, sightings at their time of arrival, engine. The pipeline puts a
// store behind it, the command line a printer; neither changes what is said. With a window of finite length reports can
// come too late for it: then the flow goes back to a checkpoint and puts them in their places (`past.ts`).

import type { Engine, EngineOptions } from '../domain/engine/engine.ts';
import type { EngineCounts, EngineSink } from '../domain/engine/sink.ts';
import { NO_BINDINGS } from '../domain/identity/identify.ts';
import type { OrderCounts } from '../domain/order/order.ts';
import type { Report } from '../domain/report.ts';
import type { Sighting } from '../domain/sighting.ts';
import { type Act, createStrand, type Strand, type StrandSnapshot } from './lane.ts';
import { createPast, type Past, type PastOptions, type PastSnapshot, type RevisionCounts } from './reprocess.ts';

export interface FlowOptions {
  engine: EngineOptions;
  /** How long reports wait for earlier ones, event time; Infinity orders a whole recording. */
  windowMs: number;
  /** Most reports that wait; at the bound the oldest go early. Absent: the order stage's own default. */
  capacity?: number;
  /** How far back late reports are taken in; false counts them and leaves them. Of no use to an endless window. */
  past?: PastOptions | false;
  /** Goes on from here. */
  snapshot?: FlowSnapshot;
}

/** Live state: serialise it at once (structured clone), before the next input. */
export interface FlowSnapshot {
  strand: StrandSnapshot;
  /** Null where it would be too much to write: the way back begins anew. */
  past: PastSnapshot | null;
}

export interface FlowCounts {
  order: OrderCounts;
  engine: EngineCounts;
  revision: RevisionCounts;
}

export interface Flow {
  /** Copies the report: the caller may reuse it. */
  report(report: Readonly<Report>): void;
  /** May be given ahead of its time; the engine gets it when event time reaches its arrival. */
  sighting(sighting: Sighting): void;
  /** Takes a sighting back, as of `at`. */
  withdrawSighting(sighting: Sighting, reason: string, at: number): void;
  /**
   * Lets go of up to `most` waiting reports, at the end of the input. Returns true when nothing waits any more, and
   * then everything has been said.
   */
  drain(most: number): boolean;
  /** Hands over the sightings that have arrived by `now`, without waiting for a report to move event time there. */
  handOver(now: number): void;
  /** Takes another watchlist from the next input on. */
  relist: Engine['relist'];
  /** Goes by other rules from the next input on. */
  rerule: Engine['rerule'];
  snapshot(): FlowSnapshot;
  counts(): FlowCounts;
}

/** A live window: late enough for two receivers and a slow link, early enough for an alert (design: 120 s). */
export const LIVE_WINDOW_MS = 120_000;

export function createFlow(options: FlowOptions, sink: EngineSink): Flow {
  const { engine, windowMs, capacity, snapshot } = options;
  const strandOptions = { engine, windowMs, ...(capacity === undefined ? {} : { capacity }) };
  const past = options.past === false || windowMs === Number.POSITIVE_INFINITY ? null : (options.past ?? {});
  const way =
    past === null
      ? straightOn(createStrand(strandOptions, { ...sink, late() {} }, snapshot?.strand))
      : createPast(strandOptions, sink, past, snapshot);

  return {
    report: way.report,
    sighting: (sighting) => way.act({ kind: 'sighting', at: sighting.arrivedAt, sighting }),
    withdrawSighting: (sighting, reason, at) => way.act({ kind: 'withdrawal', at, sighting, reason }),
    drain(most) {
      way.revise();
      if (!way.strand.order.drain(most)) return false;
      way.handOver(Number.POSITIVE_INFINITY);
      way.strand.engine.settle();
      return true;
    },
    handOver: way.handOver,
    relist: (hulls, bindings = NO_BINDINGS) => way.relist(hulls, bindings),
    rerule: (rules, events = []) => way.rerule(rules, events),
    snapshot() {
      const taken = way.snapshot();
      return { strand: way.strand.snapshot(), past: taken };
    },
    counts: () => ({
      order: way.strand.order.counts(),
      engine: way.strand.engine.counts(),
      revision: way.counts(),
    }),
  };
}

/** For an endless window: nothing can be late, and nothing is kept to go back to. */
function straightOn(strand: Strand): Past {
  return {
    strand,
    report: (report) => strand.order.push(report),
    act: (act: Act) => strand.act(act),
    relist: (hulls, bindings) => strand.engine.relist(hulls, bindings),
    rerule: (rules, events) => strand.engine.rerule(rules, events),
    handOver: (now) => strand.takeActs(now),
    revise() {},
    snapshot: () => null,
    counts: () => ({ late: 0, tooLate: 0, runs: 0, revised: 0, withdrawn: 0, added: 0 }),
  };
}
