// A report as the lines of our relay: sentences with a tag block that names us as the station and keeps the time. A message
// that came as sentences goes out with the very payload that it had; what a service told in another form is put into a message
// of its kind. Nothing of the text that others sent goes out but through the six-bit alphabet. Pure.

import type { AisRecord } from '../../ais/message/record.ts';
import { OWN_STATION } from '../../ais/tag-block.ts';
import { armour } from '../../ais/write/bit-writer.ts';
import { encodeSentences } from '../../ais/write/encode.ts';
import { writeSentences } from '../../ais/write/sentence-writer.ts';
import { POSITION, type Report, STATIC, STATION } from '../../domain/report.ts';

/** Each line with its line end; none where no message can carry it. `sequence` joins the parts of a longer message. */
export function relayLines(report: Readonly<Report>, sequence: number): string[] {
  const options = { at: report.at, station: OWN_STATION, sequence: sequence % 10 };
  const lines = isRecord(report) ? asHeard(report, options) : made(report, options);
  return lines.map((line) => `${line}\r\n`);
}

type Options = { at: number; station: string; sequence: number };

/** A message of nine parts of sixty characters, in bits. */
const MOST_BITS = 9 * 60 * 6;

function asHeard(record: Readonly<AisRecord>, options: Options): string[] {
  const { six, bits, channel, ownShip } = record;
  if (bits < 38 || bits > MOST_BITS) return [];
  const { payload, fill } = armour({ six, bits });
  return writeSentences(payload, fill, ownShip, { ...options, channel: /^[A-Z0-9]$/.test(channel) ? channel : '' });
}

function made(report: Readonly<Report>, options: Options): string[] {
  const lines: string[] = [];
  const { mmsi, station } = report;
  if (!(mmsi > 0 && mmsi <= 999_999_999)) return [];
  const classB = station === STATION.classB;
  if ((report.parts & POSITION) !== 0 && Math.abs(report.lon) <= 180 && Math.abs(report.lat) <= 90) {
    const type = POSITION_TYPE[station];
    if (type !== undefined) lines.push(...encodeSentences({ type, ...motionOf(report), mmsi }, options));
  }
  if ((report.parts & STATIC) !== 0 && (classB || STATIC_STATIONS.has(station))) {
    const known = voyageOf(report);
    if (classB) {
      lines.push(...encodeSentences({ type: 24, partNumber: 0, mmsi, ...known }, options));
      lines.push(...encodeSentences({ type: 24, partNumber: 1, mmsi, ...known }, options));
    } else lines.push(...encodeSentences({ type: 5, mmsi, ...known }, options));
  }
  return lines;
}

/** Base stations and marks are no traffic; only as sentences do they go on. */
const POSITION_TYPE: Readonly<Record<number, number>> = {
  [STATION.unknown]: 1,
  [STATION.classA]: 1,
  [STATION.classB]: 18,
  [STATION.sarAircraft]: 9,
};
const STATIC_STATIONS: ReadonlySet<number> = new Set([STATION.unknown, STATION.classA]);

function motionOf({ lon, lat, speedKn, courseDeg, headingDeg, navStatus }: Readonly<Report>) {
  const within = (value: number, below: number) => (value >= 0 && value < below ? value : null);
  return {
    lon,
    lat,
    speedKn: within(speedKn, 1_023),
    courseDeg: within(courseDeg, 360),
    headingDeg: within(headingDeg, 360),
    navStatus: Number.isInteger(navStatus) ? within(navStatus, 16) : null,
  };
}

function voyageOf({ imo, callSign, name, shipType, lengthM, beamM, draughtM, destination }: Readonly<Report>) {
  const within = (value: number, below: number) =>
    Number.isInteger(value) && value > 0 && value < below ? value : null;
  return {
    imo: within(imo, 10_000_000),
    callSign,
    name,
    destination,
    shipType: within(shipType, 256),
    lengthM: lengthM > 0 ? lengthM : null,
    beamM: beamM > 0 ? beamM : null,
    draughtM: draughtM > 0 ? draughtM : null,
  };
}

function isRecord(report: Readonly<Report>): report is Readonly<AisRecord> {
  return 'six' in report;
}
