// Where a feed hears anybody: cells of a quarter degree by hour of the day, each with the last day on which it heard a ship
// there. So what can be heard at night can be told from what can be heard by day, and a receiver that is gone is forgotten
// after a month. It grows with the waters that are heard and has a bound; per report it writes one small number.

import { DAY_MS, HOUR_MS } from '../../domain/time.ts';

export interface Cells {
  /** By number of the cell, its place in `days`. */
  places: Map<number, number>;
  /** 24 for each place: the last day, counted from 1970, on which the cell was heard in that hour, UTC; 0: never. */
  days: Uint16Array;
  /** New cells found no room. */
  full: boolean;
}

export const CELL_DEG = 0.25;
export const COLUMNS = 360 / CELL_DEG;
const ROWS = 180 / CELL_DEG;
const HOURS = 24;
export const KEPT_DAYS = 30;
/** Of one feed; all coasts of the world with the busy sea lanes are about half of it. */
export const MOST_CELLS = 150_000;

export function beginCells(): Cells {
  return { places: new Map(), days: new Uint16Array(64 * HOURS), full: false };
}

/** Longitude and latitude that no ship can have are left out. */
export function hearCell(cells: Cells, at: number, lon: number, lat: number): void {
  if (!(lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90)) return;
  const cell = cellOf(lon, lat);
  let place = cells.places.get(cell);
  if (place === undefined) {
    if (cells.places.size >= MOST_CELLS) {
      cells.full = true;
      return;
    }
    place = cells.places.size;
    cells.places.set(cell, place);
    if (place * HOURS >= cells.days.length) {
      const grown = new Uint16Array(cells.days.length * 2);
      grown.set(cells.days);
      cells.days = grown;
    }
  }
  const day = Math.floor(at / DAY_MS);
  const index = place * HOURS + Math.floor((at - day * DAY_MS) / HOUR_MS);
  if (day > cells.days[index]!) cells.days[index] = day;
}

export function cellOf(lon: number, lat: number): number {
  const column = Math.min(COLUMNS - 1, Math.floor((lon + 180) / CELL_DEG));
  const row = Math.min(ROWS - 1, Math.floor((lat + 90) / CELL_DEG));
  return row * COLUMNS + column;
}

/** The hours of the day as bits, 0 for 00:00 to 01:00 UTC, in which a cell was heard since a day; and the last day of all. */
export function hoursOf(
  { places, days }: Readonly<Cells>,
  cell: number,
  sinceDay: number,
): { hours: number; lastDay: number } {
  const place = places.get(cell);
  let hours = 0;
  let lastDay = 0;
  if (place === undefined) return { hours, lastDay };
  for (let hour = 0; hour < HOURS; hour++) {
    const day = days[place * HOURS + hour]!;
    if (day >= sinceDay) hours |= 1 << hour;
    if (day > lastDay) lastDay = day;
  }
  return { hours, lastDay };
}

/** Lets go of cells in which nobody was heard for a month. */
export function forgetCells(cells: Cells, now: number): void {
  const sinceDay = Math.floor(now / DAY_MS) - KEPT_DAYS;
  const kept = [...cells.places].filter(([cell]) => hoursOf(cells, cell, sinceDay).hours !== 0);
  if (kept.length === cells.places.size) return;
  const days = new Uint16Array(Math.max(64, 2 ** Math.ceil(Math.log2(Math.max(1, kept.length)))) * HOURS);
  const places = new Map<number, number>();
  for (const [cell, place] of kept) {
    days.set(cells.days.subarray(place * HOURS, (place + 1) * HOURS), places.size * HOURS);
    places.set(cell, places.size);
  }
  cells.places = places;
  cells.days = days;
  cells.full = false;
}
