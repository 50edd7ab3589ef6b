// Exports of MarineTraffic, known by SHIP_ID and DSRC in the header. Their speed is in tenths of a knot, which no other
// format does. Their draught is left out: whether it is in metres or tenths could not be confirmed.

import { csvFormat } from '../reading/csv-format.ts';
import { columnsByName, plainName } from '../reading/field-names.ts';

const DRAUGHT_NOTE = 'its draught is left out: whether MarineTraffic gives metres or tenths could not be confirmed';

export const marineTrafficCsv = csvFormat(
  'marine-traffic-csv',
  'MarineTraffic CSV (MMSI,…,SHIP_ID,LAT,LON,SPEED,…,DSRC)',
  (headers, options) => {
    const names = headers.map(plainName);
    if (!names.includes('shipid') || !names.includes('dsrc')) return null;
    const { draughtM, ...columns } = columnsByName(headers);
    const complete = columns.mmsi !== undefined && columns.at !== undefined && columns.lon !== undefined;
    if (!complete || columns.lat === undefined) return null;
    const units = { scales: { speedKn: 0.1 }, unitless: [] };
    const notes = draughtM === undefined ? [] : [DRAUGHT_NOTE];
    return { columns, dateOrder: options.dateOrder, units, notes };
  },
);
