// Encounters: a watched vessel and another ship lie near each other, slowly and for hours, away from ports and
// anchorages. In come the fixes of all ships; out goes one event per pair and encounter. The detector sees
// neighbours, so its state is keyed by map cell; an ordinary fix costs one cell test. It never says what was done.

import { kindOfMmsi } from '../../identity/mmsi.ts';
import { portAround } from '../../places/around.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { Track } from '../../track/track.ts';
import type { FleetContext, FleetDetector } from '../detector.ts';
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
  type Ship,
} from './neighbourhood.ts';
import { type EncounterState, endOf, findPairs, PAIR_KM, plan, renameShip, SILENT_MS, unpair } from './pairs.ts';
import { compare, keepSpot } from './runs.ts';
import { ENCOUNTER_SETTINGS, LIMITS } from './settings.ts';
import { encounterEvent, finish, tellOthers } from './telling.ts';
import { countedTally, isEncounter } from './verdict.ts';

/** A watched ship slower than this is listened round for neighbours; above `slowKn`, since that is a median. Ours. */
const LISTEN_KN = 3;

export const encounter = {
  name: 'encounter',
  settings: Object.values(ENCOUNTER_SETTINGS),

  begin: () => ({ ...beginNeighbourhood(), pairs: new Map(), dueAt: Number.POSITIVE_INFINITY, refused: 0 }),

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
    // In order of their ends, so that one long step emits the same as many short ones.
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

  rename: renameShip,
} satisfies FleetDetector<EncounterState>;

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

function comparePair(state: EncounterState, key: string, at: number, context: FleetContext): void {
  const pair = state.pairs.get(key)!;
  const vessel = state.ships.get(pair.vesselId)!;
  const partner = state.ships.get(pair.partnerId)!;
  compare(pair.runs, vessel.spots, partner.spots, LIMITS, (tally) => {
    finish(pair, tally, tally.lastAt + LIMITS.joinMs, context);
    pair.said = null;
    pair.offPlaceKm = -1;
    pair.alone = null;
  });
  pair.alone = noteAlone(pair.alone, pair.runs, vessel, partner, LIMITS);
  const tally = countedTally(pair);
  if (tally !== null && pair.said === null && isEncounter(pair, tally, vessel, partner, context)) {
    pair.said = encounterEvent(pair, tally, vessel, partner, at, context);
    context.say(pair.said);
    tellOthers(state, pair, at, context);
  }
  const { run, joined } = pair.runs;
  const apart = !isWithin(vessel.spots.at(-1)!, partner.spots.at(-1)!, 2 * PAIR_KM);
  if (run === null && joined === null && apart) unpair(state, key, pair);
}
