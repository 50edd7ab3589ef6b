// Lengths and courses on the sphere, in nautical miles and degrees, and the line to draw between two places. A sphere of the
// mean radius is meant: within half a percent of the ellipsoid, which no decision here is finer than. Pure.

import type { Place } from '../bounds.ts';

const EARTH_RADIUS_NM = 6_371.0088 / 1.852;
const RAD = Math.PI / 180;
/** Points between two corners, so that the line bends as the way does. */
const STEPS = 48;

export function distanceNm(from: Place, to: Place): number {
  return angle(from, to) * EARTH_RADIUS_NM;
}

/** The course at the beginning of the shortest way, degrees from true north, 0 up to 360; 0 where both are one place. */
export function initialCourseDeg(from: Place, to: Place): number {
  const dLon = (to.lon - from.lon) * RAD;
  const [a, b] = [from.lat * RAD, to.lat * RAD];
  const east = Math.sin(dLon) * Math.cos(b);
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(dLon);
  return (((Math.atan2(east, north) / RAD) % 360) + 360) % 360;
}

/** The shortest way as [lon, lat], longitudes running on over 180°. */
export function greatCircle(from: Place, to: Place): [number, number][] {
  const whole = angle(from, to);
  if (whole === 0) return [[from.lon, from.lat]];
  const points: [number, number][] = [];
  for (let step = 0; step <= STEPS; step++) {
    const part = step / STEPS;
    const a = Math.sin((1 - part) * whole) / Math.sin(whole);
    const b = Math.sin(part * whole) / Math.sin(whole);
    const [x, y, z] = [0, 1, 2].map((axis) => a * vector(from)[axis]! + b * vector(to)[axis]!) as [
      number,
      number,
      number,
    ];
    const lon = Math.atan2(y, x) / RAD;
    const before = points.at(-1)?.[0] ?? from.lon;
    points.push([lon + 360 * Math.round((before - lon) / 360), Math.atan2(z, Math.hypot(x, y)) / RAD]);
  }
  return points;
}

export interface Leg {
  from: Place;
  to: Place;
  distanceNm: number;
  courseDeg: number;
  /** From the first corner to the end of this leg. */
  totalNm: number;
}

export function legsOf(corners: readonly Place[]): Leg[] {
  const legs: Leg[] = [];
  let totalNm = 0;
  for (let i = 1; i < corners.length; i++) {
    const [from, to] = [corners[i - 1]!, corners[i]!];
    const length = distanceNm(from, to);
    totalNm += length;
    legs.push({ from, to, distanceNm: length, courseDeg: initialCourseDeg(from, to), totalNm });
  }
  return legs;
}

export function distanceText(nm: number): string {
  return `${nm < 100 ? nm.toFixed(nm < 10 ? 2 : 1) : Math.round(nm).toLocaleString('en-GB')} nm`;
}

function angle(from: Place, to: Place): number {
  const [a, b] = [vector(from), vector(to)];
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}

function vector({ lon, lat }: Place): [number, number, number] {
  const flat = Math.cos(lat * RAD);
  return [flat * Math.cos(lon * RAD), flat * Math.sin(lon * RAD), Math.sin(lat * RAD)];
}
