// A lane: an engine behind its order stage. Inputs come in as they arrive, and the engine takes them in their order. A flow
// has one lane; to put a late report in its place the flow runs another lane from a checkpoint.

import { createEngine, type Engine, type EngineOptions } from '../domain/engine/engine.ts';
import type { EngineCut, EngineState } from '../domain/engine/engine-state.ts';
import type { EngineInput } from '../domain/engine/input.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import { createOrder, type Order, type OrderCut, type StoredOrder } from '../domain/order/order.ts';
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

/** A lane as it was at an instant, while it goes on. */
export interface LaneCut {
  engine: EngineCut;
  order: OrderCut;
}

/** What a lane goes on from; the lane owns the engine's state from then on. */
export interface LaneState {
  engine: EngineState;
  order: StoredOrder;
}

export interface Lane {
  readonly engine: Engine;
  readonly order: Order;
  take(input: EngineInput): void;
  cut(): LaneCut;
  /** The state at a cut, for another lane to go on from: this one must take no more. */
  rollBack(cut: LaneCut): LaneState;
}

export function createLane(options: LaneOptions, sink: LaneSink, from?: LaneState): Lane {
  const engine = createEngine(options.engine, sink, from?.engine);
  const { windowMs, capacity } = options;
  const order = createOrder(
    { windowMs, ...(capacity === undefined ? {} : { capacity }) },
    { input: engine.take, late: (report) => sink.late(report) },
    from?.order,
  );
  return {
    engine,
    order,
    take: order.push,
    cut: () => ({ engine: engine.cut(), order: order.cut() }),
    rollBack(cut) {
      const { rest, waiting } = cut.order;
      waiting.pack(Number.POSITIVE_INFINITY);
      return { engine: engine.rollBack(cut.engine), order: { rest, waiting: waiting.chunks } };
    },
  };
}

/** Waiting reports that are packed for each tile of the fleet. */
const REPORTS_PER_TILE = 32;

/** Packs `most` more waiting reports of a cut and a share of its fleet. True when nothing is left to be packed. */
export function packCut({ engine, order }: LaneCut, most: number): boolean {
  const fleetPacked = engine.fleet.pack(Math.ceil(most / REPORTS_PER_TILE));
  return order.waiting.pack(most) && fleetPacked;
}

export function bytesOfCut({ engine, order }: LaneCut): number {
  const { vessels, rest, fleet } = engine;
  return vessels.bytes + rest.length + fleet.size + order.waiting.chunks.reduce((sum, { length }) => sum + length, 0);
}
