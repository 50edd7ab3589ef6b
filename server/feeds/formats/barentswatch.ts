// Messages of BarentsWatch Live AIS (Norway), as its stream, event stream and `latest` answers give them: the combined
// models Full and Simple, and `ais` with a `type`. Draughts are in tenths of a metre, as on the air. Where a ship of class B
// has a navigational status, it is a filler: class B sends none.

import { REJECT } from '../reading/field-limits.ts';
import { type MessageFeed, messageFormat } from '../reading/json-track.ts';
import { type Json, pick, tenths, type Values } from '../reading/table-report.ts';

export const barentsWatch: MessageFeed = {
  name: 'barentswatch-json',
  title: 'BarentsWatch Live AIS in JSON (mmsi, msgtime, …)',
  fits: (message) => 'mmsi' in message && 'msgtime' in message,
  read,
};

export const barentsWatchJson = messageFormat(barentsWatch, /"msgtime"\s*:/);

/** Kinds of message that say where a station is or who. */
const KINDS: readonly unknown[] = [undefined, 'Position', 'Staticdata', 'Aton'];
/** Message types that neither class of ship sends: the type tells the station. */
const OTHER_STATIONS: readonly unknown[] = [4, 9, 11, 21];

function read(message: Json): Values | string {
  if (!KINDS.includes(message.type)) return REJECT.otherType;
  const reportClass = pick(message, 'reportClass') ?? pick(message, 'aisClass');
  return {
    mmsi: pick(message, 'mmsi'),
    at: pick(message, 'msgtime'),
    lon: pick(message, 'longitude'),
    lat: pick(message, 'latitude'),
    speedKn: pick(message, 'speedOverGround'),
    courseDeg: pick(message, 'courseOverGround'),
    headingDeg: pick(message, 'trueHeading'),
    navStatus: reportClass === 'B' ? undefined : pick(message, 'navigationalStatus'),
    messageType: pick(message, 'messageType'),
    station: OTHER_STATIONS.includes(message.messageType) ? undefined : reportClass,
    imo: pick(message, 'imoNumber'),
    callSign: pick(message, 'callSign'),
    name: pick(message, 'name'),
    shipType: pick(message, 'shipType'),
    lengthM: pick(message, 'shipLength'),
    beamM: pick(message, 'shipWidth'),
    bowM: pick(message, 'dimensionA'),
    sternM: pick(message, 'dimensionB'),
    portM: pick(message, 'dimensionC'),
    starboardM: pick(message, 'dimensionD'),
    draughtM: tenths(message, 'draught'),
    destination: pick(message, 'destination'),
  };
}
