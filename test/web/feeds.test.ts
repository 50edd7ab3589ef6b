// Words and the map layer of what the live feeds hear.

import { describe, expect, test } from 'vitest';
import type { Footprint } from '../../server/http/wire/feed.ts';
import { hoursKept, hoursOfDay, vesselsText } from '../../web/feeds/feeds.ts';
import { footprint } from '../../web/map/layers/footprint.ts';
import { reduce } from '../../web/state/reduce.ts';
import { initialState } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';

const HOUR = 3_600_000;

describe('words of what is heard', () => {
  test('hours of the day are told in spans', () => {
    expect(hoursOfDay([0, 1, 2, 3, 4, 5, 12])).toBe('00–05, 12 UTC');
    expect(hoursOfDay([23])).toBe('23 UTC');
    expect(hoursOfDay(Array.from({ length: 24 }, (_, hour) => hour))).toBe('all day');
  });

  test('what is kept can be heard again, never more than that', () => {
    expect(hoursKept(0, 90 * 60_000).map(({ hours }) => hours)).toEqual([1, 2]);
    expect(hoursKept(0, 72 * HOUR).map(({ hours, words }) => [hours, words])).toEqual([
      [1, '1 h'],
      [6, '6 h'],
      [24, '24 h'],
      [72, 'all (3 days)'],
    ]);
    expect(hoursKept(0, 10).map(({ hours }) => hours)).toEqual([1]);
  });

  test('a count at its bound says so', () => {
    expect(vesselsText({ hour: 412, day: 1_903, atLeast: false })).toBe('412 ships in the last hour, 1,903 in a day');
    expect(vesselsText({ hour: 1, day: 2, atLeast: true })).toMatch(/^at least 1 /);
  });
});

test('the footprint is on the map while it is wanted, the stronger the more hours', () => {
  const told: Footprint = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [10, 59],
              [10.25, 59],
              [10.25, 59.25],
              [10, 59.25],
              [10, 59],
            ],
          ],
        },
        properties: { hours: [3, 4], lastHeardOn: '2026-03-02' },
      },
    ],
    gridDeg: 0.25,
    feed: null,
    feeds: [],
  };
  const empty = initialState('dark', readAddress(''));
  expect(footprint.features(empty, 0).features).toEqual([]);
  const shown = reduce(empty, { type: 'footprint shown', footprint: told });
  expect(footprint.features(shown, 0).features).toMatchObject([{ properties: { hours: 2 } }]);
  expect(footprint.key(shown, 0)).not.toEqual(footprint.key(empty, 0));
  expect(reduce(shown, { type: 'footprint shown', footprint: null })).toEqual(empty);
});
