// Lists that no authority publishes as a file, kept as rows with the day each came into force: a first line that names the
// list and the day of the table, a header, the rows, and a last line with their number, so that a cut copy is told. The
// tables built into the program are in this form, and so is one that a user writes out, adds to, and reads in again.

import { CodedError } from '../../domain/errors.ts';
import type { ListedRecord, PartyRole } from '../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../list.ts';
import { Columns, type CsvRow, csvRows } from '../reading/csv-rows.ts';
import { yearMonthDay } from '../reading/list-days.ts';
import { mainFile } from '../reading/list-file.ts';
import { addName, addParty, addWord, blankRecord, keep } from '../reading/list-record.ts';
import { wordOf } from '../reading/list-words.ts';
import { addMmsis, addNames, companyImoOf, setDay, setImoCell } from '../reading/ship-cells.ts';

export interface NoticeTable {
  id: string;
  list: string;
  title: string;
  authority: string;
  sanction: boolean;
  /** The day to which the table is known to be right, '2026-11-01'. */
  edition: string;
  /** Lines under `NOTICE_HEADER`; cells between bars, several values in a cell between semicolons. */
  rows: string;
}

const COLUMNS = [
  'id',
  'kind',
  'name',
  'other names',
  'imo',
  'mmsi',
  'call signs',
  'flag',
  'former flags',
  'type',
  'parties',
  'programme',
  'measures',
  'in force',
  'remarks',
];
const NOTICE_HEADER = COLUMNS.join('|');

/** The format of one such list, with its built-in copy. */
export function noticeFormat(table: NoticeTable): ListFormat {
  const text = noticeText(table);
  return {
    id: table.id,
    list: table.list,
    title: table.title,
    authority: table.authority,
    sanction: table.sanction,
    addresses: {},
    roles: ['main'],
    detect: (head) => new TextDecoder().decode(head.subarray(0, 256)).startsWith(`${MARK}|${table.list}|`),
    read: (files) => read(mainFile(files, table.title), table),
    notice: null,
    frozen: null,
    leastShips: 0,
    builtIn: () => [{ role: 'main', name: `${table.list} (built in)`, lastModifiedAt: null, chunks: chunksOf(text) }],
  };
}

const MARK = 'keelwatch notices';
const END = 'end';

function noticeText({ list, edition, rows }: NoticeTable): string {
  const lines = rows.trim().split('\n');
  return [`${MARK}|${list}|${edition}`, NOTICE_HEADER, ...lines, `${END}|${lines.length}`, ''].join('\n');
}

async function* chunksOf(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text);
}

async function read(file: ListFile, table: NoticeTable): Promise<ListRead> {
  const skipped: ListRead['skipped'] = {};
  const records = new Map<string, ListedRecord>();
  let edition: string | null = null;
  let columns: Columns | null = null;
  let rows = 0;
  let promised: number | null = null;
  for await (const row of csvRows(file, '|')) {
    if (edition === null) {
      const [mark, list, day] = row.cells;
      if (mark !== MARK || list !== table.list || yearMonthDay(day) === null) {
        throw new CodedError('invalid', `${file.name} is not the ${table.title}: it begins "${row.raw.slice(0, 60)}"`);
      }
      edition = day!;
    } else if (columns === null) columns = new Columns(row.cells, COLUMNS, file.name, table.title);
    else if (row.cells[0] === END) promised = Number(row.cells[1]);
    else {
      rows++;
      keep(records, recordOf(columns, row, file.name), skipped);
    }
  }
  if (promised !== rows) {
    throw new CodedError(
      'invalid',
      `${file.name} is cut: it has ${rows} rows, its last line says ${promised ?? 'nothing'}`,
    );
  }
  const at = yearMonthDay(edition)!;
  return { records: [...records.values()], mark: { text: edition!, at, basis: 'inside' }, skipped };
}

function recordOf(columns: Columns, row: CsvRow, fileName: string): ListedRecord {
  const cell = (name: string) => columns.cell(row, name);
  const kind = cell('kind');
  if (kind !== 'ship' && kind !== 'party' && kind !== 'class') {
    throw new CodedError('invalid', `${fileName}, line ${row.line}: "${kind}" is no kind (ship, party or class)`);
  }
  const record = blankRecord(cell('id'), kind, row.raw);
  addName(record, cell('name'), 'primary');
  addNames(record, cell('other names'), 'alias');
  if (kind === 'ship') setImoCell(record, cell('imo'));
  else record.companyImo = companyImoOf(record, cell('imo'));
  addMmsis(record, cell('mmsi'));
  for (const sign of cell('call signs').split(';')) addWord(record.callSigns, sign);
  record.flag = wordOf(cell('flag'));
  for (const flag of cell('former flags').split(';')) addWord(record.formerFlags, flag);
  record.shipType = wordOf(cell('type'));
  for (const party of cell('parties').split(';')) addNoticeParty(record, party);
  addWord(record.programmes, cell('programme'));
  for (const measure of cell('measures').split(';')) addWord(record.measures, measure);
  setDay(record, 'listedAt', cell('in force'), yearMonthDay);
  record.remarks = wordOf(cell('remarks'));
  return record;
}

const ROLES: Readonly<Record<string, PartyRole>> = { owner: 'owner', operator: 'operator', manager: 'manager' };

/** 'owner: Name' or a name alone. */
function addNoticeParty(record: ListedRecord, text: string): void {
  const found = /^\s*(\w+):\s*(.+)$/.exec(text);
  const role = found && ROLES[found[1]!.toLowerCase()];
  addParty(record, role ? found[2] : text, role ?? 'linked');
}
