// Annexes of EU regulations transcribed from the Official Journal, one CSV file for each regulation: Annex XLII of
// 833/2014 (port and service ban) and the annexes of 2017/1509 (DPRK). Rows of ships, companies and persons come in;
// what a row is its column "schema" says. A ship stands there once for each annex that names it.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { Columns, type CsvRow, csvRows, headHasColumns } from '../../reading/csv-rows.ts';
import { markOfTable } from '../../reading/file-name-mark.ts';
import { dayMonthYear, yearMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { addWord, blankRecord, skip } from '../../reading/list-record.ts';
import { clean, wordOf } from '../../reading/list-words.ts';
import { addMmsis, addNames, companyImoOf, setDay, setImoCell, uniqueIds } from '../../reading/ship-cells.ts';
import { measuresIn } from './eu-vessel.ts';

const COLUMNS = [
  'celex',
  'recordId',
  'programKey',
  'annex',
  'measure',
  'startDate',
  'schema',
  'name',
  'alias',
  'previousName',
  'imoNumber',
];

export const euOj833Csv = ojFormat('32014R0833', 'eu-833', 'EU Regulation 833/2014 (Russia), annexes, CSV');
export const euOj1509Csv = ojFormat('32017R1509', 'eu-dprk', 'EU Regulation 2017/1509 (DPRK), annexes, CSV');

function ojFormat(celex: string, list: string, title: string): ListFormat {
  return {
    id: `${list}-oj-csv`,
    list,
    title,
    authority: 'EU',
    sanction: true,
    addresses: {},
    roles: ['main'],
    detect: (head) => headHasColumns(head, COLUMNS) && new TextDecoder().decode(head).includes(`\n${celex},`),
    read: (files) => read(mainFile(files, title), celex, title),
    notice: null,
    frozen: null,
    leastShips: 1,
    // "recordId" is the number of the row in its annex.
    idsArePlaces: true,
  };
}

async function read(file: ListFile, celex: string, title: string): Promise<ListRead> {
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  let columns: Columns | null = null;
  for await (const row of csvRows(file)) {
    if (columns === null) {
      columns = new Columns(row.cells, COLUMNS, file.name, title);
      continue;
    }
    if (row.cells.length !== columns.count) {
      throw new CodedError(
        'invalid',
        `${file.name} is cut or damaged: line ${row.line} has ${row.cells.length} cells, not ${columns.count}`,
      );
    }
    if (columns.cell(row, 'celex') !== celex) {
      throw new CodedError(
        'invalid',
        `${file.name} is not the ${title}: line ${row.line} is of ${columns.cell(row, 'celex') || 'no act'}, not ${celex}`,
      );
    }
    const record = recordOf(columns, row, idOf);
    if (record === null) skip(result.skipped, `"${columns.cell(row, 'schema')}" is neither ship nor party`, row.raw);
    else result.records.push(record);
  }
  result.mark = markOfTable(file, result.records);
  return result;
}

const KINDS: Readonly<Record<string, ListedRecord['kind']>> = {
  Vessel: 'ship',
  LegalEntity: 'party',
  Company: 'party',
  Organization: 'party',
  PublicBody: 'party',
  Person: 'party',
};

function recordOf(columns: Columns, row: CsvRow, idOf: (id: string) => string): ListedRecord | null {
  const cell = (name: string) => columns.cell(row, name);
  const kind = KINDS[clean(cell('schema'))];
  if (kind === undefined) return null;
  const item = wordOf(cell('recordId')) ?? `${clean(cell('name'))} ${wordOf(cell('imoNumber')) ?? ''}`.trim();
  const record = blankRecord(idOf(`${clean(cell('annex'))}/${item}`), kind, row.raw);
  addNames(record, cell('name'), 'primary');
  addNames(record, cell('previousName'), 'former');
  addNames(record, cell('alias'), 'alias');
  addNames(record, cell('weakAlias'), 'weak');
  if (kind === 'ship') setImoCell(record, cell('imoNumber'));
  else record.companyImo = companyImoOf(record, cell('imoNumber'));
  addMmsis(record, cell('mmsi'));
  record.flag = wordOf(cell('flag'));
  addWord(record.programmes, cell('programKey'));
  addWord(record.programmes, `Annex ${clean(cell('annex'))}`);
  record.measures = measuresOf(clean(cell('annex')), cell('measure'));
  setDay(record, 'listedAt', cell('startDate'), dayMonthYear, yearMonthDay);
  record.remarks = [cell('reason'), cell('notes')].flatMap((text) => wordOf(text) ?? []).join('\n') || null;
  return record;
}

/** "Transportation restrictions" is the port ban in these annexes, with services added in Annex XLII (Art. 3s). */
function measuresOf(annex: string, measure: string): string[] {
  if (annex === 'XLII') return ['port ban', 'service ban'];
  if (/transportation/i.test(measure)) return ['port ban'];
  const words: string[] = [];
  addWord(words, measure.toLowerCase());
  return measuresIn(measure, words);
}
