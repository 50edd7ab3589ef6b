// Turns the Natural Earth atlas (TopoJSON) into the few GeoJSON files that the base map draws: land, borders and country
// label points. Run when the page is built, so that a browser has nothing to convert. Pure.
//
// The atlas is stitched: its rings run over the date line with a leap of 360°, and Antarctica's runs round the pole. A
// flat tiler would draw bands across the world, so rings are unrolled (longitudes beyond 180° are fine) and the polar one is closed.

import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon, Position } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';

export type Atlas = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

export interface BaseGeometry {
  land: FeatureCollection;
  borders: FeatureCollection;
  countries: FeatureCollection<Point, { name: string; rank: number }>;
}

/** Decimals kept: 3 are 110 m, finer than the 10 m atlas is true to. */
const DECIMALS = 3;

export function baseGeometry(atlas: Atlas): BaseGeometry {
  const { countries, land } = atlas.objects;
  const shapes = feature(atlas, countries);
  return {
    land: {
      type: 'FeatureCollection',
      features: feature(atlas, land).features.map((shape) => ({
        type: 'Feature',
        properties: {},
        geometry: roundedArea(shape.geometry as Polygon | MultiPolygon),
      })),
    },
    borders: {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: {},
          geometry: {
            type: 'MultiLineString',
            coordinates: mesh(atlas, countries, (a, b) => a !== b)
              .coordinates.map((points) => thinned(unrolled(points)))
              .filter((points) => points.length > 1),
          },
        },
      ],
    },
    countries: { type: 'FeatureCollection', features: shapes.features.flatMap(labelPoint) },
  };
}

/** A country's name stands in the middle of its largest ring; its rank is that ring's size, largest 0. */
function labelPoint(shape: Feature): Feature<Point, { name: string; rank: number }>[] {
  const name: unknown = shape.properties?.name;
  if (typeof name !== 'string' || shape.geometry === null) return [];
  const geometry = shape.geometry as Polygon | MultiPolygon;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  let best: { size: number; centre: Position } | null = null;
  for (const [ring] of polygons) {
    const found = ring === undefined ? null : centreOf(closed(unrolled(ring)));
    if (found !== null && (best === null || found.size > best.size)) best = found;
  }
  if (best === null) return [];
  const rank = [400, 100, 25, 6, 1].findIndex((limit) => best.size >= limit);
  return [
    {
      type: 'Feature',
      properties: { name, rank: rank < 0 ? 5 : rank },
      geometry: { type: 'Point', coordinates: rounded(best.centre) },
    },
  ];
}

/** Area (square degrees, shrunk towards the poles as on the ground) and centroid of a ring. */
function centreOf(ring: Position[]): { size: number; centre: Position } | null {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i + 1 < ring.length; i++) {
    const [x0, y0] = ring[i] as [number, number];
    const [x1, y1] = ring[i + 1] as [number, number];
    const cross = x0 * y1 - x1 * y0;
    twice += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  if (twice === 0) return null;
  const centre = [x / (3 * twice), y / (3 * twice)];
  return { size: Math.abs(twice / 2) * Math.cos((centre[1]! * Math.PI) / 180), centre };
}

function roundedArea(geometry: Polygon | MultiPolygon): Polygon | MultiPolygon {
  if (geometry.type === 'Polygon') return { type: 'Polygon', coordinates: roundedRings(geometry.coordinates) };
  return {
    type: 'MultiPolygon',
    coordinates: geometry.coordinates.map(roundedRings).filter((rings) => rings.length > 0),
  };
}

function roundedRings(rings: Position[][]): Position[][] {
  return rings.map((ring) => thinned(closed(unrolled(ring)))).filter((ring) => ring.length >= 4);
}

/** Longitudes made continuous, so that a step over the date line is a short one. */
function unrolled(points: Position[]): Position[] {
  let turn = 0;
  return points.map((point, i) => {
    if (i > 0) {
      const step = point[0]! - points[i - 1]![0]!;
      if (step > 180) turn -= 360;
      else if (step < -180) turn += 360;
    }
    return [point[0]! + turn, point[1]!];
  });
}

/** A ring that went once round the world goes back along the pole. */
function closed(ring: Position[]): Position[] {
  const first = ring[0]!;
  const last = ring[ring.length - 1]!;
  if (Math.abs(last[0]! - first[0]!) < 180) return ring;
  const pole = last[1]! < 0 ? -90 : 90;
  return [...ring, [last[0]!, pole], [first[0]!, pole], first];
}

function thinned(points: Position[]): Position[] {
  const kept: Position[] = [];
  for (const point of points) {
    const next = rounded(point);
    const last = kept[kept.length - 1];
    if (last === undefined || last[0] !== next[0] || last[1] !== next[1]) kept.push(next);
  }
  return kept;
}

function rounded(point: Position): Position {
  const factor = 10 ** DECIMALS;
  return [Math.round(point[0]! * factor) / factor, Math.round(point[1]! * factor) / factor];
}
