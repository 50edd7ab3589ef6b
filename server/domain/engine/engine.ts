// The engine: one ordered sequence of inputs in, events and alerts out. It never asks the time and does no I/O; the
// same inputs give the same outputs and ids on every run, whatever the batch size.

import { noteFeed } from '../fleet/feeds.ts';
import type { HandBindings } from '../identity/identify.ts';
import type { MidTable } from '../identity/watch-index.ts';
import type { DetectorKinds } from '../kinds/detector.ts';
import { detectorKinds } from '../kinds/index.ts';
import { withOwnZones } from '../places/own-zones.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import { type PlacePair, placePairs } from '../places/place-pairs.ts';
import type { RouteRule } from '../rule.ts';
import { GREAT_CIRCLE, type SeaWays } from '../sea/reach.ts';
import type { Sighting } from '../sighting.ts';
import type { WatchedHull } from '../vessel.ts';
import { createDetectorRunner, stateKeeper } from './detector-runner.ts';
import { beginState, cutState, type EngineCut, type EngineState, rollBack, type StoredEngine } from './engine-state.ts';
import { createFaults, type FaultReport } from './faults.ts';
import type { EngineInput, RareInput, RulesInput, SightingInput, WithdrawalInput, ZonesInput } from './input.ts';
import { createRecognition } from './recognition.ts';
import { newVessel, type RegistryVessel } from './registry.ts';
import { createReportStep } from './report-step.ts';
import { createRuleStep } from './rule-step.ts';
import type { EngineCounts, EngineSink } from './sink.ts';
import { createSubjects } from './subjects.ts';
import { createTimers } from './timers.ts';

export interface EngineOptions {
  hulls: readonly WatchedHull[];
  /** Ports, and the zones of the reference table; zones that users draw come as an input. */
  places: PlaceIndex;
  rules: readonly RouteRule[];
  mids: MidTable;
  /** How far it is at sea, for what a silent ship may have reached; the great circle when absent. */
  sea?: SeaWays | undefined;
  /** 'then': lists and rules as of the event's time; 'now': all that are known. */
  asOf: 'then' | 'now';
  /** What users decided about units by hand. */
  bindings?: HandBindings;
  /** Lets every ship heard pass every detector, as if it were watched: for looking at what a recording holds. */
  everyShip?: boolean;
  /** What becomes of a detector that throws: in service it is reported and begins anew; a test must not pass over it. */
  fence?: 'throw' | 'report';
  /** The detectors; absent: all there are. */
  kinds?: DetectorKinds;
}

export interface Engine {
  /** Takes the next input; inputs must come in order. A report's record may be reused afterwards. */
  take(input: EngineInput): void;
  /** Emits every vessel again whose last-heard time has moved since it was emitted; for the end of a recording. */
  settle(): void;
  /** The options with the watchlist and the rules in force: the same object until an input brings others. */
  options(): EngineOptions;
  /**
   * Keeps the engine as it is now while it goes on (`cuts.ts`). It stands still for what is not of one vessel alone;
   * vessels are written as they change. The newest cut can be made whole, in slices of `most` vessels, and be stored.
   */
  cut(): EngineCut;
  /** Goes on making the newest cut whole, by up to `most` vessels. True when it is. */
  complete(cut: EngineCut, most: number): boolean;
  /** What a cut has to store. Its blocks change no more once it is whole, or not the newest. */
  stored(cut: EngineCut): StoredEngine;
  /** Cuts before this one are needed no more; without one, none is. */
  forgetBefore(cut?: EngineCut): void;
  /** The state at a cut, for another engine to go on from: this one must take no more. */
  rollBack(cut: EngineCut): EngineState;
  counts(): EngineCounts;
  /** What detectors and rules have thrown. */
  faults(): FaultReport;
  /** Event time reached so far, UTC ms; before the first input -Infinity. */
  now(): number;
  /** Id of the vessel that the unit speaks for; null when the unit was never heard. */
  speaksFor(mmsi: number): string | null;
}

/** Sightings kept of one vessel; the oldest then no longer names its source in a new alert. */
const MOST_SIGHTINGS = 500;

/** Continues from `from` where a state is given, and owns it from then on. */
export function createEngine(given: EngineOptions, sink: EngineSink, from?: EngineState): Engine {
  let options = given;
  const { kinds = detectorKinds, fence = 'report' } = given;
  const state = from ?? beginState(kinds);
  const { registry, fleet, fleetStates, counts } = state;
  const ruleSlot = kinds.detectors.length;
  const states = stateKeeper(kinds);
  state.faults ??= createFaults(fence);
  let taken: EngineInput | null = null;
  const { faults } = state;
  let now = state.at;

  const recognition = createRecognition(
    {
      hulls: options.hulls,
      bindings: options.bindings,
      mids: options.mids,
      placeNames: options.places.ports.filter((port) => port.watch).map((port) => port.name),
      registry,
      counts,
      states,
      everyShip: options.everyShip ?? false,
      sink,
    },
    {
      watchChanged: (vessel) => rules.review(vessel, now),
      changed: (vessel) => reports.emitVessel(vessel),
      renamed(fromId, toId) {
        runner.renamed(fromId, toId);
        rules.renamed(fromId, toId);
      },
      joined(left, vessel, at) {
        const reason = `MMSI ${left.mmsi} speaks for ${vessel.id}, which was known before; its track goes on from here`;
        runner.joined(left, vessel, reason, at);
        rules.review(vessel, now);
      },
    },
  );
  const { hullOf, hullById } = recognition;
  const subjects = createSubjects({ registry, mids: options.mids, hullOf, hullById });
  const timers = createTimers<RegistryVessel>();
  for (const vessel of registry.byNumber.values()) wishAgain(vessel);

  // Detectors hold on to these two; other rules fill them anew.
  const rulePorts = new Set<string>();
  const pairs: PlacePair[] = [];
  function nameRulePlaces(inForce: readonly RouteRule[]): void {
    pairs.splice(0, pairs.length, ...placePairs(inForce));
    rulePorts.clear();
    for (const { origin, destination } of inForce) for (const id of [...origin, ...destination]) rulePorts.add(id);
  }
  nameRulePlaces(options.rules);

  const runner = createDetectorRunner({
    kinds,
    registry,
    fleetStates,
    timers,
    surroundings: {
      places: withOwnZones(options.places, state.ownZones),
      mids: options.mids,
      fleet,
      sea: options.sea ?? GREAT_CIRCLE,
      rulePorts,
      pairs,
      particulars: subjects.particulars,
    },
    emit: (vessel, event, fromFix) => rules.emit(vessel, event, fromFix, now),
    fault: (kind, step, vessel, error, aside) => faults.note(kind, step, vessel?.id ?? null, now, error, aside, taken),
  });
  const rules = createRuleStep({
    registry,
    recognition,
    runner,
    subjects,
    timers,
    slot: ruleSlot,
    rules: options.rules,
    ports: options.places.ports,
    asOf: options.asOf,
    sink,
    fault: (vessel, error) => faults.note('rules', 'rules', vessel.id, now, error, null, taken),
  });
  const reports = createReportStep({
    registry,
    recognition,
    runner,
    fleet,
    counts,
    particulars: subjects.particulars,
    sink,
  });

  function wake(vessel: RegistryVessel, slot: number, dueAt: number): void {
    now = Math.max(now, dueAt);
    registry.touch(vessel);
    vessel.wishes[slot] = 0;
    if (slot === ruleSlot) rules.wake(vessel, now);
    else runner.wake(vessel, slot, dueAt);
  }

  function advance(at: number): void {
    timers.advance(at, wake);
    if (at > now) now = at;
    runner.advance(at);
  }

  function takeSighting({ sighting }: SightingInput): void {
    const vessel =
      registry.vessels.get(sighting.vesselId) ??
      newVessel(registry, sighting.vesselId, 0, sighting.fromAt, states.begin());
    registry.touch(vessel);
    if (vessel.hullId === null && hullById(sighting.vesselId)) vessel.hullId = sighting.vesselId;
    vessel.track.watched = vessel.hullId !== null || options.everyShip === true;
    const { sightings } = vessel.record;
    // The same sighting may be handed over twice when a stop came between two commits.
    if (sightings.some(({ id }) => id === sighting.id)) return;
    sightings.push(sighting);
    if (sightings.length > MOST_SIGHTINGS) sightings.shift();
    runner.sighted(vessel, sighting);
  }

  function takeWithdrawal({ sighting, reason, at }: WithdrawalInput): void {
    // The unit that was seen may have turned out to be a hull since.
    const vessel =
      registry.vessels.get(sighting.vesselId) ??
      [...registry.byNumber.values()].find(({ record }) => holds(record.sightings, sighting));
    if (vessel === undefined || !holds(vessel.record.sightings, sighting)) return;
    registry.touch(vessel);
    vessel.record.sightings = vessel.record.sightings.filter(({ id }) => id !== sighting.id);
    runner.unsighted(vessel, sighting, reason, at);
    rules.review(vessel, now);
  }

  function takeRules({ rules: inForce, past }: RulesInput): void {
    options = { ...options, rules: inForce };
    nameRulePlaces(inForce);
    rules.change(inForce, past, now);
  }

  function takeZones({ zones }: ZonesInput): void {
    const after = new Map(zones.map((zone) => [zone.id, zone]));
    const gone = state.ownZones.filter(({ id, ring }) => JSON.stringify(after.get(id)?.ring) !== JSON.stringify(ring));
    if (gone.length > 0) {
      const ids = new Set(gone.map(({ id }) => id));
      for (const vessel of registry.byNumber.values()) runner.zonesGone(vessel, ids, now);
    }
    state.ownZones = zones;
    runner.changePlaces(withOwnZones(options.places, zones));
  }

  function takeRare(input: RareInput): void {
    switch (input.kind) {
      case 'sighting':
        advance(input.at);
        takeSighting(input);
        break;
      case 'withdrawal':
        advance(input.at);
        takeWithdrawal(input);
        break;
      case 'watchlist':
        options = { ...options, hulls: input.hulls, bindings: input.bindings };
        recognition.relist(input.hulls, input.bindings, now);
        break;
      case 'rules':
        takeRules(input);
        break;
      case 'zones':
        takeZones(input);
        break;
      case 'feed':
        noteFeed(fleet.feeds, input);
        break;
      case 'time':
        advance(input.at);
        break;
    }
  }

  function wishAgain(vessel: RegistryVessel): void {
    vessel.queued.fill(0);
    vessel.wishes.forEach((dueAt, slot) => {
      timers.wish(vessel, slot, dueAt);
    });
  }

  return {
    take(input) {
      taken = input;
      if (input.kind === 'report') {
        advance(input.at);
        reports.take(input);
      } else takeRare(input);
    },

    settle() {
      for (const vessel of registry.byNumber.values()) {
        if (vessel.lastAt !== vessel.emittedAt) reports.emitVessel(vessel);
      }
    },

    options: () => options,
    cut() {
      state.at = now;
      return cutState(state, kinds);
    },
    complete(cut, most) {
      const packed = cut.fleet.pack(most);
      return state.cuts.complete(cut.vessels, most) && packed;
    },
    stored({ vessels, rest, fleet: held }) {
      const bytes = held.bytes();
      return { shapes: state.codec.shapes(), rest, fleet: bytes, blocks: state.cuts.blocks(vessels) };
    },
    forgetBefore(cut) {
      if (cut === undefined) state.cuts.release();
      else state.cuts.forgetBefore(cut.vessels);
    },
    rollBack: (cut) => rollBack(state, cut),
    counts: () => ({ ...counts, refused: { ...counts.refused } }),
    faults: faults.report,
    now: () => now,
    speaksFor: (mmsi) => registry.units.get(mmsi)?.vessel.id ?? null,
  };
}

function holds(sightings: readonly Sighting[], { id }: Sighting): boolean {
  return sightings.some((known) => known.id === id);
}
