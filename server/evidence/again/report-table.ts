// Reports as a table of plain JSON: a row a report, the columns named once, what is absent left out. Position reports end
// before the static columns. A table gives back the very reports that it was made of.

import { emptyReport, type Report } from '../../domain/report.ts';

export interface ReportTable {
  columns: string[];
  rows: (number | string | null)[][];
}

type Column = Exclude<keyof Report, 'kind'>;

const COLUMNS: readonly Column[] = [
  'at',
  'arrivedAt',
  'mmsi',
  'parts',
  'station',
  'source',
  'line',
  'receiver',
  'lon',
  'lat',
  'speedKn',
  'courseDeg',
  'headingDeg',
  'navStatus',
  'coarse',
  'imo',
  'callSign',
  'name',
  'shipType',
  'lengthM',
  'beamM',
  'draughtM',
  'destination',
];

export function tableOf(reports: readonly Readonly<Report>[]): ReportTable {
  return { columns: [...COLUMNS], rows: reports.map(rowOf) };
}

function rowOf(report: Readonly<Report>): ReportTable['rows'][number] {
  const cells = COLUMNS.map((column) => {
    const value = report[column];
    if (typeof value === 'boolean') return value ? 1 : null;
    return value === '' || Number.isNaN(value) ? null : value;
  });
  while (cells.at(-1) === null) cells.pop();
  return cells;
}

/** Columns of a later version that this one does not know are passed over. */
export function reportsOf({ columns, rows }: ReportTable): Report[] {
  const known = columns.map((name) => COLUMNS.find((column) => column === name));
  const blank = emptyReport();
  return rows.map((row) => {
    const report = emptyReport();
    const cells = report as unknown as Record<Column, unknown>;
    row.forEach((value, index) => {
      const column = known[index];
      if (column === undefined) return;
      cells[column] = column === 'coarse' ? value === 1 : (value ?? blank[column]);
    });
    return report;
  });
}
