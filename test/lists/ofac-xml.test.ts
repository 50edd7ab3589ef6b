// Entries in the shape of OFAC's SDN.XML, with published values of LADY R and ARTAVIL.

import { describe, expect, it } from 'vitest';
import { ofacConsolidatedXml, ofacSdnXml } from '../../server/lists/formats/us/ofac-xml.ts';
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

const LADY_R = `<sdnEntry><uid>37095</uid><lastName>LADY R</lastName><sdnType>Vessel</sdnType>
  <remarks>(Linked To: TRANSMORFLOT LLC)</remarks>
  <programList><program>RUSSIA-EO14024</program></programList>
  <idList><id><uid>1</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9161003</idNumber></id></idList>
  <vesselInfo><vesselType>Roll-on Roll-off</vesselType><vesselFlag>Russia</vesselFlag><grossRegisteredTonnage>7260</grossRegisteredTonnage></vesselInfo>
</sdnEntry>`;
const ARTAVIL = `<sdnEntry><uid>15036</uid><lastName>ARTAVIL</lastName><sdnType>Vessel</sdnType>
  <programList><program>IRAN</program><program>SDGT</program></programList>
  <idList>
    <id><idType>Former Vessel Flag</idType><idNumber>Malta</idNumber></id>
    <id><idType>Former Vessel Flag</idType><idNumber>None Identified</idNumber></id>
    <id><idType>Additional Sanctions Information -</idType><idNumber>Subject to Secondary Sanctions</idNumber></id>
    <id><idType>Vessel Registration Identification</idType><idNumber>IMO 9187629</idNumber></id>
    <id><idType>MMSI</idType><idNumber>572469210</idNumber></id>
  </idList>
  <akaList>
    <aka><type>f.k.a.</type><category>weak</category><lastName>ALPHA</lastName></aka>
    <aka><type>a.k.a.</type><category>weak</category><lastName>ARTA</lastName></aka>
    <aka><type>a.k.a.</type><category>strong</category><lastName>ARTAWIL</lastName></aka>
  </akaList>
  <vesselInfo><callSign>T2EU4</callSign><vesselType>Crude/Oil Products Tanker</vesselType><tonnage>99,144</tonnage><grossRegisteredTonnage>56,068</grossRegisteredTonnage></vesselInfo>
</sdnEntry>`;
const CHONGBONG = `<sdnEntry><uid>19569</uid><lastName>CHONGBONG SHIPPING CO LTD</lastName><sdnType>Entity</sdnType>
  <programList><program>DPRK3</program></programList>
  <idList><id><idType>Vessel Registration Identification</idType><idNumber>IMO 5878589</idNumber></id></idList></sdnEntry>`;
const AIRCRAFT = '<sdnEntry><uid>48727</uid><lastName>EP-PUS</lastName><sdnType>Aircraft</sdnType></sdnEntry>';

function list(
  entries: readonly string[],
  namespace = 'https://tempuri.org/sdnList.xsd',
  count = entries.length,
): string {
  return `<?xml version="1.0" standalone="yes"?>\n<sdnList xmlns="${namespace}"><publshInformation><Publish_Date>04/10/2024</Publish_Date><Record_Count>${count}</Record_Count></publshInformation>\n${entries.join('\n')}\n</sdnList>`;
}

const refused = (text: string) => refusalOf(ofacSdnXml, listFile(text, { name: 'sdn.xml' }));

describe('the OFAC SDN list as legacy XML', () => {
  it('reads ships with their numbers, flags, names and tonnages', async () => {
    const read = await ofacSdnXml.read([listFile(list([LADY_R, ARTAVIL]))]);
    expect(read.mark).toEqual({ text: '04/10/2024', at: Date.UTC(2024, 3, 10), basis: 'inside' });
    expect(shipOf(read, '37095')).toMatchObject({
      imo: 9161003,
      flag: 'Russia',
      grossTonnage: 7260,
      parties: [{ name: 'TRANSMORFLOT LLC', role: 'linked' }],
      measures: ['asset freeze'],
      raw: LADY_R,
    });
    expect(shipOf(read, '15036')).toMatchObject({
      imo: 9187629,
      mmsis: [572469210],
      callSigns: ['T2EU4'],
      flag: null,
      formerFlags: ['Malta'],
      deadweight: 99144,
      grossTonnage: 56068,
      programmes: ['IRAN', 'SDGT'],
      measures: ['asset freeze', 'secondary sanctions'],
    });
    expect(shipOf(read, '15036').names.map(({ text, kind }) => `${kind} ${text}`)).toEqual([
      'primary ARTAVIL',
      'former ALPHA',
      'weak ARTA',
      'alias ARTAWIL',
    ]);
  });

  it('decides ship or company by the type of the entry, not by its number', async () => {
    const read = await ofacSdnXml.read([listFile(list([LADY_R, CHONGBONG, AIRCRAFT]))]);
    expect(shipsOf(read)).toHaveLength(1);
    expect(shipOf(read, '19569')).toMatchObject({ kind: 'party', imo: null, companyImo: 5878589 });
    expect(read.skipped['type "Aircraft" is neither ship nor party']?.count).toBe(1);
  });

  it('gives the same in any namespace, with prefixes, and however the bytes are cut up', async () => {
    const text = list([LADY_R, ARTAVIL]);
    const whole = await ofacSdnXml.read([listFile(text)]);
    expect(await ofacSdnXml.read([listFile(text, { chunk: 1 })])).toEqual(whole);
    expect(await ofacSdnXml.read([listFile(text, { chunk: 7 })])).toEqual(whole);
    expect(await ofacSdnXml.read([listFile(`\ufeff${list([LADY_R, ARTAVIL], 'urn:next')}`)])).toEqual(whole);
    const prefixed = list([LADY_R])
      .replace(/<(\/?)(?=[a-zA-Z])/g, '<$1x:')
      .replace('xmlns=', 'xmlns:x=');
    expect(shipOf(await ofacSdnXml.read([listFile(prefixed)]), '37095').imo).toBe(9161003);
  });

  it('refuses a copy that was cut anywhere, or has fewer records than it says', async () => {
    const text = list([LADY_R, ARTAVIL]);
    for (let at = 60; at < text.length; at += 37)
      expect(await refused(text.slice(0, at)), text.slice(0, at)).toMatch(/^sdn\.xml is cut/);
    expect(await refused(list([LADY_R], 'urn:x', 2))).toBe('sdn.xml says that it has 2 records, but has 1: it is cut');
  });

  it('refuses what is no SDN list, in one sentence', async () => {
    expect(await refused('')).toBe('sdn.xml is empty');
    expect(await refused(' \n')).toBe('sdn.xml is empty');
    expect(await refused(WEB_PAGE)).toBe('sdn.xml is a web page, not the OFAC SDN list (legacy XML)');
    expect(await refused('{"error": "not found"}')).toBe('sdn.xml is not the OFAC SDN list (legacy XML): it is no XML');
    expect(await refused('<Designations/>')).toBe(
      'sdn.xml is not the OFAC SDN list (legacy XML): its root is <Designations>',
    );
    expect(await refused('<sdnList/>')).toMatch(/has no Publish_Date/);
    expect(await refused(list([]))).toMatch(/has no sdnEntry at all/);
    expect(await refused(list([LADY_R]).replace('04/10/2024', '31/31/2024'))).toMatch(
      /has "31\/31\/2024" as Publish_Date/,
    );
    expect(await refused(list([LADY_R.replace('</uid>', '</id>')]))).toMatch(/^sdn\.xml is damaged XML/);
  });

  it('expands no entity and reads no DOCTYPE', async () => {
    expect(await refused(ENTITY_BOMB)).toMatch(/declares a DOCTYPE or an entity/);
    const outside = '<!DOCTYPE sdnList [<!ENTITY x SYSTEM "file:///etc/passwd">]>';
    expect(await refused(list([LADY_R]).replace('<sdnList', `${outside}<sdnList`))).toMatch(/declares a DOCTYPE/);
    expect(await refused(list([LADY_R.replace('LADY R', '&x;')]))).toMatch(/damaged XML/);
  });

  it('refuses absurd depth and size instead of reading on', async () => {
    const deep = '<a>'.repeat(100);
    expect(await refused(list([LADY_R.replace('<programList>', `${deep}<programList>`)]))).toMatch(/more than 64 deep/);
    const many = '<id/>'.repeat(200_001);
    expect(await refused(list([LADY_R.replace('<idList>', `<idList>${many}`)]))).toMatch(/more than 200000 elements/);
    const long = 'x'.repeat(17 * 1024 * 1024);
    expect(await refused(list([LADY_R.replace('Russia', long)]))).toMatch(/longer than 16777216 characters|too long/);
  });
});

describe('the OFAC consolidated list as legacy XML', () => {
  it('is told from the SDN list by the programme it begins with, and read in the same way', async () => {
    const other = CHONGBONG.replace('DPRK3', 'NS-PLC').replace('CHONGBONG SHIPPING CO LTD', 'AN OFFICE');
    const [sdn, nonSdn] = [list([LADY_R]), list([other])];
    const detected = [sdn, nonSdn].map((text) => [ofacSdnXml, ofacConsolidatedXml].map((f) => f.detect(headOf(text))));
    expect(detected).toEqual([
      [true, false],
      [false, true],
    ]);
    const read = await ofacConsolidatedXml.read([listFile(nonSdn)]);
    expect(read.mark?.text).toBe('04/10/2024');
    expect(read.records.map(({ kind, names, measures }) => [kind, names[0]!.text, measures])).toEqual([
      ['party', 'AN OFFICE', []],
    ]);
  });
});

describe.skipIf(noRealLists)('the OFAC XML files beside the repository (skipped where ../shared is absent)', () => {
  it('has the three ships of the sample', async () => {
    const path = 'samples/ofac-sdn.sample.xml';
    expect([ofacSdnXml, ofacConsolidatedXml].map(({ detect }) => detect(headOf(realList(path))))).toEqual([
      true,
      false,
    ]);
    const read = await ofacSdnXml.read([realFile(path)]);
    expect(shipsOf(read).map(({ recordId, imo }) => `${recordId} ${imo}`)).toEqual([
      '37095 9161003',
      '15036 9187629',
      '47371 9339301',
    ]);
  });

  it('has 443 entries and no ship in the non-SDN list', async () => {
    const path = 'us-ofac/consolidated-nonsdn-2025-03.xml.gz';
    expect([ofacSdnXml, ofacConsolidatedXml].map(({ detect }) => detect(headOf(realList(path))))).toEqual([
      false,
      true,
    ]);
    const read = await ofacConsolidatedXml.read([realFile(path)]);
    expect(read.records).toHaveLength(443);
    expect(shipsOf(read)).toEqual([]);
    expect(read.mark?.text).toBe('03/28/2025');
    expect(read.records[0]!.names[0]!.text).toBe('HANIYA, Ismail Abdul Salah');
  });

  it('is refused when it is cut anywhere', async () => {
    const bytes = realList('us-ofac/consolidated-nonsdn-2025-03.xml.gz');
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = bytes.subarray(0, Math.floor(bytes.length * share));
      expect(await refusalOf(ofacConsolidatedXml, listFile(cut)), String(share)).toMatch(/is cut/);
    }
  });
});
