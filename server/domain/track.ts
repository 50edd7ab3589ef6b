// The track of one vessel: its current and previous accepted fix, as plain numbers updated in place. Positions come in
// one by one in event-time order; out comes whether each was taken or why not. A fix that jumps faster than any ship is
// set aside and never enters the track, unless the fixes set aside agree among themselves that the ship is elsewhere:
// then the track starts again there, as a new segment. Nothing is allocated per fix.

import { distanceKm, KM_PER_NM } from './geo.ts';
import type { Report } from './report.ts';

/** Implied speed above which a fix is set aside (facts: AIS_Tracker flags over 75 kn; no cargo ship passes 60). */
export const JUMP_KN = 60;
/** Distance that is never a jump: receivers' clocks differ by seconds, and 0.5 nm is 30 s at 60 kn. */
export const JUMP_SLACK_NM = 0.5;
/** Fixes set aside in a row, each within reach of the one before it, after which the track starts again there. */
export const JUMP_PATIENCE = 3;
/** Shortest time over which displacement gives a usable speed when none is sent: noise of 15 m makes 0.2 kn. */
export const DERIVE_MS = 3 * 60_000;
/** The same for coarse positions, which are good to 185 m: over an hour that is 0.1 kn. */
export const DERIVE_COARSE_MS = 60 * 60_000;
/** Fixes of unwatched vessels are kept this far apart, or when they stop or start. */
export const KEEP_EVERY_MS = 10 * 60_000;
/** At or below this a vessel is stopped, at or above the other it moves, between them it stays what it was (GFW). */
export const STOP_KN = 0.2;
export const MOVE_KN = 0.5;

export const MOTION = { unknown: 0, stopped: 1, moving: 2 } as const;
export type Motion = (typeof MOTION)[keyof typeof MOTION];

export interface Track {
  vesselId: string;
  /** The unit that sent the current fix: several may speak for one hull. */
  mmsi: number;
  /** True when the vessel is matched to a watched hull. */
  watched: boolean;
  /** Accepted fixes so far; 0 means that the fields below are NaN. */
  fixes: number;
  /** Counts restarts after a believed jump: between two segments nothing is known of the way. */
  segment: number;
  /** Accepted fixes of this segment; 1 means that `previous…` says nothing of the way here. */
  segmentFixes: number;
  /** Fixes set aside as jumps, in a row and in agreement with each other. */
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

  /** The accepted fix before, also across a restart. */
  previousAt: number;
  previousLon: number;
  previousLat: number;

  /** Anchor of the displacement that stands in for a missing speed. */
  anchorAt: number;
  anchorLon: number;
  anchorLat: number;

  /** The newest fix set aside. */
  asideAt: number;
  asideLon: number;
  asideLat: number;

  motion: Motion;
  keptAt: number;
  keptMotion: Motion;
}

export function beginTrack(vesselId: string, mmsi: number): Track {
  return {
    vesselId,
    mmsi,
    watched: false,
    fixes: 0,
    segment: 0,
    segmentFixes: 0,
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
    asideAt: Number.NaN,
    asideLon: Number.NaN,
    asideLat: Number.NaN,
    motion: MOTION.unknown,
    keptAt: Number.NaN,
    keptMotion: MOTION.unknown,
  };
}

/** Why a fix did not enter the track. */
export type FixRefusal = 'jump' | 'older' | 'nowhere';

/**
 * Takes the position of a report into the track. Returns null when taken, else the reason.
 *
 * Several fixes may carry the same second; they are taken in the order they come. A single false fix is set aside. A
 * false first fix, or a ship heard again far from where its last fix put it, is settled by agreement: after
 * `JUMP_PATIENCE` refusals within reach of each other the track starts again from the newest. Two ships under one MMSI
 * that are heard in turn never agree, so the track stays with the one it knows; and as reach grows with time, even
 * noise that never agrees cannot block a track for ever.
 */
export function takeFix(track: Track, report: Readonly<Report>): FixRefusal | null {
  const { at, lon, lat } = report;
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && Math.abs(at) < Number.POSITIVE_INFINITY)) return 'nowhere';
  if (track.fixes > 0) {
    if (at < track.at) return 'older';
    if (isJump(track.lon, track.lat, track.at, lon, lat, at)) {
      if (!setAside(track, lon, lat, at)) return 'jump';
      track.segment++;
      track.segmentFixes = 0;
      track.anchorAt = Number.NaN;
      track.motion = MOTION.unknown;
    }
  }
  track.jumps = 0;
  track.previousAt = track.at;
  track.previousLon = track.lon;
  track.previousLat = track.lat;
  track.fixes++;
  track.segmentFixes++;
  track.mmsi = report.mmsi;
  track.at = at;
  track.lon = lon;
  track.lat = lat;
  track.courseDeg = report.courseDeg;
  track.headingDeg = report.headingDeg;
  track.navStatus = report.navStatus;
  track.coarse = report.coarse;
  track.source = report.source;
  track.line = report.line;
  if (Number.isNaN(report.speedKn)) deriveSpeed(track);
  else {
    track.speedKn = report.speedKn;
    anchorHere(track);
  }
  if (track.speedKn <= STOP_KN) track.motion = MOTION.stopped;
  else if (track.speedKn >= MOVE_KN) track.motion = MOTION.moving;
  return null;
}

/** Whether the current fix belongs in the store: all of a watched vessel, of others one in ten minutes or per change. */
export function shouldKeep(track: Track): boolean {
  const due = !(track.at - track.keptAt < KEEP_EVERY_MS) || track.motion !== track.keptMotion;
  if (!due && !track.watched) return false;
  track.keptAt = track.at;
  track.keptMotion = track.motion;
  return true;
}

function isJump(lonA: number, latA: number, atA: number, lonB: number, latB: number, atB: number): boolean {
  // On the flat first: half a hundredth of a degree each way is at most 0.43 nm, under the slack. Most fixes end here.
  if (Math.abs(latB - latA) < 0.005 && Math.abs(lonB - lonA) < 0.005) return false;
  const nm = distanceKm(lonA, latA, lonB, latB) / KM_PER_NM;
  return nm > (JUMP_KN * (atB - atA)) / 3_600_000 + JUMP_SLACK_NM;
}

/** Remembers a refused fix. True when enough of them agree. */
function setAside(track: Track, lon: number, lat: number, at: number): boolean {
  const agrees =
    track.jumps > 0 && at >= track.asideAt && !isJump(track.asideLon, track.asideLat, track.asideAt, lon, lat, at);
  track.jumps = agrees ? track.jumps + 1 : 1;
  track.asideAt = at;
  track.asideLon = lon;
  track.asideLat = lat;
  return track.jumps >= JUMP_PATIENCE;
}

function anchorHere(track: Track): void {
  track.anchorAt = track.at;
  track.anchorLon = track.lon;
  track.anchorLat = track.lat;
}

/** Until enough time has passed the last known speed stands. */
function deriveSpeed(track: Track): void {
  if (Number.isNaN(track.anchorAt)) {
    track.speedKn = Number.NaN;
    anchorHere(track);
    return;
  }
  const elapsedMs = track.at - track.anchorAt;
  if (elapsedMs < (track.coarse ? DERIVE_COARSE_MS : DERIVE_MS)) return;
  const nm = distanceKm(track.anchorLon, track.anchorLat, track.lon, track.lat) / KM_PER_NM;
  track.speedKn = nm / (elapsedMs / 3_600_000);
  anchorHere(track);
}
