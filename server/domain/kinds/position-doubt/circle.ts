// Circles that are too good: three full turns the same way round on one fixed circle, at one speed. In come accepted
// fixes; out comes the sign "too perfect". A circle is fitted to running sums (least squares after Kåsa), so no position
// is kept. A ship that circles in earnest is set by current and wind, and one that swings at anchor turns back.

import { KM_PER_NM } from '../../geo.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import { type Finding, lasting, turnDeg } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';

const TURNED_DEG = DOUBT_SETTINGS.circleTurns.value * 360;
const ROUND_SHARE = DOUBT_SETTINGS.circleShare.value;
const SPEED_SHARE = DOUBT_SETTINGS.circleSpeedShare.value;
/** Slower, positions and courses are noise. */
const LEAST_KN = 2;
/** Under this radius noise of 10 m hides what is asked, km. */
const LEAST_RADIUS_KM = 0.2;
/** Positions nearer in time than this are passed over: a turn of a large circle shows in no two of them. */
const EVERY_MS = 30_000;
const LONGEST_MS = 5 * MINUTE_MS;
/** A turn back by more than this ends the circle, one by less is noise, degrees. */
const BACK_DEG = 5;
/** A step that turns farther may have gone either way round, degrees. */
const MOST_DEG = 120;
/** A ship that has not come round by a quarter in this time sails straight on. */
const SLOWEST_MS = 30 * MINUTE_MS;
const KM_PER_DEG = 60 * KM_PER_NM;

export interface Circle {
  /** 0 while none is followed. */
  fixes: number;
  fromAt: number;
  at: number;
  courseDeg: number;
  turnedDeg: number;
  /** Where the sums count from. */
  originLon: number;
  originLat: number;
  leastKn: number;
  mostKn: number;
  /** Sums over x, y and z = x² + y², km. */
  x: number;
  y: number;
  xx: number;
  xy: number;
  yy: number;
  xz: number;
  yz: number;
  zz: number;
}

export function beginCircle(): Circle {
  return {
    fixes: 0,
    fromAt: 0,
    at: 0,
    courseDeg: 0,
    turnedDeg: 0,
    originLon: 0,
    originLat: 0,
    leastKn: 0,
    mostKn: 0,
    x: 0,
    y: 0,
    xx: 0,
    xy: 0,
    yy: 0,
    xz: 0,
    yz: 0,
    zz: 0,
  };
}

export function followCircle(state: Circle, track: Readonly<Track>): Finding | null {
  const { at, speedKn, courseDeg } = track;
  if (track.segmentFixes === 1 || !(speedKn >= LEAST_KN) || Number.isNaN(courseDeg) || track.coarse) {
    state.fixes = 0;
    return null;
  }
  if (state.fixes > 0 && at - state.at < EVERY_MS) return null;
  if (state.fixes === 0 || at - state.at > LONGEST_MS || !goesOn(state, courseDeg, at)) {
    begin(state, track);
    return null;
  }
  const turnsBefore = Math.floor(Math.abs(state.turnedDeg) / 360);
  state.turnedDeg += turnDeg(state.courseDeg, courseDeg);
  state.courseDeg = courseDeg;
  state.at = at;
  state.leastKn = Math.min(state.leastKn, speedKn);
  state.mostKn = Math.max(state.mostKn, speedKn);
  add(state, track.lon, track.lat);
  // Once for each full turn.
  const turned = Math.abs(state.turnedDeg);
  return turned >= TURNED_DEG && Math.floor(turned / 360) > turnsBefore ? judge(state) : null;
}

function goesOn(state: Readonly<Circle>, courseDeg: number, at: number): boolean {
  const step = turnDeg(state.courseDeg, courseDeg);
  if (Math.abs(step) > MOST_DEG) return false;
  if (at - state.fromAt >= SLOWEST_MS && Math.abs(state.turnedDeg) < 90) return false;
  return Math.abs(state.turnedDeg) < BACK_DEG || step * Math.sign(state.turnedDeg) > -BACK_DEG;
}

/** Often a ship only sails: field by field, so that nothing is allocated. */
function begin(state: Circle, { at, lon, lat, speedKn, courseDeg }: Readonly<Track>): void {
  state.fixes = 0;
  state.fromAt = at;
  state.at = at;
  state.courseDeg = courseDeg;
  state.turnedDeg = 0;
  state.originLon = lon;
  state.originLat = lat;
  state.x = 0;
  state.y = 0;
  state.xx = 0;
  state.xy = 0;
  state.yy = 0;
  state.xz = 0;
  state.yz = 0;
  state.zz = 0;
  state.leastKn = speedKn;
  state.mostKn = speedKn;
  add(state, lon, lat);
}

function add(state: Circle, lon: number, lat: number): void {
  const x = turnDeg(state.originLon, lon) * KM_PER_DEG * Math.cos((state.originLat * Math.PI) / 180);
  const y = (lat - state.originLat) * KM_PER_DEG;
  const z = x * x + y * y;
  state.fixes++;
  state.x += x;
  state.y += y;
  state.xx += x * x;
  state.xy += x * y;
  state.yy += y * y;
  state.xz += x * z;
  state.yz += y * z;
  state.zz += z * z;
}

function judge(state: Readonly<Circle>): Finding | null {
  const { leastKn, mostKn, fromAt, at, turnedDeg } = state;
  if (mostKn - leastKn > (SPEED_SHARE * (mostKn + leastKn)) / 2) return null;
  const fit = fitCircle(state);
  if (fit === null || fit.radiusKm < LEAST_RADIUS_KM || fit.offKm > ROUND_SHARE * fit.radiusKm) return null;
  const turns = Math.floor(Math.abs(turnedDeg) / 360);
  const ground = `${turns} turns on one circle of ${fit.radiusKm.toFixed(2)} km in ${lasting(at - fromAt)}, true to ${Math.round(fit.offKm * 1000)} m, at ${leastKn} to ${mostKn} kn; wind and current carry a turning ship along`;
  return { sign: 'too-perfect', fromAt, at, ground };
}

/** The circle x² + y² = bx + cy + d that fits best, and the root mean square distance from it. */
function fitCircle(state: Readonly<Circle>): { radiusKm: number; offKm: number } | null {
  const { fixes: n, x, y, xx, xy, yy, xz, yz, zz } = state;
  const z = xx + yy;
  // About the middle, where the third unknown falls out of the other two.
  const sxx = xx - (x * x) / n;
  const sxy = xy - (x * y) / n;
  const syy = yy - (y * y) / n;
  const sxz = xz - (x * z) / n;
  const syz = yz - (y * z) / n;
  const szz = zz - (z * z) / n;
  const det = sxx * syy - sxy * sxy;
  if (det <= 1e-12) return null;
  const b = (sxz * syy - syz * sxy) / det;
  const c = (syz * sxx - sxz * sxy) / det;
  const d = (z - b * x - c * y) / n;
  const radiusKm = Math.sqrt(d + (b * b + c * c) / 4);
  const left = Math.max(0, szz - b * sxz - c * syz);
  return { radiusKm, offKm: Math.sqrt(left / n) / (2 * radiusKm) };
}
