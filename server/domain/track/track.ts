// The track of one vessel: its current and previous accepted fix, as plain numbers updated in place. Positions come in
// one by one in event-time order; out comes whether each was taken or why not. One fix is no fact: what speaks against the
// step to it (`fix-judgement.ts`) is set aside and never enters the track, unless further ones bear it out: then the track
// goes on from there, as a new segment where no ship or not this one sails so fast. Nothing is allocated per fix.

import { distanceKm, KM_PER_NM } from '../geo.ts';
import type { SetAside } from '../heard.ts';
import type { Report } from '../report.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import { boundKn, type CapOf, isWithin, JUMP_KN, judgeStep, LEAST_SHOWN_KN, type Objection } from './fix-judgement.ts';
import { keepPath, type OwnPath } from './own-path.ts';

/**
 * Fixes set aside in a row, each within reach of the one before it, that are believed: of a way that no ship sails (two
 * ships may send under one number), and of one that this ship does not (detection facts 0: a second one near it).
 */
export const JUMP_PATIENCE = 3;
export const DOUBT_PATIENCE = 2;
/** Shortest time over which displacement gives a usable speed when none is sent: noise of 15 m makes 0.2 kn. */
export const DERIVE_MS = 3 * MINUTE_MS;
/** The same for coarse positions, which are good to 185 m: over an hour that is 0.1 kn. */
export const DERIVE_COARSE_MS = 60 * MINUTE_MS;
/** A ship that sends this or less and makes so much over `DERIVE_MS` or more sends what is not true. Ours: above any current. */
const LIES_KN = 0.5;
const BELIES_KN = 3;
/** A ship that sends less shows nothing that counts: its class allows more. Most fixes end here. */
const SLOW_KN = LEAST_SHOWN_KN / 1.5;
/** The way made good is measured anew after this long, so that a long lay does not hide a start. */
const MEASURE_MS = 15 * MINUTE_MS;
/** Over this long two fixes say how fast it went, ms (detection facts 0: two-minute mean). */
const SHOWN_MS = 2 * MINUTE_MS;
/** Fixes of unwatched vessels are kept this far apart, or when they stop or start. */
export const KEEP_EVERY_MS = 10 * MINUTE_MS;
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
  /** Fixes set aside in a row and in agreement with each other. */
  jumps: number;
  /** How many of them are asked for. */
  patience: number;
  /** Own positions in a row that came again late. */
  late: number;
  /** The fastest that it has shown over three fixes in a row, knots. */
  shownKn: number;
  /** What was set aside so far, by reason. */
  setAside: SetAside[] | null;
  /** Its own way of the last 12 hours: of a watched ship, and of one of which something was set aside. */
  path: OwnPath | null;

  at: number;
  lon: number;
  lat: number;
  /** As sent; derived from displacement over 3 min or more where none is sent or what is sent is belied; NaN while unknown. */
  speedKn: number;
  /** As sent; NaN where none was. */
  sentKn: number;
  /** It sends that it lies, and moves: what it sends is not gone by. */
  belied: boolean;
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
    patience: 0,
    late: 0,
    shownKn: 0,
    setAside: null,
    path: null,
    at: Number.NaN,
    lon: Number.NaN,
    lat: Number.NaN,
    speedKn: Number.NaN,
    sentKn: Number.NaN,
    belied: false,
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
export type FixRefusal = Objection | 'older' | 'nowhere';

/**
 * Takes the position of a report into the track. Returns null when taken, else the reason. `capOf` tells the cap of the
 * ship's class; it is asked for fast steps only.
 *
 * Several fixes may carry the same second; they are taken in the order they come. A single false fix is set aside. A
 * false first fix, or a ship heard again far from where its last fix put it, is settled by agreement: after two refusals
 * within reach of each other, or `JUMP_PATIENCE` where no ship sails so fast, the track goes on from the newest. Two ships
 * under one MMSI that are heard in turn never agree, so the track stays with the one it knows; and as reach grows with
 * time, even noise that never agrees cannot block a track for ever.
 */
export function takeFix(track: Track, report: Readonly<Report>, capOf: CapOf): FixRefusal | null {
  const { at, lon, lat } = report;
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && Math.abs(at) < Number.POSITIVE_INFINITY)) return 'nowhere';
  if (track.fixes > 0) {
    if (at < track.at) return 'older';
    const objection = judgeStep(track, report, capOf);
    if (objection === null) {
      if (!(report.speedKn < SLOW_KN)) noteShown(track, lon, lat, at);
    } else if (objection === 'repeated late') {
      track.late++;
      return objection;
    } else {
      track.path ??= [];
      const madeKn = track.jumps === 0 ? 0 : meanKn(track.asideLon, track.asideLat, track.asideAt, lon, lat, at);
      if (!setAside(track, report, objection, boundKn(capOf(track.vesselId), track.shownKn))) return objection;
      // Two in a row that say that it lies, and it does not.
      if (objection === 'against its speed') {
        track.belied = report.speedKn <= LIES_KN && madeKn >= BELIES_KN;
        if (!track.belied) track.anchorAt = Number.NaN;
      } else if (!isWithin(track.lon, track.lat, track.at, lon, lat, at, boundKn(0, track.shownKn))) restart(track);
    }
  }
  track.jumps = 0;
  track.late = 0;
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
  if (track.watched) track.path ??= [];
  if (track.path !== null) keepPath(track.path, at, lon, lat, track.previousAt, track.previousLon, track.previousLat);
  takeSpeed(track, report.speedKn);
  if (track.speedKn <= STOP_KN) track.motion = MOTION.stopped;
  else if (track.speedKn >= MOVE_KN) track.motion = MOTION.moving;
  return null;
}

/** Counts a position that did not enter the track. True where a reader should hear of it: at once, and ever more rarely. */
export function countAside(track: Track, reason: FixRefusal, at: number): boolean {
  if (reason === 'nowhere') return false;
  track.setAside ??= [];
  const known = track.setAside.find((each) => each.reason === reason);
  if (known === undefined) {
    track.setAside.push({ reason, count: 1, firstAt: at, lastAt: at });
    return true;
  }
  known.count++;
  known.firstAt = Math.min(known.firstAt, at);
  known.lastAt = Math.max(known.lastAt, at);
  return Number.isInteger(Math.log2(known.count));
}

/** Whether the current fix belongs in the store: all of a watched vessel, of others one in ten minutes or per change. */
export function shouldKeep(track: Track): boolean {
  const due = !(track.at - track.keptAt < KEEP_EVERY_MS) || track.motion !== track.keptMotion;
  if (!due && !track.watched) return false;
  track.keptAt = track.at;
  track.keptMotion = track.motion;
  return true;
}

/** Nothing is known of the way from the last fix to the next. */
function restart(track: Track): void {
  track.segment++;
  track.segmentFixes = 0;
  track.anchorAt = Number.NaN;
  track.motion = MOTION.unknown;
  track.belied = false;
  track.path!.length = 0;
}

/** Remembers a refused fix. True when enough of them agree. `believedKn`: how fast this ship is believed to sail. */
function setAside(track: Track, { lon, lat, at }: Readonly<Report>, objection: Objection, believedKn: number): boolean {
  const { asideLon, asideLat, asideAt } = track;
  const agrees = track.jumps > 0 && at >= asideAt && isWithin(asideLon, asideLat, asideAt, lon, lat, at, JUMP_KN);
  const patience = objection === 'jump' ? JUMP_PATIENCE : DOUBT_PATIENCE;
  if (agrees) {
    track.jumps++;
    const isNear = isWithin(asideLon, asideLat, asideAt, lon, lat, at, believedKn);
    track.patience = Math.max(track.patience, isNear ? patience : JUMP_PATIENCE);
    // Three in a row that go on so fast: it does.
    if (!isNear && track.jumps >= JUMP_PATIENCE)
      track.shownKn = Math.max(track.shownKn, meanKn(asideLon, asideLat, asideAt, lon, lat, at));
  } else {
    track.jumps = 1;
    track.patience = patience;
  }
  track.asideAt = at;
  track.asideLon = lon;
  track.asideLat = lat;
  return track.jumps >= track.patience;
}

/** The fastest that it has shown: over two steps in a row, so that one stray fix and the way back from it show nothing. */
function noteShown(track: Track, lon: number, lat: number, at: number): void {
  if (track.segmentFixes < 2 || at - track.previousAt < SHOWN_MS) return;
  // On the flat and on the safe side first: most ships are far from the fastest that they have shown.
  const leastKn = Math.max(track.shownKn, LEAST_SHOWN_KN);
  const mostDeg = (leastKn * (at - track.previousAt)) / HOUR_MS / 60;
  if (Math.abs(lat - track.previousLat) + Math.abs(lon - track.previousLon) < mostDeg) return;
  track.shownKn = Math.max(track.shownKn, meanKn(track.previousLon, track.previousLat, track.previousAt, lon, lat, at));
}

function meanKn(lonA: number, latA: number, atA: number, lonB: number, latB: number, atB: number): number {
  return distanceKm(lonA, latA, lonB, latB) / KM_PER_NM / (Math.max(SHOWN_MS, atB - atA) / HOUR_MS);
}

function anchorHere(track: Track): void {
  track.anchorAt = track.at;
  track.anchorLon = track.lon;
  track.anchorLat = track.lat;
}

/** The speed as sent, unless none is sent or what is sent is belied by the way made good. */
function takeSpeed(track: Track, sentKn: number): void {
  track.sentKn = sentKn;
  if (Number.isNaN(sentKn)) {
    deriveSpeed(track);
    return;
  }
  if (sentKn > LIES_KN) {
    track.belied = false;
    track.speedKn = sentKn;
    anchorHere(track);
    return;
  }
  if (Number.isNaN(track.anchorAt)) anchorHere(track);
  if (track.belied) {
    deriveSpeed(track);
    return;
  }
  track.speedKn = sentKn;
  const elapsedMs = track.at - track.anchorAt;
  if (elapsedMs < DERIVE_MS) return;
  const isNear = Math.abs(track.lat - track.anchorLat) < 0.0025 && Math.abs(track.lon - track.anchorLon) < 0.0025;
  if (!isNear && !track.coarse) {
    const kn = meanKn(track.anchorLon, track.anchorLat, track.anchorAt, track.lon, track.lat, track.at);
    // A first slow fix ends a passage; a second one as fast as before says that the ship sails on.
    if (kn >= BELIES_KN && track.motion === MOTION.stopped) {
      track.belied = true;
      track.speedKn = kn;
    }
    anchorHere(track);
  } else if (elapsedMs >= MEASURE_MS) anchorHere(track);
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
  track.speedKn = nm / (elapsedMs / HOUR_MS);
  anchorHere(track);
}
