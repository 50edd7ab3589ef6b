// Areas, the cells that cover them, and what a unit's kept fixes say of them.

import { describe, expect, it } from 'vitest';
import { type AreaShape, boxShape, createArea, widened } from '../../../server/domain/presence/area.ts';
import {
  addHour,
  cellCount,
  cellOf,
  cellsOf,
  type HourSpan,
  hoursBetween,
} from '../../../server/domain/presence/heard-cells.ts';
import { visitOf } from '../../../server/domain/presence/visit.ts';
import { at, away } from '../../scenario.ts';

const MINUTE = 60_000;
const QUAY = { lon: 130.3, lat: 42.2 };
const circle = (lon: number, lat: number, radiusKm: number): AreaShape => ({
  kind: 'circles',
  circles: [{ lon, lat, radiusKm }],
  centre: { lon, lat },
});

const SHAPES: Record<string, AreaShape> = {
  'a circle': circle(130.3, 42.2, 12),
  'a circle on the antimeridian': circle(179.98, -16.5, 30),
  'a circle far north': circle(20, 80, 25),
  'a box': boxShape({ west: 1.2, south: 50.8, east: 1.9, north: 51.3 }),
  'a box across the antimeridian': boxShape({ west: 179.4, south: -17, east: -179.3, north: -16 }),
  'a triangle': {
    kind: 'ring',
    ring: [
      [10, 50],
      [11, 50.2],
      [10.2, 51.4],
    ],
  },
  'a triangle across the antimeridian': {
    kind: 'ring',
    ring: [
      [179, 50],
      [181, 50.2],
      [180.2, 51.4],
    ],
  },
};

describe('an area', () => {
  for (const [name, shape] of Object.entries(SHAPES)) {
    it(`that is ${name} lies within its box and its cells, wherever a point of it lies`, () => {
      const area = createArea(shape);
      const runs = cellsOf(area.box);
      let held = 0;
      for (let i = 0; i < 40; i++) {
        for (let j = 0; j < 40; j++) {
          const width = (area.box.east < area.box.west ? area.box.east + 360 : area.box.east) - area.box.west;
          const raw = area.box.west + (width * (i + 0.5)) / 40;
          const lon = raw > 180 ? raw - 360 : raw;
          const lat = area.box.south + ((area.box.north - area.box.south) * (j + 0.5)) / 40;
          if (!area.holds(lon, lat)) continue;
          held++;
          const cell = cellOf(lon, lat);
          expect(
            runs.some(({ first, last }) => cell >= first && cell <= last),
            `${lon}, ${lat}`,
          ).toBe(true);
        }
      }
      expect(held).toBeGreaterThan(300);
      expect(area.holds(area.centre.lon, area.centre.lat) || shape.kind === 'ring').toBe(true);
      expect(area.holds(area.centre.lon, -area.centre.lat)).toBe(false);
    });
  }

  it('holds the points on its edge', () => {
    const box = createArea(boxShape({ west: 1, south: 50, east: 2, north: 51 }));
    for (const [lon, lat] of [
      [1, 50],
      [2, 51],
      [1.5, 50],
      [1.5, 51],
      [1, 50.5],
      [2, 50.5],
    ] as const) {
      expect(box.holds(lon, lat), `${lon}, ${lat}`).toBe(true);
    }
    expect(box.holds(2.000001, 50.5)).toBe(false);
  });

  it('is crossed by a line between two points outside it, and not by one that passes', () => {
    for (const shape of [SHAPES['a circle']!, SHAPES['a circle on the antimeridian']!]) {
      const area = createArea(shape);
      const radiusKm = shape.kind === 'circles' ? shape.circles[0]!.radiusKm : 0;
      const west = away(area.centre, 40, 270);
      expect(area.crossedBy(west, away(area.centre, 40, 90))).toBe(true);
      const pass = (km: number) =>
        [away(away(area.centre, km, 0), 40, 270), away(away(area.centre, km, 0), 40, 90)] as const;
      expect(area.crossedBy(...pass(radiusKm - 0.3))).toBe(true);
      expect(area.crossedBy(...pass(radiusKm + 0.3))).toBe(false);
    }
    const box = createArea(SHAPES['a box across the antimeridian']!);
    expect(box.crossedBy({ lon: 179, lat: -16.5 }, { lon: -179, lat: -16.5 })).toBe(true);
    expect(box.crossedBy({ lon: 179, lat: -15.5 }, { lon: -179, lat: -15.5 })).toBe(false);
    expect(box.crossedBy({ lon: 178, lat: -16.5 }, { lon: 179, lat: -16.5 })).toBe(false);
  });

  it('grows by a distance on every side, across the antimeridian too', () => {
    const wide = widened({ west: 179.9, south: 10, east: -179.9, north: 10.2 }, 50);
    expect(wide.west).toBeLessThan(179.5);
    expect(wide.east).toBeGreaterThan(-179.5);
    expect(wide.south).toBeCloseTo(9.55, 1);
    expect(widened({ west: -170, south: 0, east: 170, north: 1 }, 1500)).toMatchObject({ west: -180, east: 180 });
  });
});

describe('cells', () => {
  it('cover a box with no more than its edge asks for', () => {
    expect(cellCount(cellsOf({ west: 0.1, south: 0.1, east: 0.2, north: 0.2 }))).toBe(1);
    expect(cellCount(cellsOf({ west: 0.1, south: 0.1, east: 0.3, north: 0.3 }))).toBe(4);
    expect(cellCount(cellsOf({ west: 179.9, south: 0.1, east: -179.9, north: 0.2 }))).toBe(2);
    expect(cellCount(cellsOf({ west: -180, south: -90, east: 180, north: 90 }))).toBe(1440 * 720);
  });

  it('tell the hours that no span holds', () => {
    const spans: HourSpan[] = [];
    for (const hour of [3, 4, 5, 9]) addHour(spans, hour);
    expect(spans).toEqual([
      { from: 3, to: 6 },
      { from: 9, to: 10 },
    ]);
    expect(hoursBetween(spans, { from: 0, to: 12 })).toEqual([
      { from: 0, to: 3 },
      { from: 6, to: 9 },
      { from: 10, to: 12 },
    ]);
    expect(hoursBetween(spans, { from: 4, to: 5 })).toEqual([]);
    expect(hoursBetween([], { from: 4, to: 5 })).toEqual([{ from: 4, to: 5 }]);
  });
});

describe('the fixes of a unit', () => {
  const area = createArea(circle(QUAY.lon, QUAY.lat, 5));
  const FROM = at('2024-03-04T00:00Z');
  const TO = FROM + 24 * 60 * MINUTE;
  const fix = (minute: number, km: number, bearing = 90) => ({
    at: FROM + minute * MINUTE,
    ...away(QUAY, km, bearing),
  });
  const visit = (...fixes: ReturnType<typeof fix>[]) => visitOf(area, fixes, FROM, TO);

  it('tell when it was heard there first and last, how often, and how near it came', () => {
    const said = visit(fix(0, 8), fix(10, 4), fix(20, 1), fix(30, 3, 200), fix(40, 9, 200));
    expect(said).toMatchObject({ fixes: 3, firstAt: FROM + 10 * MINUTE, lastAt: FROM + 30 * MINUTE, crossing: null });
    expect(said!.closest.km).toBeCloseTo(1, 6);
  });

  it('tell nothing of a ship that passed outside, or was there before or after', () => {
    expect(visit(fix(0, 8), fix(10, 8, 80))).toBeNull();
    expect(visit(fix(-10, 1))).toBeNull();
    expect(visit(fix(24 * 60, 1))).toBeNull();
    expect(visit(fix(24 * 60 - 1, 1))).toMatchObject({ fixes: 1 });
  });

  it('tell that it may have crossed where the line between two of them does, up to an hour apart', () => {
    const [from, to] = [fix(10, 9, 270), fix(20, 9, 90)];
    expect(visit(from, to)).toMatchObject({ fixes: 0, firstAt: null, crossing: { fromAt: from.at, toAt: to.at } });
    expect(visit(fix(10, 9, 270), fix(70, 9, 90))).toMatchObject({ fixes: 0 });
    expect(visit(fix(10, 9, 270), fix(71, 9, 90))).toBeNull();
    // Heard there at another time: then it was there, and need not be guessed.
    expect(visit(from, to, fix(30, 2))).toMatchObject({ fixes: 1, crossing: null });
  });

  it('tell of a crossing in a period that holds neither fix', () => {
    const said = visitOf(area, [fix(10, 9, 270), fix(20, 9, 90)], FROM + 12 * MINUTE, FROM + 15 * MINUTE);
    expect(said).toMatchObject({ fixes: 0, crossing: { fromAt: FROM + 10 * MINUTE } });
    expect(said!.closest.km).toBeCloseTo(9, 6);
    expect(visitOf(area, [fix(10, 9, 270), fix(20, 9, 90)], FROM + 21 * MINUTE, TO)).toBeNull();
  });
});
