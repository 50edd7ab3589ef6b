// Where the vessel was by its own positions, for sightings that come days later. In come accepted fixes, of which one in
// three hours is kept for a month; asked is whether the vessel can have been where it was seen, at any moment of the
// time in which it was seen. Each position forbids the times around it in which no ship gets from the one place to the
// other; where these times leave no moment, the sighting and the track contradict each other. A gap forbids nothing.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import type { Sighting } from '../../sighting.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { TrackPoint } from './facts.ts';
import { DOUBT_SETTINGS } from './settings.ts';

const KEEP_MS = DOUBT_SETTINGS.wayHours.value * HOUR_MS;
const MOST_POINTS = DOUBT_SETTINGS.wayPoints.value;
const KM_PER_MS = (DOUBT_SETTINGS.sightedKn.value * KM_PER_NM) / HOUR_MS;
const PLACE_KM = DOUBT_SETTINGS.sightedKm.value;
/** A point is kept as whole minutes, and longitude and latitude in steps of 11 m: small whole numbers are cheap. */
const STEPS = 10_000;
const STRIDE = 3;

export interface Way {
  keptAt: number;
  /** Oldest first. */
  points: number[];
}

export function beginWay(): Way {
  return { keptAt: 0, points: [] };
}

/** Takes an accepted fix. */
export function keepWay(state: Way, track: Readonly<Track>): void {
  const { at, previousAt } = track;
  if (at - state.keptAt < KEEP_MS && state.keptAt > 0) return;
  // The last position before a gap says most about it.
  if (track.fixes > 1 && at - previousAt >= KEEP_MS && previousAt > state.keptAt) {
    push(state, previousAt, track.previousLon, track.previousLat);
  }
  state.keptAt = at;
  push(state, at, track.lon, track.lat);
}

function push({ points }: Way, at: number, lon: number, lat: number): void {
  points.push(Math.round(at / MINUTE_MS), Math.round(lon * STEPS), Math.round(lat * STEPS));
  if (points.length > MOST_POINTS * STRIDE) points.splice(0, STRIDE);
}

/**
 * How far the positions that rule the sighting out lie from it, km: the nearest of them. Null where the vessel can have
 * been there.
 */
export function ruledOutKm(state: Readonly<Way>, track: Readonly<Track>, sighting: Readonly<Sighting>): number | null {
  const forbidden: { fromAt: number; toAt: number; km: number }[] = [];
  const forbid = (at: number, lon: number, lat: number): void => {
    const km = distanceKm(lon, lat, sighting.lon, sighting.lat);
    const ms = (km - PLACE_KM) / KM_PER_MS;
    if (ms > 0) forbidden.push({ fromAt: at - ms, toAt: at + ms, km });
  };
  const { points } = state;
  for (let at = 0; at < points.length; at += STRIDE) {
    forbid(points[at]! * MINUTE_MS, points[at + 1]! / STEPS, points[at + 2]! / STEPS);
  }
  if (track.fixes > 0) forbid(track.at, track.lon, track.lat);
  forbidden.sort((a, b) => a.fromAt - b.fromAt);
  let freeAt = sighting.fromAt;
  let nearestKm = Number.POSITIVE_INFINITY;
  for (const { fromAt, toAt, km } of forbidden) {
    if (toAt <= freeAt) continue;
    if (fromAt >= freeAt) return null;
    nearestKm = Math.min(nearestKm, km);
    freeAt = toAt;
    if (freeAt > sighting.toAt) return nearestKm;
  }
  return null;
}

/** The kept points of a span and of as much on either side as the thinning may leave out; the newest `most` of them. */
export function pointsWithin({ points }: Readonly<Way>, fromAt: number, toAt: number, most: number): TrackPoint[] {
  const within: TrackPoint[] = [];
  for (let index = 0; index < points.length; index += STRIDE) {
    const at = points[index]! * MINUTE_MS;
    if (at < fromAt - 2 * KEEP_MS || at > toAt + 2 * KEEP_MS) continue;
    within.push({ at, lon: points[index + 1]! / STEPS, lat: points[index + 2]! / STEPS });
  }
  return within.slice(-most);
}
