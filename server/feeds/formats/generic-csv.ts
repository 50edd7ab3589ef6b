// Any CSV of positions: columns by a map that the user gives (`{lon: 'X', lat: 'Y'}`), the rest by well-known header
// names. Takes comma, semicolon and tab. Spire, VesselFinder, Statsat and exactEarth files are read this way. Units
// stay as declared: a header that names another unit than knots, degrees or metres is not taken.

import type { ParserOptions } from '../feed.ts';
import { csvFormat } from '../reading/csv-format.ts';
import { columnsByName, FIELDS, isField, plainName } from '../reading/field-names.ts';

export const genericCsv = csvFormat(
  'generic-csv',
  'CSV with columns for MMSI, time, longitude and latitude under well-known names',
  (headers, options) => {
    const columns = columnsByName(headers);
    for (const [field, header] of Object.entries(options.columns ?? {})) {
      const column = columnOf(header, headers);
      if (column < 0 || !isField(field)) return null;
      columns[field] = column;
    }
    if (columns.at === undefined || columns.lon === undefined || columns.lat === undefined) return null;
    if (columns.mmsi === undefined && options.mmsi === null) return null;
    return { columns, dateOrder: options.dateOrder, speedScale: 1 };
  },
);

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
