// The area of a port: its own circle and those of its berths and roads, in which a stay counts for it.

import { distanceKm } from '../geo.ts';
import type { PlaceIndex } from '../places/place-index.ts';
import { MOORING_BAND_KM, MOORING_ENTER_KM } from '../places/port-circles.ts';
import type { AreaShape, Circle } from './area.ts';

/** Null for a place that is none. */
export function placeArea(places: PlaceIndex, placeId: string): (AreaShape & { kind: 'circles' }) | null {
  const port = places.port(placeId);
  if (port === undefined) return null;
  const { lon, lat } = port;
  const circles: Circle[] = port.mooringsOnly === true ? [] : [{ lon, lat, radiusKm: port.enterKm }];
  for (const { portId, points, enterKm } of places.moorings) {
    if (portId !== placeId) continue;
    for (let i = 0; i < points.length; i += 2) {
      circles.push({ lon: points[i]!, lat: points[i + 1]!, radiusKm: enterKm ?? MOORING_ENTER_KM });
    }
  }
  return { kind: 'circles', circles, centre: { lon, lat } };
}

/** How far from its point the port reaches, with the band in which a ship has not left yet, km. */
export function reachesKm({ circles, centre }: AreaShape & { kind: 'circles' }): number {
  let farthest = 0;
  for (const { lon, lat, radiusKm } of circles) {
    farthest = Math.max(farthest, distanceKm(centre.lon, centre.lat, lon, lat) + radiusKm + MOORING_BAND_KM);
  }
  return farthest;
}
