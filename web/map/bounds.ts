// Boxes of places and the camera that shows them: the box with which a scope is opened (the places of its alerts, or else
// the tracks of its ships) and the box of a selection. Boxes go the short way over the date line. Pure.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { Port } from '../../server/http/wire/place.ts';
import type { Track } from '../../server/http/wire/track.ts';
import type { VesselSummary } from '../../server/http/wire/vessel.ts';

export interface Place {
  lon: number;
  lat: number;
}

export interface Bounds {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Part of the places left out at each side: one far call must not make the rest small. */
const OUTLIERS = 0.06;
/** Part of the positions left out at each side where no ship is watched. */
const STRAYS = 0.02;

/** The box that holds nearly all places of the alerts; null without an alert. */
export function alertBounds(alerts: Iterable<AlertSummary>, ports: readonly Port[]): Bounds | null {
  const places = new Map(ports.map((port) => [port.id, port]));
  const points: Place[] = [];
  for (const alert of alerts) {
    if (alert.state === 'withdrawn') continue;
    points.push(alert, ...alert.placeIds.flatMap((id) => places.get(id) ?? []));
  }
  const first = points[0];
  if (first === undefined) return null;
  const [west, east] = middlePart(
    points.map(({ lon }) => nearTo(first.lon, lon)),
    OUTLIERS,
  );
  const [south, north] = middlePart(
    points.map(({ lat }) => lat),
    OUTLIERS,
  );
  return { west, south, east, north };
}

/** The box of the tracks of watched vessels, or of all where none is watched; null without a fix. */
export function trackBounds(
  tracks: Iterable<Track>,
  vessels: ReadonlyMap<string, Pick<VesselSummary, 'watched'>>,
): Bounds | null {
  const all = [...tracks].filter((track) => track.at.length > 0);
  const watched = all.filter((track) => vessels.get(track.vesselId)?.watched);
  const chosen = watched.length > 0 ? watched : all;
  const first = chosen[0];
  if (first === undefined) return null;
  const middle = first.lon[0]!;
  const lons = chosen.flatMap((track) => track.lon.map((lon) => nearTo(middle, lon)));
  const lats = chosen.flatMap((track) => track.lat);
  // Watched ships are shown with their whole tracks; among all ships one stray position must not make the rest small.
  const cut = watched.length > 0 ? 0 : STRAYS;
  const [west, east] = middlePart(lons, cut);
  const [south, north] = middlePart(lats, cut);
  return { west, south, east, north };
}

/** The same meridian, on the side of the date line where `middle` is. */
function nearTo(middle: number, lon: number): number {
  if (lon - middle > 180) return lon - 360;
  return lon - middle < -180 ? lon + 360 : lon;
}

function middlePart(values: number[], part: number): [number, number] {
  const sorted = values.sort((a, b) => a - b);
  const cut = Math.floor(sorted.length * part);
  return [sorted[cut]!, sorted[sorted.length - 1 - cut]!];
}

/** The box of a few places; null without one. */
export function boxOf(places: readonly Place[]): Bounds | null {
  const first = places[0];
  if (first === undefined) return null;
  const lons = places.map(({ lon }) => nearTo(first.lon, lon));
  const lats = places.map(({ lat }) => lat);
  return { west: Math.min(...lons), east: Math.max(...lons), south: Math.min(...lats), north: Math.max(...lats) };
}

/** Space kept free round the places, pixels. */
const MARGIN = 64;
/** Width of the whole world at zoom 0, pixels. */
const WORLD = 512;

/** Middle and zoom at which the box fills the room, in Mercator, not nearer than `maxZoom`. */
export function cameraFor(
  box: Bounds,
  room: { width: number; height: number },
  maxZoom: number,
): { lon: number; lat: number; zoom: number } {
  const low = mercator(box.south);
  const high = mercator(box.north);
  const across = ((box.east - box.west) / 360) * WORLD;
  const up = (high - low) * WORLD;
  const fits = Math.min(
    across === 0 ? Number.POSITIVE_INFINITY : Math.max(1, room.width - 2 * MARGIN) / across,
    up === 0 ? Number.POSITIVE_INFINITY : Math.max(1, room.height - 2 * MARGIN) / up,
  );
  const lat = (2 * Math.atan(Math.exp((low + high) * Math.PI)) - Math.PI / 2) * (180 / Math.PI);
  return { lon: (box.west + box.east) / 2, lat, zoom: Math.min(maxZoom, Math.log2(fits)) };
}

/** Height on a world of width 1, from the equator. */
function mercator(lat: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
}
