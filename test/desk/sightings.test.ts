// Sightings as people write them: one entry, and tables of them. What is read, and the sentence for what cannot be.

import { describe, expect, it } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { readColumns, readSightingCsv } from '../../server/desk/sighting-csv.ts';
import { readSighting, type SightingText } from '../../server/desk/sighting-entry.ts';
import { at } from '../scenario.ts';

const { ports } = loadReference();
const known = { ports, isKnown: (id: string) => id === 'imo:9161003', now: at('2024-03-01T00:00Z') };
const seen: SightingText = {
  vessel: '9161003',
  from: '2024-02-04',
  place: 'rajin',
  what: 'loading at Pier 2',
  means: 'satellite',
  grade: 'confirmed',
  source: 'NK Pro',
  link: 'https://example.org/report',
};
const read = (more: SightingText = {}) => readSighting({ ...seen, ...more }, known);
const refusal = (more: SightingText) => {
  try {
    read(more);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it was read');
};

describe('one sighting as it is written', () => {
  it('is the whole day where a day is given, at the point of the port', () => {
    const rajin = ports.find(({ id }) => id === 'rajin')!;
    expect(read()).toMatchObject({
      vesselId: 'imo:9161003',
      fromAt: at('2024-02-04T00:00Z'),
      toAt: at('2024-02-04T23:59:59Z'),
      placeId: 'rajin',
      lon: rajin.lon,
      lat: rajin.lat,
      grade: 'confirmed',
      arrivedAt: known.now,
    });
  });

  it('is an instant, or a window of days and instants', () => {
    expect(read({ from: '2024-02-04T06:30:00+09:00' })).toMatchObject({
      fromAt: at('2024-02-03T21:30Z'),
      toAt: at('2024-02-03T21:30Z'),
    });
    expect(read({ to: '2024-02-06' }).toAt).toBe(at('2024-02-06T23:59:59Z'));
    expect(read({ to: '2024-02-06T12:00Z' }).toAt).toBe(at('2024-02-06T12:00Z'));
  });

  it.each(['rajin', 'KPRJN', 'Rajin', 'KP RJN'])('finds the port %s', (place) => {
    expect(read({ place }).placeId).toBe('rajin');
  });

  it.each(['9161003', 'IMO 9161003', 'imo:9161003'])('takes the vessel %s', (vessel) => {
    expect(read({ vessel }).vesselId).toBe('imo:9161003');
  });

  it('may be a position alone, and is a possible one by other means where nothing else is said', () => {
    expect(read({ place: '', lon: '132.15', lat: '42.98', means: '', grade: '', link: '' })).toMatchObject({
      placeId: null,
      lon: 132.15,
      lat: 42.98,
      means: 'other',
      grade: 'possible',
      link: null,
    });
  });

  it('has the same id however often it is entered, and another when anything in it differs', () => {
    expect(readSighting(seen, { ...known, now: known.now + 1 }).id).toBe(read().id);
    for (const more of [{ grade: 'possible' }, { link: '' }, { what: 'x' }, { to: '2024-02-05' }, { means: 'other' }]) {
      expect(read(more).id).not.toBe(read().id);
    }
  });

  it.each<[SightingText, string]>([
    [{ vessel: '' }, "Field 'vessel' is missing."],
    [{ vessel: '9161004' }, "Field 'vessel': IMO 9161004 fails its check digit."],
    [{ vessel: '9179842' }, "Field 'vessel' is '9179842': no such vessel is watched or was heard."],
    [{ vessel: 'LADY R' }, "Field 'vessel' is 'LADY R': no such vessel is watched or was heard."],
    [{ from: '4 Feb 2024' }, "Field 'from' is '4 Feb 2024'; write it as 2024-02-04 or 2024-02-04T06:00:00Z."],
    [{ from: '2024-02-30' }, "Field 'from' is '2024-02-30'; write it as 2024-02-04 or 2024-02-04T06:00:00Z."],
    [
      { from: '2024-02-04T06:00' },
      "Field 'from' is '2024-02-04T06:00'; write it as 2024-02-04 or 2024-02-04T06:00:00Z.",
    ],
    [{ to: '2024-02-03' }, "Field 'to' (2024-02-03) lies before 'from' (2024-02-04)."],
    [{ from: '2024-03-02' }, "Field 'from' (2024-03-02) lies in the future."],
    [{ place: 'atlantis' }, "Field 'place' is 'atlantis': no port has that id, UN/LOCODE or name."],
    [{ place: '' }, "A sighting needs field 'place', or both 'lon' and 'lat'."],
    [{ place: '', lon: '130' }, "A sighting needs field 'place', or both 'lon' and 'lat'."],
    [{ lon: '181', lat: '0' }, "Field 'lon' is '181'; it is degrees from -180 to 180."],
    [{ lat: '42,2' }, "Field 'lat' is '42,2'; it is degrees from -90 to 90."],
    [{ what: ' ' }, "Field 'what' is missing."],
    [{ what: 'x'.repeat(501) }, "Field 'what' has 501 characters; 500 is the most."],
    [{ means: 'drone' }, "Field 'means' is 'drone'; it is one of satellite, photograph, witness, document, other."],
    [{ grade: 'sure' }, "Field 'grade' is 'sure'; it is one of confirmed, probable, possible."],
    [{ source: '' }, "Field 'source' is missing."],
    [
      { link: 'javascript:alert(1)' },
      "Field 'link' is 'javascript:alert(1)'; it is an address that begins with http:// or https://.",
    ],
  ])('refuses %j in one sentence', (more, sentence) => {
    expect(refusal(more)).toBe(sentence);
  });
});

describe('a table of sightings', () => {
  const header = 'vessel,from,place,what,source';
  const table = (...rows: string[]) => readSightingCsv([header, ...rows].join('\n'), known);

  it('is read row by row: a bad row is told with its line, and nothing else is lost', () => {
    const { sightings, refused } = table(
      '9161003,2024-02-04,rajin,loading,NK Pro',
      '9161003,yesterday,rajin,loading,NK Pro',
      '9161003,2024-02-08,vostochny,alongside,NK Pro,one column too many',
      '9161003,2024-02-09,vostochny,"a ""quoted"" pier, and a comma",NK Pro',
      '9161003,2024-02-10,vostochny,no end of " quotes,NK Pro',
      '',
      '9161003,2024-02-04,rajin,loading,NK Pro',
      '9161003,2024-02-12,rajin,alongside,NK Pro',
    );
    expect(sightings.map(({ what }) => what)).toEqual(['loading', 'a "quoted" pier, and a comma', 'alongside']);
    expect(refused).toEqual([
      { line: 3, reason: "Field 'from' is 'yesterday'; write it as 2024-02-04 or 2024-02-04T06:00:00Z." },
      { line: 4, reason: 'It is no row of this table: its columns or quotes do not fit.' },
      { line: 6, reason: 'It is no row of this table: its columns or quotes do not fit.' },
      { line: 8, reason: 'It says the same as line 2.' },
    ]);
  });

  it('takes the usual names of columns, semicolons, a mark at its beginning, and a map for other names', () => {
    const usual = readSightingCsv(
      '\ufeffIMO;Date;Port;Note;Source;URL\n9161003;2024-02-04;Rajin;loading;NK Pro;\n',
      known,
    );
    expect(usual.sightings).toHaveLength(1);
    const mapped = readSightingCsv(
      'Schiff,Tag,Hafen,Was,Quelle\n9161003,2024-02-04,Rajin,loading,NK Pro\n',
      known,
      readColumns('vessel=Schiff, from=Tag,place=Hafen,what=Was,source=Quelle'),
    );
    expect(mapped.sightings.map(({ id }) => id)).toEqual(usual.sightings.map(({ id }) => id));
  });

  it('is refused as a whole where its columns cannot be told', () => {
    expect(() => readSightingCsv('a,b\n1,2\n', known)).toThrow(
      "The table has no column 'vessel', 'from', 'what', 'source'; its first row names the columns.",
    );
    expect(() => readSightingCsv(`${header}\n`, known, { vessel: 'Ship' })).toThrow(
      "The table has no column 'Ship' (asked for 'vessel'); it has vessel, from, place, what, source.",
    );
    expect(() => readColumns('ship=Ship')).toThrow('"ship=Ship" maps no column');
    expect(() => table(...Array.from({ length: 10_001 }, () => '9161003,x,rajin,y,z'))).toThrow('more than 10000 rows');
  });
});
