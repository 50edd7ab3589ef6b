// A table or track file gives what it says and no more: each kind of doubt in small invented inputs. Nothing vanishes
// without a word: every row ends as a report or under a reason, and what is left out of a row is told.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POSITION, STATIC } from '../../server/domain/report.ts';
import { formatOf } from '../../server/feeds/index.ts';
import { oneByOne, plainOptions, randomChunks, readText } from './reading.ts';

const NAMES = [
  'mmsi',
  'imo',
  'name',
  'callsign',
  'destination',
  'draught_m',
  'timestamp',
  'lon',
  'lat',
  'sog',
  'status',
];

describe('a row is read as it stands, whatever stood before it', () => {
  it('and in whatever order the columns are: no ship inherits what another row said', () => {
    const ship = fc.constantFrom(
      { imo: '9161003', name: 'LADY R', callsign: 'UBXN4', destination: 'NAKHODKA', draught_m: '5.5', status: '5' },
      { imo: '9179842', name: 'ANGARA', callsign: '', destination: 'RAJIN', draught_m: '', status: '0' },
      { imo: '', name: '', callsign: '', destination: '', draught_m: '', status: '' },
    );
    const row = fc.tuple(ship, fc.constantFrom('131.9', ''), fc.integer({ min: 0, max: 1 }));
    const order = fc.shuffledSubarray(NAMES, { minLength: NAMES.length });
    fc.assert(
      fc.property(order, fc.array(row, { minLength: 1, maxLength: 12 }), (names, rows) => {
        const lines = rows.map(([said, lon, unit], i) => {
          const where = {
            mmsi: String(273_212_120 + unit),
            timestamp: String(1_700_000_000 + i),
            lon,
            lat: lon && '43.1',
          };
          const cells: Record<string, string> = { ...said, ...where, sog: '1.5' };
          return names.map((name) => cells[name]).join(',');
        });
        const header = names.join(',');
        const together = readText(`${header}\n${lines.join('\n')}\n`);
        const alone = lines.map((line) => readText(`${header}\n${line}\n`));
        expect(together.reports.map((report) => ({ ...report, line: 2 }))).toEqual(alone.flatMap((one) => one.reports));
        expect(together.rejects).toHaveLength(alone.flatMap((one) => one.rejects).length);
      }),
      { numRuns: 300 },
    );
  });

  it('and a row, or a table, that only says who the ship is, is a report', () => {
    const { reports, rejects, parts } = readText(
      'mmsi,name,imo,timestamp,lon,lat\n273212120,LADY R,9161003,2024-02-01T00:00:00Z,,\n273212120,,,2024-02-01T00:00:00Z,131.9,43\n',
    );
    expect(reports.map((report) => report.parts)).toEqual([STATIC, POSITION]);
    expect([...rejects, ...parts]).toEqual([]);
    const table = readText('sourcemmsi,imonumber,callsign,shipname,t\n273212120,9161003,UBXN4,LADY R,1700000000\n');
    expect(table.reports[0]).toMatchObject({ parts: STATIC, imo: 9_161_003, name: 'LADY R' });
  });
});

describe('identifiers are digits', () => {
  const AT = '2024-02-01T00:00:00Z';
  const csv = (imo: string) => readText(`mmsi,imo,timestamp,lon,lat\n273212120,${imo},${AT},131.9,43.1\n`);
  const json = (properties: string) =>
    readText(
      `{"type":"Feature","properties":{"time":"${AT}",${properties}},"geometry":{"type":"Point","coordinates":[131.9,43.1]}}`,
    );

  it.each([
    ['9161003'],
    ['IMO9161003'],
    ['IMO 9161003'],
    ['imo: 9161003'],
    ['9161003.0'],
    [' 9161003 '],
    ['"9161003"'],
  ])('the IMO number %j is read', (imo) => {
    expect(csv(imo)).toMatchObject({ reports: [{ imo: 9_161_003 }], parts: [] });
  });

  it.each([['9.161003E+06'], ['9161003.5'], ['0x8BC95B'], ['+9161003'], ['"9,161,003"'], ['9161OO3']])(
    'the IMO number %j is refused by name, and the position stays',
    (imo) => {
      expect(csv(imo)).toMatchObject({ reports: [{ imo: Number.NaN, lon: 131.9 }], parts: ['bad IMO number@2'] });
    },
  );

  it.each([[''], ['0'], ['IMO0000000'], ['Unknown'], ['null']])('the IMO number %j is none, and no fault', (imo) => {
    expect(csv(imo)).toMatchObject({ reports: [{ imo: Number.NaN }], parts: [] });
  });

  it('in JSON and GPX too', () => {
    expect(json('"mmsi":273212120,"imo":9161003').reports[0]).toMatchObject({ mmsi: 273_212_120, imo: 9_161_003 });
    for (const mmsi of [
      '2.7321212E8',
      '"2.7321212E8"',
      '273212120.5',
      '"0x1048E8D8"',
      '-273212120',
      '"273212120 "',
      '"+273212120"',
    ]) {
      const expected = mmsi === '"273212120 "' ? [] : ['bad MMSI@1'];
      expect([mmsi, json(`"mmsi":${mmsi}`).rejects]).toEqual([mmsi, expected]);
    }
    expect(json('"mmsi":273212120,"imo":9.161003e6').parts).toEqual(['bad IMO number@1']);
    const gpx = (mmsi: string) =>
      readText(
        `<gpx><trk><extensions><mmsi>${mmsi}</mmsi></extensions><trkseg><trkpt lat="1" lon="2"><time>${AT}</time></trkpt></trkseg></trk></gpx>`,
      );
    expect(gpx('273212120').reports).toHaveLength(1);
    expect(gpx('2.7321212e8').rejects).toEqual(['bad MMSI@1']);
  });
});

describe('units are known by a header or a format, never by the size of a number', () => {
  const table = (header: string, value: string, options = {}) =>
    readText(`mmsi,timestamp,lon,lat,${header}\n273212120,2024-02-01T00:00:00Z,131.9,43.1,${value}\n`, options);

  it.each([
    ['draught_m', '24', 24],
    ['Draught (dm)', '24', 2.4],
    ['draft_ft', '20', 6.096],
    ['draught', '5.6', 5.6],
    ['draught', '0', Number.NaN],
  ])('a draught under %j of %s is %d m', (header, value, draughtM) => {
    const { reports, notes } = table(header, value);
    if (Number.isNaN(draughtM)) expect(reports[0]!.draughtM).toBeNaN();
    else expect(reports[0]!.draughtM).toBeCloseTo(draughtM, 6);
    expect(notes).toEqual([]);
  });

  it.each([
    ['sog', '10', 10],
    ['speed_kmh', '18.52', 10],
    ['Speed (m/s)', '10', 19.4384],
    ['speed', '10.5', 10.5],
    ['speed', '0', 0],
  ])('a speed under %j of %s is %d kn', (header, value, speedKn) => {
    const { reports, notes } = table(header, value);
    expect(reports[0]!.speedKn).toBeCloseTo(speedKn, 4);
    expect(notes).toEqual([]);
  });

  it.each([
    ['draught', '24', 'draughtM'],
    ['draft', '85.0', 'draughtM'],
    ['speed', '10', 'speedKn'],
  ] as const)(
    '%s of %s may be whole or tenths: left out, told, and taken when the user names it',
    (header, value, field) => {
      const { reports, rejects, notes } = table(header, value);
      expect(reports[0]![field]).toBeNaN();
      expect(rejects).toEqual([]);
      expect(notes).toEqual([expect.stringContaining(`say --columns ${field}="${header}"`)]);
      if (header !== 'draft') {
        const told = table(header, value, { columns: { [field]: header } });
        expect(told.reports[0]![field]).toBe(Number(value));
        expect(told.notes).toEqual([]);
      }
    },
  );

  it('the same in the properties of GeoJSON, but not where the feed is known by its names', () => {
    const feature = (properties: object) =>
      JSON.stringify({ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [6.1, 62.5] } });
    const bare = readText(feature({ mmsi: 257_000_000, time: '2024-02-01T00:00:00Z', name: 'N0', draught: 24 }));
    expect(bare.reports[0]!.draughtM).toBeNaN();
    expect(bare.notes).toHaveLength(1);
    const known = readText(feature({ mmsi: 257_000_000, msgtime: '2024-02-01T00:00:00+00:00', draught: 24 }));
    expect(known).toMatchObject({ reports: [{ draughtM: 2.4 }], notes: [] });
  });
});

describe('half a row is taken, or the other half is told', () => {
  const head = 'mmsi,timestamp,lon,lat,name\n';
  const row = (lon: string, lat: string) => `273212120,2024-02-01T00:00:00Z,${lon},${lat},LADY R\n`;

  it('a position off the earth is a reason although the row says who the ship is', () => {
    expect(readText(head + row('131.9', '95'))).toMatchObject({
      reports: [{ parts: STATIC }],
      parts: ['bad position@2'],
    });
    expect(readText(head + row('131.9', ''))).toMatchObject({
      reports: [{ parts: STATIC }],
      parts: ['bad position@2'],
    });
    expect(readText(head + row('181', '91'))).toMatchObject({ reports: [{ parts: STATIC }], parts: [] });
    expect(readText(head + row('Unknown', 'nan'))).toMatchObject({ reports: [{ parts: STATIC }], parts: [] });
  });

  it('longitudes to 360 are folded, and 181 is a longitude where the table has shown that it counts so', () => {
    const { reports, parts } = readText(
      head + row('181', '51') + row('180', '51') + row('180.5', '51') + row('181', '51') + row('359.5', '51'),
    );
    expect(reports.map(({ lon }) => lon)).toEqual([Number.NaN, 180, -179.5, -179, -0.5]);
    expect(parts).toEqual(['bad position@2']);
  });

  it('sizes of "511 m or more" are none', () => {
    const sizes = readText(
      'mmsi,timestamp,name,length,width,A,B,C,D\n1,1700000000,X,,,511,20,10,63\n1,1700000000,X,1022,126,,,,\n1,1700000000,X,,,200,20,10,12\n',
    );
    expect(sizes.reports.map(({ lengthM, beamM }) => [lengthM, beamM])).toEqual([
      [Number.NaN, Number.NaN],
      [Number.NaN, Number.NaN],
      [220, 22],
    ]);
  });
});

describe('times', () => {
  const read = (time: string, dateOrder: 'day first' | 'month first' | null = null) =>
    readText(`mmsi;timestamp;lon;lat\n273212120;${time};131,9;43,1\n`, { dateOrder });

  it.each([
    ['2024-02-01 09:00:00+09', '2024-02-01T00:00:00.000Z'],
    ['2024-02-01 09:00:00 KST', '2024-02-01T00:00:00.000Z'],
    ['2024-02-01 00:00:00 +0000 UTC', '2024-02-01T00:00:00.000Z'],
    ['2024-2-1 1:00', '2024-02-01T01:00:00.000Z'],
    ['1 Feb 2024 01:00', '2024-02-01T01:00:00.000Z'],
    ['01-Feb-2024 01:00:00', '2024-02-01T01:00:00.000Z'],
    ['Feb 1, 2024 1:00 PM', '2024-02-01T13:00:00.000Z'],
    ['2024-02-01 12:00:00 AM', '2024-02-01T00:00:00.000Z'],
    ['1706745600', '2024-02-01T00:00:00.000Z'],
    ['1706745600123456', '2024-02-01T00:00:00.123Z'],
    ['1706745600123456789', '2024-02-01T00:00:00.123Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toMatchObject({ rejects: [], reports: [{ at: Date.parse(expected) }] });
  });

  it.each([
    ['2/1/2024 0:00'],
    ['02/01/2024 00:00'],
    ['12/31/2023 23:59'],
    ['31.12.2023 23:59:59'],
    ['02/01/2024 01:00:00 PM'],
  ])('%s is read only by an order that is told', (text) => {
    expect(read(text).rejects).toEqual(['day and month cannot be told apart@2']);
  });

  it('go by the order that is told, and a month over twelve is none', () => {
    expect(read('2/1/2024 13:05', 'month first').reports[0]!.at).toBe(Date.UTC(2024, 1, 1, 13, 5));
    expect(read('2/1/2024 13:05', 'day first').reports[0]!.at).toBe(Date.UTC(2024, 0, 2, 13, 5));
    expect(read('02/01/2024 01:00:00 PM', 'month first').reports[0]!.at).toBe(Date.UTC(2024, 1, 1, 13));
    expect(read('12/31/2023 23:59', 'month first').reports[0]!.at).toBe(Date.UTC(2023, 11, 31, 23, 59));
    expect(read('12/31/2023 23:59', 'day first').rejects).toEqual(['bad time@2']);
  });

  it.each([
    ['2024-02-01'],
    ['2024-02-01 13:00 PM'],
    ['1 Foo 2024 01:00'],
    ['2024-02-30 1:00'],
    ['2024-02-01 00:00:00 IST'],
    ['1/2/24 0:00'],
  ])('%s is no time', (text) => {
    expect(read(text, 'day first').rejects).toEqual(['bad time@2']);
  });
});

describe('a table keeps its rows', () => {
  const head = 'mmsi,timestamp,lon,lat,name\n';
  const row = '273212120,2024-02-01T00:00:00Z,131.9,43.1';

  it('one bad row ends nothing, whatever its name says', () => {
    const { reports, rejects } = readText(
      `${head}${row},A\n273212120,never,131.9,43.1,MMSI 273212120\nx,y,z,MMSI 5,LAT\n${row},B\n`,
    );
    expect(reports.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(rejects).toEqual(['bad time@3', 'bad MMSI@4']);
  });

  it('an unknown header further down refuses its rows, until a known one comes', () => {
    const { reports, rejects } = readText(
      `${head}${row},A\nMMSI,when,where,how,who\n${row},B\nmmsi,lat,lon,time,name\n1,2,3,1700000000,C\n`,
    );
    expect(reports.map(({ name }) => name)).toEqual(['A', 'C']);
    expect(rejects).toEqual(['repeated header@3', 'after an unknown header@4', 'repeated header@5']);
  });

  it('separators and line breaks in quotes belong to the field', () => {
    const text =
      '"mmsi";"time\n(UTC)";"lon";"lat";"name, and, so, on"\n1;1700000000;2;3;"A;\n""B"""\n1;1700000060;2;3;C\n';
    const columns = { name: 'name, and, so, on' };
    for (const chunking of [() => text.length, oneByOne, randomChunks(5, 9)]) {
      const { reports, rejects, lines } = readText(text, { columns }, chunking);
      expect(reports.map(({ name, line }) => [name, line])).toEqual([
        ['A; "B"', 3],
        ['C', 5],
      ]);
      expect([rejects, lines]).toEqual([[], 5]);
    }
  });

  it('a quote that never closes takes no other row with it', () => {
    const open = (name: string) => `${row},${name}\n`;
    const { reports } = readText(
      `${head}${open('"A')}${open('"B, C"')}${open('"D')}${open('E"')}${open('""')}${open('F')}`,
    );
    expect(reports.map(({ name }) => name)).toEqual(['"A', 'B, C', '"D', 'E"', '', 'F']);
  });

  it('lines may end in CR alone, and runs of NUL bytes are nothing', () => {
    const text = `${head}${row},A\n${row},B\n`;
    for (const chunking of [() => text.length, oneByOne]) {
      const cr = readText(text.replaceAll('\n', '\r'), {}, chunking);
      expect([cr.reports.map(({ name }) => name), cr.rejects, cr.lines]).toEqual([['A', 'B'], [], 3]);
    }
    const nul = readText(`\0\0\0\0${text.replace('A\n', `A\n${'\0'.repeat(600)}`)}`);
    expect([nul.reports.map(({ name }) => name), nul.rejects]).toEqual([['A', 'B'], []]);
    expect(() => readText('m\0m\0s\0i\0,\0t\0')).toThrow('UTF-16');
    expect(() => formatOf('\0\x01\0\x02 neither this', plainOptions)).toThrow('binary file');
  });

  it('every row that is not blank ends as one report or under one reason', () => {
    const field = fc.oneof(
      fc.constantFrom(
        '273212120',
        '43.1',
        '200',
        '95',
        '2023-08-01T00:00:00Z',
        '1/2/2023 10:00',
        '',
        '"A',
        'B"',
        '"C\nD"',
        'IMO9161003',
        '9e6',
        'mmsi',
      ),
      fc.string({ maxLength: 6, unit: fc.constantFrom('a', '1', '"', ',', ' ', '-', '\r') }),
    );
    const table = fc.array(fc.array(field, { minLength: 1, maxLength: 8 }), { maxLength: 10 });
    fc.assert(
      fc.property(table, fc.integer(), (rows, seed) => {
        const good = '273212120,2023-08-01T00:00:00Z,43.1,131.9,1.5,LADY R,9161003,70\n';
        const lines = rows.map((cells) => `${cells.join(',')}\n`).join(good);
        const text = `mmsi,time,lat,lon,sog,name,imo,ship_type\n${good}${lines}${good}`;
        const reading = readText(text, {}, randomChunks(seed, 30));
        expect(reading).toEqual(readText(text));
        // Where a row of several lines ends is the scanner's to say: good rows may be swallowed by none of them.
        const rowsIn = new Set([
          ...reading.reports.map(({ line }) => line),
          ...reading.rejects.map((said) => Number(said.split('@')[1])),
        ]);
        expect(rowsIn.size).toBe(reading.reports.length + reading.rejects.length);
        const physical = text.split('\n').slice(1, -1);
        const blank = physical.filter((line) => /^[ \t\r]*$/.test(line)).length;
        const joined = physical.length - blank - rowsIn.size;
        const breaks = rows.flat().filter((cell) => cell.includes('\n')).length;
        expect(joined).toBeGreaterThanOrEqual(0);
        if (!lines.includes('"')) expect(joined).toBe(0);
        else expect(joined).toBeLessThanOrEqual(breaks + 32 * rows.length);
      }),
      { numRuns: 500 },
    );
  });
});

describe('GPX', () => {
  const file = (name: string, encoding = 'UTF-8', more = '') =>
    `<?xml version="1.0" encoding="${encoding}"?>\n<g:gpx xmlns:g="x"><g:trk><g:name>${name}</g:name>${more}<g:trkseg>\n<g:trkpt lat="43" lon="131.9"><g:time>2024-02-01T00:00:00Z</g:time></g:trkpt>\n</g:trkseg></g:trk></g:gpx>\n`;

  it.each([
    ['track 202402011 export'],
    ['202402011'],
    ['Export 202402011'],
    ['Order 123456789'],
    ['call 0044207946095812'],
    ['(202402011)'],
    ['LEG 273212120 B'],
  ])('nine digits in the name %j are no MMSI', (name) => {
    expect(readText(file(name))).toMatchObject({ reports: [], rejects: ['no MMSI@3'] });
    expect(readText(file(name), { mmsi: 273_212_120 }).reports[0]).toMatchObject({ mmsi: 273_212_120 });
  });

  it('a label makes them one; at the end of a name they are taken with a word, and an option goes before them', () => {
    expect(readText(file('MMSI: 273212120'))).toMatchObject({ reports: [{ mmsi: 273_212_120, name: '' }], notes: [] });
    expect(readText(file('LADY R [273212120]'), { mmsi: 5 })).toMatchObject({
      reports: [{ mmsi: 273_212_120, name: 'LADY R' }],
      notes: [],
    });
    const bare = readText(file('LADY R 273212120'));
    expect(bare.reports[0]).toMatchObject({ mmsi: 273_212_120, name: 'LADY R' });
    expect(bare.notes).toEqual([expect.stringContaining('"LADY R 273212120" is taken as of 273212120')]);
    expect(readText(file('LADY R 273212120'), { mmsi: 5 })).toMatchObject({ reports: [{ mmsi: 5 }], notes: [] });
  });

  it('is read in the encoding that it declares, and an unknown one is told', () => {
    const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
    for (const chunking of [(rest: number) => rest, oneByOne]) {
      expect(readText(latin1(file('SØREN (219000001)', 'ISO-8859-1')), {}, chunking).reports[0]!.name).toBe('SØREN');
      expect(readText(file('SØREN (219000001)'), {}, chunking).reports[0]!.name).toBe('SØREN');
    }
    const cyrillic = [...latin1(file('X (273212120)', 'windows-1251'))].map((byte) => (byte === 88 ? 0xcb : byte));
    expect(readText(Uint8Array.from(cyrillic)).reports[0]!.name).toBe('Л');
    const unknown = readText(file('X (273212120)', 'klingon'));
    expect(unknown).toMatchObject({
      reports: [],
      rejects: ['damaged XML@1'],
      damage: 'is in the encoding klingon, which is not known',
    });
  });

  it('that breaks off, or is no XML further on, says so', () => {
    const text = file('LADY R (273212120)');
    const cut = readText(text.slice(0, text.indexOf('</g:trkseg>')));
    expect(cut).toMatchObject({
      reports: [{ lon: 131.9 }],
      rejects: ['damaged XML@4'],
      damage: 'breaks off before its end',
    });
    expect(readText(text.replace('</g:trkseg>', '<')).damage).toMatch(/^is no well-formed XML from line [45] on$/);
    expect(readText(text)).toMatchObject({ damage: null, lines: 4 });
  });
});

describe('GeoJSON', () => {
  const feature = (lon: number) =>
    `{"type":"Feature","properties":{"mmsi":273212120,"time":${1_700_000_000 + lon}},"geometry":{"type":"Point","coordinates":[${lon},43]}}`;

  it('that breaks off inside a feature or between two says so', () => {
    const whole = `{"type":"FeatureCollection","features":[${feature(1)},\n${feature(2)}]}`;
    expect(readText(whole)).toMatchObject({ reports: [{ lon: 1 }, { lon: 2 }], damage: null });
    expect(readText(whole.slice(0, -20))).toMatchObject({ reports: [{ lon: 1 }], damage: 'breaks off before its end' });
    expect(readText(whole.slice(0, whole.indexOf('\n')))).toMatchObject({
      reports: [{ lon: 1 }],
      damage: 'breaks off before its end',
    });
    expect(readText(`[${feature(1)},`).damage).toBe('breaks off before its end');
  });

  it('with a feature per line loses only the lines that are damaged', () => {
    const cut = [
      '{"type":"Feature","properties":{"mm',
      '{"type":"Feature","properties":{',
      '{"type":"Feature",',
      '{"type":"Feature","properties":{"name":"A"',
      '{"type":"Feature","properties":',
      '{"type":"Feature","bbox":[1,',
      'oops',
      '}',
    ];
    for (const damage of cut) {
      const { reports, rejects } = readText([feature(1), damage, feature(2), feature(3), ''].join('\n'));
      expect([damage, reports.map(({ lon }) => lon), rejects]).toEqual([damage, [1, 2, 3], ['damaged JSON@2']]);
    }
    const line = fc.oneof(fc.constant(null), fc.constantFrom(...cut.filter((damage) => damage.startsWith('{'))));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.integer(), (lines, seed) => {
        const text = lines.map((damage, i) => damage ?? feature(i + 1)).join('\n');
        const reading = readText(`${feature(100)}\n${text}`, {}, randomChunks(seed, 30));
        const good = lines.flatMap((damage, i) => (damage === null ? [i + 1] : []));
        const bad = lines.flatMap((damage, i) => (damage === null ? [] : [`damaged JSON@${i + 2}`]));
        expect(reading.reports.map(({ lon }) => lon)).toEqual([100, ...good]);
        expect(reading.rejects.toSorted()).toEqual(bad.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  it('says of a feature without a geometry who it is, if that is told', () => {
    const { reports, rejects } = readText(
      '{"type":"Feature","geometry":null,"properties":{"mmsi":1,"time":1700000000,"name":"A"}}\n{"type":"Feature","geometry":null,"properties":{"mmsi":1,"time":1700000000}}',
    );
    expect(reports).toMatchObject([{ parts: STATIC, name: 'A' }]);
    expect(rejects).toEqual(['no position@2']);
  });
});
