import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { POSITION, STATIC, STATION } from '../../server/domain/report.ts';
import { formatOf } from '../../server/feeds/index.ts';
import { plainOptions, readText } from './reading.ts';

// Header and rows as published in aisdk-2023-03-18.csv and later (Danish Maritime Authority), names shortened.
const DMA_HEADER =
  '# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,IMO,Callsign,Name,Ship type,Cargo type,Width,Length,Type of position fixing device,Draught,Destination,ETA,Data source type,A,B,C,D';
const DMA = `${DMA_HEADER}
18/03/2023 00:00:00,Base Station,2190064,56.7166,11.519,Unknown value,,,,,Unknown,,,Undefined,,,,GPS,,,,AIS,,,,
18/03/2023 00:00:01,Class A,352002266,55.4921,14.7525,Under way using engine,0.7,12.5,241.8,241,Unknown,,,Undefined,,,,Undefined,,,,AIS,,,,
18/03/2023 00:00:01,Class A,219472000,91,0,Unknown value,,,,,9686429,OWMI2,GUARDVESSEL ADVANCER,Other,,8,23,GPS,1.9,GUARD VESSEL FEMARN,11/03/2023 21:00:00,AIS,16,7,5,3
18/03/2023 00:00:02,Class B,219472001,54.5,11.25,Restricted maneuverability,,0.0,360,511,Unknown,,,Fishing,,,,GPS,,,,AIS,10,5,2,2
`;

const LEGACY = `MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,Width,Draft,Cargo,TransceiverClass
367777550,2022-06-01T00:00:02,28.10198,-96.93931,0.0,360.0,511.0,HARRY LEE,,WDJ4420,52,0,0,0,0.0,52,A
636021061,2023-01-11T00:00:00,26.09241,-80.04806,8.8,272.7,270.0,MSC NAISHA III,IMO9307839,5LCB4,70,8.0,208.0,30.0,8.0,70.0,A
367704390,2023-07-12T00:00:04,42.3634,-83.0119,0.0,302.2,511.0,RAY "CHIEF" TONEY,IMO0000000,WDI5024,31,12,25,,,57,B
367704391,2017-07-12T00:00:04,42.3634,-83.0119,102.3,-49.6,,"QUOTED, NAME",,,1012,at anchor,,,,,
`;

const CSV2 = `mmsi,base_date_time,longitude,latitude,sog,cog,heading,vessel_name,imo,call_sign,vessel_type,status,length,width,draft,cargo,transceiver
245299000,2024-07-12 00:00:03,-82.59744,41.87042,12.1,285.0,285,ATLANTICBORG,IMO9466350,PCEC,70,0,142,21,9.7,79,A
`;

describe('Danish daily files', () => {
  const { format, reports, rejects } = readText(DMA);

  it('are known by their header, whose hash is no comment', () => {
    expect(format).toBe('dma-csv');
    expect(rejects).toEqual([]);
    expect(reports.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
  });

  it('give day-first UTC times, and words for status, type and station as AIS numbers', () => {
    expect(new Date(reports[1]!.at).toISOString()).toBe('2023-03-18T00:00:01.000Z');
    expect(reports.map(({ station }) => station)).toEqual([
      STATION.base,
      STATION.classA,
      STATION.classA,
      STATION.classB,
    ]);
    expect(reports.map(({ navStatus }) => navStatus)).toEqual([Number.NaN, 0, Number.NaN, 3]);
    expect(reports.map(({ shipType }) => shipType)).toEqual([Number.NaN, Number.NaN, 90, 30]);
  });

  it('take latitude 91 as no position and still tell who it is', () => {
    expect(reports[2]).toMatchObject({
      parts: STATIC,
      lat: Number.NaN,
      imo: 9_686_429,
      callSign: 'OWMI2',
      name: 'GUARDVESSEL ADVANCER',
      lengthM: 23,
      beamM: 8,
      draughtM: 1.9,
      destination: 'GUARD VESSEL FEMARN',
    });
    expect(reports[1]).toMatchObject({ parts: POSITION, lon: 14.7525, lat: 55.4921, speedKn: 12.5, name: '' });
  });

  it('make course 360 and heading 511 absent, and the size from A to D where no length is given', () => {
    expect(reports[3]).toMatchObject({ courseDeg: Number.NaN, headingDeg: Number.NaN, lengthM: 15, beamM: 4 });
  });

  it('are read with the 22 columns of before 2019 too', () => {
    const old = DMA_HEADER.replace(',A,B,C,D', '');
    const row =
      '01/06/2018 00:00:00,Class A,215810000,55.921028,17.320418,Constrained by her draught,0.0,12.5,255.5,256,Unknown,,,Undefined,,,,Undefined,,,,AIS';
    const [report] = readText(`${old}\n${row}\n`).reports;
    expect(report).toMatchObject({ mmsi: 215_810_000, at: Date.UTC(2018, 5, 1), navStatus: 4, headingDeg: 256 });
  });
});

describe('MarineCadastre files', () => {
  it('are read by column name: the legacy ones have latitude first', () => {
    const { format, reports, rejects } = readText(LEGACY);
    expect(format).toBe('marine-cadastre-csv');
    expect(rejects).toEqual([]);
    expect(reports[1]).toMatchObject({
      parts: POSITION | STATIC,
      at: Date.UTC(2023, 0, 11),
      lon: -80.04806,
      lat: 26.09241,
      speedKn: 8.8,
      courseDeg: 272.7,
      headingDeg: 270,
      navStatus: 8,
      imo: 9_307_839,
      name: 'MSC NAISHA III',
      shipType: 70,
      lengthM: 208,
      draughtM: 8,
      station: STATION.classA,
    });
  });

  it('make zero sizes, IMO0000000 and the US type codes absent', () => {
    const { reports } = readText(LEGACY);
    expect(reports[0]).toMatchObject({ lengthM: Number.NaN, beamM: Number.NaN, draughtM: Number.NaN });
    expect(reports[2]!.imo).toBeNaN();
    expect(reports[3]).toMatchObject({
      shipType: Number.NaN,
      speedKn: Number.NaN,
      courseDeg: Number.NaN,
      navStatus: 1,
    });
  });

  it('may have bare quotes inside a name, and a comma inside a quoted one', () => {
    const { reports } = readText(LEGACY);
    expect(reports[2]!.name).toBe('RAY "CHIEF" TONEY');
    expect(reports[3]!.name).toBe('QUOTED, NAME');
  });

  it('are read with longitude first in the lower-case files', () => {
    const { format, reports } = readText(CSV2);
    expect(format).toBe('marine-cadastre-csv');
    expect(reports[0]).toMatchObject({ lon: -82.59744, lat: 41.87042, name: 'ATLANTICBORG', imo: 9_466_350 });
  });

  it('may be joined end to end although their columns are ordered otherwise', () => {
    const { reports, rejects } = readText(LEGACY + CSV2);
    expect(rejects).toEqual(['repeated header@6']);
    expect(reports.at(-1)).toMatchObject({ lon: -82.59744, lat: 41.87042 });
  });

  it('are not swallowed by a name that opens a quote and never closes it', () => {
    const row = LEGACY.split('\n')[1]!;
    const { reports } = readText(`${LEGACY.split('\n')[0]}\n${row.replace('HARRY LEE', '"HARRY LEE')}\n${row}\n`);
    expect(reports.map(({ name }) => name)).toEqual(['"HARRY LEE', 'HARRY LEE']);
  });
});

describe('other tables of positions', () => {
  it('are known by well-known header names, as in the Solent file', () => {
    const { format, reports } = readText(
      'Time,MMSI,Latitude_degrees,Longitude_degrees,COG_degrees,SOG_knots\n' +
        '2016-01-12 13:02:11.218,235070762,50.7730133333333,-1.092935,157.8,5.9\n',
    );
    expect(format).toBe('generic-csv');
    expect(reports[0]).toMatchObject({
      parts: POSITION,
      mmsi: 235_070_762,
      at: Date.UTC(2016, 0, 12, 13, 2, 11, 218),
      lat: 50.7730133333333,
      lon: -1.092935,
      courseDeg: 157.8,
      speedKn: 5.9,
    });
  });

  it('take the columns of Global Fishing Watch, and the MMSI out of the segment id where there is none', () => {
    const { format, reports } = readText(
      'lon,lat,timestamp,speed,course,seg_id\n131.9,43.1,2023-08-01 00:00:00 UTC,7.5,180,273212120-2023-08-01T00:00:00.000000Z-1\n',
    );
    expect(format).toBe('global-fishing-watch-csv');
    expect(reports[0]).toMatchObject({ mmsi: 273_212_120, lon: 131.9, at: Date.UTC(2023, 7, 1) });
    const named = readText('seg_id,ssvid,lat,lon,timestamp\nx,273212120,43.1,131.9,2023-08-01T00:00:00Z\n');
    expect(named.reports[0]!.mmsi).toBe(273_212_120);
  });

  it('take MarineTraffic speeds in tenths of a knot, and nobody else’s', () => {
    const row = '273212120,9161003,777,43.1,131.9,125,180,181,0,2023-08-01T00:00:00,TER\n';
    const own = readText(`MMSI,IMO,SHIP_ID,LAT,LON,SPEED,HEADING,COURSE,STATUS,TIMESTAMP,DSRC\n${row}`);
    expect(own.format).toBe('marine-traffic-csv');
    expect(own.reports[0]).toMatchObject({ speedKn: 12.5, courseDeg: 181, imo: 9_161_003 });
    const other = readText(`MMSI,IMO,X,LAT,LON,SPEED,HEADING,COURSE,STATUS,TIMESTAMP,Y\n${row.replace('125', '12.5')}`);
    expect(other.format).toBe('generic-csv');
    expect(other.reports[0]!.speedKn).toBe(12.5);
  });

  it('take VesselFinder and Spire rows, with the arrival time where it is told', () => {
    const finder = readText(
      'MMSI,TIMESTAMP,LATITUDE,LONGITUDE,COURSE,SPEED,HEADING,NAVSTAT,IMO,NAME,CALLSIGN,TYPE,A,B,C,D,DRAUGHT,DESTINATION\n' +
        '273212120,2023-08-01 00:00:00 UTC,43.1,131.9,181,12.5,511,5,9161003,LADY R,UBXN4,79,100,22,10,8,5.6,VLADIVOSTOK\n',
    );
    expect(finder.reports[0]).toMatchObject({ navStatus: 5, lengthM: 122, beamM: 18, draughtM: 5.6, name: 'LADY R' });
    const spire = readText(
      'created_at,timestamp,mmsi,msg_type,latitude,longitude,speed,status\n' +
        '2023-08-01T03:00:00.5Z,2023-08-01T00:00:00Z,273212120,27,43.1,131.9,12,UNDER_WAY_USING_ENGINE\n',
    );
    expect(spire.reports[0]).toMatchObject({
      at: Date.UTC(2023, 7, 1),
      arrivedAt: Date.UTC(2023, 7, 1, 3, 0, 0, 500),
      coarse: true,
      navStatus: 0,
    });
  });

  it('take semicolons with decimal commas, tabs, quoted values and compact times', () => {
    const statsat = readText(
      'mmsi;lon;lat;date_time_utc;sog;cog;true_heading;nav_status;rot;message_nr;source\n273212120;131,9;43,1;2023-08-01 00:00:00;12,5;181;180;0;0;1;x\n',
    );
    expect(statsat.reports[0]).toMatchObject({ lon: 131.9, lat: 43.1, speedKn: 12.5, station: STATION.classA });
    const tabs = readText('MMSI\ttime\tlat\tlon\n273212120\t1690848000\t43.1\t131.9\n');
    expect(tabs.reports[0]!.at).toBe(1_690_848_000_000);
    const exact = readText(
      '"MMSI","Time","Longitude","Latitude","Vessel_Name"\r\n"273212120","20230801_000000","131.9","43.1","None"\r\n',
    );
    expect(exact.reports[0]).toMatchObject({ at: Date.UTC(2023, 7, 1), lon: 131.9, lat: 43.1, name: '' });
  });

  it('take a column map for headers of their own', () => {
    const columns = { mmsi: 'unit', at: 'when', lon: 'X', lat: 'Y', speedKn: 'v' };
    const { reports } = readText('unit,when,X,Y,v\n273212120,2023-08-01T00:00:00Z,131.9,43.1,7\n', { columns });
    expect(reports[0]).toMatchObject({ mmsi: 273_212_120, lon: 131.9, lat: 43.1, speedKn: 7 });
  });

  it('take the MMSI from the option when the table has none', () => {
    const { reports } = readText('time,lat,lon\n2023-08-01T00:00:00Z,43.1,131.9\n', { mmsi: 273_212_120 });
    expect(reports[0]!.mmsi).toBe(273_212_120);
  });

  it('refuse dates in which day and month could be swapped, unless the order is told', () => {
    const text = 'mmsi,time,lat,lon\n273212120,01/06/2018 10:00:00,43.1,131.9\n';
    expect(readText(text).rejects).toEqual(['day and month cannot be told apart@2']);
    expect(readText(text, { dateOrder: 'month first' }).reports[0]!.at).toBe(Date.UTC(2018, 0, 6, 10));
    expect(readText(text, { dateOrder: 'day first' }).reports[0]!.at).toBe(Date.UTC(2018, 5, 1, 10));
  });
});

describe('bad rows', () => {
  const head = 'mmsi,time,lat,lon,sog\n';
  const good = '273212120,2023-08-01T00:00:00Z,43.1,131.9,1';
  it.each([
    ['273212120,2023-08-01T00:00:00Z,43.1', 'too few fields'],
    [`${good},7`, 'too many fields'],
    ['abc,2023-08-01T00:00:00Z,43.1,131.9,1', 'bad MMSI'],
    ['1073741823,2023-08-01T00:00:00Z,43.1,131.9,1', 'bad MMSI'],
    [',2023-08-01T00:00:00Z,43.1,131.9,1', 'no MMSI'],
    ['273212120,2023-02-29T00:00:00Z,43.1,131.9,1', 'bad time'],
    ['273212120,2023-08-01T24:00:00Z,43.1,131.9,1', 'bad time'],
    ['273212120,1970-01-01T00:00:00Z,43.1,131.9,1', 'bad time'],
    ['273212120,,43.1,131.9,1', 'no time'],
    ['273212120,2023-08-01T00:00:00Z,,,1', 'no position'],
    ['273212120,2023-08-01T00:00:00Z,91,181,1', 'no position'],
    ['273212120,2023-08-01T00:00:00Z,0,0,1', 'no position'],
    ['273212120,2023-08-01T00:00:00Z,43.1,361,1', 'bad position'],
    ['273212120,2023-08-01T00:00:00Z,43.1,-191,1', 'bad position'],
    ['273212120,2023-08-01T00:00:00Z,43.1,181,1', 'bad position'],
    ['273212120,2023-08-01T00:00:00Z,,131.9,1', 'bad position'],
    ['5.38007E+08,2023-08-01T00:00:00Z,43.1,131.9,1', 'bad MMSI'],
    ['0x20112233,2023-08-01T00:00:00Z,43.1,131.9,1', 'bad MMSI'],
    ['538007001.5,2023-08-01T00:00:00Z,43.1,131.9,1', 'bad MMSI'],
    ['-538007001,2023-08-01T00:00:00Z,43.1,131.9,1', 'bad MMSI'],
    ['IMO9161003,2023-08-01T00:00:00Z,43.1,131.9,1', 'bad MMSI'],
    ['273212120,1.690848E+09,43.1,131.9,1', 'bad time'],
    ['273212120,0x64C84D00,43.1,131.9,1', 'bad time'],
    ['273212120,45139.5417,43.1,131.9,1', 'bad time'],
    ['273212120,2023-08-01 00:00:00 CST,43.1,131.9,1', 'bad time'],
    ['273212120,2023-08-01T00:00:00Z,north,131.9,1', 'bad position'],
    [`27321${'2'.repeat(70_000)}`, 'line too long'],
  ])('%.40s… is counted under its reason and line', (row, reason) => {
    const { reports, rejects } = readText(`${head}${good}\n\n${row}\n${good}\n`);
    expect(rejects).toEqual([`${reason}@4`]);
    expect(reports.map(({ line }) => line)).toEqual([2, 5]);
  });

  it('are not those with an empty field at the end, CRLF, a byte order mark or no last line end', () => {
    const { reports, rejects } = readText(`\uFEFF${head.trim()}\r\n${good},\r\n${good}`);
    expect(rejects).toEqual([]);
    expect(reports).toHaveLength(2);
    expect(reports[1]!.speedKn).toBe(1);
  });

  it('keep placeholders: what to make of MMSI 0 is not for a feed to say', () => {
    const { reports } = readText(`${head}0,2023-08-01T00:00:00Z,43.1,131.9,1\n`);
    expect(reports[0]!.mmsi).toBe(0);
  });
});

describe('an unknown table', () => {
  it('is refused in one sentence with its header, the formats known and the way out', () => {
    const open = () => formatOf('a,b,c\n1,2,3\n', plainOptions);
    expect(open).toThrow(/^test has the unknown CSV header "a,b,c"\. Known are: .*Danish.* column map/s);
  });

  it('is refused by the column that a map names and the header lacks', () => {
    const open = () => formatOf('a,b,c\n1,2,3\n', { ...plainOptions, columns: { mmsi: 'unit' } });
    expect(open).toThrow('the column map names the column "unit", which the header does not have: "a,b,c"');
    const field = () => formatOf('a,b,c\n1,2,3\n', { ...plainOptions, columns: { ship: 'a' } });
    expect(field).toThrow('the column map names the field "ship"; the fields are mmsi, at,');
  });

  it('is told from text that is no table and from JSON that is no GeoJSON', () => {
    expect(() => formatOf('hello\nworld\n', plainOptions)).toThrow('not a track file: its first line is "hello"');
    expect(() => formatOf('{"a":1}\n', plainOptions)).toThrow('test is JSON, but not GeoJSON');
  });
});

describe('reading fast', () => {
  it('gives the numbers that the text says, however many digits', () => {
    const decimal = fc
      .tuple(fc.boolean(), fc.nat({ max: 179 }), fc.stringMatching(/^(\.\d{0,18})?$/))
      .map(([negative, whole, rest]) => `${negative ? '-' : ''}${whole}${rest}`);
    fc.assert(
      fc.property(fc.array(decimal, { minLength: 1, maxLength: 30 }), (numbers) => {
        const rows = numbers.map((lon) => `273212120,2023-08-01T00:00:00Z,43.1,${lon}\n`).join('');
        const { reports } = readText(`mmsi,time,lat,lon\n${rows}`);
        expect(reports.map(({ lon }) => lon + 0)).toEqual(numbers.map((text) => Number(text) + 0));
      }),
      { numRuns: 200 },
    );
  });

  it('gives for each row what it gives for that row alone, whatever ships came before', () => {
    const header = LEGACY.split('\n')[0]!;
    const tail = fc
      .tuple(
        fc.constantFrom('LADY R', '"LADY R"', 'MARIA', '', '"A,B"'),
        fc.constantFrom('IMO9161003', '9161003', '', 'IMO0'),
        fc.constantFrom('UBXN4', ''),
        fc.constantFrom('70', '70.0', '0', ''),
        fc.constantFrom('0', '5.0', '15', ''),
        fc.constantFrom('122', '0', ''),
        fc.constantFrom('18', '18,9', ''),
        fc.constantFrom('5.6', '', '5.6,'),
        fc.constantFrom('A', 'B', '', 'A,', 'A,x', 'A\r'),
      )
      .map(([name, imo, callSign, type, status, length, width, draft, device]) =>
        [name, imo, callSign, type, status, length, width, draft, type, device].join(','),
      );
    const row = fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('26.1', '91', ''), tail)
      .map(([mmsi, lat, rest]) => `${mmsi},2023-01-11T00:00:00,${lat},-80.0,8.8,272.7,270.0,${rest}`);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const together = readText(`${header}\n${rows.join('\n')}\n`);
        const alone = rows.map((text) => readText(`${header}\n${text}\n`));
        expect(together.reports.map((report) => ({ ...report, line: 2 }))).toEqual(alone.flatMap((one) => one.reports));
        expect(together.rejects.map((reject) => reject.replace(/@.*/, '@2'))).toEqual(
          alone.flatMap((one) => one.rejects),
        );
      }),
      { numRuns: 100 },
    );
  });
});
