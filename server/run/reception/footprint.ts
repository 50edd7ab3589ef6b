// The footprint of feeds as an answer: the cells in which anybody was heard in the last 30 days, of one feed or of all, in a box
// and at an hour of the day where that is asked. Where there are more than were asked for, the grid is made coarser, and the
// answer says how coarse: nothing is left out. Pure.

import { DAY_MS } from '../../domain/time.ts';
import { CELL_DEG, type Cells, COLUMNS, hoursOf, KEPT_DAYS } from './cells.ts';

export interface FootprintQuestion {
  /** Null: all feeds together. */
  feed: string | null;
  /** Hour of the day, UTC; null: any. */
  hour: number | null;
  /** West, south, east, north; west > east goes over the date line. Null: the world. */
  box: readonly [number, number, number, number] | null;
  mostCells: number;
}

export interface FootprintCell {
  /** South-west corner. */
  lon: number;
  lat: number;
  /** Hours of the day as bits, 0 for 00:00 to 01:00 UTC. */
  hours: number;
  /** The last day on which anybody was heard in it, UTC ms. */
  lastDayAt: number;
}

export interface Footprint {
  gridDeg: number;
  cells: FootprintCell[];
  /** Of each feed, in its own grid of a quarter degree, wherever: how many cells, and whether there were more than are kept. */
  feeds: { feed: string; cells: number; full: boolean }[];
}

/** Multiples of the grid in which it is kept. */
const COARSER = [1, 2, 4, 8, 20, 40];

export function footprintOf(
  feeds: ReadonlyMap<string, Readonly<Cells>>,
  { feed, hour, box, mostCells }: FootprintQuestion,
  now: number,
): Footprint {
  const sinceDay = Math.floor(now / DAY_MS) - KEPT_DAYS;
  const heard = new Map<number, { hours: number; lastDay: number }>();
  for (const [id, cells] of feeds) {
    if (feed !== null && id !== feed) continue;
    for (const cell of cells.places.keys()) {
      const { hours, lastDay } = hoursOf(cells, cell, sinceDay);
      if (hours === 0 || (hour !== null && (hours & (1 << hour)) === 0) || !isIn(cell, box)) continue;
      join(heard, cell, hours, lastDay);
    }
  }
  let grid = 1;
  let shown = heard;
  for (const coarser of COARSER) {
    grid = coarser;
    shown = coarser === 1 ? heard : coarsened(heard, coarser);
    if (shown.size <= mostCells) break;
  }
  return {
    gridDeg: grid * CELL_DEG,
    cells: [...shown]
      .sort(([a], [b]) => a - b)
      .map(([cell, { hours, lastDay }]) => ({ ...cornerOf(cell), hours, lastDayAt: lastDay * DAY_MS })),
    feeds: [...feeds].map(([id, { places, full }]) => ({ feed: id, cells: places.size, full })),
  };
}

function join(
  into: Map<number, { hours: number; lastDay: number }>,
  cell: number,
  hours: number,
  lastDay: number,
): void {
  const known = into.get(cell);
  if (known === undefined) into.set(cell, { hours, lastDay });
  else {
    known.hours |= hours;
    known.lastDay = Math.max(known.lastDay, lastDay);
  }
}

function coarsened(heard: ReadonlyMap<number, { hours: number; lastDay: number }>, grid: number) {
  const coarse = new Map<number, { hours: number; lastDay: number }>();
  for (const [cell, { hours, lastDay }] of heard) {
    const column = cell % COLUMNS;
    const row = (cell - column) / COLUMNS;
    join(coarse, (row - (row % grid)) * COLUMNS + column - (column % grid), hours, lastDay);
  }
  return coarse;
}

function cornerOf(cell: number): { lon: number; lat: number } {
  const column = cell % COLUMNS;
  return { lon: column * CELL_DEG - 180, lat: ((cell - column) / COLUMNS) * CELL_DEG - 90 };
}

function isIn(cell: number, box: FootprintQuestion['box']): boolean {
  if (box === null) return true;
  const [west, south, east, north] = box;
  const { lon, lat } = cornerOf(cell);
  if (lat + CELL_DEG <= south || lat >= north) return false;
  return west <= east ? lon + CELL_DEG > west && lon < east : lon + CELL_DEG > west || lon < east;
}
