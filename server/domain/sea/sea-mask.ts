// The sea as a graph of cells. The world between two parallels is cut into Mercator cells, which are as wide as they
// are high everywhere; a cell is linked with a neighbour where water leads over the side they share. A cell that land
// cuts into several waters has one node for each, so that no isthmus leaks. In come the bytes that scripts/compile-sea.ts
// wrote; nothing here knows the coast itself.

import { distanceKm, EARTH_RADIUS_KM } from '../geo.ts';

/** Bits of a cell: the links of its main water, and what else a search must know of it. */
export const EAST = 1;
export const NORTH = 2;
export const WEST = 4;
export const SOUTH = 8;
export const WATER = 16;
/** The water has no way to the ocean: the Caspian. */
export const INLAND = 32;
/** The cell has side waters, or its main water is linked with a side water of a neighbour. */
export const SIDES = 64;
/** Open water, fully linked, for OPEN_CELLS all round. */
export const OPEN = 128;
export const OPEN_CELLS = 3;

/** A point farther than this from any water of the mask is not put on it: it is inland, or off the map. */
export const SNAP_KM = 30;

export interface SeaMask {
  readonly cols: number;
  readonly rows: number;
  /** Number of the southernmost row, counted from the equator. */
  readonly firstRow: number;
  readonly cells: Uint8Array;
  /** Cell of each side water; side water n is the node `cells.length + n`. */
  readonly sideCells: Int32Array;
  /** Links of which at least one end is a side water, both ways. */
  readonly sideLinks: ReadonlyMap<number, readonly number[]>;
  /** Side waters by cell. */
  readonly sidesOf: ReadonlyMap<number, readonly number[]>;
  /** Width and height of the cells of each row, km. */
  readonly sizesKm: Float64Array;
}

const MAGIC = 0x4b575331; // "KWS1"
const HEAD = 6;
const RAD = Math.PI / 180;

/** The shape of a mask before it is written: links between side waters stand once, as pairs. */
export interface PlainMask {
  cols: number;
  rows: number;
  firstRow: number;
  cells: Uint8Array;
  sideCells: Int32Array;
  linkPairs: Int32Array;
}

export function packMask({ cols, rows, firstRow, cells, sideCells, linkPairs }: PlainMask): Uint8Array {
  const head = Int32Array.of(MAGIC, cols, rows, firstRow, sideCells.length, linkPairs.length);
  const numbers = 4 * (HEAD + sideCells.length + linkPairs.length);
  const bytes = new Uint8Array(numbers + cells.length);
  const view = new DataView(bytes.buffer);
  [...head, ...sideCells, ...linkPairs].forEach((value, index) => {
    view.setInt32(4 * index, value, true);
  });
  bytes.set(cells, numbers);
  return bytes;
}

/** Reads what `packMask` wrote. The bytes are ours: anything odd about them throws. */
export function unpackMask(bytes: Uint8Array): SeaMask {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const int = (index: number): number => view.getInt32(4 * index, true);
  if (bytes.length < 4 * HEAD || int(0) !== MAGIC)
    throw new Error(`a sea mask of ${bytes.length} bytes is none of ours`);
  const [cols, rows, firstRow, sides, links] = [int(1), int(2), int(3), int(4), int(5)];
  const numbers = HEAD + sides + links;
  if (bytes.length !== 4 * numbers + cols * rows) {
    throw new Error(`a sea mask of ${cols} × ${rows} cells has ${bytes.length} bytes`);
  }
  const sideCells = Int32Array.from({ length: sides }, (_, index) => int(HEAD + index));
  const linkPairs = Int32Array.from({ length: links }, (_, index) => int(HEAD + sides + index));
  return openMask({ cols, rows, firstRow, cells: bytes.subarray(4 * numbers), sideCells, linkPairs });
}

export function openMask({ cols, rows, firstRow, cells, sideCells, linkPairs }: PlainMask): SeaMask {
  const sideLinks = new Map<number, number[]>();
  for (let i = 0; i < linkPairs.length; i += 2) {
    add(sideLinks, linkPairs[i]!, linkPairs[i + 1]!);
    add(sideLinks, linkPairs[i + 1]!, linkPairs[i]!);
  }
  const sidesOf = new Map<number, number[]>();
  sideCells.forEach((cell, index) => {
    add(sidesOf, cell, cells.length + index);
  });
  const sizesKm = Float64Array.from(
    { length: rows },
    (_, row) => (2 * Math.PI * EARTH_RADIUS_KM * Math.cos(latOf({ cols, firstRow }, row + 0.5) * RAD)) / cols,
  );
  return { cols, rows, firstRow, cells, sideCells, sideLinks, sidesOf, sizesKm };
}

function add(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

type Scale = Pick<SeaMask, 'cols' | 'firstRow'>;

/** Rows and parts of a row from the southern edge of the mask to a parallel. */
export function rowsTo({ cols, firstRow }: Scale, lat: number): number {
  return (cols / (2 * Math.PI)) * Math.asinh(Math.tan(lat * RAD)) - firstRow;
}

/** The parallel that many rows from the southern edge. */
export function latOf({ cols, firstRow }: Scale, row: number): number {
  return Math.atan(Math.sinh(((row + firstRow) * 2 * Math.PI) / cols)) / RAD;
}

/** Columns and parts of a column from the antimeridian to a meridian, 0 ≤ column < cols. */
export function colsTo({ cols }: Pick<SeaMask, 'cols'>, lon: number): number {
  const turns = lon / 360 + 0.5;
  // The last bits of a longitude just west of the antimeridian may round up to a whole turn.
  return Math.min((turns - Math.floor(turns)) * cols, cols * (1 - 1e-12));
}

/** The meridian that many columns east of the antimeridian; past 180 where the column is past the last one. */
export function lonOf({ cols }: Pick<SeaMask, 'cols'>, col: number): number {
  return (col / cols) * 360 - 180;
}

export function isWater(mask: SeaMask, lon: number, lat: number): boolean {
  const row = Math.floor(rowsTo(mask, lat));
  if (!(row >= 0 && row < mask.rows)) return false;
  return (mask.cells[row * mask.cols + Math.floor(colsTo(mask, lon))]! & WATER) !== 0;
}

/** Where a point was put on the mask: the cell, and how far its centre lies from the point. */
export interface Snapped {
  cell: number;
  offKm: number;
}

/** The point's own cell where that is water, else the nearest water; null when there is none within SNAP_KM. */
export function snap(mask: SeaMask, lon: number, lat: number): Snapped | null {
  const { cols, rows, cells, sizesKm } = mask;
  const row = Math.floor(rowsTo(mask, lat));
  if (!(row >= 0 && row < rows)) return null;
  const col = Math.floor(colsTo(mask, lon));
  const offKm = (r: number, c: number): number => distanceKm(lon, lat, lonOf(mask, c + 0.5), latOf(mask, r + 0.5));
  const own = row * cols + col;
  if (cells[own]! & WATER) return { cell: own, offKm: offKm(row, col) };
  let best: Snapped | null = null;
  const most = Math.ceil(SNAP_KM / sizesKm[row]!) + 1;
  for (let r = Math.max(0, row - most); r <= Math.min(rows - 1, row + most); r++) {
    for (let c = col - most; c <= col + most; c++) {
      const cell = r * cols + ((c + cols) % cols);
      if (!(cells[cell]! & WATER)) continue;
      const km = offKm(r, c);
      if (km <= SNAP_KM && (best === null || km < best.offKm)) best = { cell, offKm: km };
    }
  }
  return best;
}
