// A grid over a stretch of sea: which cells are open water, how much room each has to the coast, and which hang together.

import { coastCrossings, coastEdges, type Point } from './land.ts';

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
export const ROOM = 6;

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
export function flood(grid: Grid, from: number, reached: Uint8Array): number {
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
