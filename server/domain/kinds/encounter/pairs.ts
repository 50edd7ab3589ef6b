// The pairs of ships that have come near each other: when a pair is made, kept under a new id, over, and let go. In come
// ships that moved; it never judges what a pair does.

import type { FleetState } from '../detector.ts';
import type { Alone } from './alone.ts';
import type { Encounter } from './facts.ts';
import { AROUND, cellBeside, isWithin, letGo, type Neighbourhood, type Ship } from './neighbourhood.ts';
import { BRIDGE_MS, beginRuns, type Runs } from './runs.ts';
import { LIMITS } from './settings.ts';

/** A pair is looked at from this distance on and left alone beyond twice of it, km. Ours. */
export const PAIR_KM = 1.5;
/** A ship not heard for this long is let go: nothing can be drawn across more than an hour. */
export const SILENT_MS = 2 * BRIDGE_MS;
/** At these bounds new neighbours are refused and counted, rather than old ones dropped. */
const MOST_PAIRS = 20_000;
const NOBODY: readonly Ship[] = [];

export interface Pair {
  /** The watched one; of two watched ones the first by id. */
  vesselId: string;
  partnerId: string;
  madeAt: number;
  runs: Runs;
  /** Distance to the nearest place, measured once the time of an encounter is reached; -1 before. */
  offPlaceKm: number;
  /** One of the two fell silent beside the other. */
  alone: Alone | null;
  said: Encounter | null;
}

/** Survives a structured clone as it is. */
export interface EncounterState extends Neighbourhood, FleetState {
  pairs: Map<string, Pair>;
  /** Neighbours refused because too many were followed. */
  refused: number;
}

/** Makes a pair with every followed ship that has come near, where at least one of the two is watched and lies. */
export function findPairs(state: EncounterState, ship: Ship, at: number): void {
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
      const { vesselId: partnerId } = partner;
      const runs = beginRuns();
      state.pairs.set(key, { vesselId, partnerId, madeAt: at, runs, offPlaceKm: -1, alone: null, said: null });
      ship.pairs.push(key);
      other.pairs.push(key);
      state.dueAt = Math.min(state.dueAt, at + LIMITS.joinMs);
    }
  }
  state.dueAt = Math.min(state.dueAt, at + SILENT_MS);
}

function pairKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

/** When a pair that is not seen near again is over. */
export function endOf(pair: Readonly<Pair>): number {
  const { run, joined } = pair.runs;
  const togetherAt = run?.lastAt ?? joined?.lastAt ?? pair.madeAt;
  return Math.max(togetherAt, pair.alone?.untilAt ?? 0) + LIMITS.joinMs;
}

/** Sets when the detector is to be called next: at the end of the first pair, or of a ship that has no pair. */
export function plan(state: EncounterState): void {
  state.dueAt = Number.POSITIVE_INFINITY;
  for (const pair of state.pairs.values()) state.dueAt = Math.min(state.dueAt, endOf(pair));
  for (const ship of state.ships.values()) {
    if (ship.pairs.length === 0) state.dueAt = Math.min(state.dueAt, ship.spots.at(-1)!.at + SILENT_MS);
  }
}

export function unpair(state: EncounterState, key: string, pair: Pair): void {
  state.pairs.delete(key);
  for (const id of [pair.vesselId, pair.partnerId]) {
    const ship = state.ships.get(id)!;
    ship.pairs = ship.pairs.filter((each) => each !== key);
    if (!ship.lies && ship.pairs.length === 0) letGo(state, ship);
  }
}

/** A vessel known by its unit so far has turned out to be another: its pairs go on under the new id. */
export function renameShip(state: EncounterState, fromId: string, toId: string): void {
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
