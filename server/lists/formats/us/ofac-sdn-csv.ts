// The OFAC list of Specially Designated Nationals as CSV: sdn.csv, and beside it alt.csv (other names), add.csv
// (addresses) and sdn_comments.csv (what did not fit into 1,000 characters of remarks). No file has a header; the last
// line of each is the single byte 0x1A, by which a cut copy is told. It never takes a company's IMO number for a ship's.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { type CsvRow, csvRows, peeked } from '../../reading/csv-rows.ts';
import { fileNameMark } from '../../reading/file-name-mark.ts';
import { lastModifiedMark, mainFile } from '../../reading/list-file.ts';
import { addName, addParties, addRaw, addWord, blankRecord, keep, skip } from '../../reading/list-record.ts';
import { wordOf } from '../../reading/list-words.ts';
import { setAmount } from '../../reading/ship-cells.ts';
import { addProgrammes, addRemarks, kindOfOfac } from './ofac-facts.ts';

const TITLE = 'OFAC SDN list (sdn.csv)';
const ADDRESS = 'https://sanctionslistservice.ofac.treas.gov/api/download';

/** ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type, Tonnage, GRT, Vess_flag, Vess_owner, Remarks. */
const COLUMNS = 12;
/**
 * Published files have had 7,000 rows and more since 2018 and end with the mark; excerpts cut by hand have a few rows
 * and none. A long file without the mark is a cut one.
 */
const EXCERPT_ROWS = 1_000;
const END_MARK = '\u001a';

export const ofacSdnCsv: ListFormat = {
  id: 'ofac-sdn-csv',
  list: 'ofac-sdn',
  title: 'US OFAC Specially Designated Nationals, CSV',
  authority: 'US OFAC',
  sanction: true,
  addresses: {
    main: `${ADDRESS}/sdn.csv`,
    alt: `${ADDRESS}/alt.csv`,
    add: `${ADDRESS}/add.csv`,
    comments: `${ADDRESS}/sdn_comments.csv`,
  },
  roles: ['main'],
  detect: (head) => FIRST_ROW.test(new TextDecoder().decode(head.subarray(0, 4_096))),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

/** As published, and as an editor or a spreadsheet saves it again: without its quotes, with other signs between the cells. */
const FIRST_ROW =
  /^\ufeff?\s*"?\d+"?([,;\t])(?:"[^\r\n]*?"|[^"\r\n]*?)\1"?(?:-0- *|vessel|individual|aircraft|entity)"?\1(?:"[^"\r\n]*"|[^",;\t\r\n]*)\1/i;

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const main = mainFile(files, TITLE);
  const skipped: ListRead['skipped'] = {};
  const records = new Map<string, ListedRecord>();
  const remarks = new Map<string, string>();

  for await (const { cells, raw } of tableRows(main, COLUMNS, skipped)) {
    const [id = '', name = '', type = '', programmes = ''] = cells;
    const kind = kindOfOfac(type);
    if (kind === null) skip(skipped, `type "${wordOf(type)}" is neither ship nor party`, raw);
    else {
      const record = blankRecord(id, kind, raw);
      addName(record, name, 'primary');
      addProgrammes(record, programmes);
      addWord(record.measures, 'asset freeze');
      addWord(record.callSigns, cells[5]);
      record.shipType = wordOf(cells[6]);
      setAmount(record, 'deadweight', cells[7]);
      setAmount(record, 'grossTonnage', cells[8]);
      record.flag = wordOf(cells[9]);
      addParties(record, cells[10], 'owner');
      const said = wordOf(cells[11]) === null ? '' : cells[11]!;
      // Whether a number given twice is one ship, its remarks say; else they wait for what did not fit into them.
      const twin = records.get(id);
      if (twin)
        for (const [one, text] of [
          [twin, remarks.get(id) ?? ''],
          [record, said],
        ] as const)
          addRemarks(one, text);
      if (keep(records, record, skipped)) remarks.set(record.recordId, said);
    }
  }
  await addComments(byRole(files, 'comments'), records, remarks, skipped);
  await addAliases(byRole(files, 'alt'), records, skipped);
  await addAddresses(byRole(files, 'add'), records, skipped);
  for (const record of records.values()) addRemarks(record, remarks.get(record.recordId)!);
  return { records: [...records.values()], mark: lastModifiedMark(main) ?? fileNameMark(main), skipped };
}

function byRole(files: readonly ListFile[], role: string): ListFile | undefined {
  return files.find((file) => file.role === role);
}

/** The remarks are cut in the middle of a word: the rest is put to them without a blank. */
async function addComments(
  file: ListFile | undefined,
  records: ReadonlyMap<string, ListedRecord>,
  remarks: Map<string, string>,
  skipped: ListRead['skipped'],
): Promise<void> {
  for await (const { cells, raw } of sideRows(file, 2, records, skipped)) {
    const id = cells[0]!;
    remarks.set(id, (remarks.get(id) ?? '') + (wordOf(cells[1]) === null ? '' : cells[1]!));
    addRaw(records.get(id)!, raw);
  }
}

async function addAliases(
  file: ListFile | undefined,
  records: ReadonlyMap<string, ListedRecord>,
  skipped: ListRead['skipped'],
): Promise<void> {
  for await (const { cells, raw } of sideRows(file, 5, records, skipped)) {
    const record = records.get(cells[0]!)!;
    addName(record, cells[3], wordOf(cells[2])?.toLowerCase() === 'fka' ? 'former' : 'alias');
    addRaw(record, raw);
  }
}

/** Kept as text only: where a company gets its post tells nothing of a ship. */
async function addAddresses(
  file: ListFile | undefined,
  records: ReadonlyMap<string, ListedRecord>,
  skipped: ListRead['skipped'],
): Promise<void> {
  for await (const { cells, raw } of sideRows(file, 6, records, skipped)) {
    if (cells.slice(2, 5).some((cell) => wordOf(cell) !== null)) addRaw(records.get(cells[0]!)!, raw);
  }
}

/** Rows of a file beside the main one; those of records that the main file does not have are counted. */
async function* sideRows(
  file: ListFile | undefined,
  columns: number,
  records: ReadonlyMap<string, ListedRecord>,
  skipped: ListRead['skipped'],
): AsyncGenerator<CsvRow> {
  if (file === undefined) return;
  for await (const row of tableRows(file, columns, skipped)) {
    if (records.has(row.cells[0]!)) yield row;
    else skip(skipped, `row of the ${file.role} file for a record that is not kept`, row.raw);
  }
}

/** What stands between the cells, behind the number that begins every row. */
const SIGN = /^\ufeff?\s*"?\d+"?([,;\t])/;

/** Rows with a record id and the right number of cells, up to the end mark. */
async function* tableRows(file: ListFile, columns: number, skipped: ListRead['skipped']): AsyncGenerator<CsvRow> {
  let rows = 0;
  let marked = false;
  let last: CsvRow | null = null;
  const { delimiter, rest } = await peeked(file, (head) => SIGN.exec(new TextDecoder().decode(head))?.[1] ?? ',');
  for await (const row of csvRows(rest, delimiter)) {
    // A spreadsheet fills the row of the mark up with empty cells.
    if (row.cells.map((cell) => cell.trim()).join('') === END_MARK) {
      marked = true;
      break;
    }
    const fits = row.cells.length === columns && /^\d+$/.test(row.cells[0]!.trim());
    if (!fits && rows === 0) {
      throw new CodedError(
        'invalid',
        `${file.name} is not ${file.role === 'main' ? `the ${TITLE}` : `the ${file.role} file of the OFAC SDN list`}: its first row has ${row.cells.length} columns beginning "${row.cells[0]!.slice(0, 30)}", not ${columns} beginning with a record number`,
      );
    }
    rows++;
    last = row;
    if (!fits) {
      skip(skipped, `row without ${columns} columns and a record number`, row.raw);
      continue;
    }
    row.cells[0] = row.cells[0]!.trim();
    yield row;
  }
  if (marked || last === null) return;
  // Editors leave out the last line end; the last cell is whole where its quote is closed or its text has its full stop.
  const isWhole = last.ended || /(?:"|-0- *|\.)$/.test(last.raw);
  if (last.cells.length !== columns || !isWhole) {
    throw new CodedError('invalid', `${file.name} is cut: its last row (line ${last.line}) is not whole`);
  }
  // The comments have been published without the mark; a row lost from them is remarks cut short, not a ship lost.
  if (rows >= EXCERPT_ROWS && file.role !== 'comments') {
    throw new CodedError('invalid', `${file.name} is cut: after ${rows} rows it ends without its end mark (0x1A)`);
  }
}
