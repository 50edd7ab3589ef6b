// The cheapest way through a grid of sea (A*), with a bias away from the coast. Cells in, cells out; the same on every
// machine.

import { type Grid, ROOM } from './sea-grid.ts';

/**
 * Cheapest way over open cells from `from` to the first cell that `isGoal` accepts; `target` guides the search when it
 * is known. Cells near the coast cost more, so a way keeps off where it can. Returns cells, or null.
 */
export function cheapestWay(
  grid: Grid,
  from: number,
  target: number,
  isGoal: (cell: number) => boolean,
): number[] | null {
  const { cols, rows, room } = grid;
  const cost = new Float64Array(cols * rows).fill(Number.POSITIVE_INFINITY);
  const came = new Int32Array(cols * rows).fill(-1);
  const heap = new Heap();
  const goalRow = Math.floor(target / cols);
  const goalCol = target - goalRow * cols;
  const ahead = (row: number, col: number): number => {
    if (target < 0) return 0;
    const lat = grid.south + ((row + goalRow) / 2) * grid.stepDeg;
    return Math.hypot(row - goalRow, (col - goalCol) * Math.cos((lat * Math.PI) / 180)) * 0.98;
  };
  cost[from] = 0;
  heap.push(from, 0);
  for (let cell = heap.pop(); cell >= 0; cell = heap.pop()) {
    if (isGoal(cell)) {
      const way = [cell];
      for (let at = came[cell]!; at >= 0; at = came[at]!) way.push(at);
      return way.reverse();
    }
    const row = Math.floor(cell / cols);
    const col = cell - row * cols;
    const squeeze = Math.cos(((grid.south + row * grid.stepDeg) * Math.PI) / 180);
    for (let dRow = -1; dRow <= 1; dRow++) {
      for (let dCol = -1; dCol <= 1; dCol++) {
        const toRow = row + dRow;
        const toCol = col + dCol;
        if (toRow < 0 || toRow >= rows || toCol < 0 || toCol >= cols) continue;
        const to = toRow * cols + toCol;
        if (to === cell || room[to] === 0) continue;
        const dearer = 1 + (ROOM - room[to]!) * 0.35;
        const next = cost[cell]! + Math.hypot(dRow, dCol * squeeze) * dearer;
        if (next >= cost[to]! - 1e-9) continue;
        cost[to] = next;
        came[to] = cell;
        heap.push(to, next + ahead(toRow, toCol));
      }
    }
  }
  return null;
}

/** A binary heap of cells; ties fall to the lower cell, so that the way is the same on every machine. */
class Heap {
  readonly #cells: number[] = [];
  readonly #keys: number[] = [];

  push(cell: number, key: number): void {
    let at = this.#cells.length;
    this.#cells.push(cell);
    this.#keys.push(key);
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!this.#less(at, up)) break;
      this.#swap(at, up);
      at = up;
    }
  }

  /** The cheapest cell, or −1. */
  pop(): number {
    const size = this.#cells.length;
    if (size === 0) return -1;
    const top = this.#cells[0]!;
    this.#swap(0, size - 1);
    this.#cells.pop();
    this.#keys.pop();
    for (let at = 0; ; ) {
      let least = at;
      for (const down of [2 * at + 1, 2 * at + 2]) if (down < size - 1 && this.#less(down, least)) least = down;
      if (least === at) return top;
      this.#swap(at, least);
      at = least;
    }
  }

  #less(a: number, b: number): boolean {
    const keyA = this.#keys[a]!;
    const keyB = this.#keys[b]!;
    return keyA < keyB || (keyA === keyB && this.#cells[a]! < this.#cells[b]!);
  }

  #swap(a: number, b: number): void {
    const cell = this.#cells[a]!;
    const key = this.#keys[a]!;
    this.#cells[a] = this.#cells[b]!;
    this.#keys[a] = this.#keys[b]!;
    this.#cells[b] = cell;
    this.#keys[b] = key;
  }
}
