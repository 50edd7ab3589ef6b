// A ship's log: stays and passages one after another in time, each heard or not. Places and times in, AIS messages out.
// The ship is somewhere at every instant, so that a silence never becomes a jump.

import type { Encodable } from '../../server/ais/encode.ts';
import { bearingDeg, distanceKm, KM_PER_NM } from '../../server/domain/geo.ts';
import type { Dice } from './dice.ts';
import { crossesLand, type Point } from './land.ts';
import type { Ship } from './ships.ts';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** When AIS is on during an act, UTC ms. */
interface Span {
  fromAt: number;
  toAt: number;
}

interface Act {
  fromAt: number;
  toAt: number;
  /** One point for a stay. */
  way: Point[];
  /** Sailing cost up to each point of the way: km, more near the ends where the ship goes slower. */
  cost: number[];
  navStatus: number;
  heard: Span[];
  destination: string;
  draughtM: number;
}

export interface Log {
  ship: Ship;
  dice: Dice;
  acts: Act[];
  at: number;
  where: Point;
  destination: string;
  draughtM: number;
  /** Minutes between positions at sea and at rest, and between static messages. */
  seaMin: number;
  restMin: number;
  staticMin: number;
}

export interface Message {
  at: number;
  message: Encodable;
}

export function openLog(
  ship: Ship,
  dice: Dice,
  at: number,
  where: Point,
  pace: Pick<Log, 'seaMin' | 'restMin' | 'staticMin'>,
): Log {
  return { ship, dice, acts: [], at, where, destination: '', draughtM: ship.draughtM, ...pace };
}

/** AIS navigational status. */
export const UNDER_WAY = 0;
export const AT_ANCHOR = 1;
export const MOORED = 5;

/** Lies where it is until `toAt`. */
export function stay(log: Log, toAt: number, heard: boolean | Span[], navStatus: number = MOORED): void {
  if (toAt <= log.at)
    throw new Error(`${log.ship.name}: a stay that ends ${iso(toAt)} before it begins ${iso(log.at)}`);
  log.acts.push({
    fromAt: log.at,
    toAt,
    way: [log.where],
    cost: [0],
    navStatus,
    heard: spans(heard, log.at, toAt),
    destination: log.destination,
    draughtM: log.draughtM,
  });
  log.at = toAt;
}

/** Km at either end of a passage that are sailed at half speed. */
const HARBOUR_KM = 4;

/**
 * Sails a way at `speedKn`, or so as to arrive at `arriveAt`. `heard` may say how far from the start AIS comes on, and
 * how far before the end it goes off, in nautical miles.
 */
export function sail(
  log: Log,
  way: readonly Point[],
  pace: { speedKn: number } | { arriveAt: number },
  heard: boolean | { afterNm: number; beforeNm: number },
): void {
  const own = vary(way, log.dice);
  const cost = costs(own);
  const total = cost.at(-1)!;
  const toAt = 'arriveAt' in pace ? pace.arriveAt : log.at + (total / KM_PER_NM / pace.speedKn) * HOUR_MS;
  const speedKn = total / KM_PER_NM / ((toAt - log.at) / HOUR_MS);
  if (!(speedKn > 3 && speedKn < 18))
    throw new Error(`${log.ship.name}: ${speedKn} kn from ${iso(log.at)} to ${iso(toAt)}`);
  const act: Act = {
    fromAt: log.at,
    toAt,
    way: own,
    cost,
    navStatus: UNDER_WAY,
    heard: [],
    destination: log.destination,
    draughtM: log.draughtM,
  };
  if (typeof heard === 'boolean') act.heard = spans(heard, log.at, toAt);
  else {
    const share = (km: number): number => (Math.min(total, Math.max(0, km)) / total) * (toAt - log.at);
    const fromAt = log.at + share(heard.afterNm * KM_PER_NM);
    const untilAt = log.at + share(total - heard.beforeNm * KM_PER_NM);
    if (untilAt > fromAt) act.heard = [{ fromAt, toAt: untilAt }];
  }
  log.acts.push(act);
  log.at = toAt;
  log.where = own.at(-1)!;
}

function spans(heard: boolean | Span[], fromAt: number, toAt: number): Span[] {
  if (heard === false) return [];
  return heard === true ? [{ fromAt, toAt }] : heard;
}

/** No two passages are the same: moves the inner points a little, as far as the coast allows. */
function vary(way: readonly Point[], dice: Dice): Point[] {
  const own = [...way];
  for (let i = 1; i < own.length - 1; i++) {
    const here = own[i]!;
    const reach = Math.min(0.05, Math.min(apart(here, own[i - 1]!), apart(here, own[i + 1]!)) / 8);
    const moved = {
      lon: here.lon + dice.between(-reach, reach),
      lat: here.lat + dice.between(-reach, reach),
    };
    if (!crossesLand(own[i - 1]!, moved) && !crossesLand(moved, own[i + 1]!)) own[i] = moved;
  }
  return own;
}

function apart(a: Point, b: Point): number {
  return Math.hypot(a.lon - b.lon, a.lat - b.lat);
}

function costs(way: readonly Point[]): number[] {
  const km = [0];
  for (let i = 1; i < way.length; i++) {
    const a = way[i - 1]!;
    const b = way[i]!;
    km.push(km.at(-1)! + distanceKm(a.lon, a.lat, b.lon, b.lat));
  }
  const total = km.at(-1)!;
  if (total < 5 * HARBOUR_KM) return km;
  return km.map((at) => at + Math.min(at, HARBOUR_KM) + Math.max(0, at - (total - HARBOUR_KM)));
}

/** All that the ship was heard to say, in time order; a static message stands in the second of its position. */
export function heardFrom(log: Log): Message[] {
  const messages: Message[] = [];
  let staticDueAt = Number.NEGATIVE_INFINITY;
  let lastAt = Number.NEGATIVE_INFINITY;
  for (const act of log.acts) {
    for (const { at, turn } of sendingTimes(log, act)) {
      if (at - lastAt < (turn ? 30_000 : 90_000)) continue;
      if (at >= staticDueAt || at - lastAt > 6 * HOUR_MS) {
        messages.push({ at, message: staticOf(log.ship, act) });
        staticDueAt = at + log.staticMin * MINUTE_MS;
      }
      messages.push({ at, message: positionOf(log, act, at) });
      lastAt = at;
    }
  }
  return messages;
}

/**
 * Whole seconds on the log's beat, a few off it; and every turn of the way, as a ship that alters course sends more
 * often (ITU-R M.1371 table 1), so that a line drawn through the fixes follows the way round every headland.
 */
function sendingTimes(log: Log, act: Act): { at: number; turn: boolean }[] {
  const stepMs = (act.way.length === 1 ? log.restMin : log.seaMin) * MINUTE_MS;
  const times: { at: number; turn: boolean }[] = [];
  for (const span of act.heard) {
    for (let dueAt = span.fromAt; dueAt < span.toAt; dueAt += stepMs) {
      const at = Math.ceil((dueAt + log.dice.between(0, 40_000)) / 1000) * 1000;
      if (at < span.toAt) times.push({ at, turn: false });
    }
    if (act.way.length === 1) continue;
    const total = act.cost.at(-1)!;
    for (const cost of act.cost) {
      const exactAt = act.fromAt + (cost / total) * (act.toAt - act.fromAt);
      const at =
        Math.min(Math.floor(act.toAt / 1000), Math.max(Math.ceil(act.fromAt / 1000), Math.round(exactAt / 1000))) *
        1000;
      if (at >= span.fromAt && at <= span.toAt) times.push({ at, turn: true });
    }
  }
  return times.sort((a, b) => a.at - b.at || Number(b.turn) - Number(a.turn));
}

function staticOf(ship: Ship, act: Act): Encodable {
  return {
    type: 5,
    mmsi: ship.mmsi,
    imo: ship.imo,
    callSign: ship.callSign,
    name: ship.name,
    shipType: ship.shipType,
    bowM: Math.round(ship.lengthM * 0.8),
    sternM: ship.lengthM - Math.round(ship.lengthM * 0.8),
    portM: Math.floor(ship.beamM / 2),
    starboardM: Math.ceil(ship.beamM / 2),
    draughtM: act.draughtM,
    destination: act.destination,
    epfd: 1,
  };
}

function positionOf(log: Log, act: Act, at: number): Encodable {
  const { dice, ship } = log;
  if (act.way.length === 1) {
    // A ship at rest swings: some 20 m at a berth, 150 m at anchor.
    const swingDeg = act.navStatus === AT_ANCHOR ? 0.0012 : 0.00015;
    return {
      type: 1,
      mmsi: ship.mmsi,
      navStatus: act.navStatus,
      speedKn: Math.floor(dice.between(0, 2)) / 10,
      lon: act.way[0]!.lon + dice.between(-swingDeg, swingDeg),
      lat: act.way[0]!.lat + dice.between(-swingDeg, swingDeg),
      courseDeg: dice.between(0, 359),
      headingDeg: Math.floor(dice.between(0, 359)),
      second: Math.floor(at / 1000) % 60,
    };
  }
  const total = act.cost.at(-1)!;
  const reached = ((at - act.fromAt) / (act.toAt - act.fromAt)) * total;
  let leg = 1;
  while (leg < act.cost.length - 1 && act.cost[leg]! < reached) leg++;
  const a = act.way[leg - 1]!;
  const b = act.way[leg]!;
  const part = Math.min(1, Math.max(0, (reached - act.cost[leg - 1]!) / (act.cost[leg]! - act.cost[leg - 1]!)));
  const legKm = distanceKm(a.lon, a.lat, b.lon, b.lat);
  const slow = legKm / (act.cost[leg]! - act.cost[leg - 1]!);
  const speedKn = (total / KM_PER_NM / ((act.toAt - act.fromAt) / HOUR_MS)) * slow;
  const courseDeg = bearingDeg(a.lon, a.lat, b.lon, b.lat);
  return {
    type: 1,
    mmsi: ship.mmsi,
    navStatus: act.navStatus,
    rateOfTurnDegMin: 0,
    speedKn: Math.max(0, speedKn + dice.between(-0.4, 0.4)),
    lon: a.lon + (b.lon - a.lon) * part,
    lat: a.lat + (b.lat - a.lat) * part,
    courseDeg: (courseDeg + dice.between(-2, 2) + 360) % 360,
    headingDeg: Math.round((courseDeg + dice.between(-3, 3) + 360) % 360) % 360,
    second: Math.floor(at / 1000) % 60,
  };
}

export function iso(at: number): string {
  return new Date(at).toISOString();
}
