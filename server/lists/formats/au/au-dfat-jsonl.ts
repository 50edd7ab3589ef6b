// The ships of Australia's consolidated list as lines of JSON, converted from the workbook and joined there: one object
// for each reference.

import type { ListedRecord, NameKind } from '../../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { fieldsOf, jsonLines, listIn, textIn } from '../../reading/json-lines.ts';
import { mainFile, newestListingMark } from '../../reading/list-file.ts';
import { addName, skip } from '../../reading/list-record.ts';
import { wordOf } from '../../reading/list-words.ts';
import { uniqueIds } from '../../reading/ship-cells.ts';
import { AU_MEASURES, auRecord } from './au-record.ts';

const TITLE = 'Australian consolidated list (lines of JSON)';

export const auDfatJsonl: ListFormat = {
  id: 'au-dfat-jsonl',
  list: 'au-dfat',
  title: 'Australia, ships of the DFAT consolidated list, lines of JSON',
  authority: 'Australia',
  sanction: true,
  addresses: {},
  roles: ['main'],
  detect: (head) => /^\s*\{[^\n]*"reference":[^\n]*"control_date":/.test(new TextDecoder().decode(head)),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  for await (const { fields, raw } of jsonLines(file)) {
    const record = fields && recordOf(fields, raw);
    if (record) result.records.push({ ...record, recordId: idOf(record.recordId) });
    else skip(result.skipped, fields ? 'object without a reference or a name' : 'line that is no JSON object', raw);
  }
  result.mark = newestListingMark(result.records);
  return result;
}

function recordOf(fields: Readonly<Record<string, unknown>>, raw: string): ListedRecord | null {
  const names = listIn(fields, 'names').flatMap((name) =>
    typeof name === 'string' ? [{ text: name, name_type: '' }] : (fieldsOf(name) ?? []),
  );
  const first = names.find((name) => /primary/i.test(textIn(name, 'name_type'))) ?? names[0];
  const reference = wordOf(textIn(fields, 'reference'));
  if (reference === null || first === undefined || wordOf(textIn(first, 'text')) === null) return null;
  const sanction = fieldsOf(fields.sanction);
  const record = auRecord({
    reference,
    type: textIn(fields, 'entity_type'),
    name: textIn(first, 'text'),
    imo: textIn(fields, 'imo_number'),
    committees: textIn(sanction, 'committees'),
    controlDate: textIn(sanction, 'control_date'),
    information: textIn(fields, 'additional_info'),
    listing: textIn(sanction, 'listing_information'),
    instrument: textIn(sanction, 'instrument'),
    measures: Object.entries(AU_MEASURES).flatMap(([column, measure]) =>
      sanction?.[column.toLowerCase().replaceAll(' ', '_')] === true ? [measure] : [],
    ),
    raw,
  });
  for (const name of names)
    if (name !== first) addName(record, textIn(name, 'text'), kindOf(textIn(name, 'name_type')));
  for (const name of listIn(fields, 'previous_names')) if (typeof name === 'string') addName(record, name, 'former');
  return record;
}

function kindOf(type: string): NameKind {
  if (/former|previous|fka/i.test(type)) return 'former';
  return /script/i.test(type) ? 'script' : 'alias';
}
