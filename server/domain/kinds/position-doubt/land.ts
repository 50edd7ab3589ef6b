// Positions on land. In come accepted fixes and, when positions were set aside, those; out comes the sign "on land". The
// chart has no rivers, canals or lakes, and river-sea ships are on the watchlist: so a way in over the shore, position by
// position, says nothing by itself. What does is a ship that came there by a jump, or that sails on over land for 50 km as
// no river runs. Asking how far the shore is may cost 50 µs, so it is asked seldom: a ship that was found so many
// kilometres off the shore is not on land before it has sailed them.

import { distanceKm } from '../../geo.ts';
import { noPorts } from '../../places/circle-lookup.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { SeaWays } from '../../sea/reach.ts';
import { MINUTE_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import { type Finding, lasting } from './finding.ts';
import { DOUBT_SETTINGS } from './settings.ts';

const INLAND_KM = DOUBT_SETTINGS.inlandKm.value;
const SAMPLES = DOUBT_SETTINGS.inlandFixes.value;
const EVERY_MS = DOUBT_SETTINGS.inlandEveryMinutes.value * MINUTE_MS;
const OVERLAND_KM = DOUBT_SETTINGS.overlandKm.value;
/** Way made good over way sailed: rivers bend by 5 % and more. */
const STRAIGHT_SHARE = 0.98;

/** Where the chart is asked. */
export interface Chart {
  places: PlaceIndex;
  sea: SeaWays;
}

export interface Landfall {
  /** When the chart is asked next. */
  dueAt: number;
  /** Where it was asked last, and how far from land that was, km. */
  lon: number;
  lat: number;
  clearKm: number;
  /** Segment in which the ship was last found at sea; -1 before that. */
  seaSegment: number;
  /** Samples on land in a row, since when, and from where. */
  samples: number;
  fromAt: number;
  fromLon: number;
  fromLat: number;
  /** Way sailed over land so far, to here, and how far inland at most, km. */
  sailedKm: number;
  sailedLon: number;
  sailedLat: number;
  deepestKm: number;
}

/** Scratch of the step under way; holds nothing between steps. */
const nearest = noPorts();

export function beginLandfall(): Landfall {
  return {
    dueAt: 0,
    lon: 0,
    lat: 0,
    clearKm: 0,
    seaSegment: -1,
    samples: 0,
    fromAt: 0,
    fromLon: 0,
    fromLat: 0,
    sailedKm: 0,
    sailedLon: 0,
    sailedLat: 0,
    deepestKm: 0,
  };
}

/** Takes an accepted fix. */
export function sampleLand(state: Landfall, track: Readonly<Track>, chart: Chart): Finding | null {
  const { lon, lat } = track;
  if (state.samples > 0) {
    // Every bend counts, also those between two samples.
    state.sailedKm += distanceKm(state.sailedLon, state.sailedLat, lon, lat);
    state.sailedLon = lon;
    state.sailedLat = lat;
  }
  if (track.at < state.dueAt && track.segmentFixes > 1) return null;
  state.dueAt = track.at + EVERY_MS;
  if (state.clearKm > 0 && distanceKm(state.lon, state.lat, lon, lat) < state.clearKm) {
    state.seaSegment = track.segment;
    return null;
  }
  const depthKm = inlandKm(lon, lat, chart);
  state.lon = lon;
  state.lat = lat;
  if (depthKm === null || depthKm < INLAND_KM) {
    state.samples = 0;
    state.clearKm = depthKm === null ? 0 : Math.max(0, -depthKm);
    if (depthKm !== null) state.seaSegment = track.segment;
    return null;
  }
  state.clearKm = 0;
  // A jump from one place on land to another begins anew: the way between was not sailed.
  if (state.samples === 0 || track.segmentFixes === 1) {
    Object.assign(state, { samples: 0, fromAt: track.at, fromLon: lon, fromLat: lat, deepestKm: 0 });
    Object.assign(state, { sailedKm: 0, sailedLon: lon, sailedLat: lat });
  }
  state.samples++;
  state.deepestKm = Math.max(state.deepestKm, depthKm);
  return onLand(state, track);
}

function onLand(state: Readonly<Landfall>, { lon, lat, at, segment }: Readonly<Track>): Finding | null {
  const { samples, seaSegment, fromAt, fromLon, fromLat, sailedKm } = state;
  const finding = (how: string): Finding => ({ sign: 'on-land', fromAt, at, ground: groundOf(state.deepestKm, how) });
  if (samples >= SAMPLES && seaSegment >= 0 && seaSegment !== segment) {
    return finding(`for ${lasting(at - fromAt)}, after a jump from the sea`);
  }
  const madeGoodKm = distanceKm(fromLon, fromLat, lon, lat);
  if (madeGoodKm < OVERLAND_KM || madeGoodKm < STRAIGHT_SHARE * sailedKm) return null;
  return finding(`on a straight way of ${Math.round(madeGoodKm)} km over land`);
}

/** A track that was set aside, as far as it is known: does it lie on land? */
export function asideOnLand(lon: number, lat: number, fromAt: number, at: number, chart: Chart): Finding | null {
  const depthKm = inlandKm(lon, lat, chart);
  if (depthKm === null || depthKm < INLAND_KM) return null;
  return { sign: 'on-land', fromAt, at, ground: groundOf(depthKm, 'among those set aside') };
}

function groundOf(depthKm: number, how: string): string {
  return `positions lie up to ${Math.round(depthKm)} km from any water of the chart, ${how}; the chart has no rivers`;
}

/** How far inland a point lies at least, negative at sea; null in a port or where no chart tells. */
function inlandKm(lon: number, lat: number, { places, sea }: Chart): number | null {
  const shoreKm = sea.shoreKm(lon, lat);
  if (Number.isNaN(shoreKm)) return null;
  if (shoreKm > -INLAND_KM || !places.isNear(lon, lat)) return -shoreKm;
  places.nearestPort(lon, lat, nearest);
  return nearest.first < 0 ? -shoreKm : null;
}
