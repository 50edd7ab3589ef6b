// Which zones can matter in a box: rings cut by cells. A cell wholly inside a ring needs no test at lookup, a cell that
// an edge runs through needs the point-in-polygon test, all others do not know of the zone.
//
//   list entry = zone index * 2 + (1 where the whole box lies inside)

import type { Box } from './cell-tree.ts';
import { CELL_DEG, CELLS_PER_DEG, COLUMNS, ROWS } from './cells.ts';
import type { Zone } from './place.ts';

/** Even-odd rule; a point on an edge belongs to one side only. */
export function isInRing(ring: readonly (readonly [number, number])[], lon: number, lat: number): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [lonA, latA] = ring[i]!;
    const [lonB, latB] = ring[j]!;
    if (latA > lat !== latB > lat && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA) inside = !inside;
  }
  return inside;
}

/** Of a list of entries, those that still matter in the box, with "wholly inside" decided anew. */
export function keepZones(zones: readonly Zone[], list: readonly number[], box: Box): number[] {
  const kept: number[] = [];
  const east = box.west + box.sizeDeg;
  const north = box.south + box.sizeDeg;
  for (const entry of list) {
    if (entry & 1) {
      kept.push(entry);
      continue;
    }
    const { ring } = zones[entry >> 1]!;
    if (edgesThrough(ring, allEdges(ring), box.west, box.south, east, north).length > 0) kept.push(entry);
    else if (isInRing(ring, (box.west + east) / 2, (box.south + north) / 2)) kept.push(entry | 1);
  }
  return kept;
}

/**
 * Calls `visit` for every cell of the zone, with whether it lies wholly inside. Halves the block of cells until no
 * edge runs through it, so a wide zone with a long ring costs its outline, not its area times its length.
 */
export function eachZoneCell(zone: Zone, visit: (cell: number, inside: boolean) => void): void {
  const { ring } = zone;
  const lons = ring.map(([lon]) => lon);
  const lats = ring.map(([, lat]) => lat);
  const column = (lon: number) => Math.min(COLUMNS - 1, Math.max(0, Math.floor((lon + 180) * CELLS_PER_DEG)));
  const row = (lat: number) => Math.min(ROWS - 1, Math.max(0, Math.floor((lat + 90) * CELLS_PER_DEG)));
  const least = (values: number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = (values: number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

  function block(west: number, south: number, east: number, north: number, edges: readonly number[]): void {
    const westDeg = west * CELL_DEG - 180;
    const southDeg = south * CELL_DEG - 90;
    const eastDeg = (east + 1) * CELL_DEG - 180;
    const northDeg = (north + 1) * CELL_DEG - 90;
    const through = edgesThrough(ring, edges, westDeg, southDeg, eastDeg, northDeg);
    if (through.length === 0) {
      if (!isInRing(ring, (westDeg + eastDeg) / 2, (southDeg + northDeg) / 2)) return;
      for (let y = south; y <= north; y++) for (let x = west; x <= east; x++) visit(y * COLUMNS + x, true);
    } else if (west === east && south === north) {
      visit(south * COLUMNS + west, false);
    } else if (east - west >= north - south) {
      const middle = (west + east) >> 1;
      block(west, south, middle, north, through);
      block(middle + 1, south, east, north, through);
    } else {
      const middle = (south + north) >> 1;
      block(west, south, east, middle, through);
      block(west, middle + 1, east, north, through);
    }
  }
  block(column(least(lons)), row(least(lats)), column(most(lons)), row(most(lats)), allEdges(ring));
}

function allEdges(ring: readonly unknown[]): number[] {
  return ring.map((_, index) => index);
}

/** Rounding in degrees, well under a millimetre: an edge this near counts as running through. */
const EDGE_DEG = 1e-9;

/** Edge i runs from ring[i] to the point before it (the last one for 0), as in `isInRing`. */
function edgesThrough(
  ring: readonly (readonly [number, number])[],
  edges: readonly number[],
  west: number,
  south: number,
  east: number,
  north: number,
): number[] {
  return edges.filter((index) => {
    const [lonA, latA] = ring[index]!;
    const [lonB, latB] = ring[index === 0 ? ring.length - 1 : index - 1]!;
    return crosses(lonA, latA, lonB, latB, west - EDGE_DEG, south - EDGE_DEG, east + EDGE_DEG, north + EDGE_DEG);
  });
}

/** Does the segment AB touch the box? Both ends beyond one side: no; else the corners must not all lie on one side. */
function crosses(
  lonA: number,
  latA: number,
  lonB: number,
  latB: number,
  west: number,
  south: number,
  east: number,
  north: number,
): boolean {
  if ((lonA < west && lonB < west) || (lonA > east && lonB > east)) return false;
  if ((latA < south && latB < south) || (latA > north && latB > north)) return false;
  const side = (lon: number, lat: number) => (lonB - lonA) * (lat - latA) - (latB - latA) * (lon - lonA);
  const [sw, se, nw, ne] = [side(west, south), side(east, south), side(west, north), side(east, north)];
  return Math.min(sw, se, nw, ne) <= 0 && Math.max(sw, se, nw, ne) >= 0;
}
