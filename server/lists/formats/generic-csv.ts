// A table of ships made by hand, with a map that says under which header each field stands: `{ name: 'Ship', imo: 'IMO
// No.' }`. Commas, semicolons, tabs or bars part the cells; the header shows which. Rows come in, records go out; a row
// without a name, a number, an MMSI and a call sign is skipped, a number that is none is a warning, and a column that is
// not known is told.

import { CodedError } from '../../domain/errors.ts';
import type { ListedRecord } from '../../domain/listing/listed-record.ts';
import type { ListFile, ListFormat, ListRead } from '../list.ts';
import { Columns, type CsvRow, columnKey, csvRows, peeked } from '../reading/csv-rows.ts';
import { markOfTable } from '../reading/file-name-mark.ts';
import { dayMonthYear, monthDayYear, namedMonthDay, yearMonthDay } from '../reading/list-days.ts';
import { mainFile } from '../reading/list-file.ts';
import { addParties, addWord, blankRecord, skip } from '../reading/list-record.ts';
import { imoOf, isZero, mmsiOf, wordOf } from '../reading/list-words.ts';
import {
  addMmsis,
  addNames,
  companyImoOf,
  partsOf,
  setAmount,
  setDay,
  setImoCell,
  uniqueIds,
} from '../reading/ship-cells.ts';
import { type ColumnMap, checkMap, GENERIC_FIELDS, type GenericField, TELLING, usualField } from './generic-columns.ts';

export interface GenericOptions {
  id: string;
  list: string;
  title: string;
  authority: string;
  /** Is it a legal listing, or a list of one's own? */
  sanction: boolean;
  /** How '04/10/2024' is meant; other ways of writing a day leave no doubt. */
  slashDates: 'day first' | 'month first';
}

const OWN: GenericOptions = {
  id: 'generic-csv',
  list: 'own',
  title: 'Table of ships made by hand, CSV',
  authority: 'own list',
  sanction: false,
  slashDates: 'day first',
};

/** The format of a table with that map; every header of the map must be there. */
export function genericCsv(map: ColumnMap, options: Partial<GenericOptions> = {}): ListFormat {
  return formatOf(map, { ...OWN, ...options });
}

/** A table under the usual headers. */
export const genericCsvFormat: ListFormat = formatOf(null, OWN);

function formatOf(map: ColumnMap | null, options: GenericOptions): ListFormat {
  if (map !== null) checkMap(map);
  return {
    id: options.id,
    list: options.list,
    title: options.title,
    authority: options.authority,
    sanction: options.sanction,
    addresses: {},
    roles: ['main'],
    detect: (head) => detects(head, map),
    read: (files) => read(mainFile(files, options.title), map, options),
    notice: null,
    frozen: null,
    leastShips: 0,
  };
}

function detects(head: Uint8Array, map: ColumnMap | null): boolean {
  const headers = cellsOfHeader(headerLine(head)).filter(Boolean);
  const keys = headers.map(columnKey);
  if (map !== null) return Object.values(map).every((header) => keys.includes(columnKey(header)));
  // Every column must be known, so that no other list's table is taken for one made by hand.
  const fields = headers.map(usualField);
  return fields.includes('name') && fields.length > 1 && fields.every((field) => field !== undefined);
}

function headerLine(bytes: Uint8Array): string {
  return (
    new TextDecoder()
      .decode(bytes.subarray(0, 16_384))
      .split(/\r?\n/)
      .find((line) => line.trim() !== '' && !isComment(line)) ?? ''
  );
}

/** What a program writes above its table. */
function isComment(line: string): boolean {
  return /^\ufeff?\s*"?#/.test(line);
}

function delimiterIn(header: string): string {
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: header.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

function cellsOfHeader(line: string): string[] {
  return line.split(delimiterIn(line)).map((cell) => cell.trim().replace(/^"|"$/g, ''));
}

async function read(file: ListFile, map: ColumnMap | null, options: GenericOptions): Promise<ListRead> {
  const result: ListRead = { records: [], mark: null, skipped: {} };
  const idOf = uniqueIds();
  const { delimiter, rest } = await peeked(file, (head) => delimiterIn(headerLine(head)));
  let table: Table | null = null;
  let short: CsvRow | null = null;
  let shortRows = 0;
  for await (const row of csvRows(rest, delimiter)) {
    if (table === null) {
      if (isComment(row.raw)) skip(result.skipped, 'comment above the header', row.raw);
      else table = tableOf(row.cells, map, file.name, options);
      continue;
    }
    if (
      row.cells.length > table.columns.count &&
      row.cells.slice(table.columns.count).some((cell) => cell.trim() !== '')
    ) {
      skip(result.skipped, 'more cells than columns', row.raw);
      continue;
    }
    if (short !== null) shortRows++;
    short = row.cells.length < table.columns.count ? row : null;
    for (const header of table.unknown) {
      const cell = table.columns.cell(row, header);
      if (wordOf(cell) !== null) skip(result.skipped, `cell of the column "${header}", which is not known`, cell);
    }
    const record = recordOf(table, row, options, idOf);
    if (typeof record === 'string') skip(result.skipped, record, row.raw);
    else result.records.push(record);
  }
  // Spreadsheets leave out empty cells at the end of any row; only the last one short is a cut.
  if (short !== null && shortRows === 0 && result.records.length > 1) {
    throw new CodedError('invalid', `${file.name} is cut: its last row stops at "${short.raw.slice(-60)}"`);
  }
  result.mark = markOfTable(file, result.records);
  return result;
}

interface Table {
  columns: Columns;
  headers: ReadonlyMap<GenericField, string>;
  /** Headers of columns that nothing is read from; with a map nobody has asked for the others. */
  unknown: readonly string[];
}

function tableOf(cells: readonly string[], map: ColumnMap | null, fileName: string, options: GenericOptions): Table {
  const headers = new Map<GenericField, string>();
  if (map !== null) for (const field of GENERIC_FIELDS) if (map[field] !== undefined) headers.set(field, map[field]);
  if (map === null) {
    for (const cell of cells) {
      const field = usualField(cell);
      if (field !== undefined && !headers.has(field)) headers.set(field, cell);
    }
  }
  if (!TELLING.some((field) => headers.has(field))) {
    throw new CodedError(
      'invalid',
      `${fileName} has no column for a name, an IMO number, an MMSI or a call sign: its header is "${cells.join(', ').slice(0, 120)}"`,
    );
  }
  const read = new Set(headers.values());
  const unknown = map === null ? cells.filter((cell) => cell.trim() !== '' && !read.has(cell)) : [];
  return { columns: new Columns(cells, [...headers.values()], fileName, options.title), headers, unknown };
}

function recordOf(
  { columns, headers }: Table,
  row: CsvRow,
  options: GenericOptions,
  idOf: (id: string) => string,
): ListedRecord | string {
  const cell = (field: GenericField) => {
    const header = headers.get(field);
    return header === undefined ? '' : columns.cell(row, header);
  };
  if (TELLING.every((field) => wordOf(cell(field)) === null || isZero(cell(field)))) {
    return 'row without a name, an IMO number, an MMSI or a call sign';
  }
  const kind = kindOf(cell('kind')) ?? (PARTY.test(cell('type').trim()) ? 'party' : 'ship');
  if (kind === 'neither') return `kind "${wordOf(cell('kind'))}" is neither ship nor party`;
  // Its own id, else a number that can be read; what is written there for none is no id.
  const ids = [
    wordOf(cell('id')),
    imoOf(cell('imo')),
    mmsiOf(cell('mmsi')),
    wordOf(cell('name')),
    wordOf(cell('callSign')),
  ];
  const record = blankRecord(idOf(String(ids.find((id) => id !== null) ?? row.raw)), kind, row.raw);
  addNames(record, cell('name'), 'primary');
  addNames(record, cell('formerNames'), 'former');
  addNames(record, cell('otherNames'), 'alias');
  if (kind === 'ship') setImoCell(record, cell('imo'));
  else if (kind === 'party') record.companyImo = companyImoOf(record, cell('companyImo') || cell('imo'));
  addMmsis(record, cell('mmsi'));
  for (const sign of partsOf(cell('callSign').replace(/[,/]/g, ';'))) addWord(record.callSigns, sign);
  record.flag = wordOf(cell('flag'));
  for (const flag of partsOf(cell('formerFlags'))) addWord(record.formerFlags, flag);
  record.shipType = wordOf(cell('type'));
  for (const field of ['grossTonnage', 'deadweight', 'builtYear', 'lengthM'] as const) {
    setAmount(record, field, cell(field));
  }
  for (const role of ['owner', 'operator', 'manager'] as const) {
    const own = role === 'owner' && kind === 'ship' ? companyImoOf(record, cell('companyImo')) : null;
    addParties(record, cell(role), role, { companyImo: own });
  }
  for (const programme of partsOf(cell('programme'))) addWord(record.programmes, programme);
  for (const measure of partsOf(cell('measure'))) addWord(record.measures, measure);
  const day = (text: string) => dayOf(text, options);
  setDay(record, 'listedAt', cell('listed'), day);
  setDay(record, 'delistedAt', cell('delisted'), day);
  record.remarks = wordOf(cell('remarks'));
  return record;
}

const PARTY = /^(?:party|company|person|individual|entity|organi[sz]ation|legal ?entity|public ?body)$/i;

/** Null where nothing is said. */
function kindOf(text: string): ListedRecord['kind'] | 'neither' | null {
  const word = wordOf(text);
  if (word === null) return null;
  if (PARTY.test(word)) return 'party';
  if (/^(?:ship|vessel)$/i.test(word)) return 'ship';
  return /^class$/i.test(word) ? 'class' : 'neither';
}

function dayOf(text: string, { slashDates }: GenericOptions): number | null {
  const slashed = slashDates === 'month first' && text.includes('/') ? monthDayYear(text) : dayMonthYear(text);
  return yearMonthDay(text) ?? slashed ?? namedMonthDay(text);
}
