// Visits to zones: transfer areas of the reference table and areas drawn on the map. In come accepted fixes; out goes one
// event per visit of a watched vessel, opened on entry and closed on exit. Visits of other vessels are followed but not
// emitted, so that a ship that is recognised inside a zone gets its true entry. One fix outside never ends a visit: a ship
// at the edge would come and go all day.

import { stableId } from '../../hash.ts';
import type { Zone } from '../../places/place.ts';
import { isInRing } from '../../places/zone-cells.ts';
import { HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { Detector, DetectorContext } from '../detector.ts';
import type { Window } from '../port-call/facts.ts';
import type { ZoneVisit } from './facts.ts';
import { ZONE_SETTINGS } from './settings.ts';

const DARK_MS = ZONE_SETTINGS.darkHours.value * HOUR_MS;

interface Visit {
  id: string;
  zoneId: string;
  revision: number;
  beganAt: number;
  lon: number;
  lat: number;
  entry: Window | null;
  /** Last fix inside, UTC ms. */
  insideAt: number;
  /** First of the fixes outside so far, and how many; 0 while inside. */
  outsideAt: number;
  outside: number;
}

export interface ZoneState {
  /** Zones the vessel is in, by zone id. */
  visits: Visit[];
}

/** Scratch of the step under way. */
const found: number[] = [];

export const zone: Detector<ZoneState> = {
  name: 'zone',
  ships: 'every',
  settings: Object.values(ZONE_SETTINGS),
  begin: () => ({ visits: [] }),

  concerns: ({ lon, lat }, { places }) => places.isNear(lon, lat),

  /** Asks for no tick: a gap in a zone is for the gap detector. */
  tick() {},

  fix(state, track, context) {
    const near = context.places.isNear(track.lon, track.lat);
    if (!near && state.visits.length === 0) return;
    if (near) context.places.zonesAt(track.lon, track.lat, found);
    else found.length = 0;
    if (found.length === 0 && state.visits.length === 0) return;
    if (state.visits.length > 0) follow(state, track, context);
    for (const index of found) enter(state, track, context.places.zones[index]!);
    if (track.watched) for (const visit of state.visits) if (visit.revision === 0) say(visit, track, null, context);
  },

  isIn: (state, zoneIds) => state.visits.some(({ zoneId }) => zoneIds.has(zoneId)),

  zonesGone(state, track, zoneIds, at, context) {
    for (const visit of state.visits) {
      if (zoneIds.has(visit.zoneId) && visit.revision > 0) endWithZone(visit, track, at, context);
    }
    state.visits = state.visits.filter(({ zoneId }) => !zoneIds.has(zoneId));
  },
};

function enter(state: ZoneState, track: Readonly<Track>, zone: Readonly<Zone>): void {
  const { id: zoneId, kind, ring } = zone;
  if (state.visits.length >= ZONE_SETTINGS.mostZones.value) return;
  if (state.visits.some((visit) => visit.zoneId === zoneId)) return;
  // A zone may be drawn around a ship that already lies there: then nobody saw the ship come in.
  const wasInside = kind === 'drawn' && isInRing(ring, track.previousLon, track.previousLat);
  state.visits.push({
    id: stableId('zone', track.vesselId, zoneId, track.at),
    zoneId,
    revision: 0,
    beganAt: track.at,
    lon: track.lon,
    lat: track.lat,
    entry: track.segmentFixes === 1 || wasInside ? null : windowOf(track.previousAt, track.at),
    insideAt: track.at,
    outsideAt: 0,
    outside: 0,
  });
}

/** Brings the visits up to date and ends those that are over. */
function follow(state: ZoneState, track: Readonly<Track>, context: DetectorContext): void {
  let ended = false;
  for (const visit of state.visits) {
    if (found.some((index) => context.places.zones[index]!.id === visit.zoneId)) {
      visit.insideAt = track.at;
      visit.outside = 0;
    } else {
      if (visit.outside === 0) visit.outsideAt = track.at;
      visit.outside++;
      if (visit.outside < ZONE_SETTINGS.leaveFixes.value) continue;
      ended = true;
      if (track.watched || visit.revision > 0) say(visit, track, windowOf(visit.insideAt, visit.outsideAt), context);
    }
  }
  if (ended) state.visits = state.visits.filter((visit) => visit.outside < ZONE_SETTINGS.leaveFixes.value);
}

/** The time between a fix on one side of the edge and one on the other; an instant unless it was dark. */
function windowOf(beforeAt: number, afterAt: number): Window {
  return { fromAt: afterAt - beforeAt >= DARK_MS ? beforeAt : afterAt, toAt: afterAt };
}

function say(visit: Visit, track: Readonly<Track>, exit: Window | null, context: DetectorContext): void {
  context.say(visitEvent(visit, track, exit, context));
}

/** The ship has not left; its zone is gone. */
function endWithZone(visit: Visit, track: Readonly<Track>, at: number, context: DetectorContext): void {
  const event = visitEvent(visit, track, null, context);
  const reason = 'the zone was deleted or drawn anew while the ship was in it';
  context.say({ ...event, state: 'closed', knownAt: at, endedAt: visit.insideAt, reason });
}

function visitEvent(visit: Visit, track: Readonly<Track>, exit: Window | null, context: DetectorContext): ZoneVisit {
  visit.revision++;
  return {
    kind: 'zone',
    id: visit.id,
    vesselId: track.vesselId,
    mmsi: track.mmsi,
    state: exit ? 'closed' : 'open',
    revision: visit.revision,
    knownAt: track.at,
    beganAt: visit.beganAt,
    endedAt: exit?.fromAt ?? null,
    basis: 'observed',
    lon: visit.lon,
    lat: visit.lat,
    reason: null,
    facts: {
      zoneId: visit.zoneId,
      zoneName: context.places.zone(visit.zoneId)?.name ?? visit.zoneId,
      entry: visit.entry && { ...visit.entry },
      exit,
    },
  };
}
