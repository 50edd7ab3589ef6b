import { describe, expect, it } from 'vitest';
import { linesOf, SKETCH } from '../../web/replay/sketch.ts';
import { doorsFor, rowsOf } from '../../web/search/search.ts';
import { MOST_RECORDING_BYTES, refusedFile } from '../../web/send-file.ts';

describe('the rows of the search', () => {
  it('begin with a position in any notation, and have none for a name or a number', () => {
    for (const text of ['42.23, 130.3', '42° 13.8′ N, 130° 18′ E', '42 13 48 N 130 18 0 E']) {
      const place = rowsOf(text, undefined)[0]!.place!;
      expect(place.lat).toBeCloseTo(42.23, 3);
      expect(place.lon).toBeCloseTo(130.3, 3);
    }
    expect(rowsOf('LADY R', undefined)).toEqual([]);
    expect(rowsOf('9161003', undefined)).toEqual([]);
  });

  it('end with the tables of the page that are called so', () => {
    expect(rowsOf('screening', undefined).map(({ dialog }) => dialog)).toEqual(['watchlists']);
    expect(doorsFor('').length).toBeGreaterThan(8);
  });
});

describe('the picture of a scenario', () => {
  it('stays in its frame, also over the antimeridian', () => {
    const lines = linesOf({
      tracks: [
        { mmsi: 1, lon: [179, -179, -178], lat: [10, 11, 12] },
        { mmsi: 2, lon: [178], lat: [9] },
        { mmsi: 3, lon: [], lat: [] },
      ],
    });
    expect(lines).toHaveLength(2);
    for (const { points } of lines) {
      for (const point of points.split(' ')) {
        const [x, y] = point.split(',').map(Number);
        expect(x).toBeGreaterThanOrEqual(SKETCH.edge - 1);
        expect(x).toBeLessThanOrEqual(SKETCH.width - SKETCH.edge + 1);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(SKETCH.height);
      }
    }
    expect(linesOf({ tracks: [] })).toEqual([]);
  });
});

it('a file that is too large or empty is named before anything of it is sent', () => {
  expect(refusedFile({ name: 'a.csv', size: 10 }, MOST_RECORDING_BYTES)).toBeNull();
  expect(refusedFile({ name: 'a.csv', size: 0 }, MOST_RECORDING_BYTES)).toContain('“a.csv” is empty');
  expect(refusedFile({ name: 'a.csv', size: 600 * 1024 * 1024 }, MOST_RECORDING_BYTES)).toContain(
    '“a.csv” has 600 MiB',
  );
});
