// Frames of aisstream.io, and of servers that speak its protocol: an envelope with the type, metadata and the message. The
// position and the name in the metadata are what the server last knew of the ship, not what this message says: they are
// never read. A part of a two-part static report counts only when it is marked valid itself.

import { REJECT } from '../reading/field-limits.ts';
import { identifierOf } from '../reading/field-values.ts';
import { type MessageFeed, messageFormat } from '../reading/json-track.ts';
import { isJson, type Json, pick, type Values } from '../reading/table-report.ts';

export const aisstream: MessageFeed = {
  name: 'aisstream-json',
  title: 'aisstream.io frames in JSON (MessageType, MetaData, Message)',
  fits: (frame) => typeof frame.error === 'string' || (typeof frame.MessageType === 'string' && isJson(frame.Message)),
  read,
};

export const aisstreamJson = messageFormat(
  aisstream,
  /"MessageType"\s*:|"error"\s*:\s*"[^"]*(Api Key|Subscription|concurrent)/,
);

/** By name: the AIS message type, null where the message says it itself. */
const TYPES: Readonly<Record<string, number | null>> = {
  PositionReport: null,
  StandardClassBPositionReport: 18,
  ExtendedClassBPositionReport: 19,
  LongRangeAisBroadcastMessage: 27,
  StandardSearchAndRescueAircraftReport: 9,
  BaseStationReport: 4,
  AidsToNavigationReport: 21,
  ShipStaticData: 5,
  StaticDataReport: 24,
};

function read(frame: Json): Values | string | null {
  if (typeof frame.error === 'string') return REJECT.feedError;
  const name = String(frame.MessageType);
  if (name === 'SubscriptionConfirmation') return null;
  const type = TYPES[name];
  if (type === undefined) return REJECT.otherType;
  const message = (frame.Message as Json)[name];
  if (!isJson(message)) return REJECT.notMessage;
  if (message.Valid === false) return REJECT.invalid;
  const meta = inner(frame, 'MetaData') ?? inner(frame, 'Metadata') ?? {};
  const told = pick(meta, 'MMSI');
  const sent = pick(message, 'UserID');
  if (told !== undefined && sent !== undefined && identifierOf(told) !== identifierOf(sent)) return REJECT.mmsi;
  return {
    mmsi: sent ?? told,
    at: pick(meta, 'time_utc'),
    messageType: type ?? pick(message, 'MessageID') ?? 1,
    ...(name === 'StaticDataReport' ? partsOf(message) : valuesOf(message, name)),
  };
}

function valuesOf(message: Json, name: string): Values {
  return {
    lon: pick(message, 'Longitude'),
    lat: pick(message, 'Latitude'),
    speedKn: pick(message, 'Sog'),
    courseDeg: pick(message, 'Cog'),
    headingDeg: pick(message, 'TrueHeading'),
    navStatus: pick(message, 'NavigationalStatus'),
    imo: pick(message, 'ImoNumber'),
    callSign: pick(message, 'CallSign'),
    // The name of an aid to navigation goes on in the extension.
    name: `${pick(message, 'Name') ?? ''}${pick(message, 'NameExtension') ?? ''}`,
    shipType: name === 'AidsToNavigationReport' ? undefined : pick(message, 'Type'),
    ...sizesOf(message),
    draughtM: pick(message, 'MaximumStaticDraught'),
    destination: pick(message, 'Destination'),
  };
}

function partsOf(message: Json): Values {
  const a = inner(message, 'ReportA');
  const b = inner(message, 'ReportB');
  return {
    ...(a?.Valid === true ? { name: pick(a, 'Name') } : {}),
    ...(b?.Valid === true ? { callSign: pick(b, 'CallSign'), shipType: pick(b, 'ShipType'), ...sizesOf(b) } : {}),
  };
}

function sizesOf(message: Json): Values {
  const sizes = inner(message, 'Dimension') ?? {};
  return {
    bowM: pick(sizes, 'A'),
    sternM: pick(sizes, 'B'),
    portM: pick(sizes, 'C'),
    starboardM: pick(sizes, 'D'),
  };
}

function inner(message: Json, name: string): Json | null {
  const value = message[name];
  return isJson(value) ? value : null;
}
