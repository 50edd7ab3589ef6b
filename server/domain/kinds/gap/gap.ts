// Gaps: a watched vessel that is not heard for longer than its class should be silent. In come its fixes and ticks;
// out goes one event per gap, graded by whether we or the ship fell silent. It never says why a ship was silent,
// and leaves a gap of a ship that lay in port all through to the port call.

import { feedDuring, LISTEN_MS, NEAR_NM, othersHeard, RECEPTION_SHIPS } from '../../fleet/fleet.ts';
import type { Rim } from '../../fleet/footprint.ts';
import type { FeedSpan } from '../../fleet/pulse.ts';
import { distanceKm } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import { portAround } from '../../places/around.ts';
import { speedCapKn } from '../../sea/reach.ts';
import { HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import { anywhereFromAt, anywhereNm, isAnywhere } from './anywhere.ts';
import type { Gap, GapFacts, GapGrade } from './facts.ts';
import { beginWayMade, noteWayMade, rimOf, type WayMade } from './last-way.ts';
import { isAtRest, layAllThrough } from './rest.ts';
import { GAP_SETTINGS, gapThresholdMs } from './settings.ts';

/** A footprint holds this week and the one before. */
const REMEMBERED_MS = 7 * 24 * HOUR_MS;

/** Where AIS reception is thin or ships are seldom heard; boxes are ours, drawn round the named waters. */
const THIN_AREAS = [
  { name: 'the DPRK east coast', west: 127, south: 38.6, east: 131, north: 42.4 },
  { name: 'the DPRK west coast', west: 124, south: 37.6, east: 126.2, north: 40 },
  { name: 'the Caspian', west: 46.5, south: 36.4, east: 54.2, north: 47.2 },
] as const;

export interface GapState {
  /** Last fix, UTC ms; 0 before the first. */
  lastAt: number;
  lon: number;
  lat: number;
  atRest: boolean;
  /** Running means of the time between fixes, ms: over the last 64 or so and the last 3 or so. */
  intervals: number;
  usualMs: number;
  recentMs: number;
  /** Other ships heard near the last fix in the hour after it; null while not asked or no longer known. */
  others: number | null;
  way: WayMade;
  /** The rim that it was leaving over; null while none is known. */
  rim: Rim | null;
  /** The gap that was said and lasts. */
  open: OpenGap | null;
}

interface OpenGap {
  revision: number;
  grade: GapGrade;
  grounds: string[];
  thresholdMs: number;
  /** Null while ports can be told apart. */
  anywhereNm: number | null;
}

/** The id of the gap that begins after a fix; the possible dark call that rests on it names it. */
export function gapId(vesselId: string, lastAt: number): string {
  return stableId('gap', vesselId, lastAt);
}

const zones: number[] = [];

export const gap: Detector<GapState> = {
  name: 'gap',
  version: 3,
  ships: 'watched',
  settings: Object.values(GAP_SETTINGS),
  begin: () => ({
    lastAt: 0,
    lon: 0,
    lat: 0,
    atRest: false,
    intervals: 0,
    usualMs: 0,
    recentMs: 0,
    others: null,
    way: beginWayMade(),
    rim: null,
    open: null,
  }),

  tick(state, track, at, context) {
    if (!track.watched || state.lastAt !== track.at) return;
    const gapMs = at - state.lastAt;
    if (gapMs < LISTEN_MS) {
      context.wakeAt(state.lastAt + LISTEN_MS);
      return;
    }
    // Asked once, as soon as the hour is over: what was heard near is not kept for long.
    state.others ??= othersHeard(context.fleet, state.lastAt, track.mmsi, state.lon, state.lat);
    const thresholdMs = gapThresholdMs(context.particulars(track.vesselId).station);
    if (gapMs < thresholdMs) {
      context.wakeAt(state.lastAt + thresholdMs);
      return;
    }
    if (state.atRest && portAround(context.places, state.lon, state.lat) !== null) return;
    const { grade, grounds } = gradeOf(state, track.mmsi, at, context);
    const reach = isAnywhere(gapMs) ? anywhereNm(gapMs, true, capKn(track, context)) : null;
    const { open } = state;
    const isLong = reach !== null && open?.anywhereNm === null;
    if (open === null || open.grade !== grade || isLong) {
      const regraded = open === null || open.grade === grade ? null : `regraded from ${open.grade} to ${grade}`;
      state.open = { revision: (open?.revision ?? 0) + 1, grade, grounds, thresholdMs, anywhereNm: reach };
      const lasts = isLong ? 'it has been silent for so long that everything is in reach' : null;
      context.say(gapEvent(state, track, state.open, at, null, regraded ?? lasts));
    }
    // A later outage of ours may change the grade. Growing pauses: a ship silent for months is not asked every hour.
    const longAt = anywhereFromAt(state.lastAt);
    context.wakeAt(at < longAt ? Math.min(at + gapMs, longAt) : at + gapMs);
  },

  fix(state, track, context) {
    if (!track.watched) return;
    // Watched only since this fix: what came before it was not followed, but its last fix is known.
    if (track.fixes > 1 && state.lastAt !== track.previousAt) {
      standAt(state, track.previousAt, track.previousLon, track.previousLat, false);
    }
    if (state.lastAt !== 0) closeGap(state, track, context);
    noteInterval(state, track.at);
    noteWayMade(state.way, track);
    standAt(state, track.at, track.lon, track.lat, isAtRest(track));
    context.wakeAt(track.at + LISTEN_MS);
  },
};

function standAt(state: GapState, at: number, lon: number, lat: number, atRest: boolean): void {
  state.lastAt = at;
  state.lon = lon;
  state.lat = lat;
  state.atRest = atRest;
  state.others = null;
  state.rim = null;
  state.open = null;
}

/** Says the end of a gap, also of one that was not said while it lasted because the ship lay in port. */
function closeGap(state: GapState, track: Readonly<Track>, context: DetectorContext): void {
  // The shortest threshold first: this is the test that every fix passes.
  if (track.at - state.lastAt < GAP_SETTINGS.classAHours.value * HOUR_MS) return;
  const thresholdMs = state.open?.thresholdMs ?? gapThresholdMs(context.particulars(track.vesselId).station);
  if (track.at - state.lastAt < thresholdMs) return;
  const inPort = () => portAround(context.places, state.lon, state.lat) !== null;
  if (state.open === null && layAllThrough(state, track) && inPort()) return;
  const { grade, grounds } = gradeOf(state, track.mmsi, track.at, context);
  const regraded =
    state.open !== null && state.open.grade !== grade ? `regraded from ${state.open.grade} to ${grade}` : null;
  const lastsMs = track.at - state.lastAt;
  const reach = isAnywhere(lastsMs) ? anywhereNm(lastsMs, false, capKn(track, context)) : null;
  const closed = { revision: (state.open?.revision ?? 0) + 1, grade, grounds, thresholdMs, anywhereNm: reach };
  const next = { at: track.at, lon: track.lon, lat: track.lat };
  context.say(gapEvent(state, track, closed, track.at, next, regraded));
}

function capKn({ vesselId }: Readonly<Track>, context: DetectorContext): number {
  const { hullType, shipType } = context.particulars(vesselId);
  return speedCapKn(hullType, shipType);
}

function noteInterval(state: GapState, at: number): void {
  if (state.lastAt === 0) return;
  const intervalMs = at - state.lastAt;
  // After a gap the rhythm is learnt anew; the gap is no part of it.
  if (intervalMs >= LISTEN_MS) {
    state.intervals = 0;
    state.usualMs = 0;
    state.recentMs = 0;
    return;
  }
  state.intervals = Math.min(64, state.intervals + 1);
  state.usualMs += (intervalMs - state.usualMs) / state.intervals;
  state.recentMs += (intervalMs - state.recentMs) / Math.min(3, state.intervals);
}

/** Questions a to d of the detection facts, section 4, in that order; the first that explains the gap decides. */
function gradeOf(
  state: GapState,
  mmsi: number,
  at: number,
  context: DetectorContext,
): Pick<GapFacts, 'grade' | 'grounds'> {
  const feed = feedDuring(context.fleet, state.lastAt, at);
  const rim = rimNow(state, mmsi, at, context);
  const received = state.others !== null && state.others >= RECEPTION_SHIPS;
  const grounds = [feedGround(feed, received), othersGround(state.others, rim !== null)];
  if (rim !== null) grounds.push(rimGround(rim));
  const { fadeRatio, fadeMinutes } = GAP_SETTINGS;
  const fading = state.recentMs >= fadeRatio.value * state.usualMs && state.recentMs >= fadeMinutes.value * MINUTE_MS;
  if (state.usualMs > 0) {
    grounds.push(
      fading
        ? `Its reports grew rare before they ended: ${minutes(state.recentMs)} apart, usually ${minutes(state.usualMs)}.`
        : 'Its reports ended at once, without growing rare before.',
    );
  }
  const thin = THIN_AREAS.find(
    (area) => state.lon >= area.west && state.lon <= area.east && state.lat >= area.south && state.lat <= area.north,
  );
  if (thin) grounds.push(`Reception is ${received ? 'otherwise' : 'known to be'} thin off ${thin.name}.`);

  if (feed.health !== 'up' || state.others === null) return { grade: 'unknown', grounds };
  if (!received || fading || rim !== null) return { grade: 'probably-coverage', grounds };
  const near = placeOfInterest(state, context);
  if (near === null) return { grade: 'probably-off', grounds };
  grounds.push(near);
  return { grade: 'off-near-place', grounds };
}

/** Asked while the waters round its last fix are remembered; of a longer gap what was found then stands. */
function rimNow(state: GapState, mmsi: number, at: number, { fleet }: DetectorContext): Rim | null {
  if (at - state.lastAt <= REMEMBERED_MS) state.rim = rimOf(state.way, mmsi, state.lon, state.lat, fleet);
  return state.rim;
}

function feedGround(feed: Readonly<FeedSpan>, received: boolean): string {
  if (feed.health === 'outage') return `Our own feed was down for ${minutes(feed.outageMs)} of the silence.`;
  if (feed.health === 'up') return 'Our own feed was up all through the silence.';
  const heard = `${Math.round(feed.usualPerHour)} messages an hour`;
  const when = received ? ' after the first hour' : '';
  return `Whether our own feed was up${when} cannot be told from what is heard (${heard} in all).`;
}

function othersGround(others: number | null, atRim: boolean): string {
  if (others === null) return `Whether other ships were heard near its last fix is not known.`;
  if (others === 0) return `No other ship was heard within ${NEAR_NM} nm of its last fix in the hour after it.`;
  const ships = others === 1 ? 'One other ship was' : `At least ${others} other ships were`;
  const heard = `${ships} heard within ${NEAR_NM} nm of its last fix in the hour after it`;
  if (others < RECEPTION_SHIPS) return `${heard}, too few to say that reception was there.`;
  return `${heard}, so reception was there then${atRim ? ', but not ahead of it' : ''}.`;
}

function rimGround({ fromNm, toNm, appeared }: Readonly<Rim>): string {
  const ahead = `from ${Math.round(fromNm)} to ${Math.round(toNm)} nm ahead of its last fix nobody has been heard of late`;
  return `It was leaving the waters in which anybody is heard: ${ahead}, and at least ${appeared} other ships were first heard, or lost, near it.`;
}

/** The nearest port that a rule names, or else the transfer zone it was in, as a sentence; null when there is none. */
function placeOfInterest(state: Readonly<GapState>, context: DetectorContext): string | null {
  let nearestKm: number = GAP_SETTINGS.nearPlaceKm.value;
  let name: string | null = null;
  for (const id of context.rulePorts) {
    const port = context.places.port(id);
    if (port === undefined) continue;
    const km = distanceKm(state.lon, state.lat, port.lon, port.lat);
    if (km < nearestKm) {
      nearestKm = km;
      name = port.name;
    }
  }
  if (name !== null) return `Its last fix is ${Math.round(nearestKm)} km from ${name}.`;
  context.places.zonesAt(state.lon, state.lat, zones);
  const zone = zones
    .map((index) => context.places.zones[index]!)
    .find((each) => each.kind === 'transfer' && !each.ordinary);
  return zone === undefined ? null : `Its last fix is in the transfer zone ${zone.name}.`;
}

function minutes(ms: number): string {
  return ms >= 2 * HOUR_MS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / MINUTE_MS)} min`;
}

function gapEvent(
  state: Readonly<GapState>,
  track: Readonly<Track>,
  said: Readonly<OpenGap>,
  knownAt: number,
  next: GapFacts['next'],
  reason: string | null,
): Gap {
  return {
    id: gapId(track.vesselId, state.lastAt),
    kind: 'gap',
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: next === null ? 'open' : 'closed',
    revision: said.revision,
    knownAt,
    beganAt: state.lastAt,
    endedAt: next?.at ?? null,
    basis: 'observed',
    lon: state.lon,
    lat: state.lat,
    reason,
    facts: {
      lastAt: state.lastAt,
      next,
      distanceKm: next === null ? null : distanceKm(state.lon, state.lat, next.lon, next.lat),
      thresholdMs: said.thresholdMs,
      grade: said.grade,
      ...(said.anywhereNm === null ? {} : { anywhereNm: said.anywhereNm }),
      grounds: [...said.grounds],
    },
  };
}
