// A lane: an engine behind its order stage. Inputs come in as they arrive, and the engine takes them in their order. A
// flow has one; to put a late report in its place it runs another from a checkpoint.

import { createEngine, type Engine, type EngineOptions, type EngineSnapshot } from '../domain/engine/engine.ts';
import type { EngineInput } from '../domain/engine/input.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import { createOrder, type Order, type OrderSnapshot } from '../domain/order/order.ts';
import type { Report } from '../domain/report.ts';

export interface LaneOptions {
  engine: EngineOptions;
  /** How long reports wait for earlier ones, event time; Infinity orders a whole recording. */
  windowMs: number;
  /** Most reports that wait; at the bound the oldest go early. Absent: the order stage's own default. */
  capacity?: number;
}

export interface LaneSink extends EngineSink {
  /** A report older than what has gone out. The record is the caller's. */
  late(report: Readonly<Report>): void;
}

/** Live state: serialise it at once (structured clone), before the next input. */
export interface LaneSnapshot {
  engine: EngineSnapshot;
  order: OrderSnapshot;
}

export interface Lane {
  readonly engine: Engine;
  readonly order: Order;
  take(input: EngineInput): void;
  snapshot(): LaneSnapshot;
}

export function createLane(options: LaneOptions, sink: LaneSink, snapshot?: LaneSnapshot): Lane {
  const engine = createEngine(options.engine, sink, snapshot?.engine);
  const { windowMs, capacity } = options;
  const order = createOrder(
    { windowMs, ...(capacity === undefined ? {} : { capacity }) },
    { input: engine.take, late: (report) => sink.late(report) },
    snapshot?.order,
  );
  return {
    engine,
    order,
    take: order.push,
    snapshot: () => ({ engine: engine.snapshot(), order: order.snapshot() }),
  };
}
