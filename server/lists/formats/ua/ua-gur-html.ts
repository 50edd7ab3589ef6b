// Pages of single ships from the catalogue of Ukraine's military intelligence (GUR, War & Sanctions), saved by hand since
// the site refuses programs. A page is pairs of label and value; each file given is one page or several after another.
// The number behind a company's name is that company's, never a ship's. A catalogue, not a legal listing.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedParty, ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { fileNameMark } from '../../reading/file-name-mark.ts';
import { htmlBlocks } from '../../reading/html-text.ts';
import { lastModifiedMark, mainFile } from '../../reading/list-file.ts';
import { addName, addParty, addWord, blankRecord, skip } from '../../reading/list-record.ts';
import { imoOf, wordOf } from '../../reading/list-words.ts';
import { addMmsis, setAmount, setImoCell, uniqueIds } from '../../reading/ship-cells.ts';

const TITLE = 'page of a ship of the GUR catalogue (War & Sanctions)';

export const uaGurHtml: ListFormat = {
  id: 'ua-gur-html',
  list: 'ua-gur-pages',
  title: 'Ukraine, GUR War & Sanctions, saved pages of ships, HTML',
  authority: 'Ukraine GUR (War & Sanctions)',
  sanction: false,
  addresses: {},
  roles: ['main'],
  detect: (head) => {
    const text = new TextDecoder().decode(head);
    return /<(?:!doctype html|html|body|div)[\s>]/i.test(text) && /war-sanctions\.gur|flag \(current\)/i.test(text);
  },
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const main = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: fileNameMark(main) ?? lastModifiedMark(main), skipped: {} };
  const idOf = uniqueIds();
  for (const file of files) {
    const ships = shipsOf(await htmlBlocks(file, TITLE));
    if (ships.length === 0) {
      throw new CodedError(
        'invalid',
        `${file.name} is not the ${TITLE}: it has no "Vessel name" with an "IMO" beside it`,
      );
    }
    for (const ship of ships) {
      const record = recordOf(ship, idOf);
      if (record.names.length === 0 && record.imo === null)
        skip(result.skipped, 'ship without name and number', record.raw);
      else result.records.push(record);
    }
  }
  return result;
}

/** Label, as `LABELS` has it, with the blocks behind it up to the next label. */
type Ship = Map<string, string[]>;

const LABELS: readonly (readonly [string, RegExp])[] = [
  ['name', /^(?:vessel|ship) name$/],
  ['imo', /^imo$/],
  ['mmsi', /^mmsi$/],
  ['call sign', /^call sign$/],
  ['flag', /^flag \(current\)$/],
  ['former flags', /^flags? \(former\)$/],
  ['former names', /^former (?:ship|vessel) names?$/],
  ['type', /^(?:vessel|ship) type$/],
  ['built', /^build year$/],
  ['gross', /^gross tonnage\b/],
  ['dwt', /^dwt\b/],
  ['length', /^length \(m\)$/],
  ['owner', /^ship ?owner\b/],
  ['manager', /^commercial ship manager\b/],
  ['safety manager', /^ship safety management manager\b/],
  ['category', /^category$/],
  ['information', /^vessel information$/],
  ['sanctions', /^sanctions$/],
  // Known so that what stands behind them is not taken for the value before.
  [
    '',
    /^(?:p&i club|builder \(country\)|cases of ais shutdown|visited ports|calling at russian ports|web resources|links?|sanctions lifted|the person in connection with .*|captains?.*)$/,
  ],
];

function shipsOf(blocks: readonly string[]): Ship[] {
  const ships: Ship[] = [];
  let values: string[] | null = null;
  for (const block of blocks) {
    const key = block.replace(/\s*:$/, '').toLowerCase();
    const label = LABELS.find(([, pattern]) => pattern.test(key))?.[0];
    if (label === 'name') ships.push(new Map());
    if (label === undefined) values?.push(block);
    else {
      values = [];
      const ship = ships.at(-1);
      if (label !== '' && ship !== undefined && !ship.has(label)) ship.set(label, values);
    }
  }
  return ships.filter((ship) => ship.has('name') && ship.has('imo'));
}

function recordOf(ship: Ship, idOf: (id: string) => string): ListedRecord {
  const first = (label: string) => ship.get(label)?.[0] ?? '';
  const raw = [...ship].map(([label, values]) => `${label}: ${values.join(' | ')}`).join('\n');
  const imo = imoOf(first('imo'));
  const record = blankRecord(idOf(String(imo ?? wordOf(first('name')) ?? '')), 'ship', raw);
  addName(record, first('name'), 'primary');
  for (const name of slashed(first('former names'))) addName(record, name, 'former');
  setImoCell(record, first('imo'));
  addMmsis(record, first('mmsi'));
  addWord(record.callSigns, first('call sign'));
  record.flag = wordOf(first('flag'));
  for (const flag of slashed(first('former flags'))) addWord(record.formerFlags, flag);
  record.shipType = wordOf(first('type'));
  setAmount(record, 'builtYear', first('built'));
  setAmount(record, 'grossTonnage', first('gross'));
  setAmount(record, 'deadweight', first('dwt'));
  setAmount(record, 'lengthM', first('length'));
  for (const role of ['owner', 'manager', 'safety manager'] as const) {
    for (const text of ship.get(role) ?? [])
      addCompany(record, text, role === 'safety manager' ? 'safety-manager' : role);
  }
  record.programmes.push('War & Sanctions');
  addWord(record.programmes, first('category'));
  const remarks = [first('information'), (ship.get('sanctions') ?? []).join(', ')];
  record.remarks = remarks.flatMap((text) => wordOf(text) ?? []).join('\n') || null;
  return record;
}

/** Parts between slashes with or without blanks round them. */
function slashed(text: string): string[] {
  return text.split(/\s+\/\s+|\/\s+|\s+\/|(?<=\d)\/(?=\d)/).flatMap((part) => wordOf(part) ?? []);
}

/** 'Name (6270796 / Seychelles / 12.03.2024)'; the number is that of the name, not of whom it is in care of. */
function addCompany(record: ListedRecord, text: string, role: ListedParty['role']): void {
  const found = /^(.+?)\s*\(\s*(\d{7})?\s*(?:\/\s*([^/)]*))?(?:\/[^)]*)?\)?\s*$/.exec(text);
  const more = { companyImo: imoOf(found?.[2]), country: wordOf(found?.[3]) };
  const [name, careOf] = (found?.[1] ?? text).split(/\s+[cс]\/[oо]:?\s+/i);
  addParty(record, name, role, more);
  addParty(record, careOf, 'linked');
}
