// Rows quoted from the Consolidated Screening List of August 2019 and from moov-io/watchman's excerpt of 2025.

import { describe, expect, it } from 'vitest';
import { usCslCsv } from '../../server/lists/formats/us/us-csl-csv.ts';
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

const OLD_HEADER =
  'source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,dates_of_birth,nationalities,places_of_birth,source_information_url,ids';
const DARYA =
  'Specially Designated Nationals (SDN) - Treasury Department,27304,Vessel,SDGT,ADRIAN DARYA 1,,"",,,,,,,,Crude Oil Tanker,,,Iran,,,http://bit.ly/1I7ipyR,GRACE 1,"","","","",http://bit.ly/1MLgpye,"IMO 9116412, Vessel Registration Identification; Panama, Former Vessel Flag"';
const NEW_DARYA = `abc,${DARYA.replace('"IMO 9116412, Vessel Registration Identification; Panama, Former Vessel Flag"', '"Vessel Registration Identification, IMO 9116412; Former Vessel Flag, Panama; Secondary sanctions risk:, section 1(b) of Executive Order 13224, as amended"')}`;
const DENIED =
  'Denied Persons List (DPL) - Bureau of Industry and Security,,,, SOMEBODY,,"37 S. STREET",82 F.R. 48792 10/20/2017,2017-10-16,2020-10-13,Y,,,,,,,,,FR NOTICE ADDED,http://bit.ly/1Qi5heF,,,,,,http://bit.ly/1iwxiF0,';

const refused = (text: string) => refusalOf(usCslCsv, listFile(text, { name: 'csl.csv' }));

describe('the US Consolidated Screening List', () => {
  it('reads identifiers in the old order and in the new one', async () => {
    const expected = {
      kind: 'ship',
      imo: 9116412,
      flag: 'Iran',
      formerFlags: ['Panama'],
      shipType: 'Crude Oil Tanker',
      programmes: ['SDGT'],
      names: [
        { text: 'ADRIAN DARYA 1', kind: 'primary', script: 'Latn' },
        { text: 'GRACE 1', kind: 'alias', script: 'Latn' },
      ],
    };
    expect(shipOf(await usCslCsv.read([listFile(`${OLD_HEADER}\n${DARYA}\n`)]), 'SDN 27304')).toMatchObject(expected);
    const read = await usCslCsv.read([listFile(`_id,${OLD_HEADER}\n${NEW_DARYA}\n`, { chunk: 3 })]);
    expect(shipOf(read, 'SDN 27304')).toMatchObject({ ...expected, raw: NEW_DARYA });
    expect(shipOf(read, 'SDN 27304').measures).toContain('secondary sanctions');
  });

  it('knows an entry without number by list, name and start, each twin apart', async () => {
    const read = await usCslCsv.read([listFile(`${OLD_HEADER}\n${DENIED}\n${DENIED}\n`)]);
    expect(read.records.map(({ recordId }) => recordId)).toEqual([
      'DPL SOMEBODY 2017-10-16',
      'DPL SOMEBODY 2017-10-16 #2',
    ]);
    expect(read.records[0]).toMatchObject({
      kind: 'party',
      listedAt: Date.UTC(2017, 9, 16),
      delistedAt: Date.UTC(2020, 9, 13),
    });
    expect(read.mark).toEqual({ text: '2017-10-16', at: Date.UTC(2017, 9, 16), basis: 'newest-listing' });
  });

  it('refuses other tables, pages and cut copies', async () => {
    expect(await refused('source,name\nA,B\n')).toMatch(
      /^csl\.csv is not the US Consolidated Screening List \(CSV\): it has no columns "entity_number"/,
    );
    expect(await refused(WEB_PAGE)).toBe('csl.csv is a web page, not a table');
    expect(await refused(ENTITY_BOMB)).toMatch(/it has no columns/);
    expect(await refused('')).toBe('csl.csv is empty');
    expect(await refused(`${OLD_HEADER}\n${DARYA}\n${DARYA.slice(0, 90)}`)).toMatch(
      /its last row \(line 3\) has \d+ of 28 columns/,
    );
    expect(await refused(`${OLD_HEADER}\n${DARYA.slice(0, -30)}`)).toMatch(/a quote that is never closed/);
  });
});

describe.skipIf(noRealLists)('the screening lists beside the repository (skipped where ../shared is absent)', () => {
  it('has two ships among 115 entries in 2019', async () => {
    expect(usCslCsv.detect(headOf(realList('us-csl/csl-2019.csv')))).toBe(true);
    const read = await usCslCsv.read([realFile('us-csl/csl-2019.csv')]);
    expect(read.records).toHaveLength(115);
    expect(shipsOf(read).map(({ imo }) => imo)).toEqual([8898831, 9116412]);
    expect(read.skipped).toEqual({});
  });

  it('has no ship among the 13 entries of the 2025 excerpt', async () => {
    expect(usCslCsv.detect(headOf(realList('us-csl/csl-extract-2025.csv')))).toBe(true);
    const read = await usCslCsv.read([realFile('us-csl/csl-extract-2025.csv')]);
    expect(read.records).toHaveLength(13);
    expect(shipsOf(read)).toEqual([]);
    expect(read.skipped).toEqual({});
  });
});
