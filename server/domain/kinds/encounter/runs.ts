// Two ships side by side: the arithmetic of one pair. In come the recent spots of both ships; out comes how long they have
// lain near each other, how near and how slowly. Every fix of either ship is one instant of comparison; the place of the
// other ship is interpolated between its own two fixes. So the result is exact to the fix, whichever ship is heard first.

import { distanceKm } from '../../geo.ts';
import { HOUR_MS } from '../../time.ts';

/** A ship at an instant. */
export interface Spot {
  at: number;
  lon: number;
  lat: number;
  /** -1 when not known. */
  speedKn: number;
}

/** Limits of runs; see the settings of the encounter detector. */
export interface EncounterLimits {
  nearKm: number;
  /** Faster than this the two sail in company. */
  companyKn: number;
  /** A run near each other counts from this on, ms. */
  leastRunMs: number;
  /** Runs that lie less than this apart are one encounter, ms. */
  joinMs: number;
}

/** Time spent near each other and what was measured in it; plain data. */
export interface Tally {
  beganAt: number;
  lastAt: number;
  /** Sum of its runs, ms. */
  nearMs: number;
  lon: number;
  lat: number;
  closestM: number;
  /** Sum of the distances and number of instants, for the mean. */
  sumM: number;
  instants: number;
  /** Instants per tenth of a knot, first ship and second. */
  speeds: [number[], number[]];
}

/** The runs of one pair near each other. */
export interface Runs {
  /** Instants up to here have been compared. */
  comparedAt: number;
  /** The run that lasts, if they are near each other now. */
  run: Tally | null;
  /** Runs that are over and long enough to count. */
  joined: Tally | null;
}

export function beginRuns(): Runs {
  return { comparedAt: 0, run: null, joined: null };
}

/** Positions are interpolated only between fixes this far apart or less (Global Fishing Watch fills gaps up to 1 h). */
export const BRIDGE_MS = HOUR_MS;
/** Spots nearer in time than this are left out: an encounter is hours long. */
const SPOT_MS = 20_000;
const SPOTS = 200;
const FASTEST_BIN = 100;

/** Keeps the spots of the last hour and the one before it. */
export function keepSpot(spots: Spot[], at: number, lon: number, lat: number, speedKn: number): void {
  const last = spots.at(-1);
  if (last !== undefined && at - last.at < SPOT_MS) return;
  let known = Number.isFinite(speedKn) ? speedKn : -1;
  if (known < 0 && last !== undefined && at - last.at <= BRIDGE_MS) {
    known = distanceKm(last.lon, last.lat, lon, lat) / 1.852 / ((at - last.at) / HOUR_MS);
  }
  spots.push({ at, lon, lat, speedKn: known });
  while (spots.length > SPOTS || (spots.length > 1 && spots[1]!.at < at - BRIDGE_MS)) spots.shift();
}

/**
 * Compares the two ships at every instant that both have reached. Calls `over` with the joined runs when a later run
 * lies too far off to belong to them, before it forgets them.
 */
export function compare(
  runs: Runs,
  first: readonly Spot[],
  second: readonly Spot[],
  limits: Readonly<EncounterLimits>,
  over: (tally: Tally) => void,
): void {
  const until = Math.min(first.at(-1)?.at ?? 0, second.at(-1)?.at ?? 0);
  let i = after(first, runs.comparedAt);
  let j = after(second, runs.comparedAt);
  while (i < first.length || j < second.length) {
    const at = Math.min(first[i]?.at ?? Number.POSITIVE_INFINITY, second[j]?.at ?? Number.POSITIVE_INFINITY);
    if (at > until) break;
    if (first[i]?.at === at) i++;
    if (second[j]?.at === at) j++;
    runs.comparedAt = at;
    const a = spotAt(first, at);
    const b = spotAt(second, at);
    if (a === null || b === null) endRun(runs, limits);
    else step(runs, at, a, b, limits, over);
  }
}

/** Index of the first spot later than `at`; what is new is short, so it is looked for from the end. */
function after(spots: readonly Spot[], at: number): number {
  let index = spots.length;
  while (index > 0 && spots[index - 1]!.at > at) index--;
  return index;
}

function step(
  runs: Runs,
  at: number,
  a: Spot,
  b: Spot,
  limits: Readonly<EncounterLimits>,
  over: (tally: Tally) => void,
): void {
  const km = distanceKm(a.lon, a.lat, b.lon, b.lat);
  if (km > limits.nearKm || Math.min(a.speedKn, b.speedKn) > limits.companyKn) {
    endRun(runs, limits);
    return;
  }
  if (runs.run === null) {
    if (runs.joined !== null && at - runs.joined.lastAt >= limits.joinMs) {
      over(runs.joined);
      runs.joined = null;
    }
    runs.run = emptyTally(at, a);
  }
  const { run } = runs;
  run.lastAt = at;
  run.nearMs = at - run.beganAt;
  run.closestM = Math.min(run.closestM, km * 1000);
  run.sumM += km * 1000;
  run.instants++;
  countSpeed(run.speeds[0], a.speedKn);
  countSpeed(run.speeds[1], b.speedKn);
}

function emptyTally(at: number, a: Spot): Tally {
  return {
    beganAt: at,
    lastAt: at,
    nearMs: 0,
    lon: a.lon,
    lat: a.lat,
    closestM: Number.MAX_VALUE,
    sumM: 0,
    instants: 0,
    speeds: [[], []],
  };
}

function endRun(runs: Runs, limits: Readonly<EncounterLimits>): void {
  runs.joined = tallyOf(runs, limits);
  runs.run = null;
}

/** All that counts so far: joined runs and the one that lasts, once it is long enough. */
export function tallyOf(runs: Readonly<Runs>, limits: Readonly<EncounterLimits>): Tally | null {
  const { run, joined } = runs;
  if (run === null || run.nearMs < limits.leastRunMs) return joined;
  if (joined === null) return run;
  return {
    beganAt: joined.beganAt,
    lastAt: run.lastAt,
    nearMs: joined.nearMs + run.nearMs,
    lon: joined.lon,
    lat: joined.lat,
    closestM: Math.min(joined.closestM, run.closestM),
    sumM: joined.sumM + run.sumM,
    instants: joined.instants + run.instants,
    speeds: [sum(joined.speeds[0], run.speeds[0]), sum(joined.speeds[1], run.speeds[1])],
  };
}

function sum(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: Math.max(a.length, b.length) }, (_, bin) => (a[bin] ?? 0) + (b[bin] ?? 0));
}

function countSpeed(counts: number[], speedKn: number): void {
  if (speedKn < 0) return;
  const bin = Math.min(FASTEST_BIN, Math.round(speedKn * 10));
  while (counts.length <= bin) counts.push(0);
  counts[bin]!++;
}

/** The median of one ship's speeds in a tally, knots; 0 when none was known. */
export function medianKn(counts: readonly number[]): number {
  let left = counts.reduce((total, many) => total + many, 0) / 2;
  for (let bin = 0; bin < counts.length; bin++) {
    left -= counts[bin]!;
    if (left <= 0) return bin / 10;
  }
  return 0;
}

/** Where a ship was at an instant, drawn between its two fixes; null where they lie too far apart or do not hold it. */
function spotAt(spots: readonly Spot[], at: number): Spot | null {
  let index = spots.length;
  while (index > 0 && spots[index - 1]!.at >= at) index--;
  const b = spots[index];
  if (b === undefined) return null;
  if (b.at === at) return b;
  const a = spots[index - 1];
  if (a === undefined || b.at - a.at > BRIDGE_MS) return null;
  const share = (at - a.at) / (b.at - a.at);
  // The shorter way round, also across the antimeridian.
  const lonStep = ((b.lon - a.lon + 540) % 360) - 180;
  const lon = a.lon + lonStep * share;
  const known = a.speedKn >= 0 && b.speedKn >= 0;
  return {
    at,
    lon: lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon,
    lat: a.lat + (b.lat - a.lat) * share,
    speedKn: known ? a.speedKn + (b.speedKn - a.speedKn) * share : Math.max(a.speedKn, b.speedKn),
  };
}
