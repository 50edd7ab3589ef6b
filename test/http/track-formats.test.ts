// Track files at their edges: the antimeridian, characters that XML cannot carry.

import { expect, test } from 'vitest';
import { xml } from '../../server/http/atom.ts';
import { cutAtAntimeridian, TRACK_FORMATS } from '../../server/http/track-formats.ts';

test('XML gets no markup, and what it cannot carry or what turns a line round is written out', () => {
  const text = '<A & "B">\u0000\ud800\ufffe \u202eKCAB 艦 🚢';
  expect(xml(text)).toBe('&lt;A &amp; &quot;B&quot;&gt;\\u0000\\ud800 \\u202eKCAB 艦 🚢');
});

test('a line is cut where the ship crosses 180°, in either direction', () => {
  expect(
    cutAtAntimeridian([
      { lon: 179, lat: 0 },
      { lon: -179, lat: 2 },
      { lon: 179, lat: 4 },
    ]),
  ).toEqual([
    [
      [179, 0],
      [180, 1],
    ],
    [
      [-180, 1],
      [-179, 2],
      [-180, 3],
    ],
    [
      [180, 3],
      [179, 4],
    ],
  ]);
  expect(
    cutAtAntimeridian([
      { lon: 180, lat: 1 },
      { lon: -180, lat: 1 },
    ])
      .flat()
      .every(([, lat]) => lat === 1),
  ).toBe(true);
  expect(
    cutAtAntimeridian([
      { lon: -10, lat: 1 },
      { lon: 10, lat: 1 },
    ]),
  ).toHaveLength(1);
  expect(cutAtAntimeridian([])).toEqual([]);
});

test('every format writes an empty track, and marks a replay', () => {
  for (const format of TRACK_FORMATS) {
    expect(format.write({ vesselId: 'imo:1', name: 'A', label: null, fixes: [] }).length, format.id).toBeGreaterThan(0);
    const fixes = [{ at: 0, lon: 1, lat: 2, speedKn: null, courseDeg: null, headingDeg: null }];
    expect(format.write({ vesselId: 'imo:1', name: 'A', label: 'Reconstructed', fixes }), format.id).toContain(
      'Reconstructed',
    );
  }
});
