// Which ports and zones hold a point? Ports with their moorings and zones go in once; lookups come out at a cost that does
// not grow with their number. One bit per fifth of a degree says whether anything is near at all; behind a set bit
// stands a short list of the places that can matter there. It answers the same whatever was asked before, and allocates
// nothing on a lookup but where a cell is asked for the first time.

import { leafOf, plantCellTree, UNCUT } from './cell-tree.ts';
import { COLUMNS, cellBits, cellNumber, columnOf, populatedCells, rowOf } from './cells.ts';
import { eachCell, keepContenders } from './circle-cells.ts';
import { circleAround, circlesByPort, columnPart, lookUp, type NearestPorts, rowPart } from './circle-lookup.ts';
import type { Mooring, Port, Zone } from './place.ts';
import { circlesOf, packCircles } from './port-circles.ts';
import { eachZoneCell, isInRing, keepZones } from './zone-cells.ts';

export interface PlaceIndex {
  readonly ports: readonly Port[];
  readonly zones: readonly Zone[];
  readonly moorings: readonly Mooring[];
  port(id: string): Port | undefined;
  zone(id: string): Zone | undefined;
  /** False when no circle of a port (leave radius) or zone comes near this point: the one test that every fix passes. */
  isNear(lon: number, lat: number): boolean;
  /**
   * The port with the circle nearest to the point of all whose enter radius holds it, its own or that of a mooring, and
   * the next port. Fills `into`; allocates nothing. At equal distance watch places come first, then the wider circle,
   * then the id.
   */
  nearestPort(lon: number, lat: number, into: NearestPorts): void;
  /** The same for the ports' own circles alone: roads far out and berths down the coast are not looked at. */
  nearestHarbour(lon: number, lat: number, into: NearestPorts): void;
  /**
   * Is the point inside the leave radius of any circle of the port? Returns -1 when the point is outside all of them, else a
   * hint. The hint makes the next question about a ship that has moved little faster; -1 is no hint.
   */
  within(portId: string, lon: number, lat: number, hint: number): number;
  /** Indices into `zones` of those that hold the point, ascending. Fills `into` (cleared first). */
  zonesAt(lon: number, lat: number, into: number[]): void;
}

export function createPlaceIndex(
  ports: readonly Port[],
  zones: readonly Zone[],
  moorings: readonly Mooring[] = [],
): PlaceIndex {
  const portById = keyed(ports, 'port');
  const zoneById = keyed(zones, 'zone');
  ports.forEach(checkPort);
  zones.forEach(checkZone);
  const indexById = new Map(ports.map(({ id }, index) => [id, index]));

  const ranked = circlesOf(ports, moorings);
  const all = packCircles(ranked);
  const own = moorings.length === 0 ? all : packCircles(ranked.filter(({ mooring }) => mooring < 0));
  const ofPort = circlesByPort(all.circles, ports.length);

  const near: number[] = [];
  const inCells = ({ inOrder }: typeof all) => {
    const cells: number[] = [];
    const members: number[] = [];
    inOrder.forEach((circle, member) => {
      eachCell(circle, (cell, entered) => {
        near.push(cell);
        if (!entered) return;
        cells.push(cell);
        members.push(member);
      });
    });
    return { cells, members };
  };
  const allCells = inCells(all);
  const ownCells = own === all ? allCells : inCells(own);
  // A port on the spot of other ports is never the answer, but still has a leave circle.
  if (own.inOrder.length < ports.length) {
    for (const port of ports) if (port.mooringsOnly !== true) eachCell(port, (cell) => near.push(cell));
  }
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
  const portTree = plantCellTree(populated, numbersOf(allCells.cells), allCells.members, (list, box) =>
    keepContenders(all.circles, list, box),
  );
  const ownTree =
    own === all
      ? portTree
      : plantCellTree(populated, numbersOf(ownCells.cells), ownCells.members, (list, box) =>
          keepContenders(own.circles, list, box),
        );
  const zoneTree = plantCellTree(populated, numbersOf(zoneCells), zoneMembers, (list, box) =>
    keepZones(zones, list, box),
  );

  // Side by side, so that asking for ports and then for zones waits for memory once.
  const roots = new Int32Array(populated.length * 2).fill(UNCUT);
  const ownRoots = own === all ? null : new Int32Array(populated.length).fill(UNCUT);

  return {
    ports,
    zones,
    moorings,
    port: (id) => portById.get(id),
    zone: (id) => zoneById.get(id),

    isNear(lon, lat) {
      const cell = rowOf(lat) * COLUMNS + columnOf(lon);
      return (bits[(cell >>> 5) << 1]! & (1 << (cell & 31))) !== 0;
    },

    nearestPort(lon, lat, into) {
      const row = rowOf(lat);
      const number = cellNumber(bits, row * COLUMNS + columnOf(lon));
      let root = 0;
      if (number >= 0) {
        root = roots[number * 2]!;
        if (root === UNCUT) root = roots[number * 2] = portTree.rootOf(number);
      }
      lookUp(all.circles, portTree, root, row, lon, lat, into);
    },

    nearestHarbour(lon, lat, into) {
      if (ownRoots === null) {
        this.nearestPort(lon, lat, into);
        return;
      }
      const row = rowOf(lat);
      const number = cellNumber(bits, row * COLUMNS + columnOf(lon));
      let root = 0;
      if (number >= 0) {
        root = ownRoots[number]!;
        if (root === UNCUT) root = ownRoots[number] = ownTree.rootOf(number);
      }
      lookUp(own.circles, ownTree, root, row, lon, lat, into);
    },

    within(portId, lon, lat, hint) {
      const port = indexById.get(portId);
      if (port === undefined) return -1;
      return circleAround(all.circles, ofPort, port, lon, lat, hint);
    },

    zonesAt(lon, lat, into) {
      into.length = 0;
      const row = rowOf(lat);
      const number = cellNumber(bits, row * COLUMNS + columnOf(lon));
      if (number < 0) return;
      let root = roots[number * 2 + 1]!;
      if (root === UNCUT) root = roots[number * 2 + 1] = zoneTree.rootOf(number);
      const leaf = leafOf(zoneTree, root, columnPart(lon), rowPart(lat, row));
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
