// The land of Natural Earth 1:10m (npm world-atlas), kept as coast edges sorted into bands of latitude, so that "is this
// point on land" and "does this line touch land" are exact against those polygons and quick. Nothing is drawn here.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

export interface Point {
  lon: number;
  lat: number;
}

/** Height of a band, degrees: narrow enough that a band holds some hundred edges. */
const BAND_DEG = 0.02;
const BANDS = 180 / BAND_DEG;

/** Edges of one band, four numbers each: lonA, latA, lonB, latB. */
type Band = number[];

let bands: Band[] | null = null;

function land(): Band[] {
  if (bands) return bands;
  const path = createRequire(import.meta.url).resolve('world-atlas/land-10m.json');
  const topology = JSON.parse(readFileSync(path, 'utf8')) as Topology<{ land: GeometryCollection }>;
  const built: Band[] = Array.from({ length: BANDS }, () => []);
  for (const part of feature(topology, topology.objects.land).features) {
    const shape = part.geometry as Polygon | MultiPolygon;
    const polygons = shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates;
    for (const ring of polygons.flat()) {
      // Fiji and Chukotka lie on both sides of 180°: their rings are unrolled, and stand once at either end of the map.
      const lons = unrolled(ring.map(([lon]) => lon!));
      const turns = [0];
      if (lons.some((lon) => lon > 180)) turns.push(-360);
      if (lons.some((lon) => lon < -180)) turns.push(360);
      for (const turn of turns) {
        for (let i = 1; i < ring.length; i++) {
          const latA = ring[i - 1]![1]!;
          const latB = ring[i]![1]!;
          const last = bandOf(Math.max(latA, latB));
          for (let band = bandOf(Math.min(latA, latB)); band <= last; band++) {
            built[band]!.push(lons[i - 1]! + turn, latA, lons[i]! + turn, latB);
          }
        }
      }
    }
  }
  bands = built;
  return built;
}

function unrolled(lons: readonly number[]): number[] {
  const flat = [lons[0]!];
  for (let i = 1; i < lons.length; i++) {
    const step = lons[i]! - lons[i - 1]!;
    flat.push(flat[i - 1]! + (step > 180 ? step - 360 : step < -180 ? step + 360 : step));
  }
  return flat;
}

function bandOf(lat: number): number {
  return Math.max(0, Math.min(BANDS - 1, Math.floor((lat + 90) / BAND_DEG)));
}

/** Longitudes at which the coast crosses a parallel, ascending: land lies between the 1st and 2nd, 3rd and 4th, … */
export function coastCrossings(lat: number): number[] {
  const band = land()[bandOf(lat)]!;
  const lons: number[] = [];
  for (let i = 0; i < band.length; i += 4) {
    const latA = band[i + 1]!;
    const latB = band[i + 3]!;
    if (latA > lat === latB > lat) continue;
    lons.push(band[i]! + ((lat - latA) / (latB - latA)) * (band[i + 2]! - band[i]!));
  }
  return lons.sort((a, b) => a - b);
}

export function isLand(lon: number, lat: number): boolean {
  let inside = false;
  for (const crossing of coastCrossings(lat)) {
    if (crossing > lon) break;
    inside = !inside;
  }
  return inside;
}

/** Whether the straight line (on the lon/lat plane) from A to B touches or enters land. */
export function crossesLand(a: Point, b: Point): boolean {
  if (isLand(a.lon, a.lat) || isLand(b.lon, b.lat)) return true;
  const west = Math.min(a.lon, b.lon);
  const east = Math.max(a.lon, b.lon);
  const last = bandOf(Math.max(a.lat, b.lat));
  for (let n = bandOf(Math.min(a.lat, b.lat)); n <= last; n++) {
    const band = land()[n]!;
    for (let i = 0; i < band.length; i += 4) {
      const lonA = band[i]!;
      const lonB = band[i + 2]!;
      if (Math.max(lonA, lonB) < west || Math.min(lonA, lonB) > east) continue;
      if (cross(a, b, lonA, band[i + 1]!, lonB, band[i + 3]!)) return true;
    }
  }
  return false;
}

function cross(a: Point, b: Point, lonC: number, latC: number, lonD: number, latD: number): boolean {
  const side = (lon: number, lat: number): number => (b.lon - a.lon) * (lat - a.lat) - (b.lat - a.lat) * (lon - a.lon);
  if (side(lonC, latC) > 0 === side(lonD, latD) > 0) return false;
  const other = (p: Point): number => (lonD - lonC) * (p.lat - latC) - (latD - latC) * (p.lon - lonC);
  return other(a) > 0 !== other(b) > 0;
}

/** Calls `visit` for every coast edge that may touch the box. */
export function coastEdges(
  west: number,
  south: number,
  east: number,
  north: number,
  visit: (lonA: number, latA: number, lonB: number, latB: number) => void,
): void {
  const last = bandOf(north);
  for (let n = bandOf(south); n <= last; n++) {
    const band = land()[n]!;
    for (let i = 0; i < band.length; i += 4) {
      const lonA = band[i]!;
      const lonB = band[i + 2]!;
      if (Math.max(lonA, lonB) < west || Math.min(lonA, lonB) > east) continue;
      visit(lonA, band[i + 1]!, lonB, band[i + 3]!);
    }
  }
}
