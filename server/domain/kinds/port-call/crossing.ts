// Coming into a port and going out of it. In come the call and the fix that crossed the rim, or the last one before a silence
// and the first after it; out go entries and exits, as instants where they were seen and as windows where they were not.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import type { NearestPorts } from '../../places/circle-lookup.ts';
import { HOUR_MS } from '../../time.ts';
import { MOVE_KN, type Track } from '../../track/track.ts';
import type { DetectorContext } from '../detector.ts';
import { GAP_SETTINGS } from '../gap/settings.ts';
import type { Window } from './facts.ts';
import { beginCall, endGap, endStop, type OpenCall, type PortCallState } from './open-call.ts';
import { PORT_CALL_SETTINGS } from './settings.ts';
import { hearAgain } from './silence.ts';
import { close } from './telling.ts';

const DARK_MS = PORT_CALL_SETTINGS.darkHours.value * HOUR_MS;
const AWAY_MS = GAP_SETTINGS.classAHours.value * HOUR_MS;
const SPLIT_KM = PORT_CALL_SETTINGS.splitNm.value * KM_PER_NM;

/** `nearest` holds the ports round the fix. */
export function enter(
  state: PortCallState,
  track: Readonly<Track>,
  nearest: Readonly<NearestPorts>,
  { places }: DetectorContext,
): void {
  const entry = track.segmentFixes === 1 ? null : between(track);
  state.call = beginCall(track, places, nearest, entry, state.lastBeganAt === track.at ? state.lastId : '');
  state.lastId = state.call.id;
  state.lastBeganAt = track.at;
}

/** Was it under way inside as it is outside? Then two fixes tell of the exit. A port struck from the table holds nobody. */
export function sailsOut(
  { phase }: PortCallState,
  call: Readonly<OpenCall>,
  track: Readonly<Track>,
  { places }: DetectorContext,
): boolean {
  if (!places.port(call.circleId)) return true;
  return phase === 'in port' && !call.stirs && call.lastKn >= MOVE_KN && track.speedKn >= MOVE_KN;
}

/**
 * Had it gone from its stop before the silence, and is it under way after it? Then nobody can say that it was in port
 * meanwhile: it left unseen, and came in unseen.
 */
export function mayHaveLeft({ phase }: PortCallState, call: Readonly<OpenCall>, track: Readonly<Track>): boolean {
  return (
    phase === 'in port' &&
    call.stops.length > 0 &&
    !call.stirs &&
    call.lastKn >= MOVE_KN &&
    track.speedKn >= MOVE_KN &&
    track.at - track.previousAt >= AWAY_MS
  );
}

export function leave(state: PortCallState, track: Readonly<Track>, context: DetectorContext): void {
  leaveAs(state, track, track.at, context);
}

/** `knownAt` may be later than the fix outside. */
export function leaveAs(state: PortCallState, track: Readonly<Track>, knownAt: number, context: DetectorContext): void {
  const { circleId } = state.call!;
  if (!context.places.port(circleId)) {
    const reason = `${circleId} is no longer in the table of places; no exit was seen`;
    close(state, track, { exit: null, endedAt: track.previousAt, reason }, knownAt, context);
    return;
  }
  const exit = between(track);
  close(state, track, { exit, endedAt: exit.fromAt, reason: null }, knownAt, context);
}

/** The time between the last fix on one side of the rim and the first on the other; an instant unless it was dark. */
function between(track: Readonly<Track>): Window {
  const dark = track.at - track.previousAt >= DARK_MS;
  return { fromAt: dark ? track.previousAt : track.at, toAt: track.at };
}

/** The track has restarted after a believed jump: near by, the call goes on; far off, nobody saw it leave. */
export function jump(state: PortCallState, track: Readonly<Track>, context: DetectorContext): void {
  const call = state.call!;
  const km = distanceKm(track.previousLon, track.previousLat, track.lon, track.lat);
  if (km <= SPLIT_KM) {
    hearAgain(call, state, track, context);
    return;
  }
  endStop(call, track.previousAt);
  endGap(call, track.at);
  const reason = `the track restarts ${Math.round(km / KM_PER_NM)} nm away; no exit was seen`;
  close(state, track, { exit: null, endedAt: track.previousAt, reason }, track.at, context);
  state.phase = 'at sea';
}
