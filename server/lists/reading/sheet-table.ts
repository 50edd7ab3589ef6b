// The table in a sheet: the row that holds the header is found, what stands above it is passed over, and the rows below
// come out with their cells by name. Header texts are edited from time to time, so a column may be asked for by pattern.

import { CodedError } from '../../domain/errors.ts';
import { columnKey } from './csv-rows.ts';
import type { SheetRow, Workbook } from './xlsx-sheet.ts';

export interface TableRow {
  /** '' where the row has no such cell. */
  cell(column: string): string;
  raw: string;
  line: number;
}

/** The header stands in the first rows, below titles and notes. */
const HEADER_WITHIN = 40;

/**
 * Yields the rows below the header of the first sheet that has one. Columns are names (blanks and case do not matter) or
 * patterns with a key; `required` are those without which a row is no header.
 */
export async function* tableRows(
  workbook: Workbook,
  sheets: readonly string[],
  columns: Readonly<Record<string, string | RegExp>>,
  required: readonly string[],
  refuse: (missing: string) => never,
): AsyncGenerator<TableRow> {
  let best: string[] = [...required];
  for (const sheet of sheets) {
    let at: ReadonlyMap<string, number> | null = null;
    let seen = 0;
    for await (const row of workbook.rows(sheet)) {
      if (at !== null) {
        yield tableRow(row, at);
        continue;
      }
      const found = columnsIn(row.cells, columns);
      const missing = required.filter((key) => !found.has(key));
      if (missing.length === 0) at = found;
      else if (missing.length < best.length) best = missing;
      if (at === null && ++seen >= HEADER_WITHIN) break;
    }
    if (at !== null) return;
  }
  refuse(best.map((key) => `"${typeof columns[key] === 'string' ? columns[key] : key}"`).join(', '));
}

function columnsIn(
  cells: readonly string[],
  columns: Readonly<Record<string, string | RegExp>>,
): ReadonlyMap<string, number> {
  const keys = cells.map(columnKey);
  const found = new Map<string, number>();
  for (const [key, name] of Object.entries(columns)) {
    const at = keys.findIndex((text) => (typeof name === 'string' ? text === columnKey(name) : name.test(text)));
    if (at >= 0) found.set(key, at);
  }
  return found;
}

function tableRow(row: SheetRow, at: ReadonlyMap<string, number>): TableRow {
  return {
    cell: (column) => {
      const index = at.get(column);
      return index === undefined ? '' : (row.cells[index] ?? '');
    },
    raw: row.raw,
    line: row.line,
  };
}

/** The sentence for a workbook without the table. */
export function refuseTable(fileName: string, title: string): (missing: string) => never {
  return (missing) => {
    throw new CodedError('invalid', `${fileName} is not the ${title}: no sheet has a header with ${missing}`);
  };
}
