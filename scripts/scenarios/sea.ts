// Ways over water: out of a harbour on a fine grid, over the sea on a coarse one, and pulled straight where it is open.
// Points in, points out; no way ever crosses the land of land.ts.

import { distanceKm } from '../../server/domain/geo.ts';
import { cheapestWay } from './cheapest-way.ts';
import { crossesLand, isLand, type Point } from './land.ts';
import { cellOf, centreOf, flood, type Grid, seaGrid } from './sea-grid.ts';

/** The way as few points: each is seen from the one before with as much room as the way itself had. */
function pullStraight(grid: Grid, way: readonly number[]): Point[] {
  const points = [centreOf(grid, way[0]!)];
  for (let at = 0; at < way.length - 1; ) {
    let seen = at + 1;
    for (let reach = 2; at + reach < way.length; reach *= 2) {
      if (!isClear(grid, way, at, at + reach)) break;
      seen = at + reach;
    }
    let beyond = Math.min(way.length - 1, at + 2 * (seen - at));
    while (seen < beyond) {
      const middle = (seen + beyond + 1) >> 1;
      if (isClear(grid, way, at, middle)) seen = middle;
      else beyond = middle - 1;
    }
    points.push(centreOf(grid, way[seen]!));
    at = seen;
  }
  return points;
}

function isClear(grid: Grid, way: readonly number[], from: number, to: number): boolean {
  let least = 3;
  for (let i = from; i <= to; i++) least = Math.min(least, grid.room[way[i]!]!);
  const a = centreOf(grid, way[from]!);
  const b = centreOf(grid, way[to]!);
  const steps = Math.ceil((Math.max(Math.abs(b.lon - a.lon), Math.abs(b.lat - a.lat)) / grid.stepDeg) * 3);
  for (let i = 0; i <= steps; i++) {
    const lon = a.lon + ((b.lon - a.lon) * i) / steps;
    const lat = a.lat + ((b.lat - a.lat) * i) / steps;
    const cell = cellOf(grid, { lon, lat });
    if (cell < 0 || grid.room[cell]! < least) return false;
  }
  return !crossesLand(a, b);
}

/** Side of the fine grid round a harbour, and its step: about 500 m. */
const HARBOUR_DEG = 0.5;
const HARBOUR_STEP_DEG = 0.005;

function harbourGrid(point: Point): Grid {
  const { lon, lat } = point;
  return seaGrid(lon - HARBOUR_DEG, lat - HARBOUR_DEG, lon + HARBOUR_DEG, lat + HARBOUR_DEG, HARBOUR_STEP_DEG);
}

/** Whether a cell of a harbour grid lies in open water of the grid's own sea. */
function isOut(grid: Grid, fine: Grid, cell: number): boolean {
  if (fine.room[cell]! < 3) return false;
  const coarse = cellOf(grid, centreOf(fine, cell));
  return coarse >= 0 && grid.main[coarse] === 1;
}

/** From a point near the coast out to where the coarse grid is open. */
function wayOut(grid: Grid, point: Point): Point[] {
  // A grid as fine as a harbour's needs no other.
  if (grid.stepDeg <= HARBOUR_STEP_DEG && grid.main[cellOf(grid, point)] === 1) return [point];
  const fine = harbourGrid(point);
  const start = cellOf(fine, point);
  if (fine.room[start] === 0) {
    throw new Error(`${point.lon}, ${point.lat} is on land or too near the coast to sail from`);
  }
  const way = cheapestWay(fine, start, -1, (cell) => isOut(grid, fine, cell));
  if (!way) throw new Error(`no way out to sea from ${point.lon}, ${point.lat}`);
  return [point, ...pullStraight(fine, way).slice(1)];
}

/** A way over water from one point to another, both included. Throws where there is none. */
export function seaWay(grid: Grid, from: Point, to: Point): Point[] {
  const out = wayOut(grid, from);
  const back = wayOut(grid, to);
  const start = out.at(-1)!;
  const end = back.at(-1)!;
  const goal = cellOf(grid, end);
  const way = cheapestWay(grid, cellOf(grid, start), goal, (cell) => cell === goal);
  if (!way) throw new Error(`no way over water from ${from.lon}, ${from.lat} to ${to.lon}, ${to.lat}`);
  // The centres of the first and last cell stay: from the harbour's way to them the cell is known to be open.
  const points = [...out, ...pullStraight(grid, way), ...back.reverse()];
  return thinOut(points);
}

/** Leaves out points whose neighbours see each other, so that joints between grids do not zigzag. */
function thinOut(points: readonly Point[]): Point[] {
  const kept = [points[0]!];
  for (let i = 1; i < points.length - 1; i++) {
    const before = kept.at(-1)!;
    const here = points[i]!;
    const after = points[i + 1]!;
    const detour =
      distanceKm(before.lon, before.lat, here.lon, here.lat) + distanceKm(here.lon, here.lat, after.lon, after.lat);
    const straight = distanceKm(before.lon, before.lat, after.lon, after.lat);
    if (detour - straight > 0.3 || crossesLand(before, after)) kept.push(here);
  }
  kept.push(points.at(-1)!);
  return kept;
}

/** Where a ship lies in a port: the water nearest to the published point from which the grid's sea can be reached. */
export function berthNear(grid: Grid, port: Point, withinKm: number, accept: (point: Point) => boolean): Point | null {
  const fine = harbourGrid(port);
  const reached = new Uint8Array(fine.cols * fine.rows);
  for (let cell = 0; cell < reached.length; cell++) {
    if (isOut(grid, fine, cell)) flood(fine, cell, reached);
  }
  let best: Point | null = null;
  let bestKm = withinKm;
  for (let cell = 0; cell < reached.length; cell++) {
    if (reached[cell] === 0) continue;
    const point = centreOf(fine, cell);
    const km = distanceKm(port.lon, port.lat, point.lon, point.lat);
    if (km < bestKm && accept(point) && !isLand(point.lon, point.lat)) {
      best = point;
      bestKm = km;
    }
  }
  return best;
}
