// Distances over water from one cell to every other within a limit: Dijkstra's search over hops, in a window of the mask
// that is just large enough. In come the mask and a start; out goes a field of whole metres, the same on every machine.

import { DIRECTIONS, HOP_COLS, HOP_COUNT, HOP_DIRECTION, HOP_ROWS, type Hops } from './hops.ts';
import { OPEN, type SeaMask } from './sea-mask.ts';

/** Metres over hops from the start; FAR where the limit was not enough. */
export interface Flood {
  readonly start: number;
  readonly limitM: number;
  /** The window: its first row and column, which may lie west of the antimeridian, and its size. */
  readonly row: number;
  readonly col: number;
  readonly cols: number;
  readonly rows: number;
  /** By row and column of the window. Past the limit a value may be too large. */
  readonly metres: Int32Array;
  /** Side waters, by node. */
  readonly sideMetres: ReadonlyMap<number, number>;
}

export const FAR = 0x7fffffff;

/** Length of each hop from each row, m. */
export type HopLengths = readonly Int32Array[];

export function hopLengths(mask: SeaMask): HopLengths {
  const { rows, sizesKm } = mask;
  return Array.from({ length: HOP_COUNT }, (_, hop) => {
    const steps = Math.hypot(HOP_COLS[hop]!, HOP_ROWS[hop]!);
    return Int32Array.from({ length: rows }, (_, row) => {
      const to = Math.max(0, Math.min(rows - 1, row + HOP_ROWS[hop]!));
      return Math.floor(500 * steps * (sizesKm[row]! + sizesKm[to]!));
    });
  });
}

/** Cells between the limit and the edge of the window: a hop is up to three long. */
const MARGIN = 4;

function windowRound(mask: SeaMask, start: number, limitKm: number) {
  const { cols, rows, sizesKm } = mask;
  const startRow = Math.floor(start / cols);
  const startCol = start % cols;
  let south = startRow;
  for (let km = 0; south > 0 && km < limitKm; south--) km += sizesKm[south]!;
  let north = startRow;
  for (let km = 0; north < rows - 1 && km < limitKm; north++) km += sizesKm[north]!;
  south = Math.max(0, south - MARGIN);
  north = Math.min(rows - 1, north + MARGIN);
  const half = Math.ceil(limitKm / Math.min(sizesKm[south]!, sizesKm[north]!)) + MARGIN;
  const round = 2 * half + 1 >= cols;
  return {
    row: south,
    rows: north - south + 1,
    col: round ? startCol - (cols >> 1) : startCol - half,
    cols: round ? cols : 2 * half + 1,
    round,
  };
}

/** Floods from the waters of a cell. Nothing is found beyond `limitM`, but for the cells next to it. */
export function flood(mask: SeaMask, hops: Hops, lengths: HopLengths, start: number, limitM: number): Flood {
  const { cells, sizesKm } = mask;
  const worldCols = mask.cols;
  const { row: row0, col: col0, cols, rows, round } = windowRound(mask, start, limitM / 1000);
  const metres = new Int32Array(cols * rows).fill(FAR);
  /** The direction of the hop that led here. */
  const came = new Uint8Array(cols * rows);
  const done = new Uint8Array(cols * rows);
  const sideMetres = new Map<number, number>();

  // No hop is shorter than a bucket is wide: the entries of a bucket are final when its turn comes.
  const widthM = Math.floor(1000 * Math.min(sizesKm[row0]!, sizesKm[row0 + rows - 1]!)) - 1;
  const longestM = 3.2 * 1000 * Math.max(...sizesKm.subarray(row0, row0 + rows));
  const ring = Math.ceil(longestM / widthM) + 2;
  // Each bucket is a chain: the newest entry, and with every entry the previous one.
  const newest = new Int32Array(ring).fill(-1);
  let who = new Int32Array(4096);
  let before = new Int32Array(4096);
  let waited = 0;
  let waiting = 0;

  function wait(place: number, at: number): void {
    if (waited === who.length) {
      who = longer(who);
      before = longer(before);
    }
    const bucket = ((at / widthM) | 0) % ring;
    who[waited] = place;
    before[waited] = newest[bucket]!;
    newest[bucket] = waited++;
    waiting++;
  }

  function reach(row: number, toCol: number, at: number, direction: number): void {
    let col = toCol;
    if (col < 0 || col >= cols) {
      if (!round) return;
      col += col < 0 ? cols : -cols;
    }
    const place = row * cols + col;
    if (at >= metres[place]!) return;
    metres[place] = at;
    came[place] = direction;
    wait(place, at);
  }

  /** Side waters wait as negative numbers. */
  function reachSide(node: number, at: number): void {
    if (at >= (sideMetres.get(node) ?? FAR)) return;
    sideMetres.set(node, at);
    wait(-node, at);
  }

  function leaveBySides(node: number, row: number, col: number, from: number): void {
    for (const hop of hops.sideHops(node)) {
      const toRow = row + hop.rows;
      if (toRow < 0 || toRow >= rows) continue;
      const steps = Math.hypot(hop.cols, hop.rows);
      const at = from + Math.floor(500 * steps * (sizesKm[row0 + row]! + sizesKm[row0 + toRow]!));
      if (hop.node < cells.length) reach(toRow, col + hop.cols, at, 0);
      else reachSide(hop.node, at);
    }
  }

  function leave(place: number): void {
    if (done[place]) return;
    done[place] = 1;
    const from = metres[place]!;
    if (from > limitM) return;
    const row = (place / cols) | 0;
    const col = place - row * cols;
    const cell = (row0 + row) * worldCols + ((col0 + col + worldCols) % worldCols);
    if (cells[cell]! & OPEN && from > 0) {
      // In open water a shortest way turns at most into a neighbouring direction.
      const ahead = came[place]! + DIRECTIONS;
      for (let turn = -1; turn <= 1; turn++) {
        const hop = (ahead + turn) % DIRECTIONS;
        const toRow = row + HOP_ROWS[hop]!;
        if (toRow < 0 || toRow >= rows) continue;
        reach(toRow, col + HOP_COLS[hop]!, from + lengths[hop]![row0 + row]!, hop);
      }
      return;
    }
    const open = hops.openFrom(cell);
    for (let hop = 0; hop < HOP_COUNT; hop++) {
      if (!(open & (1 << hop))) continue;
      const toRow = row + HOP_ROWS[hop]!;
      if (toRow < 0 || toRow >= rows) continue;
      reach(toRow, col + HOP_COLS[hop]!, from + lengths[hop]![row0 + row]!, HOP_DIRECTION[hop]!);
    }
    if (hops.hasSideHops(cell)) leaveBySides(cell, row, col, from);
  }

  function leaveSide(node: number): void {
    const from = sideMetres.get(node)!;
    if (from > limitM) return;
    const cell = mask.sideCells[node - cells.length]!;
    const row = Math.floor(cell / worldCols) - row0;
    const col = ((cell % worldCols) - col0 + 2 * worldCols) % worldCols;
    leaveBySides(node, row, col, from);
  }

  reach(Math.floor(start / worldCols) - row0, (start % worldCols) - col0, 0, 0);
  for (const side of mask.sidesOf.get(start) ?? []) reachSide(side, 0);
  for (let turn = 0; waiting > 0; turn++) {
    let next = newest[turn % ring]!;
    newest[turn % ring] = -1;
    for (; next >= 0; next = before[next]!) {
      waiting--;
      const place = who[next]!;
      if (place >= 0) leave(place);
      else leaveSide(-place);
    }
  }
  return { start, limitM, row: row0, col: col0, cols, rows, metres, sideMetres };
}

function longer(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const twice = new Int32Array(2 * numbers.length);
  twice.set(numbers);
  return twice;
}

/** Metres over hops to the nearest of the waters of a cell; FAR where it was not reached within the limit. */
export function metresTo(mask: SeaMask, from: Flood, cell: number): number {
  const row = Math.floor(cell / mask.cols) - from.row;
  const col = ((cell % mask.cols) - from.col + 2 * mask.cols) % mask.cols;
  if (row < 0 || row >= from.rows || col >= from.cols) return FAR;
  let least = from.metres[row * from.cols + col]!;
  for (const side of mask.sidesOf.get(cell) ?? []) least = Math.min(least, from.sideMetres.get(side) ?? FAR);
  return least > from.limitM ? FAR : least;
}
