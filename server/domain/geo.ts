// Distances and directions on the sphere. Degrees in, kilometres or degrees out; nothing here allocates.

import { HOUR_MS } from './time.ts';

/** Mean Earth radius, km (IUGG). */
export const EARTH_RADIUS_KM = 6371.0088;
/** One international nautical mile, km. */
export const KM_PER_NM = 1.852;

const RAD = Math.PI / 180;

/** Great-circle distance in km by the haversine formula, right across the antimeridian and near the poles. */
export function distanceKm(lonA: number, latA: number, lonB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * RAD) / 2);
  const sinLon = Math.sin(((lonB - lonA) * RAD) / 2);
  const h = sinLat * sinLat + Math.cos(latA * RAD) * Math.cos(latB * RAD) * sinLon * sinLon;
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial bearing from A to B, degrees 0–360, 0 = north. */
export function bearingDeg(lonA: number, latA: number, lonB: number, latB: number): number {
  const dLon = (lonB - lonA) * RAD;
  const y = Math.sin(dLon) * Math.cos(latB * RAD);
  const x = Math.cos(latA * RAD) * Math.sin(latB * RAD) - Math.sin(latA * RAD) * Math.cos(latB * RAD) * Math.cos(dLon);
  return (Math.atan2(y, x) / RAD + 360) % 360;
}

/** Speed that two fixes imply, knots; Infinity when they carry the same time and differ. */
export function impliedSpeedKn(
  lonA: number,
  latA: number,
  atA: number,
  lonB: number,
  latB: number,
  atB: number,
): number {
  const nm = distanceKm(lonA, latA, lonB, latB) / KM_PER_NM;
  if (nm === 0) return 0;
  return nm / (Math.abs(atB - atA) / HOUR_MS);
}
