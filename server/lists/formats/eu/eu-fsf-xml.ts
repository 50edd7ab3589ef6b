// The EU's consolidated financial sanctions list (FSF), XML 1.1: asset freezes on persons and enterprises. Ships come as
// enterprises; an identification of type "imo" marks them, unless the record speaks of a company. The ships of Annex
// XLII are not on this list.

import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { addName, addWord, blankRecord, earliest, skip } from '../../reading/list-record.ts';
import { clean, wordOf } from '../../reading/list-words.ts';
import { addMmsis, companyImoOf, dayIn, setDay, setImoCell, uniqueIds } from '../../reading/ship-cells.ts';
import { childOf, elementsAt, headHasRoot, type XmlElement, xmlRecords } from '../../reading/xml-records.ts';

const TITLE = 'EU financial sanctions list (XML 1.1)';

export const euFsfXml: ListFormat = {
  id: 'eu-fsf-xml',
  list: 'eu-fsf',
  title: 'EU consolidated financial sanctions list, XML 1.1',
  authority: 'EU',
  sanction: true,
  addresses: {
    main: 'https://webgate.ec.europa.eu/fsd/fsf/public/files/xmlFullSanctionsList_1_1/content?token=dG9rZW4tMjAxNw',
  },
  roles: ['main'],
  detect: (head) => headHasRoot(head, 'export') && headHasRoot(head, 'sanctionEntity'),
  read,
  notice: null,
  frozen: null,
  leastShips: 0,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  for await (const element of xmlRecords(file, TITLE, 'export', ['sanctionEntity'])) {
    if (element.name === 'export') result.mark = markOf(element.attributes.generationDate);
    else {
      const record = recordOf(element, idOf);
      if (record.names.length > 0) result.records.push(record);
      else skip(result.skipped, 'entity without a name', element.raw);
    }
  }
  return result;
}

function markOf(text: string | undefined): PublicationMark | null {
  const at = yearMonthDay(text);
  return at === null || text === undefined ? null : { text, at, basis: 'inside' };
}

function recordOf(entity: XmlElement, idOf: (id: string) => string): ListedRecord {
  const id = wordOf(entity.attributes.euReferenceNumber) ?? wordOf(entity.attributes.logicalId) ?? '';
  const record = blankRecord(idOf(id), isShip(entity) ? 'ship' : 'party', entity.raw);
  for (const [i, alias] of elementsAt(entity, 'nameAlias').entries()) {
    const { wholeName, strong, firstName, middleName, lastName } = alias.attributes;
    const name = wordOf(wholeName) ?? clean([firstName, middleName, lastName].join(' '));
    addName(record, name, i === 0 ? 'primary' : strong === 'false' ? 'weak' : 'alias');
  }
  for (const { attributes } of elementsAt(entity, 'identification')) {
    const code = attributes.identificationTypeCode?.toLowerCase();
    if (code === 'imo') {
      if (record.kind === 'ship') setImoCell(record, attributes.number);
      else record.companyImo ??= companyImoOf(record, attributes.number);
    } else if (code === 'mmsi') addMmsis(record, attributes.number);
  }
  setDay(record, 'listedAt', entity.attributes.designationDate, yearMonthDay);
  const isDesignated = record.listedAt !== null;
  for (const { attributes } of elementsAt(entity, 'regulation')) {
    addWord(record.programmes, attributes.programme);
    if (!isDesignated) {
      const at = dayIn(record, 'day of entry into force', attributes.entryIntoForceDate, yearMonthDay);
      record.listedAt = earliest(record.listedAt, at);
    }
  }
  record.measures.push('asset freeze');
  record.remarks = remarksOf(entity).join('\n') || null;
  return record;
}

/** What type "enterprise" leaves open: a number of type "imo" is the ship's, unless the words about it are a company's. */
function isShip(entity: XmlElement): boolean {
  if (/person/i.test(childOf(entity, 'subjectType')?.attributes.code ?? '')) return false;
  const numbers = elementsAt(entity, 'identification').filter(
    ({ attributes }) => attributes.identificationTypeCode?.toLowerCase() === 'imo',
  );
  if (numbers.length === 0) return false;
  const about = numbers.map(
    (number) =>
      `${number.attributes.identificationTypeDescription ?? ''} ${elementsAt(number, 'remark').map(textOf).join(' ')}`,
  );
  const names = elementsAt(entity, 'nameAlias').map(({ attributes }) => attributes.wholeName ?? '');
  return !about.some((text) => /compan|owner|manager/i.test(text)) && !names.some((name) => COMPANY.test(clean(name)));
}

/** Forms of companies at the end of a name, as the list writes them. */
const COMPANY =
  /\b(?:LLC|L\.L\.C\.?|OOO|Ltd\.?|Limited|Inc\.?|Corp(?:oration|\.)?|Compan(?:y|ies)|Co\.|JSC|PJSC|OJSC|CJSC|GmbH|S\.?A\.?|FZE|FZCO|Lines?|Shipping)\)?$/i;

function remarksOf(entity: XmlElement): string[] {
  const remarks = [entity.attributes.designationDetails, ...elementsAt(entity, 'remark').map(textOf)];
  return remarks.flatMap((text) => wordOf(text) ?? []);
}

function textOf(element: XmlElement): string {
  return element.text;
}
