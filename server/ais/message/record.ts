// The one record a decoder fills for every message, over and over: all fields of all types, flat, so that its shape
// never changes. What it shares with a Report has the same name, unit and way of being absent (NaN, ''), so it is handed
// on as a report as it stands. Whoever keeps anything of it beyond the callback copies it.

import type { Report } from '../../domain/report.ts';

/** Bits of `classBFlags`, as types 18 and 19 send them (ITU-R M.1371, tables 70 and 71). */
export const CLASS_B = { carrierSense: 32, display: 16, dsc: 8, band: 4, message22: 2, assigned: 1 } as const;

/** Where `at` came from, in order of trust; '' when the time is not known. */
export type TimeSource = '' | 'tag' | 'suffix' | 'prefix' | 'pghp' | 'gps';

export interface AisRecord extends Report {
  /** Message type 1–27. */
  type: number;
  /** How often a repeater may have sent it on, 0–3. */
  repeat: number;
  /** The sentence was VDO: the ship that carries this receiver. */
  ownShip: boolean;
  /** 'A', 'B', '1', '2' or another letter; '' when the field was empty. */
  channel: string;
  timeSource: TimeSource;
  /** Sentences that made up the message. */
  sentences: number;

  // Motion and position, beyond what a report has.
  /** UTC second 0–59 of the fix. */
  second: number;
  /** The same as sent: 60 not available, 61 manual input, 62 dead reckoning, 63 positioning system out of order. */
  secondCode: number;
  /** Better than 10 m. */
  accurate: boolean;
  raim: boolean;
  /**
   * Degrees a minute, right turns positive, from a rate-of-turn indicator. Without an indicator a ship sends only a
   * direction, ±127, for turns over 5° in 30 s: that is no rate, so this stays absent and `turningFast` tells it.
   */
  rateOfTurnDegMin: number;
  /** 1 turning right and −1 left at more than 5° in 30 s, as a ship without an indicator says it; else 0. */
  turningFast: number;
  /** 1 no special manoeuvre, 2 special manoeuvre (regional passing arrangement on inland waters). */
  manoeuvre: number;
  /** SAR aircraft; 4094 stands for 4094 m or more. */
  altitudeM: number;
  /** Type 27: the position is more than 5 s old. */
  late: boolean;
  assigned: boolean;
  /** Bit set of CLASS_B. */
  classBFlags: number;
  /** Communication state, undecoded: 19 bits in types 1–4 and 11, 20 with the selector in 9 and 18. */
  radioStatus: number;

  // Base stations.
  /** The clock of a base station (4) or of a mobile that was asked (11), UTC ms. */
  utcAt: number;

  // Static data, beyond what a report has. Offsets from the antenna; bow and port both 0 with a size means that
  // the reference point is unknown and only length and beam are told. 511 (to port and starboard 63) stands for that or more.
  bowM: number;
  sternM: number;
  portM: number;
  starboardM: number;
  /** Kind of positioning device, 1–8, 15 built-in. */
  epfd: number;
  aisVersion: number;
  /** No year is sent. */
  etaMonth: number;
  etaDay: number;
  etaHour: number;
  etaMinute: number;
  /** 0 available, 1 not. */
  dte: number;
  /** Type 24: 0 is part A, 1 part B. */
  partNumber: number;
  vendor: string;
  vendorModel: number;
  vendorSerial: number;
  /** Type 24 B from a craft of a parent ship (98MIDxxxx): the MMSI of that ship. */
  motherMmsi: number;

  // Aids to navigation.
  atonType: number;
  virtual: boolean;
  offPosition: boolean;

  /** Bits received. */
  bits: number;
  /** The payload, one six-bit value in each element; only the first `bits` bits mean anything. */
  readonly six: Uint8Array;
}

/** A record with everything absent, reading its payload from `six`. */
export function emptyRecord(six: Uint8Array, source: string): AisRecord {
  return {
    kind: 'report',
    parts: 0,
    mmsi: 0,
    station: 0,
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
    source,
    line: 0,
    receiver: '',
    type: 0,
    repeat: 0,
    ownShip: false,
    channel: '',
    timeSource: '',
    sentences: 0,
    second: Number.NaN,
    secondCode: 60,
    accurate: false,
    raim: false,
    rateOfTurnDegMin: Number.NaN,
    turningFast: 0,
    manoeuvre: Number.NaN,
    altitudeM: Number.NaN,
    late: false,
    assigned: false,
    classBFlags: Number.NaN,
    radioStatus: Number.NaN,
    utcAt: Number.NaN,
    bowM: Number.NaN,
    sternM: Number.NaN,
    portM: Number.NaN,
    starboardM: Number.NaN,
    epfd: Number.NaN,
    aisVersion: Number.NaN,
    etaMonth: Number.NaN,
    etaDay: Number.NaN,
    etaHour: Number.NaN,
    etaMinute: Number.NaN,
    dte: Number.NaN,
    partNumber: Number.NaN,
    vendor: '',
    vendorModel: Number.NaN,
    vendorSerial: Number.NaN,
    motherMmsi: Number.NaN,
    atonType: Number.NaN,
    virtual: false,
    offPosition: false,
    bits: 0,
    six,
  };
}

/** Makes the position group absent, for messages that carry none. */
export function clearMotion(r: AisRecord): void {
  r.lon = Number.NaN;
  r.lat = Number.NaN;
  r.speedKn = Number.NaN;
  r.courseDeg = Number.NaN;
  r.headingDeg = Number.NaN;
  r.navStatus = Number.NaN;
  r.coarse = false;
  r.second = Number.NaN;
  r.secondCode = 60;
  r.accurate = false;
  r.raim = false;
  r.rateOfTurnDegMin = Number.NaN;
  r.turningFast = 0;
  r.manoeuvre = Number.NaN;
  r.radioStatus = Number.NaN;
  r.classBFlags = Number.NaN;
  r.assigned = false;
}

/** Makes everything absent that ordinary position reports do not carry. */
export function clearDetails(r: AisRecord): void {
  r.imo = Number.NaN;
  r.callSign = '';
  r.name = '';
  r.shipType = Number.NaN;
  r.lengthM = Number.NaN;
  r.beamM = Number.NaN;
  r.draughtM = Number.NaN;
  r.destination = '';
  r.altitudeM = Number.NaN;
  r.late = false;
  r.utcAt = Number.NaN;
  r.bowM = Number.NaN;
  r.sternM = Number.NaN;
  r.portM = Number.NaN;
  r.starboardM = Number.NaN;
  r.epfd = Number.NaN;
  r.aisVersion = Number.NaN;
  r.etaMonth = Number.NaN;
  r.etaDay = Number.NaN;
  r.etaHour = Number.NaN;
  r.etaMinute = Number.NaN;
  r.dte = Number.NaN;
  r.partNumber = Number.NaN;
  r.vendor = '';
  r.vendorModel = Number.NaN;
  r.vendorSerial = Number.NaN;
  r.motherMmsi = Number.NaN;
  r.atonType = Number.NaN;
  r.virtual = false;
  r.offPosition = false;
}
