// One report heard from one radio unit, as feeds hand it to the order stage and the engine: already checked, in field
// units, with every "not available" value made absent. Feeds fill one reused record; whoever keeps it must copy it.

/** What a report carries; a CSV row may carry both. */
export const POSITION = 1;
export const STATIC = 2;

/** The kind of station that sent it, as far as the feed tells. */
export const STATION = { unknown: 0, classA: 1, classB: 2, base: 3, aton: 4, sarAircraft: 5 } as const;
export type Station = (typeof STATION)[keyof typeof STATION];

export interface Report {
  readonly kind: 'report';
  /** Bit set of POSITION and STATIC. */
  parts: number;
  /** Nine-digit radio identity, as a number. */
  mmsi: number;
  station: Station;
  /** Event time, UTC ms: when the ship sent it. */
  at: number;
  /** Arrival time, UTC ms: when we got it. Equals `at` where a recording does not tell. */
  arrivedAt: number;

  // Position part. NaN is absent.
  lon: number;
  lat: number;
  speedKn: number;
  courseDeg: number;
  headingDeg: number;
  /** AIS navigational status 0–14; NaN is absent. */
  navStatus: number;
  /** True for type 27: position good to 0.1 minute, speed in whole knots. */
  coarse: boolean;

  // Static part. NaN or '' is absent; an absent value never erases a known one.
  /** As sent, when it is in 1,000,000–9,999,999; its check digit is not tested here. */
  imo: number;
  callSign: string;
  name: string;
  /** AIS ship type 1–99. */
  shipType: number;
  lengthM: number;
  beamM: number;
  draughtM: number;
  destination: string;

  // Provenance.
  /** Which feed or file: its id or base name. */
  source: string;
  /** Line number in the file, from 1; 0 where there are no lines. */
  line: number;
  /** Receiving station, '' when not told. */
  receiver: string;
}

/** A report with everything absent. */
export function emptyReport(): Report {
  return {
    kind: 'report',
    parts: 0,
    mmsi: 0,
    station: STATION.unknown,
    at: Number.NaN,
    arrivedAt: Number.NaN,
    lon: Number.NaN,
    lat: Number.NaN,
    speedKn: Number.NaN,
    courseDeg: Number.NaN,
    headingDeg: Number.NaN,
    navStatus: Number.NaN,
    coarse: false,
    imo: Number.NaN,
    callSign: '',
    name: '',
    shipType: Number.NaN,
    lengthM: Number.NaN,
    beamM: Number.NaN,
    draughtM: Number.NaN,
    destination: '',
    source: '',
    line: 0,
    receiver: '',
  };
}

/** Copies every field of `from` into `to`; allocates nothing. */
export function copyReport(from: Readonly<Report>, to: Report): void {
  to.parts = from.parts;
  to.mmsi = from.mmsi;
  to.station = from.station;
  to.at = from.at;
  to.arrivedAt = from.arrivedAt;
  to.lon = from.lon;
  to.lat = from.lat;
  to.speedKn = from.speedKn;
  to.courseDeg = from.courseDeg;
  to.headingDeg = from.headingDeg;
  to.navStatus = from.navStatus;
  to.coarse = from.coarse;
  to.imo = from.imo;
  to.callSign = from.callSign;
  to.name = from.name;
  to.shipType = from.shipType;
  to.lengthM = from.lengthM;
  to.beamM = from.beamM;
  to.draughtM = from.draughtM;
  to.destination = from.destination;
  to.source = from.source;
  to.line = from.line;
  to.receiver = from.receiver;
}
