// The coast from the base map of the product, cut to a box: rings of land as they are drawn. The atlas is read once in a
// thread; fine for a small box, coarse for a large one.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

export interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}

type Point = [number, number];
type Scale = '50m' | '10m';

/** Of a box wider than this the fine coast would be more lines than anyone sees, degrees. */
const FINE_DEG = 15;
const kept = new Map<Scale, Point[][]>();

/** Rings of [lon, lat] that lie in the box; islands and lakes by turns of the even-odd rule. */
export function coastIn(box: Box): Point[][] {
  const rings = ringsOf(box.east - box.west > FINE_DEG ? '50m' : '10m');
  const found: Point[][] = [];
  for (const ring of rings) {
    for (const turn of [-360, 0, 360]) {
      const [west, east, south, north] = boundsOf(ring);
      if (west + turn > box.east || east + turn < box.west || south > box.north || north < box.south) continue;
      const cut = clipped(
        ring.map(([lon, lat]): Point => [lon + turn, lat]),
        box,
      );
      if (cut.length > 2) found.push(cut);
    }
  }
  return found;
}

function ringsOf(scale: Scale): Point[][] {
  const known = kept.get(scale);
  if (known !== undefined) return known;
  const { resolve } = createRequire(import.meta.url);
  const atlas = JSON.parse(readFileSync(resolve(`world-atlas/land-${scale}.json`), 'utf8')) as Topology<{
    land: GeometryCollection;
  }>;
  const rings: Point[][] = [];
  for (const { geometry } of feature(atlas, atlas.objects.land).features) {
    if (geometry.type === 'Polygon') rings.push(...(geometry.coordinates as Point[][]));
    else if (geometry.type === 'MultiPolygon')
      for (const polygon of geometry.coordinates) rings.push(...(polygon as Point[][]));
  }
  const unrolled = rings.map(unroll);
  kept.set(scale, unrolled);
  return unrolled;
}

/** Longitudes made continuous, so that a step over the date line is a short one; round the pole it goes back along it. */
function unroll(ring: readonly Point[]): Point[] {
  let turn = 0;
  const made = ring.map(([lon, lat], i): Point => {
    const step = i === 0 ? 0 : lon - ring[i - 1]![0];
    if (step > 180) turn -= 360;
    else if (step < -180) turn += 360;
    return [lon + turn, lat];
  });
  const first = made[0]!;
  const last = made.at(-1)!;
  if (Math.abs(last[0] - first[0]) < 180) return made;
  const pole = last[1] < 0 ? -90 : 90;
  return [...made, [last[0], pole], [first[0], pole]];
}

function boundsOf(ring: readonly Point[]): [number, number, number, number] {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [lon, lat] of ring) {
    if (lon < west) west = lon;
    if (lon > east) east = lon;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  }
  return [west, east, south, north];
}

/** By Sutherland and Hodgman, one side of the box after the other. */
function clipped(ring: Point[], { west, east, south, north }: Box): Point[] {
  const sides: [axis: 0 | 1, limit: number, sign: 1 | -1][] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  return sides.reduce((points, [axis, limit, sign]) => {
    const off = (point: Point) => (point[axis] - limit) * sign;
    const cut: Point[] = [];
    points.forEach((point, i) => {
      const before = points[(i + points.length - 1) % points.length]!;
      const [a, b] = [off(before), off(point)];
      if (a >= 0 !== b >= 0) {
        const part = a / (a - b);
        cut.push([before[0] + (point[0] - before[0]) * part, before[1] + (point[1] - before[1]) * part]);
      }
      if (b >= 0) cut.push(point);
    });
    return cut;
  }, ring);
}
