// A chart: one stretch of sea with its grid, the berths of its ports and the ways between them, each worked out once.

import { loadReference } from '../../db/reference/load.ts';
import { distanceKm } from '../../server/domain/geo.ts';
import type { Port } from '../../server/domain/places/place.ts';
import { crossesLand, type Point } from './land.ts';
import { berthNear, seaWay } from './sea.ts';
import { type Grid, seaGrid } from './sea-grid.ts';

/** A waterway too narrow for the 1:10m coast, given by hand: first and last point are open water. */
export interface Channel {
  name: string;
  points: Point[];
}

export interface Chart {
  grid: Grid;
  berths: Map<string, Point>;
  ways: Map<string, Point[]>;
}

export function openChart(west: number, south: number, east: number, north: number, stepDeg: number): Chart {
  return { grid: seaGrid(west, south, east, north, stepDeg), berths: new Map(), ways: new Map() };
}

/** Where a ship lies in a port of the reference data; the nearest port to that point is this one. */
export function berth(chart: Chart, portId: string): Point {
  const known = chart.berths.get(portId);
  if (known) return known;
  const { ports } = loadReference();
  const port = ports.find((row) => row.id === portId);
  if (!port) throw new Error(`no port '${portId}'`);
  const near = ports.filter((row) => distanceKm(row.lon, row.lat, port.lon, port.lat) < 40);
  const point = berthNear(chart.grid, port, port.enterKm * 0.9, (at) => nearest(near, at).id === portId);
  if (!point) throw new Error(`no open water within ${port.enterKm} km of ${portId} that is nearest to it`);
  chart.berths.set(portId, point);
  return point;
}

function nearest(ports: readonly Port[], at: Point): Port {
  let best = ports[0]!;
  let bestKm = Number.POSITIVE_INFINITY;
  for (const port of ports) {
    const km = distanceKm(port.lon, port.lat, at.lon, at.lat);
    if (km > port.enterKm || km >= bestKm) continue;
    best = port;
    bestKm = km;
  }
  return best;
}

/** A way through all the stops: open water between points, a channel as it is drawn. */
export function wayThrough(chart: Chart, stops: readonly (Point | Channel)[]): Point[] {
  const way: Point[] = [];
  for (const stop of stops) {
    const points = 'points' in stop ? stop.points : [stop];
    const last = way.at(-1);
    if (last) way.push(...between(chart, last, points[0]!).slice(1));
    else way.push(points[0]!);
    way.push(...points.slice(1));
  }
  return way;
}

function between(chart: Chart, from: Point, to: Point): Point[] {
  const key = `${from.lon} ${from.lat} ${to.lon} ${to.lat}`;
  const known = chart.ways.get(key);
  if (known) return known;
  const way = seaWay(chart.grid, from, to);
  for (let i = 1; i < way.length; i++) {
    if (crossesLand(way[i - 1]!, way[i]!)) throw new Error(`a way crosses land near ${way[i]!.lon}, ${way[i]!.lat}`);
  }
  chart.ways.set(key, way);
  chart.ways.set(`${to.lon} ${to.lat} ${from.lon} ${from.lat}`, [...way].reverse());
  return way;
}

/** A point some way off: `km` along `bearing` degrees, on the flat. */
export function off(point: Point, bearing: number, km: number): Point {
  const rad = (bearing * Math.PI) / 180;
  return {
    lon: point.lon + ((km / 111.2) * Math.sin(rad)) / Math.cos((point.lat * Math.PI) / 180),
    lat: point.lat + (km / 111.2) * Math.cos(rad),
  };
}
