// Speed that does not go with the positions: a ship that sends 0 kn and moves, one that sends 10 kn and stays, and one
// that stops dead. In come accepted fixes; out come the signs "speed mismatch" and "sudden stop". A gap, a coarse
// position or a position sent again ends or adds nothing: only what was heard all along can contradict.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import { STOP_KN, type Track } from '../../track/track.ts';
import { type Finding, lasting, turnDeg } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';

const MISMATCH_MS = DOUBT_SETTINGS.mismatchMinutes.value * MINUTE_MS;
const MOVES_KN = DOUBT_SETTINGS.mismatchKn.value;
const SENT_KN = DOUBT_SETTINGS.mismatchSentKn.value;
const LIES_KN = 1;
const LEAST_FIXES = 4;
/** Longest time between two fixes of a run, ms: at the first a ship may lie, at the second it may turn to and fro. */
const LYING_GAP_MS = 10 * MINUTE_MS;
const SAILING_GAP_MS = 3 * MINUTE_MS;
const KM_PER_DEG = 60 * KM_PER_NM;

const FROM_KN = DOUBT_SETTINGS.stopFromKn.value;
const TO_KN = DOUBT_SETTINGS.stopToKn.value;
const STOP_MS = DOUBT_SETTINGS.stopSeconds.value * 1000;
const HELD_MS = DOUBT_SETTINGS.stopHeldSeconds.value * 1000;
export const STOP_LENGTH_M = DOUBT_SETTINGS.stopLengthM.value;
/** The speed before must have been held, and made good by half, for so long. */
const FAST_MS = MINUTE_MS;
/** The ship stays in place but for what positions are good to, km. */
const PLACE_KM = 0.1;

export interface Log {
  /** What the speeds sent say; '' while no run is followed. */
  says: 'lies' | 'sails' | '';
  fixes: number;
  fromAt: number;
  fromLon: number;
  fromLat: number;
  at: number;
  lon: number;
  lat: number;
  leastKn: number;
  sailedKm: number;
  /** Kilometres of a degree of longitude, for the run. */
  kmPerLon: number;
}

export function beginLog(): Log {
  return {
    says: '',
    fixes: 0,
    fromAt: 0,
    fromLon: 0,
    fromLat: 0,
    at: 0,
    lon: 0,
    lat: 0,
    leastKn: 0,
    sailedKm: 0,
    kmPerLon: 0,
  };
}

export function followLog(state: Log, track: Readonly<Track>): Finding | null {
  const { sentKn: speedKn, at, lon, lat } = track;
  const says = track.coarse ? '' : speedKn <= STOP_KN ? 'lies' : speedKn >= SENT_KN ? 'sails' : '';
  const gapMs = says === 'lies' ? LYING_GAP_MS : SAILING_GAP_MS;
  if (says === '' || says !== state.says || track.segmentFixes === 1 || at - state.at > gapMs) {
    begin(state, says, track);
    return null;
  }
  // A feed that sends its last position again tells nothing new of the ship.
  if (says === 'sails' && lon === state.lon && lat === state.lat) return null;
  state.fixes++;
  if (says === 'sails') {
    state.leastKn = Math.min(state.leastKn, speedKn);
    const east = turnDeg(state.lon, lon) * state.kmPerLon;
    const north = (lat - state.lat) * KM_PER_DEG;
    state.sailedKm += Math.sqrt(east * east + north * north);
  }
  state.at = at;
  state.lon = lon;
  state.lat = lat;
  if (at - state.fromAt < MISMATCH_MS) return null;
  const found = state.fixes >= LEAST_FIXES ? mismatch(state) : null;
  begin(state, says, track);
  return found;
}

function begin(state: Log, says: Log['says'], { at, lon, lat, sentKn }: Readonly<Track>): void {
  state.says = says;
  if (says === '') return;
  state.fixes = 1;
  state.fromAt = at;
  state.fromLon = lon;
  state.fromLat = lat;
  state.at = at;
  state.lon = lon;
  state.lat = lat;
  state.leastKn = sentKn;
  state.sailedKm = 0;
  if (says === 'sails') state.kmPerLon = KM_PER_DEG * Math.cos((lat * Math.PI) / 180);
}

function mismatch(state: Readonly<Log>): Finding | null {
  const { says, fixes, fromAt, fromLon, fromLat, at, lon, lat, leastKn, sailedKm } = state;
  const km = says === 'sails' ? sailedKm : distanceKm(fromLon, fromLat, lon, lat);
  const kn = km / KM_PER_NM / ((at - fromAt) / HOUR_MS);
  if (says === 'sails' ? kn >= LIES_KN : kn < MOVES_KN) return null;
  const sent = says === 'sails' ? `${leastKn} kn or more` : `${STOP_KN} kn or less`;
  const ground = `${fixes} positions over ${lasting(at - fromAt)} send ${sent}, and lie as they would at ${kn.toFixed(1)} kn (${km.toFixed(1)} km)`;
  return { sign: 'speed-mismatch', fromAt, at, ground, impliedKn: kn };
}

export interface Stop {
  /** The run of fast fixes before: since when, from where, its newest; at 0 none. */
  fastFromAt: number;
  fastFromLon: number;
  fastFromLat: number;
  fastAt: number;
  fastKn: number;
  fastLon: number;
  fastLat: number;
  /** The first slow fix after it; at 0 none. */
  stopAt: number;
  lon: number;
  lat: number;
}

export function beginStop(): Stop {
  return {
    fastFromAt: 0,
    fastFromLon: 0,
    fastFromLat: 0,
    fastAt: 0,
    fastKn: 0,
    fastLon: 0,
    fastLat: 0,
    stopAt: 0,
    lon: 0,
    lat: 0,
  };
}

/** Wanted only of ships of class A of `STOP_LENGTH_M` or more. */
export function followStop(state: Stop, track: Readonly<Track>): Finding | null {
  const { at, speedKn, lon, lat } = track;
  if (track.segmentFixes === 1 || track.coarse) Object.assign(state, beginStop());
  if (speedKn >= FROM_KN) {
    if (state.fastAt === 0 || state.stopAt > 0 || at - state.fastAt > SAILING_GAP_MS) {
      state.fastFromAt = at;
      state.fastFromLon = lon;
      state.fastFromLat = lat;
    }
    state.fastAt = at;
    state.fastKn = speedKn;
    state.fastLon = lon;
    state.fastLat = lat;
    state.stopAt = 0;
    return null;
  }
  if (state.fastAt === 0) return null;
  const isSlow = speedKn <= TO_KN;
  if (state.stopAt === 0) {
    // Between the two speeds it may still come to a stop in time.
    if (at - state.fastAt > STOP_MS) state.fastAt = 0;
    else if (isSlow && wasFast(state)) Object.assign(state, { stopAt: at, lon, lat });
    return null;
  }
  const isHeld =
    isSlow && at - state.stopAt <= SAILING_GAP_MS && distanceKm(state.lon, state.lat, lon, lat) <= PLACE_KM;
  if (isHeld && at - state.stopAt < HELD_MS) return null;
  const { fastAt, fastKn, stopAt } = state;
  state.fastAt = 0;
  state.stopAt = 0;
  if (!isHeld) return null;
  const ground = `speed fell from ${fastKn} to ${TO_KN} kn or less in ${lasting(stopAt - fastAt)} and stayed there for ${lasting(at - stopAt)}; no engine does that to a ship of this size, though the ground or another ship may`;
  return { sign: 'sudden-stop', fromAt: fastAt, at, ground };
}

function wasFast({ fastFromAt, fastFromLon, fastFromLat, fastAt, fastLon, fastLat }: Readonly<Stop>): boolean {
  const ms = fastAt - fastFromAt;
  if (ms < FAST_MS) return false;
  return distanceKm(fastFromLon, fastFromLat, fastLon, fastLat) / KM_PER_NM / (ms / HOUR_MS) >= FROM_KN / 2;
}
