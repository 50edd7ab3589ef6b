// The arithmetic of the map's tools: lengths and courses, notations, night, rings, files of one's own.

import { describe, expect, it } from 'vitest';
import { corridors } from '../../web/map/layers/corridors.ts';
import { corridorOf } from '../../web/map/tools/corridors-wanted.ts';
import { distanceNm, distanceText, greatCircle, initialCourseDeg, legsOf } from '../../web/map/tools/great-circle.ts';
import { nightRing, subsolarPoint } from '../../web/map/tools/night.ts';
import { placeText, readPlace } from '../../web/map/tools/notations.ts';
import { readOverlay } from '../../web/map/tools/overlay-files.ts';
import { namedPlaces } from '../../web/map/tools/place-names.ts';
import { closedRing, openRing, ringRefusal } from '../../web/map/tools/rings.ts';
import { initialState } from '../../web/state/state.ts';
import { readAddress } from '../../web/state/url.ts';
import { portRow } from './wire-rows.ts';

const at = (lon: number, lat: number) => ({ lon, lat });

describe('lengths and courses', () => {
  it('are those of the great circle: a degree of latitude is sixty miles, the north of Japan is on the way to California', () => {
    expect(distanceNm(at(0, 0), at(0, 1))).toBeCloseTo(60.04, 1);
    expect(initialCourseDeg(at(0, 0), at(0, 1))).toBe(0);
    expect(initialCourseDeg(at(0, 0), at(-1, 0))).toBeCloseTo(270, 6);
    // Yokohama to San Francisco: 4,470 nm or so, beginning north-east.
    expect(distanceNm(at(139.65, 35.43), at(-122.45, 37.8))).toBeCloseTo(4_470, -2);
    expect(initialCourseDeg(at(139.65, 35.43), at(-122.45, 37.8))).toBeCloseTo(54, -1);
  });

  it('go the short way over the date line, with longitudes that run on', () => {
    const line = greatCircle(at(179, 10), at(-179, 10));
    expect(Math.max(...line.map(([lon]) => lon))).toBeCloseTo(181, 6);
    expect(distanceNm(at(179, 0), at(-179, 0))).toBeCloseTo(120.08, 1);
  });

  it('add up leg by leg', () => {
    const legs = legsOf([at(0, 0), at(0, 1), at(0, 2)]);
    expect(legs.at(-1)!.totalNm).toBeCloseTo(120.08, 1);
    expect(legsOf([at(0, 0)])).toEqual([]);
    expect([distanceText(1.234), distanceText(45.67), distanceText(4_470.3)]).toEqual([
      '1.23 nm',
      '45.7 nm',
      '4,470 nm',
    ]);
  });
});

describe('a place in three notations', () => {
  it('is written and read the same, in every quarter of the world', () => {
    for (const place of [at(130.3, 42.23), at(-70.5, -33.999_999), at(0, 0), at(-179.999_99, 89.5)]) {
      for (const notation of ['decimal', 'minutes', 'seconds'] as const) {
        const read = readPlace(placeText(place, notation));
        expect(read, placeText(place, notation)).toMatchObject({ lon: expect.any(Number) });
        const { lon, lat } = read as { lon: number; lat: number };
        expect(Math.abs(lon - place.lon), placeText(place, notation)).toBeLessThan(2e-5);
        expect(Math.abs(lat - place.lat), placeText(place, notation)).toBeLessThan(2e-5);
      }
    }
    expect(placeText(at(130.3, 42.23), 'minutes')).toBe('42° 13.800′ N, 130° 18.000′ E');
    expect(placeText(at(-130.3, -42.23), 'seconds')).toBe('42° 13′ 48.0″ S, 130° 18′ 00.0″ W');
    // A minute that rounds up to sixty is the next degree.
    expect(placeText(at(10, 59.999_999_9), 'minutes')).toBe('60° 00.000′ N, 10° 00.000′ E');
  });

  it('is read as people write it', () => {
    const rajin = { lat: expect.closeTo(42.23, 4), lon: expect.closeTo(130.3, 4) };
    for (const text of [
      '42.23 130.3',
      '42.23,130.3',
      '42°13.8N 130°18E',
      'N42°13\'48" E130°18\'00"',
      '130.3E 42.23N',
      '42 13.8 N, 130 18 E',
    ]) {
      expect(readPlace(text), text).toEqual(rajin);
    }
    expect(readPlace('-42.23, -130.3')).toEqual({ lat: -42.23, lon: -130.3 });
  });

  it('is refused in one sentence where it cannot be, and is a name where it has letters', () => {
    expect(readPlace('95, 10')).toMatch(/Latitude 95 is out of range/);
    expect(readPlace('10, 190')).toMatch(/Longitude 190/);
    expect(readPlace('42°75N 130°18E')).toMatch(/75 minutes/);
    expect(readPlace('10N 20N')).toMatch(/same side/);
    expect(readPlace('-10N 20E')).toMatch(/both a sign and a side/);
    expect(readPlace('42.23')).toMatch(/is no position/);
    expect(readPlace('Rajin')).toBeNull();
    expect(readPlace('Pier 7')).toBeNull();
  });

  it('is found by the name of a port, with or without what stands in brackets', () => {
    const ports = [
      { ...portRow('rajin', 130.3, 42.23), name: 'Rajin (Najin, Rason)' },
      { ...portRow('vostochny', 133.08, 42.75), name: 'Vostochny' },
    ];
    expect(namedPlaces('rajin', ports, [], []).map(({ id }) => id)).toEqual(['rajin']);
    expect(namedPlaces('vost', ports, [], []).map(({ id }) => id)).toEqual(['vostochny']);
    expect(namedPlaces('atlantis', ports, [], [])).toEqual([]);
  });
});

describe('night', () => {
  it('has the sun over Greenwich at noon, and over the tropic at the solstice', () => {
    const noon = subsolarPoint(Date.UTC(2024, 5, 20, 12));
    expect(noon.lat).toBeCloseTo(23.44, 1);
    expect(Math.abs(noon.lon)).toBeLessThan(1);
    expect(subsolarPoint(Date.UTC(2024, 2, 20, 3, 6)).lat).toBeCloseTo(0, 1);
  });

  it('covers the south pole in June and the north pole in December, and is closed', () => {
    for (const [month, pole] of [
      [5, -90],
      [11, 90],
    ] as const) {
      const ring = nightRing(Date.UTC(2024, month, 21, 12));
      expect(ring.some(([, lat]) => lat === pole)).toBe(true);
      expect(ring.some(([, lat]) => lat === -pole)).toBe(false);
      expect(ring[0]).toEqual(ring.at(-1));
    }
  });
});

describe('rings as they are drawn', () => {
  it('are rounded, and closed once', () => {
    const ring = [
      [0, 0],
      [1.000_000_4, 0],
      [1, 1],
      [0, 0],
    ] as const;
    expect(openRing(ring)).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
    expect(closedRing(openRing(ring))).toHaveLength(4);
  });

  it('are refused with two corners, across the date line, and where sides cross', () => {
    expect(
      ringRefusal([
        [0, 0],
        [1, 0],
      ]),
    ).toMatch(/three corners/);
    expect(
      ringRefusal([
        [179, 0],
        [181, 0],
        [180, 1],
      ]),
    ).toMatch(/180°/);
    expect(
      ringRefusal([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
      ]),
    ).toMatch(/cross each other/);
    expect(
      ringRefusal([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
      ]),
    ).toBeNull();
  });
});

describe('a file of one’s own', () => {
  const GPX = `<?xml version="1.0"?><gpx version="1.1" creator="plotter" xmlns="http://www.topografix.com/GPX/1/1">
    <wpt lat="42.23" lon="130.30"><name>Buoy</name></wpt>
    <trk><name>Leg</name><trkseg><trkpt lat="42" lon="131"/><trkpt lat="42.5" lon="132"/></trkseg></trk></gpx>`;
  const KML = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>Roads &amp; pier</name><Polygon>
    <outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>
    <Placemark><Point><coordinates>130.3,42.2,0</coordinates></Point></Placemark></Document></kml>`;

  const kinds = (name: string, text: string) => {
    const read = readOverlay(name, text);
    if (typeof read === 'string') return read;
    return read.features.features.map(({ geometry, properties }) => `${geometry.type} ${properties?.name}`);
  };

  it('is read as GPX, KML and GeoJSON, names and shapes alone', () => {
    expect(kinds('a.gpx', GPX)).toEqual(['Point Buoy', 'LineString Leg']);
    expect(kinds('a.kml', KML)).toEqual(['Polygon Roads & pier', 'Point ']);
    const json = {
      type: 'Feature',
      properties: { name: 'Line' },
      geometry: {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 1],
        ],
      },
    };
    expect(kinds('a.json', JSON.stringify(json))).toEqual(['LineString Line']);
  });

  it('is refused by name, with what is wrong', () => {
    expect(kinds('a.txt', 'lat;lon')).toBe('a.txt is neither GeoJSON, nor KML, nor GPX.');
    expect(kinds('a.json', '{"type":"FeatureCollection","features":[]}')).toBe('a.json holds no point, line or area.');
    expect(kinds('a.json', '{"type":"Point","coordinates":[200,95]}')).toMatch(/200, 95 is no longitude and latitude/);
    expect(kinds('a.json', '{"type":"Topology"}')).toMatch(/no GeoJSON/);
    expect(kinds('a.gpx', '<gpx><wpt lat="1" lon="2">')).toMatch(/^a.gpx cannot be read/);
    expect(kinds('a.svg', '<svg/>')).toMatch(/neither KML nor GPX/);
    expect(kinds('a.kml', '<!DOCTYPE x [<!ENTITY a "b">]><kml/>')).toMatch(/document type/);
  });
});

describe('rule corridors', () => {
  it('are one bow for each pair of countries of a rule in force at the playhead, from ports it names or whose country it names', () => {
    const port = (id: string, country: string, lon: number, lat: number) => ({ ...portRow(id, lon, lat), country });
    const ports = [
      port('rajin', 'KP', 130.3, 42.2),
      port('chongjin', 'KP', 129.8, 41.8),
      port('vostochny', 'RU', 133.1, 42.7),
      port('dunay', 'RU', 132.3, 42.9),
    ];
    const rule = {
      title: 'Bridge',
      origin: ['rajin', 'chongjin'],
      originCountries: [],
      destination: [],
      destinationCountries: ['RU'],
      from: '2024-01-01',
      to: '2024-03-01',
    };
    const before = initialState('dark', readAddress('?map=corridors'));
    const state = { ...before, ports, corridors: [corridorOf(rule, ports)] };
    const shown = (day: string) => corridors.features(state, Date.parse(day)).features;
    expect(shown('2024-02-01')).toHaveLength(1);
    expect(shown('2024-02-01')[0]).toMatchObject({ properties: { title: 'Bridge' }, geometry: { type: 'LineString' } });
    expect(shown('2023-12-31')).toEqual([]);
    expect(shown('2024-03-01')).toEqual([]);
  });
});
