// Reprocessing: checkpoints of a lane, the inputs that came since the oldest, and what was published. A report that comes
// too late for the window is put in its place by running a lane again from the last checkpoint before it; what that run
// emits differently is revised, withdrawn or published for the first time. It reads no more of an input than its time.
//
//   checkpoint 0 ── inputs ── checkpoint 1 ── inputs ── checkpoint 2 ── inputs ─▶ now
//                                 ▲                       late report ──────┐
//                                 └── run again, in order, with it ◀────────┘
//
// How far back it reaches is bounded by time, by inputs and by the bytes of the checkpoints. A report from before the
// oldest checkpoint is counted, and its position kept; nothing follows from it.

import type { Alert } from '../domain/alert.ts';
import type { EngineOptions } from '../domain/engine/engine.ts';
import type { EngineCut } from '../domain/engine/engine-state.ts';
import type { EngineInput } from '../domain/engine/input.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import type { HeldReports } from '../domain/order/held-reports.ts';
import type { StoredOrder } from '../domain/order/order.ts';
import type { Report } from '../domain/report.ts';
import { type BoundUnits, createBindings } from '../domain/revision/bindings.ts';
import { alertPublishing, eventPublishing, gatherEmission } from '../domain/revision/emission.ts';
import { createJournal, type PlacedInput, type StoredJournal } from '../domain/revision/journal.ts';
import { createPublished, type PublishedSnapshot } from '../domain/revision/published.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/time.ts';
import {
  bytesOfCut,
  createLane,
  type Lane,
  type LaneCut,
  type LaneOptions,
  type LaneSink,
  type LaneState,
  packCut,
} from './lane.ts';
import { NONE_REVISED, type RevisionCounts } from './revision-counts.ts';

export interface ReprocessOptions {
  /** Allowed lateness, ms of event time; satellites bring reports hours late, a day is rare. Default 24 h. */
  latenessMs?: number;
  /** Most inputs kept to run again; at 800,000 a second the longest run takes about 1.3 s. Default 1,000,000. */
  mostInputs?: number;
  /** A checkpoint is taken after so many inputs (a quarter of a second of engine time each). Default 250,000. */
  everyInputs?: number;
  /** A checkpoint is taken after so much event time. Default 3 h. */
  everyMs?: number;
  /** Most bytes of all checkpoints; beyond it the oldest go. Default 256 MB. */
  mostBytes?: number;
  /** Late reports are gathered for so long before they are run, ms of event time. Default 60 s. */
  gatherMs?: number;
}

interface Checkpoint {
  epoch: number;
  /** Event time up to which everything had gone out. */
  releasedAt: number;
  /** Position in the journal: inputs from here on came after it. */
  position: number;
  /** The engine's options as they stood, with the watchlist and the rules in force. */
  options: EngineOptions;
  cut: LaneCut;
}

/** Late reports that wait to be run. */
interface Late {
  count: number;
  fromAt: number;
  /** Event time when the first of them came. */
  sinceAt: number;
  units: Set<number>;
}

/** What is not of one checkpoint, at an instant. */
interface ReprocessFields {
  epoch: number;
  /** Where the newest checkpoint stands in the journal: the instant itself. */
  position: number;
  handedOverAt: number;
  late: Late;
  counts: RevisionCounts;
  bindings: BoundUnits;
  events: PublishedSnapshot<VesselEvent>;
  alerts: PublishedSnapshot<Alert>;
}

/** Everything at an instant, to be written while things go on. */
export interface ReprocessCapture extends ReprocessFields {
  /** Those before the instant, oldest first. */
  checkpoints: readonly Omit<Checkpoint, 'options'>[];
  journal: { rare: PlacedInput[]; reports: HeldReports };
}

/** What it goes on from. */
export interface StoredReprocess extends ReprocessFields {
  checkpoints: readonly {
    epoch: number;
    releasedAt: number;
    position: number;
    engine: EngineCut;
    order: StoredOrder;
  }[];
  journal: StoredJournal;
}

export interface Reprocessing {
  /** The lane that runs now; a run from a checkpoint puts another in its place. */
  readonly lane: Lane;
  take(input: EngineInput): void;
  handOver(until: number): void;
  /** From now on reports wait so long for earlier ones, ms of event time. */
  wait(windowMs: number): void;
  /** Puts the late reports that have been gathered in their places. */
  revise(): void;
  /** Everything as it is now, and the cut of the lane, which is a checkpoint. Nothing is run again until `written`. */
  capture(): { cut: LaneCut; capture: ReprocessCapture };
  written(): void;
  counts(): RevisionCounts;
}

/** A snapshot takes so many inputs along at most; what lies before is left behind. */
const MOST_STORED = 100_000;
/** Waiting reports of a checkpoint that are packed with each input. */
const PACK_EACH = 32;

export function createReprocessing(
  given: LaneOptions,
  sink: EngineSink,
  options: ReprocessOptions = {},
  from?: { lane: LaneState; reprocess: StoredReprocess | null },
): Reprocessing {
  const { latenessMs = DAY_MS, mostInputs = 1_000_000, mostBytes = 256 << 20 } = options;
  const { everyInputs = 250_000, everyMs = 3 * HOUR_MS, gatherMs = MINUTE_MS } = options;
  let laneOptions = given;
  const stored = from?.reprocess ?? null;
  let epoch = stored?.epoch ?? 0;
  let handedOverAt = stored?.handedOverAt ?? Number.NEGATIVE_INFINITY;
  let late: Late = stored?.late ?? noneLate();
  let refused = false;
  let writing = false;
  const counts: RevisionCounts = stored?.counts ?? { ...NONE_REVISED };
  const journal = createJournal(stored?.journal);
  const events = createPublished<VesselEvent>(eventPublishing(sink), stored?.events);
  const alerts = createPublished<Alert>(alertPublishing(sink), stored?.alerts);
  const bindings = createBindings(sink, stored?.bindings);

  const publishing: LaneSink = {
    ...sink,
    rename(fromId, toId) {
      events.rename(fromId, toId);
      alerts.rename(fromId, toId);
      sink.rename(fromId, toId);
    },
    binding: (binding) => bindings.take(binding, epoch),
    event: (event) => events.take(event, epoch),
    alert: (alert) => alerts.take(alert, epoch),
    late: takeLate,
  };
  let lane = createLane(laneOptions, publishing, from?.lane);
  /** The newest checkpoint, while it is being packed. */
  let packing: LaneCut | null = null;
  let checkpoints: Checkpoint[] = (stored?.checkpoints ?? []).map(({ engine, order, ...then }) => ({
    ...then,
    options: lane.engine.options(),
    cut: { engine, order: { rest: order.rest, waiting: { chunks: [...order.waiting], pack: () => true } } },
  }));
  addCheckpoint(stored?.position ?? 0);
  let checkpointAt = lane.order.releasedAt();

  function takeLate(report: Readonly<Report>): void {
    if (report.at <= checkpoints[0]!.releasedAt) {
      counts.tooLate++;
      refused = true;
      keepPosition(report, sink);
      return;
    }
    counts.late++;
    if (late.count++ === 0) late.sinceAt = lane.order.releasedAt();
    late.fromAt = Math.min(late.fromAt, report.at);
    late.units.add(report.mmsi);
  }

  function addCheckpoint(position: number): LaneCut {
    if (packing) packCut(packing, Number.POSITIVE_INFINITY);
    const cut = lane.cut();
    packing = cut;
    checkpoints.push({ epoch, releasedAt: lane.order.releasedAt(), position, options: lane.engine.options(), cut });
    return cut;
  }

  function takeCheckpoint(position: number): LaneCut {
    epoch++;
    checkpointAt = lane.order.releasedAt();
    return addCheckpoint(position);
  }

  function forgetOldest(): void {
    const newest = lane.order.releasedAt();
    let bytes = checkpoints.reduce((sum, { cut }) => sum + bytesOfCut(cut), 0);
    let gone = 0;
    while (
      gone < checkpoints.length - 1 &&
      (journal.length - checkpoints[gone]!.position > mostInputs ||
        bytes > mostBytes ||
        checkpoints[gone + 1]!.releasedAt <= newest - latenessMs)
    ) {
      bytes -= bytesOfCut(checkpoints[gone++]!.cut);
    }
    if (gone === 0) return;
    checkpoints = checkpoints.slice(gone);
    const { epoch: oldest, position, cut } = checkpoints[0]!;
    lane.engine.forgetBefore(cut.engine);
    journal.forget(position);
    checkpoints = checkpoints.map((kept) => ({ ...kept, position: kept.position - position }));
    bindings.forgetBefore(oldest);
    events.forgetBefore(oldest);
    alerts.forgetBefore(oldest);
  }

  function isDue(): boolean {
    const { position, options: before } = checkpoints.at(-1)!;
    const releasedAt = lane.order.releasedAt();
    return (
      journal.length - position >= everyInputs ||
      (releasedAt - checkpointAt >= everyMs && releasedAt > checkpointAt) ||
      // A checkpoint from under another watchlist or other rules is not stored.
      lane.engine.options() !== before
    );
  }

  function afterInput(): void {
    if (packing && packCut(packing, PACK_EACH)) packing = null;
    // What is being written must stay as it is: a run again and a checkpoint wait until then.
    if (writing) return;
    if (late.count > 0 && lane.order.releasedAt() - late.sinceAt >= gatherMs) revise();
    if (!isDue()) return;
    revise();
    takeCheckpoint(journal.length);
    forgetOldest();
  }

  function revise(): void {
    if (late.count === 0) return;
    const { units, count, fromAt } = late;
    const index = checkpoints.findLastIndex(({ releasedAt }) => releasedAt < fromAt);
    late = noneLate();
    const start = checkpoints[index]!;
    const later = checkpoints.slice(index + 1);
    checkpoints = checkpoints.slice(0, index + 1);
    epoch = start.epoch;

    const emission = gatherEmission();
    const gathering = { ...emission.sink(() => epoch, units), late: takeLate };
    lane = createLane({ ...laneOptions, engine: start.options }, gathering, lane.rollBack(start.cut));
    journal.sort(start.position);
    for (let position = start.position; position < journal.length; position++) {
      if (later.length > 0 && journal.at(position) > later[0]!.releasedAt) {
        later.shift();
        takeCheckpoint(position);
      }
      lane.take(journal.read(position));
    }
    lane.order.handOver(handedOverAt);

    const knownAt = lane.engine.now();
    const reason = `revised: ${count === 1 ? 'a late report has' : `${count} late reports have`} been put in place`;
    for (const { fromId, toId } of emission.renames) publishing.rename(fromId, toId);
    const speaking = new Set([...units].map((mmsi) => lane.engine.speaksFor(mmsi)));
    for (const vessel of emission.vessels.values()) if (speaking.has(vessel.id)) sink.vessel(vessel);
    bindings.reconcile(start.epoch, emission.bindings, units);
    for (const reconciled of [
      events.reconcile(start.epoch, emission.events, knownAt, reason),
      alerts.reconcile(start.epoch, emission.alerts, knownAt, reason),
    ]) {
      counts.revised += reconciled.revised;
      counts.withdrawn += reconciled.withdrawn;
      counts.added += reconciled.added;
    }
    for (const fix of emission.fixes) sink.fix(fix);
    counts.runs++;
    emission.goOn(publishing);
  }

  return {
    get lane() {
      return lane;
    },
    take(input) {
      refused = false;
      lane.take(input);
      if (!refused) journal.note(input);
      afterInput();
    },
    handOver(until) {
      handedOverAt = Math.max(handedOverAt, until);
      lane.order.handOver(until);
      afterInput();
    },
    wait(windowMs) {
      laneOptions = { ...laneOptions, windowMs };
      lane.order.wait(windowMs);
    },
    revise,
    capture() {
      const storable = () => {
        const inForce = lane.engine.options();
        return checkpoints.filter(
          ({ position, options: then }) => journal.length - position <= MOST_STORED && then === inForce,
        );
      };
      // Late reports go along, unless the checkpoint that they need does not.
      if (late.count > 0 && !storable().some(({ releasedAt }) => releasedAt < late.fromAt)) revise();
      const older = storable();
      const start = older[0]?.position ?? journal.length;
      const oldest = older[0]?.epoch ?? epoch + 1;
      const kept = older.map(({ options: _, ...then }) => ({ ...then, position: then.position - start }));
      const cut = takeCheckpoint(journal.length);
      writing = true;
      const capture: ReprocessCapture = {
        checkpoints: kept,
        position: journal.length - start,
        journal: journal.hold(start),
        events: events.snapshot(),
        alerts: alerts.snapshot(),
        bindings: bindings.since(oldest),
        epoch,
        handedOverAt,
        late: { ...late, units: new Set(late.units) },
        counts: { ...counts },
      };
      return { cut, capture };
    },
    written() {
      writing = false;
    },
    counts: () => ({ ...counts }),
  };
}

function noneLate(): Late {
  return { count: 0, fromAt: Number.POSITIVE_INFINITY, sinceAt: Number.NEGATIVE_INFINITY, units: new Set() };
}

/** The position of a report that is too late to be judged is evidence all the same. */
function keepPosition(report: Readonly<Report>, sink: EngineSink): void {
  if (Number.isNaN(report.lon) || Number.isNaN(report.lat)) return;
  const { mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus } = report;
  sink.fix({ mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus });
}
