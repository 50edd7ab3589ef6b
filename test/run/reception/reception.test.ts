// What each feed hears: which ships and where; kept over a restart, forgotten in time, and bounded.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyReport, POSITION, type Report } from '../../../server/domain/report.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../server/domain/time.ts';
import { beginCells, cellOf, forgetCells, hearCell, hoursOf, MOST_CELLS } from '../../../server/run/reception/cells.ts';
import { type FootprintQuestion, footprintOf } from '../../../server/run/reception/footprint.ts';
import { openReception } from '../../../server/run/reception/reception.ts';
import { at } from '../../scenario.ts';

const NOW = at('2026-03-02T12:30Z');
const TODAY = Math.floor(NOW / DAY_MS);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keelwatch-reception-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const report = (parts: Partial<Report>): Report => ({
  ...emptyReport(),
  parts: POSITION,
  mmsi: 257_000_001,
  at: NOW,
  lon: 10.1,
  lat: 59.1,
  ...parts,
});

describe('the ships that a feed hears', () => {
  it('are counted by hour and day; stations ashore are no ships', () => {
    const reception = openReception(null);
    reception.hear('quay', report({}));
    reception.hear('quay', report({}));
    reception.hear('quay', report({ mmsi: 257_000_002, at: NOW - 2 * HOUR_MS }));
    reception.hear('quay', report({ mmsi: 257_000_003, at: NOW - DAY_MS - 2 * MINUTE_MS }));
    reception.hear('quay', report({ mmsi: 2_573_000 }));
    reception.hear('far', report({ mmsi: 257_000_009 }));
    expect(reception.vessels('quay', NOW)).toEqual({ hour: 1, day: 2, atLeast: false });
    expect(reception.vessels('nowhere', NOW)).toEqual({ hour: 0, day: 0, atLeast: false });
    expect(reception.heardBy([257_000_001, 257_000_009])).toEqual([
      { feed: 'quay', mmsi: 257_000_001, at: NOW },
      { feed: 'far', mmsi: 257_000_009, at: NOW },
    ]);
  });

  it('never become older by a report that comes late', () => {
    const reception = openReception(null);
    reception.hear('quay', report({}));
    reception.hear('quay', report({ at: NOW - HOUR_MS }));
    expect(reception.heardBy([257_000_001])).toMatchObject([{ at: NOW }]);
  });

  it('are known after a restart, and forgotten a day later', async () => {
    const path = join(folder, 'reception.bin');
    const before = openReception(path);
    for (let i = 0; i < 500; i++) before.hear('quay', report({ mmsi: 257_000_000 + i, lon: -179 + i / 2 }));
    await before.keep(path);
    const after = openReception(path);
    expect(after.vessels('quay', NOW)).toEqual(before.vessels('quay', NOW));
    expect([...after.cells().get('quay')!.places]).toEqual([...before.cells().get('quay')!.places]);
    expect(hoursOf(after.cells().get('quay')!, cellOf(-179 + 249, 59.1), TODAY).hours).toBe(1 << 12);
    after.hear('quay', report({ mmsi: 257_999_999, lon: 179.9 }));
    after.tidy(NOW + DAY_MS + MINUTE_MS);
    expect(after.heardBy([257_000_001])).toEqual([]);
  });

  it('begin anew with a file that is damaged', () => {
    const path = join(folder, 'reception.bin');
    writeFileSync(path, 'no such thing');
    expect(openReception(path).vessels('quay', NOW).day).toBe(0);
  });
});

describe('the waters that a feed hears', () => {
  it('are told by hour of the day, of the last thirty days', () => {
    const cells = beginCells();
    hearCell(cells, at('2026-03-01T03:59Z'), 10.1, 59.1);
    hearCell(cells, at('2026-03-02T12:00Z'), 10.2, 59.2);
    hearCell(cells, at('2026-01-05T20:00Z'), 10.2, 59.2);
    expect(hoursOf(cells, cellOf(10.1, 59.1), TODAY - 30)).toEqual({ hours: (1 << 3) | (1 << 12), lastDay: TODAY });
    expect(hoursOf(cells, cellOf(10.3, 59.1), TODAY - 30)).toEqual({ hours: 0, lastDay: 0 });
    forgetCells(cells, NOW + 31 * DAY_MS);
    expect(cells.places.size).toBe(0);
  });

  it('end at the date line and at the poles; a position that is none is left out', () => {
    const cells = beginCells();
    for (const [lon, lat] of [
      [180, 0],
      [-180, 0],
      [0, 90],
      [181, 91],
      [Number.NaN, 0],
    ] as const)
      hearCell(cells, NOW, lon, lat);
    expect(cells.places.size).toBe(3);
    expect(cellOf(180, 0)).toBe(cellOf(179.9, 0));
  });

  it('stay within their bound whatever positions are invented, and go on counting the hours of those that are known', () => {
    const cells = beginCells();
    for (let i = 0; i < MOST_CELLS + 10; i++)
      hearCell(cells, NOW, -180 + (i % 1440) * 0.25, -90 + Math.floor(i / 1440) * 0.25);
    expect(cells.places.size).toBe(MOST_CELLS);
    expect(cells.full).toBe(true);
    hearCell(cells, NOW + HOUR_MS, -180, -90);
    expect(hoursOf(cells, cellOf(-180, -90), TODAY).hours).toBe((1 << 12) | (1 << 13));
  });
});

describe('the footprint as it is asked for', () => {
  const feeds = () => {
    const near = beginCells();
    for (let i = 0; i < 100; i++)
      hearCell(near, at('2026-03-02T03:10Z'), 10 + (i % 10) * 0.25, 59 + Math.floor(i / 10) * 0.25);
    const far = beginCells();
    hearCell(far, at('2026-03-01T12:10Z'), 10, 59);
    hearCell(far, at('2026-03-01T12:10Z'), 179.9, 0);
    hearCell(far, at('2026-01-01T12:10Z'), 100, 1);
    return new Map([
      ['near', near],
      ['far', far],
    ]);
  };
  const ask = (parts: Partial<FootprintQuestion>) =>
    footprintOf(feeds(), { feed: null, hour: null, box: null, mostCells: 1_000, ...parts }, NOW);

  it('joins the feeds, each hour and the last day; what is older than a month is left out', () => {
    const { cells, gridDeg, feeds: rows } = ask({});
    expect(gridDeg).toBe(0.25);
    expect(cells).toHaveLength(101);
    expect(cells.find(({ lon, lat }) => lon === 10 && lat === 59)).toEqual({
      lon: 10,
      lat: 59,
      hours: (1 << 3) | (1 << 12),
      lastDayAt: TODAY * DAY_MS,
    });
    expect(rows.map(({ feed, full }) => [feed, full])).toEqual([
      ['near', false],
      ['far', false],
    ]);
    expect(ask({ feed: 'far' }).cells).toHaveLength(2);
    expect(ask({ hour: 12 }).cells).toHaveLength(2);
    expect(ask({ hour: 5 }).cells).toEqual([]);
  });

  it('is cut to a box, also over the date line', () => {
    expect(ask({ box: [9, 58, 10.1, 60] }).cells.every(({ lon }) => lon === 10)).toBe(true);
    expect(ask({ box: [170, -10, -170, 10] }).cells).toMatchObject([{ lon: 179.75, lat: 0 }]);
    expect(ask({ box: [10.3, 58, 10.4, 59.1] }).cells).toHaveLength(1);
  });

  it('becomes coarser, and loses nothing, where there would be too many cells', () => {
    const { cells, gridDeg } = ask({ mostCells: 30 });
    expect(gridDeg).toBeGreaterThan(0.25);
    expect(cells.length).toBeLessThanOrEqual(30);
    for (const { lon, lat } of ask({}).cells)
      expect(cells.some((c) => lon >= c.lon && lon < c.lon + gridDeg && lat >= c.lat && lat < c.lat + gridDeg)).toBe(
        true,
      );
  });
});
