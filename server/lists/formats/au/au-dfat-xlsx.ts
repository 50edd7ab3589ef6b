// Australia's consolidated list (DFAT), xlsx: one row for each name of an entry. References `101`, `101a`, `101b` are
// names of one entry; rows with a suffix may lie apart, and a reference has been given twice by mistake: a second
// primary name with another number is another entry.

import type { ListedRecord, NameKind } from '../../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { mainFile, newestListingMark } from '../../reading/list-file.ts';
import { addName, addRaw, earliest, leaveUnread, skip } from '../../reading/list-record.ts';
import { imoOf, wordOf } from '../../reading/list-words.ts';
import { refuseTable, type TableRow, tableRows } from '../../reading/sheet-table.ts';
import { setImoCell, uniqueIds } from '../../reading/ship-cells.ts';
import { headOfXlsxHas, openWorkbook } from '../../reading/xlsx-sheet.ts';
import { AU_MEASURES, auRecord } from './au-record.ts';

const TITLE = 'Australian consolidated list (DFAT workbook)';

const COLUMNS = {
  reference: 'Reference',
  name: 'Name of Individual or Entity',
  type: 'Type',
  nameType: 'Name Type',
  strength: 'Alias Strength',
  imo: 'IMO Number',
  information: 'Additional Information',
  listing: 'Listing Information',
  committees: 'Committees',
  controlDate: 'Control Date',
  instrument: 'Instrument of Designation',
  ...AU_MEASURES_BY_COLUMN(),
};
const REQUIRED = ['reference', 'name', 'type', 'nameType', 'imo', 'committees', 'controlDate'];

function AU_MEASURES_BY_COLUMN(): Record<string, string> {
  return Object.fromEntries(Object.keys(AU_MEASURES).map((column) => [column, column]));
}

export const auDfatXlsx: ListFormat = {
  id: 'au-dfat-xlsx',
  list: 'au-dfat',
  title: 'Australia, DFAT consolidated list, xlsx',
  authority: 'Australia',
  sanction: true,
  addresses: {
    main: 'https://www.dfat.gov.au/sites/default/files/Australian_Sanctions_Consolidated_List.xlsx',
  },
  roles: ['main'],
  detect: (head) => headOfXlsxHas(head, [/Name of Individual or Entity/i, /Instrument of Designation|Control Date/i]),
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const workbook = await openWorkbook(file, TITLE);
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  const byReference = new Map<string, Entry[]>();
  for await (const row of tableRows(workbook, workbook.sheets, COLUMNS, REQUIRED, refuseTable(file.name, TITLE))) {
    const reference = /^\s*(\d+)\s*([a-z]*)/i.exec(row.cell('reference'))?.[1];
    if (reference === undefined || wordOf(row.cell('name')) === null) {
      if (row.raw.trim() !== '') skip(result.skipped, 'row without a reference or a name', row.raw);
      continue;
    }
    const entries = byReference.get(reference) ?? [];
    byReference.set(reference, entries);
    const entry = entryFor(row, entries);
    if (entry === undefined) {
      const record = auRecord(entryOf(row, reference));
      record.recordId = idOf(reference);
      if (!isPrimary(row)) for (const name of record.names) name.kind = kindOf(row);
      entries.push({ record, type: row.cell('type'), hasPrimary: isPrimary(row) });
      result.records.push(record);
    } else addRow(entry, row, reference);
  }
  result.mark = newestListingMark(result.records);
  return result;
}

interface Entry {
  record: ListedRecord;
  type: string;
  hasPrimary: boolean;
}

/** The entry a row belongs to: of the same type, and not one that has another primary name or number already. */
function entryFor(row: TableRow, entries: readonly Entry[]): Entry | undefined {
  const imo = imoOf(row.cell('imo'));
  const fitting = entries.filter(
    ({ record, type }) => type === row.cell('type') && (imo === null || record.imo === null || record.imo === imo),
  );
  return isPrimary(row) ? fitting.find(({ hasPrimary }) => !hasPrimary) : fitting.at(-1);
}

function addRow(entry: Entry, row: TableRow, reference: string): void {
  const { record } = entry;
  addName(record, row.cell('name'), kindOf(row));
  if (isPrimary(row)) entry.hasPrimary = true;
  if (record.kind === 'ship') setImoCell(record, row.cell('imo'));
  const { listedAt, delistedAt, measures, unread = [] } = auRecord(entryOf(row, reference));
  record.listedAt = earliest(record.listedAt, listedAt);
  // Rows of one entry repeat its text, or leave it out: the latest end is the entry's.
  if (delistedAt !== null) record.delistedAt = Math.max(record.delistedAt ?? delistedAt, delistedAt);
  for (const { field, text } of unread) leaveUnread(record, field, text);
  for (const measure of measures) if (!record.measures.includes(measure)) record.measures.push(measure);
  addRaw(record, row.raw);
}

function entryOf(row: TableRow, reference: string) {
  return {
    reference,
    type: row.cell('type'),
    name: row.cell('name'),
    imo: row.cell('imo'),
    committees: row.cell('committees'),
    controlDate: row.cell('controlDate'),
    information: row.cell('information'),
    listing: row.cell('listing'),
    instrument: row.cell('instrument'),
    measures: Object.entries(AU_MEASURES).flatMap(([column, measure]) => (isYes(row.cell(column)) ? [measure] : [])),
    raw: row.raw,
  };
}

function isPrimary(row: TableRow): boolean {
  return /primary/i.test(row.cell('nameType'));
}

function kindOf(row: TableRow): NameKind {
  if (isPrimary(row)) return 'primary';
  if (/weak/i.test(row.cell('strength'))) return 'weak';
  const type = row.cell('nameType');
  if (/former|previous|fka|f\.k\.a/i.test(type)) return 'former';
  return /script/i.test(type) ? 'script' : 'alias';
}

function isYes(cell: string): boolean {
  return /^(?:true|yes|y|1|x)$/i.test(cell.trim());
}
