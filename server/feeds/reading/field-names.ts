// The fields that a table of positions can have, and the header words that are known to mean them, for CSV headers and
// JSON properties alike. Of speeds and sizes `field-units.ts` says what their names tell of the unit.

import { type Measured, namesWithUnit, scaleOf } from './field-units.ts';

/** Fields of Report, and those from which some of them are made. */
export const FIELDS = [
  'mmsi',
  'at',
  'arrivedAt',
  'lon',
  'lat',
  'speedKn',
  'courseDeg',
  'headingDeg',
  'navStatus',
  'imo',
  'callSign',
  'name',
  'shipType',
  'lengthM',
  'beamM',
  'draughtM',
  'destination',
  'receiver',
  'station',
  'messageType',
  'bowM',
  'sternM',
  'portM',
  'starboardM',
] as const;
export type Field = (typeof FIELDS)[number];

/** In order of preference where a file has several. Compared without case, blanks and punctuation. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  mmsi: ['mmsi', 'ssvid', 'mmsinumber', 'sourcemmsi', 'vesselmmsi', 'shipmmsi', 'userid'],
  at: [
    'timestampexternal',
    'basedatetime',
    'datetimeutc',
    'timestamputc',
    'timeutc',
    'utctime',
    'msgtime',
    'timestamp',
    'datetime',
    'positiontime',
    'positiontimestamp',
    'epoch',
    'unixtime',
    'time',
    'tstamp',
    'date',
    't',
  ],
  arrivedAt: ['createdat', 'receivedat', 'arrivedat', 'receivetime'],
  lon: ['longitude', 'lon', 'lng', 'long', 'longitudedegrees', 'londeg', 'longitudedeg', 'londd', 'decimallongitude'],
  lat: ['latitude', 'lat', 'latitudedegrees', 'latdeg', 'latitudedeg', 'latdd', 'decimallatitude'],
  speedKn: ['sog', 'speedoverground', ...named('speedKn'), 'speed'],
  courseDeg: ['cog', 'cogdegrees', 'cogdeg', 'courseoverground', 'coursedeg', 'course'],
  headingDeg: ['trueheading', 'heading', 'headingdegrees', 'headingdeg', 'hdg', 'trueheadingdegrees'],
  navStatus: ['navigationalstatus', 'navigationstatus', 'navstatus', 'navstat', 'status'],
  imo: ['imo', 'imonumber', 'imono'],
  callSign: ['callsign'],
  name: ['vesselname', 'shipname', 'name'],
  shipType: ['shiptype', 'vesseltype', 'aistype', 'shipandcargotype', 'shiptypecode', 'type'],
  lengthM: ['length', 'shiplength', 'vessellength', 'loa', ...named('lengthM')],
  beamM: ['width', 'beam', 'shipwidth', 'vesselwidth', ...named('beamM')],
  draughtM: [...named('draughtM'), 'draught', 'draft'],
  destination: ['destination', 'dest'],
  receiver: ['receiver', 'receiverid', 'station', 'stationid'],
  station: ['typeofmobile', 'transceiverclass', 'transceiver', 'aisclass', 'reportclass'],
  messageType: ['msgtype', 'messagetype', 'messagenr', 'messageid'],
  bowM: ['a', 'dimensiona', 'referencepointa', 'dima'],
  sternM: ['b', 'dimensionb', 'referencepointb', 'dimb'],
  portM: ['c', 'dimensionc', 'referencepointc', 'dimc'],
  starboardM: ['d', 'dimensiond', 'referencepointd', 'dimd'],
};

function named(field: Measured): string[] {
  return namesWithUnit.filter((known) => known.field === field).map(({ name }) => name);
}

const FIELD_OF = new Map<string, { field: Field; rank: number }>();
for (const field of FIELDS) NAMES[field].forEach((name, rank) => void FIELD_OF.set(name, { field, rank }));

export function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name);
}

/** `# Timestamp` → `timestamp`, `Latitude_degrees` → `latitudedegrees`. */
export function plainName(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Is it one of the names by which tables call the MMSI? */
export function isMmsiHeader(header: string): boolean {
  return fieldOfName(header) === 'mmsi';
}

/** The field that a header or member of this name holds; undefined when it is not known. */
export function fieldOfName(name: string): Field | undefined {
  return FIELD_OF.get(plainName(name))?.field;
}

export type Columns = Partial<Record<Field, number>>;

/** The units of these columns as their headers tell them: what to multiply by (1 where absent), and which tell none. */
export interface Units {
  scales: Partial<Record<Measured, number>>;
  unitless: readonly { field: Measured; header: string }[];
}

export function unitsByName(headers: readonly string[], columns: Columns): Units {
  const scales: Partial<Record<Measured, number>> = {};
  const unitless: { field: Measured; header: string }[] = [];
  for (const field of ['speedKn', 'draughtM', 'lengthM', 'beamM'] as const) {
    const header = headers[columns[field] ?? -1];
    if (header === undefined) continue;
    const scale = scaleOf(plainName(header));
    if (scale === null) unitless.push({ field, header });
    else if (scale !== 1) scales[field] = scale;
  }
  return { scales, unitless };
}

/** Which column holds which field, by well-known names. */
export function columnsByName(headers: readonly string[]): Columns {
  const columns: Columns = {};
  const ranks: Partial<Record<Field, number>> = {};
  headers.forEach((header, column) => {
    const known = FIELD_OF.get(plainName(header));
    if (known === undefined) return;
    const rank = ranks[known.field];
    if (rank !== undefined && rank <= known.rank) return;
    columns[known.field] = column;
    ranks[known.field] = known.rank;
  });
  // A, B, C, D are dimensions only together.
  if (
    columns.bowM === undefined ||
    columns.sternM === undefined ||
    columns.portM === undefined ||
    columns.starboardM === undefined
  ) {
    delete columns.bowM;
    delete columns.sternM;
    delete columns.portM;
    delete columns.starboardM;
  }
  return columns;
}
