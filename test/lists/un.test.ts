// Rows quoted, shortened, from the HTML conversion of the 1718 list of 4 June 2020 and from the consolidated list of
// February 2026 (UN documents).

import { describe, expect, it } from 'vitest';
import { un1718Html } from '../../server/lists/formats/un/un-1718-html.ts';
import { checkUn1718Pdf, UN_1718_EDITION } from '../../server/lists/formats/un/un-1718-pdf.ts';
import { un1718 } from '../../server/lists/formats/un/un-1718-rows.ts';
import { unConsolidatedXml } from '../../server/lists/formats/un/un-consolidated-xml.ts';
import {
  ENTITY_BOMB,
  headOf,
  listFile,
  noRealLists,
  realFile,
  realList,
  refusalOf,
  shipOf,
  shipsOf,
  WEB_PAGE,
} from './reading.ts';

const HEAD = `<!DOCTYPE html><html><head><title>Microsoft Word - 1718 Designated Vessels List 4 June 2020.docx</title></head><body>
<table><tr><td colspan="10"><p>1718 Designated Vessels List</p></td></tr><tr><td>#</td><td>Vessel Name</td><td>IMO number</td><td>Date of designation</td></tr>
<tr><td><p>Paragraph 8</p><p>(d) of resolution 1718 (2006)</p></td><td>Paragraph 12 (a) of resolution 2321</td><td>Paragraph 12 (d) of resolution 2321</td><td>Paragraph 6 of resolution 2371 (2017)</td><td>controlled by (KPe.020)</td></tr>`;
const AN_SAN = `<tr><td rowspan="2"><p><br/></p><p>1</p></td><td colspan="2"><p>1: <b>AN SAN 1</b></p></td><td><p>7303803</p></td><td><p>30-Mar-18</p></td><td>na</td><td>na</td><td>Yes</td><td>Yes</td><td>na</td></tr>
<tr><td><p>Other</p><p>information</p></td><td><p>DPRK tanker M/V AN SAN 1 was</p><p>involved in ship-to-ship transfer operations.</p></td></tr>`;
const BLUE_NOUVELLE = `<tr><td><br/></td><td colspan="2"><p>1: <b>Blue Nouvelle </b>2: <b>Greenlight </b>3: <b>Chong Bong</b></p></td><td rowspan="6"><p>8909575</p><p>MMSI:</p><p>1: 529734000</p><p>2: 515721000</p><p>3: 445114000</p></td><td>21-Jun-17</td><td>na</td><td>na</td><td>na</td><td>na</td><td>Yes</td></tr>
<tr><td/><td>Flag</td><td><p>1. Kiribati</p><p>2: Cambodia</p><p>3: Democratic People’s Republic of Korea</p></td></tr>
<tr><td/><td>Call Sign</td><td>1: T3NM2 2: XUJX6 3: HMXW</td></tr><tr><td/><td>Type</td><td>General Cargo Ship</td></tr>
<tr><td><p>2</p></td><td>Other information</td><td>na</td></tr>`;
const NO_NUMBER = `<tr><td>3</td><td>1: MIN NING DE YOU 078</td><td>Does not exist</td><td>30-Mar-18</td><td>na</td><td>Yes</td><td>na</td><td>Yes</td><td>na</td></tr>`;
const END = '</table></body></html>';

describe('the 1718 list as HTML', () => {
  it('is one ship for each row with names, with what stands in the rows behind it', async () => {
    for (const chunk of [3, 65_536]) {
      const { records, mark } = await un1718Html.read([
        listFile(HEAD + AN_SAN + BLUE_NOUVELLE + NO_NUMBER + END, { chunk }),
      ]);
      expect(records).toHaveLength(3);
      expect(records[0]).toMatchObject({ imo: 7303803, measures: ['asset freeze', 'port ban'] });
      expect(records[0]!.listedAt).toBe(Date.UTC(2018, 2, 30));
      expect(records[0]!.remarks).toBe('DPRK tanker M/V AN SAN 1 was involved in ship-to-ship transfer operations.');
      expect(records[1]).toMatchObject({
        imo: 8909575,
        mmsis: [529734000, 515721000, 445114000],
        callSigns: ['T3NM2', 'XUJX6', 'HMXW'],
        flag: 'Democratic People’s Republic of Korea',
        formerFlags: ['Kiribati', 'Cambodia'],
        shipType: 'General Cargo Ship',
        measures: ['asset freeze'],
        remarks: null,
      });
      expect(records[1]!.names.map(({ text }) => text)).toEqual(['Blue Nouvelle', 'Greenlight', 'Chong Bong']);
      expect(records[2]).toMatchObject({ recordId: 'MIN NING DE YOU 078', imo: null, imoDoubtful: false });
      expect(mark).toEqual({ text: '4 June 2020', at: Date.UTC(2020, 5, 4), basis: 'inside' });
    }
  });

  it('is refused when cut, with a ship missing, with other columns, or when it is another page', async () => {
    expect(await refusalOf(un1718Html, listFile(HEAD + AN_SAN + BLUE_NOUVELLE))).toBe(
      'list is cut: the page does not end',
    );
    expect(await refusalOf(un1718Html, listFile(HEAD + AN_SAN + NO_NUMBER + END))).toContain(
      'is damaged: ship 2 ("MIN NING DE YOU 078") has the number 3',
    );
    expect(await refusalOf(un1718Html, listFile(HEAD.replaceAll('2321', '2000') + AN_SAN + END))).toContain(
      'its columns are other ones',
    );
    expect(await refusalOf(un1718Html, listFile(HEAD + END))).toContain('it has no row with names');
    expect(await refusalOf(un1718Html, listFile(WEB_PAGE))).toContain('nothing in it says so');
    expect(await refusalOf(un1718Html, listFile('name;imo'))).toContain('it is no web page');
    expect(await refusalOf(un1718Html, listFile(''))).toBe('list is empty');
  });

  it('is built in with 59 ships, one of them without a number', async () => {
    const { records, mark } = await un1718.read(un1718.builtIn!());
    expect(records).toHaveLength(59);
    expect(records.filter(({ imo }) => imo === null).map(({ recordId }) => recordId)).toEqual(['MIN NING DE YOU 078']);
    expect(records.filter(({ imoDoubtful }) => imoDoubtful)).toEqual([]);
    expect(mark?.at).toBe(UN_1718_EDITION.at);
  });

  it('as PDF is known by its hash only', () => {
    expect(checkUn1718Pdf(new TextEncoder().encode('%PDF-1.7 of another edition'))).toMatchObject({ known: false });
    expect(checkUn1718Pdf(new TextEncoder().encode(WEB_PAGE)).sentence).toContain('The file is no PDF');
  });

  describe.skipIf(noRealLists)('the real one (skipped without the real lists)', () => {
    it('holds 59 ships, and the built-in rows say the same of each', async () => {
      const [real, rows] = [
        await un1718Html.read([realFile('un/1718-vessels-2020-06.html.gz', { chunk: 997 })]),
        await un1718.read(un1718.builtIn!()),
      ];
      expect(real.records).toHaveLength(59);
      const facts = ({ raw, remarks, flag, formerFlags, ...rest }: (typeof real.records)[number]) => ({
        ...rest,
        formerFlags: formerFlags.length,
        flagged: flag !== null,
      });
      expect(rows.records.map(facts)).toEqual(real.records.map(facts));
      expect(un1718Html.detect(headOf(realList('un/1718-vessels-2020-06.html.gz')))).toBe(true);
    });

    it('is the PDF edition whose hash is known', () => {
      const bytes = realList('un/1718-vessels-2020-06.pdf');
      expect(bytes.length).toBe(UN_1718_EDITION.bytes);
      expect(checkUn1718Pdf(bytes)).toMatchObject({ known: true });
      expect(checkUn1718Pdf(bytes.subarray(0, bytes.length - 1))).toMatchObject({ known: false });
    });
  });
});

describe('the consolidated list', () => {
  const text = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL><DATAID>6907993</DATAID><FIRST_NAME>ERIC</FIRST_NAME><SECOND_NAME>BADEGE</SECOND_NAME><UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.001</REFERENCE_NUMBER><LISTED_ON>2012-12-31</LISTED_ON><COMMENTS1/><INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS></INDIVIDUAL></INDIVIDUALS>
<ENTITIES><ENTITY><DATAID>2</DATAID><FIRST_NAME>KOREA ACHIM SHIPPING CO</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.059</REFERENCE_NUMBER><LISTED_ON>2018-03-30</LISTED_ON><COMMENTS1>Registered owner of DPRK tanker CHON MA SAN. IMO number: 5936312.</COMMENTS1></ENTITY>
<ENTITY><DATAID>3</DATAID><FIRST_NAME>OCEAN MARITIME MANAGEMENT COMPANY, LIMITED (OMM)</FIRST_NAME><UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.020</REFERENCE_NUMBER><LISTED_ON>2014-07-28</LISTED_ON><COMMENTS1>Operator of the vessel Chong Chon Gang. International Maritime Organization (IMO) Number: 1790183.</COMMENTS1></ENTITY></ENTITIES></CONSOLIDATED_LIST>`;

  it('has parties only, and numbers of companies only, though one of them passes the check of a ship', async () => {
    const { records, mark } = await unConsolidatedXml.read([listFile(text, { chunk: 11 })]);
    expect(records.map(({ recordId, kind, imo, companyImo }) => [recordId, kind, imo, companyImo])).toEqual([
      ['CDi.001', 'party', null, null],
      ['KPe.059', 'party', null, 5936312],
      ['KPe.020', 'party', null, 1790183],
    ]);
    expect(mark).toMatchObject({ basis: 'inside', at: Date.UTC(2026, 1, 27) });
  });

  it('is refused when cut, empty, a web page, or with entities of its own', async () => {
    expect(await refusalOf(unConsolidatedXml, listFile(text.slice(0, 700)))).toContain('is cut');
    expect(await refusalOf(unConsolidatedXml, listFile('<CONSOLIDATED_LIST/>'))).toContain('lists nobody');
    expect(await refusalOf(unConsolidatedXml, listFile(WEB_PAGE))).toContain('is a web page');
    expect(await refusalOf(unConsolidatedXml, listFile(ENTITY_BOMB))).toContain('declares a DOCTYPE');
  });

  it.skipIf(noRealLists)(
    'of February 2026 has no ship and 16 numbers of companies (skipped without the real lists)',
    async () => {
      const read = await unConsolidatedXml.read([realFile('un/consolidated-2026-02.xml.gz', { chunk: 8_191 })]);
      expect(shipsOf(read)).toEqual([]);
      expect(read.records).toHaveLength(1_003);
      expect(read.records.filter(({ companyImo }) => companyImo !== null)).toHaveLength(16);
      expect(shipOf(read, 'KPe.020').companyImo).toBe(1790183);
    },
  );
});
