// The flow from reports to what the engine says: order, sightings at their time of arrival, engine. The pipeline puts a
// store behind it, the command line a printer; neither changes what is said.

import {
  createEngine,
  type Engine,
  type EngineCounts,
  type EngineOptions,
  type EngineSink,
  type EngineSnapshot,
} from './domain/engine.ts';
import { createOrder, type OrderCounts, type OrderSnapshot } from './domain/order/order.ts';
import type { Report } from './domain/report.ts';
import type { Sighting } from './domain/sighting.ts';

export interface FlowOptions {
  engine: EngineOptions;
  /** How long reports wait for earlier ones, event time; Infinity orders a whole recording. */
  windowMs: number;
  /** Most reports that wait; at the bound the oldest go early. Absent: the order stage's own default. */
  capacity?: number;
  /** Goes on from here. */
  snapshot?: FlowSnapshot;
}

/** Live state: serialise it at once (structured clone), before the next input. */
export interface FlowSnapshot {
  engine: EngineSnapshot;
  order: OrderSnapshot;
  sightings: Sighting[];
}

export interface FlowCounts {
  order: OrderCounts;
  engine: EngineCounts;
}

export interface Flow {
  /** Copies the report: the caller may reuse it. */
  report(report: Readonly<Report>): void;
  /** May be given ahead of its time; the engine gets it when event time reaches its arrival. */
  sighting(sighting: Sighting): void;
  /**
   * Lets go of up to `most` waiting reports, at the end of the input. Returns true when nothing waits any more, and
   * then everything has been said.
   */
  drain(most: number): boolean;
  /** Hands over the sightings that have arrived by `now`, without waiting for a report to move event time there. */
  handOver(now: number): void;
  /** Takes another watchlist from the next input on. */
  relist: Engine['relist'];
  snapshot(): FlowSnapshot;
  counts(): FlowCounts;
}

/** A live window: late enough for two receivers and a slow link, early enough for an alert (design: 120 s). */
export const LIVE_WINDOW_MS = 120_000;

export function createFlow(options: FlowOptions, sink: EngineSink): Flow {
  const engine = createEngine(options.engine, sink, options.snapshot?.engine);
  const waiting: Sighting[] = options.snapshot?.sightings ?? [];

  function takeSightings(until: number): void {
    while (waiting.length > 0 && waiting[0]!.arrivedAt <= until) engine.sighting(waiting.shift()!);
  }

  const order = createOrder(
    {
      windowMs: options.windowMs,
      ...(options.capacity === undefined ? {} : { capacity: options.capacity }),
    },
    {
      report(report) {
        if (waiting.length > 0) takeSightings(report.at);
        engine.report(report);
      },
      late() {},
    },
    options.snapshot?.order,
  );

  return {
    report: (report) => order.push(report),
    sighting(sighting) {
      waiting.push(sighting);
      waiting.sort((a, b) => a.arrivedAt - b.arrivedAt || (a.id < b.id ? -1 : 1));
    },
    drain(most) {
      if (!order.drain(most)) return false;
      takeSightings(Number.POSITIVE_INFINITY);
      engine.settle();
      return true;
    },
    handOver: takeSightings,
    relist: engine.relist,
    snapshot: () => ({ engine: engine.snapshot(), order: order.snapshot(), sightings: waiting }),
    counts: () => ({ order: order.counts(), engine: engine.counts() }),
  };
}
