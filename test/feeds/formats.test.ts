import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POSITION, STATIC } from '../../server/domain/report.ts';
import { oneByOne, randomChunks, readText } from './reading.ts';

const AT = Date.UTC(2023, 7, 1);

const COLLECTION = JSON.stringify(
  {
    type: 'FeatureCollection',
    dataUpdatedTime: '2023-08-01T00:00:00Z',
    crs: { type: 'name', properties: { name: 'features', list: [{ a: 1 }] } },
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [131.9, 43.1, 0] },
        properties: { mmsi: 273212120, time: '2023-08-01T00:00:00Z', name: 'LADY "R" [}', sog: 12.5, heading: 511 },
      },
      { type: 'Feature', geometry: null, properties: { mmsi: 273212120, time: '2023-08-01T00:00:00Z' } },
      { type: 'Feature', geometry: { type: 'Point', coordinates: [131.9, 43.1] }, properties: { mmsi: 273212120 } },
    ],
    links: [{ href: 'x' }],
  },
  null,
  1,
);

// As documented by Digitraffic: the UTC second is `timestamp`, the time is `timestampExternal`.
const DIGITRAFFIC = `{"type":"FeatureCollection","features":[{"mmsi":219598000,"type":"Feature","geometry":{"type":"Point","coordinates":[20.85169,55.770832]},"properties":{"sog":0.1,"cog":346.5,"navStat":1,"rot":4,"posAcc":true,"raim":false,"heading":79,"timestamp":59,"timestampExternal":1487938959356}}]}`;

describe('GeoJSON', () => {
  it('gives a report for each point of a collection, and a reason and line for each that has none', () => {
    const { format, reports, rejects } = readText(COLLECTION);
    expect(format).toBe('geojson');
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({
      parts: POSITION | STATIC,
      at: AT,
      lon: 131.9,
      lat: 43.1,
      name: 'LADY "R" [}',
      speedKn: 12.5,
      headingDeg: Number.NaN,
    });
    expect(rejects.map((reject) => reject.split('@')[0])).toEqual(['no position', 'no time']);
    // The second feature begins two lines above its geometry.
    const before = COLLECTION.slice(0, COLLECTION.indexOf('"geometry": null')).split('\n').length;
    expect(rejects[0]).toBe(`no position@${before - 2}`);
  });

  it('takes the time of Digitraffic features, not their second', () => {
    expect(readText(DIGITRAFFIC).reports[0]).toMatchObject({ mmsi: 219_598_000, at: 1_487_938_959_356, navStatus: 1 });
  });

  it('gives a report for each point of a line with as many times', () => {
    const line = {
      type: 'Feature',
      properties: { ssvid: '273212120', coordTimes: ['2023-08-01T00:00:00Z', '2023-08-01T01:00:00Z'] },
      geometry: {
        type: 'LineString',
        coordinates: [
          [131.9, 43.1],
          [131.8, 43],
        ],
      },
    };
    const { reports } = readText(JSON.stringify(line));
    expect(reports.map(({ at, lon }) => [at, lon])).toEqual([
      [AT, 131.9],
      [AT + 3_600_000, 131.8],
    ]);
    const uneven = { ...line, properties: { ...line.properties, coordTimes: ['2023-08-01T00:00:00Z'] } };
    expect(readText(JSON.stringify(uneven)).rejects).toEqual(['times do not match the points@1']);
    const timeless = { ...line, properties: { mmsi: 273212120 } };
    expect(readText(JSON.stringify(timeless)).rejects).toEqual(['no time@1']);
  });

  it('is read with a feature per line, and a damaged line costs only itself', () => {
    const feature = (lon: number) =>
      `{"type":"Feature","geometry":{"type":"Point","coordinates":[${lon},43.1]},"properties":{"MMSI":273212120,"timestamp":1690848000}}`;
    const { reports, rejects } = readText(`${feature(1)}\n{"type":"Feature",}\n\x1e${feature(2)}\noops\n${feature(3)}`);
    expect(reports.map(({ lon }) => lon)).toEqual([1, 2, 3]);
    expect(rejects).toEqual(['damaged JSON@2', 'damaged JSON@4']);
  });

  it('says when it breaks off', () => {
    const cut = COLLECTION.slice(0, COLLECTION.indexOf('"geometry": null'));
    const { reports, rejects } = readText(cut);
    expect(reports).toHaveLength(1);
    expect(rejects).toHaveLength(1);
    expect(rejects[0]).toMatch(/^damaged JSON@/);
  });
});

const GPX = `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="test" xmlns="http://www.topografix.com/GPX/1/1" xmlns:x="urn:x">
<metadata><time>2020-01-01T00:00:00Z</time></metadata>
<wpt lat="1" lon="1"><time>2023-08-01T00:00:00Z</time></wpt>
<trk><name>LADY R (273212120)</name><trkseg>
<trkpt lat="43.1" lon="131.9"><ele>0</ele><time>2023-08-01T00:00:00Z</time><speed>5</speed><course>181</course></trkpt>
<trkpt lat="43.0" lon="131.8"></trkpt>
</trkseg></trk>
<trk><name>MARIA &amp; CO</name><extensions><x:mmsi>273211000</x:mmsi></extensions><trkseg>
<trkpt lat="43.2" lon="132"><time>2023-08-01T01:00:00Z</time></trkpt>
</trkseg></trk>
<trk><trkseg><trkpt lat="43.3" lon="132"><time>2023-08-01T02:00:00Z</time></trkpt></trkseg></trk>
</gpx>
`;

describe('GPX', () => {
  it('gives track points only, with the MMSI from the name or the extensions and speed in knots', () => {
    const { format, reports, rejects } = readText(GPX);
    expect(format).toBe('gpx');
    expect(reports.map(({ mmsi, name, line }) => [mmsi, name, line])).toEqual([
      [273_212_120, 'LADY R', 6],
      [273_211_000, 'MARIA & CO', 10],
    ]);
    expect(reports[0]!.speedKn).toBeCloseTo(9.719, 3);
    expect(reports[0]).toMatchObject({ at: AT, courseDeg: 181, lon: 131.9, lat: 43.1 });
    expect(rejects).toEqual(['no time@7', 'no MMSI@12']);
  });

  it('takes the MMSI from the option where a track names none', () => {
    expect(readText(GPX, { mmsi: 999 }).reports.map(({ mmsi }) => mmsi)).toEqual([273_212_120, 273_211_000, 999]);
  });

  it('keeps what stands before damage', () => {
    const { reports, rejects } = readText(GPX.replace('<trk><name>MARIA', '<trk <name>MARIA'));
    expect(reports).toHaveLength(1);
    expect(rejects.map((reject) => reject.split('@')[0])).toEqual(['no time', 'damaged XML']);
  });
});

// Lines of the Kystverket capture of 2026-08-20 and of the AisLib stream of 2010-06-11.
const NMEA = String.raw`\s:2573010,c:1787234980*03\!BSVDM,1,1,,B,13noH:00000H@P@RSPEakGK@0D33,0*43
$PGHP,1,2010,6,11,11,46,12,451,219,1,992190917,1,58*14
!AIVDM,1,1,,A,33nr7t001f13KNTOahh2@QpF00vh,0*58
!AIVDM,1,1,,A,33nr7t001f13KNTOahh2@QpF00vh,0*59
`;

describe('NMEA logs', () => {
  it('give reports dated by the log, and the decoder’s reasons', () => {
    const { format, reports, rejects, lines } = readText(NMEA);
    expect(format).toBe('nmea');
    expect(lines).toBe(4);
    expect(reports.map(({ at, receiver, line }) => [at, receiver, line])).toEqual([
      [1_787_234_980_000, '2573010', 1],
      [Date.UTC(2010, 5, 11, 11, 46, 12, 451), '', 3],
    ]);
    expect(rejects).toEqual(['bad checksum@4']);
  });

  it('without any time give nothing, unless the time of the first line is told', () => {
    const timeless = NMEA.split('\n').slice(2, 3).join('\n').concat('\n').repeat(3);
    expect(readText(timeless).rejects).toEqual(['no time@1', 'no time@2', 'no time@3']);
    const { reports } = readText(timeless, { startAt: AT, linesPerSecond: 2 });
    expect(reports.map(({ at }) => at - AT)).toEqual([0, 500, 1000]);
  });
});

describe('any chunking', () => {
  const csv =
    'mmsi,time,lat,lon,name\n273212120,2023-08-01T00:00:00Z,43.1,131.9,"LADY ""R"""\r\n\nx,y\n1,2023-08-01 00:00,1,2,é\n';
  const texts = { csv, GPX, COLLECTION, DIGITRAFFIC, NMEA };

  it.each(Object.entries(texts))('gives the same reports and reasons: %s', (_, text) => {
    const expected = readText(text);
    expect(expected.reports.length).toBeGreaterThan(0);
    expect(readText(text, {}, oneByOne)).toEqual(expected);
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 200 }), (seed, most) => {
        expect(readText(text, {}, randomChunks(seed, most))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('gives the same for generated tables with any bytes in them', () => {
    const field = fc.oneof(
      fc.constantFrom('273212120', '43.1', '-131.9', '2023-08-01T00:00:00Z', '', '"', '""', '"a,b"', 'é', '-', '1e3'),
      fc.string({ maxLength: 12 }),
    );
    const row = fc.array(field, { minLength: 1, maxLength: 9 }).map((fields) => fields.join(','));
    const table = fc.array(fc.tuple(row, fc.constantFrom('\n', '\r\n', '\r\r\n', '\n\n')), { maxLength: 12 });
    fc.assert(
      fc.property(table, fc.integer(), (rows, seed) => {
        const text = `mmsi,time,lat,lon,sog,name,imo,ship_type\n${rows.flat().join('')}`;
        expect(readText(text, {}, randomChunks(seed, 20))).toEqual(readText(text));
      }),
      { numRuns: 300 },
    );
  });
});
