// How a ship went when it was heard last, from its own positions: in come its fixes, some minutes apart; out go course and
// speed made good, and how far apart its reports were. It works where a feed sends neither course nor speed, and where a
// ship's own words for them are false. Plain numbers, updated in place.

import type { Fleet } from '../../fleet/fleet.ts';
import { type LastWay, type Rim, rimAhead } from '../../fleet/footprint.ts';
import { bearingDeg, impliedSpeedKn } from '../../geo.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';

/** Two marks of the way, the older ten minutes or more before the newer, and the intervals kept last. */
export interface WayMade {
  atA: number;
  lonA: number;
  latA: number;
  atB: number;
  lonB: number;
  latB: number;
  lastAt: number;
  intervalMs: number;
}

/** At 3 kn a ship makes half a mile in it, above the noise of any receiver. Ours. */
const MARK_MS = 10 * MINUTE_MS;
/** Marks farther apart tell no course of the end. Ours. */
const STALE_MS = 90 * MINUTE_MS;

export function beginWayMade(): WayMade {
  return { atA: 0, lonA: 0, latA: 0, atB: 0, lonB: 0, latB: 0, lastAt: 0, intervalMs: 0 };
}

export function noteWayMade(way: WayMade, { at, lon, lat, segmentFixes }: Readonly<Track>): void {
  const passedMs = at - way.lastAt;
  if (segmentFixes === 1 || passedMs >= STALE_MS || way.lastAt === 0) {
    way.atA = 0;
    way.intervalMs = 0;
    markB(way, at, lon, lat);
  } else {
    way.intervalMs = way.intervalMs === 0 ? passedMs : way.intervalMs + (passedMs - way.intervalMs) / 4;
    if (at - way.atB >= MARK_MS) {
      way.atA = way.atB;
      way.lonA = way.lonB;
      way.latA = way.latB;
      markB(way, at, lon, lat);
    }
  }
  way.lastAt = at;
}

function markB(way: WayMade, at: number, lon: number, lat: number): void {
  way.atB = at;
  way.lonB = lon;
  way.latB = lat;
}

/** Was it leaving the waters in which anybody is heard when its last fix came? Null where it was not, or nobody knows. */
export function rimOf(
  way: Readonly<WayMade>,
  mmsi: number,
  lon: number,
  lat: number,
  fleet: Readonly<Fleet>,
): Rim | null {
  const last = lastWay(way, mmsi, lon, lat);
  return last === null ? null : rimAhead(fleet.footprint, last);
}

/** Null where it was heard too short a while to have a course. */
export function lastWay(way: Readonly<WayMade>, mmsi: number, lon: number, lat: number): LastWay | null {
  const { atA, lonA, latA, atB, lonB, latB, lastAt, intervalMs } = way;
  // The newer mark is the last fix itself, or some minutes before it.
  const older = lastAt - atB >= MARK_MS / 2;
  const fromAt = older ? atB : atA;
  if (fromAt === 0 || lastAt - fromAt > STALE_MS) return null;
  const [fromLon, fromLat] = older ? [lonB, latB] : [lonA, latA];
  return {
    mmsi,
    lon,
    lat,
    courseDeg: bearingDeg(fromLon, fromLat, lon, lat),
    speedKn: impliedSpeedKn(fromLon, fromLat, fromAt, lon, lat, lastAt),
    intervalMs,
  };
}
