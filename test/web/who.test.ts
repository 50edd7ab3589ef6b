// The panel "Who was here?": what its form asks, what a drawn box says, and what the map shows of an answer.

import { describe, expect, it } from 'vitest';
import { who as layer } from '../../web/map/layers/who.ts';
import { reduce } from '../../web/state/reduce.ts';
import { initialState } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import {
  boxRing,
  boxText,
  formAt,
  marksOfAlibis,
  marksOfPresence,
  NOBODY_ASKED,
  questionOf,
} from '../../web/whereabouts/who.ts';

const places = {
  ports: [{ id: 'rajin', name: 'Rajin (Najin, Rason)' }],
  zones: [{ id: 'laconia', name: 'Gulf of Laconia' }],
} as unknown as Parameters<typeof questionOf>[2];
const form = { area: 'Rajin (Najin, Rason)', from: '2024-02-05T00:00', to: '2024-02-06T00:00' };

describe('the form', () => {
  it('asks for a place by its name, whatever the case, or for an area as it is written', () => {
    const period = { from: Date.UTC(2024, 1, 5), to: Date.UTC(2024, 1, 6) };
    expect(questionOf({ ...form, area: 'rajin (NAJIN, rason)' }, 'presence', places)).toEqual({
      tab: 'presence',
      area: 'rajin',
      ...period,
    });
    expect(questionOf({ ...form, area: 'Gulf of Laconia' }, 'presence', places)).toMatchObject({ area: 'laconia' });
    expect(questionOf({ ...form, area: ' 1,2,3,4 ' }, 'presence', places)).toMatchObject({ area: '1,2,3,4' });
  });

  it('finds a place by its name alone or by how it begins, and takes none of several for the one meant', () => {
    const ports = [
      { id: 'rajin', name: 'Rajin (Najin, Rason)' },
      { id: 'victoria-sc', name: 'Victoria' },
      { id: 'victoria-ca', name: 'Victoria' },
    ];
    const more = { ports, zones: [] } as unknown as typeof places;
    for (const area of ['Rajin', 'RAJI', 'rajin']) {
      for (const tab of ['presence', 'alibis'] as const) {
        expect(questionOf({ ...form, area }, tab, more), area).toMatchObject({ area: 'rajin' });
      }
    }
    expect(questionOf({ ...form, area: 'victoria' }, 'alibis', more)).toBe(
      'Several places are called so. Write victoria-sc (Victoria), or victoria-ca (Victoria).',
    );
    expect(questionOf({ ...form, area: 'victoria-ca' }, 'alibis', more)).toMatchObject({ area: 'victoria-ca' });
  });

  it('says what is missing', () => {
    expect(questionOf({ ...form, area: ' ' }, 'presence', places)).toMatch(/Name a place/);
    expect(questionOf({ ...form, to: '' }, 'presence', places)).toMatch(/both ends/);
    expect(questionOf({ ...form, to: form.from }, 'presence', places)).toMatch(/ends before it begins/);
    expect(questionOf({ ...form, area: '1,2,3,4' }, 'alibis', places)).toMatch(/asked for a port/);
  });

  it('begins with the day of the playhead', () => {
    expect(formAt(Date.UTC(2024, 1, 5, 17, 30), '')).toEqual({ area: '', from: form.from, to: form.to });
  });
});

describe('a box drawn on the map', () => {
  it('is written from west to east, whichever way it was dragged', () => {
    expect(boxText({ lon: 5, lat: 52 }, { lon: 3, lat: 51 })).toBe('3.000,51.000,5.000,52.000');
  });

  it('may cross the antimeridian', () => {
    expect(boxText({ lon: 179, lat: -17 }, { lon: 181, lat: -16 })).toBe('179.000,-17.000,-179.000,-16.000');
    expect(boxRing({ lon: 179, lat: -17 }, { lon: 181, lat: -16 })[0]![0]![1]).toEqual([181, -17]);
  });
});

describe('the map', () => {
  const row = {
    vesselId: 'imo:9161003',
    vesselName: 'LADY R',
    word: 'may-have-crossed',
    fixes: 0,
    thinned: true,
    closest: { at: 0, lon: 130, lat: 42, km: 3 },
  };
  const opened = reduce(initialState('dark', readAddress('')), { type: 'who asked', who: NOBODY_ASKED });

  it('shows the area and where each vessel came nearest, hollow where it may have crossed', () => {
    const marks = marksOfPresence({ rows: [row] } as never);
    const outline = boxRing({ lon: 1, lat: 2 }, { lon: 3, lat: 4 });
    const { features } = layer.features(reduce(opened, { type: 'who answered', outline, marks }), 0);
    expect(features.map(({ geometry }) => geometry.type)).toEqual(['Polygon', 'Point']);
    expect(features[1]!.properties).toEqual({
      id: 'imo:9161003',
      title: 'LADY R',
      note: 'may have crossed',
      faint: true,
    });
  });

  it('shows where ships were heard before and shows nothing of one that was never heard', () => {
    const passage = { before: { at: 0, lon: 131, lat: 41 }, after: null };
    const rows = [
      { vesselId: 'a', vesselName: 'A', word: 'could-not', passage },
      { vesselId: 'b', vesselName: 'B', word: 'never-heard', passage: null },
    ];
    expect(marksOfAlibis({ rows } as never)).toMatchObject([{ id: 'a', lon: 131, lat: 41, faint: true }]);
  });

  it('is empty while the panel is closed, and an answer that comes then changes nothing', () => {
    const closed = reduce(opened, { type: 'who asked', who: null });
    expect(layer.features(closed, 0).features).toEqual([]);
    expect(reduce(closed, { type: 'who answered', outline: [], marks: [] })).toBe(closed);
  });

  it('brings the panel in the place of the alerts, also when they are hidden', () => {
    const hidden = reduce(initialState('dark', readAddress('')), { type: 'feed shown', shown: false });
    expect(reduce(hidden, { type: 'who asked', who: NOBODY_ASKED }).feedShown).toBe(true);
  });
});
