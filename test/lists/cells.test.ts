// Cells as people and spreadsheets write them, through every reader of tables: what can be read is read, what cannot is
// told on its record and counted over the copy, and nothing is taken for what it is not.

import { describe, expect, test } from 'vitest';
import type { ListedRecord } from '../../server/domain/listing/listed-record.ts';
import { caSemaXml } from '../../server/lists/formats/ca-sema-xml.ts';
import { euOj833Csv } from '../../server/lists/formats/eu/eu-oj-csv.ts';
import { genericCsvFormat } from '../../server/lists/formats/generic-csv.ts';
import { opensanctionsCsv } from '../../server/lists/formats/opensanctions/opensanctions-csv.ts';
import { opensanctionsFtm } from '../../server/lists/formats/opensanctions/opensanctions-ftm.ts';
import { opensanctionsMergedJson } from '../../server/lists/formats/opensanctions/opensanctions-merged-json.ts';
import { uaGurHtml } from '../../server/lists/formats/ua/ua-gur-html.ts';
import { ukCsv } from '../../server/lists/formats/uk/uk-csv.ts';
import { ofacSdnCsv } from '../../server/lists/formats/us/ofac-sdn-csv.ts';
import { usCslCsv } from '../../server/lists/formats/us/us-csl-csv.ts';
import type { ListFormat, ListRead } from '../../server/lists/list.ts';
import { settleRead } from '../../server/lists/reading/settle-records.ts';
import { listFile } from './reading.ts';

const counts = ({ skipped }: ListRead) =>
  Object.fromEntries(Object.entries(skipped).map(([reason, { count }]) => [reason, count]));
const read = async (format: Pick<ListFormat, 'read'>, text: string) => settleRead(await format.read([listFile(text)]));

describe('one table made by hand', () => {
  const rows: [name: string, imo: string, mmsi: string, imos: number[], mmsis: number[], told: string[]][] = [
    ['ZERO', '0', '0', [], [], []],
    ['ZEROS', '0000000', '000000000', [], [], []],
    ['DEFAULT', '0000000', '111111111', [], [111111111], ['MMSI of no ship']],
    ['IN WORDS', '"Flag 12, IMO 9289518"', '27321212', [9289518], [], ['MMSI']],
    ['SIX DIGITS', '912681', '273212120 / 445114000', [], [273212120, 445114000], ['IMO number']],
    ['PADDED', '09346732', '0273212120', [9346732], [273212120], []],
    ['FLOAT', '9161003.0', '273212120.0', [9161003], [273212120], []],
    ['BLANKS', '916 1003', '273 212 120', [9161003], [273212120], []],
    ['GROUPS', '"9,161,003"', '', [9161003], [], []],
    ['EXPONENT', '9.161003E+06', '', [], [], ['IMO number']],
    ['COMPANY', 'Company 5342883', '', [], [], ['IMO number']],
    ['TWO', '9074729; 9349289', '', [9074729, 9349289], [], []],
    ['HASH', 'IMO#9220641', '', [9220641], [], []],
    ['SPELLED', 'IMO No 9784893', '', [9784893], [], []],
    ['TYPO', '9161004', '', [9161004], [], []],
    ['EIGHT', '99161003', '', [], [], ['IMO number']],
  ];

  test.each(rows)('%s: "%s" and "%s"', async (name, imo, mmsi, imos, mmsis, told) => {
    const { records } = await read(genericCsvFormat, `name,imo,mmsi\n${name},${imo},${mmsi}\n`);
    expect(records.flatMap((record) => record.imo ?? [])).toEqual(imos);
    expect(records[0]!.mmsis).toEqual(mmsis);
    expect((records[0]!.unread ?? []).map(({ field }) => field)).toEqual(told);
    expect(records.some(({ imoDoubtful }) => imoDoubtful)).toBe(
      told.includes('IMO number') || imos.length > 1 || name === 'TYPO',
    );
  });

  test('all that could not be used is counted over the copy', async () => {
    const text = `name,imo,mmsi\n${rows.map(([name, imo, mmsi]) => `${name},${imo},${mmsi}\n`).join('')}`;
    const whole = await read(genericCsvFormat, text);
    expect(whole.records).toHaveLength(rows.length + 1);
    expect(new Set(whole.records.map(({ recordId }) => recordId)).size).toBe(rows.length + 1);
    expect(counts(whole)).toEqual({
      'IMO number that could not be used': 4,
      'MMSI that could not be used': 1,
      'MMSI of no ship that could not be used': 1,
      'record with several ship numbers, listed under each of them': 1,
    });
  });

  test('days, sizes and years that are none are told, and days of no age of lists', async () => {
    const whole = await read(
      genericCsvFormat,
      'name,listed,delisted,gross tonnage,built\nA,June 2024,soon,many,new\nB,0202-07-22,9999-12-31,7260,2004\nC,2024-04-03,,,\n',
    );
    expect(whole.records.map(({ listedAt }) => listedAt)).toEqual([null, null, Date.UTC(2024, 3, 3)]);
    expect(counts(whole)).toEqual({
      'day of listing that could not be used': 2,
      'day of delisting that could not be used': 2,
      'gross tonnage that could not be used': 1,
      'year of build that could not be used': 1,
    });
  });

  test('persons and companies are no ships, whatever the column is called, and unknown kinds and columns are told', async () => {
    for (const header of [
      'id,schema,name,imoNumber',
      'ID,Kind,Vessel Name,IMO Nr',
      'id,entity_type,ship-name,imo_number',
    ]) {
      const whole = await read(
        genericCsvFormat,
        `${header}\np1,Person,JOHN EXAMPLE,\nc1,Company,EXAMPLE LTD,5993381\nv1,Vessel,ALPHA STAR,9074729\na1,Airplane,BIRD,\n`,
      );
      expect(whole.records.map(({ kind, imo, companyImo }) => [kind, imo, companyImo])).toEqual([
        ['party', null, null],
        ['party', null, 5993381],
        ['ship', 9074729, null],
      ]);
      expect(counts(whole)).toEqual({ 'kind "Airplane" is neither ship nor party': 1 });
    }
    const odd = await read(genericCsvFormat, '# exported today\nname,imo,colour\nA,9074729,red\nB,9349289,\n');
    expect(counts(odd)).toEqual({
      'comment above the header': 1,
      'cell of the column "colour", which is not known': 1,
    });
  });
});

/** A ship with that number, and where the format has it that MMSI, in the shape of each format. */
const SHAPES: [
  name: string,
  format: Pick<ListFormat, 'read'>,
  write: (imo: string, mmsi: string) => string,
  hasMmsi: boolean,
][] = [
  ['own table', genericCsvFormat, (imo, mmsi) => `name,imo,mmsi\nALPHA STAR,"${imo}","${mmsi}"\n`, true],
  [
    'OFAC, remarks',
    ofacSdnCsv,
    (imo, mmsi) =>
      `37,"ALPHA STAR","vessel","CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Vessel Registration Identification IMO ${imo}; MMSI ${mmsi}."\n`,
    true,
  ],
  [
    'EU, Official Journal',
    euOj833Csv,
    (imo, mmsi) =>
      `celex,recordId,programKey,annex,measure,startDate,schema,name,alias,previousName,imoNumber,mmsi\n32014R0833,1,EU-RUS,XLII,,25.6.2024,Vessel,ALPHA STAR,,,"${imo}","${mmsi}"\n`,
    true,
  ],
  [
    'Canada',
    caSemaXml,
    (imo) =>
      `<data-set><record><Country>Russia</Country><Item>1</Item><EntityOrShip>ALPHA STAR</EntityOrShip><ShipIMONumber>${imo}</ShipIMONumber></record></data-set>`,
    false,
  ],
  [
    'OpenSanctions, table',
    opensanctionsCsv,
    (imo, mmsi) =>
      `type,caption,imo,risk,countries,flag,mmsi,id,datasets,aliases\nVESSEL,ALPHA STAR,"${imo}",,,,"${mmsi}",v1,,\n`,
    true,
  ],
  [
    'OpenSanctions, entities',
    opensanctionsFtm,
    (imo, mmsi) =>
      `${JSON.stringify({ id: 'v1', schema: 'Vessel', properties: { name: ['ALPHA STAR'], imoNumber: [imo], mmsi: [mmsi] } })}\n`,
    true,
  ],
  [
    'merged list',
    opensanctionsMergedJson,
    (imo, mmsi) => JSON.stringify([{ imo, mmsi: [mmsi], names: ['ALPHA STAR'], sanctions_origin: ['UK'] }]),
    true,
  ],
  [
    'GUR page',
    uaGurHtml,
    (imo, mmsi) =>
      `<html><body><div>Vessel name</div><div>ALPHA STAR</div><div>IMO</div><div>${imo}</div><div>MMSI</div><div>${mmsi}</div></body></html>`,
    true,
  ],
  [
    'UK',
    ukCsv,
    (imo) =>
      `Report Date: 20-Aug-2026\nUnique ID,Name 6,Name type,Regime Name,Designation Type,Date Designated,IMO number\nRUS1,ALPHA STAR,Primary Name,Russia,Ship,31/07/2024,"${imo}"\n`,
    false,
  ],
];

describe.each(SHAPES)('%s', (_name, format, write, hasMmsi) => {
  const one = async (imo: string, mmsi: string): Promise<{ ship: ListedRecord; whole: ListRead }> => {
    const whole = await read(format, write(imo, mmsi));
    return { ship: whole.records[0]!, whole };
  };

  test('reads a number', async () => {
    const { ship } = await one('9074729', '273212120');
    expect([ship.imo, ship.mmsis]).toEqual([9074729, hasMmsi ? [273212120] : []]);
    expect(ship.unread).toBeUndefined();
  });

  test('says that six digits and eight are none, and keeps the ship', async () => {
    const { ship, whole } = await one('912681', '27321212');
    expect(ship).toMatchObject({ imo: null, imoDoubtful: true });
    const told = counts(whole);
    expect(told['IMO number that could not be used']).toBe(1);
    if (hasMmsi) expect(told['MMSI that could not be used']).toBe(1);
  });
});

test('of two numbers in two fields both are listed and doubtful', async () => {
  const entity = { id: 'v1', schema: 'Vessel', properties: { name: ['A'], imoNumber: ['9074729', '9349289'] } };
  const { records } = await read(opensanctionsFtm, `${JSON.stringify(entity)}\n`);
  expect(records.map(({ recordId, imo, imoDoubtful }) => [recordId, imo, imoDoubtful])).toEqual([
    ['v1', 9074729, true],
    ['v1/9349289', 9349289, true],
  ]);
  expect(records[0]!.remarks).toContain('The list gives this ship the numbers 9074729 and 9349289.');
});

test('entities that join to nothing are counted, and a sanctioned company is a record of its own', async () => {
  const lines = [
    { id: 'v1', schema: 'Vessel', properties: { name: ['A'], imoNumber: ['9074729'] } },
    { id: 'c1', schema: 'Company', properties: { name: ['LISTED LTD'], imoNumber: ['5993381'] } },
    { id: 'c2', schema: 'Company', properties: { name: ['BYSTANDER LTD'] } },
    { id: 's1', schema: 'Sanction', properties: { entity: ['c1'], startDate: ['2022-05-08'] } },
    { id: 's2', schema: 'Sanction', properties: { entity: ['v9'] } },
    { id: 'o1', schema: 'Ownership', properties: { owner: ['c9'], asset: ['v1'] } },
    { id: 'a1', schema: 'Airplane', properties: { name: ['BIRD'] } },
  ];
  const whole = await read(opensanctionsFtm, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  expect(whole.records.map(({ kind, recordId, listedAt }) => [kind, recordId, listedAt])).toEqual([
    ['ship', 'v1', null],
    ['party', 'c1', Date.UTC(2022, 4, 8)],
  ]);
  expect(counts(whole)).toEqual({
    'company or person without a sanction that no ship names': 1,
    'sanction on something that is not in the file': 1,
    'link that joins no ship of the file to a company of it': 1,
    'entity of schema "Airplane" is neither ship, party, sanction nor link': 1,
  });
});

describe("OFAC's files as an editor or a spreadsheet saves them again", () => {
  const rows = [
    ['36', 'ALPHA AIRLINES', '-0- ', 'CUBA', ...Array<string>(8).fill('-0- ')],
    [
      '37',
      'ALPHA STAR',
      'vessel',
      'CUBA',
      '-0- ',
      'CL2192',
      '-0- ',
      '-0- ',
      '-0- ',
      'Cuba',
      '-0- ',
      'Vessel Registration Identification IMO 9074729.',
    ],
  ];
  const quoted = (cell: string) => (/^-0-/.test(cell) || /^\d+$/.test(cell) ? cell : `"${cell}"`);
  const written: [how: string, text: string][] = [
    ['as published', `${rows.map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n\u001a`],
    ['without quotes', `${rows.map((row) => row.join(',')).join('\n')}\n`],
    ['with every cell quoted', `${rows.map((row) => row.map((cell) => `"${cell}"`).join(',')).join('\n')}\n`],
    ['with semicolons and a byte order mark', `\ufeff${rows.map((row) => row.join(';')).join('\n')}\n`],
    ['with tabs', `${rows.map((row) => row.join('\t')).join('\n')}\n`],
    ['without the last line end', rows.map((row) => row.map(quoted).join(',')).join('\n')],
    [
      'with the end mark filled up',
      `${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n\u001a${','.repeat(11)}\n`,
    ],
  ];

  test.each(written)('%s', async (_how, text) => {
    expect(ofacSdnCsv.detect(new TextEncoder().encode(text))).toBe(true);
    const { records, skipped } = await read(ofacSdnCsv, text);
    expect(records).toMatchObject([
      { recordId: '36', kind: 'party' },
      { recordId: '37', kind: 'ship', imo: 9074729, flag: 'Cuba', callSigns: ['CL2192'] },
    ]);
    expect(skipped).toEqual({});
  });

  test('a last row that stops within a cell is still a cut one', async () => {
    await expect(
      read(
        ofacSdnCsv,
        `${rows
          .map((row) => row.join(','))
          .join('\n')
          .slice(0, -12)}`,
      ),
    ).rejects.toThrow('is cut');
  });

  test('two ships under one number are both kept', async () => {
    const { records, skipped } = await read(
      ofacSdnCsv,
      `${[rows[1]!, [...rows[1]!.slice(0, 1), 'BRAVO STAR', ...rows[1]!.slice(2, 11), 'IMO 9349289.']].map((row) => row.join(',')).join('\n')}\n`.replace(
        'IMO 9349289.',
        'Vessel Registration Identification IMO 9349289.',
      ),
    );
    expect(records.map(({ recordId, imo }) => [recordId, imo])).toEqual([
      ['37', 9074729],
      ['37#2', 9349289],
    ]);
    expect(counts({ records, skipped, mark: null })).toEqual({ 'record id given to two, both are kept': 1 });
  });
});

test('the screening list tells a number of six digits among its ids', async () => {
  const header =
    '_id,source,entity_number,type,programs,name,start_date,end_date,vessel_flag,remarks,alt_names,ids,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_owner';
  const whole = await read(
    usCslCsv,
    `${header}\na1,SDN,1,Vessel,SDGT,ALPHA STAR,2020-01-01,2027-01-01,Panama,,,"Vessel Registration Identification, IMO 543400",,,,,\n`,
  );
  expect(whole.records[0]).toMatchObject({ imo: null, imoDoubtful: true, delistedAt: Date.UTC(2027, 0, 1) });
  expect(counts(whole)).toEqual({ 'IMO number that could not be used': 1 });
});
