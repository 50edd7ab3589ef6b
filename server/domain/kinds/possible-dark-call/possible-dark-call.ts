// Possible dark port calls: a watched vessel was silent for so long, and moved so little in that time, that it may have
// called at a port which a rule names. In come its fixes and ticks; out goes one event per gap with the arithmetic of every
// port in reach. The event says "possible" or "likely", never "called", and is withdrawn when the next fix or a sighting
// refutes it.

import { LISTEN_MS } from '../../fleet/fleet.ts';
import { stableId } from '../../hash.ts';
import { placeAround } from '../../places/around.ts';
import { beginSpeeds, countdown, type GapEnds, noteSpeed } from '../../sea/reach.ts';
import type { Sighting } from '../../sighting.ts';
import { DAY_MS, HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext, Particulars } from '../detector.ts';
import { isDraughtChange } from '../draught-change/settings.ts';
import { gapId } from '../gap/gap.ts';
import { beginWayMade, noteWayMade } from '../gap/last-way.ts';
import { isAtRest } from '../gap/rest.ts';
import { gapThresholdMs } from '../gap/settings.ts';
import type { DarkCallState } from './dark-call-state.ts';
import { isWithin, sharedMs, withSightings } from './dark-sighting.ts';
import { addSeen, namedAmong, rankAnew, removeSeen, type Told, tellWith, UNTOLD } from './dark-telling.ts';
import type { DarkCall } from './facts.ts';
import { judge, restRefusal, speedsOf, type Verdict } from './gap-verdict.ts';
import { DARK_CALL_SETTINGS, MIN_STAY_MS } from './settings.ts';
import { hearOther, noteSighting } from './ship-record.ts';

/** A new draught is typed in by hand; after a day it says nothing about the gap. Our own choice. */
const DRAUGHT_MS = DAY_MS;
/** How often the draught is asked for in that day. */
const DRAUGHT_STEP_MS = HOUR_MS / 2;
/** Ports remembered as called at. */
const CALLS = 32;
/** Gaps remembered, for sightings that are published later; a ship that keeps a cadence has two for each leg. */
const MOST_PAST = 8;

export const darkCall: Detector<DarkCallState> = {
  name: 'possible-dark-call',
  version: 2,
  ships: 'watched',
  settings: Object.values(DARK_CALL_SETTINGS),
  begin: () => ({
    lastAt: 0,
    lon: 0,
    lat: 0,
    courseDeg: null,
    speedKn: null,
    atRest: false,
    way: beginWayMade(),
    draughtM: null,
    speeds: beginSpeeds(),
    calls: {},
    sightings: {},
    lastPort: null,
    cadences: [],
    doubts: [],
    stoppedAt: null,
    open: null,
    seen: [],
    past: [],
    closed: null,
  }),

  tick(state, track, at, context) {
    if (!track.watched || state.lastAt !== track.at) return;
    const gapMs = at - state.lastAt;
    if (gapMs < LISTEN_MS) {
      context.wakeAt(state.lastAt + LISTEN_MS);
      return;
    }
    const particulars = context.particulars(track.vesselId);
    if (state.draughtM === null && particulars.draughtM > 0) state.draughtM = particulars.draughtM;
    const thresholdMs = gapThresholdMs(particulars.station);
    if (gapMs < thresholdMs) {
      context.wakeAt(state.lastAt + thresholdMs);
      return;
    }
    whileSilent(state, track, at, context, particulars);
  },

  fix(state, track, context) {
    if (!track.watched) return;
    if (track.fixes > 1 && state.lastAt !== track.previousAt) {
      standAt(state, track.previousAt, track.previousLon, track.previousLat, Number.NaN, Number.NaN);
    }
    // The shortest threshold first: this is the test that every fix passes.
    if (state.lastAt !== 0 && track.at - state.lastAt >= MIN_STAY_MS) {
      afterGap(state, track, context);
    }
    if (state.closed !== null && track.at >= state.closed.askAt) askDraught(state, track, context);
    noteWayMade(state.way, track);
    noteSpeed(state.speeds, track.at, track.speedKn);
    noteStop(state, track, context);
    standAt(state, track.at, track.lon, track.lat, track.courseDeg, track.speedKn);
    context.wakeAt(track.at + LISTEN_MS);
  },

  hearEvent(state, track, event, at, context) {
    if (track.watched) hearOther(state, event, at, context);
  },

  sighted(state, track, sighting, context) {
    if (!track.watched) return;
    noteSighting(state, sighting, 1, context.places);
    const past = holderOf(state.past, sighting);
    const gap = { fromAt: state.lastAt, fromLon: state.lon, fromLat: state.lat, next: null };
    const shared = sharedMs(gap, sighting);
    if (past !== null && sharedMs(past.gap, sighting) > shared) {
      tellWith(past, addSeen(past.seen, sighting), sighting.arrivedAt, null, context);
      return;
    }
    if (shared < 0) return;
    addSeen(state.seen, sighting);
    if (state.open) tellWith(state.open, state.seen, sighting.arrivedAt, null, context);
  },

  unsighted(state, _track, sighting, why, at, context) {
    const reason = `the sighting is withdrawn (${sighting.source}): ${why}`;
    noteSighting(state, sighting, -1, context.places);
    for (const past of state.past)
      if (removeSeen(past.seen, sighting.id)) tellWith(past, past.seen, at, reason, context);
    if (removeSeen(state.seen, sighting.id) && state.open) tellWith(state.open, state.seen, at, reason, context);
  },

  join(state, sighted) {
    for (const sighting of sighted.seen) addSeen(state.seen, sighting);
    for (const [id, count] of Object.entries(sighted.sightings)) {
      state.sightings[id] = (state.sightings[id] ?? 0) + count;
    }
  },
};

/** The closed gap that holds most of the window; null where none touches it. */
function holderOf(past: DarkCallState['past'], sighting: Readonly<Sighting>): DarkCallState['past'][number] | null {
  const touched = past.filter(({ gap }) => isWithin(gap, sighting));
  return touched.reduce<DarkCallState['past'][number] | null>(
    (most, each) => (most && sharedMs(most.gap, sighting) > sharedMs(each.gap, sighting) ? most : each),
    null,
  );
}

function standAt(state: DarkCallState, at: number, lon: number, lat: number, courseDeg: number, speedKn: number): void {
  state.lastAt = at;
  state.lon = lon;
  state.lat = lat;
  state.courseDeg = Number.isFinite(courseDeg) ? courseDeg : null;
  state.speedKn = Number.isFinite(speedKn) ? speedKn : null;
  state.atRest = isAtRest({ speedKn });
  state.draughtM = null;
  state.open = null;
  if (state.seen.length > 0) state.seen = state.seen.filter(({ toAt }) => toAt >= at);
}

/** Counts the stops of the ship at watch ports: its usual calls. */
function noteStop(state: DarkCallState, track: Readonly<Track>, context: DetectorContext): void {
  if (track.speedKn >= DARK_CALL_SETTINGS.restKn.value) {
    if (state.stoppedAt !== null && !context.places.isNear(track.lon, track.lat)) state.stoppedAt = null;
    return;
  }
  if (state.stoppedAt !== null || !(track.speedKn < 0.5) || !context.places.isNear(track.lon, track.lat)) return;
  const id = placeAround(context.places, track.lon, track.lat);
  if (id === null) return;
  state.lastPort = id;
  if (!context.places.port(id)?.watch) return;
  state.stoppedAt = id;
  if (state.calls[id] === undefined && Object.keys(state.calls).length >= CALLS) return;
  state.calls[id] = (state.calls[id] ?? 0) + 1;
}

function whileSilent(
  state: DarkCallState,
  track: Readonly<Track>,
  at: number,
  context: DetectorContext,
  particulars: Readonly<Particulars>,
): void {
  // A ship that lies has every port in reach sooner or later; whether it has moved shows when it is heard again.
  if (state.atRest) return;
  const gap: GapEnds = { fromAt: state.lastAt, fromLon: state.lon, fromLat: state.lat, next: null };
  const verdict = judge(state, track.mmsi, gap, null, at, context, particulars, state.seen.length > 0);
  if ('ports' in verdict && !sameSet(state.open, verdict.ports)) {
    const judged = darkCallEvent(track, gap, verdict, at, context);
    const further = state.open === null ? null : 'further ports have come within reach';
    state.open = { ...(state.open ?? UNTOLD), judged, gap, grounds: verdict.grounds };
    tellWith(state.open, state.seen, at, further, context);
  }
  const nextAt = nextReachAt(gap, at, speedsOf(state, particulars).ownKn, context);
  if (nextAt === null) return;
  // After the first revision further ports are gathered: a coast of ports does not bring one revision each.
  context.wakeAt(state.open === null ? nextAt : Math.max(nextAt, at + (at - state.lastAt)));
}

/** When the next port that a rule names comes within reach, if that is soon enough to be said. */
function nextReachAt(gap: Readonly<GapEnds>, at: number, speedKn: number, context: DetectorContext): number | null {
  const ports = [...context.rulePorts].flatMap((id) => context.places.port(id) ?? []).filter((port) => port.watch);
  const lastAt = gap.fromAt + DARK_CALL_SETTINGS.openHours.value * HOUR_MS;
  const reaches = countdown(gap, ports, speedKn, context.sea.distanceKm, lastAt - MIN_STAY_MS);
  const next = reaches.map((reach) => reach.earliestArrivalAt + MIN_STAY_MS).find((dueAt) => dueAt > at);
  return next === undefined ? null : Math.ceil(next);
}

function afterGap(state: DarkCallState, track: Readonly<Track>, context: DetectorContext): void {
  const particulars = context.particulars(track.vesselId);
  if (track.at - state.lastAt < gapThresholdMs(particulars.station)) return;
  const next = { at: track.at, lon: track.lon, lat: track.lat };
  const gap: GapEnds = { fromAt: state.lastAt, fromLon: state.lon, fromLat: state.lat, next };
  const refused = restRefusal(state, track, context);
  const first = { courseDeg: track.courseDeg, speedKn: track.speedKn };
  const seen = state.seen.filter((sighting) => isWithin(gap, sighting));
  const verdict =
    refused === null
      ? judge(state, track.mmsi, gap, first, track.at, context, particulars, seen.length > 0)
      : { refused };
  const { open } = state;
  state.closed = null;
  if ('refused' in verdict) {
    if (open === null || !open.stands) return;
    const reason = `withdrawn: ${verdict.refused}`;
    const ended = { endedAt: track.at, knownAt: track.at, revision: open.revision + 1 };
    context.say({
      ...withSightings(open.judged, open.gap, state.seen, context),
      ...ended,
      state: 'withdrawn',
      reason,
    });
    return;
  }
  const judged = darkCallEvent(track, gap, verdict, track.at, context);
  const { placeName } = judged.facts;
  const moved = open !== null && open.judged.facts.placeName !== placeName;
  const reason = moved ? `${placeName} fits the whole silence better than ${open.judged.facts.placeName}` : null;
  const past = { ...(open ?? UNTOLD), judged, gap, grounds: verdict.grounds, seen };
  tellWith(past, seen, track.at, seen.length > 0 ? null : reason, context);
  state.past.push(past);
  if (state.past.length > MOST_PAST) state.past.shift();
  if (state.draughtM !== null) {
    state.closed = { draughtM: state.draughtM, askAt: track.at, untilAt: track.at + DRAUGHT_MS };
  }
}

/** A draught that changed across the gap speaks for the ports that left time for it. */
function askDraught(state: DarkCallState, track: Readonly<Track>, context: DetectorContext): void {
  const closed = state.closed!;
  if (track.at > closed.untilAt) {
    state.closed = null;
    return;
  }
  closed.askAt = track.at + DRAUGHT_STEP_MS;
  const { draughtM } = context.particulars(track.vesselId);
  if (!(draughtM > 0) || !isDraughtChange(closed.draughtM, draughtM)) return;
  const reason = `its draught changed from ${closed.draughtM} to ${draughtM} m across the silence`;
  const past = state.past.at(-1)!;
  rankAnew(past, past.seen, { draught: { beforeM: closed.draughtM, afterM: draughtM } }, reason, track.at, context);
  state.closed = null;
}

function sameSet(open: Told | null, ports: readonly unknown[]): boolean {
  return open !== null && open.judged.facts.alternatives.length + 1 === ports.length;
}

function darkCallEvent(
  track: Readonly<Track>,
  gap: Readonly<GapEnds>,
  { ports, told, speeds, measure }: Exclude<Verdict, { refused: string }>,
  knownAt: number,
  { places }: Pick<DetectorContext, 'places'>,
): DarkCall {
  const named = namedAmong(ports, told);
  const port = places.port(named.placeId)!;
  return {
    id: stableId('possible-dark-call', track.vesselId, gap.fromAt),
    kind: 'possible-dark-call',
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: gap.next === null ? 'open' : 'closed',
    revision: 0,
    knownAt,
    beganAt: gap.fromAt,
    endedAt: gap.next?.at ?? null,
    basis: 'inferred',
    lon: port.lon,
    lat: port.lat,
    reason: null,
    facts: {
      gapId: gapId(track.vesselId, gap.fromAt),
      ...named,
      speedLimitKn: speeds.boundKn,
      ownSpeedKn: speeds.ownKn,
      distancesBy: measure,
      minStayMs: MIN_STAY_MS,
      sightingIds: [],
    },
  };
}
