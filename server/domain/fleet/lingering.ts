// Which ships wait where one ship waits? In comes what the fleet keeps of the last two hours; out goes how many others
// have stayed near a point all through these hours. So a queue for a canal, a pilot or a berth is told from one ship adrift.
// A ship that sails past never counts as waiting: at 12 kn it is through a cell before the hundred minutes are over.

import { distanceKm, KM_PER_NM } from '../geo.ts';
import { bitsOf, CELL_COLUMNS, CELL_ROWS, CELLS_PER_DEGREE, columnOf, type Fleet, rowOf, SLOTS } from './fleet.ts';
import { bitsIn } from './pulse.ts';

/** Ships that wait for one thing lie within this of each other. Ours: half the roads of Suez or Singapore. */
const NEAR_NM = 12;
/** A ship has stayed when it was heard in the first, a middle and the last of these spans of slots of ten minutes. */
const SPANS = [
  [0, 2],
  [5, 8],
  [10, 12],
] as const;

/** Others that have stayed within about 12 nm of a point, each in one cell, for the last hundred minutes or more. */
export function othersLingering(fleet: Readonly<Fleet>, mmsi: number, lon: number, lat: number): number {
  const nearKm = NEAR_NM * KM_PER_NM;
  const rows = Math.ceil((nearKm / 111) * CELLS_PER_DEGREE);
  const narrow = Math.cos((Math.min(89, Math.abs(lat) + rows / CELLS_PER_DEGREE) * Math.PI) / 180);
  const columns = Math.min(CELL_COLUMNS / 2, Math.ceil(rows / narrow));
  const centreRow = rowOf(lat);
  const centreColumn = columnOf(lon);
  const firstSlot = fleet.slot - SLOTS + 1;
  let stayed = 0;
  for (let row = Math.max(0, centreRow - rows); row <= Math.min(CELL_ROWS - 1, centreRow + rows); row++) {
    for (let step = -columns; step <= columns; step++) {
      const column = (centreColumn + step + CELL_COLUMNS) % CELL_COLUMNS;
      const isOwn = row === centreRow && column === centreColumn;
      const km = distanceKm(lon, lat, (column + 0.5) / CELLS_PER_DEGREE - 180, (row + 0.5) / CELLS_PER_DEGREE - 90);
      if (!isOwn && km > nearKm) continue;
      let here = -1;
      for (const [from, to] of SPANS) here &= bitsOf(fleet, row, column, firstSlot + from, firstSlot + to - 1) ?? 0;
      stayed |= here;
    }
  }
  return bitsIn(stayed & ~(1 << (Math.imul(mmsi, 0x9e3779b1) >>> 27)));
}
