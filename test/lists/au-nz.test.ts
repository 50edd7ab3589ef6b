// Australia's and New Zealand's registers: lines quoted from the Australian list of August 2026, workbooks made here under
// the registers' own headers.

import { describe, expect, it } from 'vitest';
import { auDfatJsonl } from '../../server/lists/formats/au/au-dfat-jsonl.ts';
import { auDfatXlsx } from '../../server/lists/formats/au/au-dfat-xlsx.ts';
import { nzRegisterXlsx } from '../../server/lists/formats/nz-register-xlsx.ts';
import { headOf, listFile, noRealLists, realFile, realList, refusalOf, shipOf, shipsOf, WEB_PAGE } from './reading.ts';
import { type Cell, xlsx } from './xlsx-writer.ts';

const AU_HEADER = [
  'Reference',
  'Name of Individual or Entity',
  'Type',
  'Name Type',
  'Alias Strength',
  'Date of Birth',
  'Additional Information',
  'Listing Information',
  'IMO Number',
  'Committees',
  'Control Date',
  'Instrument of Designation',
  'Targeted Financial Sanction',
  'Travel Ban',
  'Arms Embargo',
  'Maritime Restriction',
];
const RUSSIA_2025 = 'Autonomous Sanctions (Sanctioned Vessels – Russia) Designation 2025';

function auRow(reference: string | number, text: string, parts: Readonly<Record<string, Cell>> = {}): Cell[] {
  const cells: Record<string, Cell> = {
    Reference: reference,
    'Name of Individual or Entity': text,
    Type: 'Vessel',
    'Name Type': 'Primary Name',
    Committees: 'Autonomous (Vessels)',
    'Control Date': 45826,
    'Instrument of Designation': RUSSIA_2025,
    'Maritime Restriction': true,
    'Travel Ban': false,
    ...parts,
  };
  return AU_HEADER.map((column) => cells[column] ?? null);
}

describe('the Australian workbook', () => {
  const rows: Cell[][] = [
    AU_HEADER,
    auRow('101', 'NOCTIS', {
      'IMO Number': 9258868,
      'Additional Information': 'Previous names include ASHER and LUNA',
    }),
    auRow('101a', 'NOCTIS 1', { 'Name Type': 'aka', 'Alias Strength': 'Strong' }),
    auRow(102, 'BULL', { 'IMO Number': '9292503' }),
    auRow('101b', 'Ноктис', { 'Name Type': 'Original Script' }),
    auRow('101', 'FAST KATHY', { 'IMO Number': 9408205 }),
    auRow('103', 'Some Shipping', { Type: 'Entity', 'IMO Number': 5987860, 'Targeted Financial Sanction': true }),
    auRow(8599, 'DPRK Vessel Class', {
      'Listing Information': 'Designated class of vessels made by the Foreign Minister',
    }),
    auRow(104, 'SOLAR', { 'IMO Number': 947115 }),
  ];

  it('joins the rows of one reference, though they lie apart, and keeps two ships of one reference', async () => {
    const read = await auDfatXlsx.read([listFile(xlsx({ Sheet1: rows }), { chunk: 500 })]);
    const noctis = shipOf(read, '101');
    expect(noctis.names).toEqual([
      { text: 'NOCTIS', kind: 'primary', script: 'Latn' },
      { text: 'ASHER', kind: 'former', script: 'Latn' },
      { text: 'LUNA', kind: 'former', script: 'Latn' },
      { text: 'NOCTIS 1', kind: 'alias', script: 'Latn' },
      { text: 'Ноктис', kind: 'script', script: 'Cyrl' },
    ]);
    expect(noctis).toMatchObject({
      imo: 9258868,
      listedAt: Date.UTC(2025, 5, 18),
      programmes: ['Autonomous (Vessels)'],
      measures: ['maritime restriction'],
    });
    expect(shipOf(read, '101#2')).toMatchObject({ imo: 9408205 });
    expect(shipOf(read, '103')).toMatchObject({ kind: 'party', imo: null, companyImo: 5987860 });
    expect(shipOf(read, '104')).toMatchObject({ imo: null, imoDoubtful: true });
    expect(shipsOf(read)).toHaveLength(4);
  });

  it('has the DPRK vessel class as a rule, not as a hull', async () => {
    const read = await auDfatXlsx.read([listFile(xlsx({ Sheet1: rows }))]);
    expect(shipOf(read, '8599')).toMatchObject({ kind: 'class', imo: null });
  });

  it('without its columns is refused with their names', async () => {
    const sentence = await refusalOf(
      auDfatXlsx,
      listFile(xlsx({ Sheet1: [AU_HEADER.filter((name) => name !== 'IMO Number')] })),
    );
    expect(sentence).toContain('no sheet has a header with "IMO Number"');
    expect(await refusalOf(auDfatXlsx, listFile(WEB_PAGE))).toContain('is a web page');
  });

  it('is told from the head of a small copy', () => {
    expect(auDfatXlsx.detect(headOf(xlsx({ Sheet1: rows }, true)))).toBe(true);
    expect(nzRegisterXlsx.detect(headOf(xlsx({ Sheet1: rows }, true)))).toBe(false);
  });
});

const AVAX = `{"reference": "8830", "entity_type": "vessel", "names": [{"text": "Avax", "name_type": "Primary Name", "script": "Latn"}], "additional_info": "Pursuant to paragraph 11 of resolution 2146, this designation is valid from 22 July 2026 to 22 July 2027, unless terminated earlier by the Committee.", "sanction": {"listing_information": "Listed by 1970 Committee on 22 July 2026", "committees": "1970 (Libya)", "control_date": "2026-08-21", "maritime_restriction": true}, "imo_number": "9058713"}`;

describe('the Australian list as lines of JSON', () => {
  it('ends a listing that ends by itself on the day its text says', async () => {
    const { records } = await auDfatJsonl.read([listFile(`${AVAX}\n`, { chunk: 13 })]);
    expect(records[0]).toMatchObject({
      imo: 9058713,
      listedAt: Date.UTC(2026, 7, 21),
      delistedAt: Date.UTC(2027, 6, 22),
    });
  });

  it('counts an odd line, and is refused when its last line breaks off', async () => {
    const { records, skipped } = await auDfatJsonl.read([listFile(`{"reference": \n${AVAX}\n`)]);
    expect(records).toHaveLength(1);
    expect(skipped).toMatchObject({ 'line that is no JSON object': { count: 1 } });
    expect(await refusalOf(auDfatJsonl, listFile(`${AVAX}\n${AVAX.slice(0, 80)}`))).toContain('is cut');
    expect(await refusalOf(auDfatJsonl, listFile(WEB_PAGE))).toContain('is a web page');
  });

  it.skipIf(noRealLists)('lists 262 ships and one class in August 2026 (skipped without the real lists)', async () => {
    const read = await auDfatJsonl.read([realFile('au/vessels-2026-08.jsonl.gz', { chunk: 4_099 })]);
    expect(shipsOf(read)).toHaveLength(262);
    expect(read.records.filter(({ kind }) => kind === 'class').map(({ recordId }) => recordId)).toEqual(['8599']);
    expect(
      read.records.filter(({ names }) => names.some(({ kind }) => kind === 'former')).length,
    ).toBeGreaterThanOrEqual(118);
    expect(auDfatJsonl.detect(headOf(realList('au/vessels-2026-08.jsonl.gz')))).toBe(true);
  });
});

const NZ_HEADER = [
  'Type',
  'Unique Identifier',
  'IMO Number',
  'Name of Ship as of Date of Sanction',
  'Date of Sanction',
  'Alias / Alternate Names',
  'Date of Additional Sanction',
  'Sanction Status',
  'Ship Ban',
  'Asset Freeze',
  'Record Deleted Flag',
  'Reason for Deletion',
];

describe('the New Zealand register', () => {
  const sheets = {
    Introduction: [['Russia Sanctions Register']],
    Individuals: [['Unique Identifier', 'DOB']],
    Ships: [
      ['Ships'],
      NZ_HEADER,
      [
        'Ship',
        'SHP-1',
        9358010,
        'MAIA-1',
        45912,
        'Maia 1; NEPTUN, Ocean_Rising',
        null,
        'Active',
        'Yes',
        null,
        null,
        null,
      ],
      ['Ship', 'SHP-2', 9161003, 'LADY R ', '12 September 2025', null, 44689, 'Active', 'Yes', 'No', null, null],
      ['Ship', 'SHP-3', 9179842, 'ANGARA', 45912, null, null, 'Revoked', 'Yes', null, 'Yes', 'Entered in error'],
    ] as Cell[][],
  };

  it('is its sheet of ships: aliases apart, the earliest day, and a deleted record left to be told by its absence', async () => {
    const read = await nzRegisterXlsx.read([listFile(xlsx(sheets))]);
    const maia = shipOf(read, 'SHP-1');
    expect(maia.names.map(({ text, kind }) => [text, kind])).toEqual([
      ['MAIA-1', 'primary'],
      ['Maia 1', 'alias'],
      ['NEPTUN', 'alias'],
      ['Ocean Rising', 'alias'],
    ]);
    expect(maia).toMatchObject({ imo: 9358010, listedAt: Date.UTC(2025, 8, 12), measures: ['ship ban'] });
    expect(shipOf(read, 'SHP-2').listedAt).toBe(Date.UTC(2022, 4, 8));
    expect(read.skipped).toMatchObject({ 'flagged as deleted': { count: 1 } });
    expect(read.mark).toMatchObject({ basis: 'newest-listing', at: Date.UTC(2025, 8, 12) });
    expect(nzRegisterXlsx.detect(headOf(xlsx(sheets, true)))).toBe(true);
  });

  it('without the sheet or its columns is refused', async () => {
    expect(await refusalOf(nzRegisterXlsx, listFile(xlsx({ Individuals: sheets.Ships })))).toContain(
      'no sheet has a header',
    );
    const short = { Ships: [NZ_HEADER.filter((name) => name !== 'IMO Number')] };
    expect(await refusalOf(nzRegisterXlsx, listFile(xlsx(short)))).toContain('"IMO Number"');
  });
});
