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

import { deserialize, serialize } from 'node:v8';
import type { Alert } from '../domain/alert.ts';
import type { EngineOptions } from '../domain/engine/engine.ts';
import type { EngineInput } from '../domain/engine/input.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import type { Binding } from '../domain/heard.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import type { Report } from '../domain/report.ts';
import { alertPublishing, eventPublishing, gatherEmission } from '../domain/revision/emission.ts';
import { createJournal, type NotedInput } from '../domain/revision/journal.ts';
import { createPublished, type PublishedSnapshot } from '../domain/revision/published.ts';
import { createLane, type Lane, type LaneOptions, type LaneSink, type LaneSnapshot } from './lane.ts';

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

export interface RevisionCounts {
  /** Reports that came after later ones had gone out, and were put in their places. */
  late: number;
  /** Late reports from before the oldest checkpoint. */
  tooLate: number;
  /** Runs from a checkpoint. */
  runs: number;
  revised: number;
  withdrawn: number;
  added: number;
}

interface Checkpoint {
  epoch: number;
  /** Event time up to which everything had gone out. */
  releasedAt: number;
  /** Position in the journal: inputs from here on came after it. */
  position: number;
  /** The engine's options as they stood, with the watchlist and the rules in force. */
  options: EngineOptions;
  bytes: Uint8Array;
}

export interface ReprocessSnapshot {
  checkpoints: Omit<Checkpoint, 'options'>[];
  inputs: NotedInput[];
  events: PublishedSnapshot<VesselEvent>;
  alerts: PublishedSnapshot<Alert>;
  bindings: { epoch: number; binding: Binding }[];
  epoch: number;
  handedOverAt: number;
  counts: RevisionCounts;
}

export interface Reprocessing {
  /** The lane that runs now; a run from a checkpoint puts another in its place. */
  readonly lane: Lane;
  take(input: EngineInput): void;
  handOver(until: number): void;
  /** Puts the late reports that have been gathered in their places. */
  revise(): void;
  /** Null where it would be too much to write: checkpoints then begin anew. */
  snapshot(): ReprocessSnapshot | null;
  counts(): RevisionCounts;
}

const HOUR_MS = 3_600_000;
/** A stopped flow takes so many inputs along at most: they are written out as objects. */
const MOST_STORED = 100_000;

export function createReprocessing(
  laneOptions: LaneOptions,
  sink: EngineSink,
  options: ReprocessOptions = {},
  snapshot?: { lane: LaneSnapshot; reprocess?: ReprocessSnapshot | null },
): Reprocessing {
  const { latenessMs = 24 * HOUR_MS, mostInputs = 1_000_000, mostBytes = 256 << 20 } = options;
  const { everyInputs = 250_000, everyMs = 3 * HOUR_MS, gatherMs = 60_000 } = options;
  const from = snapshot?.reprocess ?? null;
  let epoch = from?.epoch ?? 0;
  let bindings = from?.bindings ?? [];
  let handedOverAt = from?.handedOverAt ?? Number.NEGATIVE_INFINITY;
  const counts: RevisionCounts = from?.counts ?? { late: 0, tooLate: 0, runs: 0, revised: 0, withdrawn: 0, added: 0 };
  const journal = createJournal(from?.inputs);
  const events = createPublished<VesselEvent>(eventPublishing(sink), from?.events);
  const alerts = createPublished<Alert>(alertPublishing(sink), from?.alerts);

  // Late reports that wait to be run.
  let lateFromAt = Number.POSITIVE_INFINITY;
  let lateUntilAt = Number.NEGATIVE_INFINITY;
  let lateCount = 0;
  let refused = false;
  const lateUnits = new Set<number>();

  const publishing: LaneSink = {
    ...sink,
    rename(fromId, toId) {
      events.rename(fromId, toId);
      alerts.rename(fromId, toId);
      sink.rename(fromId, toId);
    },
    binding(binding) {
      bindings.push({ epoch, binding });
      sink.binding(binding);
    },
    event: (event) => events.take(event, epoch),
    alert: (alert) => alerts.take(alert, epoch),
    late: takeLate,
  };
  // Before the lane is made, which goes on with the very objects of the snapshot.
  const first = from ? null : snapshot && serialize(snapshot.lane);
  let lane = createLane(laneOptions, publishing, snapshot?.lane);
  let checkpoints: Checkpoint[] = from
    ? from.checkpoints.map((checkpoint) => ({ ...checkpoint, options: lane.engine.options() }))
    : [
        {
          epoch,
          releasedAt: lane.order.releasedAt(),
          position: 0,
          options: lane.engine.options(),
          bytes: first ?? new Uint8Array(),
        },
      ];
  let checkpointAt = checkpoints.at(-1)!.releasedAt;

  function takeLate(report: Readonly<Report>): void {
    if (report.at <= checkpoints[0]!.releasedAt) {
      counts.tooLate++;
      refused = true;
      keepPosition(report, sink);
      return;
    }
    counts.late++;
    if (lateCount++ === 0) lateUntilAt = lane.order.releasedAt();
    lateFromAt = Math.min(lateFromAt, report.at);
    lateUnits.add(report.mmsi);
  }

  function takeCheckpoint(position: number): void {
    epoch++;
    const releasedAt = lane.order.releasedAt();
    checkpoints.push({
      epoch,
      releasedAt,
      position,
      options: lane.engine.options(),
      bytes: serialize(lane.snapshot()),
    });
    checkpointAt = releasedAt;
  }

  function forgetOldest(): void {
    const newest = lane.order.releasedAt();
    let bytes = checkpoints.reduce((sum, checkpoint) => sum + checkpoint.bytes.length, 0);
    let gone = 0;
    while (
      gone < checkpoints.length - 1 &&
      (journal.length - checkpoints[gone]!.position > mostInputs ||
        bytes > mostBytes ||
        checkpoints[gone + 1]!.releasedAt <= newest - latenessMs)
    ) {
      bytes -= checkpoints[gone++]!.bytes.length;
    }
    if (gone === 0) return;
    checkpoints = checkpoints.slice(gone);
    const { epoch: oldest, position } = checkpoints[0]!;
    journal.forget(position);
    checkpoints = checkpoints.map((kept) => ({ ...kept, position: kept.position - position }));
    bindings = bindings.filter((bound) => bound.epoch >= oldest);
    events.forgetBefore(oldest);
    alerts.forgetBefore(oldest);
  }

  function checkpointWhenDue(): void {
    const { position, options: before } = checkpoints.at(-1)!;
    const releasedAt = lane.order.releasedAt();
    const due =
      journal.length - position >= everyInputs ||
      (releasedAt - checkpointAt >= everyMs && releasedAt > checkpointAt) ||
      // A checkpoint from under another watchlist or other rules is not written out.
      lane.engine.options() !== before;
    if (!due) return;
    revise();
    takeCheckpoint(journal.length);
    forgetOldest();
  }

  function revise(): void {
    if (lateCount === 0) return;
    const units = new Set(lateUnits);
    const count = lateCount;
    const index = checkpoints.findLastIndex(({ releasedAt }) => releasedAt < lateFromAt);
    lateCount = 0;
    lateFromAt = Number.POSITIVE_INFINITY;
    lateUnits.clear();
    const start = checkpoints[index]!;
    const later = checkpoints.slice(index + 1);
    const oldBindings = bindings.filter((bound) => bound.epoch >= start.epoch);
    checkpoints = checkpoints.slice(0, index + 1);
    bindings = bindings.filter((bound) => bound.epoch < start.epoch);
    epoch = start.epoch;

    const emission = gatherEmission();
    const state = start.bytes.length === 0 ? undefined : (deserialize(start.bytes) as LaneSnapshot);
    const gathering = { ...emission.sink(() => epoch, units), late: takeLate };
    lane = createLane({ ...laneOptions, engine: start.options }, gathering, state);
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
    bindings = [...bindings, ...emission.bindings];
    reviseBindings(oldBindings, emission.bindings, units);
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

  function reviseBindings(
    before: readonly { binding: Binding }[],
    after: readonly { binding: Binding }[],
    units: ReadonlySet<number>,
  ): void {
    const keyOf = ({ mmsi, vesselId, fromAt }: Binding) => `${mmsi} ${vesselId} ${fromAt}`;
    const holds = new Set(after.map(({ binding }) => keyOf(binding)));
    for (const { binding } of before) {
      // The unit spoke for that vessel at no time.
      if (units.has(binding.mmsi) && !holds.has(keyOf(binding))) sink.binding({ ...binding, toAt: binding.fromAt });
    }
    for (const { binding } of after) if (units.has(binding.mmsi)) sink.binding(binding);
  }

  return {
    get lane() {
      return lane;
    },
    take(input) {
      refused = false;
      lane.take(input);
      if (!refused) journal.note(input);
      if (lateCount > 0 && lane.order.releasedAt() - lateUntilAt >= gatherMs) revise();
      checkpointWhenDue();
    },
    handOver(until) {
      handedOverAt = Math.max(handedOverAt, until);
      lane.order.handOver(until);
      checkpointWhenDue();
    },
    revise,
    snapshot() {
      revise();
      // Watchlist and rules are not written out: what lies before their last change is left behind.
      const inForce = lane.engine.options();
      const kept = checkpoints.filter(
        ({ position, options: then }) => journal.length - position <= MOST_STORED && then === inForce,
      );
      const oldest = kept[0];
      if (oldest === undefined) return null;
      return {
        checkpoints: kept.map(({ options: _, ...checkpoint }) => ({
          ...checkpoint,
          position: checkpoint.position - oldest.position,
        })),
        inputs: journal.list(oldest.position),
        events: events.snapshot(),
        alerts: alerts.snapshot(),
        bindings: bindings.filter((bound) => bound.epoch >= oldest.epoch),
        epoch,
        handedOverAt,
        counts,
      };
    },
    counts: () => ({ ...counts }),
  };
}

/** The position of a report that is too late to be judged is evidence all the same. */
function keepPosition(report: Readonly<Report>, sink: EngineSink): void {
  if (Number.isNaN(report.lon) || Number.isNaN(report.lat)) return;
  const { mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus } = report;
  sink.fix({ mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus });
}
