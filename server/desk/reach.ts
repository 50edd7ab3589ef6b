// What a silent ship can have reached by an instant: the area over water and the ports with their earliest arrival,
// reckoned from the newest thing that is known of it, be it its last fix or a sighting since. In come a ship and an instant;
// fixes and sightings come from the store, the ways from the sea. It tells what was possible and never
// where the ship is. Sums are kept by gap, within a bound: asked again a minute later, only the edge is new.

import { CodedError } from '../domain/errors.ts';
import { LISTEN_MS } from '../domain/fleet/fleet.ts';
import { KM_PER_NM } from '../domain/geo.ts';
import type { KeptFix } from '../domain/heard.ts';
import { GAP_SETTINGS } from '../domain/kinds/gap/settings.ts';
import { portAround, portSeen } from '../domain/places/around.ts';
import type { PlaceIndex } from '../domain/places/place-index.ts';
import type { RouteRule } from '../domain/rule.ts';
import {
  beginSpeeds,
  countdown,
  leadsTo,
  noteSpeed,
  type PortReach,
  type SeaWays,
  speedBoundKn,
  speedCapKn,
} from '../domain/sea/reach.ts';
import type { Sea } from '../domain/sea/sea.ts';
import { HOUR_MS, MINUTE_MS, utcMinute } from '../domain/time.ts';
import { createGiveWay } from '../seams/give-way.ts';
import type { Scope, Store } from '../seams/store.ts';

/** Fixes read for a ship's own speeds, of all that is kept of it. */
const SPEED_FIXES = 50_000;
/** Beyond this a ship can be nearly anywhere: neither area nor further ports say anything. Ours. */
export const LONGEST_MS = 96 * HOUR_MS;
/** Ports are looked for up to so far ahead, and up to the longest once the gap comes near it; Veson's 2 days. */
const AHEAD_MS = 48 * HOUR_MS;
const NEAR_END_MS = 36 * HOUR_MS;
/** On the map of all ships only the next port is told, if it comes soon: a farther search for each would take seconds. */
const SOON_MS = 6 * HOUR_MS;
/** Largest angle at which a course leads to a port (detection facts 6). */
const COURSE_DEG = 60;
/** Gaps and areas kept; an area is some 10 kB. The one used longest ago goes first. */
const KEPT_ENTRIES = 2_000;
const KEPT_AREAS = 600;
/** Ships of one answer about all that are silent. */
const MOST_SHIPS = 200;

export interface ReachDeps {
  store: Pick<Store, 'around' | 'track' | 'sightings'>;
  sea: SeaWays & Pick<Sea, 'reachArea'>;
  places: PlaceIndex;
  /** Those in use: the ports that they name are of interest. */
  rules(): readonly RouteRule[];
}

/** A ship that may be silent, with what its speed cap hangs on. */
export interface AskedShip {
  vesselId: string;
  name: string;
  /** The watchlist's own words, or null. */
  hullType: string | null;
  /** AIS ship type; NaN is absent. */
  shipType: number;
}

export interface SpeedLimit {
  speedKn: number;
  capKn: number;
  /** The fastest that it has been heard to make; 0 while too little of it is known. */
  fastestKn: number;
}

/** The newest thing that is known of a silent ship: where the sums begin. */
export interface Start {
  at: number;
  lon: number;
  lat: number;
  /** Where and by whom it was sighted, and the port of it; null where its last fix is the newest. */
  seen: { where: string; source: string; placeId: string | null } | null;
}

export interface Arrival {
  placeId: string;
  placeName: string;
  distanceKm: number;
  earliestArrivalAt: number;
  /** True for a port that a rule names. */
  named: boolean;
  signs: string[];
}

export interface Reach {
  ship: AskedShip;
  /** The whole minute it is told for, UTC ms. */
  at: number;
  last: KeptFix;
  start: Start;
  /** The first fix after the gap, where the store has one by now. */
  next: KeptFix | null;
  /** Port in which it was last heard, or null. */
  inPort: { id: string; name: string } | null;
  limit: SpeedLimit;
  /** How far it can have come, km. */
  reachKm: number;
  /** Coordinates of a polygon; null when LONGEST_MS have passed since the start, or the start is on no water. */
  area: [number, number][][] | null;
  /** Soonest first, up to `portsUntilAt`. */
  ports: Arrival[];
  portsUntilAt: number;
  distancesBy: SeaWays['measure'];
}

export interface ReachDesk {
  /** not_found when it was not heard by then; conflict when it is not silent at that instant. */
  of(scope: Scope, ship: AskedShip, at: number): Promise<Reach>;
  /**
   * Of the ships those that are silent at sea at `at`, the shortest gap first, at most MOST_SHIPS; `more` says how
   * many were left out. Other work of the process has its turn between two ships.
   */
  ofSilent(scope: Scope, ships: readonly AskedShip[], at: number): Promise<{ reaches: Reach[]; more: number }>;
}

export function createReachDesk({ store, sea, places, rules }: ReachDeps): ReachDesk {
  const limits = kept<SpeedLimit>(KEPT_ENTRIES);
  const arrivals = kept<Arrival[]>(KEPT_ENTRIES);
  const areas = kept<Reach['area']>(KEPT_AREAS);

  async function limitOf(gap: string, scope: Scope, ship: AskedShip, last: KeptFix): Promise<SpeedLimit> {
    const capKn = speedCapKn(ship.hullType, ship.shipType);
    const key = `${gap} ${capKn}`;
    const known = limits.get(key);
    if (known !== undefined) return known;
    const speeds = beginSpeeds();
    for (const fix of await store.track(scope, ship.vesselId, 0, last.at, SPEED_FIXES)) {
      noteSpeed(speeds, fix.at, fix.speedKn);
    }
    const { fastestKn } = speeds;
    return limits.keep(key, { capKn, fastestKn, speedKn: speedBoundKn(capKn, fastestKn) });
  }

  /** As the alert reckons it: a sighting that is sure and lies wholly in the gap is where the ship was last known to be. */
  async function startOf(
    scope: Scope,
    { vesselId }: AskedShip,
    at: number,
    last: KeptFix,
    next: KeptFix | null,
  ): Promise<Start> {
    const known = (await store.sightings(scope, vesselId)).filter(
      (seen) =>
        seen.grade !== 'possible' &&
        seen.arrivedAt <= at &&
        (seen.withdrawn === undefined || seen.withdrawn.at > at) &&
        seen.fromAt >= last.at &&
        seen.fromAt <= at &&
        (next === null || seen.toAt <= next.at),
    );
    const newest = known.sort((a, b) => a.fromAt - b.fromAt || a.toAt - b.toAt || (a.id < b.id ? -1 : 1)).at(-1);
    if (newest === undefined) return { at: last.at, lon: last.lon, lat: last.lat, seen: null };
    const port = portSeen(newest, places);
    const { lon, lat } = port ?? newest;
    const where = port ? `at ${port.name}` : `at ${lat.toFixed(2)}, ${lon.toFixed(2)}`;
    return { at: newest.fromAt, lon, lat, seen: { where, source: newest.source, placeId: port?.id ?? null } };
  }

  function arrivalsBy(
    gap: string,
    last: KeptFix,
    start: Start,
    inPortId: string | null,
    speedKn: number,
    untilAt: number,
  ): Arrival[] {
    const key = `${gap} ${speedKn} ${untilAt}`;
    const known = arrivals.get(key);
    if (known !== undefined) return known;
    const ports = places.ports.filter((port) => port.watch && port.id !== inPortId);
    const from = { fromAt: start.at, fromLon: start.lon, fromLat: start.lat, next: null };
    const found = countdown(from, ports, speedKn, sea.distanceKm, untilAt);
    const named = new Set(rules().flatMap((rule) => [...rule.origin, ...rule.destination]));
    return arrivals.keep(
      key,
      found.map((reach) => arrivalOf(reach, start.seen === null ? last : null, named)),
    );
  }

  function areaOf(gap: string, start: Start, reachKm: number, at: number): Reach['area'] {
    if (at - start.at > LONGEST_MS) return null;
    const key = `${gap} ${at} ${Math.round(reachKm)}`;
    const known = areas.get(key);
    if (known !== undefined) return known;
    const rings = sea.reachArea(start.lon, start.lat, reachKm);
    return areas.keep(key, rings.length === 0 ? null : rings);
  }

  async function tell(
    scope: Scope,
    ship: AskedShip,
    at: number,
    { last, next, portsUntil }: { last: KeptFix; next: KeptFix | null; portsUntil: (startAt: number) => number },
  ): Promise<Reach> {
    const start = await startOf(scope, ship, at, last, next);
    const portsUntilAt = portsUntil(start.at);
    const gap = `${scope} ${ship.vesselId} ${last.at} ${start.at} ${start.lon} ${start.lat}`;
    const limit = await limitOf(gap, scope, ship, last);
    const portId = portAround(places, last.lon, last.lat);
    const hereId = start.seen === null ? portId : start.seen.placeId;
    const minute = Math.max(start.at, Math.floor(at / MINUTE_MS) * MINUTE_MS);
    const reachKm = ((minute - start.at) / HOUR_MS) * limit.speedKn * KM_PER_NM;
    // Before the area: the wider search serves it too.
    const ports = arrivalsBy(gap, last, start, hereId, limit.speedKn, portsUntilAt);
    return {
      ship,
      at: minute,
      last,
      start,
      next,
      inPort: portId === null ? null : { id: portId, name: places.port(portId)!.name },
      limit,
      reachKm,
      area: areaOf(gap, start, reachKm, minute),
      ports,
      portsUntilAt,
      distancesBy: sea.measure,
    };
  }

  return {
    async of(scope, ship, at) {
      const { last, next } = await store.around(scope, ship.vesselId, at);
      if (last === null) {
        throw new CodedError('not_found', `${ship.name} was not heard in '${scope}' by ${utc(at)}.`);
      }
      const silentMs = at - last.at;
      if (silentMs < LISTEN_MS) {
        const minutes = Math.floor(silentMs / MINUTE_MS);
        const ago = minutes === 0 ? 'within the minute' : `${minutes} min before`;
        throw new CodedError(
          'conflict',
          `${ship.name} is not silent at ${utc(at)}: it was heard ${ago}. A ship counts as silent here after an hour.`,
        );
      }
      const portsUntil = (startAt: number) => startAt + (at - startAt > NEAR_END_MS ? LONGEST_MS : AHEAD_MS);
      return tell(scope, ship, at, { last, next, portsUntil });
    },

    async ofSilent(scope, ships, at) {
      const silent: { ship: AskedShip; last: KeptFix; next: KeptFix | null }[] = [];
      const giveWay = createGiveWay();
      for (const ship of ships) {
        await giveWay.ifDue();
        const { last, next } = await store.around(scope, ship.vesselId, at);
        // The shortest threshold: class B is not told apart in what is stored.
        if (last === null || at - last.at < GAP_SETTINGS.classAHours.value * HOUR_MS) continue;
        if (portAround(places, last.lon, last.lat) === null) silent.push({ ship, last, next });
      }
      silent.sort((a, b) => b.last.at - a.last.at || (a.ship.vesselId < b.ship.vesselId ? -1 : 1));
      const reaches: Reach[] = [];
      for (const { ship, last, next } of silent.slice(0, MOST_SHIPS)) {
        await giveWay.ifDue();
        // To the hour, so that the ports found serve the next questions too.
        const soonAt = Math.floor((at + SOON_MS) / HOUR_MS) * HOUR_MS;
        const portsUntil = (startAt: number) => Math.min(startAt + LONGEST_MS, soonAt);
        reaches.push(await tell(scope, ship, at, { last, next, portsUntil }));
      }
      return { reaches, more: Math.max(0, silent.length - MOST_SHIPS) };
    },
  };
}

/** Where the speed limit comes from, one sentence. */
export function limitGround({ speedKn, capKn, fastestKn }: SpeedLimit): string {
  if (fastestKn === 0) return `Cap for its type, ${kn(capKn)}: too little is known of its own speeds.`;
  const own = `it was heard to make ${kn(fastestKn)} at most`;
  if (speedKn === capKn) return `Cap for its type, ${kn(capKn)}; ${own}.`;
  return `1.15 times the fastest of its own: ${own}, and the cap for its type is ${kn(capKn)}.`;
}

function kn(speedKn: number): string {
  return `${Number(speedKn.toFixed(1))} kn`;
}

/** `last` is null where a sighting is newer: its course then tells nothing. */
function arrivalOf(reach: PortReach, last: KeptFix | null, named: ReadonlySet<string>): Arrival {
  const { port } = reach;
  const signs: string[] = [];
  if (last !== null && leadsTo(last.lon, last.lat, last.courseDeg, port, COURSE_DEG)) {
    signs.push(`its last course of ${Math.round(last.courseDeg)} degrees led towards it`);
  }
  if (named.has(port.id)) signs.push('a rule names this port');
  return {
    placeId: port.id,
    placeName: port.name,
    distanceKm: reach.distanceInKm,
    earliestArrivalAt: Math.ceil(reach.earliestArrivalAt),
    named: named.has(port.id),
    signs,
  };
}

function utc(at: number): string {
  return utcMinute(at);
}

/** A bounded memory: what was used longest ago goes first. */
function kept<T>(most: number) {
  const rows = new Map<string, T>();
  return {
    get(key: string): T | undefined {
      const row = rows.get(key);
      if (row !== undefined) {
        rows.delete(key);
        rows.set(key, row);
      }
      return row;
    },
    keep(key: string, row: T): T {
      rows.set(key, row);
      if (rows.size > most) rows.delete(rows.keys().next().value!);
      return row;
    },
  };
}
