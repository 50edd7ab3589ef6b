// Track exports of Global Fishing Watch: lon, lat, timestamp, speed, course, seg_id and mmsi or ssvid. A segment id
// begins with the MMSI (`273212120-2023-08-01T…`), which stands in where the file has no such column.

import { csvFormat } from '../reading/csv-format.ts';
import { columnsByName, plainName } from '../reading/field-names.ts';

export const globalFishingWatchCsv = csvFormat(
  'global-fishing-watch-csv',
  'Global Fishing Watch CSV (lon,lat,timestamp,speed,course,seg_id,…)',
  (headers, options) => {
    const segment = headers.findIndex((header) => plainName(header) === 'segid');
    if (segment < 0) return null;
    const columns = columnsByName(headers);
    if (columns.at === undefined || columns.lon === undefined || columns.lat === undefined) return null;
    const { dateOrder } = options;
    if (columns.mmsi !== undefined) return { columns, dateOrder };
    return { columns: { ...columns, mmsi: segment }, dateOrder, mmsiInSegment: true };
  },
);
