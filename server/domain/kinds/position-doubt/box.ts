// A box: for a day or more a ship that lies has positions that fill a rectangle to all four corners, with headings all
// round and no drift. In come accepted fixes, one kept in 20 min for 40 h; out comes the sign "box". A ship at anchor
// swings on an arc, which leaves the corners of its rectangle empty and is smaller; a ship adrift drifts off. Positions
// in a port's circle are left alone: tugs, pilots and ships that shift fill harbours.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import { noPorts } from '../../places/circle-lookup.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import { type Finding, lasting, turnDeg } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';

const BOX_MS = DOUBT_SETTINGS.boxHours.value * HOUR_MS;
const SHORT_KM = DOUBT_SETTINGS.boxShortKm.value;
const LONG_KM = DOUBT_SETTINGS.boxLongKm.value;
const ASPECT = DOUBT_SETTINGS.boxAspect.value;
const DRIFT_SHARE = DOUBT_SETTINGS.boxDriftShare.value;
const HEADING = DOUBT_SETTINGS.boxHeading.value;
/** Fewer points say nothing of a shape: two an hour for the whole time. */
const LEAST_POINTS = 48;
const EVERY_MS = 20 * MINUTE_MS;
const MOST_POINTS = 120;
const JUDGE_MS = HOUR_MS;
/** A ship that moves faster is under way. */
const LIES_KN = 5;
/** After a longer gap the stay begins anew. */
const SILENT_MS = 6 * HOUR_MS;
/** How much larger than the ellipse in the rectangle a swing on an arc may spread, by the square; a corner is at 2. */
const SPREAD = 1.2;
const OUTSIDE_SHARE = DOUBT_SETTINGS.boxCorners.value;
const TURN_STEP_DEG = 5;
const KM_PER_DEG = 60 * KM_PER_NM;
const RAD = Math.PI / 180;
/** Per point: minutes since the stay began, metres east and north of its origin, heading in degrees or -1. */
const STRIDE = 4;

export interface Stay {
  /** When the next point is wanted. */
  dueAt: number;
  judgeAt: number;
  beganAt: number;
  originLon: number;
  originLat: number;
  /** When the newest point was taken. */
  at: number;
  points: number[];
}

/** Scratch of the step under way; holds nothing between steps. */
const nearest = noPorts();

export function beginStay(): Stay {
  return { dueAt: 0, judgeAt: 0, beganAt: 0, originLon: 0, originLat: 0, at: 0, points: [] };
}

/** A position that it has sent: one of the track, or one that was set aside because its own speed speaks against it. */
export type Sent = Pick<Track, 'at' | 'lon' | 'lat' | 'coarse' | 'speedKn' | 'headingDeg' | 'courseDeg'>;

/** `isAnew`: the track starts again with this position. */
export function followStay(state: Stay, sent: Readonly<Sent>, isAnew: boolean, places: PlaceIndex): Finding | null {
  if (isAnew) state.points.length = 0;
  if (sent.at < state.dueAt && state.points.length > 0) return null;
  const { at, lon, lat } = sent;
  state.dueAt = at + EVERY_MS;
  if (sent.coarse) return null;
  if (sent.speedKn > LIES_KN || isInPort(places, lon, lat)) {
    state.points.length = 0;
    return null;
  }
  const over = at - state.at > SILENT_MS || distanceKm(state.originLon, state.originLat, lon, lat) > 2 * LONG_KM;
  if (state.points.length === 0 || over) {
    Object.assign(state, { beganAt: at, originLon: lon, originLat: lat, points: [], judgeAt: at + BOX_MS });
  }
  keep(state, sent);
  if (at < state.judgeAt) return null;
  state.judgeAt = at + JUDGE_MS;
  return judge(state);
}

function isInPort(places: PlaceIndex, lon: number, lat: number): boolean {
  if (!places.isNear(lon, lat)) return false;
  places.nearestHarbour(lon, lat, nearest);
  return nearest.first >= 0;
}

function keep(state: Stay, { at, lon, lat, headingDeg, courseDeg }: Readonly<Sent>): void {
  const heading = Number.isNaN(headingDeg) ? courseDeg : headingDeg;
  const east = turnDeg(state.originLon, lon) * KM_PER_DEG * Math.cos(state.originLat * RAD);
  const north = (lat - state.originLat) * KM_PER_DEG;
  state.at = at;
  state.points.push(
    Math.round((at - state.beganAt) / MINUTE_MS),
    Math.round(east * 1000),
    Math.round(north * 1000),
    Number.isNaN(heading) ? -1 : Math.round(heading),
  );
  if (state.points.length > MOST_POINTS * STRIDE) state.points.splice(0, STRIDE);
}

function judge(state: Readonly<Stay>): Finding | null {
  const { points, beganAt, at } = state;
  const count = points.length / STRIDE;
  const fromAt = beganAt + points[0]! * MINUTE_MS;
  if (count < LEAST_POINTS || at - fromAt < BOX_MS - EVERY_MS) return null;
  const box = smallestBox(points);
  const { shortKm, longKm } = box;
  if (shortKm < SHORT_KM || longKm > Math.min(LONG_KM, ASPECT * shortKm) || !fillsCorners(points, box)) return null;
  const diagonalKm = Math.hypot(shortKm, longKm);
  if (driftKm(points) > DRIFT_SHARE * diagonalKm || !(headingLength(points) <= HEADING)) return null;
  const ground = `${count} positions over ${lasting(at - fromAt)} fill a rectangle of ${shortKm.toFixed(1)} by ${longKm.toFixed(1)} km to its corners, with headings all round and no drift; a ship at anchor swings on an arc and one adrift drifts off`;
  return { sign: 'box', fromAt, at, ground };
}

interface Box {
  turnedDeg: number;
  /** Sides along and across the turned axis: middle and half length, m. */
  middle: [number, number];
  half: [number, number];
  shortKm: number;
  longKm: number;
}

/** The smallest rectangle round the points, over all directions in steps. */
function smallestBox(points: readonly number[]): Box {
  let best: Box | null = null;
  for (let turnedDeg = 0; turnedDeg < 90; turnedDeg += TURN_STEP_DEG) {
    const least = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
    const span = { low: [...least], high: [-least[0], -least[1]] };
    for (let at = 0; at < points.length; at += STRIDE) {
      const turned = turn(points[at + 1]!, points[at + 2]!, turnedDeg);
      for (const axis of [0, 1] as const) {
        span.low[axis] = Math.min(span.low[axis]!, turned[axis]);
        span.high[axis] = Math.max(span.high[axis]!, turned[axis]);
      }
    }
    const half: [number, number] = [(span.high[0]! - span.low[0]!) / 2, (span.high[1]! - span.low[1]!) / 2];
    if (best !== null && half[0] * half[1] >= best.half[0] * best.half[1]) continue;
    const middle: [number, number] = [span.low[0]! + half[0], span.low[1]! + half[1]];
    const [shortM, longM] = half[0] < half[1] ? half : [half[1], half[0]];
    best = { turnedDeg, middle, half, shortKm: shortM / 500, longKm: longM / 500 };
  }
  return best!;
}

function turn(east: number, north: number, degrees: number): [number, number] {
  const cos = Math.cos(degrees * RAD);
  const sin = Math.sin(degrees * RAD);
  return [east * cos + north * sin, north * cos - east * sin];
}

function fillsCorners(points: readonly number[], { turnedDeg, middle, half }: Readonly<Box>): boolean {
  let corners = 0;
  let outside = 0;
  for (let at = 0; at < points.length; at += STRIDE) {
    const turned = turn(points[at + 1]!, points[at + 2]!, turnedDeg);
    const [along, across] = [(turned[0] - middle[0]) / half[0], (turned[1] - middle[1]) / half[1]];
    if (along * along + across * across <= SPREAD) continue;
    outside++;
    corners |= 1 << ((along > 0 ? 1 : 0) + (across > 0 ? 2 : 0));
  }
  return corners === 0b1111 && outside >= OUTSIDE_SHARE * (points.length / STRIDE);
}

/** How far the middle of the first and of the second half of the points lie apart. */
function driftKm(points: readonly number[]): number {
  const half = Math.floor(points.length / STRIDE / 2);
  const sums = [0, 0, 0, 0];
  for (let n = 0; n < 2 * half; n++) {
    const to = n < half ? 0 : 2;
    sums[to]! += points[n * STRIDE + 1]!;
    sums[to + 1]! += points[n * STRIDE + 2]!;
  }
  return Math.hypot(sums[2]! - sums[0]!, sums[3]! - sums[1]!) / half / 1000;
}

/** Length of the mean heading as a unit vector; NaN when fewer than half of the points have one. */
function headingLength(points: readonly number[]): number {
  let east = 0;
  let north = 0;
  let known = 0;
  for (let at = 0; at < points.length; at += STRIDE) {
    const heading = points[at + 3]!;
    if (heading < 0) continue;
    known++;
    east += Math.sin(heading * RAD);
    north += Math.cos(heading * RAD);
  }
  return known * STRIDE * 2 < points.length ? Number.NaN : Math.hypot(east, north) / known;
}
