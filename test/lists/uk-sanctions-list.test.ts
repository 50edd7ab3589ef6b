// Rows and elements quoted, shortened, from the UK Sanctions List of August 2026 and its sample files.

import { describe, expect, it } from 'vitest';
import { ukCsv } from '../../server/lists/formats/uk/uk-csv.ts';
import { ukJsonLines } from '../../server/lists/formats/uk/uk-json-lines.ts';
import { ukXml } from '../../server/lists/formats/uk/uk-xml.ts';
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

const COLUMNS =
  'Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Alias strength,Title,Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,Designation Type,Designation source,Sanctions Imposed,Other Information,UK Statement of Reasons,Address Line 1,Address Line 2,Address Line 3,Address Line 4,Address Line 5,Address Line 6,Address Postal Code,Address Country,Phone number,Website,Email address,Date Designated,D.O.B,Nationality(/ies),National Identifier number,National Identifier additional information,Passport number,Passport additional information,Position,Gender,Town of birth,Country of birth,Type of entity,Subsidiaries,Parent company,Business registration number (s),IMO number,Current owner/operator (s),Previous owner/operator (s),Current believed flag of ship,Previous flags,Type of ship,Tonnage of ship,Length of ship,Year Built,Hull identification number (HIN)';

/** One row with the cells given by column. */
function row(cells: Readonly<Record<string, string>>): string {
  const names = COLUMNS.split(',');
  for (const name of Object.keys(cells)) if (!names.includes(name)) throw new Error(`no column ${name}`);
  return names
    .map((name) => (/[",\n]/.test(cells[name] ?? '') ? `"${cells[name]!.replaceAll('"', '""')}"` : (cells[name] ?? '')))
    .join(',');
}

const RUSSIA = 'The Russia (Sanctions) (EU Exit) Regulations 2019';
const DPRK = "The Democratic People's Republic of Korea (Sanctions) (EU Exit) Regulations 2019";
const LADY_R = {
  'Unique ID': 'RUS2185',
  'Name 6': 'LADY R',
  'Name type': 'Primary Name',
  'Regime Name': RUSSIA,
  'Designation Type': 'Ship',
  'Sanctions Imposed': 'Shipping sanctions: (see "Other information")',
  'UK Statement of Reasons': 'Lady R (IMO  9161003) carries goods for &quot;Oboronlogistika&quot; &amp;amp; others.',
  'Date Designated': '31/07/2024',
  'IMO number': 'IMO9161003',
  'Current owner/operator (s)': 'MG-FLOT LLC',
  'Current believed flag of ship': 'Russia',
  'Type of ship': 'Ro-Ro Cargo',
};
const PETREL = {
  'Unique ID': 'DPR0075',
  'Name 6': 'Petrel 8',
  'Name type': 'Primary name',
  'Regime Name': DPRK,
  'Designation Type': 'Ship',
  'Sanctions Imposed': 'De-flag|Prohibition of port entry',
  'Date Designated': '03/10/2017',
  'IMO number': '9562233',
  'Current believed flag of ship': 'Comoros',
  'Previous flags': 'India',
  'Tonnage of ship': '7,078',
  'Year Built': '2011',
};
const HAI_HA = {
  'Unique ID': 'RUS3686',
  'Name 6': 'IMO 9274082 ("TM HAI HA 568") ',
  'Name type': 'Primary Name',
  'Regime Name': RUSSIA,
  'Designation Type': 'Ship',
  'Date Designated': '16/06/2026',
};
const MG_FLOT = {
  'Unique ID': 'RUS1234',
  'Name 6': 'MG-FLOT LLC',
  'Name type': 'Primary Name',
  'Name non-latin script': 'ООО МГ-ФЛОТ',
  'Regime Name': RUSSIA,
  'Designation Type': 'Entity',
  'Other Information': 'IMO number 5993381',
  'Date Designated': '08/05/2022',
};

function table(...rows: readonly Readonly<Record<string, string>>[]): string {
  return `\ufeffReport Date: 20-Aug-2026\r\n${COLUMNS}\r\n${rows.map((cells) => `${row(cells)}\r\n`).join('')}`;
}

const refused = (text: string) => refusalOf(ukCsv, listFile(text, { name: 'UK-Sanctions-List.csv' }));

describe('the UK Sanctions List as CSV', () => {
  it('makes one record of the rows of one Unique ID, wherever they stand', async () => {
    const alias = { ...PETREL, 'Name 6': 'Jal_Vahini', 'Name type': 'ALias' };
    const weak = { ...PETREL, 'Name 6': 'Tian Tai 36', 'Name type': 'Alias', 'Alias strength': 'Low quality a.k.a' };
    const read = await ukCsv.read([listFile(table(alias, LADY_R, PETREL, weak, weak))]);
    expect(read.records).toHaveLength(2);
    expect(shipOf(read, 'DPR0075')).toMatchObject({
      names: [
        { text: 'Petrel 8', kind: 'primary' },
        { text: 'Jal Vahini', kind: 'alias' },
        { text: 'Tian Tai 36', kind: 'weak' },
      ],
      imo: 9562233,
      flag: 'Comoros',
      formerFlags: ['India'],
      grossTonnage: 7078,
      builtYear: 2011,
      programmes: [DPRK],
      measures: ['De-flag', 'Prohibition of port entry'],
      listedAt: Date.UTC(2017, 9, 3),
      raw: [alias, PETREL, weak, weak].map(row).join('\n'),
    });
    expect(read.mark).toEqual({ text: '20-Aug-2026', at: Date.UTC(2026, 7, 20), basis: 'inside' });
  });

  it('reads LADY R with owner and reasons, their HTML entities undone', async () => {
    const read = await ukCsv.read([listFile(table(LADY_R))]);
    expect(shipOf(read, 'RUS2185')).toMatchObject({
      imo: 9161003,
      parties: [{ name: 'MG-FLOT LLC', role: 'owner', companyImo: null, country: null }],
      shipType: 'Ro-Ro Cargo',
      remarks: 'Lady R (IMO 9161003) carries goods for "Oboronlogistika" &amp; others.',
    });
  });

  it('takes the quoted name of a ship that is named by its number, and the number too', async () => {
    const read = await ukCsv.read([listFile(table(HAI_HA))]);
    expect(shipOf(read, 'RUS3686')).toMatchObject({
      imo: 9274082,
      names: [{ text: 'TM HAI HA 568', kind: 'primary', script: 'Latn' }],
    });
  });

  it('splits two names in one cell, and tells ships of one name apart by Unique ID', async () => {
    const read = await ukCsv.read([
      listFile(
        table(
          { ...HAI_HA, 'Unique ID': 'A', 'Name 6': 'SEAGRACE / PACIFIC ALLIANCE' },
          { ...LADY_R, 'Unique ID': 'B', 'Name 6': 'PRIMORYE ', 'IMO number': 'IMO9421960' },
          { ...LADY_R, 'Unique ID': 'C', 'Name 6': 'PRIMORYE', 'IMO number': 'IMO9236743' },
        ),
      ),
    ]);
    expect(shipOf(read, 'A').names.map(({ text, kind }) => `${kind} ${text}`)).toEqual([
      'primary SEAGRACE',
      'alias PACIFIC ALLIANCE',
    ]);
    expect(['B', 'C'].map((id) => `${shipOf(read, id).names[0]!.text} ${shipOf(read, id).imo}`)).toEqual([
      'PRIMORYE 9421960',
      'PRIMORYE 9236743',
    ]);
  });

  it('keeps a company as a party: a number in its text makes it no ship', async () => {
    const read = await ukCsv.read([listFile(table(MG_FLOT, LADY_R))]);
    expect(shipOf(read, 'RUS1234')).toMatchObject({
      kind: 'party',
      imo: null,
      names: [
        { text: 'MG-FLOT LLC', kind: 'primary', script: 'Latn' },
        { text: 'ООО МГ-ФЛОТ', kind: 'script', script: 'Cyrl' },
      ],
    });
  });

  it('gives the same however the bytes are cut up', async () => {
    const text = table(LADY_R, PETREL, HAI_HA, MG_FLOT);
    expect(await ukCsv.read([listFile(text, { chunk: 1 })])).toEqual(await ukCsv.read([listFile(text)]));
  });

  it('refuses what is cut, of other columns, undated or something else', async () => {
    const text = table(LADY_R, PETREL, HAI_HA);
    for (let at = text.length - 2; at > text.length - row(HAI_HA).length; at -= 3) {
      expect(await refused(text.slice(0, at)), text.slice(at)).toMatch(/is cut/);
    }
    expect(await refused(text.replace('IMO number', 'IMO'))).toBe(
      'UK-Sanctions-List.csv is not the UK Sanctions List (CSV): it has no column "IMO number"',
    );
    expect(await refused(text.replace('Report Date: 20-Aug-2026', 'Report'))).toMatch(/no "Report Date" line/);
    expect(await refused('a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n')).toMatch(/have no header with "Unique ID"/);
    expect(await refused(WEB_PAGE)).toBe('UK-Sanctions-List.csv is a web page, not a table');
    expect(await refused(ENTITY_BOMB)).toMatch(/have no header with "Unique ID"/);
    expect(await refused('')).toBe('UK-Sanctions-List.csv is empty');
  });
});

const XML = `<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>20/08/2026</DateGenerated>
<Designation><LastUpdated>18/12/2021</LastUpdated><DateDesignated>03/10/2017</DateDesignated><UniqueID>DPR0075</UniqueID>
 <Names><Name><Name6>Petrel 8</Name6><NameType>Primary name</NameType></Name><Name><Name6>Jal_Vahini</Name6><NameType>Alias</NameType></Name></Names>
 <NonLatinNames><NonLatinName><NameNonLatinScript>ПЕТРЕЛ 8</NameNonLatinScript></NonLatinName></NonLatinNames>
 <RegimeName>${DPRK}</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip><SanctionsImposed>De-flag|Prohibition of port entry</SanctionsImposed>
 <ShipDetails><Ship><IMONumbers><IMONumber>IMO9562233</IMONumber></IMONumbers>
  <CurrentOwnerOperators><CurrentOwnerOperator>Global United Shipping India (IMO 5993381)</CurrentOwnerOperator></CurrentOwnerOperators>
  <PreviousOwnerOperators><PreviousOwnerOperator>Li Feng</PreviousOwnerOperator></PreviousOwnerOperators>
  <CurrentBelievedFlagOfShips><CurrentBelievedFlagOfShip>Comoros</CurrentBelievedFlagOfShip></CurrentBelievedFlagOfShips>
  <PreviousFlags><PreviousFlag>India</PreviousFlag><PreviousFlag>Togo</PreviousFlag></PreviousFlags>
  <TypeOfShipDetails><TypeOfShip>Bulk Carrier</TypeOfShip></TypeOfShipDetails><TonnageOfShipDetails><TonnageOfShip>7078</TonnageOfShip></TonnageOfShipDetails>
  <LengthOfShipDetails><LengthOfShip>118 m</LengthOfShip></LengthOfShipDetails><YearsBuilt><YearBuilt>2011</YearBuilt></YearsBuilt></Ship></ShipDetails></Designation>
<Designation><UniqueID>RUS0001</UniqueID><Names><Name><Name1>Ivan</Name1><Name6>INVENTED</Name6><NameType>Primary Name</NameType></Name></Names><IndividualEntityShip>Individual</IndividualEntityShip></Designation>
</Designations>`;

describe('the UK Sanctions List as XML', () => {
  it('reads a ship with its names, flags, owners and sizes', async () => {
    const read = await ukXml.read([listFile(XML)]);
    expect(read.mark).toEqual({ text: '20/08/2026', at: Date.UTC(2026, 7, 20), basis: 'inside' });
    expect(shipOf(read, 'DPR0075')).toMatchObject({
      kind: 'ship',
      names: [
        { text: 'Petrel 8', kind: 'primary' },
        { text: 'Jal Vahini', kind: 'alias' },
        { text: 'ПЕТРЕЛ 8', kind: 'script', script: 'Cyrl' },
      ],
      imo: 9562233,
      flag: 'Comoros',
      formerFlags: ['India', 'Togo'],
      shipType: 'Bulk Carrier',
      grossTonnage: 7078,
      lengthM: 118,
      builtYear: 2011,
      parties: [
        { name: 'Global United Shipping India (IMO 5993381)', role: 'owner', companyImo: 5993381 },
        { name: 'Li Feng', role: 'former-owner', companyImo: null },
      ],
      measures: ['De-flag', 'Prohibition of port entry'],
      listedAt: Date.UTC(2017, 9, 3),
    });
    expect(shipOf(read, 'RUS0001')).toMatchObject({ kind: 'party', names: [{ text: 'Ivan INVENTED' }] });
  });

  it('gives the same however the bytes are cut up', async () => {
    expect(await ukXml.read([listFile(XML, { chunk: 1 })])).toEqual(await ukXml.read([listFile(XML)]));
  });

  it('refuses what is cut, undated or something else', async () => {
    const no = (text: string) => refusalOf(ukXml, listFile(text, { name: 'uk.xml' }));
    for (let at = 60; at < XML.length; at += 101) expect(await no(XML.slice(0, at)), String(at)).toMatch(/is cut/);
    expect(await no('<Designations/>')).toMatch(/no DateGenerated/);
    expect(await no('<Designations><DateGenerated>20/08/2026</DateGenerated></Designations>')).toMatch(
      /no designation at all/,
    );
    expect(await no(WEB_PAGE)).toMatch(/is a web page/);
    expect(await no(ENTITY_BOMB)).toMatch(/DOCTYPE/);
  });
});

describe('the UK Sanctions List as JSON lines', () => {
  const LINE = JSON.stringify({
    last_updated: '2024-07-31',
    date_designated: '2024-07-31',
    unique_id: 'RUS2185',
    names: { names: [{ name6: 'LADY R', name_type: 'Primary Name' }] },
    regime_name: RUSSIA,
    individual_entity_ship: 'Ship',
    sanctions_imposed: 'Shipping sanctions',
    uk_statement_of_reasons: 'Lady R (IMO  9161003) is involved',
  });

  it('takes the number from the reasons where the converter dropped the field, from the field where not', async () => {
    const kept = LINE.replace('{', '{"ship_details":{"ship":{"imo_numbers":[{"imo_number":"IMO9179842"}]}},').replace(
      'RUS2185',
      'X',
    );
    const read = await ukJsonLines.read([listFile(`${LINE}\n${kept}\n\nnot json\n`, { chunk: 3 })].map((file) => file));
    expect(read.records.map(({ imo }) => imo)).toEqual([9161003, 9179842]);
    expect(shipOf(read, 'RUS2185')).toMatchObject({ listedAt: Date.UTC(2024, 6, 31), raw: LINE });
    expect(read.skipped['line without unique_id']?.examples).toEqual(['not json']);
  });

  it('refuses a last line that is cut, and what is something else', async () => {
    const no = (text: string) => refusalOf(ukJsonLines, listFile(text, { name: 'uk.jsonl' }));
    expect(await no(`${LINE}\n${LINE.slice(0, 80)}`)).toBe(
      'uk.jsonl is cut: its last line (2) is no whole JSON object',
    );
    expect(await no('{"a":1}\n')).toMatch(/^uk\.jsonl is not the UK Sanctions List/);
    expect(await no(WEB_PAGE)).toBe('uk.jsonl is a web page or XML, not lines of JSON');
    expect(await no('')).toBe('uk.jsonl is empty');
  });
});

describe.skipIf(noRealLists)('the UK files beside the repository (skipped where ../shared is absent)', () => {
  it('has 666 ships in August 2026, 629 with an IMO number in the text', async () => {
    expect(ukJsonLines.detect(headOf(realList('uk/ships-2026-08.jsonl.gz')))).toBe(true);
    const read = await ukJsonLines.read([realFile('uk/ships-2026-08.jsonl.gz')]);
    const ships = shipsOf(read);
    expect(ships).toHaveLength(666);
    expect(ships.filter(({ imo }) => imo !== null)).toHaveLength(629);
    expect(ships.filter(({ imoDoubtful, names }) => imoDoubtful || names.length === 0)).toEqual([]);
    expect(
      ships.flatMap(({ names }) => names).filter(({ text }) => /IMO \d|["_(/]/.test(text.replace('M/V', ''))),
    ).toEqual([]);
    expect(read.skipped).toEqual({});
    expect(shipOf(read, 'LIB0079')).toMatchObject({ imo: 9058713, names: [{ text: 'AVAX' }] });
  });

  it('has the four ships of the CSV sample and the three of the XML one, alike in both', async () => {
    const csv = await ukCsv.read([realFile('samples/uk-sanctions-list.sample.csv')]);
    const xml = await ukXml.read([realFile('samples/uk-sanctions-list.sample.xml')]);
    const ships = (read: typeof csv) => shipsOf(read).map(({ recordId, imo }) => `${recordId} ${imo}`);
    expect(ships(csv)).toEqual(['RUS2185 9161003', 'DPR0075 9562233', 'DPR0076 8628597', 'RUS3686 9274082']);
    expect(ships(xml)).toEqual(['RUS2185 9161003', 'DPR0075 9562233', 'RUS3686 9274082']);
    for (const id of ['RUS2185', 'DPR0075']) {
      const { raw: _raw, remarks: _remarks, ...fromCsv } = shipOf(csv, id);
      expect(shipOf(xml, id)).toMatchObject(fromCsv);
    }
    expect(csv.mark!.at).toBe(xml.mark!.at);
    const heads = ['csv', 'xml'].map((end) => headOf(realList(`samples/uk-sanctions-list.sample.${end}`)));
    expect([ukCsv, ukXml, ukJsonLines].map(({ detect }) => heads.map(detect))).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
  });
});
