// The UK Sanctions List as XML: one Designation is one record; the day of generation stands at the head. Fields that
// hold several values are lists of elements, which some years were named otherwise: their text is taken by the name of
// the list.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { dayMonthYear, yearMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { keep, skip } from '../../reading/list-record.ts';
import { clean } from '../../reading/list-words.ts';
import { elementsAt, headHasRoot, textAt, type XmlElement, xmlRecords } from '../../reading/xml-records.ts';
import { kindOfUk, recordOfUk, UK_LIST, type UkEntry, type UkName } from './uk-entry.ts';

const TITLE = 'UK Sanctions List (XML)';

export const ukXml: ListFormat = {
  ...UK_LIST,
  id: 'uk-sanctions-list-xml',
  title: 'UK Sanctions List, XML',
  addresses: { main: 'https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.xml' },
  detect: (head) => headHasRoot(head, 'Designations'),
  read,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const main = mainFile(files, TITLE);
  const skipped: ListRead['skipped'] = {};
  const records = new Map<string, ListedRecord>();
  let mark: PublicationMark | null = null;
  for await (const element of xmlRecords(main, TITLE, 'Designations', ['DateGenerated', 'Designation'])) {
    if (element.name === 'DateGenerated') mark = markOf(element.text.trim());
    else if (element.name === 'Designation') addDesignation(records, element, skipped);
  }
  if (mark === null)
    throw new CodedError('invalid', `${main.name} is not the ${TITLE}: it has no DateGenerated that is a day`);
  if (records.size === 0)
    throw new CodedError('invalid', `${main.name} has no designation at all: a list is never empty`);
  return { records: [...records.values()], mark, skipped };
}

function markOf(text: string): PublicationMark | null {
  const at = dayMonthYear(text) ?? yearMonthDay(text);
  return at === null ? null : { text, at, basis: 'inside' };
}

function addDesignation(records: Map<string, ListedRecord>, element: XmlElement, skipped: ListRead['skipped']): void {
  const entry = entryOf(element);
  const kind = kindOfUk(entry.kind);
  if (entry.uniqueId === '') skip(skipped, 'designation without UniqueID', element.raw);
  else if (kind === null) skip(skipped, `type "${clean(entry.kind)}" is neither ship nor party`, element.raw);
  else keep(records, recordOfUk(entry, kind, element.raw), skipped);
}

function entryOf(element: XmlElement): UkEntry {
  const ship = (list: string) =>
    elementsAt(element, 'ShipDetails', 'Ship', list).flatMap(({ text, children }) => [
      ...(text.trim() === '' ? [] : [text]),
      ...children.map((child) => child.text),
    ]);
  return {
    uniqueId: textAt(element, 'UniqueID'),
    kind: textAt(element, 'IndividualEntityShip'),
    names: namesOf(element),
    regime: textAt(element, 'RegimeName'),
    sanctionsImposed: textAt(element, 'SanctionsImposed'),
    dateDesignated: textAt(element, 'DateDesignated'),
    otherInformation: textAt(element, 'OtherInformation'),
    reasons: textAt(element, 'UKStatementofReasons'),
    imos: ship('IMONumbers'),
    owners: ship('CurrentOwnerOperators'),
    formerOwners: ship('PreviousOwnerOperators'),
    flags: ship('CurrentBelievedFlagOfShips'),
    formerFlags: ship('PreviousFlags'),
    shipTypes: ship('TypeOfShipDetails'),
    tonnages: ship('TonnageOfShipDetails'),
    lengths: ship('LengthOfShipDetails'),
    yearsBuilt: ship('YearsBuilt'),
  };
}

function namesOf(element: XmlElement): UkName[] {
  const latin = elementsAt(element, 'Names', 'Name').map((name) => ({
    text: ['Name1', 'Name2', 'Name3', 'Name4', 'Name5', 'Name6'].map((part) => textAt(name, part)).join(' '),
    type: textAt(name, 'NameType'),
    strength: textAt(name, 'AliasStrength'),
  }));
  const others = elementsAt(element, 'NonLatinNames', 'NonLatinName').map((name) => ({
    text: textAt(name, 'NameNonLatinScript'),
    type: 'Alias',
    strength: '',
  }));
  return [...latin, ...others];
}
