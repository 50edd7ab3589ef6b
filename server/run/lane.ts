// One strand of the flow: reports through the order stage into one engine, with sightings, their withdrawal and changes
// of the watchlist and the rules at their times. A flow runs one strand; to take a late report in, it runs another from a checkpoint.

import { createEngine, type Engine, type EngineOptions, type EngineSnapshot } from '../domain/engine/engine.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import type { HandBindings } from '../domain/identity/identify.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { createOrder, type Order, type OrderSnapshot } from '../domain/order/order.ts';
import type { Report } from '../domain/report.ts';
import type { RouteRule } from '../domain/rule.ts';
import type { Sighting } from '../domain/sighting.ts';
import type { WatchedHull } from '../domain/vessel.ts';

/** What a strand hears beside reports, when event time reaches `at`. Plain data. */
export type Act =
  | { kind: 'sighting'; at: number; sighting: Sighting }
  | { kind: 'withdrawal'; at: number; sighting: Sighting; reason: string }
  | { kind: 'relist'; at: number; hulls: readonly WatchedHull[]; bindings: HandBindings }
  | { kind: 'rerule'; at: number; rules: readonly RouteRule[]; events: readonly VesselEvent[] };

export interface StrandOptions {
  engine: EngineOptions;
  windowMs: number;
  capacity?: number;
}

export interface StrandSink extends EngineSink {
  /** A report older than what has gone out. The record is the caller's. */
  late(report: Readonly<Report>): void;
}

/** Live state: serialise it at once (structured clone), before the next input. */
export interface StrandSnapshot {
  engine: EngineSnapshot;
  order: OrderSnapshot;
  /** Acts whose time has not come. */
  acts: Act[];
}

export interface Strand {
  engine: Engine;
  order: Order;
  /** Event time of the last report that went out. */
  releasedAt(): number;
  /** May be given ahead of its time. */
  act(act: Act): void;
  /** Does every act that is due by `until`. */
  takeActs(until: number): void;
  snapshot(): StrandSnapshot;
}

export function createStrand(options: StrandOptions, sink: StrandSink, snapshot?: StrandSnapshot): Strand {
  const engine = createEngine(options.engine, sink, snapshot?.engine);
  const acts: Act[] = snapshot?.acts ?? [];
  let releasedAt = snapshot?.order.last?.at ?? Number.NEGATIVE_INFINITY;

  function perform(act: Act): void {
    if (act.kind === 'sighting') engine.sighting(act.sighting);
    else if (act.kind === 'withdrawal') engine.withdrawSighting(act.sighting, act.reason, act.at);
    else if (act.kind === 'relist') engine.relist(act.hulls, act.bindings);
    else engine.rerule(act.rules, act.events);
  }

  function takeActs(until: number): void {
    while (acts.length > 0 && acts[0]!.at <= until) perform(acts.shift()!);
  }

  const { windowMs, capacity } = options;
  const order = createOrder(
    { windowMs, ...(capacity === undefined ? {} : { capacity }) },
    {
      report(report) {
        if (acts.length > 0) takeActs(report.at);
        releasedAt = report.at;
        engine.report(report);
      },
      late: (report) => sink.late(report),
    },
    snapshot?.order,
  );

  return {
    engine,
    order,
    releasedAt: () => releasedAt,
    act(act) {
      acts.push(act);
      acts.sort((a, b) => a.at - b.at || orderOf(a) - orderOf(b) || (idOf(a) < idOf(b) ? -1 : 1));
    },
    takeActs,
    snapshot: () => ({ engine: engine.snapshot(), order: order.snapshot(), acts }),
  };
}

const KINDS: readonly Act['kind'][] = ['sighting', 'withdrawal', 'relist', 'rerule'];

function orderOf({ kind }: Act): number {
  return KINDS.indexOf(kind);
}

function idOf(act: Act): string {
  return 'sighting' in act ? act.sighting.id : '';
}
