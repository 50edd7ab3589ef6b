// A list in the shape of OFAC's SDN_ADVANCED.XML: tables, documents, parties, relations and entries apart, joined by ids.

import { describe, expect, it } from 'vitest';
import { ofacAdvancedXml } from '../../server/lists/formats/us/ofac-advanced-xml.ts';
import { ofacSdnXml } from '../../server/lists/formats/us/ofac-xml.ts';
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

/** A published ship, BALTIC LEADER, with a relation to its owner and flags given as text and as a place. */
const LIST = `<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="4">
<DateOfIssue CalendarTypeID="1"><Year>2024</Year><Month>4</Month><Day>10</Day></DateOfIssue>
<ReferenceValueSets>
 <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
 <CountryValues><Country ID="11135" ISO2="PA">Panama</Country></CountryValues>
 <DetailReferenceValues><DetailReference ID="560">General Cargo</DetailReference></DetailReferenceValues>
 <EntryEventTypeValues><EntryEventType ID="1">Created</EntryEventType><EntryEventType ID="2">Other</EntryEventType></EntryEventTypeValues>
 <FeatureTypeValues><FeatureType ID="2">VESSEL TYPE</FeatureType><FeatureType ID="3">Vessel Flag</FeatureType><FeatureType ID="24">Former Vessel Flag</FeatureType><FeatureType ID="1">Vessel Call Sign</FeatureType><FeatureType ID="5">Vessel Gross Registered Tonnage</FeatureType><FeatureType ID="6">Vessel Tonnage</FeatureType><FeatureType ID="764">Vessel Year of Build</FeatureType></FeatureTypeValues>
 <IDRegDocTypeValues><IDRegDocType ID="1626">Vessel Registration Identification</IDRegDocType><IDRegDocType ID="91264">MMSI</IDRegDocType><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
 <NamePartTypeValues><NamePartType ID="1526">Vessel Name</NamePartType><NamePartType ID="1525">Entity Name</NamePartType><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType></NamePartTypeValues>
 <PartySubTypeValues><PartySubType ID="1" PartyTypeID="3">Vessel</PartySubType><PartySubType ID="2" PartyTypeID="3">Aircraft</PartySubType><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
 <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType><PartyType ID="3">Transport</PartyType></PartyTypeValues>
 <RelationTypeValues><RelationType ID="15003">Owned or Controlled By</RelationType></RelationTypeValues>
 <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType></SanctionsTypeValues>
 <ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues>
</ReferenceValueSets>
<Locations><Location ID="77"><LocationCountry CountryID="11135" /></Location></Locations>
<IDRegDocuments>
 <IDRegDocument ID="1" IDRegDocTypeID="1626" IdentityID="800"><IDRegistrationNo>IMO 9220639</IDRegistrationNo></IDRegDocument>
 <IDRegDocument ID="2" IDRegDocTypeID="91264" IdentityID="800"><IDRegistrationNo>273257000</IDRegistrationNo></IDRegDocument>
 <IDRegDocument ID="3" IDRegDocTypeID="1626" IdentityID="801"><IDRegistrationNo>IMO 5878589</IDRegistrationNo></IDRegDocument>
</IDRegDocuments>
<DistinctParties>
 <DistinctParty FixedRef="36000"><Profile ID="36000" PartySubTypeID="1"><Identity ID="800" Primary="true">
  <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
   <DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="6" ScriptID="215">Baltic Leader</NamePartValue></DocumentedNamePart></DocumentedName>
   <DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="6" ScriptID="220">Балтик Лидер</NamePartValue></DocumentedNamePart></DocumentedName>
  </Alias>
  <Alias AliasTypeID="1401" Primary="false" LowQuality="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="6" ScriptID="215">Old Leader</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
  <Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="6" ScriptID="215">B Leader</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="6" NamePartTypeID="1526" /></MasterNamePartGroup></NamePartGroups></Identity>
  <Feature FeatureTypeID="2"><FeatureVersion><VersionDetail DetailTypeID="1431" DetailReferenceID="560" /></FeatureVersion></Feature>
  <Feature FeatureTypeID="3"><FeatureVersion><VersionDetail DetailTypeID="1432">Russia</VersionDetail></FeatureVersion></Feature>
  <Feature FeatureTypeID="24"><FeatureVersion><VersionLocation LocationID="77" /></FeatureVersion></Feature>
  <Feature FeatureTypeID="1"><FeatureVersion><VersionDetail>UGTI</VersionDetail></FeatureVersion></Feature>
  <Feature FeatureTypeID="5"><FeatureVersion><VersionDetail>8,831</VersionDetail></FeatureVersion></Feature>
  <Feature FeatureTypeID="764"><FeatureVersion><DatePeriod><Start><From><Year>2000</Year></From></Start></DatePeriod><VersionDetail DetailTypeID="1432" /></FeatureVersion></Feature>
 </Profile></DistinctParty>
 <DistinctParty FixedRef="36001"><Profile ID="36001" PartySubTypeID="3"><Identity ID="801">
  <Alias AliasTypeID="1403" Primary="true"><DocumentedName><DocumentedNamePart><NamePartValue NamePartGroupID="7" ScriptID="215">PSB LEASING LLC</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity></Profile></DistinctParty>
 <DistinctParty FixedRef="36002"><Profile ID="36002" PartySubTypeID="4"><Identity ID="802">
  <Alias AliasTypeID="1403" Primary="true"><DocumentedName>
   <DocumentedNamePart><NamePartValue NamePartGroupID="8" ScriptID="215">Ivan</NamePartValue></DocumentedNamePart>
   <DocumentedNamePart><NamePartValue NamePartGroupID="9" ScriptID="215">INVENTED</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
  <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="8" NamePartTypeID="1521" /></MasterNamePartGroup><MasterNamePartGroup><NamePartGroup ID="9" NamePartTypeID="1520" /></MasterNamePartGroup></NamePartGroups></Identity></Profile></DistinctParty>
 <DistinctParty FixedRef="36003"><Profile ID="36003" PartySubTypeID="2"><Identity ID="803" /></Profile></DistinctParty>
</DistinctParties>
<ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="36000" To-ProfileID="36001" RelationTypeID="15003" /></ProfileRelationships>
<SanctionsEntries>
 <SanctionsEntry ID="1" ProfileID="36000" ListID="1550"><EntryEvent EntryEventTypeID="1"><Date><Year>2023</Year><Month>1</Month><Day>5</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID="1"><Comment>RUSSIA-EO14024</Comment></SanctionsMeasure></SanctionsEntry>
 <SanctionsEntry ID="2" ProfileID="36000" ListID="1550"><EntryEvent EntryEventTypeID="1"><Date><Year>2022</Year><Month>2</Month><Day>22</Day></Date></EntryEvent><EntryEvent EntryEventTypeID="2"><Date><Year>2001</Year><Month>1</Month><Day>1</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID="2"><Comment>no programme</Comment></SanctionsMeasure></SanctionsEntry>
 <SanctionsEntry ID="3" ProfileID="36001" ListID="1550"><EntryEvent EntryEventTypeID="1"><Date><Year>2022</Year><Month>2</Month><Day>22</Day></Date></EntryEvent></SanctionsEntry>
</SanctionsEntries>
</Sanctions>`;

const refused = (text: string) => refusalOf(ofacAdvancedXml, listFile(text, { name: 'sdn_advanced.xml' }));

describe('the OFAC SDN list as advanced XML', () => {
  it('joins a ship from its documents, names, features, relations and entries', async () => {
    const read = await ofacAdvancedXml.read([listFile(LIST)]);
    expect(read.mark).toEqual({ text: '2024-04-10', at: Date.UTC(2024, 3, 10), basis: 'inside' });
    const ship = shipOf(read, '36000');
    expect(ship).toMatchObject({
      kind: 'ship',
      names: [
        { text: 'Baltic Leader', kind: 'primary', script: 'Latn' },
        { text: 'Балтик Лидер', kind: 'script', script: 'Cyrl' },
        { text: 'Old Leader', kind: 'former', script: 'Latn' },
        { text: 'B Leader', kind: 'weak', script: 'Latn' },
      ],
      imo: 9220639,
      mmsis: [273257000],
      callSigns: ['UGTI'],
      flag: 'Russia',
      formerFlags: ['Panama'],
      shipType: 'General Cargo',
      grossTonnage: 8831,
      builtYear: 2000,
      programmes: ['RUSSIA-EO14024'],
      measures: ['asset freeze'],
      parties: [{ name: 'PSB LEASING LLC', role: 'linked', companyImo: 5878589, country: null }],
    });
    expect(ship.raw).toMatch(/^<DistinctParty FixedRef="36000">[\s\S]*IMO 9220639[\s\S]*<SanctionsEntry ID="2"/);
  });

  it('takes the earliest "Created" of several entries for the day of listing', async () => {
    const read = await ofacAdvancedXml.read([listFile(LIST)]);
    expect(shipOf(read, '36000').listedAt).toBe(Date.UTC(2022, 1, 22));
  });

  it('keeps companies and persons as parties, and their numbers apart from ships', async () => {
    const read = await ofacAdvancedXml.read([listFile(LIST)]);
    expect(shipsOf(read)).toHaveLength(1);
    expect(shipOf(read, '36001')).toMatchObject({ kind: 'party', imo: null, companyImo: 5878589 });
    expect(shipOf(read, '36002').names[0]!.text).toBe('INVENTED, Ivan');
    expect(read.skipped['type "Aircraft" is neither ship nor party']?.count).toBe(1);
  });

  it('gives the same however the bytes are cut up, Cyrillic letters too', async () => {
    const whole = await ofacAdvancedXml.read([listFile(LIST)]);
    expect(await ofacAdvancedXml.read([listFile(LIST, { chunk: 1 })])).toEqual(whole);
    expect(await ofacAdvancedXml.read([listFile(LIST, { chunk: 1_000 })])).toEqual(whole);
  });

  it('refuses what is cut, damaged or something else', async () => {
    for (let at = 60; at < LIST.length; at += 211)
      expect(await refused(LIST.slice(0, at)), String(at)).toMatch(/is cut/);
    expect(await refused(WEB_PAGE)).toMatch(/is a web page/);
    expect(await refused(ENTITY_BOMB)).toMatch(/declares a DOCTYPE/);
    expect(await refused('')).toBe('sdn_advanced.xml is empty');
    expect(await refused('<sdnList/>')).toMatch(/its root is <sdnList>/);
    expect(await refused('<Sanctions/>')).toMatch(/has no DateOfIssue/);
    expect(await refused(LIST.replace('>Vessel</PartySubType>', '>Ship</PartySubType>'))).toMatch(
      /no party sub type "Vessel"/,
    );
    expect(await refused(LIST.replace(/<SanctionsEntries>[\s\S]*<\/SanctionsEntries>/, ''))).toMatch(
      /has 3 parties and 0 entries: it is not whole/,
    );
  });
});

describe.skipIf(noRealLists)(
  'the OFAC advanced sample beside the repository (skipped where ../shared is absent)',
  () => {
    it('has LADY R, listed on 8 May 2022, under the same id as the legacy XML', async () => {
      const path = 'samples/ofac-sdn-advanced.sample.xml';
      expect([ofacAdvancedXml, ofacSdnXml].map(({ detect }) => detect(headOf(realList(path))))).toEqual([true, false]);
      const read = await ofacAdvancedXml.read([realFile(path)]);
      expect(shipsOf(read)).toHaveLength(1);
      expect(shipOf(read, '37095')).toMatchObject({
        imo: 9161003,
        listedAt: Date.UTC(2022, 4, 8),
        flag: 'Russia',
        shipType: 'Roll-on Roll-off',
        names: [{ text: 'Lady R' }, { text: 'Леди Р', kind: 'script', script: 'Cyrl' }],
      });
    });
  },
);
