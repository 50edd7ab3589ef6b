// Which ships are followed, and which lie near each other: ships by id and by map cell, with two small tables of counts that
// show in one look that an ordinary fix concerns nobody. In come ships that begin, move and end; they are never judged here.

import { distanceKm } from '../../geo.ts';
import type { Spot } from './runs.ts';

/** Cells of a twentieth of a degree, 5.6 km from south to north. */
const CELLS_PER_DEGREE = 20;
const COLUMNS = 360 * CELLS_PER_DEGREE;
const HEAT = 1 << 16;

export interface Ship {
  vesselId: string;
  mmsi: number;
  watched: boolean;
  spots: Spot[];
  /** Cell of the newest fix. */
  cell: number;
  /** True while the ship is slow outside ports, so that neighbours are looked for. */
  lies: boolean;
  pairs: string[];
}

export interface Neighbourhood {
  ships: Map<string, Ship>;
  cells: Map<number, Ship[]>;
  /** How many ships lie in or next to the cells of this hash, and how many followed ships have this one. */
  heat: Uint16Array;
  followed: Uint16Array;
}

export function beginNeighbourhood(): Neighbourhood {
  return { ships: new Map(), cells: new Map(), heat: new Uint16Array(HEAT), followed: new Uint16Array(HEAT) };
}

/** The test that every fix passes: is this ship followed, or does it come near one that lies? May say yes in vain. */
export function mayConcern(near: Readonly<Neighbourhood>, mmsi: number, cell: number): boolean {
  return near.heat[hashOf(cell)] !== 0 || near.followed[hashOf(mmsi)] !== 0;
}

export function cellOf(lon: number, lat: number): number {
  const column = ((lon + 180) * CELLS_PER_DEGREE) | 0;
  return (((lat + 90) * CELLS_PER_DEGREE) | 0) * COLUMNS + (column % COLUMNS);
}

function hashOf(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> 16;
}

/** A cell and its eight neighbours. */
export const AROUND = 9;

/** The cell itself and its neighbours, by `step` from 0 to 8; across the antimeridian too. */
export function cellBeside(cell: number, step: number): number {
  const row = (cell / COLUMNS) | 0;
  const column = cell - row * COLUMNS + (step % 3) - 1;
  const wrapped = column < 0 ? COLUMNS - 1 : column === COLUMNS ? 0 : column;
  return (row + ((step / 3) | 0) - 1) * COLUMNS + wrapped;
}

export function isWithin(
  a: Readonly<Pick<Spot, 'lon' | 'lat'>>,
  b: Readonly<Pick<Spot, 'lon' | 'lat'>>,
  km: number,
): boolean {
  return distanceKm(a.lon, a.lat, b.lon, b.lat) <= km;
}

export function enrol(near: Neighbourhood, ship: Ship): void {
  near.ships.set(ship.vesselId, ship);
  near.followed[hashOf(ship.mmsi)]!++;
  const there = near.cells.get(ship.cell);
  if (there === undefined) near.cells.set(ship.cell, [ship]);
  else there.push(ship);
  if (ship.lies) warm(near, ship.cell, 1);
}

/** Calling it twice does no harm: the end of a pair may have let the ship go already. */
export function letGo(near: Neighbourhood, ship: Ship): void {
  if (near.ships.get(ship.vesselId) !== ship) return;
  near.ships.delete(ship.vesselId);
  near.followed[hashOf(ship.mmsi)]!--;
  leaveCell(near, ship);
  if (ship.lies) warm(near, ship.cell, -1);
}

function leaveCell(near: Neighbourhood, ship: Ship): void {
  const there = near.cells.get(ship.cell)!.filter((other) => other !== ship);
  if (there.length === 0) near.cells.delete(ship.cell);
  else near.cells.set(ship.cell, there);
}

function warm(near: Neighbourhood, cell: number, by: 1 | -1): void {
  for (let step = 0; step < AROUND; step++) near.heat[hashOf(cellBeside(cell, step))]! += by;
}

export function moveTo(near: Neighbourhood, ship: Ship, cell: number, lies: boolean): void {
  if (ship.cell === cell && ship.lies === lies) return;
  letGo(near, ship);
  ship.cell = cell;
  ship.lies = lies;
  enrol(near, ship);
}
