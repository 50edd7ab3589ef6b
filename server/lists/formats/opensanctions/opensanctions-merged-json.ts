// Ships of the UK list and OpenSanctions merged by IMO number, as one JSON array: names, MMSIs, flag, type, operator.
// Made by a third party for display; of use for trying things out, and under the terms of its sources.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { fieldsOf, listIn, textIn } from '../../reading/json-lines.ts';
import { yearMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { addName, addParties, addWord, blankRecord, leaveUnread, skip } from '../../reading/list-record.ts';
import { wordOf } from '../../reading/list-words.ts';
import { addFlags, addMmsis, setImoCell, uniqueIds } from '../../reading/ship-cells.ts';
import { OPENSANCTIONS_NOTICE } from './opensanctions-notice.ts';

const TITLE = 'merged shadow-fleet list (JSON)';
/** 2,000 ships have 700 kB. */
const MAX_FILE_BYTES = 64 * 1024 * 1024;

export const opensanctionsMergedJson: ListFormat = {
  id: 'opensanctions-merged-json',
  list: 'opensanctions-merged',
  title: 'UK list and OpenSanctions merged by IMO, JSON',
  authority: 'OpenSanctions (aggregate)',
  sanction: false,
  addresses: {},
  roles: ['main'],
  detect: (head) => /^\s*\[\s*\{[^}]*"imo"[^}]*"sanctions_origin"/.test(new TextDecoder().decode(head)),
  read,
  notice: OPENSANCTIONS_NOTICE,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  let updated = '';
  for (const entry of await arrayOf(file)) {
    const fields = fieldsOf(entry);
    const raw = JSON.stringify(entry);
    const imo = wordOf(textIn(fields, 'imo'));
    if (fields === null || imo === null) {
      skip(result.skipped, 'entry without an IMO number', raw);
      continue;
    }
    result.records.push(recordOf(fields, idOf(imo), raw));
    if (textIn(fields, 'last_updated') > updated) updated = textIn(fields, 'last_updated');
  }
  result.mark = markOf(updated);
  return result;
}

async function arrayOf(file: ListFile): Promise<unknown[]> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of file.chunks) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_FILE_BYTES) throw new CodedError('invalid', `${file.name} is over ${MAX_FILE_BYTES} bytes`);
  }
  text += decoder.decode();
  if (text.trim() === '') throw new CodedError('invalid', `${file.name} is empty`);
  if (text.trimStart().startsWith('<')) throw new CodedError('invalid', `${file.name} is a web page, not the ${TITLE}`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new CodedError('invalid', `${file.name} is cut or damaged: it is no whole JSON`, { cause: error });
  }
  if (!Array.isArray(value)) throw new CodedError('invalid', `${file.name} is not the ${TITLE}: it is no JSON array`);
  return value;
}

function markOf(text: string): PublicationMark | null {
  const at = yearMonthDay(text);
  return at === null ? null : { text, at, basis: 'inside' };
}

function recordOf(fields: Readonly<Record<string, unknown>>, id: string, raw: string): ListedRecord {
  const record = blankRecord(id, 'ship', raw);
  for (const [i, name] of textsIn(record, fields, 'names').entries())
    addName(record, name, i === 0 ? 'primary' : 'alias');
  setImoCell(record, textIn(fields, 'imo'));
  for (const mmsi of textsIn(record, fields, 'mmsi')) addMmsis(record, mmsi);
  addFlags(record, textIn(fields, 'flag').split(','));
  record.shipType = wordOf(textIn(fields, 'type')) === 'Vessel' ? null : wordOf(textIn(fields, 'type'));
  addParties(record, textIn(fields, 'operator'), 'operator');
  for (const origin of textsIn(record, fields, 'sanctions_origin')) addWord(record.programmes, origin);
  return record;
}

/** Texts and numbers of a field; anything else in it is told. */
function textsIn(record: ListedRecord, fields: Readonly<Record<string, unknown>>, name: string): string[] {
  return listIn(fields, name).flatMap((value) => {
    if (typeof value === 'string' || typeof value === 'number') return [String(value)];
    if (value !== null) leaveUnread(record, name, JSON.stringify(value));
    return [];
  });
}
