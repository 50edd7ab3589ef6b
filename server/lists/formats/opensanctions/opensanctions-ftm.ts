// OpenSanctions' entities as lines of JSON (FollowTheMoney): ships, the Sanction lines that point to them, and the
// companies that own or run them, joined by id. Every property is a list. Times when OpenSanctions first saw a thing are
// not listing dates and are never taken for one. Ships become records, companies their parties; a company or person that
// is sanctioned itself is a record too, and what joins to nothing is counted.

import type { ListedRecord, PartyRole } from '../../../domain/listing/listed-record.ts';
import { isoDay } from '../../../domain/time.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { fileNameMark } from '../../reading/file-name-mark.ts';
import { fieldsOf, type JsonLine, jsonLines, listIn, textIn } from '../../reading/json-lines.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { lastModifiedMark, mainFile } from '../../reading/list-file.ts';
import { addName, addParty, addWord, blankRecord, earliest, skip } from '../../reading/list-record.ts';
import { imoOf, wordOf } from '../../reading/list-words.ts';
import { addFlags, addMmsis, companyImoOf, dayIn, setAmount, setImoCell, uniqueIds } from '../../reading/ship-cells.ts';
import { OPENSANCTIONS_NOTICE } from './opensanctions-notice.ts';

const TITLE = 'OpenSanctions entities (lines of JSON)';

export const opensanctionsFtm: ListFormat = {
  id: 'opensanctions-ftm-jsonl',
  list: 'opensanctions-maritime',
  title: 'OpenSanctions, entities of one data set, lines of JSON (entities.ftm.json)',
  authority: 'OpenSanctions (aggregate)',
  sanction: false,
  addresses: { main: 'https://data.opensanctions.org/datasets/latest/maritime/entities.ftm.json' },
  roles: ['main'],
  detect: (head) => /^\s*\{[^\n]*"schema":\s*"[A-Z]\w+"[^\n]*"properties":\s*\{/.test(new TextDecoder().decode(head)),
  read,
  notice: OPENSANCTIONS_NOTICE,
  frozen: null,
  leastShips: 1,
};

interface Company {
  name: string;
  companyImo: number | null;
  country: string | null;
  fields: Fields;
  raw: string;
}

interface Link {
  ship: string;
  party: string;
  role: PartyRole;
  /** The day on which the role ends. */
  untilAt?: number;
}

interface Sanction {
  /** Id of what is sanctioned. */
  of: string;
  starts: string[];
  ends: string[];
  programmes: string[];
  measures: string[];
  remarks: string | null;
}

type Fields = NonNullable<JsonLine['fields']>;

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: fileNameMark(file) ?? lastModifiedMark(file), skipped: {} };
  const ships = new Map<string, ListedRecord>();
  const companies = new Map<string, Company>();
  const links: { id: string; pairs: Link[] }[] = [];
  const sanctions = new Map<string, Sanction[]>();
  const idOf = uniqueIds();
  for await (const { fields, raw } of jsonLines(file)) {
    const id = textIn(fields, 'id');
    const schema = textIn(fields, 'schema');
    if (fields === null || id === '' || schema === '') {
      skip(result.skipped, 'line that is no entity with an id and a schema', raw);
    } else if (schema === 'Vessel') {
      // Of one id given twice both lines are kept, and the joins go to the first.
      const ship = shipOf(idOf(id), fields, raw);
      ships.set(ship.recordId, ship);
    } else if (schema === 'Sanction') {
      for (const sanction of sanctionsOf(fields))
        sanctions.set(sanction.of, [...(sanctions.get(sanction.of) ?? []), sanction]);
    } else if (COMPANIES.has(schema)) companies.set(id, companyOf(fields, raw));
    else if (schema === 'Ownership' || schema === 'UnknownLink') links.push({ id, pairs: linksOf(schema, fields) });
    else skip(result.skipped, `entity of schema "${schema}" is neither ship, party, sanction nor link`, raw);
  }
  const named = new Set<string>();
  for (const { id, pairs } of links) {
    let joins = 0;
    for (const { ship, party, role, untilAt } of pairs) {
      const record = ships.get(ship);
      const company = companies.get(party);
      if (!record || !company) continue;
      joins++;
      named.add(party);
      const { name, companyImo, country } = company;
      addParty(record, name, role, { companyImo, country, ...(untilAt === undefined ? {} : { untilAt }) });
    }
    if (joins === 0) skip(result.skipped, 'link that joins no ship of the file to a company of it', id);
  }
  result.records = [...ships.values()];
  for (const [id, { name, fields, raw }] of companies) {
    const isListed = sanctions.has(id) || texts(fields, 'topics').includes('sanction');
    if (isListed) result.records.push(partyOf(idOf(id), name, fields, raw));
    else if (!named.has(id))
      skip(result.skipped, 'company or person without a sanction that no ship names', name || id);
  }
  const known = new Map(result.records.map((record) => [record.recordId, record]));
  for (const [id, own] of sanctions) {
    const record = known.get(id);
    if (record) addSanctions(record, own);
    else skip(result.skipped, 'sanction on something that is not in the file', id);
  }
  return result;
}

const COMPANIES = new Set(['Company', 'Organization', 'LegalEntity', 'PublicBody', 'Person']);

/** The texts of a property. */
function texts(fields: Fields, name: string): string[] {
  return listIn(fieldsOf(fields.properties), name).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number' ? [String(value)] : [],
  );
}

function shipOf(id: string, fields: Fields, raw: string): ListedRecord {
  const record = blankRecord(id, 'ship', raw);
  addName(record, textIn(fields, 'caption'), 'primary');
  for (const name of texts(fields, 'name')) addName(record, name, record.names.length === 0 ? 'primary' : 'alias');
  for (const name of texts(fields, 'alias')) addName(record, name, 'alias');
  for (const name of texts(fields, 'previousName')) addName(record, name, 'former');
  for (const name of texts(fields, 'weakAlias')) addName(record, name, 'weak');
  for (const imo of texts(fields, 'imoNumber')) setImoCell(record, imo);
  for (const mmsi of texts(fields, 'mmsi')) addMmsis(record, mmsi);
  for (const sign of texts(fields, 'callSign')) addWord(record.callSigns, sign);
  addFlags(record, texts(fields, 'flag'));
  for (const flag of texts(fields, 'pastFlags')) addWord(record.formerFlags, flag);
  record.shipType = wordOf(texts(fields, 'type')[0]);
  setAmount(record, 'grossTonnage', texts(fields, 'grossRegisteredTonnage')[0]);
  setAmount(record, 'deadweight', texts(fields, 'deadweightTonnage')[0] ?? texts(fields, 'tonnage')[0]);
  setAmount(record, 'builtYear', texts(fields, 'buildDate')[0]);
  for (const dataset of listIn(fields, 'datasets'))
    if (typeof dataset === 'string') addWord(record.programmes, dataset);
  for (const topic of texts(fields, 'topics')) addWord(record.measures, topic);
  // Ids may be merged into another later; the ones merged so far are kept so that they can be found.
  const referents = listIn(fields, 'referents').filter((value) => value !== id && typeof value === 'string');
  const remarks = [
    ...texts(fields, 'notes'),
    referents.length > 0 ? `Also known there as ${referents.join(', ')}` : '',
  ];
  record.remarks = remarks.flatMap((text) => wordOf(text) ?? []).join('\n') || null;
  return record;
}

function companyOf(fields: Fields, raw: string): Company {
  return {
    name: textIn(fields, 'caption') || (texts(fields, 'name')[0] ?? ''),
    companyImo: imoOf(texts(fields, 'imoNumber')[0]),
    country: wordOf(texts(fields, 'country')[0] ?? texts(fields, 'jurisdiction')[0]),
    fields,
    raw,
  };
}

/** A company or person that is sanctioned itself. */
function partyOf(id: string, name: string, fields: Fields, raw: string): ListedRecord {
  const record = blankRecord(id, 'party', raw);
  addName(record, name, 'primary');
  for (const text of texts(fields, 'name')) addName(record, text, record.names.length === 0 ? 'primary' : 'alias');
  for (const text of texts(fields, 'alias')) addName(record, text, 'alias');
  for (const text of texts(fields, 'previousName')) addName(record, text, 'former');
  for (const text of texts(fields, 'weakAlias')) addName(record, text, 'weak');
  for (const number of texts(fields, 'imoNumber')) record.companyImo ??= companyImoOf(record, number);
  for (const dataset of listIn(fields, 'datasets'))
    if (typeof dataset === 'string') addWord(record.programmes, dataset);
  for (const topic of texts(fields, 'topics')) addWord(record.measures, topic);
  return record;
}

function sanctionsOf(fields: Fields): Sanction[] {
  const first = (name: string) => texts(fields, name)[0];
  return texts(fields, 'entity').map((of) => ({
    of,
    starts: [...texts(fields, 'startDate'), ...texts(fields, 'listingDate')],
    ends: texts(fields, 'endDate'),
    programmes: texts(fields, 'programId').length > 0 ? texts(fields, 'programId') : texts(fields, 'program'),
    measures: texts(fields, 'provisions'),
    remarks: wordOf([first('authority'), first('authorityId'), first('reason')].filter(Boolean).join(': ')),
  }));
}

/** The earliest beginning; an end where every sanction has one, and then the last: it may be still to come. */
function addSanctions(record: ListedRecord, sanctions: readonly Sanction[]): void {
  const ends: number[] = [];
  for (const { starts, ends: said, programmes, measures, remarks } of sanctions) {
    for (const text of starts) {
      record.listedAt = earliest(record.listedAt, dayIn(record, 'day of listing', text, yearMonthDay));
    }
    for (const programme of programmes) addWord(record.programmes, programme);
    for (const measure of measures) addWord(record.measures, measure);
    const own = said.flatMap((text) => dayIn(record, 'day of delisting', text, yearMonthDay) ?? []);
    const endsAt = own.length === 0 ? null : Math.max(...own);
    if (endsAt !== null) ends.push(endsAt);
    const until = endsAt === null ? '' : ` (until ${isoDay(endsAt)})`;
    if (remarks !== null) record.remarks = [record.remarks, remarks + until].filter(Boolean).join('\n');
  }
  if (ends.length > 0 && ends.length === sanctions.length) record.delistedAt = Math.max(...ends);
}

function linksOf(schema: string, fields: Fields): Link[] {
  const said = texts(fields, 'role').join(' ').toLowerCase();
  if (schema === 'Ownership') {
    const ends = texts(fields, 'endDate').flatMap((text) => yearMonthDay(text) ?? yearMonthDay(`${text}-12-31`) ?? []);
    const role = /former|previous/.test(said) ? 'former-owner' : 'owner';
    const owned = pairs(texts(fields, 'asset'), texts(fields, 'owner'), role);
    return ends.length === 0 ? owned : owned.map((link) => ({ ...link, untilAt: Math.max(...ends) }));
  }
  const role = roleIn(said);
  const [subjects, objects] = [texts(fields, 'subject'), texts(fields, 'object')];
  // Either end may be the ship; the other pair joins to nothing.
  return [...pairs(objects, subjects, role), ...pairs(subjects, objects, role)];
}

function roleIn(said: string): PartyRole {
  if (/safety/.test(said)) return 'safety-manager';
  if (/manag/.test(said)) return 'manager';
  if (/operat/.test(said)) return 'operator';
  return /owner/.test(said) ? 'owner' : 'linked';
}

function pairs(ships: readonly string[], parties: readonly string[], role: PartyRole): Link[] {
  return ships.flatMap((ship) => parties.map((party) => ({ ship, party, role })));
}
