// Whether a ship can have come from its last fix to the next one: one fix is no fact. In come the track and a report; out
// goes nothing where the step agrees with what the ship is and says, or else what speaks against it: no ship sails so
// fast, no ship of its class does and it never did, its own speeds before and after say that it lay, or the position is
// one of its own that comes again late. It changes nothing of the track and allocates nothing.

import { distanceKm, KM_PER_NM } from '../geo.ts';
import type { Report } from '../report.ts';
import { HOUR_MS } from '../time.ts';
import { onPath } from './own-path.ts';
import type { Track } from './track.ts';

/** Implied speed above which no ship's fix is believed (facts: AIS_Tracker flags over 75 kn; no cargo ship passes 60). */
export const JUMP_KN = 60;
/** Distance that is never a jump: receivers' clocks differ by seconds, and 0.5 nm is 30 s at 60 kn. */
export const JUMP_SLACK_NM = 0.5;
/** How far over the cap of its class a ship is believed to sail, and over the fastest that it has shown (facts 0). */
export const CAP_FACTOR = 1.5;
export const SHOWN_FACTOR = 1.3;
/** The lowest cap of any class, knots: below its bound nobody's class is asked for. */
const LEAST_CAP_KN = 16;
/** What it has shown counts for something from here on only. */
export const LEAST_SHOWN_KN = (CAP_FACTOR * LEAST_CAP_KN) / SHOWN_FACTOR;
/** A ship makes what it sends but for a third, and a current of 3 kn that its own log may not see. Ours. */
const SENT_FACTOR = 1.3;
const CURRENT_KN = 3;
/** Over a longer time a ship may have sailed and stopped again between two fixes. Ours. */
const SENT_MS = 2 * HOUR_MS;
/** So much of the speed implied, sent at both ends, bears it out: a fast craft says so itself. Ours. */
const BEARS_OUT = 0.8;
/** A ship that sends less is not under way; only one under way can be told to run back along its way. Ours. */
const UNDER_WAY_KN = 3;
/**
 * So many late positions in a row and none of now: then it may be the track that is wrong, and they are judged as any
 * others. Ours; in the recordings of 2018 true positions come between them.
 */
const LATE_PATIENCE = 6;
const RAD = Math.PI / 180;
/** A degree of the earth's circle, rounded up. */
const MOST_NM_PER_DEG = 111.2 / KM_PER_NM;

/** What speaks against a step. */
export type Objection = 'jump' | 'too fast' | 'against its speed' | 'repeated late';

/** The cap of a ship's class, knots. Asked for steps faster than the slowest class allows. */
export type CapOf = (vesselId: string) => number;

/** The fastest that a ship is believed to sail, knots. */
export function boundKn(capKn: number, shownKn: number): number {
  return Math.min(JUMP_KN, Math.max(CAP_FACTOR * capKn, SHOWN_FACTOR * shownKn));
}

/** Null where nothing speaks against the step from the last fix to this one. */
export function judgeStep(track: Readonly<Track>, report: Readonly<Report>, capOf: CapOf): Objection | null {
  const { at, lon, lat } = report;
  // On the flat first: half a hundredth of a degree each way is at most 0.43 nm, under the slack. Most fixes end here.
  if (Math.abs(lat - track.lat) < 0.005 && Math.abs(lon - track.lon) < 0.005) return null;
  const hours = (at - track.at) / HOUR_MS;
  // As if on the equator: no step is longer than that, and what speaks against none so long speaks against none shorter.
  const mostNm = Math.sqrt((lat - track.lat) ** 2 + (lon - track.lon) ** 2) * MOST_NM_PER_DEG - JUMP_SLACK_NM;
  const mayBeLate = track.path !== null && track.late < LATE_PATIENCE;
  if (!mayBeLate && objectionTo(track, report, mostNm, hours, capOf) === null) return null;
  const nm = distanceKm(track.lon, track.lat, lon, lat) / KM_PER_NM - JUMP_SLACK_NM;
  if (nm <= 0) return null;
  const objection = objectionTo(track, report, nm, hours, capOf);
  if (!mayBeLate) return objection;
  if (objection === null && !runsBack(track, report)) return objection;
  return isLate(track, report, objection) ? 'repeated late' : objection;
}

function objectionTo(
  track: Readonly<Track>,
  report: Readonly<Report>,
  nm: number,
  hours: number,
  capOf: CapOf,
): Objection | null {
  if (nm > JUMP_KN * hours) return 'jump';
  const sentKn = Math.max(track.sentKn, report.speedKn);
  if (nm > boundKn(LEAST_CAP_KN, track.shownKn) * hours) {
    const bearsOut = Math.min(track.sentKn, report.speedKn) * hours >= BEARS_OUT * nm;
    if (!bearsOut && nm > boundKn(capOf(track.vesselId), track.shownKn) * hours) return 'too fast';
  }
  // Where one of the two was not sent, nothing contradicts.
  if (track.belied || !(sentKn >= 0) || hours * HOUR_MS > SENT_MS) return null;
  return nm > (SENT_FACTOR * sentKn + CURRENT_KN) * hours ? 'against its speed' : null;
}

/** Is it under way by its own word, and farther back than it was? */
function runsBack(track: Readonly<Track>, { lon, lat, speedKn, courseDeg }: Readonly<Report>): boolean {
  if (!(speedKn >= UNDER_WAY_KN)) return false;
  if (Number.isNaN(courseDeg)) return true;
  const east = (lon - track.lon) * Math.cos(lat * RAD);
  return east * Math.sin(courseDeg * RAD) + (lat - track.lat) * Math.cos(courseDeg * RAD) < 0;
}

/** Is it a position of its own that comes again? A ship that comes back along its own way is none. */
function isLate(
  track: Readonly<Track>,
  { at, lon, lat, speedKn, courseDeg }: Readonly<Report>,
  objection: Objection | null,
): boolean {
  const was = onPath(track.path!, at, lon, lat);
  if (Number.isNaN(was.wasAtS)) return false;
  // No way back takes so fast a ship.
  if (objection === 'jump' || objection === 'too fast') return true;
  if (!(speedKn >= UNDER_WAY_KN)) return false;
  if (Number.isNaN(courseDeg)) return was.isSame;
  return was.east * Math.sin(courseDeg * RAD) + was.north * Math.cos(courseDeg * RAD) > 0;
}

/** Can a ship have come from the one position to the other at this speed? */
export function isWithin(
  lonA: number,
  latA: number,
  atA: number,
  lonB: number,
  latB: number,
  atB: number,
  knots: number,
): boolean {
  const nm = distanceKm(lonA, latA, lonB, latB) / KM_PER_NM;
  return nm <= (knots * (atB - atA)) / HOUR_MS + JUMP_SLACK_NM;
}
