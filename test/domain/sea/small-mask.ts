// Small masks for tests, drawn with characters: '.' is water, anything else is land. The first line is the northernmost.

import {
  EAST,
  NORTH,
  OPEN,
  OPEN_CELLS,
  openMask,
  type SeaMask,
  SOUTH,
  WATER,
  WEST,
} from '../../../server/domain/sea/sea-mask.ts';

/** Degrees per column are a quarter; the drawing begins at the antimeridian and lies on the equator. */
const COLS = 1440;

/** With `open`, cells far from land are marked so, as the compiler does; without, every hop of every cell is looked at. */
export function drawMask(lines: readonly string[], open = true): SeaMask {
  const rows = lines.length;
  const cells = new Uint8Array(COLS * rows);
  const isWater = (row: number, col: number): boolean => lines[rows - 1 - row]?.[(col + COLS) % COLS] === '.';
  for (let row = 0; row < rows; row++) {
    for (let col = 0; col < COLS; col++) {
      if (!isWater(row, col)) continue;
      const links =
        (isWater(row, col + 1) ? EAST : 0) |
        (isWater(row + 1, col) ? NORTH : 0) |
        (isWater(row, col - 1) ? WEST : 0) |
        (isWater(row - 1, col) ? SOUTH : 0);
      let clear = open;
      for (let dRow = -OPEN_CELLS - 1; clear && dRow <= OPEN_CELLS + 1; dRow++) {
        for (let dCol = -OPEN_CELLS - 1; clear && dCol <= OPEN_CELLS + 1; dCol++)
          clear = isWater(row + dRow, col + dCol);
      }
      cells[row * COLS + col] = WATER | links | (clear ? OPEN : 0);
    }
  }
  return openMask({
    cols: COLS,
    rows,
    firstRow: -(rows >> 1),
    cells,
    sideCells: new Int32Array(0),
    linkPairs: new Int32Array(0),
  });
}

/** Mulberry32 (public domain). */
export function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
