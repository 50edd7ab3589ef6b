// The engine: one ordered sequence of inputs in, events and alerts out. It never asks the time and does no I/O; the
// same inputs give the same outputs and ids on every run, whatever the batch size.

import type { AlertEvidence } from '../alert.ts';
import { beginFleet, type FleetSnapshot, hearFleet, restoreFleet, snapshotFleet } from '../fleet/fleet.ts';
import type { KeptFix } from '../heard.ts';
import { type HandBindings, NO_BINDINGS } from '../identity/identify.ts';
import { kindOfMmsi, type MmsiKind } from '../identity/mmsi.ts';
import { hearStatic, IDENTITY, NOTHING } from '../identity/unit.ts';
import type { MidTable } from '../identity/watch-index.ts';
import type { FleetState, HeardStatic, Particulars } from '../kinds/detector.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Interference } from '../kinds/interference/facts.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import { type PlacePair, placePairs } from '../places/place-pairs.ts';
import { POSITION, type Report, STATIC, STATION } from '../report.ts';
import type { RouteRule } from '../rule.ts';
import { createAlertDesk, type VesselFile } from '../rules/evaluation.ts';
import type { Subject } from '../rules/subject.ts';
import { GREAT_CIRCLE, type SeaWays } from '../sea/reach.ts';
import { shipClassOf } from '../ship-class.ts';
import type { Sighting } from '../sighting.ts';
import { shouldKeep, takeFix } from '../track.ts';
import type { WatchedHull } from '../vessel.ts';
import { beginFleetStates, createStage, DETECTOR_SLOTS, STATES } from './detector-runner.ts';
import { createRecognition } from './recognition.ts';
import {
  beginRoll,
  heardVessel,
  isShipStation,
  newVessel,
  type Roll,
  type RollUnit,
  type RollVessel,
} from './registry.ts';
import type { EngineCounts, EngineSink } from './sink.ts';
import { createTimers } from './timers.ts';

export interface EngineOptions {
  hulls: readonly WatchedHull[];
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
  roll: Roll;
  fleet: FleetSnapshot;
  /** State of each fleet detector, in the order of the registry. */
  fleetStates: FleetState[];
  counts: EngineCounts;
}

export interface Engine {
  /** Takes the next report; inputs must come in event-time order. The record may be reused afterwards. */
  report(report: Readonly<Report>): void;
  sighting(sighting: Sighting): void;
  /** Takes a sighting back, as of `at`: what rested on it alone is withdrawn. */
  withdrawSighting(sighting: Sighting, reason: string, at: number): void;
  /** Says that event time has reached `at`, so that gaps can be judged. */
  advance(at: number): void;
  /**
   * Takes another watchlist from now on: every unit is asked again which hull it is. A hull that was not watched before
   * raises nothing for what lies behind it; the look-back tells that.
   */
  relist(hulls: readonly WatchedHull[], bindings?: HandBindings): void;
  /**
   * Goes by other rules from now on; each says since when it is in use, so that what lies behind raises nothing new.
   * `past` are events kept elsewhere that a new rule may need for a leg under way.
   */
  rerule(rules: readonly RouteRule[], past?: readonly VesselEvent[]): void;
  /** Says every vessel again whose last-heard time has moved since it was said; for the end of a recording. */
  settle(): void;
  snapshot(): EngineSnapshot;
  counts(): EngineCounts;
  /** Event time reached so far, UTC ms; before the first input -Infinity. */
  now(): number;
  /** Id of the vessel that the unit speaks for; null when the unit was never heard. */
  speaksFor(mmsi: number): string | null;
}

/** Counts up when the shape of a snapshot changes; an older one is not continued. */
export const SNAPSHOT_VERSION = 7;
/** A vessel's row is said again this often, so that its last-heard time is not far behind; its fixes are exact. */
const SAY_AGAIN_MS = 6 * 3_600_000;
/** Sightings kept of one vessel; the oldest then no longer names its source in a new alert. */
const MOST_SIGHTINGS = 500;
/** Identities of shore stations, aids, aircraft and distress beacons: they report positions, and are no vessels. */
const NO_VESSELS = new Set<MmsiKind>(['coast', 'sar aircraft', 'aton', 'sart', 'man overboard', 'epirb']);

/** Continues from `snapshot` where one is given; its version must be ours. */
export function createEngine(options: EngineOptions, sink: EngineSink, snapshot?: EngineSnapshot): Engine {
  if (snapshot && snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(`engine snapshot has version ${snapshot.version}, this engine reads ${SNAPSHOT_VERSION}`);
  }
  const roll: Roll = snapshot?.roll ?? beginRoll();
  const fleet = snapshot ? restoreFleet(snapshot.fleet) : beginFleet();
  const fleetStates = snapshot?.fleetStates ?? beginFleetStates();
  const counts: EngineCounts = snapshot?.counts ?? {
    reports: 0,
    positions: 0,
    statics: 0,
    refused: {},
    units: 0,
    watchedUnits: 0,
  };
  let now = snapshot?.at ?? Number.NEGATIVE_INFINITY;

  const recognition = createRecognition(
    {
      hulls: options.hulls,
      bindings: options.bindings,
      mids: options.mids,
      placeNames: options.places.ports.filter((port) => port.watch).map((port) => port.name),
      roll,
      counts,
      states: STATES,
      everyShip: options.everyShip ?? false,
      sink,
    },
    {
      stands: reviewRules,
      changed: sayVessel,
      renamed(fromId, toId) {
        stage.renamed(fromId, toId);
        desk.renamed(fromId, toId);
      },
      joined(left, vessel, at) {
        const reason = `MMSI ${left.mmsi} speaks for ${vessel.id}, which was known before; its track goes on from here`;
        stage.joined(left, vessel, reason, at);
        reviewRules(vessel);
      },
    },
  );
  const { hullOf } = recognition;
  const openDesk = (rules: readonly RouteRule[]) =>
    createAlertDesk({
      rules,
      ports: options.places.ports,
      asOf: options.asOf,
      hullOf: (vesselId) => recognition.hullById(vesselBy(vesselId)?.hullId ?? vesselId),
      fileOf: (vesselId): VesselFile | null => vesselBy(vesselId)?.file ?? null,
      nameOf: (vesselId) => particulars(vesselId).name || vesselId,
      files: () => [...roll.vessels.values()].map(({ file }) => file),
    });
  let desk = openDesk(options.rules);
  // Detectors hold on to these two; other rules fill them anew.
  /** By its id, or by the unit that the id was made of before anybody knew the ship. */
  function vesselBy(id: string): RollVessel | undefined {
    return roll.vessels.get(id) ?? (id.startsWith('mmsi:') ? roll.units.get(Number(id.slice(5)))?.vessel : undefined);
  }
  const rulePorts = new Set<string>();
  const pairs: PlacePair[] = [];
  function takeRules(rules: readonly RouteRule[]): void {
    pairs.splice(0, pairs.length, ...placePairs(rules));
    rulePorts.clear();
    for (const { origin, destination } of rules) for (const id of [...origin, ...destination]) rulePorts.add(id);
  }
  takeRules(options.rules);
  const timers = createTimers<RollVessel>();
  if (snapshot) for (const vessel of roll.vessels.values()) queueAgain(vessel);
  const stage = createStage({
    roll,
    fleetStates,
    timers,
    surroundings: {
      places: options.places,
      mids: options.mids,
      fleet,
      sea: options.sea ?? GREAT_CIRCLE,
      rulePorts,
      pairs,
      particulars,
    },
    heard: hearEvent,
  });

  function particulars(vesselId: string): Particulars {
    const vessel = roll.vessels.get(vesselId);
    const unit = vessel && roll.units.get(vessel.mmsi);
    const hull = vessel ? hullOf(vessel) : recognition.hullById(vesselId);
    return {
      name: unit?.identity.name || hull?.name || '',
      station: unit?.station ?? STATION.unknown,
      hullType: hull?.shipType ?? null,
      shipType: unit?.identity.shipType ?? Number.NaN,
      destination: unit?.identity.destination ?? '',
      draughtM: unit?.identity.draughtM ?? Number.NaN,
    };
  }

  function subjectOf(vessel: Readonly<RollVessel>): Subject {
    const hull = hullOf(vessel);
    const unit = roll.units.get(vessel.mmsi);
    const identity = unit?.identity;
    const mmsi = vessel.mmsi === 0 ? (hull?.mmsis.find((listed) => !listed.old)?.mmsi ?? null) : vessel.mmsi;
    const mid = mmsi === null ? null : Math.floor(mmsi / 1_000_000);
    return {
      vesselId: vessel.id,
      name: hull?.name ?? (identity?.name || `MMSI ${vessel.mmsi}`),
      imo: hull?.imo ?? identity?.imo ?? null,
      mmsi,
      mid,
      flags: (mid === null ? null : options.mids.get(mid)?.iso2) ?? [],
      hull,
      shipClass: shipClassOf(hull?.shipType ?? null, identity?.shipType ?? null),
      ...(hull && unit?.match ? { match: unit.match.level } : {}),
    };
  }

  /** `vessel` is null for what is said of an area. */
  function hearEvent(vessel: RollVessel | null, heard: VesselEvent, fromFix: boolean): void {
    if (vessel === null) {
      sink.event(heard);
      if (heard.kind === 'interference') tellMembers(heard);
      return;
    }
    // What began before its unit was known for this vessel still carries the unit's key.
    const event = heard.vesselId === vessel.id ? heard : { ...heard, vesselId: vessel.id };
    sink.event(event);
    const match = roll.units.get(vessel.mmsi)?.match ?? null;
    const report = fromFix ? reportOf(vessel) : null;
    for (const alert of desk.hear(vessel.file, event, () => subjectOf(vessel), match, now, report)) sink.alert(alert);
    wishForStays(vessel, [event]);
    stage.hearEvent(vessel, event, now);
    // An encounter is told once, of the one, and both detectors hear of it.
    const partner = event.kind === 'encounter' ? vesselBy(event.facts.partnerId) : undefined;
    if (!partner) return;
    if (partner.track.watched) stage.hearEvent(partner, event, now);
    reviewRules(partner, true);
  }

  /** What is said of an area concerns the ships that are named in it. */
  function tellMembers(heard: Interference): void {
    for (const mmsi of heard.facts.mmsis) {
      const member = roll.units.get(mmsi)?.vessel;
      if (member) stage.hearEvent(member, heard, now);
    }
  }

  /** A rule on the length of a stay is asked again when the stay is long enough. */
  function wishForStays(vessel: RollVessel, events: readonly VesselEvent[]): void {
    const dues = events.map((event) => desk.dueAt(event, now)).filter((dueAt) => dueAt > 0);
    if (dues.length > 0) timers.wish(vessel, DETECTOR_SLOTS, Math.min(...dues));
  }

  function reviewRules(vessel: RollVessel, met = false): void {
    if (vessel.file.events.length === 0 && !vessel.file.passed && !met) return;
    const match = roll.units.get(vessel.mmsi)?.match ?? null;
    for (const alert of desk.review(vessel.file, subjectOf(vessel), match, now)) sink.alert(alert);
  }

  function wake(vessel: RollVessel, slot: number, dueAt: number): void {
    now = Math.max(now, dueAt);
    if (slot === DETECTOR_SLOTS) {
      reviewRules(vessel);
      wishForStays(vessel, vessel.file.events);
    } else stage.wake(vessel, slot, dueAt);
  }

  function advance(at: number): void {
    timers.advance(at, wake);
    if (at > now) now = at;
    stage.advance(at);
  }

  /** Reused for every static message. */
  const heardStatic = {
    unit: null,
    changed: NOTHING,
    askedAt: 0,
    report: null,
    notes: [],
    hull: null,
  } as unknown as HeardStatic;

  function hearIdentity(unit: RollUnit, report: Readonly<Report>): void {
    counts.statics++;
    const sentBeforeAt = unit.identity.imo === null ? Number.NaN : unit.identity.imoAt;
    const changed = hearStatic(unit.identity, report);
    if (changed & IDENTITY) recognition.ask(unit, report.at);
    recognition.hearStatic(unit, report.at, sentBeforeAt);
    const { vessel } = unit;
    // Of several units the one that is heard speaks for the vessel.
    vessel.mmsi = report.mmsi;
    if (vessel.track.watched || changed & IDENTITY || unit.notes.length > 0) {
      heardStatic.unit = unit.identity;
      heardStatic.changed = changed;
      heardStatic.report = report;
      heardStatic.notes = unit.notes;
      heardStatic.askedAt = unit.askedAt;
      heardStatic.hull = hullOf(vessel);
      stage.hearStatic(vessel, heardStatic);
    }
    if (changed !== NOTHING) sayVessel(vessel);
  }

  function sayVessel(vessel: RollVessel): void {
    vessel.saidAt = vessel.lastAt;
    sink.vessel(heardVessel(vessel, roll.units.get(vessel.mmsi), hullOf(vessel)));
  }

  const kept: KeptFix = { mmsi: 0, at: 0, lon: 0, lat: 0, speedKn: 0, courseDeg: 0, headingDeg: 0, navStatus: 0 };

  function keepFix(vessel: RollVessel): void {
    const { track } = vessel;
    if (!shouldKeep(track)) return;
    kept.mmsi = track.mmsi;
    kept.at = track.at;
    kept.lon = track.lon;
    kept.lat = track.lat;
    kept.speedKn = track.speedKn;
    kept.courseDeg = track.courseDeg;
    kept.headingDeg = track.headingDeg;
    kept.navStatus = track.navStatus;
    sink.fix(kept);
    if (track.at - vessel.saidAt >= SAY_AGAIN_MS) sayVessel(vessel);
  }

  function hearPosition(unit: RollUnit, report: Readonly<Report>): void {
    counts.positions++;
    const vessel = unit.vessel;
    const { track } = vessel;
    const { segment } = track;
    const refusal = takeFix(track, report);
    if (refusal) {
      counts.refused[refusal] = (counts.refused[refusal] ?? 0) + 1;
      stage.aside(vessel, report, refusal);
    } else {
      vessel.mmsi = report.mmsi;
      hearFleet(fleet, report.at, report.mmsi, report.lon, report.lat);
      keepFix(vessel);
      stage.fix(vessel);
    }
    // Last, for where it is heard may tell who it is.
    if (refusal === null || refusal === 'jump') {
      recognition.hearPosition(unit, report, refusal !== null || track.segment !== segment);
    }
  }

  function reportOf(vessel: Readonly<RollVessel>): AlertEvidence['reports'][number] {
    const { source, line, at, lon, lat } = vessel.track;
    return { source, line, at, lon, lat };
  }

  function queueAgain(vessel: RollVessel): void {
    vessel.queued.fill(0);
    vessel.wishes.forEach((dueAt, wished) => {
      timers.wish(vessel, wished, dueAt);
    });
  }

  return {
    report(report) {
      advance(report.at);
      counts.reports++;
      if (!isShipStation(report.station) || (!roll.units.has(report.mmsi) && NO_VESSELS.has(kindOfMmsi(report.mmsi)))) {
        counts.refused['no ship station'] = (counts.refused['no ship station'] ?? 0) + 1;
        return;
      }
      const unit = recognition.unitOf(report);
      if (unit.station === STATION.unknown) unit.station = report.station;
      if (report.at > unit.vessel.lastAt) unit.vessel.lastAt = report.at;
      if (report.parts & STATIC) hearIdentity(unit, report);
      if (report.parts & POSITION) hearPosition(unit, report);
    },

    sighting(sighting) {
      advance(sighting.arrivedAt);
      const vessel =
        roll.vessels.get(sighting.vesselId) ?? newVessel(roll, sighting.vesselId, 0, sighting.fromAt, STATES.begin());
      if (vessel.hullId === null && recognition.hullById(sighting.vesselId)) vessel.hullId = sighting.vesselId;
      vessel.track.watched = vessel.hullId !== null || options.everyShip === true;
      // The same sighting may be handed over twice when a stop came between two commits.
      if (vessel.file.sightings.some(({ id }) => id === sighting.id)) return;
      vessel.file.sightings.push(sighting);
      if (vessel.file.sightings.length > MOST_SIGHTINGS) vessel.file.sightings.shift();
      stage.sighted(vessel, sighting);
    },

    withdrawSighting(sighting, reason, at) {
      advance(at);
      // The unit that was seen may have turned out to be a hull since.
      const vessel =
        roll.vessels.get(sighting.vesselId) ??
        [...roll.vessels.values()].find(({ file }) => file.sightings.some(({ id }) => id === sighting.id));
      const known = vessel?.file.sightings.findIndex(({ id }) => id === sighting.id) ?? -1;
      if (vessel === undefined || known < 0) return;
      vessel.file.sightings.splice(known, 1);
      stage.unsighted(vessel, sighting, reason, at);
      reviewRules(vessel);
    },

    advance,
    rerule(rules, past = []) {
      desk = openDesk(rules);
      takeRules(rules);
      const byVessel = Map.groupBy(past, ({ vesselId }) => vesselId);
      for (const vessel of roll.vessels.values()) {
        desk.recall(vessel.file, byVessel.get(vessel.id) ?? [], now);
        wishForStays(vessel, vessel.file.events);
      }
    },
    relist: (hulls, by = NO_BINDINGS) => recognition.relist(hulls, by, now),

    settle() {
      for (const vessel of roll.vessels.values()) if (vessel.lastAt !== vessel.saidAt) sayVessel(vessel);
    },

    snapshot: () => ({ version: SNAPSHOT_VERSION, at: now, roll, fleet: snapshotFleet(fleet), fleetStates, counts }),

    counts: () => ({ ...counts, refused: { ...counts.refused } }),
    now: () => now,
    speaksFor: (mmsi) => roll.units.get(mmsi)?.vessel.id ?? null,
  };
}
