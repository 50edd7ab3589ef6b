// The public form of a message: one plain object each, never reused, that a program can keep, compare and print as JSON.
// Its fields are those of the message type; null means that the sender had nothing to say there. Times are UTC ms and
// RFC 3339, positions degrees, speeds knots.

interface Common {
  readonly mmsi: number;
  readonly at: number | null;
  readonly time: string | null;
  readonly repeat: number;
  readonly channel: string;
  readonly ownShip: boolean;
  readonly receiver: string | null;
  /** Line of its first part, from 1. */
  readonly line: number;
}

interface Motion {
  readonly lon: number | null;
  readonly lat: number | null;
  readonly speedKn: number | null;
  readonly courseDeg: number | null;
  readonly accurate: boolean;
  readonly raim: boolean;
}

interface Size {
  readonly lengthM: number | null;
  readonly beamM: number | null;
  readonly bowM: number | null;
  readonly sternM: number | null;
  readonly portM: number | null;
  readonly starboardM: number | null;
}

export interface ClassAPosition extends Common, Motion {
  readonly type: 1 | 2 | 3;
  readonly headingDeg: number | null;
  readonly navStatus: number | null;
  readonly rateOfTurnDegMin: number | null;
  /** 1 right, −1 left, faster than 5° in 30 s and without an indicator; else 0. */
  readonly turningFast: number;
  readonly second: number | null;
  /** As sent: 60 not available, 61 manual, 62 dead reckoning, 63 out of order. */
  readonly secondCode: number;
  readonly manoeuvre: number | null;
  readonly radioStatus: number;
}

export interface BaseStation extends Common {
  readonly type: 4 | 11;
  readonly utcAt: number | null;
  readonly utc: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly accurate: boolean;
  readonly raim: boolean;
  readonly epfd: number | null;
  readonly radioStatus: number;
}

export interface VoyageData extends Common, Size {
  readonly type: 5;
  readonly imo: number | null;
  readonly callSign: string | null;
  readonly name: string | null;
  readonly shipType: number | null;
  readonly epfd: number | null;
  readonly etaMonth: number | null;
  readonly etaDay: number | null;
  readonly etaHour: number | null;
  readonly etaMinute: number | null;
  readonly draughtM: number | null;
  readonly destination: string | null;
  readonly dte: number | null;
  readonly aisVersion: number;
}

export interface SarAircraft extends Common, Motion {
  readonly type: 9;
  readonly altitudeM: number | null;
  readonly second: number | null;
  readonly secondCode: number;
  readonly dte: number | null;
  readonly assigned: boolean;
  readonly radioStatus: number;
}

export interface DgnssBroadcast extends Common {
  readonly type: 17;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly coarse: true;
  /** The corrections as sent, hex. */
  readonly data: string;
}

export interface ClassBPosition extends Common, Motion {
  readonly type: 18;
  readonly headingDeg: number | null;
  readonly second: number | null;
  readonly secondCode: number;
  readonly carrierSense: boolean;
  readonly display: boolean;
  readonly dsc: boolean;
  readonly band: boolean;
  readonly message22: boolean;
  readonly assigned: boolean;
  readonly radioStatus: number;
}

export interface ClassBExtended extends Common, Motion, Size {
  readonly type: 19;
  readonly headingDeg: number | null;
  readonly second: number | null;
  readonly secondCode: number;
  readonly name: string | null;
  readonly shipType: number | null;
  readonly epfd: number | null;
  readonly dte: number | null;
  readonly assigned: boolean;
}

export interface AidToNavigation extends Common, Size {
  readonly type: 21;
  readonly atonType: number | null;
  readonly name: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly accurate: boolean;
  readonly epfd: number | null;
  readonly second: number | null;
  readonly secondCode: number;
  readonly offPosition: boolean;
  readonly raim: boolean;
  readonly virtual: boolean;
  readonly assigned: boolean;
}

export interface StaticPartA extends Common {
  readonly type: 24;
  readonly partNumber: 0;
  readonly name: string | null;
}

export interface StaticPartB extends Common, Size {
  readonly type: 24;
  readonly partNumber: 1;
  readonly shipType: number | null;
  readonly vendor: string | null;
  readonly vendorModel: number | null;
  readonly vendorSerial: number | null;
  readonly callSign: string | null;
  readonly motherMmsi: number | null;
  readonly epfd: number | null;
}

export interface LongRangePosition extends Common, Motion {
  readonly type: 27;
  readonly navStatus: number | null;
  /** Good to a tenth of a minute. */
  readonly coarse: true;
  /** The position was more than 5 s old when sent. */
  readonly late: boolean;
}

/** A type that is recognised and left as it was sent. */
export interface UndecodedMessage extends Common {
  readonly type: 6 | 7 | 8 | 10 | 12 | 13 | 14 | 15 | 16 | 20 | 22 | 23 | 25 | 26;
  readonly bits: number;
  /** Armoured, as in the sentence. */
  readonly payload: string;
}

export type AisMessage =
  | ClassAPosition
  | BaseStation
  | VoyageData
  | SarAircraft
  | DgnssBroadcast
  | ClassBPosition
  | ClassBExtended
  | AidToNavigation
  | StaticPartA
  | StaticPartB
  | LongRangePosition
  | UndecodedMessage;
