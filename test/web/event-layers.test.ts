// What the map draws of what ships did: gaps, reach, doubts, meetings, interference.

import type { LineString, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import { doubt } from '../../web/map/layers/doubt.ts';
import { encounters } from '../../web/map/layers/encounters.ts';
import { gaps } from '../../web/map/layers/gaps.ts';
import { interference } from '../../web/map/layers/interference.ts';
import type { MapLayer } from '../../web/map/layers/layer.ts';
import { reach, reachWords } from '../../web/map/layers/reach.ts';
import { stops } from '../../web/map/layers/stops.ts';
import { vessels } from '../../web/map/layers/vessels.ts';
import { reduce } from '../../web/state/reduce.ts';
import { type Action, initialState, type State } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import { DAY, eventRow, HOUR, reachRow, T0, trackRow, vesselRow } from './wire-rows.ts';

const LADY_R = 'imo:9161003';
const TANKER = 'mmsi:412000001';

/** LADY R is heard for an hour, is silent for 47, and is heard again; a tanker lies still close by. */
function stateWith(...actions: Action[]): State {
  const start: Action[] = [
    { type: 'scope opened', scope: 'bridge' },
    {
      type: 'tracks',
      set: {
        scope: 'bridge',
        fromAt: T0,
        toAt: T0 + 10 * DAY,
        vessels: [vesselRow(LADY_R, 'LADY R'), vesselRow(TANKER, 'TANKER', { watched: false })],
        tracks: [
          trackRow(LADY_R, [
            [0, 131, 42],
            [1, 132, 42],
            [48, 133, 42.5],
            [49, 133.1, 42.5],
          ]),
          trackRow(TANKER, [
            [0, 132.2, 42],
            [1, 132.2, 42],
            [2, 132.2, 42],
          ]),
        ],
      },
    },
  ];
  return [...start, ...actions].reduce(reduce, initialState('dark', readAddress('')));
}

const said = (...events: VesselEvent[]): Action => ({ type: 'events', scope: 'bridge', events });
const picked: Action = { type: 'vessel picked', vesselId: LADY_R };

/** What a layer draws when the playhead stands at `instant`. */
function drawn(layer: MapLayer, state: State, instant: number) {
  return layer.features(reduce(state, { type: 'sought', at: instant }), instant).features;
}

const keyAt = (layer: MapLayer, state: State, instant: number) =>
  layer.key(reduce(state, { type: 'sought', at: instant }), instant);

const gap = (grade: (VesselEvent & { kind: 'gap' })['facts']['grade']) =>
  eventRow(
    'gap',
    { lastAt: T0 + HOUR, next: null, distanceKm: null, thresholdMs: 6 * HOUR, grade, grounds: [] },
    { beganAt: T0 + HOUR, knownAt: T0 + 48 * HOUR },
  );

describe('a gap that is over', () => {
  it('is dashed between the fixes that frame it, with its grade in words, and can be picked', () => {
    const [dashes, ...more] = drawn(gaps, stateWith(picked, said(gap('probably-off'))), T0 + 3 * DAY);
    expect(more).toEqual([]);
    expect((dashes!.geometry as LineString).coordinates).toEqual([
      [132, 42],
      [133, 42.5],
    ]);
    expect(dashes!.properties).toMatchObject({ id: LADY_R, grade: 'probably-off', selected: true });
    expect(dashes!.properties?.words).toBe('silent 1 d 23 h, probably switched off');
  });

  it('has no line while it lasts: nobody knows yet where it leads', () => {
    expect(drawn(gaps, stateWith(picked), T0 + 47 * HOUR)).toEqual([]);
    expect(drawn(gaps, stateWith(picked), T0 + 48 * HOUR)).toHaveLength(1);
  });

  it('without a grade is drawn without words, and a withdrawn grade is none', () => {
    const withdrawn = { ...gap('unknown'), state: 'withdrawn' as const };
    for (const state of [stateWith(), stateWith(said(withdrawn))]) {
      expect(drawn(gaps, state, T0 + 3 * DAY)[0]!.properties).toMatchObject({ grade: 'none', words: '' });
    }
  });

  it('falls off the end of the trail, sooner for a ship that is not selected', () => {
    const instant = T0 + 20 * DAY;
    expect(drawn(gaps, stateWith(), instant)).toEqual([]);
    expect(drawn(gaps, stateWith(picked), instant)).toHaveLength(1);
  });

  it('is not sent again while nothing of it moves', () => {
    const state = stateWith();
    expect(keyAt(gaps, state, T0 + 49 * HOUR)).toEqual(keyAt(gaps, state, T0 + 4 * DAY));
    expect(keyAt(gaps, state, T0 + 47 * HOUR)).not.toEqual(keyAt(gaps, state, T0 + 49 * HOUR));
    expect(keyAt(gaps, state, T0 + 20 * DAY)).not.toEqual(keyAt(gaps, state, T0 + 4 * DAY));
  });

  it('over the date line is a short line', () => {
    const crossing = trackRow(LADY_R, [
      [0, 179.5, 50],
      [10, -179.5, 50],
    ]);
    const set = {
      scope: 'bridge',
      fromAt: T0,
      toAt: T0 + DAY,
      vessels: [vesselRow(LADY_R, 'LADY R')],
      tracks: [crossing],
    };
    const [dashes] = drawn(gaps, stateWith({ type: 'tracks', set }), T0 + DAY);
    expect((dashes!.geometry as LineString).coordinates).toEqual([
      [179.5, 50],
      [180.5, 50],
    ]);
  });
});

describe('the reach of a silent ship', () => {
  const told: Action = { type: 'reach told', reach: reachRow() };

  it('is an area with its limit in words, from the minute for which it was worked out', () => {
    const state = stateWith(picked, told);
    expect(drawn(reach, state, T0 + 10 * HOUR - 1)).toEqual([]);
    const [area] = drawn(reach, state, T0 + 11 * HOUR);
    const [words] = drawn(reachWords, state, T0 + 11 * HOUR);
    expect((area!.geometry as Polygon).coordinates[0]).toHaveLength(5);
    expect(words!.properties?.words).toBe('LADY R can be anywhere within by 10:00 UTC\nsilent 9 h, inferred');
  });

  it('is gone once the ship is heard again, or another one is selected', () => {
    expect(drawn(reach, stateWith(picked, told), T0 + 48 * HOUR)).toEqual([]);
    expect(drawn(reach, stateWith(told, { type: 'vessel picked', vesselId: TANKER }), T0 + 11 * HOUR)).toEqual([]);
  });

  it('of all silent ships is drawn when it is wanted, without the one that has no area', () => {
    const { scope, area, vesselId, at, lastAt, lon, lat } = reachRow();
    const properties = {
      vesselId,
      vesselName: 'LADY R',
      at,
      lastAt,
      lon,
      lat,
      speedLimitKn: 14,
      reachKm: 233,
      nextPort: null,
      nextPortAt: null,
    };
    const reaches = {
      type: 'FeatureCollection' as const,
      scope,
      at,
      more: 0,
      features: [
        { type: 'Feature' as const, geometry: area, properties },
        {
          type: 'Feature' as const,
          geometry: null,
          properties: { ...properties, vesselId: TANKER, lastAt: T0 + 2 * HOUR },
        },
      ],
    };
    const all: Action[] = [
      { type: 'reach of all', shown: true },
      { type: 'reaches told', reaches },
    ];
    const shown = drawn(reach, stateWith(...all), T0 + 11 * HOUR);
    expect(shown.map((each) => each.geometry.type)).toEqual(['Polygon']);
    expect(shown[0]!.properties?.selected).toBe(false);
    expect(drawn(reach, stateWith(...all, { type: 'reach of all', shown: false }), T0 + 11 * HOUR)).toEqual([]);
  });
});

describe('a position in doubt', () => {
  const points = (lon: number) => [0, 1, 2].map((hour) => ({ at: T0 + hour * HOUR, lon: lon + hour / 10, lat: 42 }));
  const doubted = eventRow('position-doubt', {
    sign: 'two-places',
    signs: ['two-places'],
    grounds: [],
    impliedKn: 700,
    apartKm: 300,
    tracks: [
      { which: 'followed', mmsi: 273212120, points: points(131) },
      { which: 'other', mmsi: 273212120, points: points(135) },
    ],
    interferenceId: null,
    sightingIds: [],
  });

  it('shows both accounts, each with marks, up to the playhead and in words', () => {
    const shown = drawn(doubt, stateWith(said(doubted)), T0 + 1.5 * HOUR);
    const lines = shown.filter((each) => each.geometry.type === 'LineString');
    expect(lines.map((each) => each.properties?.which)).toEqual(['followed', 'other']);
    for (const line of lines) expect((line.geometry as LineString).coordinates).toHaveLength(2);
    const words = shown.map((each) => each.properties?.words).filter(Boolean);
    expect(words).toEqual(['LADY R, track followed', 'LADY R, other track']);
  });

  it('that ended a fortnight ago is drawn for the selected ship alone', () => {
    const instant = T0 + DAY + 14 * DAY + HOUR;
    expect(drawn(doubt, stateWith(said(doubted)), instant)).toEqual([]);
    expect(drawn(doubt, stateWith(picked, said(doubted)), instant)).not.toEqual([]);
    expect(drawn(doubt, stateWith(picked, said(doubted)), T0 + DAY + 60 * DAY + HOUR)).toEqual([]);
  });

  it('stands beside the name of the ship while it lasts', () => {
    const age = (instant: number) => drawn(vessels, stateWith(said(doubted)), instant)[0]!.properties?.age;
    expect(age(T0 + HOUR)).toContain('position in doubt');
    expect(age(T0 + 2 * DAY)).not.toContain('doubt');
  });
});

describe('a meeting of two ships', () => {
  const meeting = eventRow(
    'encounter',
    {
      partnerId: TANKER,
      partnerName: 'TANKER',
      partnerMmsi: 412000001,
      closestM: 120,
      medianSpeedKn: 0.4,
      offPlaceKm: 40,
      minutes: 180,
      alone: null,
      others: [],
    },
    { endedAt: T0 + 2 * HOUR },
  );
  const other = {
    ...meeting,
    id: 'other',
    vesselId: TANKER,
    facts: { ...meeting.facts, partnerId: LADY_R, partnerName: 'LADY R' },
  };

  it('is a line between the two and a halo with the partner’s name while it lasts', () => {
    const [halo, line] = drawn(encounters, stateWith(said(meeting)), T0 + HOUR);
    expect(halo!.properties).toMatchObject({ lasting: true, words: 'with TANKER' });
    expect((line!.geometry as LineString).coordinates).toEqual([
      [132, 42],
      [132.2, 42],
    ]);
  });

  it('is a small sign where they lay afterwards, for a fortnight', () => {
    const [sign, ...more] = drawn(encounters, stateWith(said(meeting)), T0 + 3 * HOUR);
    expect(sign!.properties?.lasting).toBe(false);
    expect(sign!.geometry).toEqual({ type: 'Point', coordinates: [131, 42] });
    expect(more).toEqual([]);
    expect(drawn(encounters, stateWith(said(meeting)), T0 + 2 * HOUR + 14 * DAY + 1)).toEqual([]);
  });

  it('told of both ships is drawn once', () => {
    expect(drawn(encounters, stateWith(said(meeting, other)), T0 + 3 * HOUR)).toHaveLength(1);
  });
});

describe('interference', () => {
  const area = eventRow(
    'interference',
    { mmsis: [1, 2, 3, 4, 5], radiusKm: 40, grounds: [] },
    { vesselId: 'area:1', endedAt: T0 + HOUR },
  );

  it('is a circle with the number of ships, while it lasts and for a day after', () => {
    const [circle, words] = drawn(interference, stateWith(said(area)), T0 + HOUR);
    expect((circle!.geometry as Polygon).coordinates[0]!.length).toBeGreaterThan(32);
    expect(words!.properties?.words).toBe('Interference probable: 5 ships jumped at once');
    expect(drawn(interference, stateWith(said(area)), T0 + HOUR + DAY)).toHaveLength(2);
    expect(drawn(interference, stateWith(said(area)), T0 + HOUR + DAY + 1)).toEqual([]);
  });
});

describe('stops away from known places', () => {
  const facts = {
    nearestPlaceId: 'wpi:45165',
    nearestPlaceName: 'El Ismailiya',
    distanceKm: 28.4,
    spreadKm: 0.2,
    fixes: 12,
    ended: null,
  };

  it('are a mark where the ship lies, filled while it lasts, that names the nearest port', () => {
    const lasting = eventRow('stop', facts, { id: 'a', beganAt: T0, endedAt: null, state: 'open' });
    const over = eventRow('stop', { ...facts, ended: 'left' }, { id: 'b', beganAt: T0, endedAt: T0 + 2 * HOUR });
    const gone = eventRow('stop', facts, { id: 'c', state: 'withdrawn' });
    const marks = drawn(stops, stateWith(said(lasting, over, gone)), T0 + 3 * HOUR);
    expect(marks.map(({ properties }) => properties!.open)).toEqual([true, false]);
    expect(marks[0]!.geometry).toEqual({ type: 'Point', coordinates: [131, 42] });
    expect(marks[0]!.properties!.note).toContain('28 km from El Ismailiya');
  });

  it('are shown for two weeks', () => {
    const state = stateWith(said(eventRow('stop', { ...facts, ended: 'left' }, { endedAt: T0 + 2 * HOUR })));
    expect(drawn(stops, state, T0 + 20 * DAY)).toEqual([]);
  });
});
