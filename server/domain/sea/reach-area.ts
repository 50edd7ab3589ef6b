// The edge of what a search has reached, as a polygon: a line between the cells within the limit and those outside it,
// drawn where the limit falls between them, and halfway between water and land. In comes a search; out go rings of
// longitude and latitude. It is for the eye: straightened by a third of a cell, and never used in sums.

import { FAR, type Flood } from './flood.ts';
import { latOf, lonOf, type SeaMask } from './sea-mask.ts';

/** A ring may leave its own course by this much, in cells, to save points. */
const SLACK_CELLS = 0.35;
/** Islands and pools of fewer cells are not drawn. */
const LEAST_CELLS = 3;

/** Corners of a ring by turns: column, row, column, row …, in cells of the window. */
type Ring = number[];

export function reachArea(mask: SeaMask, from: Flood, limitM: number): [number, number][][] {
  const { cols, rows } = from;
  const inner = innerCells(mask, from, limitM);
  const next = edges(inner, cols, rows);
  const rings: { ring: Ring; area: number }[] = [];
  for (const first of next.keys()) {
    const ring = follow(next, first, from, inner, limitM);
    if (ring === null) continue;
    const area = areaOf(ring);
    if (Math.abs(area) >= LEAST_CELLS || rings.length === 0) rings.push({ ring, area });
  }
  // The largest is the outer ring: it goes round counter-clockwise, its islands clockwise.
  rings.sort((a, b) => b.area - a.area);
  return rings
    .filter(({ area }, index) => index === 0 || area < 0)
    .map(({ ring }) => toLonLat(mask, from, simplify(ring)));
}

/** 1 where a cell of the window is within the limit; the rim of the window is not. */
function innerCells(mask: SeaMask, from: Flood, limitM: number): Uint8Array {
  const { cols, rows, metres } = from;
  const inner = new Uint8Array(cols * rows);
  for (let row = 1; row < rows - 1; row++) {
    for (let place = row * cols + 1; place < (row + 1) * cols - 1; place++)
      if (metres[place]! <= limitM) inner[place] = 1;
  }
  for (const [node, at] of from.sideMetres) {
    if (at > limitM) continue;
    const cell = mask.sideCells[node - mask.cells.length]!;
    const row = Math.floor(cell / mask.cols) - from.row;
    const col = ((cell % mask.cols) - from.col + 2 * mask.cols) % mask.cols;
    if (row > 0 && row < rows - 1 && col > 0 && col < cols - 1) inner[row * cols + col] = 1;
  }
  return inner;
}

/**
 * The pieces of the edge, each from one crossing to the next with what is within on its left. A crossing lies between a
 * cell and its eastern (2 × place) or northern (2 × place + 1) neighbour. Cells that touch at a corner hang together.
 */
function edges(inner: Uint8Array, cols: number, rows: number): Map<number, number> {
  const next = new Map<number, number>();
  for (let row = 0; row < rows - 1; row++) {
    for (let place = row * cols; place < (row + 1) * cols - 1; place++) {
      const kind =
        inner[place]! | (inner[place + 1]! << 1) | (inner[place + cols + 1]! << 2) | (inner[place + cols]! << 3);
      if (kind === 0 || kind === 15) continue;
      const south = 2 * place;
      const east = 2 * (place + 1) + 1;
      const north = 2 * (place + cols);
      const west = 2 * place + 1;
      // Corners counter-clockwise from the south-west; where one is within and the next is not, a piece begins there.
      const sides = [south, east, north, west];
      const begins: number[] = [];
      const ends: number[] = [];
      for (let corner = 0; corner < 4; corner++) {
        const here = (kind >> corner) & 1;
        const there = (kind >> ((corner + 1) & 3)) & 1;
        if (here && !there) begins.push(corner);
        if (!here && there) ends.push(corner);
      }
      for (const corner of begins) {
        // From where the inside ends, round the outside, to where it begins again.
        let to = (corner + 1) & 3;
        while (!ends.includes(to)) to = (to + 1) & 3;
        next.set(sides[corner]!, sides[to]!);
      }
    }
  }
  return next;
}

/** Walks a ring from a crossing and takes it out of `next`; null when it was walked before. */
function follow(next: Map<number, number>, first: number, from: Flood, inner: Uint8Array, limitM: number): Ring | null {
  if (!next.has(first)) return null;
  const ring: Ring = [];
  for (let crossing = first; ; ) {
    const to = next.get(crossing);
    if (to === undefined) break;
    next.delete(crossing);
    pushCrossing(ring, crossing, from, inner, limitM);
    crossing = to;
  }
  return ring;
}

function pushCrossing(ring: Ring, crossing: number, from: Flood, inner: Uint8Array, limitM: number): void {
  const { cols, metres } = from;
  const low = crossing >> 1;
  const isNorth = (crossing & 1) === 1;
  const high = isNorth ? low + cols : low + 1;
  const [within, beyond] = inner[low] ? [low, high] : [high, low];
  const [near, far] = [metres[within]!, metres[beyond]!];
  // Land, or a cell whose way round is long: halfway. Side waters have no metres of their own here.
  let share = far === FAR || near > limitM || far <= near ? 0.5 : (limitM - near) / (far - near);
  share = Math.min(0.95, Math.max(0.05, share));
  if (within === high) share = 1 - share;
  const row = Math.floor(low / cols);
  const col = low - row * cols;
  ring.push(isNorth ? col : col + share, isNorth ? row + share : row);
}

function areaOf(ring: Ring): number {
  let twice = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    twice += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return twice / 2;
}

/** Douglas and Peucker's way, over two halves of the ring. */
function simplify(ring: Ring): Ring {
  const count = ring.length / 2;
  if (count <= 4) return ring;
  const keep = new Uint8Array(count);
  let half = 1;
  let most = -1;
  for (let i = 1; i < count; i++) {
    const away = (ring[2 * i]! - ring[0]!) ** 2 + (ring[2 * i + 1]! - ring[1]!) ** 2;
    if (away > most) {
      most = away;
      half = i;
    }
  }
  keep[0] = 1;
  keep[half] = 1;
  const stack: [number, number][] = [
    [0, half],
    [half, count],
  ];
  for (let span = stack.pop(); span; span = stack.pop()) {
    const [a, b] = span;
    const [ax, ay] = [ring[2 * a]!, ring[2 * a + 1]!];
    const [bx, by] = [ring[2 * (b % count)]!, ring[2 * (b % count) + 1]!];
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    let worst = SLACK_CELLS * SLACK_CELLS;
    let split = -1;
    for (let i = a + 1; i < b; i++) {
      const [px, py] = [ring[2 * i]! - ax, ring[2 * i + 1]! - ay];
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const off = (px - along * dx) ** 2 + (py - along * dy) ** 2;
      if (off > worst) {
        worst = off;
        split = i;
      }
    }
    if (split < 0) continue;
    keep[split] = 1;
    stack.push([a, split], [split, b]);
  }
  const kept: Ring = [];
  for (let i = 0; i < count; i++) if (keep[i]) kept.push(ring[2 * i]!, ring[2 * i + 1]!);
  return kept;
}

/** Closed, in degrees to four places (10 m). */
function toLonLat(mask: SeaMask, from: Flood, ring: Ring): [number, number][] {
  const points: [number, number][] = [];
  for (let i = 0; i < ring.length; i += 2) {
    const lon = lonOf(mask, from.col + ring[i]! + 0.5);
    const lat = latOf(mask, from.row + ring[i + 1]! + 0.5);
    points.push([Math.round(lon * 1e4) / 1e4, Math.round(lat * 1e4) / 1e4]);
  }
  points.push([...points[0]!]);
  return points;
}
