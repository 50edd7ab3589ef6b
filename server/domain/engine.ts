// The engine: one ordered sequence of inputs in, events and alerts out. It never asks the time and does no I/O; the
// same inputs give the same outputs and ids on every run, whatever the batch size.

import type { Alert, AlertEvidence } from './alert.ts';
import { createAlertDesk, type VesselFile } from './alert-desk.ts';
import type { Detector, DetectorContext, Particulars } from './detectors/detector.ts';
import { beginMeetings, type EncounterState, encounter, renameInMeetings } from './detectors/encounter.ts';
import { detectors } from './detectors/index.ts';
import { cutCall, type PortCallState, portCall } from './detectors/port-call.ts';
import { hearSighting } from './detectors/port-sighting.ts';
import type { VesselEvent } from './event.ts';
import { beginFleet, type FleetSnapshot, hearFleet, restoreFleet, snapshotFleet } from './fleet/fleet.ts';
import type { Binding, HeardVessel, KeptFix } from './heard.ts';
import { type HandBindings, identify, NO_BINDINGS, vesselIdOf } from './identity/identify.ts';
import { kindOfMmsi, type MmsiKind } from './identity/mmsi.ts';
import { hearStatic, IDENTITY, NOTHING } from './identity/unit.ts';
import { indexHulls, type MidTable } from './identity/watch-index.ts';
import type { PlaceIndex } from './places/place-index.ts';
import { GREAT_CIRCLE, type SeaWays } from './reach.ts';
import { POSITION, type Report, STATIC, STATION } from './report.ts';
import {
  beginRoll,
  heardVessel,
  isShipStation,
  moveUnit,
  newUnit,
  newVessel,
  type Roll,
  type RollUnit,
  type RollVessel,
  type StateKeeper,
} from './roll.ts';
import type { RouteRule } from './rule.ts';
import type { Subject } from './rules/finding.ts';
import { shipClassOf } from './ship-class.ts';
import type { Sighting } from './sighting.ts';
import { createTimers } from './timers.ts';
import { shouldKeep, takeFix } from './track.ts';
import type { WatchedHull } from './vessel.ts';

/** Receives what the engine says, in order. Every object but `fix` is never changed afterwards. */
export interface EngineSink {
  /** A fix to keep. The record is reused: copy it. */
  fix(fix: Readonly<KeptFix>): void;
  vessel(vessel: HeardVessel): void;
  /** A vessel known by its unit so far has turned out to be another: everything said of `fromId` belongs to `toId`. */
  rename(fromId: string, toId: string): void;
  binding(binding: Binding): void;
  event(event: VesselEvent): void;
  alert(alert: Alert): void;
}

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
}

/** Live state as plain data; the caller serialises it at once (structured clone), before the next input. */
export interface EngineSnapshot {
  version: number;
  at: number;
  roll: Roll;
  fleet: FleetSnapshot;
  meetings: EncounterState;
  counts: EngineCounts;
}

export interface EngineCounts {
  reports: number;
  positions: number;
  statics: number;
  /** Positions that did not enter a track, by reason. */
  refused: Record<string, number>;
  units: number;
  watchedUnits: number;
}

export interface Engine {
  /** Takes the next report; inputs must come in event-time order. The record may be reused afterwards. */
  report(report: Readonly<Report>): void;
  sighting(sighting: Sighting): void;
  /** Says that event time has reached `at`, so that silences can be judged. */
  advance(at: number): void;
  /**
   * Takes another watchlist from now on: every unit is asked again which hull it is. A hull that was not watched before
   * raises nothing for what lies behind it; the look-back tells that.
   */
  relist(hulls: readonly WatchedHull[], bindings?: HandBindings): void;
  /** Says every vessel again whose last-heard time has moved since it was said; for the end of a recording. */
  settle(): void;
  snapshot(): EngineSnapshot;
  counts(): EngineCounts;
}

/** Counts up when the shape of a snapshot changes; an older one is not continued. */
export const SNAPSHOT_VERSION = 1;
/** A vessel's row is said again this often, so that its last-heard time is not far behind; its fixes are exact. */
const SAY_AGAIN_MS = 6 * 3_600_000;

/** Identities of shore stations, aids, aircraft and distress beacons: they report positions, and are no vessels. */
const NO_VESSELS = new Set<MmsiKind>(['coast', 'sar aircraft', 'aton', 'sart', 'man overboard', 'epirb']);

/** Continues from `snapshot` where one is given; its version must be ours. */
export function createEngine(options: EngineOptions, sink: EngineSink, snapshot?: EngineSnapshot): Engine {
  if (snapshot && snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(`engine snapshot has version ${snapshot.version}, this engine reads ${SNAPSHOT_VERSION}`);
  }
  const indexOptions = {
    mids: options.mids,
    placeNames: options.places.ports.filter((port) => port.watch).map((port) => port.name),
  };
  let index = indexHulls(options.hulls, indexOptions);
  let bindings = options.bindings ?? NO_BINDINGS;
  const roll: Roll = snapshot?.roll ?? beginRoll();
  const fleet = snapshot ? restoreFleet(snapshot.fleet) : beginFleet();
  const meetings = snapshot?.meetings ?? beginMeetings();
  const counts: EngineCounts = snapshot?.counts ?? {
    reports: 0,
    positions: 0,
    statics: 0,
    refused: {},
    units: 0,
    watchedUnits: 0,
  };
  let now = snapshot?.at ?? Number.NEGATIVE_INFINITY;

  const desk = createAlertDesk({
    rules: options.rules,
    ports: options.places.ports,
    asOf: options.asOf,
    hullOf: (vesselId) => index.byId.get(roll.vessels.get(vesselId)?.hullId ?? vesselId) ?? null,
    fileOf: (vesselId): VesselFile | null => roll.vessels.get(vesselId)?.file ?? null,
  });
  const timers = createTimers<RollVessel>();
  if (snapshot) for (const vessel of roll.vessels.values()) queueAgain(vessel);
  const ruleSlot = detectors.length;
  const portCallSlot = detectors.indexOf(portCall as Detector);

  // One context serves every call; these three say for whom.
  let current: RollVessel | null = null;
  let slot = 0;
  let fromFix = false;
  const context: DetectorContext = {
    places: options.places,
    fleet,
    sea: options.sea ?? GREAT_CIRCLE,
    rulePorts: new Set(options.rules.flatMap((rule) => [...rule.origin, ...rule.destination])),
    particulars,
    say(event) {
      // An encounter may end with a fix of the other ship.
      const vessel = roll.vessels.get(event.vesselId) ?? roll.units.get(event.mmsi ?? 0)?.vessel ?? current!;
      hearEvent(vessel, event, fromFix && vessel === current ? reportOf(vessel) : null);
    },
    wakeAt: (dueAt) => timers.wish(current!, slot, dueAt),
  };

  function particulars(vesselId: string): Particulars {
    const vessel = roll.vessels.get(vesselId);
    const unit = vessel && roll.units.get(vessel.mmsi);
    const hull = vessel ? hullOf(vessel) : (index.byId.get(vesselId) ?? null);
    return {
      name: unit?.identity.name || hull?.name || '',
      station: unit?.station ?? STATION.unknown,
      hullType: hull?.shipType ?? null,
      shipType: unit?.identity.shipType ?? Number.NaN,
      destination: unit?.identity.destination ?? '',
      draughtM: unit?.identity.draughtM ?? Number.NaN,
    };
  }

  function hullOf(vessel: Readonly<RollVessel>): WatchedHull | null {
    return vessel.hullId === null ? null : (index.byId.get(vessel.hullId) ?? null);
  }

  function subjectOf(vessel: Readonly<RollVessel>): Subject {
    const hull = hullOf(vessel);
    const identity = roll.units.get(vessel.mmsi)?.identity;
    const mmsi = vessel.mmsi === 0 ? (hull?.mmsis.find((listed) => !listed.old)?.mmsi ?? null) : vessel.mmsi;
    return {
      vesselId: vessel.id,
      name: hull?.name ?? (identity?.name || `MMSI ${vessel.mmsi}`),
      imo: hull?.imo ?? identity?.imo ?? null,
      mmsi,
      mid: mmsi === null ? null : Math.floor(mmsi / 1_000_000),
      hull,
      shipClass: shipClassOf(hull?.shipType ?? null, identity?.shipType ?? null),
    };
  }

  function hearEvent(vessel: RollVessel, heard: VesselEvent, report: AlertEvidence['reports'][number] | null): void {
    // What began before its unit was known for this vessel still carries the unit's key.
    const event = heard.vesselId === vessel.id ? heard : { ...heard, vesselId: vessel.id };
    sink.event(event);
    const match = roll.units.get(vessel.mmsi)?.match ?? null;
    for (const alert of desk.hear(vessel.file, event, () => subjectOf(vessel), match, now, report)) sink.alert(alert);
    const dueAt = desk.dueAt(event);
    if (dueAt > now) timers.wish(vessel, ruleSlot, dueAt);
  }

  function reviewRules(vessel: RollVessel): void {
    if (vessel.file.events.length === 0 && !vessel.file.passed) return;
    const match = roll.units.get(vessel.mmsi)?.match ?? null;
    for (const alert of desk.review(vessel.file, subjectOf(vessel), match, now)) sink.alert(alert);
  }

  function wake(vessel: RollVessel, dueSlot: number, dueAt: number): void {
    now = Math.max(now, dueAt);
    if (dueSlot === ruleSlot) {
      reviewRules(vessel);
      return;
    }
    current = vessel;
    slot = dueSlot;
    fromFix = false;
    detectors[dueSlot]!.tick(vessel.states[dueSlot]!, vessel.track, dueAt, context);
  }

  function advance(at: number): void {
    timers.advance(at, wake);
    if (at > now) now = at;
    if (at >= meetings.dueAt) {
      fromFix = false;
      encounter.tick(meetings, at, context);
    }
  }

  const states: StateKeeper = {
    begin: () => detectors.map((detector) => detector.begin()),
    join(heard, sighted) {
      const from = sighted[portCallSlot] as PortCallState;
      (heard[portCallSlot] as PortCallState).sighted.push(...from.sighted);
    },
  };

  function unitOf(report: Readonly<Report>): RollUnit {
    const known = roll.units.get(report.mmsi);
    if (known) return known;
    counts.units++;
    const vessel = newVessel(roll, `mmsi:${report.mmsi}`, report.mmsi, report.at, states.begin());
    sink.binding({ mmsi: report.mmsi, vesselId: vessel.id, fromAt: report.at, toAt: null });
    const unit = newUnit(roll, report, vessel);
    // A listed number says something before any name does.
    if (index.byMmsi.has(report.mmsi) || bindings.bound.has(report.mmsi)) askWhich(unit, report.at);
    return unit;
  }

  function hearIdentity(unit: RollUnit, report: Readonly<Report>): void {
    counts.statics++;
    const heard = hearStatic(unit.identity, report);
    if (heard === NOTHING) return;
    if (heard & IDENTITY) askWhich(unit, report.at);
    sayVessel(unit.vessel);
  }

  function askWhich(unit: RollUnit, at: number): void {
    const verdict = identify(unit.identity, index, at, bindings);
    unit.match = verdict.match;
    unit.candidates = verdict.candidates;
    rebind(unit, vesselIdOf(unit.identity, verdict), verdict.hull, at);
  }

  function rebind(unit: RollUnit, id: string, hull: WatchedHull | null, at: number): void {
    const { mmsi } = unit.identity;
    const { boundAt, vessel: left } = unit;
    const move = moveUnit(roll, unit, id, at, states);
    const vessel = unit.vessel;
    if (move) {
      sink.binding({ mmsi, vesselId: move.leftId, fromAt: boundAt, toAt: move.sinceAt });
      sink.binding({ mmsi, vesselId: id, fromAt: move.sinceAt, toAt: null });
      if (move.renamedFrom) {
        sink.rename(move.renamedFrom, id);
        renameInMeetings(meetings, move.renamedFrom, id);
        if (left !== vessel) joinVessels(left, vessel, at);
      }
    }
    const hullId = hull?.id ?? null;
    if (vessel.hullId === hullId && vessel.track.watched === (hullId !== null)) return;
    if (hullId !== null) counts.watchedUnits++;
    vessel.hullId = hullId;
    vessel.track.watched = hullId !== null;
    reviewRules(vessel);
  }

  function identifyAgain(unit: RollUnit): void {
    const before = standingOf(unit);
    const watched = unit.vessel.hullId !== null;
    const verdict = identify(unit.identity, index, now, bindings);
    unit.match = verdict.match;
    unit.candidates = verdict.candidates;
    if (verdict.hull !== null && !watched) unit.vessel.file.quietUntilAt = now;
    rebind(unit, vesselIdOf(unit.identity, verdict), verdict.hull, now);
    if (watched) reviewRules(unit.vessel);
    if (standingOf(unit) !== before) sayVessel(unit.vessel);
  }

  function standingOf({ vessel, match, candidates }: RollUnit): string {
    return JSON.stringify([vessel.id, vessel.hullId, match, candidates]);
  }

  /** A unit that joins a vessel known before goes on with that vessel's state: its own call would never end. */
  function joinVessels(left: RollVessel, vessel: RollVessel, at: number): void {
    const state = left.states[portCallSlot] as PortCallState;
    const name = state.call === null ? '' : (options.places.port(state.call.placeId)?.name ?? state.call.placeId);
    const reason = `MMSI ${left.mmsi} speaks for ${vessel.id}, which was known before; its track goes on from here`;
    const call = cutCall(state, left.track, name, at, reason);
    if (call) hearEvent(vessel, call, null);
    reviewRules(vessel);
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
    const refusal = takeFix(vessel.track, report);
    if (refusal) {
      counts.refused[refusal] = (counts.refused[refusal] ?? 0) + 1;
      return;
    }
    hearFleet(fleet, report.at, report.mmsi, report.lon, report.lat);
    keepFix(vessel);
    current = vessel;
    fromFix = true;
    for (slot = 0; slot < detectors.length; slot++) detectors[slot]!.fix(vessel.states[slot]!, vessel.track, context);
    encounter.fix(meetings, vessel.track, context);
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
      const unit = unitOf(report);
      if (unit.station === STATION.unknown) unit.station = report.station;
      if (report.at > unit.vessel.lastAt) unit.vessel.lastAt = report.at;
      if (report.parts & STATIC) hearIdentity(unit, report);
      if (report.parts & POSITION) hearPosition(unit, report);
    },

    sighting(sighting) {
      advance(sighting.arrivedAt);
      const vessel =
        roll.vessels.get(sighting.vesselId) ?? newVessel(roll, sighting.vesselId, 0, sighting.fromAt, states.begin());
      if (vessel.hullId === null && index.byId.has(sighting.vesselId)) vessel.hullId = sighting.vesselId;
      vessel.track.watched = vessel.hullId !== null;
      vessel.file.sightings.push(sighting);
      const port = sighting.placeId === null ? undefined : options.places.port(sighting.placeId);
      if (!port) return;
      const state = vessel.states[portCallSlot] as PortCallState;
      hearSighting(state, vessel.track, sighting, port, (call) => hearEvent(vessel, call, null));
    },

    advance,

    relist(hulls, by = NO_BINDINGS) {
      index = indexHulls(hulls, indexOptions);
      bindings = by;
      for (const vessel of roll.vessels.values()) {
        if (vessel.mmsi !== 0) continue;
        const hullId = index.byId.has(vessel.id) ? vessel.id : null;
        if (hullId !== null && vessel.hullId === null) vessel.file.quietUntilAt = now;
        vessel.hullId = hullId;
        vessel.track.watched = hullId !== null;
        reviewRules(vessel);
      }
      for (const mmsi of [...roll.units.keys()].sort((a, b) => a - b)) identifyAgain(roll.units.get(mmsi)!);
    },

    settle() {
      for (const vessel of roll.vessels.values()) if (vessel.lastAt !== vessel.saidAt) sayVessel(vessel);
    },

    snapshot: () => ({
      version: SNAPSHOT_VERSION,
      at: now,
      roll,
      fleet: snapshotFleet(fleet),
      meetings,
      counts,
    }),

    counts: () => ({ ...counts, refused: { ...counts.refused } }),
  };
}
