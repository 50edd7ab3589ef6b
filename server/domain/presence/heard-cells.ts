// The cells by which it is kept who was heard where: a quarter of a degree each way, hour by hour of a UTC day. In come
// positions, boxes and periods; out go numbers of cells, days and hours. The store writes by the same sums (a migration
// has them in SQL), so a cell is reckoned from millionths of a degree, as positions are kept.

import { DAY_MS, HOUR_MS } from '../time.ts';

const CELLS_PER_DEGREE = 4;
const MILLIONTHS = 1_000_000 / CELLS_PER_DEGREE;
export const CELL_COLUMNS = 360 * CELLS_PER_DEGREE;
const CELL_ROWS = 180 * CELLS_PER_DEGREE;
export const HOURS_A_DAY = 24;

/** Degrees; west may be greater than east: the box then crosses the antimeridian. */
export interface Box {
  west: number;
  south: number;
  east: number;
  north: number;
}

/** Cells with numbers from `first` to `last`, side by side on one parallel. */
export interface CellRun {
  first: number;
  last: number;
}

export function cellOf(lon: number, lat: number): number {
  return rowOf(lat) * CELL_COLUMNS + columnOf(lon);
}

function rowOf(lat: number): number {
  const row = Math.floor((Math.round(lat * 1e6) + 90e6) / MILLIONTHS);
  return Math.min(CELL_ROWS - 1, Math.max(0, row));
}

function columnOf(lon: number): number {
  const column = Math.floor((Math.round(lon * 1e6) + 180e6) / MILLIONTHS);
  return ((column % CELL_COLUMNS) + CELL_COLUMNS) % CELL_COLUMNS;
}

/** The cells that a box touches, south to north. */
export function cellsOf({ west, south, east, north }: Readonly<Box>): CellRun[] {
  const runs: CellRun[] = [];
  const first = columnOf(west);
  const last = columnOf(east);
  const whole = west <= east ? east - west >= 360 - 1 / CELLS_PER_DEGREE : west - east < 1 / CELLS_PER_DEGREE;
  for (let row = rowOf(south); row <= rowOf(north); row++) {
    const base = row * CELL_COLUMNS;
    if (whole) runs.push({ first: base, last: base + CELL_COLUMNS - 1 });
    else if (first <= last) runs.push({ first: base + first, last: base + last });
    else runs.push({ first: base, last: base + last }, { first: base + first, last: base + CELL_COLUMNS - 1 });
  }
  return runs;
}

export function cellCount(runs: readonly CellRun[]): number {
  return runs.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

export function dayNumber(at: number): number {
  return Math.floor(at / DAY_MS);
}

export function hourNumber(at: number): number {
  return Math.floor(at / HOUR_MS);
}

/** The bit of an instant's hour within its day. */
export function hourBit(at: number): number {
  return 1 << (hourNumber(at) - dayNumber(at) * HOURS_A_DAY);
}

export interface HourSpan {
  /** Numbers of hours since 1970; `to` does not belong to it. */
  from: number;
  to: number;
}

/** Adds an hour behind the others; hours come in order. */
export function addHour(spans: HourSpan[], hour: number): void {
  const last = spans.at(-1);
  if (last !== undefined && last.to === hour) last.to++;
  else spans.push({ from: hour, to: hour + 1 });
}

/** The hours of [from, to) that lie in none of the spans, which are in order. */
export function hoursBetween(spans: readonly HourSpan[], { from, to }: HourSpan): HourSpan[] {
  const left: HourSpan[] = [];
  let at = from;
  for (const span of spans) {
    if (span.from > at) left.push({ from: at, to: Math.min(span.from, to) });
    at = Math.max(at, span.to);
    if (at >= to) return left;
  }
  if (at < to) left.push({ from: at, to });
  return left;
}
