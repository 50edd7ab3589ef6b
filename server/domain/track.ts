// The track state of one vessel: its current and previous accepted fix, as plain numbers updated in place. A fix that
// jumps faster than any ship is set aside for the position-doubt detector and never enters the track.

import { distanceKm, KM_PER_NM } from './geo.ts';
import type { Report } from './report.ts';

/** Implied speed above which a fix is set aside (facts: AIS_Tracker flags over 75 kn; no cargo ship passes 60). */
export const JUMP_KN = 60;
/** Shortest time over which displacement gives a usable speed when none is sent. */
export const DERIVE_MS = 3 * 60_000;

export interface Track {
  vesselId: string;
  mmsi: number;
  /** True when the vessel is matched to a watched hull. */
  watched: boolean;
  /** Accepted fixes so far; 0 means that the fields below are NaN. */
  fixes: number;
  /** Fixes set aside as jumps, in a row. */
  jumps: number;

  at: number;
  lon: number;
  lat: number;
  /** As sent, or derived from displacement over 3 min or more; NaN while unknown. */
  speedKn: number;
  courseDeg: number;
  headingDeg: number;
  navStatus: number;
  coarse: boolean;
  source: string;
  line: number;

  previousAt: number;
  previousLon: number;
  previousLat: number;

  /** Anchor of the displacement that stands in for a missing speed. */
  anchorAt: number;
  anchorLon: number;
  anchorLat: number;
}

export function beginTrack(vesselId: string, mmsi: number): Track {
  return {
    vesselId,
    mmsi,
    watched: false,
    fixes: 0,
    jumps: 0,
    at: Number.NaN,
    lon: Number.NaN,
    lat: Number.NaN,
    speedKn: Number.NaN,
    courseDeg: Number.NaN,
    headingDeg: Number.NaN,
    navStatus: Number.NaN,
    coarse: false,
    source: '',
    line: 0,
    previousAt: Number.NaN,
    previousLon: Number.NaN,
    previousLat: Number.NaN,
    anchorAt: Number.NaN,
    anchorLon: Number.NaN,
    anchorLat: Number.NaN,
  };
}

/** Why a fix did not enter the track. */
export type FixRefusal = 'jump' | 'older';

/**
 * Takes the position of a report into the track. Returns null when taken, else the reason.
 *
 * Three jumps in a row that agree with each other would mean that the first fix was the wrong one, so after
 * `JUMP_PATIENCE` refusals the track starts again from the newest.
 */
export function takeFix(track: Track, report: Readonly<Report>): FixRefusal | null {
  if (track.fixes > 0) {
    if (report.at < track.at) return 'older';
    if (isJump(track, report)) {
      track.jumps++;
      if (track.jumps < JUMP_PATIENCE) return 'jump';
    }
  }
  track.jumps = 0;
  track.previousAt = track.at;
  track.previousLon = track.lon;
  track.previousLat = track.lat;
  track.fixes++;
  track.at = report.at;
  track.lon = report.lon;
  track.lat = report.lat;
  track.courseDeg = report.courseDeg;
  track.headingDeg = report.headingDeg;
  track.navStatus = report.navStatus;
  track.coarse = report.coarse;
  track.source = report.source;
  track.line = report.line;
  if (Number.isNaN(report.speedKn)) deriveSpeed(track);
  else {
    track.speedKn = report.speedKn;
    track.anchorAt = track.at;
    track.anchorLon = track.lon;
    track.anchorLat = track.lat;
  }
  return null;
}

/** Refusals in a row after which the track starts again. */
const JUMP_PATIENCE = 5;

function isJump(track: Readonly<Track>, report: Readonly<Report>): boolean {
  // A fast test on the flat: a tenth of a degree is about 6 nm, which 60 kn covers in 6 min.
  const dLat = Math.abs(report.lat - track.lat);
  const dLon = Math.abs(report.lon - track.lon);
  if (dLat < 0.005 && dLon < 0.005) return false;
  const nm = distanceKm(track.lon, track.lat, report.lon, report.lat) / KM_PER_NM;
  const hours = (report.at - track.at) / 3_600_000;
  return nm > JUMP_KN * hours + 0.5;
}

function deriveSpeed(track: Track): void {
  if (Number.isNaN(track.anchorAt)) {
    track.anchorAt = track.at;
    track.anchorLon = track.lon;
    track.anchorLat = track.lat;
    track.speedKn = Number.NaN;
    return;
  }
  const elapsedMs = track.at - track.anchorAt;
  if (elapsedMs < DERIVE_MS) return;
  const nm = distanceKm(track.anchorLon, track.anchorLat, track.lon, track.lat) / KM_PER_NM;
  track.speedKn = nm / (elapsedMs / 3_600_000);
  track.anchorAt = track.at;
  track.anchorLon = track.lon;
  track.anchorLat = track.lat;
}
