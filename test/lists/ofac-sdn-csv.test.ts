// Lines quoted from OFAC's sdn.csv of April 2024 and from moov-io/watchman's excerpt of May 2025.

import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../server/domain/listing/difference.ts';
import { ofacSdnCsv } from '../../server/lists/formats/us/ofac-sdn-csv.ts';
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

const LADY_R =
  '37095,"LADY R","vessel","RUSSIA-EO14024",-0- ,-0- ,"Roll-on Roll-off",-0- ,"7260","Russia",-0- ,"Vessel Registration Identification IMO 9161003; Linked To: TRANSMORFLOT LLC."';
const ARTAVIL =
  '15036,"ARTAVIL","vessel","IRAN] [SDGT",-0- ,"T2EU4","Crude/Oil Products Tanker","99,144","56,068","Iran",-0- ,"Former Vessel Flag Malta; alt. Former Vessel Flag Tuvalu; alt. Former Vessel Flag None Identified; Additional Sanctions Information - Subject to Secondary Sanctions; Vessel Registration Identification IMO 9187629; MMSI 572469210; f.k.a. \'ALPHA\'; Linked To: NATIONAL IRANIAN TANKER COMPANY."';
const BONU_5 =
  '23424,"BONU 5","vessel","LIBYA3",-0- ,-0- ,-0- ,-0- ,-0- ,"Malta",-0- ,"Vessel Registration Identification 15411 (Malta); Linked To: ANDREA MARTINA LIMITED."';
const NS_LEADER =
  '47371,"NS LEADER","vessel","RUSSIA-EO14024",-0- ,"A8LU7","Crude Oil Tanker",-0- ,-0- ,"Gabon",-0- ,"Secondary sanctions risk: See Section 11 of Executive Order 14024.; Identification Number IMO 9339301; MMSI 636013272; Linked To: NS LEADER SHIPPING INCORPORATED."';
const CHONGBONG =
  '19569,"CHONGBONG SHIPPING CO LTD",-0- ,"DPRK3",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Vessel Registration Identification IMO 5878589."';
const AIRCRAFT =
  '48727,"EP-PUS","aircraft","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"Aircraft Manufacture Date 1992; Linked To: POUYA AIR."';

function table(...rows: string[]): string {
  return [...rows, '\u001a'].join('\r\n');
}

describe('the OFAC SDN list as CSV', () => {
  it('reads what remarks say of a ship: number, MMSI, former flags and names, links', async () => {
    const read = await ofacSdnCsv.read([listFile(table(LADY_R, ARTAVIL))]);
    expect(shipOf(read, '15036')).toMatchObject({
      kind: 'ship',
      names: [
        { text: 'ARTAVIL', kind: 'primary', script: 'Latn' },
        { text: 'ALPHA', kind: 'former', script: 'Latn' },
      ],
      imo: 9187629,
      imoDoubtful: false,
      mmsis: [572469210],
      callSigns: ['T2EU4'],
      flag: 'Iran',
      formerFlags: ['Malta', 'Tuvalu'],
      shipType: 'Crude/Oil Products Tanker',
      deadweight: 99144,
      grossTonnage: 56068,
      programmes: ['IRAN', 'SDGT'],
      measures: ['asset freeze', 'secondary sanctions'],
      parties: [{ name: 'NATIONAL IRANIAN TANKER COMPANY', role: 'linked', companyImo: null, country: null }],
      raw: ARTAVIL,
    });
    expect(shipOf(read, '37095')).toMatchObject({ imo: 9161003, callSigns: [], deadweight: null, raw: LADY_R });
  });

  it('takes a number for the IMO only where the text calls it so, under whatever label', async () => {
    const read = await ofacSdnCsv.read([listFile(table(BONU_5, NS_LEADER))]);
    expect(shipOf(read, '23424')).toMatchObject({ imo: null, flag: 'Malta' });
    expect(shipOf(read, '47371')).toMatchObject({ imo: 9339301, mmsis: [636013272] });
  });

  it('never takes the number of a company for a ship, although the label says "Vessel Registration"', async () => {
    const read = await ofacSdnCsv.read([listFile(table(CHONGBONG, LADY_R))]);
    expect(shipOf(read, '19569')).toMatchObject({ kind: 'party', imo: null, companyImo: 5878589 });
    expect(shipsOf(read)).toHaveLength(1);
  });

  it('keeps a ship whose number fails its check digit, and says so', async () => {
    const read = await ofacSdnCsv.read([listFile(table(LADY_R.replace('9161003', '9161030')))]);
    expect(shipOf(read, '37095')).toMatchObject({ imo: 9161030, imoDoubtful: true });
  });

  it('joins other names, addresses and overflowing remarks by record number', async () => {
    const cut = LADY_R.replace('; Linked To: TRANSMORFLOT LLC.', '; Linked To: TRANSMO');
    const read = await ofacSdnCsv.read([
      listFile(table(cut)),
      listFile(
        table('37095,60001,"fka","ADMIRAL ONE",-0- ', '37095,60002,"aka","LADY-R",-0- ', '999,1,"aka","NOBODY",-0- '),
        {
          role: 'alt',
          name: 'alt.csv',
        },
      ),
      listFile(table('37095,1,-0- ,-0- ,-0- ,-0- '), { role: 'add', name: 'add.csv' }),
      listFile('37095,"RFLOT LLC; MMSI 273316240."\r\n', { role: 'comments', name: 'sdn_comments.csv' }),
    ]);
    const ship = shipOf(read, '37095');
    expect(ship.names.map(({ text, kind }) => `${kind} ${text}`)).toEqual([
      'primary LADY R',
      'former ADMIRAL ONE',
      'alias LADY-R',
    ]);
    expect(ship.parties[0]?.name).toBe('TRANSMORFLOT LLC');
    expect(ship.mmsis).toEqual([273316240]);
    expect(ship.raw.split('\n')).toHaveLength(4);
    expect(read.skipped['row of the alt file for a record that is not kept']?.count).toBe(1);
  });

  it('counts aircraft and odd rows, with examples, and reads on', async () => {
    const read = await ofacSdnCsv.read([listFile(table(LADY_R, AIRCRAFT, '17,"SHORT ROW"', LADY_R, NS_LEADER))]);
    expect(shipsOf(read)).toHaveLength(2);
    expect(Object.entries(read.skipped).map(([reason, { count }]) => `${count} ${reason}`)).toEqual([
      '1 type "aircraft" is neither ship nor party',
      '1 row without 12 columns and a record number',
      '1 record id given twice, the first is kept',
    ]);
  });

  it('gives the same however the bytes are cut up, and has the day that HTTP gives', async () => {
    const lastModifiedAt = Date.UTC(2024, 3, 10, 14, 30);
    const text = table(LADY_R, ARTAVIL, NS_LEADER);
    const whole = await ofacSdnCsv.read([listFile(text, { lastModifiedAt })]);
    expect(await ofacSdnCsv.read([listFile(text, { lastModifiedAt, chunk: 1 })])).toEqual(whole);
    expect(whole.mark).toEqual({
      text: 'Wed, 10 Apr 2024 14:30:00 GMT',
      at: Date.UTC(2024, 3, 10),
      basis: 'last-modified',
    });
  });

  it('knows its file by the first row', () => {
    expect(ofacSdnCsv.detect(headOf(table(LADY_R)))).toBe(true);
    expect(ofacSdnCsv.detect(headOf(WEB_PAGE))).toBe(false);
    expect(ofacSdnCsv.detect(headOf('a,b,c\n1,2,3\n'))).toBe(false);
  });

  it('refuses what is no SDN list, in one sentence', async () => {
    const refused = (text: string) => refusalOf(ofacSdnCsv, listFile(text, { name: 'sdn.csv' }));
    expect(await refused(WEB_PAGE)).toBe('sdn.csv is a web page, not a table');
    expect(await refused(ENTITY_BOMB)).toMatch(/^sdn\.csv is not the OFAC SDN list/);
    expect(await refused('')).toBe('sdn.csv is empty');
    expect(await refused('name;imo\nLADY R;9161003\n')).toMatch(
      /its first row has 1 columns beginning "name;imo", not 12/,
    );
    expect(await refusalOf(ofacSdnCsv, listFile('', { role: 'alt', name: 'alt.csv' }))).toMatch(/needs its main file/);
  });

  it('refuses a copy that was cut: within quotes, within a row, or after thousands of rows without the end mark', async () => {
    const refused = (text: string) => refusalOf(ofacSdnCsv, listFile(text, { name: 'sdn.csv' }));
    expect(await refused(`${LADY_R}\r\n${ARTAVIL.slice(0, 60)}`)).toMatch(/a quote that is never closed/);
    expect(await refused(`${LADY_R}\r\n${BONU_5.slice(0, 40)}`)).toMatch(/its last row \(line 2\) is not whole/);
    const many = Array.from(
      { length: 1_000 },
      (_, i) => `${i},"A",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- `,
    );
    expect(await refused(`${many.join('\r\n')}\r\n`)).toMatch(/after 1000 rows it ends without its end mark/);
    expect(await refused(table(...many))).toMatch(/^NOT REFUSED/);
  });
});

describe.skipIf(noRealLists)('the OFAC CSV files beside the repository (skipped where ../shared is absent)', () => {
  const set = (day: string) => [
    realFile(`us-ofac/sdn-${day}`),
    realFile(`us-ofac/alt-${day}`, { role: 'alt' }),
    realFile(`us-ofac/add-${day}`, { role: 'add' }),
    realFile(`us-ofac/sdn_comments-${day}`, { role: 'comments' }),
  ];

  it('has 526 ships in April 2024, 520 with IMO number and 80 with MMSI', async () => {
    expect(ofacSdnCsv.detect(headOf(realList('us-ofac/sdn-2024-04.csv.gz')))).toBe(true);
    const read = await ofacSdnCsv.read([realFile('us-ofac/sdn-2024-04.csv.gz')]);
    const ships = shipsOf(read);
    expect(ships).toHaveLength(526);
    expect(ships.filter(({ imo }) => imo !== null)).toHaveLength(520);
    expect(ships.filter(({ mmsis }) => mmsis.length > 0)).toHaveLength(80);
    expect(ships.filter(({ imoDoubtful }) => imoDoubtful)).toEqual([]);
    const byNumber = (imo: number) => ships.find((ship) => ship.imo === imo)?.names[0]?.text;
    expect([9161003, 9179842, 9358010, 9349289].map(byNumber)).toEqual(['LADY R', 'ANGARA', 'MAIA-1', 'LADY D']);
  });

  it('has 406 ships in July 2021, 399 with IMO number, with every other name joined', async () => {
    const read = await ofacSdnCsv.read(set('2021-07.csv.gz'));
    const ships = shipsOf(read);
    expect(ships).toHaveLength(406);
    expect(ships.filter(({ imo }) => imo !== null)).toHaveLength(399);
    expect(shipOf(read, '15038').names.map(({ text }) => text)).toEqual([
      'ARGO I',
      'AMOL',
      'CASTOR',
      'CHRISTINA',
      'ARGO 1',
      'SILVER CLOUD',
    ]);
    expect(Object.keys(read.skipped).filter((reason) => !/aircraft|not kept/.test(reason))).toEqual([]);
  });

  it('has the four ships of the 2025 excerpt', async () => {
    const read = await ofacSdnCsv.read(set('extract-2025.csv'));
    expect(shipsOf(read).map(({ names, imo }) => `${names[0]!.text} ${imo}`)).toEqual([
      'IRIS MAKRAN 9486910',
      'NS LEADER 9339301',
      'FRUNZE 9263643',
      'TASCA 9313149',
    ]);
  });

  it('takes alias and overflow files of another day: rows without a record are counted', async () => {
    const read = await ofacSdnCsv.read([
      realFile('us-ofac/sdn-2024-04.csv.gz'),
      realFile('us-ofac/alt-2025-02.csv.gz', { role: 'alt' }),
      realFile('us-ofac/sdn_comments-2025-02.csv.gz', { role: 'comments' }),
    ]);
    expect(shipsOf(read)).toHaveLength(526);
    expect(read.skipped['row of the alt file for a record that is not kept']!.count).toBeGreaterThan(100);
  });

  it('tells July 2021 from April 2024: HERMANN removed, 121 ships added, SAND SWAN renamed EBANO', async () => {
    const before = await ofacSdnCsv.read([realFile('us-ofac/sdn-2021-07.csv.gz')]);
    const after = await ofacSdnCsv.read([realFile('us-ofac/sdn-2024-04.csv.gz')]);
    const { ships, rows } = compareVersions(shipsOf(before), shipsOf(after));
    expect(ships).toMatchObject({ added: 121, removed: 1, renamed: 1 });
    expect(rows.filter(({ change }) => change === 'removed').map(({ name }) => name)).toEqual(['HERMANN']);
    const renamed = rows.filter(({ change }) => change === 'renamed');
    expect(renamed.map(({ recordId, fields }) => [recordId, fields[0]])).toEqual([
      ['4243', { field: 'name', before: 'SAND SWAN', after: 'EBANO' }],
    ]);
    expect(renamed[0]!.fields.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['name', 'IMO', 'flag', 'call signs']),
    );
    const programmes = rows.flatMap(({ fields }) => fields.filter(({ field }) => field === 'programmes'));
    expect(programmes.map(({ before, after }) => `${before} → ${after}`)).toEqual([
      'PEESA → PEESA-EO14039',
      'PEESA → PEESA-EO14039',
    ]);
    const again = await ofacSdnCsv.read([realFile('us-ofac/sdn-2021-07.csv.gz')]);
    expect(compareVersions(before.records, again.records).rows).toEqual([]);
  });

  it('is refused when it is cut anywhere', async () => {
    const bytes = realList('us-ofac/sdn-2024-04.csv.gz');
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      expect(await refusalOf(ofacSdnCsv, listFile(cut, { name: `sdn.csv at ${share}` })), String(share)).toMatch(
        /is cut/,
      );
    }
    // At the end of a row, too.
    const end = bytes.lastIndexOf(10, Math.floor(bytes.length / 2)) + 1;
    expect(await refusalOf(ofacSdnCsv, listFile(bytes.subarray(0, end), { name: 'sdn.csv' }))).toMatch(/end mark|cut/);
  });
});
