// What gpsd says of AIS in JSON, one message a line. Each line tells by its `scaled` whether it is in degrees and knots or as
// on the air. It tells no time of reception. Lines on gpsd itself and its receivers are no reports.

import { REJECT } from '../reading/field-limits.ts';
import { decimalOf, type Value } from '../reading/field-values.ts';
import { type MessageFeed, messageFormat } from '../reading/json-track.ts';
import { type Json, pick, type Values } from '../reading/table-report.ts';

const OWN_WORDS = new Set([
  'VERSION',
  'DEVICES',
  'DEVICE',
  'WATCH',
  'TPV',
  'SKY',
  'POLL',
  'PPS',
  'TOFF',
  'OSC',
  'GST',
  'ATT',
  'IMU',
]);
/** Message types of which gpsd tells a position or who the ship is; 9 counts speed in knots, 27 position in tenths of a minute. */
const POSITION_TYPES = new Set([1, 2, 3, 4, 9, 11, 18, 19, 21, 27]);
const STATIC_TYPES = new Set([5, 19, 21, 24]);

const gpsdFeed: MessageFeed = {
  name: 'gpsd-json',
  title: 'gpsd messages in JSON ("class":"AIS", …)',
  fits: ({ class: word }) => word === 'AIS' || word === 'ERROR' || OWN_WORDS.has(String(word)),
  read,
};

export const gpsdJson = messageFormat(
  gpsdFeed,
  /"class"\s*:\s*"VERSION"\s*,\s*"release"|"class"\s*:\s*"AIS"\s*,\s*"device"[^}]*"mmsi"/,
);

function read(message: Json): Values | string | null {
  if (message.class === 'ERROR') return REJECT.feedError;
  if (message.class !== 'AIS') return null;
  const type = decimalOf(pick(message, 'type'));
  const positioned = POSITION_TYPES.has(type);
  if (!positioned && !STATIC_TYPES.has(type)) return REJECT.otherType;
  const scaled = message.scaled === true;
  const values: Values = { mmsi: pick(message, 'mmsi'), messageType: type };
  const value = (name: string, by: number): Value | undefined =>
    scaled || by === 1 ? pick(message, name) : decimalOf(pick(message, name)) / by;
  if (positioned) {
    const minutes = type === 27 ? 600 : 600_000;
    values.lon = value('lon', minutes);
    values.lat = value('lat', minutes);
    // A word stands where the sensor is at its limit or there is none.
    values.speedKn = value('speed', type === 27 || type === 9 ? 1 : 10);
    values.courseDeg = value('course', type === 27 ? 1 : 10);
    values.headingDeg = pick(message, 'heading');
    values.navStatus = pick(message, 'status');
  }
  if (STATIC_TYPES.has(type)) {
    values.name = pick(message, 'shipname') ?? pick(message, 'name');
    values.imo = pick(message, 'imo');
    values.callSign = pick(message, 'callsign');
    if (type !== 21) values.shipType = pick(message, 'shiptype');
    values.destination = pick(message, 'destination');
    values.draughtM = value('draught', 10);
    values.bowM = pick(message, 'to_bow');
    values.sternM = pick(message, 'to_stern');
    values.portM = pick(message, 'to_port');
    values.starboardM = pick(message, 'to_starboard');
  }
  return values;
}
