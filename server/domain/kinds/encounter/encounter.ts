// Encounters: a watched vessel and another ship lie near each other, slowly and for hours, away from ports and
// anchorages. In come the fixes of all ships; out goes one event per pair and meeting. It sees neighbours, so it is
// keyed by map cell; an ordinary fix costs one cell test. It never says what was done.

import { stableId } from '../../hash.ts';
import { kindOfMmsi } from '../../identity/mmsi.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { Track } from '../../track.ts';
import type { FleetContext, FleetDetector, FleetState } from '../detector.ts';
import type { Encounter } from '../event.ts';
import { portAround } from '../gap/gap.ts';
import { noteAlone } from './alone.ts';
import {
  AROUND,
  beginNeighbourhood,
  cellBeside,
  cellOf,
  enrol,
  isWithin,
  letGo,
  mayConcern,
  moveTo,
  type Neighbourhood,
  type Ship,
} from './neighbourhood.ts';
import { BRIDGE_MS, beginMeeting, compare, keepSpot, type Tally } from './pair.ts';
import { countedTally, ENCOUNTER_SETTINGS, isEncounter, LIMITS, measures, type Pair } from './verdict.ts';

/** A watched ship slower than this is listened round for neighbours; above `slowKn`, since that is a median. Ours. */
const LISTEN_KN = 3;
/** A pair is looked at from this distance on and left alone beyond twice of it, km. Ours. */
const PAIR_KM = 1.5;
/** A ship not heard for this long is let go: nothing can be drawn across more than an hour. */
const SILENT_MS = 2 * BRIDGE_MS;
const NOBODY: readonly Ship[] = [];
/** At these bounds new neighbours are refused and counted, rather than old ones dropped. */
const MOST_PAIRS = 20_000;

/** Survives a structured clone as it is; `snapshotEncounters` makes it JSON-safe. */
export interface EncounterState extends Neighbourhood, FleetState {
  pairs: Map<string, Pair>;
  /** Neighbours refused because too many were followed. */
  refused: number;
}

/** The state before anything was heard. */
export function beginMeetings(): EncounterState {
  return { ...beginNeighbourhood(), pairs: new Map(), dueAt: Number.POSITIVE_INFINITY, refused: 0 };
}

export const encounter = {
  name: 'encounter',
  settings: Object.values(ENCOUNTER_SETTINGS),

  begin: beginMeetings,

  fix(state, track, context) {
    const cell = cellOf(track.lon, track.lat);
    if (!track.watched && !mayConcern(state, track.mmsi, cell)) return;
    const lies = track.watched && !(track.speedKn > LISTEN_KN) && isOutsidePorts(context.places, track);
    let ship = state.ships.get(track.vesselId);
    if (ship === undefined) {
      if (!lies && (track.watched || !isShipUnit(track.mmsi) || !hasNeighbour(state, track, cell))) return;
      ship = follow(state, track, cell);
    }
    ship.watched = track.watched;
    moveTo(state, ship, cell, lies);
    keepSpot(ship.spots, track.at, track.lon, track.lat, track.speedKn);
    findPairs(state, ship, track.at);
    for (const key of [...ship.pairs]) comparePair(state, key, track.at, context);
    if (!ship.lies && ship.pairs.length === 0) letGo(state, ship);
  },

  tick(state, at, context) {
    if (at < state.dueAt) return;
    // In order of their ends, so that one long step says the same as many short ones.
    const over = [...state.pairs]
      .map(([key, pair]) => ({ key, pair, overAt: endOf(pair) }))
      .filter(({ overAt }) => at >= overAt)
      .sort((a, b) => a.overAt - b.overAt || (a.key < b.key ? -1 : 1));
    for (const { key, pair, overAt } of over) {
      finish(pair, countedTally(pair), overAt, context);
      unpair(state, key, pair);
    }
    for (const ship of [...state.ships.values()]) {
      if (ship.pairs.length === 0 && at - ship.spots.at(-1)!.at >= SILENT_MS) letGo(state, ship);
    }
    plan(state);
  },

  rename: renameInMeetings,
} satisfies FleetDetector<EncounterState>;

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
    if (pair.alone !== null) pair.alone.silentId = renamed(pair.alone.silentId);
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
  const togetherAt = run?.lastAt ?? joined?.lastAt ?? pair.madeAt;
  return Math.max(togetherAt, pair.alone?.untilAt ?? 0) + LIMITS.joinMs;
}

function plan(state: EncounterState): void {
  state.dueAt = Number.POSITIVE_INFINITY;
  for (const pair of state.pairs.values()) state.dueAt = Math.min(state.dueAt, endOf(pair));
  for (const ship of state.ships.values()) {
    if (ship.pairs.length === 0) state.dueAt = Math.min(state.dueAt, ship.spots.at(-1)!.at + SILENT_MS);
  }
}

function isOutsidePorts(places: PlaceIndex, track: Readonly<Track>): boolean {
  return !places.isNear(track.lon, track.lat) || portAround(places, track.lon, track.lat) === null;
}

/** Buoys, nets, aircraft and shore stations are no ships. */
function isShipUnit(mmsi: number): boolean {
  return kindOfMmsi(mmsi) === 'ship';
}

/** Lies a watched ship close by? Asked for every ship in a warm cell, so nothing is allocated. */
function hasNeighbour(state: EncounterState, track: Readonly<Track>, cell: number): boolean {
  for (let step = 0; step < AROUND; step++) {
    const there = state.cells.get(cellBeside(cell, step));
    if (there === undefined) continue;
    for (const ship of there) if (ship.lies && isWithin(ship.spots.at(-1)!, track, PAIR_KM)) return true;
  }
  return false;
}

function follow(state: EncounterState, track: Readonly<Track>, cell: number): Ship {
  const { vesselId, mmsi, watched } = track;
  const ship: Ship = { vesselId, mmsi, watched, spots: [], cell, lies: false, pairs: [] };
  if (track.fixes > 1) keepSpot(ship.spots, track.previousAt, track.previousLon, track.previousLat, Number.NaN);
  enrol(state, ship);
  return ship;
}

/** Makes a pair with every followed ship that has come near, where at least one of the two is watched and lies. */
function findPairs(state: EncounterState, ship: Ship, at: number): void {
  const here = ship.spots.at(-1)!;
  for (let step = 0; step < AROUND; step++) {
    for (const other of state.cells.get(cellBeside(ship.cell, step)) ?? NOBODY) {
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
      state.pairs.set(key, {
        vesselId,
        partnerId: partner.vesselId,
        madeAt: at,
        meeting,
        offPlaceKm: -1,
        alone: null,
        said: null,
      });
      ship.pairs.push(key);
      other.pairs.push(key);
      state.dueAt = Math.min(state.dueAt, at + LIMITS.joinMs);
    }
  }
  state.dueAt = Math.min(state.dueAt, at + SILENT_MS);
}

function comparePair(state: EncounterState, key: string, at: number, context: FleetContext): void {
  const pair = state.pairs.get(key)!;
  const vessel = state.ships.get(pair.vesselId)!;
  const partner = state.ships.get(pair.partnerId)!;
  compare(pair.meeting, vessel.spots, partner.spots, LIMITS, (tally) => {
    finish(pair, tally, tally.lastAt + LIMITS.joinMs, context);
    pair.said = null;
    pair.offPlaceKm = -1;
    pair.alone = null;
  });
  pair.alone = noteAlone(pair.alone, pair.meeting, vessel, partner, LIMITS);
  const tally = countedTally(pair);
  if (tally !== null && pair.said === null && isEncounter(pair, tally, vessel, partner, context)) {
    pair.said = encounterEvent(pair, tally, vessel, partner, at, context);
    context.say(pair.said);
    tellOthers(state, pair, at, context);
  }
  const { run, joined } = pair.meeting;
  const apart = !isWithin(vessel.spots.at(-1)!, partner.spots.at(-1)!, 2 * PAIR_KM);
  if (run === null && joined === null && apart) unpair(state, key, pair);
}

function finish(pair: Pair, tally: Tally | null, knownAt: number, context: FleetContext): void {
  const { said } = pair;
  if (said === null || tally === null) return;
  const facts = { ...said.facts, ...measures(pair, tally) };
  const endedAt = Math.max(tally.lastAt, pair.alone?.untilAt ?? 0);
  context.say({
    ...said,
    state: 'closed',
    revision: said.revision + 1,
    knownAt,
    endedAt,
    basis: basisOf(tally),
    facts,
  });
}

/** Positions prove the time together alone; what is added for a silent ship is inferred. */
function basisOf(tally: Readonly<Tally>): Encounter['basis'] {
  return tally.nearMs >= ENCOUNTER_SETTINGS.leastMinutes.value * 60_000 ? 'observed' : 'inferred';
}

/** Three or more at once: every pair that was told and shares a ship with this one is told of the third. */
function tellOthers(state: EncounterState, pair: Pair, at: number, context: FleetContext): void {
  const shared = [pair.vesselId, pair.partnerId];
  const keys = new Set(shared.flatMap((id) => state.ships.get(id)!.pairs));
  for (const key of [...keys].sort()) {
    const other = state.pairs.get(key)!;
    if (other === pair || other.said === null || other.said.state !== 'open') continue;
    const [mine] = [pair.vesselId, pair.partnerId].filter((id) => id !== other.vesselId && id !== other.partnerId);
    const [theirs] = [other.vesselId, other.partnerId].filter((id) => !shared.includes(id));
    if (mine !== undefined) addOther(other, state.ships.get(mine)!, at, context);
    if (theirs !== undefined) addOther(pair, state.ships.get(theirs)!, at, context);
  }
}

function addOther(pair: Pair, { vesselId, mmsi }: Readonly<Ship>, knownAt: number, context: FleetContext): void {
  const said = pair.said!;
  if (said.facts.others.some((other) => other.vesselId === vesselId)) return;
  const others = [...said.facts.others, { vesselId, name: nameOf(vesselId, mmsi, context), mmsi }];
  others.sort((a, b) => a.mmsi - b.mmsi);
  const reason = 'another ship lies with them';
  pair.said = { ...said, revision: said.revision + 1, knownAt, reason, facts: { ...said.facts, others } };
  context.say(pair.said);
}

function nameOf(vesselId: string, mmsi: number, context: FleetContext): string {
  const { name } = context.particulars(vesselId);
  return name === '' ? `MMSI ${mmsi}` : name;
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
  context: FleetContext,
): Encounter {
  const [first, second] = [pair.vesselId, pair.partnerId].sort();
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
    basis: basisOf(tally),
    lon: tally.lon,
    lat: tally.lat,
    reason: null,
    facts: {
      partnerId: pair.partnerId,
      partnerName: nameOf(pair.partnerId, partner.mmsi, context),
      partnerMmsi: partner.mmsi,
      offPlaceKm: pair.offPlaceKm,
      others: [],
      ...measures(pair, tally),
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
