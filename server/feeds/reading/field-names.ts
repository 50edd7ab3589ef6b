// The fields that a table of positions can have, and the header words that are known to mean them, for CSV headers and
// JSON properties alike. Units stay as declared: knots, degrees, metres; a header that names another unit is not here.

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
    'date',
  ],
  arrivedAt: ['createdat', 'receivedat', 'arrivedat', 'receivetime'],
  lon: ['longitude', 'lon', 'lng', 'long', 'longitudedegrees', 'londeg', 'longitudedeg', 'londd', 'decimallongitude'],
  lat: ['latitude', 'lat', 'latitudedegrees', 'latdeg', 'latitudedeg', 'latdd', 'decimallatitude'],
  speedKn: [
    'sog',
    'sogknots',
    'sogkn',
    'sogkts',
    'speedoverground',
    'speedknots',
    'speedkn',
    'speedkts',
    'sogkt',
    'speed',
  ],
  courseDeg: ['cog', 'cogdegrees', 'cogdeg', 'courseoverground', 'coursedeg', 'course'],
  headingDeg: ['trueheading', 'heading', 'headingdegrees', 'headingdeg', 'hdg', 'trueheadingdegrees'],
  navStatus: ['navigationalstatus', 'navigationstatus', 'navstatus', 'navstat', 'status'],
  imo: ['imo', 'imonumber', 'imono'],
  callSign: ['callsign'],
  name: ['vesselname', 'shipname', 'name'],
  shipType: ['shiptype', 'vesseltype', 'aistype', 'shipandcargotype', 'shiptypecode', 'type'],
  lengthM: ['length', 'lengthm', 'shiplength', 'loa'],
  beamM: ['width', 'widthm', 'beam', 'beamm', 'shipwidth'],
  draughtM: ['draught', 'draft', 'draughtm', 'draftm'],
  destination: ['destination', 'dest'],
  receiver: ['receiver', 'receiverid', 'station', 'stationid'],
  station: ['typeofmobile', 'transceiverclass', 'transceiver', 'aisclass', 'reportclass'],
  messageType: ['msgtype', 'messagetype', 'messagenr', 'messageid'],
  bowM: ['a', 'dimensiona', 'referencepointa', 'dima'],
  sternM: ['b', 'dimensionb', 'referencepointb', 'dimb'],
  portM: ['c', 'dimensionc', 'referencepointc', 'dimc'],
  starboardM: ['d', 'dimensiond', 'referencepointd', 'dimd'],
};

const FIELD_OF = new Map<string, { field: Field; rank: number }>();
for (const field of FIELDS) NAMES[field].forEach((name, rank) => void FIELD_OF.set(name, { field, rank }));

export function isField(name: string): name is Field {
  return (FIELDS as readonly string[]).includes(name);
}

/** `# Timestamp` → `timestamp`, `Latitude_degrees` → `latitudedegrees`. */
export function plainName(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Which column holds which field, by well-known names. */
export function columnsByName(headers: readonly string[]): Partial<Record<Field, number>> {
  const columns: Partial<Record<Field, number>> = {};
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
