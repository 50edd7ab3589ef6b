// What has been heard of everybody lately, so that a ship's gap can be told from our own deafness. In come every accepted
// fix of every ship and what our feeds say of themselves. Two answers go out: was our own feed up during a span, and how many
// other ships were heard near a point in the hour after an instant. Everything is keyed by event time, so that a replay gives
// the same answers.

import { distanceKm, KM_PER_NM } from '../geo.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';
import type { Track } from '../track/track.ts';
import { beginFeeds, type Feeds } from './feeds.ts';
import { ANEW_MS, beginFootprint, type Footprint, hearCell, noteAnew } from './footprint.ts';
import { beginPulse, bitsIn, type FeedSpan, feedWithin, noteMinutes, noteShips, type Pulse } from './pulse.ts';

/** Opaque to everyone but this file and `fleet-cut.ts`; updated in place. */
export interface Fleet {
  /** Start and end of the minute being counted, UTC ms; 0 before the first message. */
  minuteAt: number;
  minuteEndAt: number;
  count: number;
  /** Absolute number of the slot being filled, and when it ends. */
  slot: number;
  slotEndAt: number;
  pulse: Pulse;
  /** What our feeds say of themselves. */
  feeds: Feeds;
  /** Where anybody is heard at all. */
  footprint: Footprint;
  /** 64 bits of the ships heard in the minute being counted. */
  ships: Int32Array;
  /** All tiles, one after the other: a second pointer per fix would cost more than the sums do. */
  cells: Int32Array;
  /** Where each tile begins in `cells`; -1 while nothing was ever heard there. */
  begins: Int32Array;
  /** How many tiles `cells` holds. */
  held: number;
  /** Where the slot being filled begins within a tile. */
  slotBegins: number;
  /** Newest slot that each tile holds. */
  newest: Int32Array;
  /** Who keeps the fleet as it was, and must hear before a tile turns to another slot; null while nobody does. */
  keeper: FleetKeeper | null;
}

export interface FleetKeeper {
  beforeSlot(tile: number): void;
  /** Needs to hear of nothing from then on. */
  finish(): void;
}

// Reception: cells of a quarter degree in tiles of five degrees. Each cell keeps, per slot of ten minutes, 32 bits of
// the ships heard. Two ships may share a bit, so the count can only be too low: we rather call ourselves deaf.
export const CELLS_PER_DEGREE = 4;
const TILE_CELLS = 20;
const TILE_COLUMNS = 72;
export const TILES = TILE_COLUMNS * 36;
export const CELLS_PER_TILE = TILE_CELLS * TILE_CELLS;
export const CELL_COLUMNS = TILE_COLUMNS * TILE_CELLS;
export const CELL_ROWS = 36 * TILE_CELLS;
const SLOT_MS = 10 * MINUTE_MS;
/** Two hours are kept, so that "the hour after" can still be asked when a tick comes late. */
export const SLOTS = 12;
export const TILE_SIZE = SLOTS * CELLS_PER_TILE;
const FIRST_TILES = 8;

/** Other ships count as near within this distance of the last fix (detection facts 4b). */
export const NEAR_NM = 20;
/** So many other ships heard near mean that reception was there (detection facts 4b). */
export const RECEPTION_SHIPS = 3;
/** How long after the last fix other ships are listened for (detection facts 4b). */
export const LISTEN_MS = HOUR_MS;

export function beginFleet(): Fleet {
  return {
    minuteAt: 0,
    minuteEndAt: 0,
    count: 0,
    slot: 0,
    slotEndAt: 0,
    pulse: beginPulse(),
    feeds: beginFeeds(),
    footprint: beginFootprint(),
    ships: new Int32Array(2),
    cells: new Int32Array(FIRST_TILES * TILE_SIZE),
    begins: new Int32Array(TILES).fill(-1),
    held: 0,
    slotBegins: 0,
    newest: new Int32Array(TILES),
    keeper: null,
  };
}

/** Takes one accepted fix of a ship, but for the footprint. Inputs come in event-time order; an earlier one counts into the current minute. */
export function hearFleet(
  fleet: Fleet,
  { at, mmsi, lon, lat }: Readonly<Pick<Track, 'at' | 'mmsi' | 'lon' | 'lat'>>,
): void {
  if (at >= fleet.minuteEndAt) turnMinute(fleet, at);
  fleet.count++;
  const hash = Math.imul(mmsi, 0x9e3779b1);
  const bit = 1 << (hash >>> 27);
  const word = (hash >>> 26) & 1;
  fleet.ships[word] = fleet.ships[word]! | bit;

  const column = columnOf(lon);
  const row = rowOf(lat);
  const tile = ((row / TILE_CELLS) | 0) * TILE_COLUMNS + ((column / TILE_CELLS) | 0);
  if (fleet.newest[tile] !== fleet.slot || fleet.begins[tile]! < 0) openSlot(fleet, tile);
  const cell = (row % TILE_CELLS) * TILE_CELLS + (column % TILE_CELLS);
  const index = fleet.begins[tile]! + fleet.slotBegins + cell;
  fleet.cells[index] = fleet.cells[index]! | bit;
}

/** What of a track says that the ship comes from where it was not heard. */
type Reappearing = Pick<Track, 'fixes' | 'at' | 'lon' | 'lat' | 'mmsi' | 'previousAt' | 'previousLon' | 'previousLat'>;

/**
 * Takes an accepted fix into the footprint: the current one of its ship, and whether it is the first, or the first after a
 * long silence. An outage of ours makes no rim.
 */
export function hearWhere(fleet: Fleet, track: Readonly<Reappearing>): void {
  const { fixes, at, lon, lat, mmsi, previousAt } = track;
  hearCell(fleet.footprint, track);
  if (fixes > 1 && at - previousAt < ANEW_MS) return;
  if (fixes === 1) noteAnew(fleet.footprint, at, mmsi, lon, lat, null);
  else if (feedDuring(fleet, previousAt, at).outageMs === 0) {
    noteAnew(fleet.footprint, at, mmsi, lon, lat, { lon: track.previousLon, lat: track.previousLat });
  }
}

export function columnOf(lon: number): number {
  const column = ((lon + 180) * CELLS_PER_DEGREE) | 0;
  return column >= CELL_COLUMNS || column < 0 ? 0 : column;
}

export function rowOf(lat: number): number {
  const row = ((lat + 90) * CELLS_PER_DEGREE) | 0;
  return row >= CELL_ROWS ? CELL_ROWS - 1 : row < 0 ? 0 : row;
}

/** Makes the current slot of a tile ready, wiping the slots that have gone by since it was last heard from. */
function openSlot(fleet: Fleet, tile: number): void {
  fleet.keeper?.beforeSlot(tile);
  if (fleet.begins[tile]! < 0) addTile(fleet, tile);
  const begins = fleet.begins[tile]!;
  const passed = Math.min(SLOTS, fleet.slot - fleet.newest[tile]!);
  for (let i = 0; i < passed; i++) {
    const at = begins + ((fleet.slot - i) % SLOTS) * CELLS_PER_TILE;
    fleet.cells.fill(0, at, at + CELLS_PER_TILE);
  }
  fleet.newest[tile] = fleet.slot;
}

export function addTile(fleet: Fleet, tile: number): void {
  const begins = fleet.held * TILE_SIZE;
  if (begins === fleet.cells.length) {
    const grown = new Int32Array(fleet.cells.length * 2);
    grown.set(fleet.cells);
    fleet.cells = grown;
  }
  fleet.begins[tile] = begins;
  fleet.held++;
}

function turnMinute(fleet: Fleet, at: number): void {
  const minuteAt = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  if (fleet.minuteAt === 0) fleet.pulse.steadyFromAt = minuteAt;
  else {
    noteShips(fleet.pulse, fleet.ships[0]!, fleet.ships[1]!);
    fleet.ships.fill(0);
    noteMinutes(fleet.pulse, fleet.minuteAt, 1, fleet.count);
    const silent = (minuteAt - fleet.minuteEndAt) / MINUTE_MS;
    if (silent > 0) noteMinutes(fleet.pulse, fleet.minuteEndAt, silent, 0);
  }
  fleet.minuteAt = minuteAt;
  fleet.minuteEndAt = minuteAt + MINUTE_MS;
  fleet.count = 0;
  if (at >= fleet.slotEndAt) {
    fleet.slot = Math.floor(at / SLOT_MS);
    fleet.slotEndAt = (fleet.slot + 1) * SLOT_MS;
    fleet.slotBegins = (fleet.slot % SLOTS) * CELLS_PER_TILE;
  }
}

/** Was our own feed up from `fromAt` to `toAt`? `toAt` is now or earlier, in event time. */
export function feedDuring(fleet: Fleet, fromAt: number, toAt: number): FeedSpan {
  if (fleet.minuteAt !== 0 && toAt >= fleet.minuteEndAt) turnMinute(fleet, toAt);
  return feedWithin(fleet.pulse, fleet.feeds, fromAt, toAt);
}

/**
 * How many other ships were heard within about 20 nm of a point in the hour after `fromAt` (whole slots of ten minutes
 * after it, so that nothing heard before it counts). Null when that hour is no longer kept.
 */
export function othersHeard(
  fleet: Readonly<Fleet>,
  fromAt: number,
  mmsi: number,
  lon: number,
  lat: number,
): number | null {
  const firstSlot = Math.ceil(fromAt / SLOT_MS);
  const lastSlot = Math.floor((fromAt + LISTEN_MS) / SLOT_MS) - 1;
  const nearKm = NEAR_NM * KM_PER_NM;
  const rows = Math.ceil((nearKm / 111) * CELLS_PER_DEGREE);
  // Meridians close in towards the pole; close to it every column is near.
  const narrow = Math.cos((Math.min(90, Math.abs(lat) + rows / CELLS_PER_DEGREE) * Math.PI) / 180);
  const columns = Math.min(CELL_COLUMNS / 2, Math.ceil(rows / Math.max(1e-6, narrow)));
  const centreRow = rowOf(lat);
  const centreColumn = columnOf(lon);
  let heard = 0;
  for (let row = Math.max(0, centreRow - rows); row <= Math.min(CELL_ROWS - 1, centreRow + rows); row++) {
    for (let step = -columns; step <= columns; step++) {
      const column = (centreColumn + step + CELL_COLUMNS) % CELL_COLUMNS;
      const cellLon = (column + 0.5) / CELLS_PER_DEGREE - 180;
      const cellLat = (row + 0.5) / CELLS_PER_DEGREE - 90;
      if (distanceKm(lon, lat, cellLon, cellLat) > nearKm) continue;
      const bits = bitsOf(fleet, row, column, firstSlot, lastSlot);
      if (bits === null) return null;
      heard |= bits;
    }
  }
  const own = 1 << (Math.imul(mmsi, 0x9e3779b1) >>> 27);
  return bitsIn(heard & ~own);
}

/** The ships heard in a cell in these slots, as bits; null where they are no longer kept. */
export function bitsOf(
  fleet: Readonly<Fleet>,
  row: number,
  column: number,
  first: number,
  last: number,
): number | null {
  const tile = ((row / TILE_CELLS) | 0) * TILE_COLUMNS + ((column / TILE_CELLS) | 0);
  const begins = fleet.begins[tile]!;
  if (begins < 0) return 0;
  const cell = (row % TILE_CELLS) * TILE_CELLS + (column % TILE_CELLS);
  const newest = fleet.newest[tile]!;
  if (first <= newest - SLOTS) return null;
  let bits = 0;
  for (let slot = first; slot <= Math.min(last, newest); slot++) {
    bits |= fleet.cells[begins + (slot % SLOTS) * CELLS_PER_TILE + cell]!;
  }
  return bits;
}
