// Which ports could a ship have called at while it was silent? Pure arithmetic over two fixes, a speed limit and a lower
// bound of the sea distance: earliest arrival, latest departure and the slack that is left. It over-states what was
// possible and never says that a call was made.

import { bearingDeg, distanceKm, KM_PER_NM } from '../geo.ts';
import type { Port } from '../places/place.ts';
import { type Trade, tradeOfAis, tradeOfWords } from '../ship-class.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';

/**
 * A lower bound of the distance at sea, km. Infinity says that there is no way, or none within `withinKm` where that is
 * given. Asked for many places from one, the one is named first: a search starts there. It is the same both ways.
 */
export type SeaDistanceKm = (lonA: number, latA: number, lonB: number, latB: number, withinKm?: number) => number;

/** Distances at sea, and the name of the measure, which goes into the evidence. */
export interface SeaWays {
  readonly measure: 'around land' | 'great circle';
  readonly distanceKm: SeaDistanceKm;
  /** A lower bound of the way to the nearest shore, km: negative inland, NaN where no map tells. */
  readonly shoreKm: (lon: number, lat: number) => number;
}

/** A lower bound that needs no map: it crosses land, so it can only over-state what was in reach. */
export const GREAT_CIRCLE: SeaWays = { measure: 'great circle', distanceKm, shoreKm: () => Number.NaN };

/**
 * A distance around land is short by up to so much at either end, where a point stands for the centre of its cell:
 * bounds that are worked out from sums of distances leave this much room, km.
 */
const ROOM_KM = 60;

/** A gap: the last fix before it and, once it is over, the first after it. */
export interface GapEnds {
  fromAt: number;
  fromLon: number;
  fromLat: number;
  next: { at: number; lon: number; lat: number } | null;
}

export interface PortReach {
  port: Port;
  distanceInKm: number;
  distanceOutKm: number | null;
  earliestArrivalAt: number;
  latestDepartureAt: number | null;
  slackMs: number | null;
}

/**
 * What a gap leaves for one port at a speed limit; slack may be negative. Open gaps have no slack yet. Ways of
 * more than `withinKm` count as endless.
 */
export function reachOf(
  gap: Readonly<GapEnds>,
  port: Port,
  speedKn: number,
  seaDistanceKm: SeaDistanceKm = distanceKm,
  withinKm: number = Number.POSITIVE_INFINITY,
): PortReach {
  const msPerKm = HOUR_MS / (speedKn * KM_PER_NM);
  const { fromAt, fromLon, fromLat, next } = gap;
  const distanceInKm = seaDistanceKm(fromLon, fromLat, port.lon, port.lat, withinKm);
  const earliestArrivalAt = fromAt + distanceInKm * msPerKm;
  if (next === null) {
    return { port, distanceInKm, distanceOutKm: null, earliestArrivalAt, latestDepartureAt: null, slackMs: null };
  }
  const distanceOutKm = seaDistanceKm(next.lon, next.lat, port.lon, port.lat, withinKm);
  const latestDepartureAt = next.at - distanceOutKm * msPerKm;
  const slackMs = latestDepartureAt - earliestArrivalAt;
  return { port, distanceInKm, distanceOutKm, earliestArrivalAt, latestDepartureAt, slackMs };
}

/**
 * The ports at which a stay of `minStayMs` fits into the gap. For an open gap: those where it fits if the ship
 * is still silent at `untilAt`. In no order.
 */
export function feasiblePorts(
  gap: Readonly<GapEnds>,
  ports: Iterable<Port>,
  speedKn: number,
  minStayMs: number,
  untilAt: number,
  seaDistanceKm: SeaDistanceKm = distanceKm,
): PortReach[] {
  const endAt = gap.next?.at ?? untilAt;
  const budgetKm = ((endAt - gap.fromAt - minStayMs) / HOUR_MS) * speedKn * KM_PER_NM;
  const feasible: PortReach[] = [];
  const near = within(gap, ports, budgetKm);
  if (near.length === 0) return feasible;
  const limitKm = farthestKm(gap, budgetKm, seaDistanceKm);
  for (const port of near) {
    const reach = reachOf(gap, port, speedKn, seaDistanceKm, limitKm);
    const stayMs = reach.slackMs ?? untilAt - reach.earliestArrivalAt;
    if (stayMs >= minStayMs) feasible.push(reach);
  }
  return feasible;
}

/** The ports to which the straight way and back is no longer than the budget: those alone are worth a search. */
function within({ fromLon, fromLat, next }: Readonly<GapEnds>, ports: Iterable<Port>, budgetKm: number): Port[] {
  const near: Port[] = [];
  if (budgetKm < 0) return near;
  // One degree of latitude is 111.2 km: a port farther off than that alone need not be measured.
  const budgetDeg = budgetKm / 111.1;
  // The last bits of a sum must not decide here what the sums of `reachOf` decide.
  const mostKm = budgetKm + 1e-3;
  for (const port of ports) {
    if (Math.abs(port.lat - fromLat) > budgetDeg) continue;
    const inKm = distanceKm(fromLon, fromLat, port.lon, port.lat);
    const outKm = next === null ? 0 : distanceKm(next.lon, next.lat, port.lon, port.lat);
    if (inKm + outKm <= mostKm) near.push(port);
  }
  return near;
}

/**
 * How far a port may lie from either end at most, km. In and out may take the whole budget, and differ by no more than
 * the way from one end to the other, so that the longer of the two is at most half of both together.
 */
function farthestKm(gap: Readonly<GapEnds>, budgetKm: number, seaDistanceKm: SeaDistanceKm): number {
  const { fromLon, fromLat, next } = gap;
  if (next === null) return budgetKm;
  const straightKm = distanceKm(fromLon, fromLat, next.lon, next.lat);
  const halfOf = (apartKm: number): number => Math.min(budgetKm, (budgetKm + apartKm) / 2 + ROOM_KM);
  const limitKm = halfOf(straightKm);
  const apartKm = seaDistanceKm(fromLon, fromLat, next.lon, next.lat, limitKm);
  return halfOf(Math.min(apartKm, budgetKm));
}

/**
 * When each port can first have been reached, whatever comes after the gap: soonest first. Ports that are not within
 * reach by `untilAt` are left out.
 */
export function countdown(
  gap: Readonly<GapEnds>,
  ports: Iterable<Port>,
  speedKn: number,
  seaDistanceKm: SeaDistanceKm = distanceKm,
  untilAt: number = Number.POSITIVE_INFINITY,
): PortReach[] {
  const open: GapEnds = { ...gap, next: null };
  const limitKm = ((untilAt - gap.fromAt) / HOUR_MS) * speedKn * KM_PER_NM;
  const near = limitKm === Number.POSITIVE_INFINITY ? [...ports] : within(open, ports, limitKm);
  return near
    .map((port) => reachOf(open, port, speedKn, seaDistanceKm, limitKm))
    .filter((reach) => reach.earliestArrivalAt <= untilAt)
    .sort((a, b) => a.earliestArrivalAt - b.earliestArrivalAt || (a.port.id < b.port.id ? -1 : 1));
}

/** Time that the way between the two fixes does not explain at the ship's normal speed, ms (may be negative). */
export function lostMs(gap: Readonly<GapEnds>, normalKn: number): number {
  if (gap.next === null) return 0;
  const { fromAt, fromLon, fromLat, next } = gap;
  const straightKm = distanceKm(fromLon, fromLat, next.lon, next.lat);
  return next.at - fromAt - (straightKm / KM_PER_NM / normalKn) * HOUR_MS;
}

/** Does a course lead towards a port: is the angle between the two under `withinDeg`? False without a course. */
export function leadsTo(lon: number, lat: number, courseDeg: number, port: Readonly<Port>, withinDeg: number): boolean {
  if (!Number.isFinite(courseDeg)) return false;
  const off = Math.abs(bearingDeg(lon, lat, port.lon, port.lat) - courseDeg) % 360;
  return Math.min(off, 360 - off) < withinDeg;
}

/** Speed caps by type, knots (detection facts 6); container and passenger ships are ours: those of 2018 made 21 and more. */
export const SPEED_CAPS_KN = { roRo: 20, dryCargo: 16, tanker: 16, fast: 25, unknown: 18 } as const;
/** No ship is taken for slower than this, knots (detection facts 6). */
export const LEAST_LIMIT_KN = 10;
/** A ship may outrun its own 95th percentile by this factor (detection facts 6). */
const LIMIT_FACTOR = 1.15;

const CAPS: Partial<Record<Trade, number>> = {
  'ro-pax': SPEED_CAPS_KN.roRo,
  'ro-ro': SPEED_CAPS_KN.roRo,
  tanker: SPEED_CAPS_KN.tanker,
  'dry-cargo': SPEED_CAPS_KN.dryCargo,
  container: SPEED_CAPS_KN.fast,
  passenger: SPEED_CAPS_KN.fast,
};

/** The cap of a ship's type: the watchlist's own words first, then the AIS ship type (NaN is absent). */
export function speedCapKn(hullType: string | null, shipType: number): number {
  const named = tradeOfWords(hullType);
  if (named !== null) return CAPS[named] ?? SPEED_CAPS_KN.unknown;
  if (hullType) return SPEED_CAPS_KN.unknown;
  // AIS 70 to 79 holds container and ro-ro ships too, so "cargo" alone earns no lower cap than unknown.
  return tradeOfAis(shipType) === 'tanker' ? SPEED_CAPS_KN.tanker : SPEED_CAPS_KN.unknown;
}

/**
 * The bound behind "never earlier", knots: the cap of the ship's class, or the speed that the ship itself was heard to make
 * with something to spare, whichever is more. A recent habit is no bound: a ship whose habit said 10.1 kn made 10.7 the
 * day after.
 */
export function speedBoundKn(capKn: number, fastestKn: number): number {
  return Math.max(capKn, LIMIT_FACTOR * fastestKn);
}

/** What a ship has lately kept to, knots; `fastKn` is its own 95th percentile, or null while too little was heard. */
export function speedLimitKn(capKn: number, fastKn: number | null): number {
  return fastKn === null ? capKn : Math.min(capKn, Math.max(LIMIT_FACTOR * fastKn, LEAST_LIMIT_KN));
}

// A ship's own speeds of the last 30 days: counts per half knot in six periods of five days. One sample in ten minutes, so
// that a ship's reporting rate does not weigh its speeds; only under way, since a month at a berth would hide how fast the
// ship goes.

const PERIODS = 6;
const PERIOD_MS = 5 * DAY_MS;
const BINS = 60;
const BIN_KN = 0.5;
const SAMPLE_MS = 600_000;
/** Slower than this is no passage: berth, anchor, manoeuvre. Ours. */
const UNDER_WAY_KN = 3;
/** Fewer samples than this (four hours under way) say nothing of a ship's speed. Ours. */
const LEAST_SAMPLES = 24;

/** Plain data, JSON-safe. */
export interface SpeedRecord {
  sampledAt: number;
  /** The speed of the newest sample, and the fastest speed of any two samples in a row: one wrong reading makes no bound. */
  sampledKn: number;
  fastestKn: number;
  /** Absolute number of the newest period. */
  period: number;
  /** Newest first; each holds counts per bin up to its fastest. */
  counts: number[][];
}

export function beginSpeeds(): SpeedRecord {
  return { sampledAt: 0, sampledKn: 0, fastestKn: 0, period: 0, counts: [] };
}

export function noteSpeed(record: SpeedRecord, at: number, speedKn: number): void {
  if (!(speedKn >= UNDER_WAY_KN) || at - record.sampledAt < SAMPLE_MS) return;
  record.sampledAt = at;
  record.fastestKn = Math.max(record.fastestKn, Math.min(record.sampledKn, speedKn));
  record.sampledKn = speedKn;
  const period = Math.floor(at / PERIOD_MS);
  forget(record, period);
  const bin = Math.min(BINS - 1, Math.floor(speedKn / BIN_KN));
  const counts = record.counts[0]!;
  while (counts.length <= bin) counts.push(0);
  counts[bin]!++;
}

function forget(record: SpeedRecord, period: number): void {
  const passed = record.counts.length === 0 ? 1 : Math.min(PERIODS, period - record.period);
  for (let i = 0; i < passed; i++) record.counts.unshift([]);
  if (passed > 0) record.period = period;
  if (record.counts.length > PERIODS) record.counts.length = PERIODS;
}

/** The speed under which the ship stayed in `share` of its samples up to `at`, knots; null when there are too few. */
export function speedAtShareKn(record: Readonly<SpeedRecord>, at: number, share: number): number | null {
  const age = Math.floor(at / PERIOD_MS) - record.period;
  const kept = record.counts.slice(0, Math.max(0, PERIODS - age));
  let samples = 0;
  for (const counts of kept) for (const many of counts) samples += many;
  if (samples < LEAST_SAMPLES) return null;
  let left = share * samples;
  for (let bin = 0; bin < BINS; bin++) {
    for (const counts of kept) left -= counts[bin] ?? 0;
    if (left <= 0) return (bin + 0.5) * BIN_KN;
  }
  throw new Error(`speed record of ${samples} samples has no ${share} share`);
}
