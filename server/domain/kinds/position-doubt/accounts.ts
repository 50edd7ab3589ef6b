// Two accounts of where one ship is: the track that the monitor follows, and the positions that it sets aside. Neither is
// chosen. In come positions set aside and, once there are any, accepted fixes; out come the signs "jump" (positions
// that no ship can sail between) and "two places" (two tracks, smooth each, heard in turn). Two units of one hull come
// in by the same door as two ships under one MMSI. Idle until a position is set aside.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import type { Report } from '../../report.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import { JUMP_KN, JUMP_SLACK_NM } from '../../track/fix-judgement.ts';
import type { Track } from '../../track/track.ts';
import type { DoubtedTrack, TrackPoint } from './facts.ts';
import { type Finding, lasting } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';

const OFF_KM = DOUBT_SETTINGS.offKm.value;
const JUMP_FIXES = DOUBT_SETTINGS.jumpFixes.value;
const JUMP_MS = DOUBT_SETTINGS.jumpHours.value * HOUR_MS;
const SETTLED = DOUBT_SETTINGS.settledFixes.value;
const SMOOTH_KN = DOUBT_SETTINGS.smoothKn.value;
const PLACES_MS = DOUBT_SETTINGS.placesMinutes.value * MINUTE_MS;
const QUIET_MS = DOUBT_SETTINGS.quietHours.value * HOUR_MS;
const TRACE_POINTS = DOUBT_SETTINGS.tracePoints.value;
/** From one to the other, back, and to the other again. */
const TURNS = 3;
/** Receivers' clocks differ by seconds: no speed is worked out over less. */
const CLOCK_MS = 10_000;
/** While both are heard the sign is renewed this often, not with every fix. */
const RENEW_MS = MINUTE_MS;

interface Account {
  mmsi: number;
  firstAt: number;
  fixes: number;
  at: number;
  lon: number;
  lat: number;
  /** Shortest time between two kept points. */
  stepMs: number;
  points: TrackPoint[];
}

export interface Accounts {
  followed: Account | null;
  other: Account | null;
  /** Which of the two was heard last. */
  heard: 'followed' | 'other';
  /** How often that changed. */
  turns: number;
  /** The newest jumps that stand not alone, UTC ms; as many as make a sign. */
  jumps: number[];
  /** A position set aside that nothing supports so far, UTC ms; 0 is none. */
  loneAt: number;
  /** Accepted fixes of the track at the newest jump: tells whether two of them came in a row. */
  atFix: number;
  /** Farthest and fastest that jumps went. */
  apartKm: number;
  impliedKn: number;
  /** When two places were said last; 0 is never. */
  saidAt: number;
}

export function beginAccounts(): Accounts {
  return {
    followed: null,
    other: null,
    heard: 'followed',
    turns: 0,
    jumps: [],
    loneAt: 0,
    atFix: 0,
    apartKm: 0,
    impliedKn: 0,
    saidAt: 0,
  };
}

/** A position was set aside as a jump. Returns what it shows. */
export function hearAside(state: Accounts, track: Readonly<Track>, report: Readonly<Report>): Finding[] {
  const km = distanceKm(track.lon, track.lat, report.lon, report.lat);
  if (km < OFF_KM) return [];
  forgetIfQuiet(state, report.at);
  state.followed ??= accountOf(track);
  const settled = state.followed.fixes >= SETTLED;
  const { other } = state;
  const agrees = other !== null && belongs(other, report.lon, report.lat, report.at);
  const isAlone = !agrees && state.atFix !== track.fixes;
  state.atFix = track.fixes;
  if (agrees) {
    append(other, report.lon, report.lat, report.at);
    turnTo(state, 'other');
  } else if (other === null || other.fixes < SETTLED) {
    state.other = beginAccount(report.mmsi, report.lon, report.lat, report.at);
    state.heard = 'other';
    state.turns = 1;
  }
  const found: Finding[] = [];
  if (isAlone) state.loneAt = report.at;
  else if (settled) {
    measure(state, km, report.at - track.at);
    if (state.loneAt > 0) countJump(state, state.loneAt);
    state.loneAt = 0;
    if (countJump(state, report.at)) found.push(jumpFinding(state, report.at));
  }
  const places = twoPlaces(state, report.at);
  if (places) found.push(places);
  return found;
}

/** A fix was accepted; wanted only while `state.followed` stands. */
export function hearFix(state: Accounts, track: Readonly<Track>): Finding[] {
  if (forgetIfQuiet(state, track.at)) return [];
  const followed = state.followed!;
  const { lon, lat, at } = track;
  const restarted = track.segmentFixes === 1;
  const isOther = state.other !== null && belongs(state.other, lon, lat, at);
  if (restarted || (isOther && !belongs(followed, lon, lat, at))) return swap(state, track, isOther, restarted);
  append(followed, lon, lat, at);
  turnTo(state, 'followed');
  const places = twoPlaces(state, at);
  return places ? [places] : [];
}

/** The track goes on where the other account was, or starts anew in a third place. */
function swap(state: Accounts, track: Readonly<Track>, isOther: boolean, restarted: boolean): Finding[] {
  const left = state.followed!;
  const next = isOther ? state.other! : beginAccount(track.mmsi, track.lon, track.lat, track.at);
  state.followed = next;
  state.other = left;
  if (isOther) {
    append(next, track.lon, track.lat, track.at);
    state.heard = state.heard === 'other' ? 'followed' : 'other';
    turnTo(state, 'followed');
  } else {
    state.heard = 'followed';
    state.turns = 1;
  }
  const found: Finding[] = [];
  const km = distanceKm(left.lon, left.lat, track.lon, track.lat);
  if (restarted && left.fixes >= SETTLED && km >= OFF_KM) {
    measure(state, km, track.at - left.at);
    countJump(state, track.at);
    found.push(jumpFinding(state, track.at));
  }
  const places = twoPlaces(state, track.at);
  if (places) found.push(places);
  return found;
}

/** Both accounts as they stand, for the event. */
export function doubtedTracks({ followed, other }: Readonly<Accounts>): DoubtedTrack[] {
  const tracks: DoubtedTrack[] = [];
  if (followed) tracks.push({ which: 'followed', mmsi: followed.mmsi, points: pointsOf(followed) });
  if (other) tracks.push({ which: 'other', mmsi: other.mmsi, points: pointsOf(other) });
  return tracks;
}

/** Nothing has jumped for so long: what was kept of it stands in the event that told it. */
function forgetIfQuiet(state: Accounts, at: number): boolean {
  const { followed, other } = state;
  if (followed === null || other === null) return false;
  if (at - other.at < QUIET_MS && at - followed.at < QUIET_MS) return false;
  Object.assign(state, beginAccounts());
  return true;
}

function accountOf(track: Readonly<Track>): Account {
  const account = beginAccount(track.mmsi, track.lon, track.lat, track.at);
  const { previousLon, previousLat, previousAt } = track;
  // A fix that was itself hard to believe, but within reach after a gap, is no settled track.
  const smooth =
    track.segmentFixes > 1 && isWithin(previousLon, previousLat, previousAt, track.lon, track.lat, track.at);
  if (smooth) account.fixes = track.segmentFixes;
  return account;
}

function beginAccount(mmsi: number, lon: number, lat: number, at: number): Account {
  return { mmsi, firstAt: at, fixes: 1, at, lon, lat, stepMs: MINUTE_MS, points: [{ at, lon, lat }] };
}

function belongs(account: Readonly<Account>, lon: number, lat: number, at: number): boolean {
  return at >= account.at && isWithin(account.lon, account.lat, account.at, lon, lat, at);
}

function isWithin(lonA: number, latA: number, atA: number, lonB: number, latB: number, atB: number): boolean {
  const nm = distanceKm(lonA, latA, lonB, latB) / KM_PER_NM;
  return nm <= (SMOOTH_KN * (atB - atA)) / HOUR_MS + JUMP_SLACK_NM;
}

function append(account: Account, lon: number, lat: number, at: number): void {
  account.fixes++;
  account.at = at;
  account.lon = lon;
  account.lat = lat;
  if (at - account.points.at(-1)!.at < account.stepMs) return;
  account.points.push({ at, lon, lat });
  if (account.points.length <= TRACE_POINTS) return;
  account.points = account.points.filter((_, index) => index % 2 === 0);
  account.stepMs *= 2;
}

/** The newest one is added where thinning has kept it out. */
function pointsOf({ points, at, lon, lat }: Readonly<Account>): TrackPoint[] {
  const kept = points.map((point) => ({ ...point }));
  if (kept.at(-1)!.at === at) return kept;
  if (kept.length >= TRACE_POINTS) kept.pop();
  return [...kept, { at, lon, lat }];
}

function turnTo(state: Accounts, heard: Accounts['heard']): void {
  if (state.heard !== heard) state.turns++;
  state.heard = heard;
}

function measure(state: Accounts, km: number, ms: number): void {
  state.apartKm = Math.max(state.apartKm, km);
  state.impliedKn = Math.max(state.impliedKn, km / KM_PER_NM / (Math.max(CLOCK_MS, ms) / HOUR_MS));
}

/** True when enough of them have come. */
function countJump(state: Accounts, at: number): boolean {
  state.jumps.push(at);
  if (state.jumps.length > JUMP_FIXES) state.jumps.shift();
  return state.jumps.length === JUMP_FIXES && at - state.jumps[0]! <= JUMP_MS;
}

function jumpFinding({ jumps, apartKm, impliedKn }: Readonly<Accounts>, at: number): Finding {
  const ground = `positions lie up to ${Math.round(apartKm)} km from the track, a way that takes ${Math.round(impliedKn)} kn; ${impliedKn > JUMP_KN ? `no ship passes ${JUMP_KN} kn` : 'no ship of its class sails so fast, and it has not either'}`;
  return { sign: 'jump', fromAt: Math.min(at, jumps[0] ?? at), at, ground, apartKm, impliedKn };
}

function twoPlaces(state: Accounts, at: number): Finding | null {
  const { followed, other, turns } = state;
  if (followed === null || other === null || turns < TURNS || at - state.saidAt < RENEW_MS) return null;
  if (followed.fixes < SETTLED || other.fixes < SETTLED) return null;
  const fromAt = Math.max(followed.firstAt, other.firstAt);
  const toAt = Math.min(followed.at, other.at);
  if (toAt - fromAt < PLACES_MS || at - toAt >= QUIET_MS) return null;
  const km = distanceKm(followed.lon, followed.lat, other.lon, other.lat);
  if (km < OFF_KM) return null;
  state.saidAt = at;
  state.apartKm = Math.max(state.apartKm, km);
  const who = followed.mmsi === other.mmsi ? '' : `, one from MMSI ${followed.mmsi}, one from MMSI ${other.mmsi}`;
  const ground = `two tracks, up to ${Math.round(state.apartKm)} km apart and smooth each, were heard in turn for ${lasting(toAt - fromAt)}${who}`;
  return { sign: 'two-places', fromAt, at: toAt, ground, apartKm: state.apartKm };
}
