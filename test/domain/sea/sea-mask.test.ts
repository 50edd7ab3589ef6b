import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceKm } from '../../../server/domain/geo.ts';
import {
  colsTo,
  latOf,
  lonOf,
  packMask,
  rowsTo,
  SNAP_KM,
  snap,
  unpackMask,
} from '../../../server/domain/sea/sea-mask.ts';
import { drawMask } from './small-mask.ts';

const plain = {
  cols: 4,
  rows: 2,
  firstRow: -1,
  cells: Uint8Array.of(0, 17, 20, 0, 16, 0, 96, 0),
  sideCells: Int32Array.of(6),
  linkPairs: Int32Array.of(8, 2),
};

it('reads what it wrote', () => {
  const mask = unpackMask(packMask(plain));
  expect(mask).toMatchObject({ cols: 4, rows: 2, firstRow: -1 });
  expect([...mask.cells]).toEqual([...plain.cells]);
  expect(mask.sideLinks.get(8)).toEqual([2]);
  expect(mask.sideLinks.get(2)).toEqual([8]);
  expect(mask.sidesOf.get(6)).toEqual([8]);
});

it('refuses bytes that are cut short, or not its own', () => {
  const bytes = packMask(plain);
  expect(() => unpackMask(bytes.subarray(0, bytes.length - 1))).toThrow(/4 × 2 cells has 43 bytes/);
  expect(() => unpackMask(new Uint8Array(100))).toThrow(/none of ours/);
  expect(() => unpackMask(new Uint8Array(3))).toThrow(/none of ours/);
});

it('finds the row and column of any point again', () => {
  const scale = { cols: 5760, firstRow: -1341 };
  const lat = fc.double({ min: -80, max: 82, noNaN: true });
  const lon = fc.double({ min: -540, max: 540, noNaN: true });
  fc.assert(
    fc.property(lon, lat, (aLon, aLat) => {
      expect(latOf(scale, rowsTo(scale, aLat))).toBeCloseTo(aLat, 9);
      const col = colsTo(scale, aLon);
      expect(col >= 0 && col < scale.cols).toBe(true);
      expect(distanceKm(lonOf(scale, col), aLat, aLon, aLat)).toBeLessThan(1e-3);
    }),
  );
  expect(colsTo(scale, 180)).toBe(0);
  expect(Math.floor(colsTo(scale, -180 - 1e-15))).toBeLessThan(scale.cols);
});

it('has cells as wide as they are high', () => {
  const mask = drawMask(Array.from({ length: 300 }, () => '.'));
  for (const row of [0, 100, 150, 299]) {
    const [south, north] = [latOf(mask, row), latOf(mask, row + 1)];
    const middle = latOf(mask, row + 0.5);
    expect(distanceKm(0, south, 0, north) / mask.sizesKm[row]!).toBeCloseTo(1, 3);
    expect(distanceKm(0, middle, 0.25, middle) / mask.sizesKm[row]!).toBeCloseTo(1, 3);
  }
});

it('puts a point on its own water, else on the nearest, also over the antimeridian, and far inland on none', () => {
  const mask = drawMask(['..........####']);
  const at = (col: number) => snap(mask, lonOf(mask, col + 0.5), latOf(mask, 0.5));
  expect(at(9)).toEqual({ cell: 9, offKm: 0 });
  expect(at(10)!.cell).toBe(9);
  expect(at(10)!.offKm).toBeCloseTo(mask.sizesKm[0]!, 1);
  expect(at(11)).toBeNull();
  expect(at(mask.cols - 1)!.cell).toBe(0);
  expect(SNAP_KM).toBeLessThan(2 * mask.sizesKm[0]!);
  expect(snap(mask, 0, 60)).toBeNull();
  expect(snap(mask, Number.NaN, 0)).toBeNull();
});
