// The US Consolidated Screening List as CSV: one table of the Treasury's, Commerce's and State's lists, once a day. Its
// ships are those of OFAC. The header has grown a first column `_id`; identifiers were written "number, label" and are
// now "label, number": both are read. Entries that carry no number of their own are known by list, name and start.

import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { Columns, type CsvRow, csvRows, headHasColumns } from '../../reading/csv-rows.ts';
import { fileNameMark } from '../../reading/file-name-mark.ts';
import { monthDayYear, yearMonthDay } from '../../reading/list-days.ts';
import { lastModifiedMark, mainFile, newestListingMark } from '../../reading/list-file.ts';
import { addName, addParties, addWord, blankRecord, keep, skip } from '../../reading/list-record.ts';
import { clean, wordOf } from '../../reading/list-words.ts';
import { setAmount, setDay } from '../../reading/ship-cells.ts';
import { addFact, addProgrammes, addRemarks } from './ofac-facts.ts';

const TITLE = 'US Consolidated Screening List (CSV)';
const REQUIRED = [
  'source',
  'entity_number',
  'type',
  'programs',
  'name',
  'start_date',
  'vessel_flag',
  'remarks',
  'alt_names',
  'ids',
];

export const usCslCsv: ListFormat = {
  id: 'us-csl-csv',
  list: 'us-csl',
  title: 'US Consolidated Screening List, CSV',
  authority: 'US Consolidated Screening List',
  sanction: true,
  addresses: { main: 'https://data.trade.gov/downloadable_consolidated_screening_list/v1/consolidated.csv' },
  roles: ['main'],
  detect: (head) => headHasColumns(head, REQUIRED),
  read,
  notice: null,
  frozen: null,
  leastShips: 0,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const main = mainFile(files, TITLE);
  const skipped: ListRead['skipped'] = {};
  const records = new Map<string, ListedRecord>();
  let columns: Columns | null = null;
  let last: CsvRow | null = null;
  for await (const row of csvRows(main)) {
    last = row;
    if (columns === null) columns = new Columns(row.cells, REQUIRED, main.name, TITLE);
    else if (row.cells.length !== columns.count) skip(skipped, `row without ${columns.count} columns`, row.raw);
    else addRow(records, columns, row, skipped);
  }
  if (columns !== null && last !== null) columns.checkLastRow(last, main.name);
  const all = [...records.values()];
  return { records: all, mark: lastModifiedMark(main) ?? fileNameMark(main) ?? newestListingMark(all), skipped };
}

function addRow(
  records: Map<string, ListedRecord>,
  columns: Columns,
  row: Readonly<CsvRow>,
  skipped: ListRead['skipped'],
): void {
  const cell = (name: string) => columns.cell(row, name);
  const type = clean(cell('type')).toLowerCase();
  if (type === 'aircraft') {
    skip(skipped, 'type "Aircraft" is neither ship nor party', row.raw);
    return;
  }
  const record = blankRecord(recordIdOf(records, cell), type === 'vessel' ? 'ship' : 'party', row.raw);
  addName(record, cell('name'), 'primary');
  // Written by OFAC without a word on which are former names, which weak ones.
  for (const name of cell('alt_names').split(/;\s+/)) addName(record, name, 'alias');
  addProgrammes(record, cell('programs'));
  addWord(record.measures, cell('source'));
  addWord(record.callSigns, cell('call_sign'));
  record.shipType = wordOf(cell('vessel_type'));
  setAmount(record, 'deadweight', cell('gross_tonnage'));
  setAmount(record, 'grossTonnage', cell('gross_registered_tonnage'));
  record.flag = wordOf(cell('vessel_flag'));
  addParties(record, cell('vessel_owner'), 'owner');
  setDay(record, 'listedAt', cell('start_date'), yearMonthDay, monthDayYear);
  setDay(record, 'delistedAt', cell('end_date'), yearMonthDay, monthDayYear);
  addRemarks(record, cell('remarks'));
  for (const pair of cell('ids').split(/;\s+/)) addPair(record, pair);
  keep(records, record, skipped);
}

/** "IMO 9116412, Vessel Registration Identification" until 2021, "Vessel Registration Identification, IMO 9116412" since. */
function addPair(record: ListedRecord, pair: string): void {
  for (const comma of pair.matchAll(/,\s+/g)) {
    const one = pair.slice(0, comma.index).trim();
    const other = pair.slice(comma.index + comma[0].length).trim();
    if (addFact(record, one, other) || addFact(record, other, one)) return;
  }
}

/**
 * OFAC's number with the short name of its list, 'SDN 23156', for one party may stand on two lists. Elsewhere the list,
 * the name and the day; those listed twice alike are numbered. `_id` is a hash of the row and changes with it.
 */
function recordIdOf(records: ReadonlyMap<string, unknown>, cell: (name: string) => string): string {
  const source = clean(cell('source'));
  const list = /\(([A-Z-]{2,6})\)/.exec(source)?.[1] ?? source;
  const number = wordOf(cell('entity_number'));
  if (number !== null) return `${list} ${number}`;
  const key = `${list} ${clean(cell('name'))} ${clean(cell('start_date'))}`.trim();
  let id = key;
  for (let n = 2; records.has(id); n++) id = `${key} #${n}`;
  return id;
}
