// Small inputs that once gave a wrong value, each with its right one. They are not part of this repository: they lie
// beside it where it was made. `only-what-is-known.test.ts` has inputs of the same kinds that are.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeSentences } from '../../server/ais/decode-sentences.ts';
import { copyReport, emptyReport, POSITION, type Report, STATIC } from '../../server/domain/report.ts';
import { type ReadOptions, type ReadResult, readTracks } from '../../server/feeds/read-tracks.ts';

const folder = fileURLToPath(new URL('../../../shared/cases/ais/', import.meta.url));

interface Case {
  file: string;
  /** What the reports must say. */
  says: string;
  options?: ReadOptions;
  check(reports: readonly Report[], result: ReadResult): void;
}

const iso = ({ at }: Report) => new Date(at).toISOString();

const cases: readonly Case[] = [
  {
    file: '14-gps-week-rollover.nmea',
    says: 'the date of the base station, and a word about the GPS clock',
    check: (reports, { notes }) => {
      expect(reports.map(iso)).toEqual([
        '2024-03-24T10:10:10.000Z',
        '2024-03-24T10:10:10.000Z',
        '2024-03-24T10:11:10.000Z',
        '2024-03-24T10:11:10.000Z',
      ]);
      expect(notes).toEqual([expect.stringContaining('1024 weeks behind')]);
    },
  },
  {
    file: '15-leap-prefix.nmea',
    says: 'the leap second as the first of the next minute',
    check: (reports) =>
      expect(reports.map(iso)).toEqual([
        '2016-12-31T23:59:59.000Z',
        '2017-01-01T00:00:00.000Z',
        '2017-01-01T00:00:00.000Z',
      ]),
  },
  {
    file: '16-ns-prefix.nmea',
    says: 'nanoseconds as such',
    check: (reports) => expect(reports.map(iso)).toEqual(['2023-11-14T22:13:20.123Z', '2023-11-14T22:14:20.123Z']),
  },
  {
    file: '17c-prefix-hour-only.nmea',
    says: 'UTC of a log in +09',
    check: (reports) => expect(reports.map(iso)[0]).toBe('2023-12-31T15:00:00.000Z'),
  },
  {
    file: '34-semicolon-in-quoted-header.csv',
    says: 'every row, although a quoted name is full of another separator',
    check: (reports, { rejects }) => expect([reports.length, rejects]).toEqual([4, {}]),
  },
  {
    file: '35-quoted-newline.csv',
    says: 'every row, names over two lines among them',
    check: (reports, { rejects }) => {
      expect(reports.map(({ name, line }) => [name, line])).toEqual([
        ['ALPHA ONE', 2],
        ['ALPHA ONE', 4],
        ['BRAVO', 6],
      ]);
      expect(rejects).toEqual({});
    },
  },
  {
    file: '36-cr-only.csv',
    says: 'every row of a file whose lines end in CR',
    check: (reports, { lines, rejects }) => expect([reports.length, lines, rejects]).toEqual([4, 5, {}]),
  },
  {
    file: '38-excel-mmsi-sci.csv',
    says: 'nothing of MMSIs that a spreadsheet has shortened, and why',
    check: (reports, { rejects, errors }) => {
      expect([reports, rejects]).toEqual([[], { 'bad MMSI': 2 }]);
      expect(errors).toEqual([expect.stringContaining('MMSIs that a spreadsheet has shortened, as in line 2')]);
    },
  },
  {
    file: '41-us-excel-dates.csv',
    says: 'only the date that nobody can read in two ways, and how to read the others',
    check: (reports, { rejects, errors }) => {
      expect(reports.map(iso)).toEqual(['2024-02-01T01:00:00.000Z']);
      expect(rejects).toEqual({ 'day and month cannot be told apart': 6 });
      expect(errors).toEqual([expect.stringContaining('--dates "month first"')]);
    },
  },
  {
    file: '41-us-excel-dates.csv',
    says: 'all of it once the month is said to come first',
    options: { dateOrder: 'month first' },
    check: (reports, { errors }) => {
      expect(reports.map(iso)).toEqual([
        '2024-02-01T00:00:00.000Z',
        '2024-02-01T13:05:00.000Z',
        '2023-12-31T23:59:00.000Z',
        '2024-02-01T00:00:00.000Z',
        '2024-02-13T01:02:03.000Z',
        '2024-02-01T13:00:00.000Z',
        '2024-02-01T01:00:00.000Z',
      ]);
      expect(errors).toEqual([]);
    },
  },
  {
    file: '54-bad-position-with-name.csv',
    says: 'ten positions over the 180th meridian',
    check: (reports) => {
      expect(reports.every(({ parts }) => parts === (POSITION | STATIC))).toBe(true);
      expect(reports.map(({ lon }) => Number(lon.toFixed(2)))).toEqual([
        179.8, 179.9, 180, -179.9, -179.8, -179.7, -179.6, -179.5, -179.4, -179.3,
      ]);
    },
  },
  {
    file: '55-one-bad-row-ends-file.csv',
    says: 'all rows but the bad one',
    check: (reports, { rejects }) => expect([reports.length, rejects]).toEqual([299, { 'bad time': 1 }]),
  },
  {
    file: '56-nul-early.nmea',
    says: 'every sentence around a run of NUL bytes',
    check: (reports, { rejects }) => expect([reports.length, rejects]).toEqual([1515, {}]),
  },
  {
    file: '58-collision.csv',
    says: 'of each row the ship that it names',
    check: (reports) =>
      expect(reports.map(({ name, imo }) => [name, imo])).toEqual([
        ['LADY R', 9_161_003],
        ['BRAVO', 9_187_629],
        ['LADY R', 9_161_003],
        ['BRAVO', 9_187_629],
      ]),
  },
  {
    file: 'csv-name-before-tail.csv',
    says: 'of each row the ship that it names',
    check: (reports) => expect(reports.map(({ imo }) => imo)).toEqual([9_161_003, 9_161_003, 9_179_842, 9_179_842]),
  },
  {
    file: '66-prefix.gpx',
    says: 'the points of a file whose names have a prefix',
    options: { mmsi: 538_007_001 },
    check: (reports) => expect(reports.map(({ lat }) => lat)).toEqual([43, 43.01]),
  },
  {
    file: '72-truncated.gpx',
    says: 'what stands before the end that is missing, and that it is',
    check: (reports, { errors }) => {
      expect(reports).toHaveLength(4);
      expect(errors).toEqual(['72-truncated.gpx breaks off before its end; 4 reports were read before that']);
    },
  },
  {
    file: '74-latin1.gpx',
    says: 'the name in the encoding that is declared',
    check: (reports) => expect(reports.map(({ name }) => name)).toEqual(['SØREN']),
  },
  {
    file: '77-name-with-number.gpx',
    says: 'nothing of a ship whose MMSI is a date',
    check: (reports, { rejects, errors }) => {
      expect([reports, rejects]).toEqual([[], { 'no MMSI': 2 }]);
      expect(errors).toEqual([expect.stringContaining('--mmsi')]);
    },
  },
  {
    file: '90-barentswatch-draught.geojson',
    says: 'draughts in metres, of a feed that counts in tenths',
    check: (reports) => expect(reports.map(({ draughtM }) => draughtM)).toEqual([2.4, 8.5, 12]),
  },
];

describe.skipIf(!existsSync(folder))('inputs that once went wrong (skipped where ../shared is absent)', () => {
  it.each(cases)('$file gives $says', async ({ file, options, check }) => {
    const reports: Report[] = [];
    const keep = (report: Readonly<Report>) => {
      const copy = emptyReport();
      copyReport(report, copy);
      reports.push(copy);
    };
    check(reports, await readTracks([folder + file], { report: keep }, options));
  });

  it('08-dims-max.nmea gives no size of a ship that is "511 m or more" each way', () => {
    const [message] = decodeSentences(readFileSync(`${folder}08-dims-max.nmea`));
    expect(message).toMatchObject({ type: 5, bowM: 511, sternM: 511, lengthM: null, portM: 63, beamM: null });
  });
});
