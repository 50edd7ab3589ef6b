// An area that somebody asks about: circles, or a ring of straight lines between longitudes and latitudes. It says which
// points it holds, which lines between two positions cross it, and which boxes cover it. Areas may cross the antimeridian:
// the longitudes of a ring run on past 180 rather than jump.

import { distanceKm, EARTH_RADIUS_KM } from '../geo.ts';
import type { Box } from './heard-cells.ts';

export interface Circle {
  lon: number;
  lat: number;
  radiusKm: number;
}

/** Plain data. */
export type AreaShape =
  | { kind: 'circles'; circles: readonly Circle[]; centre: Point }
  /** Its last point joins its first; longitudes run on. */
  | { kind: 'ring'; ring: readonly (readonly [number, number])[] };

export interface Point {
  lon: number;
  lat: number;
}

export interface Area {
  readonly shape: AreaShape;
  /** What distances are measured to. */
  readonly centre: Point;
  /** One box round all of it. */
  readonly box: Box;
  holds(lon: number, lat: number): boolean;
  /** Does the straight line from one position to the other, a few miles of it, cross the area? */
  crossedBy(from: Point, to: Point): boolean;
}

const KM_PER_DEG = (Math.PI * EARTH_RADIUS_KM) / 180;
const RAD = Math.PI / 180;
/** Beyond this a box in degrees is no shape on the sphere any more. */
const MOST_LAT = 89;

export function createArea(shape: AreaShape): Area {
  return shape.kind === 'circles' ? circleArea(shape) : ringArea(shape);
}

/** A box as a ring; west greater than east crosses the antimeridian. */
export function boxShape({ west, south, east, north }: Readonly<Box>): AreaShape {
  const right = east < west ? east + 360 : east;
  return {
    kind: 'ring',
    ring: [
      [west, south],
      [right, south],
      [right, north],
      [west, north],
    ],
  };
}

/** The smallest box that holds another one and all within so many km of it. */
export function widened({ west, south, east, north }: Readonly<Box>, km: number): Box {
  const high = km / KM_PER_DEG;
  const lowest = Math.max(-90, south - high);
  const highest = Math.min(90, north + high);
  const farthest = Math.min(MOST_LAT, Math.max(Math.abs(lowest), Math.abs(highest)));
  const wide = high / Math.cos(farthest * RAD);
  const width = (east < west ? east + 360 : east) - west;
  if (width + 2 * wide >= 360) return { west: -180, south: lowest, east: 180, north: highest };
  return { west: wrapped(west - wide), south: lowest, east: wrapped(east + wide), north: highest };
}

function circleArea(shape: AreaShape & { kind: 'circles' }): Area {
  const { circles, centre } = shape;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const circle of circles) {
    const lon = nearTo(circle.lon, centre.lon);
    const high = circle.radiusKm / KM_PER_DEG;
    const wide = high / Math.cos(Math.min(MOST_LAT, Math.abs(circle.lat) + high) * RAD);
    west = Math.min(west, lon - wide);
    east = Math.max(east, lon + wide);
    south = Math.min(south, circle.lat - high);
    north = Math.max(north, circle.lat + high);
  }
  const box = {
    west: east - west >= 360 ? -180 : wrapped(west),
    south: Math.max(-90, south),
    east: east - west >= 360 ? 180 : wrapped(east),
    north: Math.min(90, north),
  };
  return {
    shape,
    centre,
    box,
    holds: (lon, lat) => circles.some((circle) => distanceKm(circle.lon, circle.lat, lon, lat) <= circle.radiusKm),
    crossedBy: (from, to) => circles.some((circle) => offLineKm(circle, from, to) <= circle.radiusKm),
  };
}

/** How near the line from one position to another comes to a point, km, on the flat round the point. */
function offLineKm({ lon, lat }: Point, from: Point, to: Point): number {
  const narrow = Math.cos(lat * RAD) * KM_PER_DEG;
  const ax = (nearTo(from.lon, lon) - lon) * narrow;
  const ay = (from.lat - lat) * KM_PER_DEG;
  const bx = (nearTo(to.lon, nearTo(from.lon, lon)) - lon) * narrow;
  const by = (to.lat - lat) * KM_PER_DEG;
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
  return Math.hypot(ax + along * dx, ay + along * dy);
}

function ringArea(shape: AreaShape & { kind: 'ring' }): Area {
  const { ring } = shape;
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const [west, east] = [Math.min(...lons), Math.max(...lons)];
  const [south, north] = [Math.min(...lats), Math.max(...lats)];
  const middle = (west + east) / 2;
  const holds = (lon: number, lat: number): boolean => {
    if (lat < south || lat > north) return false;
    const x = nearTo(lon, middle);
    if (x < west || x > east) return false;
    let inside = false;
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [ax, ay] = ring[i]!;
      const [bx, by] = ring[j]!;
      if (onEdge(x, lat, ax, ay, bx, by)) return true;
      if (ay > lat !== by > lat && x < ax + ((lat - ay) / (by - ay)) * (bx - ax)) inside = !inside;
    }
    return inside;
  };
  return {
    shape,
    centre: { lon: wrapped(middle), lat: (south + north) / 2 },
    box:
      east - west >= 360
        ? { west: -180, south, east: 180, north }
        : { west: wrapped(west), south, east: wrapped(east), north },
    holds,
    crossedBy(from, to) {
      if (holds(from.lon, from.lat) || holds(to.lon, to.lat)) return true;
      const ax = nearTo(from.lon, middle);
      const bx = nearTo(to.lon, ax);
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [px, py] = ring[i]!;
        const [qx, qy] = ring[j]!;
        if (crosses(ax, from.lat, bx, to.lat, px, py, qx, qy)) return true;
      }
      return false;
    },
  };
}

function onEdge(x: number, y: number, ax: number, ay: number, bx: number, by: number): boolean {
  if (x < Math.min(ax, bx) || x > Math.max(ax, bx) || y < Math.min(ay, by) || y > Math.max(ay, by)) return false;
  return turn(ax, ay, bx, by, x, y) === 0;
}

function crosses(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
): boolean {
  const sides = turn(ax, ay, bx, by, px, py) * turn(ax, ay, bx, by, qx, qy);
  return (
    sides <= 0 &&
    turn(px, py, qx, qy, ax, ay) * turn(px, py, qx, qy, bx, by) <= 0 &&
    boxesMeet(ax, ay, bx, by, px, py, qx, qy)
  );
}

function boxesMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  px: number,
  py: number,
  qx: number,
  qy: number,
): boolean {
  return (
    Math.max(ax, bx) >= Math.min(px, qx) &&
    Math.max(px, qx) >= Math.min(ax, bx) &&
    Math.max(ay, by) >= Math.min(py, qy) &&
    Math.max(py, qy) >= Math.min(ay, by)
  );
}

/** On which side of the line from A to B a point lies. */
function turn(ax: number, ay: number, bx: number, by: number, x: number, y: number): number {
  return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
}

/** The same longitude, as near to another one as it can be written. */
function nearTo(lon: number, to: number): number {
  return lon - 360 * Math.round((lon - to) / 360);
}

export function wrapped(lon: number): number {
  const turned = ((((lon + 180) % 360) + 360) % 360) - 180;
  return turned === -180 && lon > 0 ? 180 : turned;
}
