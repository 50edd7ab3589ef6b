import { describe, expect, it } from 'vitest';
import { distanceKm } from '../../../server/domain/geo.ts';
import { FAR, flood, hopLengths, metresTo } from '../../../server/domain/sea/flood.ts';
import { HOP_RATIO, hopsOf } from '../../../server/domain/sea/hops.ts';
import { latOf, lonOf, openMask, type SeaMask, SIDES, WATER } from '../../../server/domain/sea/sea-mask.ts';
import { dice, drawMask } from './small-mask.ts';

function floodAll(mask: SeaMask, start: number, limitKm = 5000) {
  return flood(mask, hopsOf(mask), hopLengths(mask), start, limitKm * 1000);
}

function centre(mask: SeaMask, cell: number): [number, number] {
  return [lonOf(mask, (cell % mask.cols) + 0.5), latOf(mask, Math.floor(cell / mask.cols) + 0.5)];
}

/** Water with blots of land, from a seed. */
function archipelago(seed: number, rows: number, cols: number, blots: number): string[] {
  const roll = dice(seed);
  const grid = Array.from({ length: rows }, () => Array.from({ length: cols }, () => '.'));
  for (let i = 0; i < blots; i++) {
    const [row, col] = [Math.floor(roll() * rows), Math.floor(roll() * cols)];
    const [height, width] = [1 + Math.floor(roll() * 6), 1 + Math.floor(roll() * 6)];
    for (let r = row; r < Math.min(rows, row + height); r++) {
      for (let c = col; c < Math.min(cols, col + width); c++) grid[r]![c] = '#';
    }
  }
  return grid.map((line) => line.join(''));
}

describe('in open water', () => {
  const mask = drawMask(Array.from({ length: 121 }, () => '.'.repeat(200)));
  const start = 60 * mask.cols + 100;
  const from = floodAll(mask, start);

  it('a way over hops is never shorter than the great circle, and never longer than the stated ratio', () => {
    for (let row = 1; row < 120; row++) {
      for (let col = 1; col < 199; col++) {
        const cell = row * mask.cols + col;
        if (cell === start) continue;
        const km = metresTo(mask, from, cell) / 1000;
        const straight = distanceKm(...centre(mask, start), ...centre(mask, cell));
        const ratio = km / straight;
        if (ratio < 0.9995 || ratio > HOP_RATIO) throw new Error(`row ${row}, column ${col}: ${ratio}`);
      }
    }
  });

  it('nothing beyond the limit is found, and everything within it is', () => {
    const near = floodAll(mask, start, 800);
    for (let cell = 0; cell < mask.cells.length; cell++) {
      const all = metresTo(mask, from, cell);
      expect(metresTo(mask, near, cell)).toBe(all <= 800_000 ? all : FAR);
    }
  });
});

it('the short cut for open water changes no distance', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const lines = archipelago(seed, 60, 90, 8 + seed * 3);
    const quick = drawMask(lines);
    const slow = drawMask(lines, false);
    const start = quick.cells.findIndex((cell) => cell !== 0);
    const a = floodAll(quick, start);
    const b = floodAll(slow, start);
    for (let cell = 0; cell < quick.cells.length; cell++) {
      const [x, y] = [metresTo(quick, a, cell), metresTo(slow, b, cell)];
      // Whole metres are lost at each hop, in another order.
      if (Math.abs(x - y) > 5 + y * 1e-4) throw new Error(`seed ${seed}, cell ${cell}: ${x} m, not ${y} m`);
    }
  }
});

it('goes round a wall, not through it', () => {
  const lines = Array.from({ length: 40 }, (_, line) => `${'.'.repeat(30)}${line < 35 ? '#' : '.'}${'.'.repeat(30)}`);
  const mask = drawMask(lines);
  const [west, east] = [30 * mask.cols + 25, 30 * mask.cols + 35];
  const size = mask.sizesKm[20]!;
  const km = metresTo(mask, floodAll(mask, west), east) / 1000;
  // 26 rows down to the gap, and as many back.
  expect(km / size).toBeGreaterThan(2 * 24);
  expect(km / size).toBeLessThan(2 * 28);
});

it('finds no way to a water that land shuts in', () => {
  const mask = drawMask(['.......', '.#####.', '.#...#.', '.#...#.', '.#####.', '.......']);
  expect(metresTo(mask, floodAll(mask, 0), 2 * mask.cols + 3)).toBe(FAR);
});

it('finds the same way back', () => {
  const mask = drawMask(archipelago(99, 50, 70, 40));
  const water = [...mask.cells.keys()].filter((cell) => mask.cells[cell] !== 0);
  const roll = dice(7);
  const pick = (): number => water[Math.floor(roll() * water.length)]!;
  for (let i = 0; i < 20; i++) {
    const [a, b] = [pick(), pick()];
    const [out, back] = [metresTo(mask, floodAll(mask, a), b), metresTo(mask, floodAll(mask, b), a)];
    expect(Math.abs(out - back)).toBeLessThanOrEqual(out === FAR ? 0 : 5 + out * 1e-4);
  }
});

it('crosses the antimeridian', () => {
  const mask = drawMask(Array.from({ length: 30 }, () => '.'.repeat(1440)));
  const [west, east] = [15 * mask.cols + 1435, 15 * mask.cols + 5];
  expect(metresTo(mask, floodAll(mask, west), east) / 1000 / mask.sizesKm[15]!).toBeCloseTo(10, 2);
});

it('keeps two waters of one cell apart', () => {
  // One row: water, a cell that an isthmus cuts into a western and an eastern water, water.
  const plain = drawMask(['.....']);
  const cells = plain.cells.slice();
  const isthmus = 2;
  cells[isthmus] = (cells[isthmus]! & ~1) | SIDES | WATER;
  cells[3] = (cells[3]! & ~4) | SIDES;
  const side = cells.length;
  const mask = openMask({
    ...plain,
    cells,
    sideCells: Int32Array.of(isthmus),
    linkPairs: Int32Array.of(side, 3),
  });
  const from = floodAll(mask, 0);
  expect(metresTo(mask, from, 1)).toBeLessThan(FAR);
  expect(metresTo(mask, from, isthmus)).toBeLessThan(FAR);
  expect(metresTo(mask, from, 3)).toBe(FAR);
  // From the other side the same cell is reached by its other water, and no farther.
  const back = floodAll(mask, 4);
  expect(metresTo(mask, back, isthmus)).toBeLessThan(FAR);
  expect(metresTo(mask, back, 1)).toBe(FAR);
  // Who lies in the cell itself may lie on either.
  expect(metresTo(mask, floodAll(mask, isthmus), 4)).toBeLessThan(FAR);
  expect(metresTo(mask, floodAll(mask, isthmus), 0)).toBeLessThan(FAR);
});
