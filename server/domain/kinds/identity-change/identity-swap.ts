// Identity swaps: a watched ship falls silent, and a unit that was never heard before begins within its reach, with its
// size. In come the fixes and sizes of watched ships, and the first words of every new unit; out goes a suspicion, told
// once the watched ship has stayed silent for an hour, and withdrawn when both are on the air. It sees the whole fleet,
// so it is keyed by length: a new unit is compared with the few watched ships of its own length. Whose new name it is
// nobody can say; a ship of the same size that sails into reception looks the same.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import { kindOfMmsi } from '../../identity/mmsi.ts';
import { IDENTITY, type UnitIdentity } from '../../identity/unit.ts';
import { shipClassOf } from '../../ship-class.ts';
import { HOUR_MS, momentOf } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { FleetContext, FleetDetector, FleetState } from '../detector.ts';
import type { IdentityChange } from './facts.ts';
import { FORGET_MS, IDENTITY_SETTINGS, SWAP_GAP_MS, SWAP_KN, SWAP_MS, SWAP_SIZE_M } from './settings.ts';

/** At these bounds further ones are not followed: a feed in which more new units fit at once is only just beginning. */
const MOST_NEWCOMERS = 2_000;
const MOST_SWAPS = 500;
/** Suspicions on one gap; a third of the same size says that the size is a common one. */
const MOST_PER_SHIP = 2;

/** A watched ship and its last fix. */
interface Watched {
  vesselId: string;
  mmsi: number;
  name: string;
  lengthM: number;
  /** 0 where it was not told. */
  beamM: number;
  shipType: number | null;
  /** 0 before the first fix. */
  at: number;
  lon: number;
  lat: number;
}

/** A unit that has just begun. */
interface Newcomer {
  mmsi: number;
  name: string;
  imo: number | null;
  lengthM: number;
  beamM: number;
  shipType: number | null;
  firstAt: number;
  /** Its first position since; 0 before it. */
  at: number;
  lon: number;
  lat: number;
}

interface Swap {
  /** The silent ship. */
  vesselId: string;
  /** When it was heard again; 0 while it is silent. */
  backAt: number;
  said: IdentityChange;
}

/** Survives a structured clone as it is. */
export interface SwapState extends FleetState {
  ships: Map<string, Watched>;
  /** Vessel ids by length in whole metres. */
  byLength: Map<number, string[]>;
  /** By MMSI, as the suspicions on them are. */
  newcomers: Map<number, Newcomer>;
  swaps: Map<number, Swap>;
  /** Silent ships with a suspicion, and how many. */
  suspected: Map<string, number>;
}

export const identitySwap: FleetDetector<SwapState> = {
  name: 'identity-change',
  settings: Object.values(IDENTITY_SETTINGS).filter(({ name }) => /swap|same size/.test(name)),

  begin: () => ({
    dueAt: Number.POSITIVE_INFINITY,
    ships: new Map(),
    byLength: new Map(),
    newcomers: new Map(),
    swaps: new Map(),
    suspected: new Map(),
  }),

  fix(state, track, context) {
    if (track.watched) {
      const ship = state.ships.get(track.vesselId);
      if (ship === undefined) return;
      ship.at = track.at;
      ship.lon = track.lon;
      ship.lat = track.lat;
      if (state.suspected.has(track.vesselId)) noteReturn(state, track);
      return;
    }
    if (state.newcomers.size === 0 && state.swaps.size === 0) return;
    const newcomer = state.newcomers.get(track.mmsi);
    if (newcomer !== undefined && newcomer.at === 0) place(newcomer, track);
    const swap = state.swaps.get(track.mmsi);
    if (swap !== undefined && swap.backAt !== 0) withdraw(state, track, swap, context);
  },

  hearStatic(state, track, { unit, changed, hull }) {
    const isNews = (changed & IDENTITY) !== 0;
    if (track.watched) {
      if (isNews || !state.ships.has(track.vesselId)) follow(state, track, unit, unit.lengthM || (hull?.lengthM ?? 0));
    } else if (isNews && isNew(unit) && !state.newcomers.has(unit.mmsi)) welcome(state, track, unit);
  },

  tick(state, at, context) {
    if (at < state.dueAt) return;
    const due = [...state.newcomers.values()].filter(({ firstAt }) => at >= firstAt + SWAP_GAP_MS);
    due.sort((a, b) => a.firstAt - b.firstAt || a.mmsi - b.mmsi);
    for (const newcomer of due) {
      state.newcomers.delete(newcomer.mmsi);
      suspect(state, newcomer, newcomer.firstAt + SWAP_GAP_MS, context);
    }
    for (const [mmsi, swap] of [...state.swaps].sort(([a], [b]) => a - b)) {
      const overAt = swap.said.beganAt + FORGET_MS;
      if (at >= overAt) end(state, mmsi, swap, 'closed', overAt, null, context);
    }
    plan(state);
  },

  rename(state, fromId, toId) {
    const ship = state.ships.get(fromId);
    if (ship === undefined || state.ships.has(toId)) return;
    unfile(state, ship);
    state.ships.delete(fromId);
    ship.vesselId = toId;
    state.ships.set(toId, ship);
    file(state, ship);
  },
};

/** A watched ship has said who it is; its size is its own, else the watchlist's. */
function follow(state: SwapState, track: Readonly<Track>, unit: Readonly<UnitIdentity>, lengthM: number): void {
  state.newcomers.delete(unit.mmsi);
  if (lengthM === 0) return;
  let ship = state.ships.get(track.vesselId);
  if (ship === undefined) {
    const { vesselId, at, lon, lat, fixes } = track;
    ship = { vesselId, mmsi: 0, name: '', lengthM: 0, beamM: 0, shipType: null, at: 0, lon: 0, lat: 0 };
    if (fixes > 0) Object.assign(ship, { at, lon, lat });
    state.ships.set(vesselId, ship);
  } else unfile(state, ship);
  ship.mmsi = unit.mmsi;
  ship.name = unit.name;
  ship.lengthM = lengthM;
  ship.beamM = unit.beamM ?? 0;
  ship.shipType = unit.shipType;
  file(state, ship);
}

function file(state: SwapState, { vesselId, lengthM }: Watched): void {
  const key = Math.round(lengthM);
  const ids = state.byLength.get(key);
  if (ids) ids.push(vesselId);
  else state.byLength.set(key, [vesselId]);
}

function unfile(state: SwapState, { vesselId, lengthM }: Watched): void {
  const key = Math.round(lengthM);
  const ids = state.byLength.get(key)!.filter((id) => id !== vesselId);
  if (ids.length > 0) state.byLength.set(key, ids);
  else state.byLength.delete(key);
}

/** Its size is heard within the hour from its first report: a unit that has long been heard is nobody's new name. */
function isNew(unit: Readonly<UnitIdentity>): boolean {
  return !!unit.lengthM && unit.lastAt - unit.firstAt < SWAP_GAP_MS && kindOfMmsi(unit.mmsi) === 'ship';
}

function welcome(state: SwapState, track: Readonly<Track>, unit: Readonly<UnitIdentity>): void {
  const newcomer: Newcomer = {
    mmsi: unit.mmsi,
    name: unit.name,
    imo: unit.imo,
    lengthM: unit.lengthM!,
    beamM: unit.beamM ?? 0,
    shipType: unit.shipType,
    firstAt: unit.firstAt,
    at: 0,
    lon: 0,
    lat: 0,
  };
  if (state.newcomers.size >= MOST_NEWCOMERS || fittingShips(state, newcomer).length === 0) return;
  if (track.fixes > 0) place(newcomer, track);
  state.newcomers.set(unit.mmsi, newcomer);
  state.dueAt = Math.min(state.dueAt, newcomer.firstAt + SWAP_GAP_MS);
}

function place(newcomer: Newcomer, { at, lon, lat }: Readonly<Track>): void {
  newcomer.at = at;
  newcomer.lon = lon;
  newcomer.lat = lat;
}

/** Watched ships of its size that were heard last before it began, and not longer ago than a swap takes. */
function fittingShips(state: SwapState, newcomer: Readonly<Newcomer>): Watched[] {
  const fitting: Watched[] = [];
  const length = Math.round(newcomer.lengthM);
  for (let key = length - SWAP_SIZE_M - 1; key <= length + SWAP_SIZE_M + 1; key++) {
    for (const id of state.byLength.get(key) ?? []) {
      const ship = state.ships.get(id)!;
      if (ship.mmsi === newcomer.mmsi || ship.at === 0 || ship.at >= newcomer.firstAt) continue;
      if (newcomer.firstAt - ship.at > SWAP_MS || !isSameSize(ship, newcomer)) continue;
      if (isOtherTrade(ship.shipType, newcomer.shipType)) continue;
      fitting.push(ship);
    }
  }
  return fitting;
}

function isSameSize(one: Readonly<Watched>, other: Readonly<Newcomer>): boolean {
  const sameBeam = one.beamM === 0 || other.beamM === 0 || Math.abs(one.beamM - other.beamM) <= SWAP_SIZE_M;
  return sameBeam && Math.abs(one.lengthM - other.lengthM) <= SWAP_SIZE_M;
}

/** A tanker that begins is no dry-cargo ship that has gone. */
function isOtherTrade(one: number | null, other: number | null): boolean {
  if (one === null || other === null) return false;
  return shipClassOf(null, one) !== shipClassOf(null, other);
}

/** The silent ship that it may be: the nearest of those in whose reach it began. */
function suspect(state: SwapState, newcomer: Readonly<Newcomer>, at: number, context: FleetContext): void {
  if (newcomer.at === 0 || state.swaps.size >= MOST_SWAPS) return;
  const fitting = fittingShips(state, newcomer)
    .map((ship) => ({ ship, km: distanceKm(ship.lon, ship.lat, newcomer.lon, newcomer.lat) }))
    .filter(({ ship, km }) => km <= SWAP_KN * KM_PER_NM * ((newcomer.at - ship.at) / HOUR_MS))
    .sort((a, b) => a.km - b.km || (a.ship.vesselId < b.ship.vesselId ? -1 : 1));
  const best = fitting[0];
  if (best === undefined) return;
  const { ship, km } = best;
  const known = state.suspected.get(ship.vesselId) ?? 0;
  if (known >= MOST_PER_SHIP) return;
  state.suspected.set(ship.vesselId, known + 1);
  const said = eventOf(ship, newcomer, km, fitting.length - 1, at);
  state.swaps.set(newcomer.mmsi, { vesselId: ship.vesselId, backAt: 0, said });
  context.say(said);
}

function eventOf(
  ship: Readonly<Watched>,
  newcomer: Readonly<Newcomer>,
  km: number,
  others: number,
  at: number,
): IdentityChange {
  const hours = ((newcomer.at - ship.at) / HOUR_MS).toFixed(1);
  const called = newcomer.name === '' ? '' : ` (${newcomer.name})`;
  const beams = ship.beamM > 0 && newcomer.beamM > 0 ? `, ${ship.beamM} and ${newcomer.beamM} m broad` : '';
  const grounds = [
    `${ship.name || ship.vesselId} (MMSI ${ship.mmsi}) was last heard ${momentOf(ship.at)}.`,
    `MMSI ${newcomer.mmsi}${called}, never heard before, begins ${momentOf(newcomer.firstAt)}, ${km.toFixed(1)} km away ${hours} h later.`,
    `They are ${ship.lengthM} and ${newcomer.lengthM} m long${beams}.`,
    newcomer.imo === null ? 'The new one sends no valid IMO number.' : `The new one sends IMO ${newcomer.imo}.`,
  ];
  if (others > 0) grounds.push(`${others} more silent ships of that size are in reach.`);
  return {
    kind: 'identity-change',
    id: stableId('identity-change', 'identity-swap', ship.vesselId, newcomer.mmsi, newcomer.firstAt),
    vesselId: ship.vesselId,
    mmsi: ship.mmsi,
    state: 'open',
    revision: 1,
    knownAt: at,
    beganAt: newcomer.firstAt,
    endedAt: null,
    basis: 'inferred',
    lon: newcomer.lon,
    lat: newcomer.lat,
    reason: null,
    facts: { change: 'identity-swap', fields: [], weight: 'suspicion', hullId: null, messages: 1, grounds },
  };
}

function noteReturn(state: SwapState, { vesselId, at }: Readonly<Track>): void {
  for (const swap of state.swaps.values()) if (swap.vesselId === vesselId && swap.backAt === 0) swap.backAt = at;
}

function withdraw(state: SwapState, track: Readonly<Track>, swap: Swap, context: FleetContext): void {
  const reason = `both are on the air: the one was heard again ${momentOf(swap.backAt)}, the other ${momentOf(track.at)}`;
  end(state, track.mmsi, swap, 'withdrawn', track.at, reason, context);
}

function end(
  state: SwapState,
  mmsi: number,
  swap: Swap,
  ending: 'closed' | 'withdrawn',
  at: number,
  reason: string | null,
  context: FleetContext,
): void {
  const { said, vesselId } = swap;
  state.swaps.delete(mmsi);
  const left = (state.suspected.get(vesselId) ?? 1) - 1;
  if (left > 0) state.suspected.set(vesselId, left);
  else state.suspected.delete(vesselId);
  const { revision, beganAt } = said;
  context.say({ ...said, state: ending, revision: revision + 1, knownAt: at, endedAt: beganAt, reason });
}

function plan(state: SwapState): void {
  state.dueAt = Number.POSITIVE_INFINITY;
  for (const { firstAt } of state.newcomers.values()) state.dueAt = Math.min(state.dueAt, firstAt + SWAP_GAP_MS);
  for (const { said } of state.swaps.values()) state.dueAt = Math.min(state.dueAt, said.beganAt + FORGET_MS);
}
