import type { LineString, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { alertBounds, boxOf, cameraFor, trackBounds } from '../../web/map/bounds.ts';
import { alerts, legs } from '../../web/map/layers/alerts.ts';
import { calls } from '../../web/map/layers/calls.ts';
import { LAYERS } from '../../web/map/layers/index.ts';
import type { MapLayer } from '../../web/map/layers/layer.ts';
import { portCircles, ports } from '../../web/map/layers/ports.ts';
import { sightings } from '../../web/map/layers/sightings.ts';
import { tracks } from '../../web/map/layers/tracks.ts';
import { vessels } from '../../web/map/layers/vessels.ts';
import { zones } from '../../web/map/layers/zones.ts';
import { ANCHORS } from '../../web/map/style.ts';
import { PALETTES } from '../../web/palette.ts';
import { reduce } from '../../web/state/reduce.ts';
import { type Action, initialState, type State } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import { alertRow, callRow, DAY, HOUR, portRow, T0, trackRow, vesselRow } from './wire-rows.ts';

const LADY_R = 'imo:9161003';

function stateWith(...actions: Action[]): State {
  const opened = reduce(initialState('dark', readAddress('')), { type: 'scope opened', scope: 'bridge' });
  const set = {
    scope: 'bridge',
    fromAt: T0,
    toAt: T0 + 10 * DAY,
    vessels: [vesselRow(LADY_R, 'LADY R'), vesselRow('mmsi:412000001', 'COASTER', { watched: false })],
    tracks: [
      trackRow(LADY_R, [
        [0, 131, 42],
        [1, 132, 42],
        [48, 133, 42.5],
      ]),
      trackRow('mmsi:412000001', [
        [0, 135, 40],
        [1, 135.2, 40],
      ]),
    ],
  };
  const places = [portRow('rajin', 130.3, 42.23), portRow('vostochny', 133.08, 42.75)];
  return [{ type: 'tracks', set } as Action, { type: 'places', ports: places, zones: [] } as Action, ...actions].reduce(
    reduce,
    opened,
  );
}

/** What a layer draws when the playhead stands at `instant`. */
const at = (layer: MapLayer, state: State, instant: number) =>
  layer.features(reduce(state, { type: 'sought', at: instant }), instant);

const propertiesOf = (features: { properties: unknown }[]) =>
  features.map((each) => each.properties as Record<string, unknown>);

describe('the layer registry', () => {
  it('names every layer once and puts it before an anchor that exists', () => {
    expect(new Set(LAYERS.map((layer) => layer.id)).size).toBe(LAYERS.length);
    for (const layer of LAYERS) expect(ANCHORS).toContain(layer.anchor);
  });

  it('draws every layer on its own source, in both themes', () => {
    for (const theme of ['dark', 'light'] as const) {
      for (const layer of LAYERS) {
        for (const drawn of layer.layers(PALETTES[theme], theme)) {
          expect(drawn).toHaveProperty('source', layer.id);
        }
      }
    }
  });

  it('says nothing from an empty state', () => {
    const empty = initialState('dark', readAddress(''));
    for (const layer of LAYERS) expect(layer.features(empty, T0).features, layer.id).toEqual([]);
  });
});

describe('vessels on the map', () => {
  it('draws the watched ones alone: other traffic has columns of its own', () => {
    const state = stateWith();
    expect(propertiesOf(vessels.features(state, T0).features).map((each) => each.id)).toEqual([LADY_R]);
  });

  it('draws a silent ship hollow, with its age, where it was last heard', () => {
    const [feature] = vessels.features(stateWith(), T0 + 25 * HOUR).features;
    expect(feature?.geometry).toEqual({ type: 'Point', coordinates: [132, 42] });
    expect(feature?.properties?.sign).toBe('ship:silent:hull');
    expect(feature?.properties?.note).toContain('last heard');
    expect(feature?.properties?.age).toContain('silent 1 d');
  });

  it('never forgets a watched ship', () => {
    const state = stateWith();
    expect(vessels.features(state, T0 + 9 * DAY).features).toHaveLength(1);
  });
});

describe('names on the map', () => {
  it('tell two ships of one name apart by their numbers', () => {
    const twins = [
      vesselRow('imo:8517839', 'MARIA', { imo: 8517839 }),
      vesselRow('imo:9198783', 'MARIA', { imo: 9198783 }),
    ];
    const tracksOfTwins = twins.map((vessel) => trackRow(vessel.id, [[0, 132, 42]]));
    const state = stateWith({
      type: 'tracks',
      set: { scope: 'bridge', fromAt: T0, toAt: T0 + DAY, vessels: twins, tracks: tracksOfTwins },
    });
    const names = propertiesOf(vessels.features(state, T0).features).map((each) => each.name);
    expect(names).toEqual(['MARIA 8517839', 'MARIA 9198783']);
  });
});

describe('tracks on the map', () => {
  it('leaves a gap out: nobody saw that passage', () => {
    const lines = tracks.features(stateWith(), T0 + 48 * HOUR).features.map((each) => each.geometry as LineString);
    expect(lines.length).toBeGreaterThan(0);
    for (const { coordinates } of lines) {
      expect(coordinates.some(([lon]) => lon === 132) && coordinates.some(([lon]) => lon === 133)).toBe(false);
    }
  });

  it('draws other traffic only when it is selected', () => {
    const picked = stateWith({ type: 'vessel picked', vesselId: 'mmsi:412000001' });
    const hues = (state: State) => tracks.features(state, T0 + HOUR).features.length;
    expect(hues(picked)).toBe(hues(stateWith()) + 1);
  });
});

describe('alerts on the map', () => {
  const raise = (...rows: ReturnType<typeof alertRow>[]): Action => ({ type: 'alerts', scope: 'bridge', alerts: rows });

  it('are not there before they were raised, nor after they were withdrawn', () => {
    const state = stateWith(raise(alertRow('a'), alertRow('w', { state: 'withdrawn' })));
    expect(at(alerts, state, T0 - 1).features).toEqual([]);
    expect(at(alerts, state, T0).features).toHaveLength(1);
  });

  it('of one place and severity are one sign with their number; the newest is picked', () => {
    const state = stateWith(
      raise(
        alertRow('a'),
        alertRow('b', { raisedAt: T0 + HOUR, knownAt: T0 + HOUR }),
        alertRow('c', { severity: 'low' }),
      ),
    );
    const signs = propertiesOf(at(alerts, state, T0 + DAY).features);
    expect(signs.map((sign) => [sign.severity, sign.count, sign.id])).toEqual([
      ['critical', 2, 'b'],
      ['low', 1, 'c'],
    ]);
  });

  it('draw the leg from origin to destination once for one way', () => {
    const state = stateWith(raise(alertRow('a'), alertRow('b')));
    const [leg, ...more] = at(legs, state, T0).features;
    expect(more).toEqual([]);
    const points = (leg!.geometry as LineString).coordinates;
    expect(points[0]).toEqual([130.3, 42.23]);
    expect(points.at(-1)![0]).toBeCloseTo(133.08, 6);
  });

  it('draw no leg for a call at one port, nor one whose ports are not in the table', () => {
    const state = stateWith(
      raise(alertRow('one', { placeIds: ['rajin'] }), alertRow('unknown', { placeIds: ['rajin', 'atlantis'] })),
    );
    expect(at(legs, state, T0).features).toEqual([]);
  });

  it('draw a bow between every two ports of a longer leg', () => {
    const state = stateWith(raise(alertRow('a', { placeIds: ['rajin', 'vostochny', 'rajin'] })));
    const [leg] = at(legs, state, T0).features;
    const points = (leg!.geometry as LineString).coordinates;
    expect(points[0]).toEqual(points.at(-1));
    expect(Math.max(...points.map(([lon]) => lon!))).toBeGreaterThan(133);
  });

  it('are in the feed alone once they are older than thirty days', () => {
    expect(at(alerts, stateWith(raise(alertRow('a'))), T0 + 31 * DAY).features).toEqual([]);
  });

  it('keep the leg of the selected alert when it is old', () => {
    const old = stateWith(raise(alertRow('a')));
    expect(at(legs, old, T0 + 30 * DAY).features).toEqual([]);
    const there = reduce(old, { type: 'sought', at: T0 + 30 * DAY });
    const picked = reduce(there, { type: 'alert picked', alertId: 'a' });
    expect(at(legs, picked, T0 + 30 * DAY).features).toHaveLength(1);
  });
});

describe('places on the map', () => {
  it('draws a circle of the entry distance round every port of the rules', () => {
    expect(portCircles.features(stateWith(), T0).features).toHaveLength(2);
  });

  it('adds the other harbours without doubling those of the rules', () => {
    const state = stateWith({
      type: 'context ports',
      ports: [portRow('rajin', 130.3, 42.23), portRow('yeosu', 127.7, 34.7, { watch: false })],
    });
    expect(propertiesOf(ports.features(state, T0).features).map((each) => each.id)).toEqual([
      'rajin',
      'vostochny',
      'yeosu',
    ]);
  });

  it('closes the ring of a zone', () => {
    const ring: [number, number][] = [
      [22, 36],
      [23, 36],
      [23, 37],
    ];
    const zone = {
      id: 'z',
      name: 'Laconian Gulf',
      kind: 'transfer' as const,
      ring,
      active: '',
      note: null,
      source: '',
    };
    const state = stateWith({ type: 'places', ports: [], zones: [zone] });
    const [feature] = zones.features(state, T0).features;
    expect((feature!.geometry as Polygon).coordinates[0]).toHaveLength(4);
  });

  it('shows a sighting from when it was known, and for two weeks', () => {
    const state = stateWith({ type: 'events', scope: 'bridge', events: [callRow('e', { knownAt: T0 + 2 * DAY })] });
    const shown = (instant: number) => at(sightings, state, instant).features.length;
    expect([shown(T0 + DAY), shown(T0 + 2 * DAY), shown(T0 + 15 * DAY)]).toEqual([0, 1, 0]);
  });
});

describe('port calls on the map', () => {
  it('are rings from when they were known, filled while they last, and none while a ship only waits', () => {
    const open = callRow('open', { knownAt: T0 + DAY, endedAt: null, basis: 'observed' });
    const waiting = callRow('waiting', { vesselId: 'mmsi:1' });
    if (waiting.kind === 'port-call') waiting.facts = { ...waiting.facts, waiting: true };
    const state = stateWith({ type: 'events', scope: 'bridge', events: [open, waiting] });
    expect(at(calls, state, T0 + HOUR).features).toEqual([]);
    expect(propertiesOf(at(calls, state, T0 + DAY).features)).toMatchObject([{ open: true, observed: true }]);
  });

  it('that were over two weeks ago are in the dossiers alone', () => {
    const state = stateWith({ type: 'events', scope: 'bridge', events: [callRow('old')] });
    const shown = (instant: number) => at(calls, state, instant).features.length;
    expect([shown(T0 + 14 * DAY), shown(T0 + 16 * DAY)]).toEqual([1, 0]);
  });
});

describe('the box of a scope', () => {
  it('of ships nobody watches is not blown up by a stray position', () => {
    const fixes = Array.from({ length: 100 }, (_, i): [number, number, number] => [i, -1.1 - i / 1000, 50.8]);
    fixes[50] = [50, 40, 10];
    const box = trackBounds([trackRow('v', fixes)], new Map());
    expect(box?.west).toBeGreaterThan(-1.3);
    expect(box?.east).toBeLessThan(0);
    expect(box?.south).toBe(50.8);
  });

  it('holds the ports of its alerts, and is not blown up by one far call', () => {
    const places = [portRow('rajin', 130.3, 42.23), portRow('vostochny', 133.08, 42.75), portRow('tartus', 35.9, 34.9)];
    const near = Array.from({ length: 30 }, (_, i) => alertRow(`a${i}`));
    const far = alertRow('far', { lon: 35.9, lat: 34.9, placeIds: ['tartus'] });
    expect(alertBounds([...near, far], places)).toEqual({ west: 130.3, east: 133.08, south: 42.23, north: 42.75 });
    expect(alertBounds([], places)).toBeNull();
  });

  it('fills the room it is given, and goes no nearer than asked', () => {
    const box = boxOf([
      { lon: 130, lat: 0 },
      { lon: 132.8125, lat: 0 },
    ])!;
    const camera = cameraFor(box, { width: 512 + 128, height: 400 }, 20);
    expect(camera.lon).toBeCloseTo(131.40625, 6);
    expect(camera.lat).toBeCloseTo(0, 6);
    expect(camera.zoom).toBeCloseTo(7, 6);
    expect(cameraFor(box, { width: 640, height: 400 }, 5).zoom).toBe(5);
    expect(boxOf([])).toBeNull();
  });

  it('holds the watched tracks only, and goes the short way over the date line', () => {
    const state = stateWith();
    expect(trackBounds(state.tracks.values(), state.vessels)).toEqual({ west: 131, east: 133, south: 42, north: 42.5 });
    const over = trackRow('v', [
      [0, 179, 10],
      [1, -179, 11],
    ]);
    expect(trackBounds([over], new Map())).toEqual({ west: 179, east: 181, south: 10, north: 11 });
    expect(trackBounds([], new Map())).toBeNull();
  });
});
