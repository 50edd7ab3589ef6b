// Daily files of MarineCadastre (NOAA, US Coast Guard): upper case with LAT before LON until 2023, lower case with
// longitude before latitude since 2024. The legacy files are not in time order between vessels.

import { csvFormat } from '../reading/csv-format.ts';
import { columnsByName } from '../reading/field-names.ts';

export const marineCadastreCsv = csvFormat(
  'marine-cadastre-csv',
  'MarineCadastre CSV (MMSI,BaseDateTime,LAT,LON,… or mmsi,base_date_time,longitude,latitude,…)',
  (headers, options) => {
    if (!headers.some((header) => /^base_?date_?time$/i.test(header))) return null;
    const columns = columnsByName(headers);
    const complete = columns.mmsi !== undefined && columns.lon !== undefined && columns.lat !== undefined;
    return complete ? { columns, dateOrder: options.dateOrder } : null;
  },
);
