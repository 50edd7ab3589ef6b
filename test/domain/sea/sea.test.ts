// The sea distances of the real masks, against distances that are known and against ways found by other means.

import { describe, expect, it } from 'vitest';
import { loadReference } from '../../../db/reference/load.ts';
import { loadSea, loadSeaMasks } from '../../../db/reference/sea.ts';
import { crossesLand, isLand } from '../../../scripts/scenarios/land.ts';
import { seaWay } from '../../../scripts/scenarios/sea.ts';
import { cellOf, centreOf, seaGrid } from '../../../scripts/scenarios/sea-grid.ts';
import { OPENINGS } from '../../../scripts/sea/openings.ts';
import { distanceKm, KM_PER_NM } from '../../../server/domain/geo.ts';
import { createSea } from '../../../server/domain/sea/sea.ts';
import { INLAND, isWater, snap } from '../../../server/domain/sea/sea-mask.ts';
import { dice } from './small-mask.ts';

const sea = loadSea();
const { fine, coarse } = loadSeaMasks();
const ports = new Map(loadReference().ports.map((port) => [port.id, port]));

function nm(a: string, b: string, withinKm?: number): number {
  const [from, to] = [ports.get(a)!, ports.get(b)!];
  return sea.distanceKm(from.lon, from.lat, to.lon, to.lat, withinKm) / KM_PER_NM;
}

describe('known distances, nautical miles', () => {
  it('Rajin to Vostochny is 127, the straight line', () => {
    expect(nm('rajin', 'vostochny')).toBeCloseTo(127, 0);
  });

  it('Novorossiysk to Tartus is about 1,270 through the straits, and at least 93 % of that is proved', () => {
    expect(nm('novorossiysk', 'tartus')).toBeGreaterThan(1270 * 0.93);
    expect(nm('novorossiysk', 'tartus')).toBeLessThan(1270);
  });

  it('Baltiysk to Tartus is 3,950 by the Kiel Canal: Holtenau 330, Brunsbüttel 54, Gibraltar 1,540, Tartus 2,020', () => {
    expect(nm('baltiysk', 'tartus')).toBeGreaterThan(3944 * 0.96);
    expect(nm('baltiysk', 'tartus')).toBeLessThan(3990);
  });

  it('Amirabad to Olya is 597 to 610: the Caspian end to end', () => {
    expect(nm('amirabad', 'olya')).toBeGreaterThan(590);
    expect(nm('amirabad', 'olya')).toBeLessThan(610);
  });

  it('Rajin to Nampo is nearly three times the straight line: round Korea', () => {
    expect(nm('rajin', 'nampo')).toBeGreaterThan(820);
    expect(nm('rajin', 'nampo')).toBeLessThan(900);
  });

  it('Nampo to Shidao is the straight line over the Yellow Sea', () => {
    expect(nm('nampo', 'shidao')).toBeCloseTo(178, 0);
  });

  it('is the same both ways', () => {
    for (const [a, b] of [
      ['rajin', 'nampo'],
      ['novorossiysk', 'tartus'],
      ['rostov', 'kerch'],
    ] as const) {
      expect(nm(a, b) / nm(b, a)).toBeCloseTo(1, 3);
    }
  });
});

describe('where there is no way', () => {
  it('says so between the Caspian and the Black Sea', () => {
    expect(nm('astrakhan', 'rostov')).toBe(Number.POSITIVE_INFINITY);
    expect(nm('makhachkala', 'novorossiysk', 1000)).toBe(Number.POSITIVE_INFINITY);
    expect(nm('olya', 'vostochny')).toBe(Number.POSITIVE_INFINITY);
  });

  it('says so of what is farther than was asked for, and tells the rest alike', () => {
    const km = nm('rajin', 'nampo') * KM_PER_NM;
    expect(nm('rajin', 'nampo', km - 1)).toBe(Number.POSITIVE_INFINITY);
    expect(nm('rajin', 'nampo', km + 1)).toBe(km / KM_PER_NM);
    const far = nm('novorossiysk', 'tartus') * KM_PER_NM;
    expect(nm('novorossiysk', 'tartus', far - 1)).toBe(Number.POSITIVE_INFINITY);
    expect(nm('novorossiysk', 'tartus', far + 1)).toBe(far / KM_PER_NM);
  });

  it('takes the straight line to a point that is nowhere near water', () => {
    expect(sea.distanceKm(132, 42, 100, 55)).toBe(distanceKm(132, 42, 100, 55));
    expect(sea.distanceKm(0, -89, 10, -70)).toBe(distanceKm(0, -89, 10, -70));
  });
});

describe('watch ports and openings', () => {
  it('puts every watch port on water within 8 km, the Caspian ones on the Caspian', () => {
    const off: string[] = [];
    for (const port of ports.values()) {
      if (!port.watch) continue;
      const at = snap(fine, port.lon, port.lat);
      const isCaspian = ['amirabad', 'anzali', 'neka', 'olya', 'astrakhan', 'makhachkala'].includes(port.id);
      if (at === null || at.offKm > 8) off.push(`${port.id} ${at?.offKm}`);
      else if (((fine.cells[at.cell]! & INLAND) !== 0) !== isCaspian) off.push(`${port.id} on the other sea`);
    }
    expect(off).toEqual([]);
  });

  it('has a way from every watch port to the open sea', () => {
    const strays = [...ports.values()].filter((port) => {
      if (!port.watch) return false;
      const inland = (fine.cells[snap(fine, port.lon, port.lat)!.cell]! & INLAND) !== 0;
      const [lon, lat] = inland ? [51, 42] : [-30, 40];
      return sea.distanceKm(lon, lat, port.lon, port.lat) === Number.POSITIVE_INFINITY;
    });
    expect(strays.map(({ id }) => id)).toEqual([]);
  });

  it('is open from end to end of every opening, by no more than its own length', () => {
    for (const { name, way } of OPENINGS) {
      const [lonA, latA] = way[0]!;
      const [lonB, latB] = way.at(-1)!;
      let alongKm = 0;
      for (let i = 1; i < way.length; i++) alongKm += distanceKm(...way[i - 1]!, ...way[i]!);
      expect(isWater(fine, lonA, latA) && isWater(fine, lonB, latB), name).toBe(true);
      expect(sea.distanceKm(lonA, latA, lonB, latB), name).toBeLessThanOrEqual(alongKm + 0.01);
    }
  });

  it('has the straits that the coast leaves open', () => {
    const passages: [string, [number, number], [number, number], number][] = [
      ['Gibraltar', [-7, 36], [-4, 36], 320],
      ['Øresund or the Belts', [11, 57.2], [13.5, 55], 420],
      ['Malacca and Singapore', [95, 6], [105, 1.5], 1300],
      ['Bab-el-Mandeb', [42, 15], [45, 12], 500],
      ['Hormuz', [55, 26], [57.5, 25], 420],
      ['Tsushima', [128.5, 34], [131, 35.5], 320],
      ['Tsugaru', [140, 41], [142, 41.5], 250],
      ['La Pérouse', [141, 45.8], [143.5, 45.8], 250],
      ['Tatar', [141, 50], [141.5, 54], 600],
      ['Magellan or the Horn', [-68, -52.6], [-76, -52.6], 1100],
    ];
    for (const [name, a, b, mostKm] of passages) expect(sea.distanceKm(...a, ...b), name).toBeLessThan(mostKm);
  });

  it('has no short cut over an isthmus', () => {
    const isthmuses: [string, [number, number], [number, number], number][] = [
      ['Perekop', [33.0, 46.0], [35.4, 46.2], 600],
      ['Jutland but by the canal', [8, 55.5], [10.6, 55.8], 350],
      ['Kra', [98.2, 10.2], [99.6, 10.2], 2200],
      ['Hel', [18.52, 54.68], [18.45, 54.87], 50],
      ['Kola', [32, 67], [33, 69.5], 900],
      ['Baja California', [-114.6, 28.5], [-112.4, 28.2], 1300],
    ];
    for (const [name, a, b, leastKm] of isthmuses) expect(sea.distanceKm(...a, ...b), name).toBeGreaterThan(leastKm);
  });
});

describe('a lower bound', () => {
  it('is no longer than the straight line where that lies in open water, and no shorter than it anywhere', () => {
    const roll = dice(20);
    let open = 0;
    for (let i = 0; open < 40 && i < 2000; i++) {
      const [lonA, latA] = [-180 + roll() * 360, -50 + roll() * 110];
      const [lonB, latB] = [lonA + (roll() - 0.5) * 12, latA + (roll() - 0.5) * 8];
      const [a, b] = [
        { lon: lonA, lat: latA },
        { lon: lonB, lat: latB },
      ];
      if (Math.abs(lonB) > 180 || crossesLand(a, b)) continue;
      open++;
      const straight = distanceKm(lonA, latA, lonB, latB);
      // The line of land.ts is straight on the map, not the great circle: longer by under 0.4 % here.
      expect(sea.distanceKm(lonA, latA, lonB, latB) / straight, `${lonA}, ${latA} to ${lonB}, ${latB}`).toBeLessThan(
        1.004,
      );
      expect(sea.distanceKm(lonA, latA, lonB, latB)).toBeGreaterThanOrEqual(straight);
    }
    expect(open).toBe(40);
  });

  it.each([
    ['the skerries of Sunnmøre', 5, 61.8, 7, 63, 31],
    ['the islands of south-west Korea', 125.9, 34, 127.5, 35.2, 32],
    ['the Cyclades', 24, 36.4, 26, 37.9, 33],
    ['the gulf of Peter the Great', 130.4, 42.2, 133.2, 43.3, 34],
    ['the Danish straits', 9.6, 54.5, 12.8, 56.2, 35],
  ])('is never longer than a way that keeps clear of land: %s', (_name, west, south, east, north, seed) => {
    const grid = seaGrid(west, south, east, north, 0.01);
    const roll = dice(seed);
    const water: number[] = [];
    for (let cell = 0; cell < grid.main.length; cell++) if (grid.main[cell] === 1) water.push(cell);
    for (let i = 0; i < 8; i++) {
      const a = centreOf(grid, water[Math.floor(roll() * water.length)]!);
      const b = centreOf(grid, water[Math.floor(roll() * water.length)]!);
      if (cellOf(grid, a) === cellOf(grid, b) || isLand(a.lon, a.lat)) continue;
      let way: ReturnType<typeof seaWay>;
      try {
        way = seaWay(grid, a, b);
      } catch {
        continue;
      }
      let sailedKm = 0;
      for (let n = 1; n < way.length; n++) {
        sailedKm += distanceKm(way[n - 1]!.lon, way[n - 1]!.lat, way[n]!.lon, way[n]!.lat);
      }
      const km = sea.distanceKm(a.lon, a.lat, b.lon, b.lat);
      expect(km, `seed ${seed}: ${a.lon}, ${a.lat} to ${b.lon}, ${b.lat}`).toBeLessThanOrEqual(sailedKm + 0.01);
      expect(km).toBeGreaterThan(sailedKm * 0.6);
    }
  });
});

it('says the same however little of its searches it keeps', () => {
  const forgetful = createSea(fine, coarse, 1);
  const roll = dice(5);
  const places = [...ports.values()].filter((port) => port.watch);
  const pick = () => places[Math.floor(roll() * places.length)]!;
  for (let i = 0; i < 25; i++) {
    const [a, b] = [pick(), pick()];
    const withinKm = roll() < 0.7 ? 200 + roll() * 2000 : 8000;
    expect(forgetful.distanceKm(a.lon, a.lat, b.lon, b.lat, withinKm), `${a.id} to ${b.id}`).toBe(
      sea.distanceKm(a.lon, a.lat, b.lon, b.lat, withinKm),
    );
  }
});
