// How far a point lies from the shore, on either side of it: for ships that drift off a coast, and for positions that
// lie on land. In comes a mask of the sea; the answer is a lower bound on both sides, so neither is ever overstated.

import { distanceKm } from '../geo.ts';
import { colsTo, EAST, latOf, lonOf, NORTH, rowsTo, type SeaMask, SOUTH, WATER, WEST } from './sea-mask.ts';

/** The shore is looked for up to here, km: twice the 20 nm that loitering asks for (detection facts 7), and some. */
export const SHORE_WITHIN_KM = 100;
const ALL_WAYS = EAST | NORTH | WEST | SOUTH;

/**
 * A lower bound of the way to the nearest shore in a straight line, km, at most `SHORE_WITHIN_KM`: positive at sea, to
 * the nearest cell that land touches; negative inland, to the nearest cell that has water; 0 in a cell that has both.
 * NaN beyond the mask's parallels.
 */
export function shoreKm(mask: SeaMask, lon: number, lat: number): number {
  const row = Math.floor(rowsTo(mask, lat));
  if (!(row >= 0 && row < mask.rows)) return Number.NaN;
  const col = Math.floor(colsTo(mask, lon));
  const kind = kindOf(mask, row, col);
  if (kind === 0) return 0;
  let nearestKm = SHORE_WITHIN_KM;
  // Rings of cells round the point; a ring cannot be nearer than the rings within it are wide.
  for (let ring = 1; (ring - 1) * mask.sizesKm[row]! * 0.9 < nearestKm; ring++) {
    for (let r = Math.max(0, row - ring); r <= Math.min(mask.rows - 1, row + ring); r++) {
      const whole = r === row - ring || r === row + ring;
      for (let c = col - ring; c <= col + ring; c += whole ? 1 : 2 * ring) {
        if (kindOf(mask, r, (c + mask.cols) % mask.cols) === kind) continue;
        nearestKm = Math.min(nearestKm, cellKm(mask, lon, lat, r, c));
      }
    }
  }
  return kind * nearestKm;
}

/** 1: water all over, -1: land all over, 0: both. */
function kindOf({ cells, cols }: SeaMask, row: number, col: number): 1 | 0 | -1 {
  const cell = cells[row * cols + col]!;
  if ((cell & WATER) === 0) return -1;
  return (cell & ALL_WAYS) === ALL_WAYS ? 1 : 0;
}

/** From a point to the nearest point of a cell, km; `c` may lie past the antimeridian. */
function cellKm(mask: SeaMask, lon: number, lat: number, r: number, c: number): number {
  const west = lonOf(mask, c);
  const east = lonOf(mask, c + 1);
  const south = latOf(mask, r);
  const north = latOf(mask, r + 1);
  // The same turn of the globe as the cell.
  const turned = lon + 360 * Math.round(((west + east) / 2 - lon) / 360);
  const nearLon = Math.min(east, Math.max(west, turned));
  const nearLat = Math.min(north, Math.max(south, lat));
  return distanceKm(turned, lat, nearLon, nearLat);
}
