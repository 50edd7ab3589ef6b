// Rows quoted from the sample of maritime.csv, entities in the form of entities.ftm.json, and the merged list.

import { describe, expect, it } from 'vitest';
import { opensanctionsCsv } from '../../server/lists/formats/opensanctions/opensanctions-csv.ts';
import { opensanctionsFtm } from '../../server/lists/formats/opensanctions/opensanctions-ftm.ts';
import { opensanctionsMergedJson } from '../../server/lists/formats/opensanctions/opensanctions-merged-json.ts';
import { headOf, listFile, noRealLists, realFile, realList, refusalOf, shipOf, shipsOf, WEB_PAGE } from './reading.ts';

const CSV = `"type","caption","imo","risk","countries","flag","mmsi","id","url","datasets","aliases"
"VESSEL","ABADAN","IMO9187629","sanction","ir;mt;tv;tz","ir","572469210","ofac-15036","https://www.opensanctions.org/entities/ofac-15036","us_ofac_sdn;us_trade_csl","ALPHA;ARTAVIL;SHONA"
"VESSEL","ABADAN","IMO9187631","sanction","ir","ir;mt","","ofac-15036","https://www.opensanctions.org/entities/ofac-15036","us_ofac_sdn","ALPHA"
"ORGANIZATION","SOME COMPANY","IMO9358010","poi","cn;hk","","","org-123","https://www.opensanctions.org/entities/org-123","us_ofac_sdn",""
"VESSEL","NO IMO VESSEL","","sanction","ir","ir","","ofac-99999","https://www.opensanctions.org/entities/ofac-99999","us_ofac_sdn",""
`;

describe('the maritime table', () => {
  it('tells ships from companies by their type, and keeps every number of a ship', async () => {
    const { records } = await opensanctionsCsv.read([listFile(CSV, { chunk: 9 })]);
    expect(records.map(({ recordId, kind, imo, companyImo }) => [recordId, kind, imo, companyImo])).toEqual([
      ['ofac-15036', 'ship', 9187629, null],
      ['ofac-15036/9187631', 'ship', 9187631, null],
      ['org-123', 'party', null, 9358010],
      ['ofac-99999', 'ship', null, null],
    ]);
    expect(records[0]).toMatchObject({ flag: 'ir', mmsis: [572469210], listedAt: null, measures: ['sanction'] });
    expect(records[0]!.names.map(({ text }) => text)).toEqual(['ABADAN', 'ALPHA', 'ARTAVIL', 'SHONA']);
    // Which of two flags is flown nobody says.
    expect(records[1]).toMatchObject({ flag: null, formerFlags: ['ir', 'mt'] });
  });

  it('is offered with its licence, and is no legal listing', () => {
    expect(opensanctionsCsv.notice).toContain('CC BY-NC 4.0');
    expect(opensanctionsFtm.notice).toContain('CC BY-NC 4.0');
    expect([opensanctionsCsv.sanction, opensanctionsFtm.sanction]).toEqual([false, false]);
  });

  it('is refused when cut, without its columns, or when it is a web page', async () => {
    expect(await refusalOf(opensanctionsCsv, listFile(CSV.slice(0, -12)))).toContain('a quote that is never closed');
    expect(await refusalOf(opensanctionsCsv, listFile(CSV.slice(0, CSV.lastIndexOf(',"us_ofac'))))).toContain(
      'has 9 cells, not 11',
    );
    expect(await refusalOf(opensanctionsCsv, listFile(CSV.replace('"imo"', '"number"')))).toContain('no column "imo"');
    expect(await refusalOf(opensanctionsCsv, listFile(WEB_PAGE))).toContain('is a web page');
  });

  it.skipIf(noRealLists)('has four ships in its sample (skipped without the real lists)', async () => {
    const read = await opensanctionsCsv.read([realFile('samples/opensanctions-maritime.sample.csv')]);
    expect(shipsOf(read)).toHaveLength(4);
  });
});

const entity = (id: string, schema: string, properties: Readonly<Record<string, readonly string[]>>, more = {}) =>
  JSON.stringify({ id, caption: properties.name?.[0] ?? id, schema, ...more, datasets: ['ext_us_ofac'], properties });
const FTM = [
  entity('sanc-1', 'Sanction', {
    entity: ['ofac-36077'],
    startDate: ['2022-05-08'],
    programId: ['US-RUSHAR'],
    authority: ['OFAC'],
  }),
  entity(
    'ofac-36077',
    'Vessel',
    {
      name: ['LADY R', 'Леди Р'],
      previousName: ['SLOMAN PRODUCER'],
      weakAlias: ['LADY'],
      imoNumber: ['IMO9161003'],
      mmsi: ['273212120'],
      callSign: ['UBDT8'],
      flag: ['ru'],
      type: ['Ro-Ro Cargo'],
      grossRegisteredTonnage: ['7260'],
      buildDate: ['2004'],
      topics: ['sanction'],
    },
    { first_seen: '2023-01-01T00:00:00', referents: ['NK-abc', 'ofac-36077'] },
  ),
  entity('org-1', 'Organization', { name: ['MG-FLOT LLC'], imoNumber: ['5993381'], country: ['ru'] }),
  entity('own-1', 'Ownership', { owner: ['org-1'], asset: ['ofac-36077'] }),
  entity('link-1', 'UnknownLink', {
    subject: ['org-1'],
    object: ['ofac-36077'],
    role: ['Ship Safety Management Manager'],
  }),
  entity('sanc-2', 'Sanction', { entity: ['ofac-36077'], startDate: ['2024-07-31'], provisions: ['asset freeze'] }),
  '',
].join('\n');

describe('the entities', () => {
  it('join a ship with its sanctions and companies, whichever line comes first', async () => {
    for (const chunk of [17, 65_536]) {
      const read = await opensanctionsFtm.read([listFile(FTM, { chunk })]);
      expect(read.records).toHaveLength(1);
      const ship = shipOf(read, 'ofac-36077');
      expect(ship).toMatchObject({
        imo: 9161003,
        mmsis: [273212120],
        flag: 'ru',
        builtYear: 2004,
        grossTonnage: 7260,
        listedAt: Date.UTC(2022, 4, 8),
        programmes: ['ext_us_ofac', 'US-RUSHAR'],
        measures: ['sanction', 'asset freeze'],
        parties: [
          { name: 'MG-FLOT LLC', role: 'owner', companyImo: 5993381, country: 'ru' },
          { name: 'MG-FLOT LLC', role: 'safety-manager', companyImo: 5993381, country: 'ru' },
        ],
      });
      expect(ship.names).toEqual([
        { text: 'LADY R', kind: 'primary', script: 'Latn' },
        { text: 'Леди Р', kind: 'script', script: 'Cyrl' },
        { text: 'SLOMAN PRODUCER', kind: 'former', script: 'Latn' },
        { text: 'LADY', kind: 'weak', script: 'Latn' },
      ]);
      expect(ship.remarks).toContain('Also known there as NK-abc');
    }
    expect(opensanctionsFtm.detect(headOf(FTM.slice(FTM.indexOf('{"id":"ofac'))))).toBe(true);
  });

  it('are refused when the last line breaks off, and odd lines are counted', async () => {
    expect(await refusalOf(opensanctionsFtm, listFile(FTM.trimEnd().slice(0, -5)))).toContain('is cut');
    expect(await refusalOf(opensanctionsFtm, listFile(WEB_PAGE))).toContain('is a web page');
    const { skipped } = await opensanctionsFtm.read([listFile(`[]\n${FTM}`)]);
    expect(Object.values(skipped)).toEqual([{ count: 1, examples: ['[]'] }]);
  });
});

describe('the merged list', () => {
  const text = JSON.stringify([
    {
      imo: '9161003',
      mmsi: [],
      names: ['LADY R', 'Kavya (formerly Hana)'],
      type: 'Vessel',
      operator: 'nan',
      flag: 'pa, ru',
      sanctions_origin: ['UK'],
      last_updated: '2026-08-22T00:37:08',
    },
  ]);

  it('reads "nan" and "Vessel" as nothing', async () => {
    const { records, mark } = await opensanctionsMergedJson.read([listFile(text, { chunk: 3 })]);
    expect(records[0]).toMatchObject({
      imo: 9161003,
      shipType: null,
      parties: [],
      flag: null,
      formerFlags: ['pa', 'ru'],
    });
    expect(records[0]!.names.map(({ text, kind }) => [text, kind])).toEqual([
      ['LADY R', 'primary'],
      ['Kavya', 'alias'],
      ['Hana', 'former'],
    ]);
    expect(mark).toMatchObject({ basis: 'inside', at: Date.UTC(2026, 7, 22) });
  });

  it('is refused when cut or when it is something else', async () => {
    expect(await refusalOf(opensanctionsMergedJson, listFile(text.slice(0, -2)))).toContain('is cut or damaged');
    expect(await refusalOf(opensanctionsMergedJson, listFile('{}'))).toContain('it is no JSON array');
    expect(await refusalOf(opensanctionsMergedJson, listFile(WEB_PAGE))).toContain('is a web page');
  });

  it.skipIf(noRealLists)('has 1,306 ships in August 2026 (skipped without the real lists)', async () => {
    const read = await opensanctionsMergedJson.read([realFile('merged/shadowfleet-2026-08-shared.json.gz')]);
    expect(shipsOf(read)).toHaveLength(1_306);
    const path = 'merged/shadowfleet-2026-08-shared.json.gz';
    expect(opensanctionsMergedJson.detect(headOf(realList(path)))).toBe(true);
  });
});
