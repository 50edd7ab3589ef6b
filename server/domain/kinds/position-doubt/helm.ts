// Helm and engine that no ship has: a large ship that goes about in no time, and speed and course that stay the same to
// the decimal for a day. In come accepted fixes; out comes the sign "too perfect". Both need positions that come often;
// gap and coarse positions end what was followed.

import { bearingDeg, impliedSpeedKn } from '../../geo.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import { type Finding, lasting, turnDeg } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';

const HAIRPIN_MS = DOUBT_SETTINGS.hairpinMinutes.value * MINUTE_MS;
const HAIRPIN_LENGTHS = DOUBT_SETTINGS.hairpinLengths.value;
const HAIRPIN_DEG = 150;
const HAIRPIN_KN = 8;
export const HAIRPIN_LENGTH_M = 100;
/** Two courses this near to each other are a leg; the way made good may differ by twice of it, degrees. */
const LEG_DEG = 15;
const M_PER_S_PER_KN = 1852 / 3600;

const STEADY_MS = DOUBT_SETTINGS.steadyHours.value * HOUR_MS;
const STEADY_FIXES = 100;
const STEADY_KN = 5;
/** The sign is renewed this often while it lasts. */
const RENEW_MS = HOUR_MS;
/** A longer gap ends the run: nobody knows what was steered in it. */
const SILENT_MS = 2 * HOUR_MS;

export interface Helm {
  /** The fix before, where it may be part of a leg; at 0 none. */
  at: number;
  courseDeg: number;
  kn: number;
  lon: number;
  lat: number;
  /** The newest end of a straight leg; at 0 none. */
  legAt: number;
  legDeg: number;
  /** Its last two positions, a pair each. */
  legFrom: [number, number];
  legTo: [number, number];
}

export function beginHelm(): Helm {
  return { at: 0, courseDeg: 0, kn: 0, lon: 0, lat: 0, legAt: 0, legDeg: 0, legFrom: [0, 0], legTo: [0, 0] };
}

/** Wanted only of ships of `HAIRPIN_LENGTH_M` or more. */
export function followHelm(state: Helm, track: Readonly<Track>, lengthM: number): Finding | null {
  const { at, speedKn, courseDeg, lon, lat } = track;
  if (track.segmentFixes === 1 || !(speedKn >= HAIRPIN_KN) || Number.isNaN(courseDeg) || track.coarse) {
    state.at = 0;
    state.legAt = 0;
    return null;
  }
  let found: Finding | null = null;
  const isLeg = state.at > 0 && at > state.at && at - state.at <= HAIRPIN_MS;
  if (isLeg && Math.abs(turnDeg(state.courseDeg, courseDeg)) <= LEG_DEG) {
    if (state.legAt > 0 && Math.abs(turnDeg(state.legDeg, courseDeg)) >= HAIRPIN_DEG)
      found = hairpin(state, track, lengthM);
    state.legAt = at;
    state.legDeg = courseDeg;
    state.legFrom[0] = state.lon;
    state.legFrom[1] = state.lat;
    state.legTo[0] = lon;
    state.legTo[1] = lat;
  }
  state.at = at;
  state.courseDeg = courseDeg;
  state.kn = speedKn;
  state.lon = lon;
  state.lat = lat;
  return found;
}

/** The new leg begins with the fix before. Positions must show both legs, too, or only the course sent is wrong. */
function hairpin(state: Readonly<Helm>, track: Readonly<Track>, lengthM: number): Finding | null {
  const tookMs = state.at - state.legAt;
  const slower = Math.min(state.kn, track.speedKn);
  const leastMs = ((Math.PI * HAIRPIN_LENGTHS * lengthM) / 2 / (slower * M_PER_S_PER_KN)) * 1000;
  if (tookMs < 0 || tookMs >= Math.min(HAIRPIN_MS, leastMs)) return null;
  const madeGoodKn = impliedSpeedKn(state.lon, state.lat, state.at, track.lon, track.lat, track.at);
  const { lon, lat, legFrom, legTo } = state;
  if (madeGoodKn < HAIRPIN_KN / 2 || !isMadeGood(lon, lat, track.lon, track.lat, track.courseDeg)) return null;
  if (!isMadeGood(...legFrom, ...legTo, state.legDeg)) return null;
  const degrees = Math.abs(Math.round(turnDeg(state.legDeg, track.courseDeg)));
  const ground = `a ship of ${Math.round(lengthM)} m turned by ${degrees} degrees in ${lasting(tookMs)} at ${slower} kn; at that speed the tightest half circle, ${HAIRPIN_LENGTHS} lengths across, takes ${lasting(leastMs)}`;
  return { sign: 'too-perfect', fromAt: state.legAt, at: track.at, ground };
}

function isMadeGood(lonA: number, latA: number, lonB: number, latB: number, courseDeg: number): boolean {
  return Math.abs(turnDeg(bearingDeg(lonA, latA, lonB, latB), courseDeg)) <= 2 * LEG_DEG;
}

export interface Steady {
  /** 0 while nothing is followed. */
  fixes: number;
  fromAt: number;
  at: number;
  kn: number;
  courseDeg: number;
  saidAt: number;
}

export function beginSteady(): Steady {
  return { fixes: 0, fromAt: 0, at: 0, kn: 0, courseDeg: 0, saidAt: 0 };
}

export function followSteady(state: Steady, track: Readonly<Track>): Finding | null {
  const { at, speedKn, courseDeg } = track;
  const same = state.fixes > 0 && speedKn === state.kn && courseDeg === state.courseDeg && at - state.at <= SILENT_MS;
  if (!same || track.segmentFixes === 1) {
    const begins = speedKn >= STEADY_KN && !Number.isNaN(courseDeg) && !track.coarse;
    state.fixes = begins ? 1 : 0;
    if (!begins) return null;
    state.fromAt = at;
    state.at = at;
    state.kn = speedKn;
    state.courseDeg = courseDeg;
    state.saidAt = 0;
    return null;
  }
  state.fixes++;
  state.at = at;
  if (state.fixes < STEADY_FIXES || at - state.fromAt < STEADY_MS || at - state.saidAt < RENEW_MS) return null;
  state.saidAt = at;
  const ground = `speed ${speedKn} kn and course ${courseDeg} degrees are the same to the decimal in ${state.fixes} positions over ${lasting(at - state.fromAt)}`;
  return { sign: 'too-perfect', fromAt: state.fromAt, at, ground };
}
