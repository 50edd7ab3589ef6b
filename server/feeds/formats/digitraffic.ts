// Messages of Digitraffic Marine (Finland): MQTT messages recorded with their topic (`{"topic": …, "payload": …}`, or the
// topic before the object, as mosquitto_sub -v prints it), and the rows of its vessel list. The MMSI of an MQTT message
// stands in the topic alone. Draughts are in tenths of a metre. Its positions by REST are GeoJSON and are read as such.

import { REJECT } from '../reading/field-limits.ts';
import { type MessageFeed, messageFormat } from '../reading/json-track.ts';
import { isJson, type Json, pick, tenths, type Values } from '../reading/table-report.ts';

const digitraffic: MessageFeed = {
  name: 'digitraffic-json',
  title: 'Digitraffic Marine in JSON (MQTT messages with their topic, or its vessel list)',
  fits: (message, topic) => topicOf(message, topic) !== null || isVessel(message),
  read,
};

export const digitrafficJson = messageFormat(
  digitraffic,
  /vessels(-v2)?\/(\d{1,9}\/(locations?|metadata)|status)|"referencePointA"\s*:/,
);

const TOPIC = /(?:^|\/)vessels(?:-v2)?\/(?:(\d{1,9})\/(locations?|metadata)|status)$/;

function read(message: Json, topic: string): Values | string | null {
  const found = topicOf(message, topic);
  if (found === null) return vesselValues(message, pick(message, 'mmsi'), 'referencePoint', 'shipType');
  if (found.mmsi === '') return null;
  const payload = 'topic' in message ? payloadOf(message.payload) : message;
  if (payload === null) return REJECT.json;
  if (found.kind === 'metadata') return vesselValues(payload, found.mmsi, 'ref', 'type');
  return {
    mmsi: found.mmsi,
    at: pick(payload, 'time'),
    lon: pick(payload, 'lon'),
    lat: pick(payload, 'lat'),
    speedKn: pick(payload, 'sog'),
    courseDeg: pick(payload, 'cog'),
    headingDeg: pick(payload, 'heading'),
    navStatus: pick(payload, 'navStat'),
    station: CLASS,
  };
}

/** The service carries class A alone. */
const CLASS = 'A';

function vesselValues(message: Json, mmsi: Values['mmsi'], sizes: string, type: string): Values {
  return {
    mmsi,
    at: pick(message, 'timestamp'),
    station: CLASS,
    imo: pick(message, 'imo'),
    callSign: pick(message, 'callSign'),
    name: pick(message, 'name'),
    shipType: pick(message, type),
    bowM: pick(message, `${sizes}A`),
    sternM: pick(message, `${sizes}B`),
    portM: pick(message, `${sizes}C`),
    starboardM: pick(message, `${sizes}D`),
    draughtM: tenths(message, 'draught'),
    destination: pick(message, 'destination'),
  };
}

/** What the topic says, wherever it stands; its MMSI is '' for the status of the service. */
function topicOf(message: Json, lead: string): { mmsi: string; kind: string } | null {
  const found = TOPIC.exec(typeof message.topic === 'string' ? message.topic : lead);
  return found === null ? null : { mmsi: found[1] ?? '', kind: found[2] ?? 'status' };
}

function isVessel(message: Json): boolean {
  return 'mmsi' in message && 'timestamp' in message && 'referencePointA' in message;
}

/** Some programs record the payload as a text. */
function payloadOf(payload: unknown): Json | null {
  if (typeof payload !== 'string') return isJson(payload) ? payload : null;
  try {
    const read: unknown = JSON.parse(payload);
    return isJson(read) ? read : null;
  } catch {
    return null;
  }
}
