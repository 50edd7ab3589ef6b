// Recordings of JSON feeds, in the dresses in which they are kept: a message a line, arrays, event streams, HTTP answers.
// Field names and "not available" values as the providers document them; ships and numbers are invented.

import { describe, expect, it } from 'vitest';
import { POSITION, STATIC, STATION } from '../../server/domain/report.ts';
import { aisstream } from '../../server/feeds/formats/aisstream.ts';
import { formatOf } from '../../server/feeds/index.ts';
import { type Chunking, oneByOne, plainOptions, randomChunks, readText, whole } from './reading.ts';

const AT = Date.UTC(2024, 1, 1);
const chunkings: readonly Chunking[] = [whole, oneByOne, randomChunks(7, 40)];

/** The same for each chunking. */
function readAll(text: string, options = {}) {
  const reading = readText(text, options);
  for (const chunking of chunkings) expect(readText(text, options, chunking)).toEqual(reading);
  return reading;
}

describe('BarentsWatch', () => {
  const full = {
    mmsi: 257000001,
    msgtime: '2024-02-01T00:00:00.1234567+00:00',
    altitude: null,
    courseOverGround: 149.3,
    latitude: 66.5,
    longitude: 12.1,
    navigationalStatus: 0,
    rateOfTurn: 127,
    speedOverGround: 17,
    trueHeading: 173,
    imoNumber: 9822073,
    callSign: 'LFCA',
    name: 'HIMMEL',
    destination: 'BODO',
    eta: '08071300',
    draught: 24,
    shipLength: 23,
    shipWidth: 6,
    shipType: 69,
    dimensionA: 12,
    dimensionB: 11,
    dimensionC: 3,
    dimensionD: 3,
    positionFixingDeviceType: 1,
    reportClass: 'A',
  };
  const simple = { ...pickOf(full, ['mmsi', 'msgtime', 'latitude', 'longitude', 'speedOverGround', 'name']) };

  it('gives positions and identity of the combined models, with draughts in tenths', () => {
    const { format, reports, rejects } = readAll(`${JSON.stringify(full)}\n${JSON.stringify(simple)}\n`);
    expect(format).toBe('barentswatch-json');
    expect(rejects).toEqual([]);
    expect(reports[0]).toMatchObject({
      parts: POSITION | STATIC,
      mmsi: 257_000_001,
      at: AT + 123,
      lon: 12.1,
      lat: 66.5,
      speedKn: 17,
      courseDeg: 149.3,
      headingDeg: 173,
      navStatus: 0,
      imo: 9_822_073,
      callSign: 'LFCA',
      draughtM: 2.4,
      lengthM: 23,
      beamM: 6,
      shipType: 69,
      destination: 'BODO',
      station: STATION.classA,
    });
    expect(reports[1]).toMatchObject({ parts: POSITION | STATIC, speedKn: 17, draughtM: Number.NaN });
  });

  it('takes no status from class B, which sends none, and null as nothing', () => {
    const b = { ...full, reportClass: 'B', draught: null, trueHeading: null, imoNumber: null };
    expect(readText(JSON.stringify(b)).reports[0]).toMatchObject({
      station: STATION.classB,
      navStatus: Number.NaN,
      draughtM: Number.NaN,
      headingDeg: Number.NaN,
      imo: Number.NaN,
    });
  });

  it('tells the kinds of its single stream apart, and an aid to navigation is no ship', () => {
    const lines = [
      { type: 'Position', messageType: 1, aisClass: 'A', ...simple },
      { type: 'Position', messageType: 27, aisClass: 'A', ...simple },
      {
        type: 'Staticdata',
        messageType: 5,
        mmsi: 257000001,
        msgtime: full.msgtime,
        name: 'X',
        draught: 45,
        reportClass: 'A',
      },
      {
        type: 'Aton',
        messageType: 21,
        mmsi: 992571001,
        msgtime: full.msgtime,
        latitude: 61,
        longitude: 2,
        name: 'BUOY',
      },
      { type: 'SafetyRelated', mmsi: 257000001, msgtime: full.msgtime, text: 'X' },
      { type: 'Position', messageType: 1, mmsi: 257000001, msgtime: full.msgtime, latitude: null, longitude: null },
    ];
    const { reports, rejects } = readAll(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(reports.map(({ station, coarse, parts }) => [station, coarse, parts])).toEqual([
      [STATION.classA, false, POSITION | STATIC],
      [STATION.classA, true, POSITION | STATIC],
      [STATION.classA, false, STATIC],
      [STATION.aton, false, POSITION | STATIC],
    ]);
    expect(reports[2]!.draughtM).toBe(4.5);
    expect(rejects).toEqual(['message type without position or identity@5', 'no position@6']);
  });

  it('is read from arrays, event streams and HTTP answers, chunked or put together', () => {
    const one = JSON.stringify(full);
    const two = JSON.stringify({ ...full, mmsi: 257000002 });
    const chunked = [one.slice(0, 50), `${one.slice(50)}\n${two}\n`];
    const chunks = chunked.map((part) => `${part.length.toString(16)};x=y\r\n${part}\r\n`).join('');
    const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nNEL: {"max_age":1}\r\n';
    const dresses = [
      `[${one},\n${two}]`,
      `: start\n\nevent: message\nid: 5\ndata: ${one}\n\nretry: 1000\ndata:${two}\n\n`,
      `${head}\r\n${one}\n${two}\n`,
      `${head}Transfer-Encoding: chunked\r\n\r\n${one}\n${two}\n`,
      `${head}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n`,
      `${head}\r\n[${one}]${head}\r\n[${two}]`,
      `${head}Transfer-Encoding: chunked\r\n\r\n${chunks}0\r\n\r\n${head}\r\n[]\n`,
    ];
    for (const text of dresses) {
      const { format, reports, rejects, damage } = readAll(text);
      expect([text, format, reports.map(({ mmsi }) => mmsi), rejects, damage]).toEqual([
        text,
        'barentswatch-json',
        [257_000_001, 257_000_002],
        [],
        null,
      ]);
    }
  });

  it('is read as GeoJSON too, in an event stream as well', () => {
    const { latitude, longitude, ...properties } = full;
    const feature = { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [longitude, latitude] } };
    const { format, reports } = readAll(`data: ${JSON.stringify(feature)}\n\n`);
    expect(format).toBe('geojson');
    expect(reports[0]).toMatchObject({ lon: 12.1, draughtM: 2.4, navStatus: 0, station: STATION.classA });
  });
});

describe('aisstream.io', () => {
  const frame = (type: string, message: object, meta: object = {}) => ({
    Message: { [type]: { UserID: 244650889, Valid: true, ...message } },
    MessageType: type,
    MetaData: {
      MMSI: 244650889,
      MMSI_String: 244650889,
      ShipName: 'FROM THE SERVER     ',
      latitude: 1,
      longitude: 2,
      time_utc: '2024-02-01 00:00:00.94034384 +0000 UTC',
      ...meta,
    },
  });
  const read = (...frames: object[]) => readAll(frames.map((one) => JSON.stringify(one)).join('\n'));

  it('gives positions of every kind, and its "not available" values as nothing', () => {
    const { format, reports, rejects } = read(
      frame('PositionReport', {
        MessageID: 3,
        Latitude: 55.9,
        Longitude: -3.1,
        Sog: 0,
        Cog: 4.5,
        TrueHeading: 511,
        NavigationalStatus: 5,
      }),
      frame('StandardClassBPositionReport', {
        Latitude: 59.4,
        Longitude: 18.2,
        Sog: 102.3,
        Cog: 360,
        TrueHeading: 511,
      }),
      frame('LongRangeAisBroadcastMessage', { Latitude: 59.4, Longitude: 18.2, Sog: 63, Cog: 511 }),
      frame('PositionReport', { MessageID: 1, Latitude: 91, Longitude: 181 }),
    );
    expect(format).toBe('aisstream-json');
    expect(reports).toMatchObject([
      {
        at: AT + 940,
        parts: POSITION,
        name: '',
        lon: -3.1,
        speedKn: 0,
        courseDeg: 4.5,
        headingDeg: Number.NaN,
        navStatus: 5,
        station: STATION.classA,
      },
      { station: STATION.classB, speedKn: Number.NaN, courseDeg: Number.NaN },
      { coarse: true, courseDeg: Number.NaN },
    ]);
    expect(rejects).toEqual(['no position@4']);
  });

  it('takes neither name nor position from the metadata: they are what the server last knew', () => {
    const { reports } = read(
      frame('ShipStaticData', {
        ImoNumber: 0,
        Name: 'FORENSO@@@',
        CallSign: 'PD3587 ',
        Type: 79,
        Dimension: { A: 120, B: 15, C: 5, D: 7 },
        MaximumStaticDraught: 6.7,
        Destination: 'X ',
      }),
    );
    expect(reports[0]).toMatchObject({
      parts: STATIC,
      lon: Number.NaN,
      name: 'FORENSO',
      callSign: 'PD3587',
      lengthM: 135,
      beamM: 12,
      draughtM: 6.7,
      imo: Number.NaN,
      destination: 'X',
    });
  });

  it('takes of a two-part report only the parts that are valid', () => {
    const b = { CallSign: 'OH1234', ShipType: 37, Dimension: { A: 8, B: 4, C: 2, D: 2 } };
    const { reports, rejects } = read(
      frame('StaticDataReport', { ReportA: { Name: 'RVS ', Valid: true }, ReportB: { ...b, Valid: false } }),
      frame('StaticDataReport', { ReportA: { Name: 'NO', Valid: false }, ReportB: { ...b, Valid: true } }),
      frame('StaticDataReport', { ReportA: { Name: 'NO', Valid: false }, ReportB: { ...b, Valid: false } }),
    );
    expect(reports).toMatchObject([
      { name: 'RVS', callSign: '' },
      { name: '', callSign: 'OH1234', shipType: 37, lengthM: 12 },
    ]);
    expect(rejects).toEqual(['no position@3']);
  });

  it('counts what is no report: confirmations apart, errors, invalid and contradictory frames under reasons', () => {
    const { reports, rejects, otherLines } = read(
      { MessageType: 'SubscriptionConfirmation', Message: { CompressionEnabled: true } },
      { error: 'Api Key Is Not Valid' },
      frame('PositionReport', { Latitude: 1, Longitude: 2, Valid: false }),
      frame('PositionReport', { Latitude: 1, Longitude: 2 }, { MMSI: 5 }),
      frame('PositionReport', { Latitude: 1, Longitude: 2 }, { time_utc: undefined }),
      frame('SafetyBroadcastMessage', { Text: 'X' }),
      { something: 'else' },
    );
    expect([reports, otherLines]).toEqual([[], 1]);
    expect(rejects).toEqual([
      'error told by the feed@2',
      'message marked as not valid@3',
      'bad MMSI@4',
      'no time@5',
      'message type without position or identity@6',
      'not a message of this feed@7',
    ]);
  });

  it('frames without a time are dated from the start that is told', () => {
    const { time_utc: _none, ...MetaData } = frame('PositionReport', {}).MetaData;
    const one = { ...frame('PositionReport', { Latitude: 1, Longitude: 2 }), MetaData };
    const reading = readText(`${JSON.stringify(one)}\n${JSON.stringify(one)}\n`, { startAt: AT, linesPerSecond: 1 });
    expect(reading.reports.map(({ at }) => at)).toEqual([AT, AT + 1000]);
  });

  it('its reader is a function of one message, for a live connection as well', () => {
    const message = frame('PositionReport', { Latitude: 1, Longitude: 2 });
    expect(aisstream.fits(message, '')).toBe(true);
    expect(aisstream.read(message, '')).toMatchObject({ mmsi: 244_650_889, lon: 2, lat: 1 });
  });
});

describe('Digitraffic', () => {
  const location = {
    time: 1706745600,
    sog: 10.7,
    cog: 360,
    navStat: 0,
    rot: 0,
    posAcc: true,
    raim: false,
    heading: 511,
    lon: 20.3,
    lat: 60,
  };
  const metadata = {
    timestamp: 1706745600035,
    destination: 'UST LUGA',
    name: 'ARUNA',
    draught: 68,
    eta: 733376,
    posType: 15,
    refA: 160,
    refB: 33,
    refC: 20,
    refD: 12,
    callSign: 'V7WW7',
    imo: 9543756,
    type: 70,
  };

  it('takes the MMSI from the topic, wherever it was recorded', () => {
    const topic = 'vessels-v2/230985000';
    const dresses = [
      `{"topic":"${topic}/location","payload":${JSON.stringify(location)}}\n{"topic":"${topic}/metadata","payload":${JSON.stringify(metadata)}}\n{"topic":"vessels-v2/status","payload":{"updated":1}}\n`,
      `{"topic":"${topic}/location","payload":${JSON.stringify(JSON.stringify(location))}}\n{"topic":"${topic}/metadata","payload":${JSON.stringify(metadata)}}\n{"topic":"vessels-v2/status","payload":"{}"}\n`,
      `${topic}/location ${JSON.stringify(location)}\n${topic}/metadata ${JSON.stringify(metadata)}\nvessels-v2/status {"updated":1}\n`,
    ];
    for (const text of dresses) {
      const { format, reports, rejects, otherLines } = readAll(text);
      expect([format, rejects, otherLines]).toEqual(['digitraffic-json', [], 1]);
      expect(reports).toMatchObject([
        {
          parts: POSITION,
          mmsi: 230_985_000,
          at: AT,
          lon: 20.3,
          lat: 60,
          speedKn: 10.7,
          courseDeg: Number.NaN,
          headingDeg: Number.NaN,
        },
        {
          parts: STATIC,
          mmsi: 230_985_000,
          at: AT + 35,
          name: 'ARUNA',
          draughtM: 6.8,
          lengthM: 193,
          beamM: 32,
          shipType: 70,
          imo: 9_543_756,
        },
      ]);
    }
  });

  it('reads the vessel list, and its positions as GeoJSON out of an HTTP answer', () => {
    const { refA, refB, refC, refD, type: shipType, ...rest } = metadata;
    const vessel = {
      ...rest,
      mmsi: 230985000,
      shipType,
      referencePointA: refA,
      referencePointB: refB,
      referencePointC: refC,
      referencePointD: refD,
    };
    expect(readAll(JSON.stringify([vessel])).reports[0]).toMatchObject({
      name: 'ARUNA',
      draughtM: 6.8,
      lengthM: 193,
      shipType: 70,
    });
    const feature = {
      mmsi: 219598000,
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [20.8, 55.7] },
      properties: { sog: 0.1, cog: 346.5, timestamp: 59, timestampExternal: 1706745600000 },
    };
    const answer = `HTTP/2 200\r\ncontent-type: application/json\r\n\r\n${JSON.stringify({ type: 'FeatureCollection', features: [feature] })}`;
    expect(readAll(answer)).toMatchObject({
      format: 'geojson',
      reports: [{ mmsi: 219_598_000, at: AT }],
      damage: null,
    });
  });

  it('says when a topic or a payload is none', () => {
    const text = `{"topic":"vessels-v2/230985000/location","payload":"{"}\n{"topic":"vessels-v2/x/location","payload":{}}\n{"topic":"vessels-v2/1/location","payload":{"lon":1,"lat":2}}\n`;
    expect(readAll(text).rejects).toEqual(['damaged JSON@1', 'not a message of this feed@2', 'no time@3']);
  });
});

describe('AISHub', () => {
  const raw = {
    MMSI: 244750034,
    TIME: '1706745600',
    LONGITUDE: 3022815,
    LATITUDE: 31476144,
    COG: 3600,
    SOG: 105,
    HEADING: 511,
    ROT: 128,
    NAVSTAT: 8,
    IMO: 0,
    NAME: 'CHATEAU',
    CALLSIGN: 'PH7002',
    TYPE: 69,
    A: 24,
    B: 6,
    C: 0,
    D: 6,
    DRAUGHT: 12,
    DEST: '',
    ETA: 1596,
  };
  const human = {
    ...raw,
    TIME: '2024-02-01 00:00:00 GMT',
    LONGITUDE: 5.038025,
    LATITUDE: 52.46024,
    COG: 360,
    SOG: 10.5,
    DRAUGHT: 1.2,
    ETA: '00-00 24:60',
  };
  const answer = (...rows: object[]) =>
    JSON.stringify([{ ERROR: false, USERNAME: 'X', FORMAT: 'AIS', RECORDS: rows.length }, rows]);

  it('gives the same of both its formats, known by the time of each row', () => {
    for (const text of [
      answer(raw, human),
      JSON.stringify([raw, human]),
      `${JSON.stringify(raw)}\n${JSON.stringify(human)}`,
    ]) {
      const { format, reports, rejects } = readAll(text);
      expect([format, rejects]).toEqual(['aishub-json', []]);
      for (const report of reports) {
        expect(report).toMatchObject({
          parts: POSITION | STATIC,
          mmsi: 244_750_034,
          at: AT,
          speedKn: 10.5,
          courseDeg: Number.NaN,
          draughtM: 1.2,
          lengthM: 30,
          navStatus: 8,
          imo: Number.NaN,
        });
        expect(report.lon).toBeCloseTo(5.038025, 9);
        expect(report.lat).toBeCloseTo(52.46024, 9);
      }
      expect(reports).toHaveLength(2);
    }
  });

  it('has no position at its own "not available", and no unit where the two are mixed', () => {
    const { reports, rejects } = readAll(
      answer(
        { ...raw, LONGITUDE: 108600000, LATITUDE: 54600000 },
        { ...raw, LONGITUDE: 5.03 },
        { ...human, LONGITUDE: 3022815 },
      ),
    );
    expect(reports.map(({ parts }) => parts)).toEqual([STATIC, STATIC]);
    expect(rejects).toEqual(['not a message of this feed@1']);
  });

  it('counts an answer apart, and an error under its reason', () => {
    expect(readAll(answer(raw)).otherLines).toBe(1);
    expect(readAll('[{"ERROR":true,"ERROR_MESSAGE":"Invalid username"}]').rejects).toEqual([
      'error told by the feed@1',
    ]);
  });
});

describe('JSON of no known feed', () => {
  it('is refused with the feeds that are known', () => {
    expect(() => formatOf('{"a":1}\n', plainOptions)).toThrow(
      /^test is JSON, but not GeoJSON.*BarentsWatch, Digitraffic, AISHub/,
    );
  });
});

function pickOf<T extends object>(object: T, names: readonly (keyof T)[]): Partial<T> {
  return Object.fromEntries(names.map((name) => [name, object[name]])) as Partial<T>;
}
