// Where a radio unit was heard last, and which positions speak against the unit being one ship: another unit sends the same
// IMO number too far away, or the unit's own positions lie farther apart than any ship sails. In come positions and, for
// units that speak for one vessel, their messages by turns; the state is plain data, updated in place. It names no culprit:
// of two units that send one number either may be the ship, so both are doubted.
//
// A contradiction holds while it is heard and for `HOLDS_MS` after it was last heard; then it is over.

import { distanceKm } from '../geo.ts';
import { DAY_MS, HOUR_MS, momentOf } from '../time.ts';
import type { UnitIdentity } from './unit.ts';

/** One IMO number heard from two places this far apart within an hour cannot be one ship (identity policy). */
const APART_KM = 50;
const TOGETHER_MS = HOUR_MS;
/**
 * Positions in an hour that no ship under 60 kn can have sailed to (`track.ts` says which). One false fix makes one, a
 * ship that reappears elsewhere three. Ours.
 */
const LEAPS = 3;
/** How long a contradiction is remembered after it was heard last. Ours: a day of feed in which it did not recur. */
const HOLDS_MS = DAY_MS;

/** Another unit that sends the same IMO number. */
export interface SharedNumber {
  mmsi: number;
  imo: number;
  sinceAt: number;
  lastAt: number;
  /** The farthest that both were heard apart within an hour; null while they were not both placed. */
  apartKm: number | null;
}

/** What positions tell about a unit. */
export interface Placed {
  /**
   * Its last position as of the last question who it is; up to date at every report once another unit speaks for the
   * same vessel. NaN before the first.
   */
  at: number;
  lon: number;
  lat: number;
  shared: SharedNumber | null;
  /** Leaps within the hour from `leapsFromAt`, and when there were enough of them last; 0 is never. */
  leaps: number;
  leapsFromAt: number;
  leaptAt: number;
}

export const NOWHERE: Readonly<Placed> = Object.freeze(beginPlaced());

export function beginPlaced(): Placed {
  return {
    at: Number.NaN,
    lon: Number.NaN,
    lat: Number.NaN,
    shared: null,
    leaps: 0,
    leapsFromAt: 0,
    leaptAt: 0,
  };
}

/** Counts a position that lies out of reach of the one before it. True when that newly speaks against the unit. */
export function noteLeap(placed: Placed, at: number): boolean {
  if (placed.leaps === 0 || at - placed.leapsFromAt > TOGETHER_MS) {
    placed.leaps = 0;
    placed.leapsFromAt = at;
  }
  placed.leaps++;
  if (placed.leaps < LEAPS) return false;
  const isNew = placed.leaptAt === 0;
  placed.leaptAt = at;
  return isNew;
}

/** Takes over where the unit was heard last. */
export function placeAt(placed: Placed, { at, lon, lat }: Readonly<Pick<Placed, 'at' | 'lon' | 'lat'>>): void {
  placed.at = at;
  placed.lon = lon;
  placed.lat = lat;
}

export interface Sender {
  identity: Readonly<UnitIdentity>;
  placed: Placed;
}

/**
 * Notes that two units send one IMO number within an hour: by turns, or from places that are too far apart. A unit that
 * takes over from another, as after a change of flag, does neither. `sentBeforeAt` is when `one` last sent the number
 * before the message at `at`, NaN where that message carried none. True when what stands against them has changed.
 */
export function noteShared(one: Sender, other: Sender, at: number, sentBeforeAt: number): boolean {
  const { imo } = one.identity;
  if (imo === null || imo !== other.identity.imo || !one.identity.imoHeld || !other.identity.imoHeld) return false;
  if (at - one.identity.imoAt > TOGETHER_MS || at - other.identity.imoAt > TOGETHER_MS) return false;
  const byTurns = sentBeforeAt <= other.identity.imoAt && at - sentBeforeAt <= TOGETHER_MS;
  const apartKm = apart(one.placed, other.placed, at);
  if (!byTurns && !(apartKm > APART_KM)) return false;
  const first = remember(one.placed, other.identity.mmsi, imo, at, apartKm);
  const second = remember(other.placed, one.identity.mmsi, imo, at, apartKm);
  return first || second;
}

/** NaN unless both were placed within an hour of each other and of `at`. */
function apart(one: Readonly<Placed>, other: Readonly<Placed>, at: number): number {
  if (!(at - one.at <= TOGETHER_MS && at - other.at <= TOGETHER_MS)) return Number.NaN;
  return distanceKm(one.lon, one.lat, other.lon, other.lat);
}

function remember(placed: Placed, mmsi: number, imo: number, at: number, apartKm: number): boolean {
  const km = Number.isNaN(apartKm) ? null : apartKm;
  const { shared } = placed;
  if (shared === null || shared.imo !== imo || (shared.mmsi !== mmsi && (km ?? 0) > (shared.apartKm ?? 0))) {
    placed.shared = { mmsi, imo, sinceAt: at, lastAt: at, apartKm: km };
    return true;
  }
  if (shared.mmsi !== mmsi) return false;
  const wasFar = isFar(shared);
  const wasPlaced = shared.apartKm !== null;
  shared.lastAt = at;
  if (km !== null && km > (shared.apartKm ?? -1)) shared.apartKm = km;
  return isFar(shared) !== wasFar || (shared.apartKm !== null) !== wasPlaced;
}

export function isFar({ apartKm }: Readonly<SharedNumber>): boolean {
  return apartKm !== null && apartKm > APART_KM;
}

/** When the first contradiction of the unit will be over, if it is not heard again; Infinity without any. */
export function lapsesAt({ shared, leaptAt }: Readonly<Placed>): number {
  const sharedUntil = shared === null ? Number.POSITIVE_INFINITY : shared.lastAt + HOLDS_MS;
  const leaptUntil = leaptAt === 0 ? Number.POSITIVE_INFINITY : leaptAt + HOLDS_MS;
  return Math.min(sharedUntil, leaptUntil);
}

/** Drops contradictions that have not been heard for long enough. */
export function lapsePlaced(placed: Placed, at: number): void {
  if (placed.shared !== null && at - placed.shared.lastAt > HOLDS_MS) placed.shared = null;
  if (placed.leaptAt !== 0 && at - placed.leaptAt > HOLDS_MS) placed.leaptAt = 0;
}

/** The strong contradictions, each with its values; `imo` is the number of the hull in question. */
export function placedAgainst({ shared, leaptAt }: Readonly<Placed>, imo: number | null): string[] {
  const said: string[] = [];
  if (shared !== null && shared.imo === imo && isFar(shared)) {
    const km = Math.round(shared.apartKm!).toLocaleString('en');
    said.push(
      `MMSI ${shared.mmsi} sends the same IMO ${imo} within the hour, ${km} km away (${momentOf(shared.sinceAt)})`,
    );
  }
  if (leaptAt !== 0) {
    said.push(
      `${LEAPS} or more positions in an hour that no ship under 60 kn can have sailed to (${momentOf(leaptAt)})`,
    );
  }
  return said;
}
