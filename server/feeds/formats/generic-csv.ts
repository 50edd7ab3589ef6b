// Any CSV of positions: columns by a map that the user gives (`{lon: 'X', lat: 'Y'}`), the rest by well-known header
// names. Takes comma, semicolon, tab and bar. Spire, VesselFinder, Statsat and exactEarth files are read this way. Units
// are those that headers name, that a known publisher uses, or that the user's map declares by the name of the field.

import type { ParserOptions } from '../feed.ts';
import { csvFormat } from '../reading/csv-format.ts';
import {
  type Columns,
  columnsByName,
  FIELDS,
  isField,
  plainName,
  type Units,
  unitsByName,
} from '../reading/field-names.ts';

export const genericCsv = csvFormat(
  'generic-csv',
  'CSV with columns for MMSI, time, longitude and latitude (or the ship’s IMO number or name) under well-known names',
  (headers, options) => {
    const columns = columnsByName(headers);
    for (const [field, header] of Object.entries(options.columns ?? {})) {
      const column = columnOf(header, headers);
      if (column < 0 || !isField(field)) return null;
      columns[field] = column;
    }
    if (columns.at === undefined || (columns.mmsi === undefined && options.mmsi === null)) return null;
    if ((columns.lon === undefined) !== (columns.lat === undefined)) return null;
    // A table without positions may say who the ships are.
    if (columns.lon === undefined && !IDENTITY.some((field) => columns[field] !== undefined)) return null;
    return { columns, dateOrder: options.dateOrder, units: unitsOf(headers, columns, options.columns) };
  },
);

const IDENTITY = ['imo', 'name', 'callSign'] as const;

function unitsOf(headers: readonly string[], columns: Columns, map: ParserOptions['columns']): Units {
  const { scales, unitless } = unitsByName(headers, columns);
  const names = new Set(headers.map(plainName));
  const has = (...wanted: string[]) => wanted.every((name) => names.has(name));
  // VesselFinder and Spire write knots and metres under bare names.
  if (has('course', 'speed', 'heading', 'navstat')) return { scales, unitless: [] };
  if (has('createdat', 'msgtype') || has('createdat', 'collectiontype')) return { scales, unitless: [] };
  return { scales, unitless: unitless.filter(({ field }) => map?.[field] === undefined) };
}

/** What is wrong with a column map for this header, in one sentence; null when it fits. */
export function columnMapFault(columns: ParserOptions['columns'], headers: readonly string[]): string | null {
  for (const [field, header] of Object.entries(columns ?? {})) {
    if (!isField(field)) return `the column map names the field "${field}"; the fields are ${FIELDS.join(', ')}`;
    if (columnOf(header, headers) < 0)
      return `the column map names the column "${header}", which the header does not have`;
  }
  return null;
}

function columnOf(header: string, headers: readonly string[]): number {
  const exact = headers.indexOf(header);
  return exact >= 0 ? exact : headers.findIndex((name) => plainName(name) === plainName(header));
}
