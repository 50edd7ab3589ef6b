// The registry: every radio unit heard, the vessel it speaks for, and what is kept of each. A unit begins as a vessel of its
// own; once its static reports tell which hull it is, the two become one, and a second unit of that hull joins it.

import type { Candidate, HeardVessel, MatchEvidence } from '../heard.ts';
import type { IdentityNote } from '../identity/notes.ts';
import { beginPlaced, type Placed } from '../identity/placed.ts';
import { beginUnit, timelineOf, timelineOfAll, type UnitIdentity } from '../identity/unit.ts';
import { type Report, STATION, type Station } from '../report.ts';
import { beginRecord, joinRecords, renameRecord, type VesselRecord } from '../rules/evaluation.ts';
import { beginTrack, type Track } from '../track/track.ts';
import type { WatchedHull } from '../vessel.ts';
import type { TimerOwner } from './timers.ts';

/** A radio unit; plain data but for the reference to its vessel. */
export interface RegistryUnit {
  identity: UnitIdentity;
  /** Where the unit was heard last, and which positions contradict it. */
  placed: Placed;
  station: Station;
  vessel: RegistryVessel;
  /** Since when it speaks for that vessel. */
  boundAt: number;
  match: MatchEvidence | null;
  candidates: Candidate[];
  notes: IdentityNote[];
  /** When the unit was last asked which hull it is; 0 before the first time. */
  askedAt: number;
  /** From when on a report of the unit asks again which hull it is although it says nothing new; Infinity is never. */
  askAt: number;
}

/** A vessel with everything that the engine keeps of it; plain data. */
export interface RegistryVessel extends TimerOwner {
  id: string;
  hullId: string | null;
  /** The unit that spoke for it last; 0 for a watched hull that was only sighted. */
  mmsi: number;
  /** The units that speak for it now, in the order they joined; almost always one. */
  units: number[];
  track: Track;
  /** State of each detector, in the order of the registry; null while it has not been needed. */
  states: (object | null)[];
  record: VesselRecord;
  firstAt: number;
  lastAt: number;
  /** Its last-heard time when it was last emitted. */
  emittedAt: number;
  /** The newest cut that holds the vessel, or that was taken before the vessel began (`cuts.ts`). */
  cut: number;
}

export interface Registry {
  units: Map<number, RegistryUnit>;
  vessels: Map<string, RegistryVessel>;
  /** The same vessels in the order of first hearing. Whoever visits all of them does so in this order. */
  byNumber: Map<number, RegistryVessel>;
  /** Number of the next vessel. */
  nextNumber: number;
  /** Number of the newest cut; 0 before the first. */
  cut: number;
  /** Must be called before anything of a known vessel or of its units changes. */
  touch(vessel: RegistryVessel): void;
}

export function beginRegistry(): Registry {
  return { units: new Map(), vessels: new Map(), byNumber: new Map(), nextNumber: 1, cut: 0, touch() {} };
}

export function newVessel(
  registry: Registry,
  id: string,
  mmsi: number,
  at: number,
  states: (object | null)[],
): RegistryVessel {
  const vessel = beginVessel(registry.nextNumber++, id, mmsi, at, states);
  vessel.cut = registry.cut;
  registry.vessels.set(id, vessel);
  registry.byNumber.set(vessel.number, vessel);
  return vessel;
}

export function beginVessel(
  number: number,
  id: string,
  mmsi: number,
  at: number,
  states: (object | null)[],
): RegistryVessel {
  const slots = states.length + 1;
  return {
    number,
    wishes: new Array<number>(slots).fill(0),
    queued: new Array<number>(slots).fill(0),
    id,
    hullId: null,
    mmsi,
    units: [],
    track: beginTrack(id, mmsi),
    states,
    record: beginRecord(),
    firstAt: at,
    lastAt: at,
    emittedAt: Number.NEGATIVE_INFINITY,
    cut: 0,
  };
}

export function newUnit(registry: Registry, report: Readonly<Report>, vessel: RegistryVessel): RegistryUnit {
  const { mmsi, at, source, station } = report;
  const unit = beginRegistryUnit(mmsi, at, source, station, vessel);
  vessel.units.push(mmsi);
  registry.units.set(mmsi, unit);
  return unit;
}

export function beginRegistryUnit(
  mmsi: number,
  at: number,
  source: string,
  station: Station,
  vessel: RegistryVessel,
): RegistryUnit {
  return {
    identity: beginUnit(mmsi, at, source),
    placed: beginPlaced(),
    station,
    vessel,
    boundAt: at,
    match: null,
    candidates: [],
    notes: [],
    askedAt: 0,
    askAt: Number.POSITIVE_INFINITY,
  };
}

/** A vessel by its id, or by the unit that the id was made of before anybody knew the ship. */
export function vesselBy(registry: Registry, id: string): RegistryVessel | undefined {
  const ownUnit = id.startsWith('mmsi:') ? registry.units.get(Number(id.slice(5))) : undefined;
  return registry.vessels.get(id) ?? ownUnit?.vessel;
}

/** What the registry asks of the detectors' states; it does not look into them. */
export interface StateKeeper {
  /** Those of a vessel never heard. */
  begin(): (object | null)[];
  /** Adds to a heard vessel's states what sightings left in the states of the same vessel. */
  join(heard: (object | null)[], sighted: readonly (object | null)[]): void;
}

export interface Move {
  /** The id that ends, because its unit was all that was known of the vessel; null when the left vessel remains. */
  renamedFrom: string | null;
  leftId: string;
  /** Since when the unit speaks for the new vessel: from its first report, where nothing else was ever known of it. */
  sinceAt: number;
}

/** Lets a unit speak for the vessel of this id from now on. Returns null when it does so already. */
export function moveUnit(
  registry: Registry,
  unit: RegistryUnit,
  id: string,
  at: number,
  states: StateKeeper,
): Move | null {
  const left = unit.vessel;
  if (left.id === id) return null;
  const known = registry.vessels.get(id);
  registry.touch(left);
  if (known) registry.touch(known);
  const ownId = `mmsi:${unit.identity.mmsi}`;
  const ownVessel = left.id === ownId;
  if (ownVessel && (!known || known.track.fixes === 0)) {
    if (known) {
      absorb(left, known, states);
      registry.byNumber.delete(known.number);
    }
    registry.vessels.delete(left.id);
    left.id = id;
    left.track.vesselId = id;
    renameRecord(left.record, id);
    registry.vessels.set(id, left);
    return { renamedFrom: ownId, leftId: ownId, sinceAt: unit.boundAt };
  }
  const joined = known ?? newVessel(registry, id, unit.identity.mmsi, at, states.begin());
  joined.mmsi = unit.identity.mmsi;
  // The current fix, if there is one, comes from another unit.
  if (joined.track.fixes === 0) joined.track.mmsi = unit.identity.mmsi;
  joined.firstAt = Math.min(joined.firstAt, ownVessel ? left.firstAt : at);
  joined.lastAt = Math.max(joined.lastAt, at);
  unit.vessel = joined;
  left.units = left.units.filter((mmsi) => mmsi !== unit.identity.mmsi);
  joined.units.push(unit.identity.mmsi);
  // A unit that had not told its hull before was this hull all along: what the unit did belongs to the hull.
  const sinceAt = ownVessel ? unit.boundAt : at;
  if (ownVessel) {
    registry.vessels.delete(left.id);
    registry.byNumber.delete(left.number);
    renameRecord(left.record, id);
    joinRecords(joined.record, left.record);
    left.wishes.fill(0);
  }
  unit.boundAt = sinceAt;
  return { renamedFrom: ownVessel ? left.id : null, leftId: left.id, sinceAt };
}

/** Takes over the states of a vessel that was sighted but never heard. */
function absorb(vessel: RegistryVessel, sighted: RegistryVessel, states: StateKeeper): void {
  states.join(vessel.states, sighted.states);
  renameRecord(vessel.record, sighted.id);
  joinRecords(sighted.record, vessel.record);
  vessel.record = sighted.record;
  vessel.hullId = sighted.hullId;
  vessel.track.watched = sighted.track.watched;
  vessel.firstAt = Math.min(vessel.firstAt, sighted.firstAt);
  sighted.wishes.fill(0);
}

/** The vessel as it is emitted: what it is called is its newest unit's, its timeline that of all its units. */
export function heardVessel(
  vessel: Readonly<RegistryVessel>,
  units: ReadonlyMap<number, RegistryUnit>,
  hull: WatchedHull | null,
): HeardVessel {
  const unit = units.get(vessel.mmsi);
  const identity = unit?.identity;
  const others = vessel.units.flatMap((mmsi) => (mmsi === vessel.mmsi ? [] : (units.get(mmsi)?.identity ?? [])));
  return {
    id: vessel.id,
    mmsi: vessel.mmsi,
    imo: hull?.imo ?? identity?.imo ?? null,
    name: identity?.name || hull?.name || '',
    callSign: identity?.callSign ?? '',
    shipType: identity?.shipType ?? null,
    lengthM: identity?.lengthM ?? null,
    beamM: identity?.beamM ?? null,
    draughtM: identity?.draughtM ?? null,
    destination: identity?.destination ?? '',
    hullId: vessel.hullId,
    match: unit?.match ?? null,
    candidates: unit?.candidates ?? [],
    identity:
      others.length > 0
        ? timelineOfAll(identity ? [...others, identity] : others)
        : identity
          ? timelineOf(identity)
          : [],
    ...(vessel.track.setAside === null ? {} : { setAside: vessel.track.setAside.map((each) => ({ ...each })) }),
    firstAt: vessel.firstAt,
    lastAt: vessel.lastAt,
  };
}

/** Stations that are no ship: they are counted and otherwise left alone. */
export function isShipStation(station: Station): boolean {
  return station === STATION.classA || station === STATION.classB || station === STATION.unknown;
}
