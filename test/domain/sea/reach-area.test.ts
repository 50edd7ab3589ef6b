import { describe, expect, it } from 'vitest';
import { loadSea, loadSeaMasks } from '../../../db/reference/sea.ts';
import { distanceKm } from '../../../server/domain/geo.ts';
import { colsTo, isWater, latOf, lonOf, rowsTo } from '../../../server/domain/sea/sea-mask.ts';
import { dice } from './small-mask.ts';

const sea = loadSea();
const { fine } = loadSeaMasks();

function isIn(rings: readonly (readonly [number, number])[][], lon: number, lat: number): boolean {
  let inside = false;
  for (const ring of rings) {
    for (let i = 1; i < ring.length; i++) {
      const [lonA, latA] = ring[i - 1]!;
      const [lonB, latB] = ring[i]!;
      if (latA > lat !== latB > lat && lon < lonA + ((lat - latA) / (latB - latA)) * (lonB - lonA)) inside = !inside;
    }
  }
  return inside;
}

/** Twice the area, positive when the ring goes round counter-clockwise. */
function turn(ring: readonly (readonly [number, number])[]): number {
  let twice = 0;
  for (let i = 1; i < ring.length; i++) twice += ring[i - 1]![0] * ring[i]![1] - ring[i]![0] * ring[i - 1]![1];
  return twice;
}

const offVostochny: [number, number] = [132.4, 42.4];

describe('the reach area of a ship off Vostochny', () => {
  it.each([120, 500, 1100])('holds the water within %i km and none that is much farther', (km) => {
    const area = sea.reachArea(...offVostochny, km);
    const roll = dice(km);
    let within = 0;
    let beyond = 0;
    for (let i = 0; i < 1500; i++) {
      // Centres of cells: along the coast the edge runs between the centres of water and land.
      const lon = lonOf(fine, Math.floor(colsTo(fine, offVostochny[0] + ((roll() - 0.5) * 3 * km) / 82)) + 0.5);
      const lat = latOf(fine, Math.floor(rowsTo(fine, offVostochny[1] + ((roll() - 0.5) * 3 * km) / 111)) + 0.5);
      if (!isWater(fine, lon, lat)) continue;
      const way = sea.distanceKm(...offVostochny, lon, lat, 1500);
      // Half a cell of edge, a third of one of straightening, and the hops' share.
      if (way < km * 0.985 - 8) {
        within++;
        expect(isIn(area, lon, lat), `${lon}, ${lat} at ${way} km`).toBe(true);
      } else if (way > km * 1.015 + 12) {
        beyond++;
        expect(isIn(area, lon, lat), `${lon}, ${lat} at ${way} km`).toBe(false);
      }
    }
    expect(Math.min(within, beyond)).toBeGreaterThan(100);
  });

  it('is a closed ring that goes round counter-clockwise, with islands that go the other way', () => {
    const [outer, ...islands] = sea.reachArea(...offVostochny, 1100);
    for (const ring of [outer!, ...islands]) {
      expect(ring[0]).toEqual(ring.at(-1));
      expect(ring.length).toBeGreaterThan(3);
    }
    expect(turn(outer!)).toBeGreaterThan(0);
    expect(islands.length).toBeGreaterThan(0);
    for (const island of islands) expect(turn(island)).toBeLessThan(0);
  });

  it('grows with time, and bends round Korea before it comes to Nampo', () => {
    const nampo: [number, number] = [124.9, 38.6];
    const size = (km: number): number => turn(sea.reachArea(...offVostochny, km)[0]!);
    expect([200, 300, 400, 500].map(size)).toEqual([200, 300, 400, 500].map(size).sort((a, b) => a - b));
    expect(distanceKm(...offVostochny, ...nampo)).toBeLessThan(800);
    expect(isIn(sea.reachArea(...offVostochny, 1400), ...nampo)).toBe(false);
    expect(isIn(sea.reachArea(...offVostochny, 1700), ...nampo)).toBe(true);
  });
});

it('runs on past 180 degrees rather than jump', () => {
  const [outer] = sea.reachArea(179.5, 50, 300);
  const lons = outer!.map(([lon]) => lon);
  expect(Math.max(...lons)).toBeGreaterThan(180);
  expect(Math.max(...lons) - Math.min(...lons)).toBeLessThan(12);
  expect(isIn([outer!], 181, 50)).toBe(true);
});

it('stays in the Caspian', () => {
  const area = sea.reachArea(51, 42, 1500);
  expect(isIn(area, 50, 39)).toBe(true);
  expect(isIn(area, 38, 43.5)).toBe(false);
});

it('is a small ring round a ship that has just fallen silent, and nothing for a point that is not at sea', () => {
  const area = sea.reachArea(...offVostochny, 1);
  expect(area).toHaveLength(1);
  for (const [lon, lat] of area[0]!) expect(distanceKm(...offVostochny, lon, lat)).toBeLessThan(9);
  expect(sea.reachArea(100, 55, 500)).toEqual([]);
});

it('is drawn with larger cells where it is very large, round the world at most', () => {
  const area = sea.reachArea(...offVostochny, 4000);
  expect(isIn(area, 124.9, 38.6)).toBe(true);
  expect(isIn(area, 160, 30)).toBe(true);
  expect(isIn(area, 180, 20)).toBe(false);
  expect(sea.reachArea(...offVostochny, 1e9)[0]!.length).toBeGreaterThan(100);
});
