// The walk over a handful of circles at the end of every lookup: which port has the nearest circle, which is next, and
// whether a ship is still inside the circles of one port. Numbers in, numbers out; nothing is allocated.

import { EARTH_RADIUS_KM } from '../geo.ts';
import { type CellTree, leafOf } from './cell-tree.ts';
import { CELLS_PER_DEG } from './cells.ts';
import { type Circles, STRIDE } from './port-circles.ts';

export interface NearestPorts {
  /** Index into `ports`, -1 when none. */
  first: number;
  /** Distance to the point of its nearest circle, km. */
  firstKm: number;
  /** Index into `moorings` of that point, -1 where it is the port's own. */
  mooring: number;
  second: number;
  secondKm: number;
}

export function noPorts(): NearestPorts {
  return { first: -1, firstKm: Number.POSITIVE_INFINITY, mooring: -1, second: -1, secondKm: Number.POSITIVE_INFINITY };
}

const RAD = Math.PI / 180;

/** The nearest circle of a leaf, and the nearest of another port. */
export function lookUp(
  { points, port, mooring, rank }: Circles,
  tree: CellTree,
  root: number,
  row: number,
  lon: number,
  lat: number,
  into: NearestPorts,
): void {
  into.first = -1;
  into.firstKm = Number.POSITIVE_INFINITY;
  into.mooring = -1;
  into.second = -1;
  into.secondKm = Number.POSITIVE_INFINITY;
  if (root === 0) return;
  const leaf = leafOf(tree, root, columnPart(lon), rowPart(lat, row));
  if (leaf === 0) return;

  const ring = EARTH_RADIUS_KM * Math.cos(lat * RAD);
  const x = ring * Math.cos(lon * RAD);
  const y = ring * Math.sin(lon * RAD);
  const z = EARTH_RADIUS_KM * Math.sin(lat * RAD);
  const { lists } = tree;
  const single = leaf & 1;
  const from = single ? 0 : (leaf >> 1) + 1;
  const end = single ? 1 : from + lists[from - 1]!;
  let first = -1;
  let second = -1;
  let firstSq = Number.POSITIVE_INFINITY;
  let secondSq = Number.POSITIVE_INFINITY;
  for (let i = from; i < end; i++) {
    const member = single ? leaf >> 1 : lists[i]!;
    const at = member * STRIDE;
    const dx = points[at]! - x;
    const dy = points[at + 1]! - y;
    const dz = points[at + 2]! - z;
    const enter = points[at + 3]!;
    const sq = dx * dx + dy * dy + dz * dz;
    if (sq > secondSq || sq > enter * enter) continue;
    if (sq < firstSq || (sq === firstSq && rank[member]! < rank[first]!)) {
      if (first >= 0 && port[first] !== port[member]) {
        second = first;
        secondSq = firstSq;
      }
      first = member;
      firstSq = sq;
    } else if (port[member] !== port[first] && (sq < secondSq || rank[member]! < rank[second]!)) {
      second = member;
      secondSq = sq;
    }
  }
  if (first < 0) return;
  into.first = port[first]!;
  into.firstKm = arcKm(firstSq);
  into.mooring = mooring[first]!;
  if (second < 0) return;
  into.second = port[second]!;
  into.secondKm = arcKm(secondSq);
}

export interface ByPort {
  /** Where each port's circles begin in `members`; one more at the end. */
  starts: Int32Array;
  members: Int32Array;
}

export function circlesByPort({ size, port }: Circles, ports: number): ByPort {
  const starts = new Int32Array(ports + 1);
  for (let at = 0; at < size; at++) starts[port[at]! + 1]!++;
  for (let at = 0; at < ports; at++) starts[at + 1]! += starts[at]!;
  const members = new Int32Array(size);
  const fill = starts.slice(0, -1);
  for (let at = 0; at < size; at++) members[fill[port[at]!]!++] = at;
  return { starts, members };
}

/** The circle of the port that holds the point: the one of the hint if it still does, else the nearest; -1 for none. */
export function circleAround(
  { points, leave, port: portOf }: Circles,
  { starts, members }: ByPort,
  port: number,
  lon: number,
  lat: number,
  hint: number,
): number {
  const ring = EARTH_RADIUS_KM * Math.cos(lat * RAD);
  const x = ring * Math.cos(lon * RAD);
  const y = ring * Math.sin(lon * RAD);
  const z = EARTH_RADIUS_KM * Math.sin(lat * RAD);
  if (hint >= 0 && portOf[hint] === port && chordSq(points, hint, x, y, z) < leave[hint]! ** 2) return hint;
  let best = -1;
  let bestSq = Number.POSITIVE_INFINITY;
  for (let i = starts[port]!; i < starts[port + 1]!; i++) {
    const member = members[i]!;
    const sq = chordSq(points, member, x, y, z);
    if (sq >= leave[member]! ** 2 || sq >= bestSq) continue;
    best = member;
    bestSq = sq;
  }
  return best;
}

function chordSq(points: Float64Array, member: number, x: number, y: number, z: number): number {
  const at = member * STRIDE;
  const dx = points[at]! - x;
  const dy = points[at + 1]! - y;
  const dz = points[at + 2]! - z;
  return dx * dx + dy * dy + dz * dz;
}

function arcKm(chordSq: number): number {
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chordSq) / (2 * EARTH_RADIUS_KM)));
}

/** How far east in its column, 0 to below 1. */
export function columnPart(lon: number): number {
  const columns = (lon + 180) * CELLS_PER_DEG;
  return columns - Math.floor(columns);
}

const BELOW_ONE = 1 - 2 ** -32;

/** Height in the row, 0 to below 1; the pole itself is the top of the last row. */
export function rowPart(lat: number, row: number): number {
  return Math.min((lat + 90) * CELLS_PER_DEG - row, BELOW_ONE);
}
