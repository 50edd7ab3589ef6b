// Which ports and zones hold a point? Ports and zones go in once; lookups come out at a cost that does not grow with
// their number. One bit per fifth of a degree says whether anything is near at all; behind a set bit stands a short
// list of the places that can matter there. It never allocates on a lookup and never changes once built.

import { EARTH_RADIUS_KM } from '../geo.ts';
import type { Port, Zone } from '../place.ts';
import { buildCellTree, leafOf } from './cell-tree.ts';
import { CELLS_PER_DEG, COLUMNS, cellBits, cellNumber, columnOf, populatedCells, rowOf } from './cells.ts';
import { circlesOf, contenders, eachCell, keepContenders, neighboursTogether, STRIDE } from './port-circles.ts';
import { eachZoneCell, isInRing, keepZones } from './zone-cells.ts';

export interface PlaceIndex {
  readonly ports: readonly Port[];
  readonly zones: readonly Zone[];
  port(id: string): Port | undefined;
  zone(id: string): Zone | undefined;
  /** False when no port circle (leaveKm) or zone comes near this point: the one test that every fix passes. */
  isNear(lon: number, lat: number): boolean;
  /**
   * The port nearest to the point whose enterKm circle holds it, and the runner-up. Fills `into`; allocates nothing.
   * At equal distance watch places come first, then the wider circle, then the id.
   */
  nearestPort(lon: number, lat: number, into: NearestPorts): void;
  /** Indices into `zones` of those that hold the point, ascending. Fills `into` (cleared first). */
  zonesAt(lon: number, lat: number, into: number[]): void;
}

export interface NearestPorts {
  /** Index into `ports`, -1 when none. */
  first: number;
  firstKm: number;
  second: number;
  secondKm: number;
}

const RAD = Math.PI / 180;

export function createPlaceIndex(ports: readonly Port[], zones: readonly Zone[]): PlaceIndex {
  const portById = keyed(ports, 'port');
  const zoneById = keyed(zones, 'zone');
  ports.forEach(checkPort);
  zones.forEach(checkZone);

  // Ports are numbered anew inside, by place on the map; `portOf` leads back.
  const told = contenders(ports);
  const portOf = neighboursTogether(ports, told);
  const place = new Map(told.map((port, at) => [port, at]));
  const rank = Int32Array.from(portOf, (port) => place.get(port)!);
  const circles = circlesOf(portOf.map((port) => ports[port]!));

  const near: number[] = [];
  const portCells: number[] = [];
  const portMembers: number[] = [];
  portOf.forEach((port, member) => {
    eachCell(ports[port]!, (cell, entered) => {
      near.push(cell);
      if (!entered) return;
      portCells.push(cell);
      portMembers.push(member);
    });
  });
  // A port that is never told still has a leave circle.
  if (told.length < ports.length) for (const port of ports) eachCell(port, (cell) => near.push(cell));
  const zoneCells: number[] = [];
  const zoneMembers: number[] = [];
  zones.forEach((zone, index) => {
    eachZoneCell(zone, (cell, inside) => {
      near.push(cell);
      zoneCells.push(cell);
      zoneMembers.push(index * 2 + (inside ? 1 : 0));
    });
  });

  const bits = cellBits(near);
  const populated = new Int32Array(populatedCells(bits));
  for (const cell of near) populated[cellNumber(bits, cell)] = cell;
  const numbersOf = (cells: number[]) => cells.map((cell) => cellNumber(bits, cell));
  const portTree = buildCellTree(populated, numbersOf(portCells), portMembers, (list, box) =>
    keepContenders(circles, list, box),
  );
  const zoneTree = buildCellTree(populated, numbersOf(zoneCells), zoneMembers, (list, box) =>
    keepZones(zones, list, box),
  );

  // Side by side, so that asking for ports and then for zones waits for memory once.
  const roots = new Int32Array(populated.length * 2);
  portTree.roots.forEach((root, number) => {
    roots[number * 2] = root;
  });
  zoneTree.roots.forEach((root, number) => {
    roots[number * 2 + 1] = root;
  });

  return {
    ports,
    zones,
    port: (id) => portById.get(id),
    zone: (id) => zoneById.get(id),

    isNear(lon, lat) {
      const cell = rowOf(lat) * COLUMNS + columnOf(lon);
      return (bits[(cell >>> 5) << 1]! & (1 << (cell & 31))) !== 0;
    },

    nearestPort(lon, lat, into) {
      into.first = -1;
      into.firstKm = Number.POSITIVE_INFINITY;
      into.second = -1;
      into.secondKm = Number.POSITIVE_INFINITY;
      const row = rowOf(lat);
      const number = cellNumber(bits, row * COLUMNS + columnOf(lon));
      if (number < 0) return;
      const leaf = leafOf(portTree, roots[number * 2]!, fraction((lon + 180) * CELLS_PER_DEG), inRow(lat, row));
      if (leaf === 0) return;

      const ring = EARTH_RADIUS_KM * Math.cos(lat * RAD);
      const x = ring * Math.cos(lon * RAD);
      const y = ring * Math.sin(lon * RAD);
      const z = EARTH_RADIUS_KM * Math.sin(lat * RAD);
      const { lists } = portTree;
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
        const dx = circles[at]! - x;
        const dy = circles[at + 1]! - y;
        const dz = circles[at + 2]! - z;
        const enter = circles[at + 3]!;
        const sq = dx * dx + dy * dy + dz * dz;
        if (sq > secondSq || sq > enter * enter) continue;
        if (sq < firstSq || (sq === firstSq && rank[member]! < rank[first]!)) {
          second = first;
          secondSq = firstSq;
          first = member;
          firstSq = sq;
        } else if (sq < secondSq || rank[member]! < rank[second]!) {
          second = member;
          secondSq = sq;
        }
      }
      if (first < 0) return;
      into.first = portOf[first]!;
      into.firstKm = arcKm(firstSq);
      if (second < 0) return;
      into.second = portOf[second]!;
      into.secondKm = arcKm(secondSq);
    },

    zonesAt(lon, lat, into) {
      into.length = 0;
      const row = rowOf(lat);
      const number = cellNumber(bits, row * COLUMNS + columnOf(lon));
      if (number < 0) return;
      const leaf = leafOf(zoneTree, roots[number * 2 + 1]!, fraction((lon + 180) * CELLS_PER_DEG), inRow(lat, row));
      if (leaf === 0) return;
      if (leaf & 1) {
        addIfIn(zones, leaf >> 1, lon, lat, into);
        return;
      }
      const from = (leaf >> 1) + 1;
      const to = from + zoneTree.lists[leaf >> 1]!;
      for (let i = from; i < to; i++) addIfIn(zones, zoneTree.lists[i]!, lon, lat, into);
    },
  };
}

function addIfIn(zones: readonly Zone[], entry: number, lon: number, lat: number, into: number[]): void {
  const index = entry >> 1;
  if (entry & 1 || isInRing(zones[index]!.ring, lon, lat)) into.push(index);
}

function arcKm(chordSq: number): number {
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chordSq) / (2 * EARTH_RADIUS_KM)));
}

function fraction(value: number): number {
  return value - Math.floor(value);
}

const BELOW_ONE = 1 - 2 ** -32;

/** Height in the row, 0 to below 1; the pole itself is the top of the last row. */
function inRow(lat: number, row: number): number {
  return Math.min((lat + 90) * CELLS_PER_DEG - row, BELOW_ONE);
}

function keyed<Place extends { id: string }>(places: readonly Place[], what: string): Map<string, Place> {
  const byId = new Map<string, Place>();
  for (const place of places) {
    if (byId.has(place.id)) throw new Error(`two ${what}s have the id ${place.id}`);
    byId.set(place.id, place);
  }
  return byId;
}

/** A circle of a thousand kilometres is no port; it would also fill the whole grid. */
const WIDEST_KM = 1000;

function checkPort({ id, lon, lat, enterKm, leaveKm }: Port): void {
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) throw new Error(`port ${id} lies at ${lon}, ${lat}`);
  if (!(enterKm > 0 && leaveKm >= enterKm && leaveKm <= WIDEST_KM)) {
    throw new Error(`port ${id} is entered at ${enterKm} km and left at ${leaveKm} km`);
  }
}

function checkZone({ id, ring }: Zone): void {
  if (ring.length < 4) throw new Error(`zone ${id} has a ring of ${ring.length} points; a triangle has 4`);
  for (const [lon, lat] of ring) {
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) throw new Error(`zone ${id} has a corner at ${lon}, ${lat}`);
  }
}
