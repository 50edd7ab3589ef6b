// Makes the public object of a message from the record it was read into: one literal for each kind, so that all objects
// of a kind have the same fields in the same order.

import { rfc3339 } from './civil-time.ts';
import type {
  AidToNavigation,
  AisMessage,
  BaseStation,
  ClassAPosition,
  ClassBExtended,
  ClassBPosition,
  DgnssBroadcast,
  LongRangePosition,
  SarAircraft,
  StaticPartA,
  StaticPartB,
  UndecodedMessage,
  VoyageData,
} from './message.ts';
import { type AisRecord, CLASS_B } from './record.ts';
import { armouredPayload, hexBits } from './six-bit.ts';

/** The message in `r` as an object of its own. */
export function messageOf(r: AisRecord): AisMessage {
  switch (r.type) {
    case 1:
    case 2:
    case 3:
      return classAPosition(r, r.type);
    case 4:
    case 11:
      return baseStation(r, r.type);
    case 5:
      return voyageData(r);
    case 9:
      return sarAircraft(r);
    case 17:
      return dgnssBroadcast(r);
    case 18:
      return classBPosition(r);
    case 19:
      return classBExtended(r);
    case 21:
      return aidToNavigation(r);
    case 24:
      return r.partNumber === 0 ? staticPartA(r) : staticPartB(r);
    case 27:
      return longRangePosition(r);
    default:
      return undecoded(r);
  }
}

function classAPosition(r: AisRecord, type: 1 | 2 | 3): ClassAPosition {
  return {
    type,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lon: known(r.lon),
    lat: known(r.lat),
    speedKn: known(r.speedKn),
    courseDeg: known(r.courseDeg),
    accurate: r.accurate,
    raim: r.raim,
    headingDeg: known(r.headingDeg),
    navStatus: known(r.navStatus),
    rateOfTurnDegMin: known(r.rateOfTurnDegMin),
    turningFast: r.turningFast,
    second: known(r.second),
    secondCode: r.secondCode,
    manoeuvre: known(r.manoeuvre),
    radioStatus: r.radioStatus,
  };
}

function baseStation(r: AisRecord, type: 4 | 11): BaseStation {
  return {
    type,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    utcAt: known(r.utcAt),
    utc: timeOf(r.utcAt),
    lon: known(r.lon),
    lat: known(r.lat),
    accurate: r.accurate,
    raim: r.raim,
    epfd: known(r.epfd),
    radioStatus: r.radioStatus,
  };
}

function voyageData(r: AisRecord): VoyageData {
  return {
    type: 5,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lengthM: known(r.lengthM),
    beamM: known(r.beamM),
    bowM: known(r.bowM),
    sternM: known(r.sternM),
    portM: known(r.portM),
    starboardM: known(r.starboardM),
    imo: known(r.imo),
    callSign: r.callSign || null,
    name: r.name || null,
    shipType: known(r.shipType),
    epfd: known(r.epfd),
    etaMonth: known(r.etaMonth),
    etaDay: known(r.etaDay),
    etaHour: known(r.etaHour),
    etaMinute: known(r.etaMinute),
    draughtM: known(r.draughtM),
    destination: r.destination || null,
    dte: known(r.dte),
    aisVersion: r.aisVersion,
  };
}

function sarAircraft(r: AisRecord): SarAircraft {
  return {
    type: 9,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lon: known(r.lon),
    lat: known(r.lat),
    speedKn: known(r.speedKn),
    courseDeg: known(r.courseDeg),
    accurate: r.accurate,
    raim: r.raim,
    altitudeM: known(r.altitudeM),
    second: known(r.second),
    secondCode: r.secondCode,
    dte: known(r.dte),
    assigned: r.assigned,
    radioStatus: r.radioStatus,
  };
}

function dgnssBroadcast(r: AisRecord): DgnssBroadcast {
  return {
    type: 17,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lon: known(r.lon),
    lat: known(r.lat),
    coarse: true,
    data: hexBits(r.six, 80, r.bits),
  };
}

function classBPosition(r: AisRecord): ClassBPosition {
  const flags = r.classBFlags;
  return {
    type: 18,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lon: known(r.lon),
    lat: known(r.lat),
    speedKn: known(r.speedKn),
    courseDeg: known(r.courseDeg),
    accurate: r.accurate,
    raim: r.raim,
    headingDeg: known(r.headingDeg),
    second: known(r.second),
    secondCode: r.secondCode,
    carrierSense: (flags & CLASS_B.carrierSense) !== 0,
    display: (flags & CLASS_B.display) !== 0,
    dsc: (flags & CLASS_B.dsc) !== 0,
    band: (flags & CLASS_B.band) !== 0,
    message22: (flags & CLASS_B.message22) !== 0,
    assigned: r.assigned,
    radioStatus: r.radioStatus,
  };
}

function classBExtended(r: AisRecord): ClassBExtended {
  return {
    type: 19,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lon: known(r.lon),
    lat: known(r.lat),
    speedKn: known(r.speedKn),
    courseDeg: known(r.courseDeg),
    accurate: r.accurate,
    raim: r.raim,
    lengthM: known(r.lengthM),
    beamM: known(r.beamM),
    bowM: known(r.bowM),
    sternM: known(r.sternM),
    portM: known(r.portM),
    starboardM: known(r.starboardM),
    headingDeg: known(r.headingDeg),
    second: known(r.second),
    secondCode: r.secondCode,
    name: r.name || null,
    shipType: known(r.shipType),
    epfd: known(r.epfd),
    dte: known(r.dte),
    assigned: r.assigned,
  };
}

function aidToNavigation(r: AisRecord): AidToNavigation {
  return {
    type: 21,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lengthM: known(r.lengthM),
    beamM: known(r.beamM),
    bowM: known(r.bowM),
    sternM: known(r.sternM),
    portM: known(r.portM),
    starboardM: known(r.starboardM),
    atonType: known(r.atonType),
    name: r.name || null,
    lon: known(r.lon),
    lat: known(r.lat),
    accurate: r.accurate,
    epfd: known(r.epfd),
    second: known(r.second),
    secondCode: r.secondCode,
    offPosition: r.offPosition,
    raim: r.raim,
    virtual: r.virtual,
    assigned: r.assigned,
  };
}

function staticPartA(r: AisRecord): StaticPartA {
  return {
    type: 24,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    partNumber: 0,
    name: r.name || null,
  };
}

function staticPartB(r: AisRecord): StaticPartB {
  return {
    type: 24,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lengthM: known(r.lengthM),
    beamM: known(r.beamM),
    bowM: known(r.bowM),
    sternM: known(r.sternM),
    portM: known(r.portM),
    starboardM: known(r.starboardM),
    partNumber: 1,
    shipType: known(r.shipType),
    vendor: r.vendor || null,
    vendorModel: known(r.vendorModel),
    vendorSerial: known(r.vendorSerial),
    callSign: r.callSign || null,
    motherMmsi: known(r.motherMmsi),
    epfd: known(r.epfd),
  };
}

function longRangePosition(r: AisRecord): LongRangePosition {
  return {
    type: 27,
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    lon: known(r.lon),
    lat: known(r.lat),
    speedKn: known(r.speedKn),
    courseDeg: known(r.courseDeg),
    accurate: r.accurate,
    raim: r.raim,
    navStatus: known(r.navStatus),
    coarse: true,
    late: r.late,
  };
}

function undecoded(r: AisRecord): UndecodedMessage {
  return {
    type: r.type as UndecodedMessage['type'],
    mmsi: r.mmsi,
    at: known(r.at),
    time: timeOf(r.at),
    repeat: r.repeat,
    channel: r.channel,
    ownShip: r.ownShip,
    receiver: r.receiver || null,
    line: r.line,
    bits: r.bits,
    payload: armouredPayload(r.six, r.bits),
  };
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function timeOf(at: number): string | null {
  return Number.isNaN(at) ? null : rfc3339(at);
}
