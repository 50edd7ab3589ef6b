// The fleet as it was at an instant, kept while it goes on. Of each tile the slot being filled is copied at once; the slots
// before it stay as they are until the tile turns to another slot, and are packed by then, or tile by tile when there is
// time. So a cut costs a few megabytes of copying, where all cells would be thirty.

import type { Feeds } from './feeds.ts';
import { addTile, beginFleet, CELLS_PER_TILE, type Fleet, type FleetKeeper, SLOTS, TILE_SIZE, TILES } from './fleet.ts';
import { type FootprintSnapshot, restoreFootprint, snapshotFootprint } from './footprint.ts';
import type { Pulse } from './pulse.ts';

/** Plain data of a fleet, in columns: what was heard, without the empty cells. */
export interface FleetSnapshot {
  minuteAt: number;
  minuteEndAt: number;
  count: number;
  slot: number;
  slotEndAt: number;
  pulse: Pulse;
  feeds: Feeds;
  footprint: FootprintSnapshot;
  ships: Int32Array;
  /** For each tile its number, its newest slot, the count of its cells, and then index and bits of each. */
  tiles: Int32Array;
}

export interface FleetCut {
  /** Bytes that the cut holds now. */
  readonly size: number;
  /** Packs up to `most` more tiles. True when all are packed, and the fleet is held no more. */
  pack(most: number): boolean;
  /** Packs what is left. */
  snapshot(): FleetSnapshot;
}

/** A cut before it is packed first: there is one keeper at a time. */
export function cutFleet(fleet: Fleet): FleetCut {
  fleet.keeper?.finish();
  const { minuteAt, minuteEndAt, count, slot, slotEndAt, slotBegins } = fleet;
  const pulse = structuredClone(fleet.pulse);
  const feeds = structuredClone(fleet.feeds);
  const ships = fleet.ships.slice();
  const footprint = snapshotFootprint(fleet.footprint);
  const newest = fleet.newest.slice();
  const held: number[] = [];
  for (let tile = 0; tile < TILES; tile++) if (fleet.begins[tile]! >= 0) held.push(tile);
  /** Of each tile the slot being filled; nothing once all tiles are packed. */
  let filling = new Int32Array(held.length * CELLS_PER_TILE);
  held.forEach((tile, place) => {
    const begins = fleet.begins[tile]! + slotBegins;
    filling.set(fleet.cells.subarray(begins, begins + CELLS_PER_TILE), place * CELLS_PER_TILE);
  });
  const placeOf = new Map(held.map((tile, place) => [tile, place]));
  const packed: (Int32Array | undefined)[] = held.map(() => undefined);
  const row = new Int32Array(3 + 2 * TILE_SIZE);
  let next = 0;
  let packedLength = 0;

  function packTile(place: number): void {
    if (packed[place] !== undefined) return;
    const tile = held[place]!;
    let length = 3;
    for (let first = 0; first < TILE_SIZE; first += CELLS_PER_TILE) {
      const isFilling = first === slotBegins;
      const cells = isFilling ? filling : fleet.cells;
      const begins = isFilling ? place * CELLS_PER_TILE : fleet.begins[tile]! + first;
      length = packCells(cells, begins, first, row, length);
    }
    row[0] = tile;
    row[1] = newest[tile]!;
    row[2] = (length - 3) / 2;
    packed[place] = row.slice(0, length);
    packedLength += length;
  }

  const keeper: FleetKeeper = {
    beforeSlot(tile) {
      const place = placeOf.get(tile);
      if (place !== undefined) packTile(place);
    },
    finish: () => void cut.pack(Number.POSITIVE_INFINITY),
  };
  fleet.keeper = keeper;

  const cut: FleetCut = {
    get size() {
      const packedBytes = packedLength * Int32Array.BYTES_PER_ELEMENT;
      return newest.byteLength + filling.byteLength + footprint.words.byteLength + packedBytes;
    },
    pack(most) {
      for (const last = Math.min(held.length, next + most); next < last; next++) packTile(next);
      if (next < held.length) return false;
      if (fleet.keeper === keeper) fleet.keeper = null;
      filling = new Int32Array();
      return true;
    },
    snapshot() {
      cut.pack(Number.POSITIVE_INFINITY);
      const tiles = new Int32Array(packedLength);
      let at = 0;
      for (const each of packed) {
        tiles.set(each!, at);
        at += each!.length;
      }
      return { minuteAt, minuteEndAt, count, slot, slotEndAt, pulse, feeds, footprint, ships, tiles };
    },
  };
  return cut;
}

export function restoreFleet(snapshot: Readonly<FleetSnapshot>): Fleet {
  const fleet = beginFleet();
  fleet.minuteAt = snapshot.minuteAt;
  fleet.minuteEndAt = snapshot.minuteEndAt;
  fleet.count = snapshot.count;
  fleet.slot = snapshot.slot;
  fleet.slotEndAt = snapshot.slotEndAt;
  fleet.slotBegins = (fleet.slot % SLOTS) * CELLS_PER_TILE;
  fleet.pulse = structuredClone(snapshot.pulse);
  fleet.feeds = structuredClone(snapshot.feeds);
  fleet.footprint = restoreFootprint(snapshot.footprint);
  fleet.ships.set(snapshot.ships);
  const { tiles } = snapshot;
  for (let at = 0; at < tiles.length; ) {
    const tile = tiles[at]!;
    const end = at + 3 + 2 * tiles[at + 2]!;
    addTile(fleet, tile);
    fleet.newest[tile] = tiles[at + 1]!;
    const begins = fleet.begins[tile]!;
    for (at += 3; at < end; at += 2) fleet.cells[begins + tiles[at]!] = tiles[at + 1]!;
  }
  return fleet;
}

/** One slot of a tile, whose cells are numbered from `first` on. Most are empty: eight at a time are passed over. */
function packCells(cells: Int32Array, begins: number, first: number, to: Int32Array, from: number): number {
  let length = from;
  for (let offset = 0; offset < CELLS_PER_TILE; offset += 8) {
    const at = begins + offset;
    const left = cells[at]! | cells[at + 1]! | cells[at + 2]! | cells[at + 3]!;
    const right = cells[at + 4]! | cells[at + 5]! | cells[at + 6]! | cells[at + 7]!;
    if ((left | right) === 0) continue;
    for (let cell = offset; cell < offset + 8; cell++) {
      const bits = cells[begins + cell]!;
      if (bits === 0) continue;
      to[length++] = first + cell;
      to[length++] = bits;
    }
  }
  return length;
}
