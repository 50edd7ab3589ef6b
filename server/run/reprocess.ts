// The past that a flow can go back to: checkpoints of its strand, the reports and acts that came since the oldest, and
// what was told. A late report is put in its place by running a strand again from the last checkpoint before it; what
// that run tells differently is revised, withdrawn or told for the first time.
//
//   checkpoint 0 ── reports ── checkpoint 1 ── reports ── checkpoint 2 ── reports ─▶ now
//                                   ▲                         late report ──────┐
//                                   └── run again, in order, with it ◀──────────┘
//
// How far back it reaches is bounded by time, by reports and by the bytes of the checkpoints. A report from before the
// oldest checkpoint is counted, and its position kept; nothing is said of it.

import { deserialize, serialize } from 'node:v8';
import type { Alert } from '../domain/alert.ts';
import type { EngineOptions } from '../domain/engine/engine.ts';
import type { EngineSink } from '../domain/engine/sink.ts';
import type { Binding } from '../domain/heard.ts';
import { type HandBindings, NO_BINDINGS } from '../domain/identity/identify.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import type { Report } from '../domain/report.ts';
import { createJournal } from '../domain/revision/journal.ts';
import { alertsTold, beginTelling, eventsTold } from '../domain/revision/telling.ts';
import { createTold, type ToldSnapshot } from '../domain/revision/told.ts';
import type { RouteRule } from '../domain/rule.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import {
  type Act,
  createStrand,
  type Strand,
  type StrandOptions,
  type StrandSink,
  type StrandSnapshot,
} from './lane.ts';

export interface PastOptions {
  /** Longest way back, ms of event time; satellites bring reports hours late, a day is rare. Default 24 h. */
  horizonMs?: number;
  /** Most reports kept to go back over; at 800,000 a second the longest run again takes about 1.3 s. Default 1,000,000. */
  mostReports?: number;
  /** A checkpoint is taken after so many reports (a quarter of a second of engine time each). Default 250,000. */
  everyReports?: number;
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
  /** Event time of the last report that had gone out. */
  releasedAt: number;
  /** Position in the journal: reports from here on came after it. */
  position: number;
  /** How many acts had been given. */
  acts: number;
  /** The watchlist and the rules in force. */
  list: Pick<EngineOptions, 'hulls' | 'bindings' | 'rules'>;
  bytes: Uint8Array;
}

export interface PastSnapshot {
  checkpoints: Omit<Checkpoint, 'list'>[];
  reports: Partial<Report>[];
  acts: Act[];
  events: ToldSnapshot<VesselEvent>;
  alerts: ToldSnapshot<Alert>;
  bindings: { epoch: number; binding: Binding }[];
  epoch: number;
  handedOverAt: number;
  counts: RevisionCounts;
}

export interface Past {
  readonly strand: Strand;
  /** Copies the report. */
  report(report: Readonly<Report>): void;
  act(act: Act): void;
  /** Takes another watchlist from now on. */
  relist(hulls: readonly WatchedHull[], bindings: HandBindings): void;
  /** Goes by other rules from now on. */
  rerule(rules: readonly RouteRule[], events: readonly VesselEvent[]): void;
  handOver(now: number): void;
  /** Takes the late reports in that have been gathered. */
  revise(): void;
  snapshot(): PastSnapshot | null;
  counts(): RevisionCounts;
}

const HOUR_MS = 3_600_000;
/** A stopped flow takes so many reports along at most: they are written out as objects. */
const MOST_STORED = 100_000;

export function createPast(
  strandOptions: StrandOptions,
  sink: EngineSink,
  options: PastOptions = {},
  snapshot?: { strand: StrandSnapshot; past?: PastSnapshot | null },
): Past {
  const { horizonMs = 24 * HOUR_MS, mostReports = 1_000_000, mostBytes = 256 << 20 } = options;
  const { everyReports = 250_000, everyMs = 3 * HOUR_MS, gatherMs = 60_000 } = options;
  const from = snapshot?.past ?? null;
  let epoch = from?.epoch ?? 0;
  let list: Checkpoint['list'] = {
    hulls: strandOptions.engine.hulls,
    bindings: strandOptions.engine.bindings ?? NO_BINDINGS,
    rules: strandOptions.engine.rules,
  };
  let checkpoints: Checkpoint[] = (from?.checkpoints ?? []).map((checkpoint) => ({ ...checkpoint, list }));
  let acts: Act[] = from?.acts ?? [];
  let bindings = from?.bindings ?? [];
  let handedOverAt = from?.handedOverAt ?? Number.NEGATIVE_INFINITY;
  const counts: RevisionCounts = from?.counts ?? { late: 0, tooLate: 0, runs: 0, revised: 0, withdrawn: 0, added: 0 };
  const journal = createJournal(from?.reports);
  const events = createTold<VesselEvent>(eventsTold(sink), from?.events);
  const alerts = createTold<Alert>(alertsTold(sink), from?.alerts);

  // Late reports that wait to be run.
  let lateFromAt = Number.POSITIVE_INFINITY;
  let lateUntilAt = Number.NEGATIVE_INFINITY;
  let lateCount = 0;
  let refused = false;
  const lateUnits = new Set<number>();

  const spoken: StrandSink = {
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
    event: (event) => events.hear(event, epoch),
    alert: (alert) => alerts.hear(alert, epoch),
    late: hearLate,
  };
  if (checkpoints.length === 0) {
    // Taken before the strand is made: it goes on with the very objects of the snapshot.
    const bytes = snapshot ? serialize(snapshot.strand) : new Uint8Array();
    const releasedAt = snapshot?.strand.order.last?.at ?? Number.NEGATIVE_INFINITY;
    checkpoints = [{ epoch, releasedAt, position: 0, acts: 0, list, bytes }];
  }
  let strand = createStrand(strandOptions, spoken, snapshot?.strand);
  let checkpointAt = checkpoints.at(-1)!.releasedAt;

  function hearLate(report: Readonly<Report>): void {
    if (report.at <= checkpoints[0]!.releasedAt) {
      counts.tooLate++;
      refused = true;
      keepPosition(report, sink);
      return;
    }
    counts.late++;
    if (lateCount++ === 0) lateUntilAt = strand.releasedAt();
    lateFromAt = Math.min(lateFromAt, report.at);
    lateUnits.add(report.mmsi);
  }

  function takeCheckpoint(position: number): void {
    epoch++;
    const bytes = serialize(strand.snapshot());
    const releasedAt = strand.releasedAt();
    checkpoints.push({ epoch, releasedAt, position, acts: acts.length, list, bytes });
    checkpointAt = releasedAt;
  }

  function forgetOldest(): void {
    const newest = strand.releasedAt();
    let bytes = checkpoints.reduce((sum, checkpoint) => sum + checkpoint.bytes.length, 0);
    let gone = 0;
    while (
      gone < checkpoints.length - 1 &&
      (journal.length - checkpoints[gone]!.position > mostReports ||
        bytes > mostBytes ||
        checkpoints[gone + 1]!.releasedAt <= newest - horizonMs)
    ) {
      bytes -= checkpoints[gone++]!.bytes.length;
    }
    if (gone === 0) return;
    checkpoints = checkpoints.slice(gone);
    const { epoch: oldest, position, acts: firstAct } = checkpoints[0]!;
    journal.forget(position);
    acts = acts.slice(firstAct);
    checkpoints = checkpoints.map((kept) => ({
      ...kept,
      position: kept.position - position,
      acts: kept.acts - firstAct,
    }));
    bindings = bindings.filter((told) => told.epoch >= oldest);
    events.forgetBefore(oldest);
    alerts.forgetBefore(oldest);
  }

  function checkpointWhenDue(): void {
    const { position } = checkpoints.at(-1)!;
    const releasedAt = strand.releasedAt();
    const due =
      journal.length - position >= everyReports || (releasedAt - checkpointAt >= everyMs && releasedAt > checkpointAt);
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
    const oldBindings = bindings.filter((told) => told.epoch >= start.epoch);
    checkpoints = checkpoints.slice(0, index + 1);
    bindings = bindings.filter((told) => told.epoch < start.epoch);
    epoch = start.epoch;

    const telling = beginTelling();
    const state = start.bytes.length === 0 ? undefined : (deserialize(start.bytes) as StrandSnapshot);
    const engine = { ...strandOptions.engine, ...start.list };
    strand = createStrand({ ...strandOptions, engine }, { ...telling.sink(() => epoch, units), late: hearLate }, state);
    list = start.list;
    for (const act of acts.slice(start.acts)) strand.act(act);
    journal.sort(start.position);
    for (let position = start.position; position < journal.length; position++) {
      if (later.length > 0 && journal.at(position) > later[0]!.releasedAt) {
        list = later.shift()!.list;
        takeCheckpoint(position);
      }
      strand.order.push(journal.read(position));
    }
    strand.takeActs(handedOverAt);

    const knownAt = strand.engine.now();
    const reason = `revised: ${count === 1 ? 'a late report has' : `${count} late reports have`} been put in place`;
    for (const { fromId, toId } of telling.renames) spoken.rename(fromId, toId);
    const speaking = new Set([...units].map((mmsi) => strand.engine.speaksFor(mmsi)));
    for (const vessel of telling.vessels.values()) if (speaking.has(vessel.id)) sink.vessel(vessel);
    bindings = [...bindings, ...telling.bindings];
    sayBindings(oldBindings, telling.bindings, units);
    for (const told of [
      events.reconcile(start.epoch, telling.events, knownAt, reason),
      alerts.reconcile(start.epoch, telling.alerts, knownAt, reason),
    ]) {
      counts.revised += told.revised;
      counts.withdrawn += told.withdrawn;
      counts.added += told.added;
    }
    for (const fix of telling.fixes) sink.fix(fix);
    counts.runs++;
    telling.goOn(spoken);
  }

  function sayBindings(
    before: readonly { binding: Binding }[],
    after: readonly { binding: Binding }[],
    units: ReadonlySet<number>,
  ): void {
    const keyOf = ({ mmsi, vesselId, fromAt }: Binding) => `${mmsi} ${vesselId} ${fromAt}`;
    const holds = new Set(after.map(({ binding }) => keyOf(binding)));
    for (const { binding } of before) {
      // It spoke for that vessel at no time.
      if (units.has(binding.mmsi) && !holds.has(keyOf(binding))) sink.binding({ ...binding, toAt: binding.fromAt });
    }
    for (const { binding } of after) if (units.has(binding.mmsi)) sink.binding(binding);
  }

  /** After everything that has gone out so far. */
  function change(act: Act, after: Checkpoint['list']): void {
    acts.push(act);
    list = after;
    takeCheckpoint(journal.length);
    forgetOldest();
  }

  return {
    get strand() {
      return strand;
    },
    report(report) {
      refused = false;
      strand.order.push(report);
      if (!refused) journal.note(report);
      if (lateCount > 0 && strand.releasedAt() - lateUntilAt >= gatherMs) revise();
      checkpointWhenDue();
    },
    act(act) {
      acts.push(act);
      strand.act(act);
    },
    relist(hulls, bindings) {
      revise();
      strand.engine.relist(hulls, bindings);
      change({ kind: 'relist', at: strand.engine.now() + 1, hulls, bindings }, { ...list, hulls, bindings });
    },
    rerule(rules, events) {
      revise();
      strand.engine.rerule(rules, events);
      change({ kind: 'rerule', at: strand.engine.now() + 1, rules, events }, { ...list, rules });
    },
    handOver(now) {
      handedOverAt = Math.max(handedOverAt, now);
      strand.takeActs(now);
    },
    revise,
    snapshot() {
      revise();
      // Watchlist and rules are not written out: what lies before their last change is left behind.
      const relisted = acts.findLastIndex(({ kind }) => kind === 'relist' || kind === 'rerule');
      const kept = checkpoints.filter(
        (checkpoint) => journal.length - checkpoint.position <= MOST_STORED && checkpoint.acts > relisted,
      );
      const first = kept[0];
      if (first === undefined) return null;
      return {
        checkpoints: kept.map(({ list: _, ...checkpoint }) => ({
          ...checkpoint,
          position: checkpoint.position - first.position,
          acts: checkpoint.acts - first.acts,
        })),
        reports: journal.list(first.position),
        acts: acts.slice(first.acts),
        events: events.snapshot(),
        alerts: alerts.snapshot(),
        bindings: bindings.filter((told) => told.epoch >= first.epoch),
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
