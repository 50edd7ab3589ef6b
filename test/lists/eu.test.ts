// Rows quoted from the Danish table's sample, from the annexes as the Official Journal prints them (consolidations of 2026)
// and from the financial list's form; workbooks are made here.

import { describe, expect, it } from 'vitest';
import { euDmaCsv } from '../../server/lists/formats/eu/eu-dma-csv.ts';
import { euFsfXml } from '../../server/lists/formats/eu/eu-fsf-xml.ts';
import { euOj833Csv, euOj1509Csv } from '../../server/lists/formats/eu/eu-oj-csv.ts';
import { euSanctionsMapXlsx } from '../../server/lists/formats/eu/eu-sanctions-map-xlsx.ts';
import {
  ENTITY_BOMB,
  headOf,
  listFile,
  noRealLists,
  realFile,
  realList,
  refusalOf,
  shipsOf,
  WEB_PAGE,
} from './reading.ts';
import { xlsx } from './xlsx-writer.ts';

const ARTICLE_3S = 'Article 3s of Council Regulation (EU) No 833/2014';
const DMA = [
  '\ufeffVessel name;IMO number ;Date of application;Subject to',
  `Lady R;9161003;25.06.2024;${ARTICLE_3S}`,
  `Apar (formerly Feng Shou; Andromeda Star);9402471;25.06.2024;${ARTICLE_3S}`,
  'Chon Myong 1;8712362;30.03.2018;Port entry ban under Council Regulation (EU) 2017/1509',
  '',
].join('\r\n');

describe('the Danish table', () => {
  it('tells Article 3s from the measures against the DPRK, and splits names though they hold the delimiter', async () => {
    for (const chunk of [1, 65_536]) {
      const { records, skipped, mark } = await euDmaCsv.read([listFile(DMA, { chunk })]);
      expect(records.map(({ imo, programmes, measures }) => [imo, programmes[0], measures])).toEqual([
        [9161003, 'EU-RUS', ['port ban', 'service ban']],
        [9402471, 'EU-RUS', ['port ban', 'service ban']],
        [8712362, 'EU-PRK', ['port ban']],
      ]);
      expect(records[1]!.names).toEqual([
        { text: 'Apar', kind: 'primary', script: 'Latn' },
        { text: 'Feng Shou', kind: 'former', script: 'Latn' },
        { text: 'Andromeda Star', kind: 'former', script: 'Latn' },
      ]);
      expect(records[0]!.listedAt).toBe(Date.UTC(2024, 5, 25));
      expect(skipped).toEqual({});
      expect(mark).toMatchObject({ basis: 'newest-listing', at: Date.UTC(2024, 5, 25) });
    }
    expect(euDmaCsv.detect(headOf(DMA))).toBe(true);
  });

  it('takes the day from a dated file name that is newer than the newest listing', async () => {
    const { mark } = await euDmaCsv.read([listFile(DMA, { name: 'eu-vessel-designations-20260901.csv' })]);
    expect(mark).toEqual({ text: '20260901', at: Date.UTC(2026, 8, 1), basis: 'file-name' });
  });

  it('skips a row without number and date, and keeps both listings of one hull', async () => {
    const twice = `MIKHAIL ULYANOV;9333670;25.06.2024;${ARTICLE_3S}\r\nMikhail Ulyanov;9333670;17.12.2024;${ARTICLE_3S}\r\n`;
    const shifted = `Andromeda Star);;9402471;${ARTICLE_3S}\r\n`;
    const { records, skipped } = await euDmaCsv.read([listFile(DMA + shifted + twice)]);
    expect(records.slice(3).map(({ recordId }) => recordId)).toEqual([
      '833/2014/9333670/2024-06-25',
      '833/2014/9333670/2024-12-17',
    ]);
    expect(skipped).toEqual({
      'no IMO number of seven digits with a date behind it': { count: 1, examples: [shifted.trim()] },
    });
  });

  it('keeps a number that fails its check digit, with a warning', async () => {
    const { records } = await euDmaCsv.read([listFile(DMA.replace('9161003', '9161004'))]);
    expect(records[0]).toMatchObject({ imo: 9161004, imoDoubtful: true });
  });

  it('is refused when it is empty, a web page, another table, or cut', async () => {
    expect(await refusalOf(euDmaCsv, listFile(''))).toBe('list is empty');
    expect(await refusalOf(euDmaCsv, listFile(WEB_PAGE))).toBe('list is a web page, not a table');
    expect(await refusalOf(euDmaCsv, listFile('Vessel;IMO;Date\r\nLady R;9161003;25.06.2024\r\n'))).toContain(
      'it has no columns "Vessel name", "IMO number", "Date of application", "Subject to"',
    );
    const lines = DMA.trimEnd();
    const cuts = [lines.length - 62, lines.length - 70, DMA.indexOf('9402471') + 7, DMA.indexOf('833/2014', 200) - 4];
    for (const at of cuts) {
      const cut = lines.slice(0, at);
      expect(await refusalOf(euDmaCsv, listFile(cut)), cut.slice(-40)).toContain('is cut: its last row stops at');
    }
  });
});

const OJ_HEADER =
  'celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,previousName,country,nationality,jurisdiction,birthDate,birthPlace,position,passportNumber,gender,appearance,ethnicity,fatherName,motherName,incorporationDate,legalForm,sector,registrationNumber,taxNumber,idNumber,innCode,ogrnCode,kppCode,okpoCode,leiCode,swiftBic,ticker,imoNumber,mmsi,flag,address,phone,email,website,notes';

function ojRow(cells: Readonly<Record<string, string>>): string {
  return OJ_HEADER.split(',')
    .map((name) => (cells[name]?.includes(',') ? `"${cells[name]}"` : (cells[name] ?? '')))
    .join(',');
}

describe('annexes of the Official Journal', () => {
  const kavya = { celex: '32014R0833', recordId: '5', programKey: 'EU-RUS', annex: 'XLII', schema: 'Vessel' };
  const text = [
    OJ_HEADER,
    ojRow({
      ...kavya,
      measure: 'Transportation restrictions',
      startDate: '25.6.2024',
      name: 'Kavya',
      previousName: 'Hana',
      imoNumber: '9353113',
    }),
    ojRow({
      ...kavya,
      annex: 'III',
      measure: 'Financial restrictions',
      schema: 'LegalEntity',
      name: 'SBERBANK',
      imoNumber: '5993381',
    }),
    ojRow({ ...kavya, annex: 'XLVII.A', schema: 'Asset', name: 'Ust-Luga, the port' }),
    '',
  ].join('\r\n');

  it('are ships, companies and things by their schema; a company keeps its number apart', async () => {
    const { records, skipped } = await euOj833Csv.read([listFile(text)]);
    expect(records[0]).toMatchObject({
      recordId: 'XLII/5',
      kind: 'ship',
      imo: 9353113,
      measures: ['port ban', 'service ban'],
      listedAt: Date.UTC(2024, 5, 25),
    });
    expect(records[0]!.names.map(({ text, kind }) => [text, kind])).toEqual([
      ['Kavya', 'primary'],
      ['Hana', 'former'],
    ]);
    expect(records[1]).toMatchObject({ kind: 'party', imo: null, companyImo: 5993381 });
    expect(Object.values(skipped).map(({ count }) => count)).toEqual([1]);
  });

  it('of another regulation, with columns missing, or cut within a row are refused', async () => {
    expect(await refusalOf(euOj1509Csv, listFile(text))).toContain('line 2 is of 32014R0833, not 32017R1509');
    expect(await refusalOf(euOj833Csv, listFile(text.replace('imoNumber', 'imo')))).toContain('no column "imoNumber"');
    expect(await refusalOf(euOj833Csv, listFile(text.slice(0, -9)))).toContain('has 38 cells, not 45');
    expect(await refusalOf(euOj833Csv, listFile(text.slice(0, text.indexOf('the port"'))))).toContain(
      'a quote that is never closed',
    );
  });

  describe.skipIf(noRealLists)('as consolidated in 2026 (skipped without the real lists)', () => {
    it('list 633 ships of 632 hulls in Annex XLII', async () => {
      const read = await euOj833Csv.read([realFile('eu/oj-32014R0833-2026-08.csv.gz', { chunk: 4_099 })]);
      const ships = shipsOf(read);
      expect(ships).toHaveLength(633);
      expect(new Set(ships.map(({ imo }) => imo)).size).toBe(632);
      expect(new Set(ships.map(({ programmes }) => programmes.join()))).toEqual(new Set(['EU-RUS,Annex XLII']));
      expect(ships.filter(({ imoDoubtful }) => imoDoubtful)).toEqual([]);
      expect(euOj833Csv.detect(headOf(realList('eu/oj-32014R0833-2026-08.csv.gz')))).toBe(true);
    });

    it('list 75 ships against the DPRK, one of them without a number, 14 hulls under two measures', async () => {
      const read = await euOj1509Csv.read([realFile('eu/oj-32017R1509-2026-08.csv.gz')]);
      const ships = shipsOf(read);
      expect(ships).toHaveLength(75);
      const hulls = Map.groupBy(ships, ({ imo }) => imo);
      expect(hulls.get(null)!.map(({ names, imoDoubtful }) => [names[0]!.text, imoDoubtful])).toEqual([
        ['MIN NING DE YOU 078', false],
      ]);
      expect([...hulls.values()].filter((records) => records.length === 2)).toHaveLength(14);
      expect(ships.find(({ imo }) => imo === 8909575)!.names.map(({ text }) => text)).toEqual([
        'Chong Bong',
        'Greenlight',
        'Blue Nouvelle',
      ]);
    });
  });
});

describe('the Sanctions Map workbook', () => {
  const rows = [
    ['List of vessels subject to restrictive measures'],
    ['No', 'Name of the vessel', 'IMO no. ', 'Date of listing (application)', 'Legal act'],
    [1, 'Lady R', '09161003', 45468, ARTICLE_3S],
    [2, 'STORMBRINGER (ex KRITI VIGOR)', 9208057, '#REF!', ARTICLE_3S],
    [3, 'Chon Myong 1', 'IMO 8712362', '30.03.2018', 'Annex XIV.B of Regulation (EU) 2017/1509'],
    [4, 'no number', 'n/a', '30.03.2018', ''],
  ];

  it('is read though its header is worded otherwise, numbers begin with 0 and dates are broken', async () => {
    const { records, skipped } = await euSanctionsMapXlsx.read([listFile(xlsx({ Read: [['x']], Vessels: rows }))]);
    expect(records.map(({ imo, listedAt, programmes }) => [imo, listedAt, programmes[0]])).toEqual([
      [9161003, Date.UTC(2024, 5, 25), 'EU-RUS'],
      [9208057, null, 'EU-RUS'],
      [8712362, Date.UTC(2018, 2, 30), 'EU-PRK'],
    ]);
    expect(records[1]!.names.map(({ text, kind }) => [text, kind])).toEqual([
      ['STORMBRINGER', 'primary'],
      ['KRITI VIGOR', 'former'],
    ]);
    expect(Object.keys(skipped)).toEqual(['no IMO number of seven digits']);
    expect(euSanctionsMapXlsx.detect(headOf(xlsx({ Vessels: rows }, true)))).toBe(true);
  });

  it('gives a hull the same record id as the Danish table, so that either follows the other', async () => {
    const [map] = (await euSanctionsMapXlsx.read([listFile(xlsx({ Vessels: rows }))])).records;
    const [dma] = (await euDmaCsv.read([listFile(DMA)])).records;
    expect(map!.recordId).toBe(dma!.recordId);
  });

  it('without a header of name, number and date is refused', async () => {
    const sentence = await refusalOf(euSanctionsMapXlsx, listFile(xlsx({ A: [['Vessel name', 'Flag', 'Date']] })));
    expect(sentence).toContain('no sheet has a header with "imo"');
  });
});

describe('the financial list', () => {
  const entity = (id: string, body: string) =>
    `<sanctionEntity designationDetails="" euReferenceNumber="${id}" designationDate="2018-03-30" logicalId="1">${body}</sanctionEntity>`;
  const alias = (name: string, strong = 'true') =>
    `<nameAlias wholeName="${name}" strong="${strong}" nameLanguage="EN" firstName="" middleName="" lastName=""/>`;
  const number = (imo: string, about = '') =>
    `<identification identificationTypeCode="imo" number="${imo}"><remark>${about}</remark></identification>`;
  const enterprise = '<subjectType code="enterprise" classificationCode="E"/>';
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2026-08-20T16:20:11.123+02:00" globalFileId="1">
${entity('EU.4000.10', `<remark>Seized</remark><regulation programme="PRK" entryIntoForceDate="2018-04-01"/>${enterprise}${alias('Chon Ma San')}${alias('Chonma', 'false')}${number('8660313')}`)}
${entity('EU.4001.11', `${enterprise}${alias('Korea Achim Shipping Co')}${number('5936312', 'Company number')}`)}
${entity('EU.4002.12', `<subjectType code="person" classificationCode="P"/>${alias('Some Body')}`)}
</export>`;

  it('tells a ship among its enterprises by the number of type "imo", unless a company is meant', async () => {
    const { records, mark } = await euFsfXml.read([listFile(text, { chunk: 5 })]);
    expect(records.map(({ kind, imo, companyImo }) => [kind, imo, companyImo])).toEqual([
      ['ship', 8660313, null],
      ['party', null, 5936312],
      ['party', null, null],
    ]);
    expect(records[0]).toMatchObject({
      recordId: 'EU.4000.10',
      programmes: ['PRK'],
      measures: ['asset freeze'],
      listedAt: Date.UTC(2018, 2, 30),
      remarks: 'Seized',
    });
    expect(records[0]!.names.map(({ text, kind }) => [text, kind])).toEqual([
      ['Chon Ma San', 'primary'],
      ['Chonma', 'weak'],
    ]);
    expect(mark).toMatchObject({ basis: 'inside', at: Date.UTC(2026, 7, 20) });
    expect(euFsfXml.detect(headOf(text))).toBe(true);
  });

  it('is refused when cut, a web page, or with entities of its own', async () => {
    expect(await refusalOf(euFsfXml, listFile(text.slice(0, 600)))).toContain('is cut');
    expect(await refusalOf(euFsfXml, listFile(WEB_PAGE))).toContain('is a web page');
    expect(await refusalOf(euFsfXml, listFile(ENTITY_BOMB))).toContain('declares a DOCTYPE');
    expect(await refusalOf(euFsfXml, listFile(''))).toBe('list is empty');
  });
});

describe.skipIf(noRealLists)('the Danish sample file (skipped without the real lists)', () => {
  it('holds three ships', async () => {
    expect(shipsOf(await euDmaCsv.read([realFile('samples/eu-dma.sample.csv')]))).toHaveLength(3);
  });
});
