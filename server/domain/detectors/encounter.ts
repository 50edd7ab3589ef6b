// Encounters: a watched vessel and another ship lie near each other, slowly and for hours, away from ports and
// anchorages. In come the fixes of all ships; out goes one event per pair and meeting. It sees neighbours, so it is
// keyed by map cell; an ordinary fix costs one cell test. It never says what was done.

import type { Encounter } from '../event.ts';
import { distanceKm } from '../geo.ts';
import { stableId } from '../hash.ts';
import { kindOfMmsi } from '../identity/mmsi.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import { STATION } from '../report.ts';
import type { Track } from '../track.ts';
import type { DetectorContext, Setting } from './detector.ts';
import { portAround } from './gap.ts';
import {
  BRIDGE_MS,
  beginMeeting,
  compare,
  keepSpot,
  type Meeting,
  type MeetingLimits,
  medianKn,
  type Spot,
  type Tally,
  tallyOf,
} from './meeting.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export const ENCOUNTER_SETTINGS = {
  nearM: {
    name: 'near',
    value: 500,
    unit: 'm',
    meaning: 'largest distance between the two',
    ground: 'Global Fishing Watch encounters',
  },
  leastMinutes: {
    name: 'least time',
    value: 120,
    unit: 'min',
    meaning: 'time near each other, all runs together, from which on it is said',
    ground: 'Global Fishing Watch encounters',
  },
  leastRunMinutes: {
    name: 'least run',
    value: 60,
    unit: 'min',
    meaning: 'a shorter run near each other does not count',
    ground: 'Global Fishing Watch: raw runs of 60 min',
  },
  joinHours: {
    name: 'joined',
    value: 4,
    unit: 'h',
    meaning: 'runs less than this apart are one meeting; so long after the last it is over',
    ground: 'Global Fishing Watch: raw runs join under 4 h apart',
  },
  slowKn: {
    name: 'slow',
    value: 2,
    unit: 'kn',
    meaning: 'the median speed of both ships is under this',
    ground: 'Global Fishing Watch encounters',
  },
  offPlaceKm: {
    name: 'away from places',
    value: 10,
    unit: 'km',
    meaning: 'least distance from every port and anchorage point',
    ground: 'Global Fishing Watch encounters; points marked unverified are a guess and do not count',
  },
  companyKn: {
    name: 'sailing in company',
    value: 5,
    unit: 'kn',
    meaning: 'while both are faster than this they are a tow or a convoy, not a meeting',
    ground: 'ours',
  },
  sameShipM: {
    name: 'one ship',
    value: 10,
    unit: 'm',
    meaning: 'under this mean distance it is one ship with two radio identities',
    ground: 'ours: nearer than any two hulls of ships can lie with their antennas, farther than GPS noise',
  },
} satisfies Record<string, Setting>;

const LIMITS: MeetingLimits = {
  nearKm: ENCOUNTER_SETTINGS.nearM.value / 1000,
  companyKn: ENCOUNTER_SETTINGS.companyKn.value,
  leastRunMs: ENCOUNTER_SETTINGS.leastRunMinutes.value * MINUTE_MS,
  joinMs: ENCOUNTER_SETTINGS.joinHours.value * HOUR_MS,
};

/** A watched ship slower than this is listened round for neighbours; above `slowKn`, since that is a median. Ours. */
const LISTEN_KN = 3;
/** A pair is looked at from this distance on and left alone beyond twice of it, km. Ours. */
const PAIR_KM = 1.5;
/** A ship not heard for this long is let go: nothing can be drawn across more than an hour. */
const SILENT_MS = 2 * BRIDGE_MS;
/** At these bounds new neighbours are refused and counted, rather than old ones dropped. */
const MOST_PAIRS = 20_000;

/** Cells of a twentieth of a degree, 5.6 km from south to north. */
const CELLS_PER_DEGREE = 20;
const COLUMNS = 360 * CELLS_PER_DEGREE;
const HEAT = 1 << 16;

interface Ship {
  vesselId: string;
  mmsi: number;
  watched: boolean;
  spots: Spot[];
  /** Cell of the newest fix. */
  cell: number;
  /** True while it lies slowly outside ports, so that neighbours are looked for. */
  lies: boolean;
  pairs: string[];
}

interface Pair {
  /** The watched one; of two watched ones the first by id. */
  vesselId: string;
  partnerId: string;
  madeAt: number;
  meeting: Meeting;
  /** Distance off the nearest place, measured once the time is reached; -1 before. */
  offPlaceKm: number;
  said: Encounter | null;
}

export type EncounterContext = Pick<DetectorContext, 'places' | 'particulars' | 'say'>;

/** Survives a structured clone as it is; `snapshotEncounters` makes it JSON-safe. */
export interface EncounterState {
  ships: Map<string, Ship>;
  pairs: Map<string, Pair>;
  cells: Map<number, Ship[]>;
  /** How many watched ships lie in or next to the cells of this hash, and how many followed ships have this one. */
  heat: Uint16Array;
  followed: Uint16Array;
  /** When `tick` is wanted next, UTC ms; Infinity while nothing is followed. */
  dueAt: number;
  /** Neighbours refused because too many were followed. */
  refused: number;
}

/** A detector that sees all ships at once: one state for all of them. */
export interface FleetDetector<State> {
  readonly name: 'encounter';
  readonly settings: readonly Setting[];
  begin(): State;
  /** A new accepted fix of any ship, after `takeFix`. */
  fix(state: State, track: Readonly<Track>, context: EncounterContext): void;
  /** Event time has reached `at`; wanted once `state.dueAt` is reached, harmless at any time. */
  tick(state: State, at: number, context: EncounterContext): void;
}

/** The state before anything was heard. */
export function beginMeetings(): EncounterState {
  return {
    ships: new Map(),
    pairs: new Map(),
    cells: new Map(),
    heat: new Uint16Array(HEAT),
    followed: new Uint16Array(HEAT),
    dueAt: Number.POSITIVE_INFINITY,
    refused: 0,
  };
}

export const encounter: FleetDetector<EncounterState> = {
  name: 'encounter',
  settings: Object.values(ENCOUNTER_SETTINGS),

  begin: beginMeetings,

  fix(state, track, context) {
    const cell = cellOf(track.lon, track.lat);
    if (!track.watched && state.heat[hashOf(cell)] === 0 && state.followed[hashOf(track.mmsi)] === 0) return;
    const lies = track.watched && !(track.speedKn > LISTEN_KN) && isOutsidePorts(context.places, track);
    let ship = state.ships.get(track.vesselId);
    if (ship === undefined) {
      if (!lies && (track.watched || !isShipUnit(track.mmsi) || !hasNeighbour(state, track, cell))) return;
      ship = follow(state, track, cell);
    }
    moveTo(state, ship, cell, lies);
    keepSpot(ship.spots, track.at, track.lon, track.lat, track.speedKn);
    findPairs(state, ship, track.at);
    for (const key of [...ship.pairs]) comparePair(state, key, track.at, context);
    if (!ship.lies && ship.pairs.length === 0) letGo(state, ship);
  },

  tick(state, at, context) {
    if (at < state.dueAt) return;
    for (const [key, pair] of [...state.pairs]) {
      const overAt = endOf(pair);
      if (at < overAt) continue;
      finish(pair, tallyOf(pair.meeting, LIMITS), overAt, context);
      unpair(state, key, pair);
    }
    for (const ship of [...state.ships.values()]) {
      if (ship.pairs.length === 0 && at - ship.spots.at(-1)!.at >= SILENT_MS) letGo(state, ship);
    }
    plan(state);
  },
};

/** A vessel known by its unit so far has turned out to be another: what is followed of it goes on under the new id. */
export function renameInMeetings(state: EncounterState, fromId: string, toId: string): void {
  const ship = state.ships.get(fromId);
  if (ship === undefined || state.ships.has(toId)) return;
  state.ships.delete(fromId);
  state.ships.set(toId, ship);
  ship.vesselId = toId;
  const renamed = (id: string) => (id === fromId ? toId : id);
  ship.pairs = ship.pairs.map((key) => {
    const pair = state.pairs.get(key)!;
    const other = state.ships.get(renamed(pair.vesselId) === toId ? pair.partnerId : pair.vesselId)!;
    const newKey = pairKey(toId, other.vesselId);
    pair.vesselId = renamed(pair.vesselId);
    pair.partnerId = renamed(pair.partnerId);
    if (pair.said !== null) {
      const facts = { ...pair.said.facts, partnerId: pair.partnerId };
      pair.said = { ...pair.said, vesselId: pair.vesselId, facts };
    }
    state.pairs.delete(key);
    state.pairs.set(newKey, pair);
    other.pairs = other.pairs.map((each) => (each === key ? newKey : each));
    return newKey;
  });
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** When a pair that is not seen near again is over. */
function endOf(pair: Readonly<Pair>): number {
  const { run, joined } = pair.meeting;
  return (run?.lastAt ?? joined?.lastAt ?? pair.madeAt) + LIMITS.joinMs;
}

function plan(state: EncounterState): void {
  state.dueAt = Number.POSITIVE_INFINITY;
  for (const pair of state.pairs.values()) state.dueAt = Math.min(state.dueAt, endOf(pair));
  for (const ship of state.ships.values()) {
    if (ship.pairs.length === 0) state.dueAt = Math.min(state.dueAt, ship.spots.at(-1)!.at + SILENT_MS);
  }
}

function cellOf(lon: number, lat: number): number {
  const column = ((lon + 180) * CELLS_PER_DEGREE) | 0;
  return (((lat + 90) * CELLS_PER_DEGREE) | 0) * COLUMNS + (column % COLUMNS);
}

function hashOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 16;
}

/** The cell and its eight neighbours, across the antimeridian too. */
function around(cell: number): number[] {
  const row = Math.floor(cell / COLUMNS);
  const column = cell % COLUMNS;
  const cells: number[] = [];
  for (let dRow = -1; dRow <= 1; dRow++) {
    for (let dColumn = -1; dColumn <= 1; dColumn++) {
      cells.push((row + dRow) * COLUMNS + ((column + dColumn + COLUMNS) % COLUMNS));
    }
  }
  return cells;
}

function isOutsidePorts(places: PlaceIndex, track: Readonly<Track>): boolean {
  return !places.isNear(track.lon, track.lat) || portAround(places, track.lon, track.lat) === null;
}

/** Buoys, nets, aircraft and shore stations are no ships. */
function isShipUnit(mmsi: number): boolean {
  return kindOfMmsi(mmsi) === 'ship';
}

function hasNeighbour(state: EncounterState, track: Readonly<Track>, cell: number): boolean {
  return around(cell).some((each) =>
    state.cells.get(each)?.some((ship) => ship.lies && isWithin(ship.spots.at(-1)!, track, PAIR_KM)),
  );
}

function isWithin(a: Readonly<Pick<Spot, 'lon' | 'lat'>>, b: Readonly<Pick<Spot, 'lon' | 'lat'>>, km: number): boolean {
  return distanceKm(a.lon, a.lat, b.lon, b.lat) <= km;
}

function follow(state: EncounterState, track: Readonly<Track>, cell: number): Ship {
  const { vesselId, mmsi, watched } = track;
  const ship: Ship = { vesselId, mmsi, watched, spots: [], cell, lies: false, pairs: [] };
  if (track.fixes > 1) keepSpot(ship.spots, track.previousAt, track.previousLon, track.previousLat, Number.NaN);
  enrol(state, ship);
  return ship;
}

function enrol(state: EncounterState, ship: Ship): void {
  state.ships.set(ship.vesselId, ship);
  state.followed[hashOf(ship.mmsi)]!++;
  const there = state.cells.get(ship.cell);
  if (there === undefined) state.cells.set(ship.cell, [ship]);
  else there.push(ship);
  if (ship.lies) warm(state, ship.cell, 1);
}

/** Twice is once: the end of a pair may have let it go already. */
function letGo(state: EncounterState, ship: Ship): void {
  if (state.ships.get(ship.vesselId) !== ship) return;
  state.ships.delete(ship.vesselId);
  state.followed[hashOf(ship.mmsi)]!--;
  leaveCell(state, ship);
  if (ship.lies) warm(state, ship.cell, -1);
}

function leaveCell(state: EncounterState, ship: Ship): void {
  const there = state.cells.get(ship.cell)!.filter((other) => other !== ship);
  if (there.length === 0) state.cells.delete(ship.cell);
  else state.cells.set(ship.cell, there);
}

function warm(state: EncounterState, cell: number, by: 1 | -1): void {
  for (const each of around(cell)) state.heat[hashOf(each)]! += by;
}

function moveTo(state: EncounterState, ship: Ship, cell: number, lies: boolean): void {
  if (ship.cell === cell && ship.lies === lies) return;
  letGo(state, ship);
  ship.cell = cell;
  ship.lies = lies;
  enrol(state, ship);
}

/** Makes a pair with every followed ship that has come near, where at least one of the two is watched and lies. */
function findPairs(state: EncounterState, ship: Ship, at: number): void {
  const here = ship.spots.at(-1)!;
  for (const cell of around(ship.cell)) {
    for (const other of state.cells.get(cell) ?? []) {
      if (other === ship || other.spots.length === 0 || !(ship.lies || other.lies)) continue;
      if (other.mmsi === ship.mmsi || !isWithin(here, other.spots.at(-1)!, PAIR_KM)) continue;
      const [first, second] = ship.vesselId < other.vesselId ? [ship, other] : [other, ship];
      const key = pairKey(ship.vesselId, other.vesselId);
      if (state.pairs.has(key)) continue;
      if (state.pairs.size >= MOST_PAIRS) {
        state.refused++;
        continue;
      }
      const [vessel, partner] = first.watched ? [first, second] : [second, first];
      const { vesselId } = vessel;
      const meeting = beginMeeting();
      state.pairs.set(key, { vesselId, partnerId: partner.vesselId, madeAt: at, meeting, offPlaceKm: -1, said: null });
      ship.pairs.push(key);
      other.pairs.push(key);
      state.dueAt = Math.min(state.dueAt, at + LIMITS.joinMs);
    }
  }
  state.dueAt = Math.min(state.dueAt, at + SILENT_MS);
}

function comparePair(state: EncounterState, key: string, at: number, context: EncounterContext): void {
  const pair = state.pairs.get(key)!;
  const vessel = state.ships.get(pair.vesselId)!;
  const partner = state.ships.get(pair.partnerId)!;
  compare(pair.meeting, vessel.spots, partner.spots, LIMITS, (tally) => {
    finish(pair, tally, tally.lastAt + LIMITS.joinMs, context);
    pair.said = null;
    pair.offPlaceKm = -1;
  });
  const tally = tallyOf(pair.meeting, LIMITS);
  if (tally !== null && pair.said === null && isEncounter(pair, tally, vessel, partner, context)) {
    pair.said = encounterEvent(pair, tally, vessel, partner, at, context);
    context.say(pair.said);
  }
  const { run, joined } = pair.meeting;
  const apart = !isWithin(vessel.spots.at(-1)!, partner.spots.at(-1)!, 2 * PAIR_KM);
  if (run === null && joined === null && apart) unpair(state, key, pair);
}

function isEncounter(
  pair: Pair,
  tally: Readonly<Tally>,
  vessel: Readonly<Ship>,
  partner: Readonly<Ship>,
  context: EncounterContext,
): boolean {
  const { leastMinutes, slowKn, sameShipM, offPlaceKm } = ENCOUNTER_SETTINGS;
  if (tally.nearMs < leastMinutes.value * MINUTE_MS) return false;
  if (Math.max(medianKn(tally.speeds[0]), medianKn(tally.speeds[1])) >= slowKn.value) return false;
  if (tally.sumM / tally.instants < sameShipM.value) return false;
  if (pair.offPlaceKm < 0) pair.offPlaceKm = offPlaces(context.places, tally.lon, tally.lat);
  if (pair.offPlaceKm < offPlaceKm.value) return false;
  return !isGear(partner, context) && !isGear(vessel, context);
}

/** Nets and buoys carry class B units: no ship type, and a name that tells a number, a voltage or a charge. */
function isGear(ship: Readonly<Ship>, context: EncounterContext): boolean {
  if (ship.watched) return false;
  const { station, shipType, name } = context.particulars(ship.vesselId);
  if (station === STATION.aton || station === STATION.base) return true;
  if (station !== STATION.classB || shipType > 0) return false;
  return name === '' || /\d\s*%|\d\s*V\b|\bNET\b|BUOY/i.test(name);
}

/** Distance to the nearest port or anchorage point whose place is known, km. */
function offPlaces(places: PlaceIndex, lon: number, lat: number): number {
  let nearestKm = Number.MAX_VALUE;
  for (const port of places.ports) {
    if (port.confidence === 'unverified' || Math.abs(port.lat - lat) * 111.1 > nearestKm) continue;
    nearestKm = Math.min(nearestKm, distanceKm(lon, lat, port.lon, port.lat));
  }
  return nearestKm;
}

function finish(pair: Pair, tally: Tally | null, knownAt: number, context: EncounterContext): void {
  const { said } = pair;
  if (said === null || tally === null) return;
  const facts = { ...said.facts, ...measures(tally) };
  context.say({ ...said, state: 'closed', revision: said.revision + 1, knownAt, endedAt: tally.lastAt, facts });
}

function measures(tally: Readonly<Tally>): Pick<Encounter['facts'], 'closestM' | 'medianSpeedKn' | 'minutes'> {
  return {
    closestM: tally.closestM,
    medianSpeedKn: Math.max(medianKn(tally.speeds[0]), medianKn(tally.speeds[1])),
    minutes: tally.nearMs / MINUTE_MS,
  };
}

function unpair(state: EncounterState, key: string, pair: Pair): void {
  state.pairs.delete(key);
  for (const id of [pair.vesselId, pair.partnerId]) {
    const ship = state.ships.get(id)!;
    ship.pairs = ship.pairs.filter((each) => each !== key);
    if (!ship.lies && ship.pairs.length === 0) letGo(state, ship);
  }
}

function encounterEvent(
  pair: Readonly<Pair>,
  tally: Readonly<Tally>,
  vessel: Readonly<Ship>,
  partner: Readonly<Ship>,
  knownAt: number,
  context: EncounterContext,
): Encounter {
  const [first, second] = [pair.vesselId, pair.partnerId].sort();
  const { name } = context.particulars(pair.partnerId);
  return {
    id: stableId('encounter', first!, second!, tally.beganAt),
    kind: 'encounter',
    vesselId: pair.vesselId,
    mmsi: vessel.mmsi,
    state: 'open',
    revision: 1,
    knownAt,
    beganAt: tally.beganAt,
    endedAt: null,
    basis: 'observed',
    lon: tally.lon,
    lat: tally.lat,
    reason: null,
    facts: {
      partnerId: pair.partnerId,
      partnerName: name === '' ? `MMSI ${partner.mmsi}` : name,
      partnerMmsi: partner.mmsi,
      offPlaceKm: pair.offPlaceKm,
      ...measures(tally),
    },
  };
}

/** Plain data of what is followed; the cells are drawn from it again. */
export interface EncounterSnapshot {
  ships: Ship[];
  pairs: [string, Pair][];
  refused: number;
}

export function snapshotEncounters(state: Readonly<EncounterState>): EncounterSnapshot {
  return structuredClone({ ships: [...state.ships.values()], pairs: [...state.pairs], refused: state.refused });
}

export function restoreEncounters(snapshot: EncounterSnapshot): EncounterState {
  const state = beginMeetings();
  const { ships, pairs, refused } = structuredClone(snapshot);
  for (const ship of ships) enrol(state, ship);
  for (const [key, pair] of pairs) state.pairs.set(key, pair);
  state.refused = refused;
  plan(state);
  return state;
}
