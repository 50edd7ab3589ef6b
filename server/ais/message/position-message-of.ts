// The public objects of messages that tell where something is: types 1-4, 9, 11, 17, 18 and 27. One literal for each kind,
// so that all objects of a kind have the same fields in the same order.

import { hexBits } from '../six-bit.ts';
import { known, timeOf } from './known.ts';
import type {
  BaseStation,
  ClassAPosition,
  ClassBPosition,
  DgnssBroadcast,
  LongRangePosition,
  SarAircraft,
} from './message.ts';
import { type AisRecord, CLASS_B } from './record.ts';

export function classAPosition(r: AisRecord, type: 1 | 2 | 3): ClassAPosition {
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

export function baseStation(r: AisRecord, type: 4 | 11): BaseStation {
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

export function sarAircraft(r: AisRecord): SarAircraft {
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

export function dgnssBroadcast(r: AisRecord): DgnssBroadcast {
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

export function classBPosition(r: AisRecord): ClassBPosition {
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

export function longRangePosition(r: AisRecord): LongRangePosition {
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
