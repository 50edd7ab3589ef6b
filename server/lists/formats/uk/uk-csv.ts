// The UK Sanctions List as CSV, about 50 MB: a line with the report's date, a header of 58 columns, then one row per name
// and per address of each designation. Rows of one Unique ID become one record. Rows lie together as a rule, but nothing
// rests on it.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { Columns, type CsvRow, columnKey, csvRows, headHasColumns } from '../../reading/csv-rows.ts';
import { dayMonthYear, namedMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { MAX_RAW, skip } from '../../reading/list-record.ts';
import { clean, wordOf } from '../../reading/list-words.ts';
import { kindOfUk, recordOfUk, UK_LIST, type UkEntry } from './uk-entry.ts';

const TITLE = 'UK Sanctions List (CSV)';
const REQUIRED = [
  'Unique ID',
  'Name 6',
  'Name type',
  'Regime Name',
  'Designation Type',
  'Date Designated',
  'IMO number',
];
/** Lines before the header; the report's date is the only one known. */
const PREFACE_ROWS = 5;

export const ukCsv: ListFormat = {
  ...UK_LIST,
  id: 'uk-sanctions-list-csv',
  title: 'UK Sanctions List, CSV',
  addresses: { main: 'https://sanctionslist.fcdo.gov.uk/docs/UK-Sanctions-List.csv' },
  detect: (head) => headHasColumns(head, REQUIRED),
  read,
};

interface Gathered {
  kind: ListedRecord['kind'];
  entry: UkEntry;
  raw: string;
}

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const main = mainFile(files, TITLE);
  const skipped: ListRead['skipped'] = {};
  const gathered = new Map<string, Gathered>();
  let mark: PublicationMark | null = null;
  let columns: Columns | null = null;
  let preface = 0;
  let last: CsvRow | null = null;
  for await (const row of csvRows(main)) {
    last = row;
    if (columns !== null) {
      if (row.cells.length === columns.count) gather(gathered, columns, row, skipped);
      else skip(skipped, `row without ${columns.count} columns`, row.raw);
      continue;
    }
    mark ??= markIn(row);
    if (row.cells.some((cell) => columnKey(cell) === 'unique id'))
      columns = new Columns(row.cells, REQUIRED, main.name, TITLE);
    else if (++preface > PREFACE_ROWS) break;
  }
  if (columns === null || last === null) {
    throw new CodedError(
      'invalid',
      `${main.name} is not the ${TITLE}: its first lines have no header with "Unique ID"`,
    );
  }
  columns.checkLastRow(last, main.name);
  if (!last.ended)
    throw new CodedError('invalid', `${main.name} is cut: its last row (line ${last.line}) has no line end`);
  if (mark === null) throw new CodedError('invalid', `${main.name} has no "Report Date" line: its age cannot be told`);
  return { records: [...gathered.values()].map(({ entry, kind, raw }) => recordOfUk(entry, kind, raw)), mark, skipped };
}

/** 'Report Date: 20-Aug-2026'. */
function markIn(row: Readonly<CsvRow>): PublicationMark | null {
  const text = /report date:?\s*(.+)/i.exec(row.cells.join(' '))?.[1]?.trim() ?? '';
  const at = namedMonthDay(text) ?? dayMonthYear(text);
  return at === null ? null : { text, at, basis: 'inside' };
}

function gather(
  gathered: Map<string, Gathered>,
  columns: Columns,
  row: Readonly<CsvRow>,
  skipped: ListRead['skipped'],
): void {
  const cell = (name: string) => columns.cell(row, name);
  const id = clean(cell('Unique ID'));
  const kind = kindOfUk(cell('Designation Type'));
  if (id === '' || kind === null) {
    const type = clean(cell('Designation Type'));
    skip(skipped, id === '' ? 'row without Unique ID' : `type "${type}" is neither ship nor party`, row.raw);
    return;
  }
  const known = gathered.get(id);
  const one = known ?? { kind, raw: row.raw, entry: blankEntry(id, cell) };
  if (known === undefined) gathered.set(id, one);
  else if (known.raw.length < MAX_RAW) known.raw = `${known.raw}\n${row.raw}`.slice(0, MAX_RAW);
  addRowTo(one.entry, kind, cell);
}

function blankEntry(uniqueId: string, cell: (name: string) => string): UkEntry {
  return {
    uniqueId,
    kind: cell('Designation Type'),
    names: [],
    regime: cell('Regime Name'),
    sanctionsImposed: cell('Sanctions Imposed'),
    dateDesignated: cell('Date Designated'),
    otherInformation: cell('Other Information'),
    reasons: cell('UK Statement of Reasons'),
    imos: [],
    owners: [],
    formerOwners: [],
    flags: [],
    formerFlags: [],
    shipTypes: [],
    tonnages: [],
    lengths: [],
    yearsBuilt: [],
  };
}

/** What may differ from row to row; every row repeats the rest. */
function addRowTo(entry: UkEntry, kind: ListedRecord['kind'], cell: (name: string) => string): void {
  const type = cell('Name type');
  const strength = cell('Alias strength');
  addName(entry, nameIn(kind, cell), type, strength);
  addName(entry, cell('Name non-latin script'), 'Alias', strength);
  if (kind !== 'ship') return;
  add(entry.imos, cell('IMO number'));
  add(entry.owners, cell('Current owner/operator (s)'));
  add(entry.formerOwners, cell('Previous owner/operator (s)'));
  add(entry.flags, cell('Current believed flag of ship'));
  add(entry.formerFlags, cell('Previous flags'));
  add(entry.shipTypes, cell('Type of ship'));
  add(entry.tonnages, cell('Tonnage of ship'));
  add(entry.lengths, cell('Length of ship'));
  add(entry.yearsBuilt, cell('Year Built'));
}

/** Ships and companies stand in `Name 6`; persons have their given names in 1 to 5 and the last in 6. */
function nameIn(kind: ListedRecord['kind'], cell: (name: string) => string): string {
  if (kind === 'ship') return cell('Name 6');
  return clean([1, 2, 3, 4, 5, 6].map((i) => cell(`Name ${i}`)).join(' '));
}

function addName(entry: UkEntry, text: string, type: string, strength: string): void {
  if (wordOf(text) === null || entry.names.some((name) => name.text === text && name.type === type)) return;
  entry.names.push({ text, type, strength });
}

/** Several values stand in one cell between bars. */
function add(values: string[], text: string): void {
  for (const value of text.split('|')) if (wordOf(value) !== null && !values.includes(value)) values.push(value);
}
