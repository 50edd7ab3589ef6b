// The public objects of messages that tell what something is, also of those that tell where it is as well: types 5, 19, 21
// and 24. One literal for each kind, so that all objects of a kind have the same fields in the same order.

import { known, timeOf } from './known.ts';
import type { AidToNavigation, ClassBExtended, StaticPartA, StaticPartB, VoyageData } from './message.ts';
import type { AisRecord } from './record.ts';

export function voyageData(r: AisRecord): VoyageData {
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

export function classBExtended(r: AisRecord): ClassBExtended {
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

export function aidToNavigation(r: AisRecord): AidToNavigation {
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

export function staticPartA(r: AisRecord): StaticPartA {
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

export function staticPartB(r: AisRecord): StaticPartB {
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
