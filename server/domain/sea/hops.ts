// The steps of a search over the sea. From a cell one may hop to 24 others, in directions at most 18.4 degrees apart, so
// that the shortest way over hops is at most HOP_RATIO times as long as the shortest way at sea. A hop is open when its
// ends hang together by at most four cell sides: where a headland is cut off by one, the way is too short, never too
// long. Near the coast the open hops of a cell are worked out once and kept.

import { EAST, NORTH, type SeaMask, SIDES, SOUTH, WEST } from './sea-mask.ts';

/** Columns and rows of the hops, counter-clockwise from east; the last four lead over a cell and are used only ashore. */
const HOPS: readonly (readonly [number, number])[] = [
  [1, 0],
  [3, 1],
  [2, 1],
  [1, 1],
  [1, 2],
  [1, 3],
  ...[1, 2, 3].flatMap((turns) =>
    (
      [
        [1, 0],
        [3, 1],
        [2, 1],
        [1, 1],
        [1, 2],
        [1, 3],
      ] as const
    ).map(([col, row]) => turned(col, row, turns)),
  ),
  [2, 0],
  [0, 2],
  [-2, 0],
  [0, -2],
];

export const HOP_COUNT = HOPS.length;
/** Hops in as many directions; the others repeat one of them. */
export const DIRECTIONS = 24;
export const HOP_COLS = Int8Array.from(HOPS, ([col]) => col);
export const HOP_ROWS = Int8Array.from(HOPS, ([, row]) => row);
/** The direction of each hop. */
export const HOP_DIRECTION = Uint8Array.from({ length: HOP_COUNT }, (_, hop) =>
  hop < DIRECTIONS ? hop : (hop - DIRECTIONS) * (DIRECTIONS / 4),
);

/**
 * How much longer than the straight line a way over hops may be: two neighbouring directions lie at most atan(1/3)
 * apart, and any way of columns and rows is a whole number of each. Halfway between them it is 1 / cos(atan(1/3) / 2) =
 * 1.0131; a little is added for the curvature of the map over one hop.
 */
export const HOP_RATIO = 1.0135;

/** Sides that a hop may pass. */
const STEPS = 4;
const SPAN = 2 * STEPS + 1;

const KNOWN = 1 << 30;
/** The cell has hops from or to side waters: they are listed. */
const LISTED = 1 << 29;
const HOP_AT = new Int8Array(SPAN * SPAN).fill(-1);
HOPS.forEach(([col, row], hop) => {
  HOP_AT[(row + STEPS) * SPAN + col + STEPS] = hop;
});

function turned(col: number, row: number, quarters: number): [number, number] {
  let turn: [number, number] = [col, row];
  for (let i = 0; i < quarters; i++) turn = [-turn[1], turn[0]];
  return turn;
}

/** A hop from or to a side water: the node it leads to, and how many columns and rows away that lies. */
export interface SideHop {
  node: number;
  cols: number;
  rows: number;
}

export interface Hops {
  /** Open hops of a cell's main water, one bit each. */
  openFrom(cell: number): number;
  /** Whether `sideHops` has any for a cell's main water. */
  hasSideHops(cell: number): boolean;
  sideHops(node: number): readonly SideHop[];
}

const PAGE = 4096;

export function hopsOf(mask: SeaMask): Hops {
  const { cols, rows, cells, sideCells, sideLinks } = mask;
  const pages: (Uint32Array | undefined)[] = new Array(Math.ceil(cells.length / PAGE));
  const listed = new Map<number, SideHop[]>();
  const seen = new Uint8Array(SPAN * SPAN);
  const queue = new Int32Array(4 * 1024);

  /** Walks over sides from a node; returns the open hops to main waters, and lists those to side waters. */
  function walk(from: number): number {
    seen.fill(0);
    const sides = new Set<number>();
    const hops: SideHop[] = [];
    const fromSide = from >= cells.length;
    let open = 0;
    let end = 0;
    const reach = (node: number, col: number, row: number, steps: number): void => {
      if (node < cells.length) {
        const at = (row + STEPS) * SPAN + col + STEPS;
        if (seen[at]) return;
        seen[at] = 1;
        const hop = HOP_AT[at]!;
        if (hop >= 0 && fromSide) hops.push({ node, cols: col, rows: row });
        else if (hop >= 0) open |= 1 << hop;
      } else {
        if (sides.has(node)) return;
        sides.add(node);
        const isHop = HOP_AT[(row + STEPS) * SPAN + col + STEPS]! >= 0;
        if (isHop && node !== from) hops.push({ node, cols: col, rows: row });
      }
      queue[end++] = node;
      queue[end++] = col;
      queue[end++] = row;
      queue[end++] = steps;
    };
    reach(from, 0, 0, 0);
    for (let at = 0; at < end; at += 4) {
      const [node, col, row, steps] = [queue[at]!, queue[at + 1]!, queue[at + 2]!, queue[at + 3]!];
      if (steps === STEPS) continue;
      const cell = node < cells.length ? node : sideCells[node - cells.length]!;
      if (node < cells.length) {
        const bits = cells[node]!;
        const own = cell % cols;
        if (bits & EAST) reach(own === cols - 1 ? cell - own : cell + 1, col + 1, row, steps + 1);
        if (bits & NORTH) reach(cell + cols, col, row + 1, steps + 1);
        if (bits & WEST) reach(own === 0 ? cell + cols - 1 : cell - 1, col - 1, row, steps + 1);
        if (bits & SOUTH) reach(cell - cols, col, row - 1, steps + 1);
        if (!(bits & SIDES)) continue;
      }
      for (const other of sideLinks.get(node) ?? []) {
        const to = other < cells.length ? other : sideCells[other - cells.length]!;
        const [dCol, dRow] = step(cell, to);
        reach(other, col + dCol, row + dRow, steps + 1);
      }
    }
    if (hops.length > 0 || fromSide) listed.set(from, hops);
    return open | (hops.length > 0 ? LISTED : 0);
  }

  function step(from: number, to: number): [number, number] {
    const row = Math.floor(to / cols) - Math.floor(from / cols);
    const col = (to % cols) - (from % cols);
    return [col > 1 ? -1 : col < -1 ? 1 : col, row];
  }

  function bitsOf(cell: number): number {
    const index = Math.floor(cell / PAGE);
    let page = pages[index];
    if (page === undefined) {
      page = new Uint32Array(PAGE);
      pages[index] = page;
    }
    const known = page[cell % PAGE]!;
    if (known !== 0) return known;
    const bits = walk(cell) | KNOWN;
    page[cell % PAGE] = bits;
    return bits;
  }

  if (rows * cols !== cells.length) throw new Error(`${cells.length} cells are not ${cols} × ${rows}`);
  return {
    openFrom: (cell) => bitsOf(cell) & ((1 << HOP_COUNT) - 1),
    hasSideHops: (cell) => (bitsOf(cell) & LISTED) !== 0,
    sideHops(node) {
      if (!listed.has(node)) walk(node);
      return listed.get(node) ?? [];
    },
  };
}
