// Candidate lists for populated cells, cut when a cell is first asked for. A crowded cell is cut into 4 x 4 parts, and the
// parts again, until the list is short or cutting no longer helps. So a lookup looks at a handful of places however many
// there are. The caller says what a list holds and which candidates still matter in a smaller box; nothing here knows what
// a place is.
//
//   node = 0            nothing here
//   node > 0, odd       one candidate: node >> 1
//   node > 0, even      list at node >> 1: length, then candidates
//   node < 0            block of 16 nodes at ~node, row by row from the south-west

import { CELL_DEG, COLUMNS } from './cells.ts';

/** A box on the globe, degrees. */
export interface Box {
  west: number;
  south: number;
  sizeDeg: number;
}

/**
 * Cells are cut when they are first asked for: a recording visits a few hundred of the ten thousand populated cells, and
 * cutting all of them takes a second. The result of a lookup does not depend on earlier questions.
 */
export interface CellTree {
  /** The root of a populated cell, by its number: made now if it is not yet. */
  rootOf(number: number): number;
  blocks: Int32Array;
  lists: Int32Array;
}

/** The root of a cell that nobody has asked for yet: the number of no node. */
export const UNCUT = -(2 ** 31);

/** A list up to this long is left whole: looking at sixteen places costs about as much as one more step down. */
const SHORT = 16;
/** Halvings of a side per block: 2^2 = 4. */
const BLOCK_DEPTH = 2;
const BLOCK_SIDE = 1 << BLOCK_DEPTH;
/** Cutting stops here: 0.2 degree / 4^5 is about 20 m, less than a berth. */
const MOST_BLOCKS_DEEP = 5;
/**
 * Numbers kept of one cell, of blocks and lists together, for each candidate of its uncut list: a bound on memory. Beyond
 * it lists stay long. A hundred thousand ports in one degree need 2, in 20 degrees 4; only a crowd at the pole itself,
 * where cells are slivers, gets here.
 */
const MOST_PER_MEMBER = 16;
/** And so many more, so that a cell with few candidates is cut as far as it needs. */
const MOST_PER_CELL = 1024;

/**
 * Plants the tree. `numbers` and `members` are parallel: members[i] belongs to populated cell number numbers[i].
 * `keep` returns what of a list matters in a box, in the order it shall be looked at.
 */
export function plantCellTree(
  populated: Int32Array,
  numbers: readonly number[],
  members: readonly number[],
  keep: (list: readonly number[], box: Box) => number[],
): CellTree {
  const { starts, sorted } = byNumber(populated.length, numbers, members);
  const blocks = growing();
  const lists = growing();
  lists.push(0);
  let most = 0;
  const isFull = () => blocks.length + lists.length >= most;
  const tree: CellTree = { rootOf, blocks: blocks.numbers, lists: lists.numbers };

  function rootOf(number: number): number {
    const list = Array.from(sorted.subarray(starts[number]!, starts[number + 1]!));
    const cell = populated[number]!;
    const box = {
      west: (cell % COLUMNS) * CELL_DEG - 180,
      south: Math.floor(cell / COLUMNS) * CELL_DEG - 90,
      sizeDeg: CELL_DEG,
    };
    most = blocks.length + lists.length + MOST_PER_CELL + MOST_PER_MEMBER * list.length;
    const root = list.length > 1 ? node(keep(list, box), box, 0) : leaf(list);
    tree.blocks = blocks.numbers;
    tree.lists = lists.numbers;
    return root;
  }

  function leaf(list: readonly number[]): number {
    if (list.length === 0) return 0;
    if (list.length === 1) return (list[0]! << 1) | 1;
    const at = lists.length;
    lists.push(list.length);
    for (const member of list) lists.push(member);
    return at << 1;
  }

  function node(list: readonly number[], box: Box, blocksDeep: number): number {
    if (list.length <= SHORT || blocksDeep === MOST_BLOCKS_DEEP || isFull()) return leaf(list);
    const at = blocks.length;
    for (let i = 0; i < BLOCK_SIDE * BLOCK_SIDE; i++) blocks.push(0);
    quarter(list, box, blocksDeep, at, BLOCK_SIDE, 0, 0);
    return ~at;
  }

  /** Fills the square of `side` nodes from (x, y) of the block at `at`. */
  function quarter(
    list: readonly number[],
    box: Box,
    blocksDeep: number,
    at: number,
    side: number,
    x: number,
    y: number,
  ): void {
    const half = side / 2;
    const sizeDeg = box.sizeDeg / 2;
    const parts =
      list.length <= SHORT || isFull()
        ? []
        : [0, 1, 2, 3].map((part) => {
            const within = { west: box.west + (part & 1) * sizeDeg, south: box.south + (part >> 1) * sizeDeg, sizeDeg };
            return { within, kept: keep(list, within) };
          });
    // Circles round nearly one point gain nothing from cutting: every part would keep them all.
    if (!parts.some(({ kept }) => kept.length < list.length * 0.9)) {
      const shared = leaf(list);
      for (let row = y; row < y + side; row++) {
        for (let column = x; column < x + side; column++) blocks.numbers[at + row * BLOCK_SIDE + column] = shared;
      }
      return;
    }
    parts.forEach(({ within, kept }, part) => {
      const partX = x + (part & 1) * half;
      const partY = y + (part >> 1) * half;
      if (half > 1) quarter(kept, within, blocksDeep, at, half, partX, partY);
      else {
        // The node is made first: making it may move the blocks.
        const below = node(kept, within, blocksDeep + 1);
        blocks.numbers[at + partY * BLOCK_SIDE + partX] = below;
      }
    });
  }

  return tree;
}

/** Whole numbers, one after the other, with room to grow. */
function growing(): { numbers: Int32Array; length: number; push(value: number): void } {
  return {
    numbers: new Int32Array(1024),
    length: 0,
    push(value) {
      if (this.length === this.numbers.length) {
        const wider = new Int32Array(this.numbers.length * 2);
        wider.set(this.numbers);
        this.numbers = wider;
      }
      this.numbers[this.length++] = value;
    },
  };
}

/** Counting sort of members by cell number, order kept within a cell. */
function byNumber(count: number, numbers: readonly number[], members: readonly number[]) {
  const starts = new Int32Array(count + 1);
  for (const number of numbers) starts[number + 1]!++;
  for (let i = 0; i < count; i++) starts[i + 1]! += starts[i]!;
  const sorted = new Int32Array(members.length);
  const fill = starts.slice(0, -1);
  for (let i = 0; i < members.length; i++) sorted[fill[numbers[i]!]!++] = members[i]!;
  return { starts, sorted };
}

/** The leaf under a root for a point at (x, y) of its cell, each 0 to below 1. */
export function leafOf(tree: CellTree, root: number, x: number, y: number): number {
  let node = root;
  let fx = x;
  let fy = y;
  while (node < 0) {
    fx *= BLOCK_SIDE;
    fy *= BLOCK_SIDE;
    const column = fx | 0;
    const row = fy | 0;
    fx -= column;
    fy -= row;
    node = tree.blocks[~node + (row << BLOCK_DEPTH) + column]!;
  }
  return node;
}
