// Daily files of the Danish Maritime Authority (aisdk-*.csv): 26 columns, 22 before 2019. The header begins with
// `# Timestamp`, times are DD/MM/YYYY in UTC, status and ship type are words.

import { csvFormat } from '../reading/csv-format.ts';
import { columnsByName } from '../reading/field-names.ts';

export const dmaCsv = csvFormat(
  'dma-csv',
  'Danish Maritime Authority CSV (# Timestamp,Type of mobile,MMSI,…)',
  (headers) => {
    if (headers[0]?.replace(/\s/g, '') !== '#Timestamp' || !headers.includes('Type of mobile')) return null;
    const columns = columnsByName(headers);
    const complete = columns.mmsi !== undefined && columns.lon !== undefined && columns.lat !== undefined;
    return complete ? { columns, dateOrder: 'day first' } : null;
  },
);
