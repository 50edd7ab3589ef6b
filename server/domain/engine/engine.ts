// The engine: one ordered sequence of inputs in, events and alerts out. It never asks the time and does no I/O; the
// same inputs give the same outputs and ids on every run, whatever the batch size.

import { noteFeed } from '../fleet/feeds.ts';
import { beginFleet, type FleetSnapshot, restoreFleet, snapshotFleet } from '../fleet/fleet.ts';
import type { HandBindings } from '../identity/identify.ts';
import type { MidTable } from '../identity/watch-index.ts';
import type { FleetState } from '../kinds/detector.ts';
import type { Zone } from '../place.ts';
import { withOwnZones } from '../places/own-zones.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import { type PlacePair, placePairs } from '../places/place-pairs.ts';
import type { RouteRule } from '../rule.ts';
import { GREAT_CIRCLE, type SeaWays } from '../sea/reach.ts';
import type { Sighting } from '../sighting.ts';
import type { WatchedHull } from '../vessel.ts';
import { beginFleetStates, createDetectorRunner, STATES } from './detector-runner.ts';
import type { EngineInput, RareInput, RulesInput, SightingInput, WithdrawalInput, ZonesInput } from './input.ts';
import { createRecognition } from './recognition.ts';
import { beginRegistry, newVessel, type Registry, type RegistryVessel } from './registry.ts';
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
}

/** Live state as plain data; the caller serialises it at once (structured clone), before the next input. */
export interface EngineSnapshot {
  version: number;
  at: number;
  registry: Registry;
  fleet: FleetSnapshot;
  /** State of each fleet detector, in the order of the registry. */
  fleetStates: FleetState[];
  ownZones: readonly Zone[];
  counts: EngineCounts;
}

export interface Engine {
  /** Takes the next input; inputs must come in order. A report's record may be reused afterwards. */
  take(input: EngineInput): void;
  /** Emits every vessel again whose last-heard time has moved since it was emitted; for the end of a recording. */
  settle(): void;
  /** The options with the watchlist and the rules in force: the same object until an input brings others. */
  options(): EngineOptions;
  snapshot(): EngineSnapshot;
  counts(): EngineCounts;
  /** Event time reached so far, UTC ms; before the first input -Infinity. */
  now(): number;
  /** Id of the vessel that the unit speaks for; null when the unit was never heard. */
  speaksFor(mmsi: number): string | null;
}

/** Counts up when the shape of a snapshot changes; an older one is not continued. */
export const SNAPSHOT_VERSION = 7;
/** Sightings kept of one vessel; the oldest then no longer names its source in a new alert. */
const MOST_SIGHTINGS = 500;

/** Continues from `snapshot` where one is given; its version must be ours. */
export function createEngine(given: EngineOptions, sink: EngineSink, snapshot?: EngineSnapshot): Engine {
  if (snapshot && snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(`engine snapshot has version ${snapshot.version}, this engine reads ${SNAPSHOT_VERSION}`);
  }
  let options = given;
  const registry: Registry = snapshot?.registry ?? beginRegistry();
  const fleet = snapshot ? restoreFleet(snapshot.fleet) : beginFleet();
  const fleetStates = snapshot?.fleetStates ?? beginFleetStates();
  let ownZones = snapshot?.ownZones ?? [];
  const counts: EngineCounts = snapshot?.counts ?? beginCounts();
  let now = snapshot?.at ?? Number.NEGATIVE_INFINITY;

  const recognition = createRecognition(
    {
      hulls: options.hulls,
      bindings: options.bindings,
      mids: options.mids,
      placeNames: options.places.ports.filter((port) => port.watch).map((port) => port.name),
      registry,
      counts,
      states: STATES,
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
  if (snapshot) for (const vessel of registry.vessels.values()) wishAgain(vessel);

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
    registry,
    fleetStates,
    timers,
    surroundings: {
      places: withOwnZones(options.places, ownZones),
      mids: options.mids,
      fleet,
      sea: options.sea ?? GREAT_CIRCLE,
      rulePorts,
      pairs,
      particulars: subjects.particulars,
    },
    emit: (vessel, event, fromFix) => rules.emit(vessel, event, fromFix, now),
  });
  const rules = createRuleStep({
    registry,
    recognition,
    runner,
    subjects,
    timers,
    rules: options.rules,
    ports: options.places.ports,
    asOf: options.asOf,
    sink,
  });
  const reports = createReportStep({ registry, recognition, runner, fleet, counts, sink });

  function wake(vessel: RegistryVessel, slot: number, dueAt: number): void {
    now = Math.max(now, dueAt);
    if (slot === runner.ruleSlot) rules.wake(vessel, now);
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
      newVessel(registry, sighting.vesselId, 0, sighting.fromAt, STATES.begin());
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
      [...registry.vessels.values()].find(({ record }) => holds(record.sightings, sighting));
    if (vessel === undefined || !holds(vessel.record.sightings, sighting)) return;
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
    const gone = ownZones.filter(({ id, ring }) => JSON.stringify(after.get(id)?.ring) !== JSON.stringify(ring));
    if (gone.length > 0) {
      const ids = new Set(gone.map(({ id }) => id));
      for (const vessel of registry.vessels.values()) runner.zonesGone(vessel, ids, now);
    }
    ownZones = zones;
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
      if (input.kind === 'report') {
        advance(input.at);
        reports.take(input);
      } else takeRare(input);
    },

    settle() {
      for (const vessel of registry.vessels.values()) {
        if (vessel.lastAt !== vessel.emittedAt) reports.emitVessel(vessel);
      }
    },

    options: () => options,
    snapshot: () => ({
      version: SNAPSHOT_VERSION,
      at: now,
      registry,
      fleet: snapshotFleet(fleet),
      fleetStates,
      ownZones,
      counts,
    }),
    counts: () => ({ ...counts, refused: { ...counts.refused } }),
    now: () => now,
    speaksFor: (mmsi) => registry.units.get(mmsi)?.vessel.id ?? null,
  };
}

function beginCounts(): EngineCounts {
  return { reports: 0, positions: 0, statics: 0, refused: {}, units: 0, watchedUnits: 0 };
}

function holds(sightings: readonly Sighting[], { id }: Sighting): boolean {
  return sightings.some((known) => known.id === id);
}
