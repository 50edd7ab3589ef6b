// Canada's consolidated autonomous sanctions list (SEMA), XML: flat records of persons, companies and ships. Its element
// names changed once ("ShipIMONumber" to "ShipIMONumber-NumeroOMIDuNavire"), so each is known by how it begins. A ship is
// a record of "EntityOrShip" with a ship number; in records of persons that element has held Persian names. "Country" is
// the regime, never the flag. There are no record ids: they are made from regime, schedule, item and name.

import { CodedError } from '../../domain/errors.ts';
import type { ListedRecord } from '../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../list.ts';
import { yearMonthDay } from '../reading/list-days.ts';
import { mainFile, newestListingMark } from '../reading/list-file.ts';
import { addName, addWord, blankRecord, skip } from '../reading/list-record.ts';
import { clean, wordOf } from '../reading/list-words.ts';
import { addNames, setAmount, setDay, setImoCell, uniqueIds } from '../reading/ship-cells.ts';
import { headHasRoot, type XmlElement, xmlRecords } from '../reading/xml-records.ts';

const TITLE = "Canada's sanctions list (SEMA)";

export const caSemaXml: ListFormat = {
  id: 'ca-sema-xml',
  list: 'ca-sema',
  title: 'Canada, consolidated autonomous sanctions list (SEMA), XML',
  authority: 'Canada',
  sanction: true,
  addresses: {
    main: 'https://www.international.gc.ca/world-monde/assets/office_docs/international_relations-relations_internationales/sanctions/sema-lmes.xml',
  },
  roles: ['main'],
  detect: (head) => headHasRoot(head, 'data-set') && headHasRoot(head, 'Country(?:-Pays)?'),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
  idsArePlaces: true,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  let known = 0;
  let records = 0;
  for await (const element of xmlRecords(file, TITLE, 'data-set', ['record'])) {
    if (element.name !== 'record') continue;
    records++;
    if (said(element, 'Country') !== null && said(element, 'Item') !== null) known++;
    const record = recordOf(element, idOf);
    if (record.names.length > 0) result.records.push(record);
    else skip(result.skipped, 'record without a name', element.raw);
  }
  // New names for the elements would look like a list without ships.
  if (known * 2 < records || records === 0) {
    throw new CodedError(
      'invalid',
      `${file.name} is not the ${TITLE}: ${records - known} of ${records} records have no "Country" or no "Item"`,
    );
  }
  result.mark = newestListingMark(result.records);
  return result;
}

/** The text of the element of that name, in the old or the bilingual vocabulary. */
function said(record: XmlElement, name: string): string | null {
  const child = record.children.find((element) => element.name === name || element.name.startsWith(`${name}-`));
  return wordOf(child?.text);
}

function recordOf(element: XmlElement, idOf: (id: string) => string): ListedRecord {
  const regime = said(element, 'Country');
  const schedule = said(element, 'Schedule');
  const body = said(element, 'EntityOrShip');
  const person = clean([said(element, 'GivenName') ?? '', said(element, 'LastName') ?? ''].join(' '));
  const number = said(element, 'ShipIMONumber');
  const isShip = body !== null && person === '' && number !== null;
  const id = [regime, schedule, said(element, 'Item'), body ?? person].map((part) => part ?? '').join('/');
  const record = blankRecord(idOf(id), isShip ? 'ship' : 'party', element.raw);
  addName(record, body ?? person, 'primary');
  addNames(record, said(element, 'Aliases'), 'alias');
  if (isShip) {
    setImoCell(record, number);
    record.shipType = firstOf(said(element, 'TitleOrShip') ?? said(element, 'TitleOrShipType'));
    setAmount(record, 'builtYear', said(element, 'DateOfBirthOrShipBuildDate'));
  }
  addWord(record.programmes, regime);
  if (schedule !== null) record.remarks = `Schedule ${schedule}, item ${said(element, 'Item') ?? '?'}`;
  setDay(record, 'listedAt', said(element, 'DateOfListing'), yearMonthDay);
  return record;
}

/** Types are bilingual: 'General Cargo/Multi Purpose | Cargo classique/navire polyvalent'. */
function firstOf(text: string | null): string | null {
  return wordOf(text?.split('|')[0]);
}
