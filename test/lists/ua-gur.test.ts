// Pairs quoted from the GUR catalogue of March 2026; pages in the catalogue's form, with its labels and published values.

import { describe, expect, it } from 'vitest';
import { uaGurCsv } from '../../server/lists/formats/ua/ua-gur-csv.ts';
import { uaGurHtml } from '../../server/lists/formats/ua/ua-gur-html.ts';
import { headOf, listFile, noRealLists, realFile, realList, refusalOf, shipsOf, WEB_PAGE } from './reading.ts';

describe('the pairs of MMSI and IMO', () => {
  const text = 'mmsi,imo\r\n319766000,1006960\r\n\ufffd352001958,9282493\r\n563225500,9900514\r\n563231400,9900514\r\n';

  it('are ships without names; a broken first sign of an MMSI does not matter', async () => {
    const { records } = await uaGurCsv.read([listFile(text, { chunk: 1, name: 'mmsi-imo-2026-03.csv' })]);
    expect(records.map(({ imo, mmsis }) => [imo, ...mmsis])).toEqual([
      [1006960, 319766000],
      [9282493, 352001958],
      [9900514, 563225500],
      [9900514, 563231400],
    ]);
    expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(4);
    expect(uaGurCsv.sanction).toBe(false);
  });

  it('are refused when cut, without their columns, or when they are a web page', async () => {
    expect(await refusalOf(uaGurCsv, listFile(text.slice(0, -4)))).toBe(
      'list is cut: its last row is "563231400,99005"',
    );
    expect(await refusalOf(uaGurCsv, listFile('mmsi,number\r\n1,2\r\n'))).toContain('no column "imo"');
    expect(await refusalOf(uaGurCsv, listFile(WEB_PAGE))).toContain('is a web page');
  });

  it.skipIf(noRealLists)('are 804 in March 2026, of 803 hulls (skipped without the real lists)', async () => {
    const ships = shipsOf(await uaGurCsv.read([realFile('ua-gur/mmsi-imo-2026-03.csv', { chunk: 1_009 })]));
    expect(ships).toHaveLength(804);
    expect(new Set(ships.map(({ imo }) => imo)).size).toBe(803);
    expect(ships.every(({ mmsis }) => mmsis.length === 1)).toBe(true);
    expect(uaGurCsv.detect(headOf(realList('ua-gur/mmsi-imo-2026-03.csv')))).toBe(true);
  });
});

const field = (label: string, value: string) =>
  `<div class="row"><div class="col-12 col-md-6">${label}</div><div class="col-12 col-md-6 yellow">${value}</div></div>`;
const PAGE = `<!DOCTYPE html><html lang="en"><head><title>War &amp; Sanctions</title><script>var imo = '1234567';</script></head><body><main><div class="tools-spec">
${field('Vessel name', 'LADY R')}${field('IMO', '9161003')}${field('MMSI', '\ufffd273212120')}${field('Call sign', 'UBDT8')}${field('Flag (Current)', 'Russia')}
${field('Vessel Type', 'Ro-Ro Cargo')}${field('Build year', '2004')}${field('Gross tonnage (t)', '7 260')}${field('DWT (t)', '7,399')}</div>
<div class="tools-frame">${field('Flags (former)', 'Antigua and Barbuda / Marshall Islands')}${field('Former ship names', 'SLOMAN PRODUCER / BELUGA X')}
${field('Ship Owner (IMO / Country / Date)', 'MG-FLOT LLC c/o Oboronlogistika (5993381 / Russia / 24.05.2022)')}
${field('Commercial ship manager (IMO / Country / Date)', '<a href="#">Some <b>Ships</b></a> (Asia) Ltd (6246310 / Hong Kong / 01.02.2020)')}
${field('Ship Safety Management Manager (IMO / Country / Date)', '-')}${field('P&amp;I Club', '-')}${field('Category', 'Arms transport')}
${field('Visited ports', 'Rajin')}${field('Vessel information', 'Carries military goods.')}</div></main></body></html>`;

describe('a saved page of a ship', () => {
  it('gives its labels and values; the number behind a company is that of the company', async () => {
    for (const chunk of [5, 65_536]) {
      const { records } = await uaGurHtml.read([listFile(PAGE, { chunk })]);
      expect(records).toHaveLength(1);
      expect(records[0]).toMatchObject({
        imo: 9161003,
        mmsis: [273212120],
        callSigns: ['UBDT8'],
        flag: 'Russia',
        formerFlags: ['Antigua and Barbuda', 'Marshall Islands'],
        shipType: 'Ro-Ro Cargo',
        builtYear: 2004,
        grossTonnage: 7260,
        deadweight: 7399,
        programmes: ['War & Sanctions', 'Arms transport'],
        remarks: 'Carries military goods.',
        parties: [
          { name: 'MG-FLOT LLC', role: 'owner', companyImo: 5993381, country: 'Russia' },
          { name: 'Oboronlogistika', role: 'linked', companyImo: null, country: null },
          { name: 'Some Ships (Asia) Ltd', role: 'manager', companyImo: 6246310, country: 'Hong Kong' },
        ],
      });
      expect(records[0]!.names.map(({ text, kind }) => [text, kind])).toEqual([
        ['LADY R', 'primary'],
        ['SLOMAN PRODUCER', 'former'],
        ['BELUGA X', 'former'],
      ]);
    }
    expect(uaGurHtml.detect(headOf(PAGE))).toBe(true);
  });

  it('may be one of several files, or several pages in one', async () => {
    const other = PAGE.replace('9161003', '9179842').replace('LADY R', 'ANGARA');
    const apart = await uaGurHtml.read([listFile(PAGE), listFile(other, { role: 'page-2' })]);
    const joined = await uaGurHtml.read([listFile(PAGE + other)]);
    expect(apart.records.map(({ imo }) => imo)).toEqual([9161003, 9179842]);
    expect(joined.records).toEqual(apart.records);
  });

  it('is refused when it is a sign-in page, cut before its number, or empty', async () => {
    expect(await refusalOf(uaGurHtml, listFile(WEB_PAGE))).toContain('it has no "Vessel name" with an "IMO" beside it');
    expect(await refusalOf(uaGurHtml, listFile(PAGE.slice(0, PAGE.indexOf('IMO</div>'))))).toContain(
      'it has no "Vessel name"',
    );
    expect(await refusalOf(uaGurHtml, listFile(''))).toBe('list is empty');
    expect(await refusalOf(uaGurHtml, listFile('mmsi,imo'))).toContain('it is no web page');
  });
});
