// The coast as fine samples of water and land, one strip of coarse cells at a time, with the links between neighbouring
// samples: two are linked when the line between them touches no coast. So a spit of a few metres parts two waters, and
// only a channel that holds no sample is lost; those that matter are opened by hand.

import { colsTo, latOf, rowsTo } from '../../server/domain/sea/sea-mask.ts';
import { coastCrossings, coastEdges } from '../scenarios/land.ts';
import type { Opening } from './openings.ts';

export interface FineGrid {
  /** Fine columns round the world. */
  cols: number;
  /** Number of the southernmost fine row, counted from the equator. */
  firstRow: number;
  rows: number;
}

/** Fine rows from `south` on: `height` of them, and links to the row below each. */
export interface Strip {
  south: number;
  height: number;
  water: Uint8Array;
  /** 1 where the coast parts a sample from the one east of it. */
  cutEast: Uint8Array;
  /** 1 where the coast parts a sample from the one south of it. */
  cutSouth: Uint8Array;
}

const WATER = 1;
const OPEN_EAST = 2;
const OPEN_SOUTH = 4;

/** Samples on the ways of the openings, by row and column: what is open there whatever the coast says. */
export type Opened = ReadonlyMap<number, ReadonlyMap<number, number>>;

export function openWays(grid: FineGrid, openings: readonly Opening[]): Opened {
  const opened = new Map<number, Map<number, number>>();
  const mark = (row: number, col: number, bits: number): void => {
    const line = opened.get(row) ?? new Map<number, number>();
    opened.set(row, line.set(col, (line.get(col) ?? 0) | bits));
  };
  for (const { way } of openings) {
    let row = -1;
    let col = -1;
    const stepTo = (toRow: number, toCol: number): void => {
      if (row >= 0) {
        // One side at a time, so that the way hangs together over sides.
        while (col !== toCol) {
          const next = col + Math.sign(toCol - col);
          mark(row, Math.min(col, next), OPEN_EAST);
          col = next;
          mark(row, col, WATER);
        }
        while (row !== toRow) {
          const next = row + Math.sign(toRow - row);
          mark(Math.max(row, next), col, OPEN_SOUTH);
          row = next;
          mark(row, col, WATER);
        }
      }
      row = toRow;
      col = toCol;
      mark(row, col, WATER);
    };
    for (let i = 0; i < way.length; i++) {
      const [lonA, latA] = way[Math.max(0, i - 1)]!;
      const [lonB, latB] = way[i]!;
      const [x0, y0, x1, y1] = [colsTo(grid, lonA), rowsTo(grid, latA), colsTo(grid, lonB), rowsTo(grid, latB)];
      const steps = Math.max(1, Math.ceil(2 * Math.max(Math.abs(x1 - x0), Math.abs(y1 - y0))));
      for (let step = 0; step <= steps; step++) {
        const share = step / steps;
        stepTo(Math.floor(y0 + (y1 - y0) * share), Math.floor(x0 + (x1 - x0) * share));
      }
    }
  }
  return opened;
}

export function fineStrip(grid: FineGrid, opened: Opened, south: number, height: number): Strip {
  const { cols } = grid;
  const strip: Strip = {
    south,
    height,
    water: new Uint8Array(cols * height).fill(1),
    cutEast: new Uint8Array(cols * height),
    cutSouth: new Uint8Array(cols * height),
  };
  for (let row = 0; row < height; row++) {
    const lons = coastCrossings(latOf(grid, south + row + 0.5));
    const places = lons.map((lon) => ((lon + 180) / 360) * cols - 0.5);
    for (let i = 0; i + 1 < places.length; i += 2) {
      const first = Math.max(0, Math.ceil(places[i]!));
      const last = Math.min(cols - 1, Math.floor(places[i + 1]!));
      strip.water.fill(0, row * cols + first, Math.max(row * cols + first, row * cols + last + 1));
    }
    for (const place of places) {
      const col = Math.floor(place);
      if (col >= -1 && col < cols) strip.cutEast[row * cols + ((col + cols) % cols)] = 1;
    }
  }
  const margin = 0.01;
  coastEdges(
    -181,
    latOf(grid, south - 1) - margin,
    181,
    latOf(grid, south + height) + margin,
    (lonA, latA, lonB, latB) => {
      cutColumns(grid, strip, lonA, latA, lonB, latB);
    },
  );
  for (let row = 0; row < height; row++) {
    for (const [col, bits] of opened.get(south + row) ?? []) {
      const at = row * cols + col;
      if (bits & WATER) strip.water[at] = 1;
      if (bits & OPEN_EAST) strip.cutEast[at] = 0;
      if (bits & OPEN_SOUTH) strip.cutSouth[at] = 0;
    }
  }
  return strip;
}

/** Marks where an edge of the coast crosses the lines between samples that lie one above the other. */
function cutColumns(grid: FineGrid, strip: Strip, lonA: number, latA: number, lonB: number, latB: number): void {
  const xA = ((lonA + 180) / 360) * grid.cols - 0.5;
  const xB = ((lonB + 180) / 360) * grid.cols - 0.5;
  const first = Math.max(0, Math.ceil(Math.min(xA, xB)));
  const last = Math.min(grid.cols - 1, Math.floor(Math.max(xA, xB)));
  if (first > last || xA === xB) return;
  const yA = rowsTo(grid, latA) - 0.5 - strip.south;
  const yB = rowsTo(grid, latB) - 0.5 - strip.south;
  for (let col = first; col <= last; col++) {
    // The row above the crossing is the one that is cut from its south.
    const row = Math.ceil(yA + ((yB - yA) * (col - xA)) / (xB - xA));
    if (row >= 0 && row < strip.height) strip.cutSouth[row * grid.cols + col] = 1;
  }
}
