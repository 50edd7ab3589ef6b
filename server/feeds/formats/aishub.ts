// Answers of the AISHub web service in JSON: a list of two, the first telling whether it worked, the second the vessels.
// There are two formats. "AIS" (0) has Unix times, 1/600000 degrees and tenths, as on the air; "HUMAN" (1) has written times,
// degrees, knots and metres. A row tells by its time which it is, so that rows without their answer can be read too.

import { REJECT } from '../reading/field-limits.ts';
import { decimalOf, type Value } from '../reading/field-values.ts';
import { type MessageFeed, messageFormat } from '../reading/json-track.ts';
import { type Json, pick, tenths, type Values } from '../reading/table-report.ts';

const aisHub: MessageFeed = {
  name: 'aishub-json',
  title: 'AISHub answers in JSON (MMSI, TIME, LONGITUDE, …)',
  fits: (message) => isAnswer(message) || ('MMSI' in message && timeOf(message) !== undefined && 'LATITUDE' in message),
  read,
};

export const aisHubJson = messageFormat(
  aisHub,
  /"ERROR"\s*:\s*(true|false)|"(TIME|TSTAMP)"\s*:[^}]*"LATITUDE"|"LATITUDE"[^}]*"(TIME|TSTAMP)"\s*:/,
);

function read(message: Json): Values | string | null {
  if (isAnswer(message)) return message.ERROR === true ? REJECT.feedError : null;
  const at = timeOf(message)!;
  const raw = /^\s*\d+\s*$/.test(String(at));
  // Degrees beside a Unix time, or the reverse: neither format, and nobody can tell the units.
  const wholes =
    Number.isInteger(decimalOf(pick(message, 'LONGITUDE'))) && Number.isInteger(decimalOf(pick(message, 'LATITUDE')));
  if (raw && !wholes) return REJECT.notMessage;
  return {
    mmsi: pick(message, 'MMSI'),
    at,
    lon: raw ? scaled(message, 'LONGITUDE', 600_000) : pick(message, 'LONGITUDE'),
    lat: raw ? scaled(message, 'LATITUDE', 600_000) : pick(message, 'LATITUDE'),
    speedKn: raw ? tenths(message, 'SOG') : pick(message, 'SOG'),
    courseDeg: raw ? tenths(message, 'COG') : pick(message, 'COG'),
    headingDeg: pick(message, 'HEADING'),
    navStatus: pick(message, 'NAVSTAT'),
    imo: pick(message, 'IMO'),
    callSign: pick(message, 'CALLSIGN'),
    name: pick(message, 'NAME'),
    shipType: pick(message, 'TYPE'),
    bowM: pick(message, 'A'),
    sternM: pick(message, 'B'),
    portM: pick(message, 'C'),
    starboardM: pick(message, 'D'),
    draughtM: raw ? tenths(message, 'DRAUGHT') : pick(message, 'DRAUGHT'),
    destination: pick(message, 'DEST'),
  };
}

function isAnswer(message: Json): boolean {
  return typeof message.ERROR === 'boolean' && !('MMSI' in message);
}

function timeOf(message: Json): Value | undefined {
  return pick(message, 'TIME') ?? pick(message, 'TSTAMP');
}

function scaled(message: Json, name: string, by: number): number {
  return decimalOf(pick(message, name)) / by;
}
