// A port call while it lasts, as the port-call detector keeps it: plain data that JSON can carry, and the event it makes.
// Knows what a call is made of, its label, bounds and confidence; never decides when one begins or ends.

import { distanceKm } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import type { NearestPorts } from '../../places/circle-lookup.ts';
import type { Mooring } from '../../places/place.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { Track } from '../../track/track.ts';
import type { PortCall, PortCallFacts, Stop, Window } from './facts.ts';

/** What the label rests on; a later kind replaces an earlier one, the first stop settles it. */
export type LabelledBy = 'entry' | 'gap' | 'stop';

export interface OpenCall {
  id: string;
  /** Revisions said so far. */
  revision: number;
  /** Something changed since the last revision. */
  changed: boolean;
  beganAt: number;
  /** Port whose leave circles end the call: the label, or before any stop or gap the nearest port of the last fix. */
  circleId: string;
  /** Which of its circles held the last fix: makes the next question quick, and decides nothing. */
  circle: number;
  labelledBy: LabelledBy;
  placeId: string;
  runnerUpId: string | null;
  distanceKm: number;
  lon: number;
  lat: number;
  entry: Window | null;
  stops: Stop[];
  /** Where the last stop began, again: every fix of a moored ship is measured from it. Absent in states of old. */
  stopLon?: number;
  stopLat?: number;
  /** The last stop has ended by speed, and the ship has not yet gone from where it lay: noise, or a start. */
  stirs: boolean;
  gaps: PortCallFacts['gaps'];
  waiting: boolean;
  sightingIds: string[];
  /** The first slow fix of what may become a stop: one alone is none. At 0 there is none. */
  slowAt: number;
  slowLon: number;
  slowLat: number;
  /** The first fix outside, while it is the only one. */
  out: OutFix | null;
  /** Speed of the last fix, knots, or `UNKNOWN_KN`. */
  lastKn: number;
  /** The last fix at the stop before, where what may become the next one is off it. */
  lyingAt: number;
  /** What changed is worth telling at once. */
  isNews: boolean;
  /** When it was said last. */
  saidAt: number;
}

/** Of a fix without a speed: plain data has no NaN. */
export const UNKNOWN_KN = -1;

/** One fix outside is no exit. */
export interface OutFix {
  at: number;
  lon: number;
  lat: number;
  speedKn: number | null;
  /** The last fix inside. */
  insideAt: number;
}

export type Phase = 'at sea' | 'in port' | 'stopped';

export interface PortCallState {
  phase: Phase;
  /** Null exactly when at sea. */
  call: OpenCall | null;
  /** Last call begun: tells calls of one instant apart. */
  lastId: string;
  lastBeganAt: number;
  /** The last closed call that was said, for a sighting that comes after it. */
  closed: PortCall | null;
  /** Those before it, newest first: of a watched ship, or with a sighting. */
  earlier: PortCall[];
  /** Sighted calls with no AIS behind them so far, oldest first. */
  sighted: PortCall[];
  /** Sighted calls that were withdrawn, newest last: the same sighting, entered again, goes on from their revision. */
  undone: { id: string; revision: number }[];
}

/** At most this many stops, and as many gaps, in one call (GFW: 200 events). Beyond it the last one stretches. */
export const MOST_PER_CALL = 200;

/** `again` is the id of a call that this vessel began in the same instant, '' when there was none. */
export function beginCall(
  track: Readonly<Track>,
  places: PlaceIndex,
  nearest: Readonly<NearestPorts>,
  entry: Window | null,
  again: string,
): OpenCall {
  const placeId = places.ports[nearest.first]!.id;
  const call: OpenCall = {
    id: again ? stableId(again, 'again') : stableId('port-call', track.vesselId, track.at, placeId),
    revision: 0,
    changed: true,
    beganAt: track.at,
    circleId: placeId,
    circle: -1,
    labelledBy: 'entry',
    placeId,
    runnerUpId: null,
    distanceKm: 0,
    lon: track.lon,
    lat: track.lat,
    entry,
    stops: [],
    stopLon: 0,
    stopLat: 0,
    stirs: false,
    gaps: [],
    waiting: false,
    sightingIds: [],
    slowAt: 0,
    slowLon: 0,
    slowLat: 0,
    out: null,
    lastKn: UNKNOWN_KN,
    lyingAt: 0,
    isNews: false,
    saidAt: 0,
  };
  label(call, 'entry', track.lon, track.lat, places, nearest);
  return call;
}

/** Names the call after the nearest port there; in the rim between enter and leave circle the name stays. */
export function label(
  call: OpenCall,
  by: LabelledBy,
  lon: number,
  lat: number,
  places: PlaceIndex,
  nearest: Readonly<NearestPorts>,
): void {
  call.labelledBy = by;
  call.lon = lon;
  call.lat = lat;
  if (nearest.first >= 0) {
    call.placeId = places.ports[nearest.first]!.id;
    call.runnerUpId = nearest.second < 0 ? null : places.ports[nearest.second]!.id;
  } else {
    call.placeId = call.circleId;
    call.runnerUpId = null;
  }
  const port = places.port(call.placeId);
  call.distanceKm = port ? distanceKm(lon, lat, port.lon, port.lat) : 0;
  call.circleId = call.placeId;
  call.waiting = by !== 'entry' && isWaitingPlace(call, places, nearest);
}

/** Do ships lie there to wait for a strait or canal? A mooring says it for itself. */
export function isWaitingPlace(call: Readonly<OpenCall>, places: PlaceIndex, nearest: Readonly<NearestPorts>): boolean {
  const mooring = mooringOf(call, places, nearest);
  return mooring ? mooring.waitingArea : places.port(call.placeId)?.waitingArea === true;
}

/** The berth or anchorage of the call's own port that the point lies at. */
function mooringOf(
  call: Readonly<OpenCall>,
  places: PlaceIndex,
  { first, mooring }: Readonly<NearestPorts>,
): Mooring | undefined {
  return first >= 0 && places.ports[first]!.id === call.placeId ? places.moorings[mooring] : undefined;
}

export function beginStop(
  call: OpenCall,
  at: number,
  lon: number,
  lat: number,
  places: PlaceIndex,
  nearest: Readonly<NearestPorts>,
): void {
  call.changed = true;
  call.isNews ||= call.stops.length === 0;
  call.stirs = false;
  // A ship that has come in from where it waited calls.
  if (call.waiting && !isWaitingPlace(call, places, nearest)) {
    call.waiting = false;
    call.isNews = true;
  }
  const last = call.stops.at(-1);
  if (last && call.stops.length >= MOST_PER_CALL) {
    last.toAt = null;
    return;
  }
  const mooring = mooringOf(call, places, nearest);
  const stop: Stop = { fromAt: at, toAt: null, lon, lat };
  if (mooring?.name) stop.berth = mooring.name;
  if (mooring?.roads) stop.roads = true;
  call.stops.push(stop);
  call.stopLon = lon;
  call.stopLat = lat;
}

export function endStop(call: OpenCall, at: number): void {
  const last = call.stops.at(-1);
  if (!last || last.toAt !== null) return;
  last.toAt = at;
  call.changed = true;
}

/** Over 0.5 kn by its speed; whether it goes is seen from its place. Not news yet. */
export function stirStop(call: OpenCall, at: number): void {
  call.stops[call.stops.length - 1]!.toAt = at;
  call.stirs = true;
}

/** It lies where it lay: the stop goes on as if nothing had been. */
export function resumeStop(call: OpenCall): void {
  call.stops[call.stops.length - 1]!.toAt = null;
  call.stirs = false;
}

/** It has gone from where it lay: the stop that ended is news now. */
export function leaveStop(call: OpenCall): void {
  call.stirs = false;
  call.changed = true;
}

export function isSilent(call: Readonly<OpenCall>): boolean {
  return call.gaps.length > 0 && call.gaps[call.gaps.length - 1]!.toAt === null;
}

export function beginGap(call: OpenCall, lastAt: number): void {
  call.changed = true;
  const last = call.gaps.at(-1);
  if (last && call.gaps.length >= MOST_PER_CALL) last.toAt = null;
  else call.gaps.push({ fromAt: lastAt, toAt: null });
}

/** `sailedOn`: sailing on explains where it was heard next. */
export function endGap(call: OpenCall, at: number, sailedOn = false): void {
  const last = call.gaps.at(-1);
  if (!last || last.toAt !== null) return;
  last.toAt = at;
  if (sailedOn) last.sailedOn = true;
  else call.isNews ||= call.stops.length === 0;
  call.changed = true;
}

/** Since when the ship is known to have lain here. */
export function laySince(call: Readonly<OpenCall>): number {
  const gap = call.gaps.find(({ sailedOn }) => !sailedOn);
  return Math.min(call.stops[0]?.fromAt ?? Number.POSITIVE_INFINITY, gap?.fromAt ?? Number.POSITIVE_INFINITY);
}

/** Was it silent for so long that it must have lain somewhere, as far as anybody can tell? */
export function isInferred(call: Readonly<OpenCall>): boolean {
  return call.stops.length === 0 && call.gaps.some(({ toAt, sailedOn }) => toAt !== null && !sailedOn);
}

/**
 * GFW's four grades: 4 both ends and a stop, 3 one end and a stop, 2 a stop only, 1 none. A gap makes no more than 2 here:
 * nobody heard it lie (detection facts 0).
 */
export function confidenceOf(call: Readonly<OpenCall>, exit: Window | null): PortCallFacts['confidence'] {
  if (call.stops.length === 0) return isInferred(call) ? 2 : 1;
  if (call.entry && exit) return 4;
  return call.entry || exit ? 3 : 2;
}

/** How the call ended: with an exit, or without one where the track was cut. */
export interface Ending {
  exit: Window | null;
  endedAt: number;
  reason: string | null;
}

/** The next revision of the call as an event; nothing in it is shared with the call. */
export function reviseCall(
  call: OpenCall,
  track: Readonly<Track>,
  placeName: string,
  knownAt: number,
  ending: Ending | null,
  reason: string | null = null,
): PortCall {
  call.revision++;
  call.changed = false;
  call.isNews = false;
  call.saidAt = knownAt;
  const exit = ending?.exit ?? null;
  return {
    kind: 'port-call',
    id: call.id,
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: ending ? 'closed' : 'open',
    revision: call.revision,
    knownAt,
    beganAt: call.beganAt,
    endedAt: ending?.endedAt ?? null,
    basis: isInferred(call) && call.sightingIds.length === 0 ? 'inferred' : 'observed',
    lon: call.lon,
    lat: call.lat,
    reason: ending?.reason ?? reason,
    facts: {
      placeId: call.placeId,
      placeName,
      runnerUpId: call.runnerUpId,
      distanceKm: call.distanceKm,
      confidence: confidenceOf(call, exit),
      entry: call.entry && { ...call.entry },
      exit: exit && { ...exit },
      stops: call.stops.map((stop) => ({ ...stop })),
      gaps: call.gaps.map((gap) => ({ ...gap })),
      waiting: call.waiting,
      sightingIds: [...call.sightingIds],
    },
  };
}
