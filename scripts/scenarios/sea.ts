// Ways over water: a grid over a stretch of sea, a shortest way through it that keeps some room from the coast, and the
// way pulled straight where the sea is open. Points in, points out; no way ever crosses the land of land.ts, except
// along the hand-given channels that the 1:10m coast does not hold.

import { distanceKm } from '../../server/domain/geo.ts';
import { coastCrossings, coastEdges, crossesLand, isLand, type Point } from './land.ts';

export interface Grid {
  west: number;
  south: number;
  stepDeg: number;
  cols: number;
  rows: number;
  /** Cells to the nearest land or coast cell, up to ROOM; 0 = land or coast. */
  room: Uint8Array;
  /** 1 where the cell belongs to the largest connected water. */
  main: Uint8Array;
}

/** Cells of room from which a way is no longer dearer. */
const ROOM = 6;

export function seaGrid(westDeg: number, southDeg: number, east: number, north: number, stepDeg: number): Grid {
  // Corners fall on whole steps, so that two grids of one step agree on every cell they share.
  const west = Math.floor(westDeg / stepDeg) * stepDeg;
  const south = Math.floor(southDeg / stepDeg) * stepDeg;
  const cols = Math.ceil((east - west) / stepDeg);
  const rows = Math.ceil((north - south) / stepDeg);
  const room = new Uint8Array(cols * rows).fill(ROOM);
  for (let row = 0; row < rows; row++) {
    const crossings = coastCrossings(south + (row + 0.5) * stepDeg);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const first = Math.max(0, Math.ceil((crossings[i]! - west) / stepDeg - 0.5));
      const last = Math.min(cols - 1, Math.floor((crossings[i + 1]! - west) / stepDeg - 0.5));
      for (let col = first; col <= last; col++) room[row * cols + col] = 0;
    }
  }
  coastEdges(west, south, east, north, (lonA, latA, lonB, latB) => {
    const steps = Math.ceil((Math.max(Math.abs(lonB - lonA), Math.abs(latB - latA)) / stepDeg) * 4) + 1;
    for (let i = 0; i <= steps; i++) {
      const col = Math.floor((lonA + ((lonB - lonA) * i) / steps - west) / stepDeg);
      const row = Math.floor((latA + ((latB - latA) * i) / steps - south) / stepDeg);
      if (col >= 0 && col < cols && row >= 0 && row < rows) room[row * cols + col] = 0;
    }
  });
  spreadRoom(room, cols, rows);
  const grid: Grid = { west, south, stepDeg, cols, rows, room, main: new Uint8Array(0) };
  grid.main = largestSea(grid);
  return grid;
}

/** Two sweeps of a chamfer: each cell's room is one more than its nearest neighbour's. */
function spreadRoom(room: Uint8Array, cols: number, rows: number): void {
  const lower = (at: number, col: number, row: number): void => {
    if (col < 0 || col >= cols || row < 0 || row >= rows) return;
    const next = room[row * cols + col]! + 1;
    if (next < room[at]!) room[at] = next;
  };
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < cols; col++) {
      const at = row * cols + col;
      lower(at, col - 1, row);
      lower(at, col - 1, row - 1);
      lower(at, col, row - 1);
      lower(at, col + 1, row - 1);
    }
  }
  for (let row = rows - 1; row >= 0; row--) {
    for (let col = cols - 1; col >= 0; col--) {
      const at = row * cols + col;
      lower(at, col + 1, row);
      lower(at, col + 1, row + 1);
      lower(at, col, row + 1);
      lower(at, col - 1, row + 1);
    }
  }
}

export function cellOf(grid: Grid, point: Point): number {
  const col = Math.floor((point.lon - grid.west) / grid.stepDeg);
  const row = Math.floor((point.lat - grid.south) / grid.stepDeg);
  if (col < 0 || col >= grid.cols || row < 0 || row >= grid.rows) return -1;
  return row * grid.cols + col;
}

export function centreOf(grid: Grid, cell: number): Point {
  const row = Math.floor(cell / grid.cols);
  const col = cell - row * grid.cols;
  return { lon: grid.west + (col + 0.5) * grid.stepDeg, lat: grid.south + (row + 0.5) * grid.stepDeg };
}

/**
 * Cheapest way over open cells from `from` to the first cell that `isGoal` accepts; `target` guides the search when it
 * is known. Cells near the coast cost more, so a way keeps off where it can. Returns cells, or null.
 */
function search(grid: Grid, from: number, target: number, isGoal: (cell: number) => boolean): number[] | null {
  const { cols, rows, room } = grid;
  const cost = new Float64Array(cols * rows).fill(Number.POSITIVE_INFINITY);
  const came = new Int32Array(cols * rows).fill(-1);
  const heap = new Heap();
  const goalRow = Math.floor(target / cols);
  const goalCol = target - goalRow * cols;
  const ahead = (row: number, col: number): number => {
    if (target < 0) return 0;
    const lat = grid.south + ((row + goalRow) / 2) * grid.stepDeg;
    return Math.hypot(row - goalRow, (col - goalCol) * Math.cos((lat * Math.PI) / 180)) * 0.98;
  };
  cost[from] = 0;
  heap.push(from, 0);
  for (let cell = heap.pop(); cell >= 0; cell = heap.pop()) {
    if (isGoal(cell)) {
      const way = [cell];
      for (let at = came[cell]!; at >= 0; at = came[at]!) way.push(at);
      return way.reverse();
    }
    const row = Math.floor(cell / cols);
    const col = cell - row * cols;
    const squeeze = Math.cos(((grid.south + row * grid.stepDeg) * Math.PI) / 180);
    for (let dRow = -1; dRow <= 1; dRow++) {
      for (let dCol = -1; dCol <= 1; dCol++) {
        const toRow = row + dRow;
        const toCol = col + dCol;
        if (toRow < 0 || toRow >= rows || toCol < 0 || toCol >= cols) continue;
        const to = toRow * cols + toCol;
        if (to === cell || room[to] === 0) continue;
        const dearer = 1 + (ROOM - room[to]!) * 0.35;
        const next = cost[cell]! + Math.hypot(dRow, dCol * squeeze) * dearer;
        if (next >= cost[to]! - 1e-9) continue;
        cost[to] = next;
        came[to] = cell;
        heap.push(to, next + ahead(toRow, toCol));
      }
    }
  }
  return null;
}

/** A binary heap of cells; ties fall to the lower cell, so that the way is the same on every machine. */
class Heap {
  readonly #cells: number[] = [];
  readonly #keys: number[] = [];

  push(cell: number, key: number): void {
    let at = this.#cells.length;
    this.#cells.push(cell);
    this.#keys.push(key);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#less(at, up)) break;
      this.#swap(at, up);
      at = up;
    }
  }

  /** The cheapest cell, or −1. */
  pop(): number {
    const size = this.#cells.length;
    if (size === 0) return -1;
    const top = this.#cells[0]!;
    this.#swap(0, size - 1);
    this.#cells.pop();
    this.#keys.pop();
    for (let at = 0; ; ) {
      let least = at;
      for (const down of [2 * at + 1, 2 * at + 2]) if (down < size - 1 && this.#less(down, least)) least = down;
      if (least === at) return top;
      this.#swap(at, least);
      at = least;
    }
  }

  #less(a: number, b: number): boolean {
    const keyA = this.#keys[a]!;
    const keyB = this.#keys[b]!;
    return keyA < keyB || (keyA === keyB && this.#cells[a]! < this.#cells[b]!);
  }

  #swap(a: number, b: number): void {
    const cell = this.#cells[a]!;
    const key = this.#keys[a]!;
    this.#cells[a] = this.#cells[b]!;
    this.#keys[a] = this.#keys[b]!;
    this.#cells[b] = cell;
    this.#keys[b] = key;
  }
}

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
  const way = search(fine, start, -1, (cell) => isOut(grid, fine, cell));
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
  const way = search(grid, cellOf(grid, start), goal, (cell) => cell === goal);
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

/** Marks the largest water of a grid: what is cut off from it on this grid cannot be sailed through. */
function largestSea(grid: Grid): Uint8Array {
  const seen = new Uint8Array(grid.cols * grid.rows);
  let best = -1;
  let bestSize = 0;
  for (let cell = 0; cell < seen.length; cell++) {
    const size = flood(grid, cell, seen);
    if (size > bestSize) {
      best = cell;
      bestSize = size;
    }
  }
  const largest = new Uint8Array(seen.length);
  if (best >= 0) flood(grid, best, largest);
  return largest;
}

/** Marks all water connected with a cell; returns how many cells were new. */
function flood(grid: Grid, from: number, reached: Uint8Array): number {
  const { cols, rows, room } = grid;
  if (room[from] === 0 || reached[from] === 1) return 0;
  reached[from] = 1;
  const queue = [from];
  let size = 0;
  for (let cell = queue.pop(); cell !== undefined; cell = queue.pop()) {
    size++;
    const row = Math.floor(cell / cols);
    const col = cell - row * cols;
    for (const [toRow, toCol] of [
      [row - 1, col],
      [row + 1, col],
      [row, col - 1],
      [row, col + 1],
    ] as const) {
      if (toRow < 0 || toRow >= rows || toCol < 0 || toCol >= cols) continue;
      const to = toRow * cols + toCol;
      if (room[to] === 0 || reached[to] === 1) continue;
      reached[to] = 1;
      queue.push(to);
    }
  }
  return size;
}
