// From fine samples to a graph of coarse cells: the waters of each cell, which of them touch a water of the next cell,
// and which of all that hangs together. In come strips of samples, south to north; out goes the mask as it is written.

import {
  EAST,
  INLAND,
  NORTH,
  OPEN,
  OPEN_CELLS,
  type PlainMask,
  SIDES,
  SOUTH,
  WATER,
  WEST,
} from '../../server/domain/sea/sea-mask.ts';
import type { Strip } from './fine-coast.ts';

/** Waters of one cell at most; node numbers leave room for so many. */
const PIECES = 64;

export interface Pieces {
  cols: number;
  rows: number;
  /** Samples along a side of a cell. */
  fine: number;
  /** Waters of each cell, largest first. */
  count: Uint8Array;
  /** EAST and NORTH links of the largest water of each cell with that of the next. */
  links: Uint8Array;
  /** All other links, in pairs of node numbers: cell × PIECES + water. */
  pairs: number[];
  /** Top row of the last strip: labels of the samples, 0 = land, else water + 1. */
  top: Uint8Array | null;
}

export function beginPieces(cols: number, rows: number, fine: number): Pieces {
  const count = new Uint8Array(cols * rows);
  return { cols, rows, fine, count, links: new Uint8Array(cols * rows), pairs: [], top: null };
}

export function takeStrip(pieces: Pieces, row: number, strip: Strip): void {
  const { cols, fine } = pieces;
  const wide = cols * fine;
  const labels = new Uint8Array(wide * fine);
  for (let col = 0; col < cols; col++) {
    pieces.count[row * cols + col] = labelCell(strip, labels, wide, col * fine, fine);
  }
  for (let col = 0; col < cols; col++) {
    const next = (col + 1) % cols;
    for (let y = 0; y < fine; y++) {
      const at = y * wide + col * fine + fine - 1;
      if (strip.cutEast[at]) continue;
      join(pieces, row * cols + col, labels[at]!, row * cols + next, labels[y * wide + next * fine]!, EAST);
    }
  }
  if (pieces.top) {
    for (let x = 0; x < wide; x++) {
      if (strip.cutSouth[x]) continue;
      const col = Math.floor(x / fine);
      join(pieces, (row - 1) * cols + col, pieces.top[x]!, row * cols + col, labels[x]!, NORTH);
    }
  }
  pieces.top = labels.slice(wide * (fine - 1));
}

/** Labels the waters of a cell, 1 = largest; returns how many there are. */
function labelCell(strip: Strip, labels: Uint8Array, wide: number, left: number, fine: number): number {
  const sizes: number[] = [];
  for (let y = 0; y < fine; y++) {
    for (let x = 0; x < fine; x++) {
      const at = y * wide + left + x;
      if (strip.water[at] && labels[at] === 0)
        sizes.push(spread(strip, labels, wide, left, fine, at, sizes.length + 1));
    }
  }
  if (sizes.length >= PIECES) throw new Error(`${sizes.length} waters in one cell`);
  if (sizes.length > 1) {
    const order = sizes.map((_, index) => index).sort((a, b) => sizes[b]! - sizes[a]! || a - b);
    const rank = order.reduce<number[]>((ranks, index, place) => {
      ranks[index] = place + 1;
      return ranks;
    }, []);
    for (let y = 0; y < fine; y++) {
      for (let at = y * wide + left; at < y * wide + left + fine; at++)
        if (labels[at]) labels[at] = rank[labels[at]! - 1]!;
    }
  }
  return sizes.length;
}

function spread(
  strip: Strip,
  labels: Uint8Array,
  wide: number,
  left: number,
  fine: number,
  from: number,
  label: number,
): number {
  const stack = [from];
  labels[from] = label;
  let size = 0;
  const visit = (at: number, cut: number): void => {
    if (cut || !strip.water[at] || labels[at]) return;
    labels[at] = label;
    stack.push(at);
  };
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    size++;
    const y = Math.floor(at / wide);
    const x = at - y * wide - left;
    if (x + 1 < fine) visit(at + 1, strip.cutEast[at]!);
    if (x > 0) visit(at - 1, strip.cutEast[at - 1]!);
    if (y + 1 < fine) visit(at + wide, strip.cutSouth[at + wide]!);
    if (y > 0) visit(at - wide, strip.cutSouth[at]!);
  }
  return size;
}

function join(pieces: Pieces, cellA: number, labelA: number, cellB: number, labelB: number, bit: number): void {
  if (labelA === 0 || labelB === 0) return;
  if (labelA === 1 && labelB === 1) {
    pieces.links[cellA]! |= bit;
    return;
  }
  const a = cellA * PIECES + labelA - 1;
  const b = cellB * PIECES + labelB - 1;
  const { pairs } = pieces;
  if (pairs.at(-2) !== a || pairs.at(-1) !== b) pairs.push(a, b);
}

/** A body of water: how many nodes it has, and one of its cells. */
export interface Sea {
  nodes: number;
  cell: number;
}

export interface Finished {
  mask: Omit<PlainMask, 'firstRow'>;
  /** Largest first. */
  kept: Sea[];
  dropped: Sea[];
}

/** Keeps the ocean and every other water of at least `leastNodes`, and writes the graph down. */
export function finish(pieces: Pieces, leastNodes: number): Finished {
  const { cols, rows, count, links } = pieces;
  const others = new Map<number, number[]>();
  for (let i = 0; i < pieces.pairs.length; i += 2) {
    addOnce(others, pieces.pairs[i]!, pieces.pairs[i + 1]!);
    addOnce(others, pieces.pairs[i + 1]!, pieces.pairs[i]!);
  }
  const { seas, seaOf } = findSeas(pieces, others);
  const order = seas.map((_, index) => index).sort((a, b) => seas[b]!.nodes - seas[a]!.nodes || a - b);
  const isKept = seas.map(({ nodes }) => nodes >= leastNodes);

  // The largest kept water of a cell becomes its main water; further ones become side waters.
  const nodeOf = new Map<number, number>();
  const sideCells: number[] = [];
  const cells = new Uint8Array(cols * rows);
  const mainOf = new Uint8Array(cols * rows);
  for (let cell = 0; cell < cells.length; cell++) {
    for (let piece = 0; piece < count[cell]!; piece++) {
      const sea = seaOf(cell, piece);
      if (!isKept[sea]) continue;
      if (cells[cell] === 0) {
        cells[cell] = WATER | (sea === order[0] ? 0 : INLAND);
        mainOf[cell] = piece;
        if (piece > 0) nodeOf.set(cell * PIECES + piece, cell);
      } else {
        nodeOf.set(cell * PIECES + piece, cells.length + sideCells.length);
        sideCells.push(cell);
      }
    }
  }
  const nodeNumber = (cell: number, piece: number): number => {
    if (piece === mainOf[cell] && cells[cell] !== 0) return cell;
    return nodeOf.get(cell * PIECES + piece) ?? -1;
  };
  const linkPairs: number[] = [];
  const link = (a: number, b: number): void => {
    if (a < 0 || b < 0) return;
    if (a < cells.length && b < cells.length) {
      linkMain(cells, cols, a, b);
      return;
    }
    linkPairs.push(a, b);
    for (const node of [a, b]) cells[node < cells.length ? node : sideCells[node - cells.length]!]! |= SIDES;
  };
  for (let cell = 0; cell < cells.length; cell++) {
    if (links[cell]! & EAST) {
      const east = cell - (cell % cols) + (((cell % cols) + 1) % cols);
      link(nodeNumber(cell, 0), nodeNumber(east, 0));
    }
    if (links[cell]! & NORTH) link(nodeNumber(cell, 0), nodeNumber(cell + cols, 0));
  }
  for (const [a, list] of others) {
    for (const b of list) {
      if (a < b) link(nodeNumber(Math.floor(a / PIECES), a % PIECES), nodeNumber(Math.floor(b / PIECES), b % PIECES));
    }
  }
  for (const cell of sideCells) cells[cell]! |= SIDES;
  markOpen(cells, cols, rows);
  return {
    mask: { cols, rows, cells, sideCells: Int32Array.from(sideCells), linkPairs: Int32Array.from(linkPairs) },
    kept: order.filter((sea) => isKept[sea]).map((sea) => seas[sea]!),
    dropped: order.filter((sea) => !isKept[sea]).map((sea) => seas[sea]!),
  };
}

function addOnce(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (!list) lists.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

function findSeas(pieces: Pieces, others: ReadonlyMap<number, readonly number[]>) {
  const { cols, rows, count, links } = pieces;
  const main = new Int32Array(cols * rows).fill(-1);
  const further = new Map<number, number>();
  const seas: Sea[] = [];
  const stack: number[] = [];
  const visit = (node: number, sea: number): void => {
    if (node % PIECES === 0) {
      if (main[node / PIECES] !== -1) return;
      main[node / PIECES] = sea;
    } else {
      if (further.has(node)) return;
      further.set(node, sea);
    }
    stack.push(node);
  };
  const fill = (from: number): void => {
    const sea = seas.length;
    visit(from, sea);
    let nodes = 0;
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      nodes++;
      for (const other of others.get(node) ?? []) visit(other, sea);
      if (node % PIECES !== 0) continue;
      const cell = node / PIECES;
      const col = cell % cols;
      const east = cell - col + ((col + 1) % cols);
      const west = cell - col + ((col + cols - 1) % cols);
      if (links[cell]! & EAST) visit(east * PIECES, sea);
      if (links[west]! & EAST) visit(west * PIECES, sea);
      if (links[cell]! & NORTH) visit((cell + cols) * PIECES, sea);
      if (cell >= cols && links[cell - cols]! & NORTH) visit((cell - cols) * PIECES, sea);
    }
    seas.push({ nodes, cell: Math.floor(from / PIECES) });
  };
  for (let cell = 0; cell < main.length; cell++) {
    for (let piece = 0; piece < count[cell]!; piece++) {
      const node = cell * PIECES + piece;
      if (piece === 0 ? main[cell] === -1 : !further.has(node)) fill(node);
    }
  }
  const seaOf = (cell: number, piece: number): number =>
    piece === 0 ? main[cell]! : further.get(cell * PIECES + piece)!;
  return { seas, seaOf };
}

function linkMain(cells: Uint8Array, cols: number, a: number, b: number): void {
  const [low, high] = a < b ? [a, b] : [b, a];
  if (high - low === cols) {
    cells[low]! |= NORTH;
    cells[high]! |= SOUTH;
  } else if (high - low === 1) {
    cells[low]! |= EAST;
    cells[high]! |= WEST;
  } else {
    // Over the antimeridian: the last column lies west of the first.
    cells[high]! |= EAST;
    cells[low]! |= WEST;
  }
}

function markOpen(cells: Uint8Array, cols: number, rows: number): void {
  const full = EAST | NORTH | WEST | SOUTH | WATER;
  const isFull = (cell: number): boolean => (cells[cell]! & (full | SIDES)) === full;
  // Runs of full cells along each row first, then columns of full runs.
  const wide = new Uint8Array(cells.length);
  for (let row = 0; row < rows; row++) {
    let run = 0;
    for (let step = -OPEN_CELLS; step < cols + OPEN_CELLS; step++) {
      run = isFull(row * cols + ((step + cols) % cols)) ? run + 1 : 0;
      if (run > 2 * OPEN_CELLS) wide[row * cols + ((step - OPEN_CELLS + cols) % cols)] = 1;
    }
  }
  for (let col = 0; col < cols; col++) {
    let run = 0;
    for (let row = 0; row < rows; row++) {
      run = wide[row * cols + col] ? run + 1 : 0;
      if (run > 2 * OPEN_CELLS) cells[(row - OPEN_CELLS) * cols + col]! |= OPEN;
    }
  }
}
