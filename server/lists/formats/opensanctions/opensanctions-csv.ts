// OpenSanctions' maritime.csv: ships and companies of many sources, one row for each IMO number. A row's own type says
// which of the two its number is. It has no listing dates, and is an aggregate, not a legal listing.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { Columns, type CsvRow, csvRows, headHasColumns } from '../../reading/csv-rows.ts';
import { fileNameMark } from '../../reading/file-name-mark.ts';
import { lastModifiedMark, mainFile } from '../../reading/list-file.ts';
import { addName, addWord, blankRecord, skip } from '../../reading/list-record.ts';
import { clean, imoOf } from '../../reading/list-words.ts';
import {
  addFlags,
  addMmsis,
  addNames,
  companyImoOf,
  partsOf,
  setImoCell,
  uniqueIds,
} from '../../reading/ship-cells.ts';
import { OPENSANCTIONS_NOTICE } from './opensanctions-notice.ts';

const TITLE = 'OpenSanctions maritime table (maritime.csv)';
const COLUMNS = ['type', 'caption', 'imo', 'risk', 'countries', 'flag', 'mmsi', 'id', 'datasets', 'aliases'];

export const opensanctionsCsv: ListFormat = {
  id: 'opensanctions-maritime-csv',
  list: 'opensanctions-maritime',
  title: 'OpenSanctions, maritime collection, CSV',
  authority: 'OpenSanctions (aggregate)',
  sanction: false,
  addresses: { main: 'https://data.opensanctions.org/datasets/latest/maritime/maritime.csv' },
  roles: ['main'],
  detect: (head) => headHasColumns(head, COLUMNS),
  read,
  notice: OPENSANCTIONS_NOTICE,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: fileNameMark(file) ?? lastModifiedMark(file), skipped: {} };
  const idOf = uniqueIds();
  const seen = new Set<string>();
  let columns: Columns | null = null;
  for await (const row of csvRows(file)) {
    if (columns === null) {
      columns = new Columns(row.cells, COLUMNS, file.name, TITLE);
      continue;
    }
    if (row.cells.length !== columns.count) {
      throw new CodedError(
        'invalid',
        `${file.name} is cut or damaged: line ${row.line} has ${row.cells.length} cells, not ${columns.count}`,
      );
    }
    const id = clean(columns.cell(row, 'id'));
    const kind = KINDS[columns.cell(row, 'type').toUpperCase()];
    if (kind === undefined || id === '') {
      skip(
        result.skipped,
        kind ? 'row without an id' : `type "${columns.cell(row, 'type')}" is neither ship nor party`,
        row.raw,
      );
      continue;
    }
    // An entity with several numbers has a row for each: the id alone stays with the first.
    const recordId = seen.has(id) ? `${id}/${imoOf(columns.cell(row, 'imo')) ?? ''}` : id;
    seen.add(id);
    result.records.push(recordOf(columns, row, idOf(recordId), kind));
  }
  return result;
}

const KINDS: Readonly<Record<string, 'ship' | 'party'>> = {
  VESSEL: 'ship',
  ORGANIZATION: 'party',
  COMPANY: 'party',
  LEGALENTITY: 'party',
  PERSON: 'party',
};

function recordOf(columns: Columns, row: CsvRow, id: string, kind: 'ship' | 'party'): ListedRecord {
  const cell = (name: string) => columns.cell(row, name);
  const record = blankRecord(id, kind, row.raw);
  addName(record, cell('caption'), 'primary');
  addNames(record, cell('aliases'), 'alias');
  if (kind === 'ship') {
    setImoCell(record, cell('imo'));
    addMmsis(record, cell('mmsi'));
    addFlags(record, partsOf(cell('flag')));
  } else record.companyImo = companyImoOf(record, cell('imo'));
  for (const dataset of partsOf(cell('datasets'))) addWord(record.programmes, dataset);
  for (const topic of partsOf(cell('risk'))) addWord(record.measures, topic);
  return record;
}
