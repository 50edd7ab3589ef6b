// OpenSanctions' entities as lines of JSON (FollowTheMoney): ships, the Sanction lines that point to them, and the
// companies that own or run them, joined by id. Every property is a list. Times when OpenSanctions first saw a thing are
// not listing dates and are never taken for one. Only ships become records; companies become their parties.

import type { ListedRecord, ListFile, ListFormat, ListRead, PartyRole } from '../../list.ts';
import { fileNameMark } from '../../reading/file-name-mark.ts';
import { fieldsOf, type JsonLine, jsonLines, listIn, textIn } from '../../reading/json-lines.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { lastModifiedMark, mainFile } from '../../reading/list-file.ts';
import { addMmsi, addName, addParty, addWord, blankRecord, earliest, skip } from '../../reading/list-record.ts';
import { amountOf, imoOf, mmsiOf, wordOf, yearOf } from '../../reading/list-words.ts';
import { addFlags, setImoCell, uniqueIds } from '../../reading/ship-cells.ts';
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
}

interface Link {
  ship: string;
  party: string;
  role: PartyRole;
}

interface Sanction {
  ship: string;
  listedAt: number | null;
  endedAt: number | null;
  programme: string | null;
  measures: string[];
  remarks: string | null;
}

type Fields = NonNullable<JsonLine['fields']>;

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: fileNameMark(file) ?? lastModifiedMark(file), skipped: {} };
  const ships = new Map<string, ListedRecord>();
  const companies = new Map<string, Company>();
  const links: Link[] = [];
  const sanctions: Sanction[] = [];
  const idOf = uniqueIds();
  for await (const { fields, raw } of jsonLines(file)) {
    const id = textIn(fields, 'id');
    const schema = textIn(fields, 'schema');
    if (fields === null || id === '' || schema === '') {
      skip(result.skipped, 'line that is no entity with an id and a schema', raw);
    } else if (schema === 'Vessel') ships.set(id, shipOf(idOf(id), fields, raw));
    else if (schema === 'Sanction') sanctions.push(...sanctionsOf(fields));
    else if (COMPANIES.has(schema)) companies.set(id, companyOf(fields));
    else links.push(...linksOf(schema, fields));
  }
  for (const sanction of sanctions) addSanction(ships.get(sanction.ship), sanction);
  for (const { ship, party, role } of links) {
    const record = ships.get(ship);
    const company = companies.get(party);
    if (record && company) addParty(record, company.name, role, company);
  }
  result.records = [...ships.values()];
  return result;
}

const COMPANIES = new Set(['Company', 'Organization', 'LegalEntity', 'PublicBody', 'Person']);

/** The texts of a property. */
function texts(fields: Fields, name: string): string[] {
  return listIn(fieldsOf(fields.properties), name).filter((value) => typeof value === 'string');
}

function shipOf(id: string, fields: Fields, raw: string): ListedRecord {
  const record = blankRecord(id, 'ship', raw);
  addName(record, textIn(fields, 'caption'), 'primary');
  for (const name of texts(fields, 'name')) addName(record, name, record.names.length === 0 ? 'primary' : 'alias');
  for (const name of texts(fields, 'alias')) addName(record, name, 'alias');
  for (const name of texts(fields, 'previousName')) addName(record, name, 'former');
  for (const name of texts(fields, 'weakAlias')) addName(record, name, 'weak');
  for (const imo of texts(fields, 'imoNumber')) setImoCell(record, imo);
  for (const mmsi of texts(fields, 'mmsi')) addMmsi(record, mmsiOf(mmsi));
  for (const sign of texts(fields, 'callSign')) addWord(record.callSigns, sign);
  addFlags(record, texts(fields, 'flag'));
  for (const flag of texts(fields, 'pastFlags')) addWord(record.formerFlags, flag);
  record.shipType = wordOf(texts(fields, 'type')[0]);
  record.grossTonnage = amountOf(texts(fields, 'grossRegisteredTonnage')[0]);
  record.deadweight = amountOf(texts(fields, 'deadweightTonnage')[0] ?? texts(fields, 'tonnage')[0]);
  record.builtYear = yearOf(texts(fields, 'buildDate')[0]);
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

function companyOf(fields: Fields): Company {
  return {
    name: textIn(fields, 'caption') || (texts(fields, 'name')[0] ?? ''),
    companyImo: imoOf(texts(fields, 'imoNumber')[0]),
    country: wordOf(texts(fields, 'country')[0] ?? texts(fields, 'jurisdiction')[0]),
  };
}

function sanctionsOf(fields: Fields): Sanction[] {
  const first = (name: string) => texts(fields, name)[0];
  return texts(fields, 'entity').map((ship) => ({
    ship,
    listedAt: earliest(yearMonthDay(first('startDate')), yearMonthDay(first('listingDate'))),
    endedAt: yearMonthDay(first('endDate')),
    programme: wordOf(first('programId') ?? first('program')),
    measures: texts(fields, 'provisions'),
    remarks: wordOf([first('authority'), first('authorityId'), first('reason')].filter(Boolean).join(': ')),
  }));
}

function addSanction(record: ListedRecord | undefined, sanction: Sanction): void {
  if (record === undefined) return;
  record.listedAt = earliest(record.listedAt, sanction.listedAt);
  addWord(record.programmes, sanction.programme);
  for (const measure of sanction.measures) addWord(record.measures, measure);
  const ended = sanction.endedAt === null ? '' : ` (ended ${new Date(sanction.endedAt).toISOString().slice(0, 10)})`;
  if (sanction.remarks !== null) record.remarks = [record.remarks, sanction.remarks + ended].filter(Boolean).join('\n');
}

function linksOf(schema: string, fields: Fields): Link[] {
  const said = texts(fields, 'role').join(' ').toLowerCase();
  if (schema === 'Ownership') {
    const role = texts(fields, 'endDate').length > 0 || /former|previous/.test(said) ? 'former-owner' : 'owner';
    return pairs(texts(fields, 'asset'), texts(fields, 'owner'), role);
  }
  if (schema !== 'UnknownLink') return [];
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
