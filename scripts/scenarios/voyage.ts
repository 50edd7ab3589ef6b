// A ship's log: stays and passages one after another in time, each heard or not. The ship is somewhere at every instant,
// so that a gap never becomes a jump. What is heard of it, `sending.ts` makes.

import { distanceKm, KM_PER_NM } from '../../server/domain/geo.ts';
import { HOUR_MS, isoMoment, MINUTE_MS } from '../../server/domain/time.ts';
import type { Dice } from './dice.ts';
import { crossesLand, type Point } from './land.ts';
import type { Ship } from './ships.ts';

/** When AIS is on during an act, UTC ms. */
interface Span {
  fromAt: number;
  toAt: number;
}

export interface Act {
  fromAt: number;
  toAt: number;
  /** As the ship called itself then. */
  ship: Ship;
  /** One point for a stay. */
  way: Point[];
  /** Sailing cost up to each point of the way: km, more near the ends where the ship goes slower. */
  cost: number[];
  navStatus: number;
  /** Where AIS says that it is instead, if that is not where it is. */
  box: Box | null;
  /** Between positions. */
  stepMs: number;
  heard: Span[];
  destination: string;
  draughtM: number;
}

/** A rectangle on the water in which a false position stays. */
export interface Box {
  centre: Point;
  eastKm: number;
  northKm: number;
}

export interface Log {
  /** May become another in the course of the log: the same hull under a new name, flag and number. */
  ship: Ship;
  dice: Dice;
  acts: Act[];
  at: number;
  where: Point;
  destination: string;
  draughtM: number;
  /** Minutes between positions at sea and at rest, from the next act on, and between static messages. */
  seaMin: number;
  restMin: number;
  staticMin: number;
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
  lie(log, toAt, heard, navStatus, null);
}

/** Is wherever it is until `toAt`, and sends positions of a box elsewhere, as if it lay at anchor there. */
export function pretend(log: Log, toAt: number, box: Box): void {
  lie(log, toAt, true, AT_ANCHOR, box);
}

function lie(log: Log, toAt: number, heard: boolean | Span[], navStatus: number, box: Box | null): void {
  if (toAt <= log.at)
    throw new Error(`${log.ship.name}: a stay that ends ${iso(toAt)} before it begins ${iso(log.at)}`);
  log.acts.push({
    fromAt: log.at,
    toAt,
    ship: log.ship,
    way: [log.where],
    cost: [0],
    navStatus,
    box,
    stepMs: log.restMin * MINUTE_MS,
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
 * how far before the end it goes off, in nautical miles; or for how many it stays on.
 */
export function sail(
  log: Log,
  way: readonly Point[],
  pace: { speedKn: number } | { arriveAt: number },
  heard: boolean | { afterNm: number; beforeNm: number } | { firstNm: number },
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
    ship: log.ship,
    way: own,
    cost,
    navStatus: UNDER_WAY,
    box: null,
    stepMs: log.seaMin * MINUTE_MS,
    heard: [],
    destination: log.destination,
    draughtM: log.draughtM,
  };
  if (typeof heard === 'boolean') act.heard = spans(heard, log.at, toAt);
  else {
    const share = (km: number): number => (Math.min(total, Math.max(0, km)) / total) * (toAt - log.at);
    const [fromKm, untilKm] =
      'firstNm' in heard
        ? [0, heard.firstNm * KM_PER_NM]
        : [heard.afterNm * KM_PER_NM, total - heard.beforeNm * KM_PER_NM];
    const fromAt = log.at + share(fromKm);
    const untilAt = log.at + share(untilKm);
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

export function iso(at: number): string {
  return isoMoment(at);
}
