// What lies around a point: the port whose circle holds the point, and the distance to the nearest known place.

import { distanceKm } from '../geo.ts';
import { noPorts } from './circle-lookup.ts';
import type { Port } from './place.ts';
import type { PlaceIndex } from './place-index.ts';

/** Scratch of the question under way. */
const found = noPorts();

/**
 * The id of the port whose own circle holds the point, or null. Roads far out are not asked for: a ship that lies there
 * may do anything.
 */
export function portAround(places: PlaceIndex, lon: number, lat: number): string | null {
  places.nearestHarbour(lon, lat, found);
  return found.first < 0 ? null : places.ports[found.first]!.id;
}

/** The port that a stay at the point counts for, by its own circle or that of a berth or anchorage of it, or null. */
export function placeAround(places: PlaceIndex, lon: number, lat: number): string | null {
  places.nearestPort(lon, lat, found);
  return found.first < 0 ? null : places.ports[found.first]!.id;
}

/** The port at which somebody saw a vessel: the one that is named, else the one in whose circle the position lies. */
export function portSeen(
  { placeId, lon, lat }: { readonly placeId: string | null; readonly lon: number; readonly lat: number },
  places: PlaceIndex,
): Port | undefined {
  const id = placeId ?? placeAround(places, lon, lat);
  return id === null ? undefined : places.port(id);
}

/** Distance to the nearest port or anchorage point whose place is known, km. */
export function offPlaces(places: PlaceIndex, lon: number, lat: number): number {
  let nearestKm = Number.MAX_VALUE;
  for (const port of places.ports) {
    if (port.confidence === 'unverified' || port.mooringsOnly || Math.abs(port.lat - lat) * 111.1 > nearestKm) continue;
    nearestKm = Math.min(nearestKm, distanceKm(lon, lat, port.lon, port.lat));
  }
  return nearestKm;
}
