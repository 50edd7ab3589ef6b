// The EU's designated vessels as the Danish Maritime Authority tabulates them: Annex XLII of Regulation 833/2014, and
// beside it the ships under Regulation 2017/1509 (DPRK). The delimiter is a semicolon, and so is what stands between
// the names in a cell: where a row has cells too many, number and date show where the names end. It never takes a row
// whose number and date it cannot find.

import { CodedError } from '../../../domain/errors.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { Columns, type CsvRow, columnKey, csvRows, headHasColumns } from '../../reading/csv-rows.ts';
import { markOfTable } from '../../reading/file-name-mark.ts';
import { dayMonthYear } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { skip } from '../../reading/list-record.ts';
import { clean, imoOf } from '../../reading/list-words.ts';
import { uniqueIds } from '../../reading/ship-cells.ts';
import { euVessel } from './eu-vessel.ts';

const TITLE = 'table of EU vessel designations (Danish Maritime Authority)';
const COLUMNS = ['Vessel name', 'IMO number', 'Date of application', 'Subject to'] as const;

export const euDmaCsv: ListFormat = {
  id: 'eu-dma-csv',
  list: 'eu-vessels',
  title: 'EU vessel designations, table of the Danish Maritime Authority, CSV',
  authority: 'EU',
  sanction: true,
  // The file's own address carries a number that changes with each update; this page links to it.
  addresses: {},
  roles: ['main'],
  detect: (head) => headHasColumns(head, COLUMNS, ';'),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  const subjects = new Set<string>();
  let header = false;
  let last: CsvRow | null = null;
  for await (const row of csvRows(file, ';')) {
    if (!header) {
      new Columns(row.cells, COLUMNS, file.name, TITLE);
      if (!COLUMNS.every((name, i) => columnKey(name) === columnKey(row.cells[i] ?? ''))) {
        throw new CodedError('invalid', `${file.name} is not the ${TITLE}: its columns are in another order`);
      }
      header = true;
      continue;
    }
    if (last !== null) takeRow(last, result, idOf, subjects);
    last = row;
  }
  if (last !== null) {
    refuseCut(last, subjects, file.name);
    takeRow(last, result, idOf, subjects);
  }
  result.mark = markOfTable(file, result.records);
  return result;
}

function takeRow(row: CsvRow, result: ListRead, idOf: (id: string) => string, subjects: Set<string>): void {
  const parts = partsOfRow(row.cells);
  if (parts === null) {
    skip(result.skipped, 'no IMO number of seven digits with a date behind it', row.raw);
    return;
  }
  subjects.add(parts.subject);
  result.records.push(euVessel({ ...parts, raw: row.raw, idOf }));
}

interface Parts {
  name: string;
  imo: string;
  listedAt: number;
  subject: string;
}

/** Names are all that stands before the number; a row has one number with a date behind it, or it is not read. */
function partsOfRow(cells: readonly string[]): Parts | null {
  for (let at = 1; at + 1 < cells.length; at++) {
    const listedAt = dayMonthYear(clean(cells[at + 1]!));
    if (imoOf(cells[at]) === null || listedAt === null) continue;
    const subject = clean(cells.slice(at + 2).join(';'));
    return { name: cells.slice(0, at).join(';'), imo: cells[at]!, listedAt, subject };
  }
  return null;
}

/** The table has no end mark: a last row that stops within its date or number, or amid a text said in full before. */
function refuseCut(row: CsvRow, subjects: ReadonlySet<string>, fileName: string): void {
  const parts = partsOfRow(row.cells);
  const whole = [...subjects].some(
    (subject) => parts !== null && subject !== parts.subject && subject.startsWith(parts.subject),
  );
  if ((parts === null && row.cells.length < COLUMNS.length) || (parts !== null && whole)) {
    throw new CodedError('invalid', `${fileName} is cut: its last row stops at "${row.raw.slice(-60)}"`);
  }
}
