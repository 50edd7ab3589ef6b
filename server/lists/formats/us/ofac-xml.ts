// OFAC's legacy XML: the list of Specially Designated Nationals and, of the same make, the consolidated list of other
// (non-SDN) lists. One sdnEntry is one record; the day of publication and the number of records stand at the head, by
// which a copy with entries missing is told. Namespaces have changed over the years and are not looked at.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord, NameKind } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { monthDayYear } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { addName, addParties, addWord, blankRecord, keep, skip } from '../../reading/list-record.ts';
import { wordOf } from '../../reading/list-words.ts';
import { setAmount } from '../../reading/ship-cells.ts';
import { childOf, elementsAt, headHasRoot, textAt, type XmlElement, xmlRecords } from '../../reading/xml-records.ts';
import { addFact, addProgrammes, addRemarks, kindOfOfac } from './ofac-facts.ts';

const ADDRESS = 'https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports';

export const ofacSdnXml: ListFormat = {
  id: 'ofac-sdn-xml',
  list: 'ofac-sdn',
  title: 'US OFAC Specially Designated Nationals, XML',
  authority: 'US OFAC',
  sanction: true,
  addresses: { main: `${ADDRESS}/SDN.XML` },
  roles: ['main'],
  detect: (head) => headHasRoot(head, 'sdnList') && !isNonSdn(head),
  read: (files) => read(files, 'OFAC SDN list (legacy XML)', ['asset freeze']),
  notice: null,
  frozen: null,
  leastShips: 1,
};

export const ofacConsolidatedXml: ListFormat = {
  id: 'ofac-consolidated-xml',
  list: 'ofac-consolidated',
  title: 'US OFAC Consolidated Non-SDN List, XML',
  authority: 'US OFAC',
  sanction: true,
  addresses: { main: `${ADDRESS}/CONSOLIDATED.XML` },
  roles: ['main'],
  detect: (head) => headHasRoot(head, 'sdnList') && isNonSdn(head),
  // Its programmes differ in what they forbid (directives, correspondent accounts, securities): none is a full freeze.
  read: (files) => read(files, 'OFAC consolidated non-SDN list (legacy XML)', []),
  notice: null,
  frozen: null,
  leastShips: 0,
};

/** Both files have one make; the non-SDN list begins with the Palestinian Legislative Council, records 9639 and after. */
function isNonSdn(head: Uint8Array): boolean {
  return /<program>\s*NS-PLC\s*<\/program>/.test(new TextDecoder().decode(head));
}

async function read(files: readonly ListFile[], title: string, measures: readonly string[]): Promise<ListRead> {
  const main = mainFile(files, title);
  const skipped: ListRead['skipped'] = {};
  const records = new Map<string, ListedRecord>();
  let mark: PublicationMark | null = null;
  let promised = Number.NaN;
  let entries = 0;

  for await (const element of xmlRecords(main, title, 'sdnList', ['publshInformation', 'sdnEntry'])) {
    if (element.name === 'publshInformation') {
      mark = markOf(element, main.name);
      promised = Number(textAt(element, 'Record_Count') || Number.NaN);
    } else if (element.name === 'sdnEntry') {
      entries++;
      addEntry(element, records, measures, skipped);
    }
  }
  if (mark === null) throw new CodedError('invalid', `${main.name} is not the ${title}: it has no Publish_Date`);
  if (entries === 0) throw new CodedError('invalid', `${main.name} has no sdnEntry at all: a list is never empty`);
  if (!Number.isNaN(promised) && entries !== promised) {
    throw new CodedError('invalid', `${main.name} says that it has ${promised} records, but has ${entries}: it is cut`);
  }
  return { records: [...records.values()], mark, skipped };
}

function markOf(element: XmlElement, fileName: string): PublicationMark {
  const text = textAt(element, 'Publish_Date');
  const at = monthDayYear(text);
  if (at === null) throw new CodedError('invalid', `${fileName} has "${text}" as Publish_Date, which is no day`);
  return { text, at, basis: 'inside' };
}

function addEntry(
  entry: XmlElement,
  records: Map<string, ListedRecord>,
  measures: readonly string[],
  skipped: ListRead['skipped'],
): void {
  const id = textAt(entry, 'uid');
  const type = textAt(entry, 'sdnType');
  const kind = kindOfOfac(type);
  if (id === '' || kind === null) {
    skip(skipped, id === '' ? 'entry without uid' : `type "${wordOf(type)}" is neither ship nor party`, entry.raw);
    return;
  }
  const record = blankRecord(id, kind, entry.raw);
  addName(record, fullName(entry), 'primary');
  for (const programme of elementsAt(entry, 'programList', 'program')) addProgrammes(record, programme.text);
  for (const measure of measures) addWord(record.measures, measure);
  const ship = childOf(entry, 'vesselInfo');
  if (ship) {
    addWord(record.callSigns, textAt(ship, 'callSign'));
    record.shipType = wordOf(textAt(ship, 'vesselType'));
    record.flag = wordOf(textAt(ship, 'vesselFlag'));
    setAmount(record, 'deadweight', textAt(ship, 'tonnage'));
    setAmount(record, 'grossTonnage', textAt(ship, 'grossRegisteredTonnage'));
    addParties(record, textAt(ship, 'vesselOwner'), 'owner');
  }
  for (const fact of elementsAt(entry, 'idList', 'id'))
    addFact(record, textAt(fact, 'idType'), textAt(fact, 'idNumber'));
  for (const aka of elementsAt(entry, 'akaList', 'aka')) addName(record, fullName(aka), kindOfAka(aka));
  addRemarks(record, textAt(entry, 'remarks'));
  keep(records, record, skipped);
}

/** As the CSV files write it: 'LAST, First' for persons. */
function fullName(element: XmlElement): string {
  const last = textAt(element, 'lastName');
  const first = textAt(element, 'firstName');
  return first === '' || last === '' ? last || first : `${last}, ${first}`;
}

/** A former name tells more of a ship than that OFAC holds the alias for weak. */
function kindOfAka(aka: XmlElement): NameKind {
  if (/^f/i.test(textAt(aka, 'type'))) return 'former';
  return /weak/i.test(textAt(aka, 'category')) ? 'weak' : 'alias';
}
