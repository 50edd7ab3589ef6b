// OFAC's advanced XML, about 127 MB: parties, their documents and the entries that list them stand in three places and
// are joined by ids; words stand in tables at the head. Read in one pass: the tables and documents come first, the
// entries last, so that a record is whole when the file ends. Only here does OFAC give the day of listing.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord, NameKind } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import { isoDay } from '../../../domain/time.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { dayAt } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import {
  addName,
  addParty,
  addRaw,
  addWord,
  blankRecord,
  earliest,
  keep,
  leaveUnread,
  skip,
} from '../../reading/list-record.ts';
import { childOf, elementsAt, headHasRoot, textAt, type XmlElement, xmlRecords } from '../../reading/xml-records.ts';
import { addFact, addProgrammes } from './ofac-facts.ts';

const TITLE = 'OFAC SDN list (advanced XML)';

export const ofacAdvancedXml: ListFormat = {
  id: 'ofac-sdn-advanced-xml',
  list: 'ofac-sdn',
  title: 'US OFAC Specially Designated Nationals, advanced XML',
  authority: 'US OFAC',
  sanction: true,
  addresses: { main: 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/SDN_ADVANCED.XML' },
  roles: ['main'],
  detect: (head) => headHasRoot(head, 'Sanctions') && headHasRoot(head, 'ReferenceValueSets'),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

/** Tables of words that are looked up, by the name of their rows. */
const TABLES = [
  'AliasType',
  'Country',
  'DetailReference',
  'EntryEventType',
  'FeatureType',
  'IDRegDocType',
  'NamePartType',
  'PartySubType',
  'PartyType',
  'RelationType',
  'SanctionsType',
  'Script',
] as const;
type Table = (typeof TABLES)[number];

interface Reading {
  /** 'FeatureType|3' → 'Vessel Flag'. */
  words: Map<string, string>;
  /** Party sub type → its type. */
  partyTypes: Map<string, string>;
  /** Place → its country, for flags given as places. */
  places: Map<string, string>;
  /** Identity → its documents. */
  documents: Map<string, { label: string; value: string; raw: string }[]>;
  records: Map<string, ListedRecord>;
  /** Profile → profile, of ships, before all parties are known. */
  links: { from: string; to: string; label: string }[];
  skipped: ListRead['skipped'];
}

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const main = mainFile(files, TITLE);
  const reading: Reading = {
    words: new Map(),
    partyTypes: new Map(),
    places: new Map(),
    documents: new Map(),
    records: new Map(),
    links: [],
    skipped: {},
  };
  let mark: PublicationMark | null = null;
  let entries = 0;
  const wanted = ['DateOfIssue', 'Location', 'IDRegDocument', 'DistinctParty', 'ProfileRelationship', 'SanctionsEntry'];
  for await (const element of xmlRecords(main, TITLE, 'Sanctions', [...TABLES, ...wanted])) {
    switch (element.name) {
      case 'Sanctions':
        break;
      case 'DateOfIssue':
        mark = markOf(element);
        break;
      case 'Location':
        addPlace(reading, element);
        break;
      case 'IDRegDocument':
        addDocument(reading, element);
        break;
      case 'DistinctParty':
        if (reading.partyTypes.size === 0) break;
        for (const profile of elementsAt(element, 'Profile')) addProfile(reading, profile, element.raw);
        break;
      case 'ProfileRelationship':
        addLink(reading, element);
        break;
      case 'SanctionsEntry':
        entries++;
        addEntry(reading, element);
        break;
      default:
        addWordOfTable(reading, element);
    }
  }
  if (mark === null) throw new CodedError('invalid', `${main.name} is not the ${TITLE}: it has no DateOfIssue`);
  if (![...reading.partyTypes.keys()].some((id) => wordIn(reading, 'PartySubType', id) === 'Vessel')) {
    throw new CodedError('invalid', `${main.name} is not the ${TITLE}: its tables have no party sub type "Vessel"`);
  }
  if (reading.records.size === 0 || entries === 0) {
    throw new CodedError(
      'invalid',
      `${main.name} has ${reading.records.size} parties and ${entries} entries: it is not whole`,
    );
  }
  settleLinks(reading);
  return { records: [...reading.records.values()], mark, skipped: reading.skipped };
}

function addWordOfTable(reading: Reading, row: XmlElement): void {
  const { ID: id, PartyTypeID: partyType, ScriptCode: script } = row.attributes;
  if (id === undefined) return;
  reading.words.set(`${row.name}|${id}`, script ?? row.text.trim());
  if (row.name === 'PartySubType') reading.partyTypes.set(id, partyType ?? '');
}

function wordIn(reading: Readonly<Reading>, table: Table, id: string | undefined): string {
  return reading.words.get(`${table}|${id}`) ?? '';
}

function markOf(element: XmlElement): PublicationMark | null {
  const at = dayIn(element);
  return at === null ? null : { text: isoDay(at), at, basis: 'inside' };
}

function dayIn(element: XmlElement | undefined): number | null {
  if (element === undefined) return null;
  return dayAt(
    Number(textAt(element, 'Year')),
    Number(textAt(element, 'Month') || '1'),
    Number(textAt(element, 'Day') || '1'),
  );
}

function addPlace(reading: Reading, place: XmlElement): void {
  const country = wordIn(reading, 'Country', childOf(place, 'LocationCountry')?.attributes.CountryID);
  if (country !== '' && place.attributes.ID !== undefined) reading.places.set(place.attributes.ID, country);
}

/** Kept are the numbers that `addFact` may know; passports and tax numbers are none of them. */
function addDocument(reading: Reading, element: XmlElement): void {
  const value = textAt(element, 'IDRegistrationNo');
  const label = wordIn(reading, 'IDRegDocType', element.attributes.IDRegDocTypeID);
  const identity = element.attributes.IdentityID;
  if (identity === undefined || (!/\bIMO\b/i.test(value + label) && !/^(?:MMSI|Vessel)/i.test(label))) return;
  const documents = reading.documents.get(identity) ?? [];
  documents.push({ label, value, raw: element.raw });
  reading.documents.set(identity, documents);
}

function addProfile(reading: Reading, profile: XmlElement, raw: string): void {
  const { ID: id, PartySubTypeID: subType = '' } = profile.attributes;
  const kind = kindOf(reading, subType);
  if (id === undefined || kind === null) {
    const type = wordIn(reading, 'PartySubType', subType);
    skip(reading.skipped, id === undefined ? 'profile without ID' : `type "${type}" is neither ship nor party`, raw);
    return;
  }
  const record = blankRecord(id, kind, raw);
  for (const identity of elementsAt(profile, 'Identity')) {
    addNames(reading, record, identity);
    for (const document of reading.documents.get(identity.attributes.ID ?? '') ?? []) {
      addFact(record, document.label, document.value);
      addRaw(record, document.raw);
    }
  }
  for (const feature of elementsAt(profile, 'Feature')) {
    const label = wordIn(reading, 'FeatureType', feature.attributes.FeatureTypeID);
    for (const version of elementsAt(feature, 'FeatureVersion')) addFact(record, label, detailOf(reading, version));
  }
  keep(reading.records, record, reading.skipped);
}

function kindOf(reading: Readonly<Reading>, subType: string): ListedRecord['kind'] | null {
  const word = wordIn(reading, 'PartySubType', subType);
  if (word === 'Vessel') return 'ship';
  const type = wordIn(reading, 'PartyType', reading.partyTypes.get(subType));
  return word === 'Aircraft' || type === 'Transport' ? null : 'party';
}

/** An alias may be written in several scripts, each a DocumentedName of its own. */
function addNames(reading: Readonly<Reading>, record: ListedRecord, identity: XmlElement): void {
  const partTypes = new Map<string, string>();
  for (const group of elementsAt(identity, 'NamePartGroups', 'MasterNamePartGroup', 'NamePartGroup')) {
    partTypes.set(group.attributes.ID ?? '', wordIn(reading, 'NamePartType', group.attributes.NamePartTypeID));
  }
  for (const alias of elementsAt(identity, 'Alias')) {
    for (const name of elementsAt(alias, 'DocumentedName')) {
      const parts = elementsAt(name, 'DocumentedNamePart', 'NamePartValue');
      const script = wordIn(reading, 'Script', parts[0]?.attributes.ScriptID);
      addName(record, nameIn(parts, partTypes), kindOfAlias(reading, alias, script));
    }
  }
}

function kindOfAlias(reading: Readonly<Reading>, alias: XmlElement, script: string): NameKind {
  const type = wordIn(reading, 'AliasType', alias.attributes.AliasTypeID);
  if (/^f/i.test(type)) return 'former';
  if (script !== '' && script !== 'Latn') return 'script';
  if (alias.attributes.Primary === 'true') return 'primary';
  return alias.attributes.LowQuality === 'true' ? 'weak' : 'alias';
}

/** As the other files write it: 'LAST, First' for persons. */
function nameIn(parts: readonly XmlElement[], partTypes: ReadonlyMap<string, string>): string {
  const isLast = (part: XmlElement) => partTypes.get(part.attributes.NamePartGroupID ?? '') === 'Last Name';
  const last = parts.filter(isLast).map((part) => part.text.trim());
  const rest = parts.filter((part) => !isLast(part)).map((part) => part.text.trim());
  return [last.join(' '), rest.join(' ')].filter((text) => text !== '').join(', ');
}

/** The text of a feature, else the word, place or year that it points to. */
function detailOf(reading: Readonly<Reading>, version: XmlElement): string {
  const detail = childOf(version, 'VersionDetail');
  const text = detail?.text.trim() ?? '';
  if (text !== '') return text;
  const word = wordIn(reading, 'DetailReference', detail?.attributes.DetailReferenceID);
  if (word !== '') return word;
  const place = reading.places.get(childOf(version, 'VersionLocation')?.attributes.LocationID ?? '');
  return place ?? elementsAt(version, 'DatePeriod', 'Start', 'From', 'Year')[0]?.text.trim() ?? '';
}

function addLink(reading: Reading, element: XmlElement): void {
  const { 'From-ProfileID': from, 'To-ProfileID': to, RelationTypeID: type } = element.attributes;
  if (from === undefined || to === undefined) return;
  reading.links.push({ from, to, label: wordIn(reading, 'RelationType', type) });
}

/** OFAC writes a link once, from either end. */
function settleLinks({ records, links, skipped }: Reading): void {
  for (const { from, to } of links) {
    const one = records.get(from);
    const other = records.get(to);
    if (one === undefined || other === undefined) {
      const known = one ?? other;
      if (known?.kind === 'ship') skip(skipped, 'relation of a ship to a party that is not kept', `${from} to ${to}`);
      continue;
    }
    if (one.kind === 'ship') link(one, other);
    else if (other.kind === 'ship') link(other, one);
  }
}

function allText(element: XmlElement): string {
  return [element.text, ...element.children.map(allText)].join(' ').trim() || 'no day';
}

function link(ship: ListedRecord, party: ListedRecord): void {
  addParty(ship, party.names[0]?.text, 'linked', { companyImo: party.companyImo });
}

/** Measures of type Program name the programme; several entries of one ship: the earliest day counts. */
function addEntry(reading: Reading, entry: XmlElement): void {
  const record = reading.records.get(entry.attributes.ProfileID ?? '');
  if (record === undefined) {
    skip(reading.skipped, 'entry for a profile that is not kept', entry.raw);
    return;
  }
  addWord(record.measures, 'asset freeze');
  addRaw(record, entry.raw);
  for (const event of elementsAt(entry, 'EntryEvent')) {
    if (wordIn(reading, 'EntryEventType', event.attributes.EntryEventTypeID) === 'Created') {
      const date = childOf(event, 'Date');
      const at = dayIn(date);
      if (at === null) leaveUnread(record, 'day of listing', date === undefined ? 'no day' : allText(date));
      record.listedAt = earliest(record.listedAt, at);
    }
  }
  for (const measure of elementsAt(entry, 'SanctionsMeasure')) {
    if (wordIn(reading, 'SanctionsType', measure.attributes.SanctionsTypeID) === 'Program') {
      addProgrammes(record, textAt(measure, 'Comment'));
    }
  }
}
