// Points spread over a grid of a fifth of a degree, so that those round a place are found without looking at all. For the
// compilers alone: what runs has an index of its own.

import { distanceKm } from '../../server/domain/geo.ts';

const CELLS_PER_DEG = 5;
const KM_PER_DEG = 111.2;

export type Spread<Point> = ReadonlyMap<string, readonly Point[]>;

export function spreadOut<Point extends { lon: number; lat: number }>(points: readonly Point[]): Spread<Point> {
  const cells = new Map<string, Point[]>();
  for (const point of points) {
    const key = keyOf(Math.floor(point.lon * CELLS_PER_DEG), Math.floor(point.lat * CELLS_PER_DEG));
    const cell = cells.get(key);
    if (cell) cell.push(point);
    else cells.set(key, [point]);
  }
  return cells;
}

/** The points within `km` of a place, in no order; does not look over the antimeridian, where no anchorages lie. */
export function nearIn<Point extends { lon: number; lat: number }>(
  cells: Spread<Point>,
  lon: number,
  lat: number,
  km: number,
): Point[] {
  const high = Math.ceil((km / KM_PER_DEG) * CELLS_PER_DEG);
  const wide = Math.ceil(high / Math.max(0.05, Math.cos((lat * Math.PI) / 180)));
  const found: Point[] = [];
  for (let row = -high; row <= high; row++) {
    for (let column = -wide; column <= wide; column++) {
      const key = keyOf(Math.floor(lon * CELLS_PER_DEG) + column, Math.floor(lat * CELLS_PER_DEG) + row);
      for (const point of cells.get(key) ?? []) {
        if (distanceKm(point.lon, point.lat, lon, lat) <= km) found.push(point);
      }
    }
  }
  return found;
}

function keyOf(column: number, row: number): string {
  return `${column} ${row}`;
}
