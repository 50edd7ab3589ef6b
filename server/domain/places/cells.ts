// The world as cells of a fifth of a degree, and which of them have anything in or near them. One bit per cell answers
// "is anything near?"; the count of bits before it numbers the populated cells without gaps, so that what belongs to a
// cell lies in one flat array. It never holds places itself.
//
//   word 2i      32 bits, one per cell
//   word 2i + 1  number of populated cells before them (same cache line, so the number costs no second wait)

export const CELLS_PER_DEG = 5;
export const COLUMNS = 360 * CELLS_PER_DEG;
export const ROWS = 180 * CELLS_PER_DEG;
export const CELL_DEG = 1 / CELLS_PER_DEG;

/** Interleaved bits and counts: 0.4 MB whatever the number of places, so that it stays in a core's cache. */
export type CellBits = Int32Array;

/** Column of a longitude; the world closes at the antimeridian. NaN falls into column 0. */
export function columnOf(lon: number): number {
  const column = ((lon + 180) * CELLS_PER_DEG) | 0;
  if (lon >= -180 && column < COLUMNS) return column;
  return wrapColumn(Math.floor((lon + 180) * CELLS_PER_DEG));
}

export function wrapColumn(column: number): number {
  return (((column % COLUMNS) + COLUMNS) % COLUMNS) | 0;
}

/** Row of a latitude; the poles belong to the last rows. NaN falls into row 0. */
export function rowOf(lat: number): number {
  const row = ((lat + 90) * CELLS_PER_DEG) | 0;
  return row < 0 ? 0 : row >= ROWS ? ROWS - 1 : row;
}

/** Sets the bit of every cell named; names may repeat. */
export function cellBits(cells: Iterable<number>): CellBits {
  const words = new Int32Array(2 * Math.ceil((COLUMNS * ROWS) / 32));
  for (const cell of cells) words[(cell >>> 5) << 1]! |= 1 << (cell & 31);
  let before = 0;
  for (let word = 0; word < words.length; word += 2) {
    words[word + 1] = before;
    before += bitCount(words[word]!);
  }
  return words;
}

export function populatedCells(words: CellBits): number {
  return words[words.length - 1]! + bitCount(words[words.length - 2]!);
}

/** Number of a populated cell among the populated ones, or -1. */
export function cellNumber(words: CellBits, cell: number): number {
  const word = (cell >>> 5) << 1;
  const bits = words[word]!;
  const bit = 1 << (cell & 31);
  if ((bits & bit) === 0) return -1;
  return words[word + 1]! + bitCount(bits & (bit - 1));
}

function bitCount(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
