// The UN Security Council consolidated list, XML: individuals and entities, never ships. An IMO number in its comments
// is that of a company (16 of them in 2026-02, owners of listed ships), and stays one.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { addName, addWord, blankRecord, skip } from '../../reading/list-record.ts';
import { clean, imoInText, wordOf } from '../../reading/list-words.ts';
import { setDay, uniqueIds } from '../../reading/ship-cells.ts';
import { elementsAt, headHasRoot, textAt, type XmlElement, xmlRecords } from '../../reading/xml-records.ts';

const TITLE = 'UN Security Council consolidated list (XML)';

export const unConsolidatedXml: ListFormat = {
  id: 'un-consolidated-xml',
  list: 'un-consolidated',
  title: 'UN Security Council consolidated list, XML (companies and persons, no ships)',
  authority: 'UN',
  sanction: true,
  addresses: { main: 'https://scsanctions.un.org/resources/xml/en/consolidated.xml' },
  roles: ['main'],
  detect: (head) => headHasRoot(head, 'CONSOLIDATED_LIST'),
  read,
  notice: null,
  frozen: null,
  leastShips: 0,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  for await (const element of xmlRecords(file, TITLE, 'CONSOLIDATED_LIST', ['INDIVIDUAL', 'ENTITY'])) {
    if (element.name === 'CONSOLIDATED_LIST') result.mark = markOf(element.attributes.dateGenerated);
    else {
      const record = recordOf(element, idOf);
      if (record.names.length > 0) result.records.push(record);
      else skip(result.skipped, 'record without a name', element.raw);
    }
  }
  if (result.records.length === 0) throw new CodedError('invalid', `${file.name} lists nobody: the ${TITLE} never did`);
  return result;
}

function markOf(text: string | undefined): PublicationMark | null {
  const at = yearMonthDay(text);
  return at === null || text === undefined ? null : { text, at, basis: 'inside' };
}

function recordOf(element: XmlElement, idOf: (id: string) => string): ListedRecord {
  const parts = ['FIRST_NAME', 'SECOND_NAME', 'THIRD_NAME', 'FOURTH_NAME'].map((part) => textAt(element, part));
  const name = clean(parts.join(' '));
  const id = wordOf(textAt(element, 'REFERENCE_NUMBER')) ?? wordOf(textAt(element, 'DATAID')) ?? name;
  const record = blankRecord(idOf(id), 'party', element.raw);
  addName(record, name, 'primary');
  addName(record, textAt(element, 'NAME_ORIGINAL_SCRIPT'), 'alias');
  for (const alias of elementsAt(element, `${element.name}_ALIAS`)) {
    const quality = textAt(alias, 'QUALITY').toLowerCase();
    addName(
      record,
      textAt(alias, 'ALIAS_NAME'),
      /low/.test(quality) ? 'weak' : /f\.?k\.?a/.test(quality) ? 'former' : 'alias',
    );
  }
  const comments = textAt(element, 'COMMENTS1');
  record.companyImo = element.name === 'ENTITY' ? imoInText(clean(comments)) : null;
  addWord(record.programmes, textAt(element, 'UN_LIST_TYPE'));
  record.measures.push('asset freeze');
  setDay(record, 'listedAt', textAt(element, 'LISTED_ON'), yearMonthDay);
  record.remarks = wordOf(comments);
  return record;
}
