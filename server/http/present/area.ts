// A name for what is said of an area and no ship: 'area:51.9,4.4' becomes "Area near Rotterdam".

import { distanceKm } from '../../domain/geo.ts';
import type { Port } from '../../domain/places/place.ts';

/** A port farther off than this tells nobody where it is, km. */
const NEAR_KM = 300;
const AREA = /^area:(-?[\d.]+),(-?[\d.]+)$/;

/** Null for the id of a vessel. */
export function areaName(vesselId: string, ports: Iterable<Port>): string | null {
  const [, latText, lonText] = AREA.exec(vesselId) ?? [];
  if (latText === undefined || lonText === undefined) return null;
  const lat = Number(latText);
  const lon = Number(lonText);
  let nearest: Port | null = null;
  let nearestKm = NEAR_KM;
  for (const port of ports) {
    const km = distanceKm(lon, lat, port.lon, port.lat);
    if (km >= nearestKm) continue;
    nearest = port;
    nearestKm = km;
  }
  if (nearest !== null) return `Area near ${nearest.name}`;
  const latWord = `${Math.abs(lat).toFixed(1)}° ${lat < 0 ? 'S' : 'N'}`;
  return `Area at ${latWord}, ${Math.abs(lon).toFixed(1)}° ${lon < 0 ? 'W' : 'E'}`;
}
