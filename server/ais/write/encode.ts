// Messages to sentences: what fixtures, scenarios and load are made of. Fields have the names and units of AisRecord;
// one that is left out, null, NaN or '' is sent as "not available". Decoding the result gives the same values, rounded
// to what the field can hold. A value that cannot be sent is a bug of the caller and throws.

import { civilTime } from '../clock/civil-time.ts';
import { type AisRecord, CLASS_B } from '../message/record.ts';
import { armour, type BitWriter, createBitWriter, putSigned, putText, putUnsigned } from './bit-writer.ts';
import { type SentenceOptions, writeSentences } from './sentence-writer.ts';

type Field = Exclude<
  keyof AisRecord,
  | ('type' | 'mmsi' | 'six' | 'bits' | 'parts' | 'station' | 'sentences' | 'coarse')
  | ('at' | 'arrivedAt' | 'timeSource' | 'source' | 'line' | 'receiver' | 'channel')
>;

/** The flags of type 18 by name, as AisMessage has them; `classBFlags` goes first. */
type ClassBFlag = keyof typeof CLASS_B;

/** A message to send: an AisRecord, an AisMessage, or just the fields one has. */
export type Encodable = { readonly type: number; readonly mmsi: number } & {
  readonly [K in Field]?: AisRecord[K] | null | undefined;
} & { readonly [K in ClassBFlag]?: boolean | null | undefined };

/** Types 1–5, 9, 11, 18, 19, 21, 24 (A and B by `partNumber`) and 27, as whole lines without line ends. */
export function encodeSentences(message: Encodable, options: SentenceOptions = {}): string[] {
  const w = createBitWriter();
  const encode = ENCODERS[message.type];
  if (encode === undefined) throw new RangeError(`type ${message.type} cannot be encoded`);
  putUnsigned(w, message.type, 6, 'type');
  putUnsigned(w, message.repeat ?? 0, 2, 'repeat');
  putUnsigned(w, message.mmsi, 30, 'mmsi');
  encode(w, message);
  const { payload, fill } = armour(w);
  return writeSentences(payload, fill, message.ownShip === true, options);
}

const ENCODERS: Readonly<Record<number, (w: BitWriter, m: Encodable) => void>> = {
  1: putClassA,
  2: putClassA,
  3: putClassA,
  4: putBase,
  5: putVoyage,
  9: putSarAircraft,
  11: putBase,
  18: putClassB,
  19: putClassBExtended,
  21: putAton,
  24: putStatic,
  27: putLongRange,
};

function putClassA(w: BitWriter, m: Encodable): void {
  putUnsigned(w, or(m.navStatus, 15), 4, 'navStatus');
  putSigned(w, rateOfTurn(m), 8, 'rateOfTurnDegMin');
  putMotion(w, m, 10);
  putHeadingAndSecond(w, m);
  putUnsigned(w, or(m.manoeuvre, 0), 2, 'manoeuvre');
  putUnsigned(w, 0, 3, 'spare');
  putFlag(w, m.raim);
  putUnsigned(w, or(m.radioStatus, 0), 19, 'radioStatus');
}

function putClassB(w: BitWriter, m: Encodable): void {
  putUnsigned(w, 0, 8, 'spare');
  putMotion(w, m, 10);
  putHeadingAndSecond(w, m);
  putUnsigned(w, 0, 2, 'spare');
  putUnsigned(w, or(m.classBFlags, namedFlags(m)), 6, 'classBFlags');
  putFlag(w, m.raim);
  putUnsigned(w, or(m.radioStatus, 0), 20, 'radioStatus');
}

function putClassBExtended(w: BitWriter, m: Encodable): void {
  putUnsigned(w, 0, 8, 'spare');
  putMotion(w, m, 10);
  putHeadingAndSecond(w, m);
  putUnsigned(w, 0, 4, 'spare');
  putText(w, m.name ?? '', 20);
  putUnsigned(w, or(m.shipType, 0), 8, 'shipType');
  putDimensions(w, m);
  putUnsigned(w, or(m.epfd, 0), 4, 'epfd');
  putFlag(w, m.raim);
  putUnsigned(w, or(m.dte, 1), 1, 'dte');
  putFlag(w, m.assigned);
  putUnsigned(w, 0, 4, 'spare');
}

function putSarAircraft(w: BitWriter, m: Encodable): void {
  putUnsigned(w, or(m.altitudeM, 4095), 12, 'altitudeM');
  putMotion(w, m, 1);
  putUnsigned(w, second(m), 6, 'second');
  putUnsigned(w, 0, 8, 'regional');
  putUnsigned(w, or(m.dte, 1), 1, 'dte');
  putUnsigned(w, 0, 3, 'spare');
  putFlag(w, m.assigned);
  putFlag(w, m.raim);
  putUnsigned(w, or(m.radioStatus, 0), 20, 'radioStatus');
}

function putBase(w: BitWriter, m: Encodable): void {
  const utc = present(m.utcAt) ? civilTime(m.utcAt) : null;
  putUnsigned(w, utc?.year ?? 0, 14, 'year');
  putUnsigned(w, utc?.month ?? 0, 4, 'month');
  putUnsigned(w, utc?.day ?? 0, 5, 'day');
  putUnsigned(w, utc?.hour ?? 24, 5, 'hour');
  putUnsigned(w, utc?.minute ?? 60, 6, 'minute');
  putUnsigned(w, utc?.second ?? 60, 6, 'second');
  putFlag(w, m.accurate);
  putPosition(w, m);
  putUnsigned(w, or(m.epfd, 0), 4, 'epfd');
  putUnsigned(w, 0, 10, 'spare');
  putFlag(w, m.raim);
  putUnsigned(w, or(m.radioStatus, 0), 19, 'radioStatus');
}

function putVoyage(w: BitWriter, m: Encodable): void {
  putUnsigned(w, or(m.aisVersion, 0), 2, 'aisVersion');
  putUnsigned(w, or(m.imo, 0), 30, 'imo');
  putText(w, m.callSign ?? '', 7);
  putText(w, m.name ?? '', 20);
  putUnsigned(w, or(m.shipType, 0), 8, 'shipType');
  putDimensions(w, m);
  putUnsigned(w, or(m.epfd, 0), 4, 'epfd');
  putUnsigned(w, or(m.etaMonth, 0), 4, 'etaMonth');
  putUnsigned(w, or(m.etaDay, 0), 5, 'etaDay');
  putUnsigned(w, or(m.etaHour, 24), 5, 'etaHour');
  putUnsigned(w, or(m.etaMinute, 60), 6, 'etaMinute');
  putUnsigned(w, present(m.draughtM) ? Math.min(255, Math.round(m.draughtM * 10)) : 0, 8, 'draughtM');
  putText(w, m.destination ?? '', 20);
  putUnsigned(w, or(m.dte, 1), 1, 'dte');
  putUnsigned(w, 0, 1, 'spare');
}

/** An AtoN name beyond 20 characters goes into the extension, filled up to a whole number of sextets. */
function putAton(w: BitWriter, m: Encodable): void {
  const name = m.name ?? '';
  putUnsigned(w, or(m.atonType, 0), 5, 'atonType');
  putText(w, name, 20);
  putFlag(w, m.accurate);
  putPosition(w, m);
  putDimensions(w, m);
  putUnsigned(w, or(m.epfd, 0), 4, 'epfd');
  putUnsigned(w, second(m), 6, 'second');
  putFlag(w, m.offPosition);
  putUnsigned(w, 0, 8, 'regional');
  putFlag(w, m.raim);
  putFlag(w, m.virtual);
  putFlag(w, m.assigned);
  putUnsigned(w, 0, 1, 'spare');
  const extension = name.slice(20, 34);
  putText(w, extension, extension.length);
}

function putStatic(w: BitWriter, m: Encodable): void {
  const part = or(m.partNumber, 0);
  putUnsigned(w, part, 2, 'partNumber');
  if (part === 0) {
    putText(w, m.name ?? '', 20);
    putUnsigned(w, 0, 8, 'spare');
    return;
  }
  putUnsigned(w, or(m.shipType, 0), 8, 'shipType');
  putText(w, m.vendor ?? '', 3);
  putUnsigned(w, or(m.vendorModel, 0), 4, 'vendorModel');
  putUnsigned(w, or(m.vendorSerial, 0), 20, 'vendorSerial');
  putText(w, m.callSign ?? '', 7);
  if (present(m.motherMmsi)) putUnsigned(w, m.motherMmsi, 30, 'motherMmsi');
  else putDimensions(w, m);
  putUnsigned(w, or(m.epfd, 0), 4, 'epfd');
  putUnsigned(w, 0, 2, 'spare');
}

function putLongRange(w: BitWriter, m: Encodable): void {
  putFlag(w, m.accurate);
  putFlag(w, m.raim);
  putUnsigned(w, or(m.navStatus, 15), 4, 'navStatus');
  const known = present(m.lon) && present(m.lat);
  putSigned(w, known ? Math.round(m.lon! * 600) : 181 * 600, 18, 'lon');
  putSigned(w, known ? Math.round(m.lat! * 600) : 91 * 600, 17, 'lat');
  putUnsigned(w, present(m.speedKn) ? Math.min(62, Math.round(m.speedKn)) : 63, 6, 'speedKn');
  putUnsigned(w, present(m.courseDeg) ? Math.round(m.courseDeg) % 360 : 511, 9, 'courseDeg');
  putFlag(w, m.late);
  putUnsigned(w, 0, 1, 'spare');
}

function putMotion(w: BitWriter, m: Encodable, speedScale: number): void {
  putUnsigned(w, present(m.speedKn) ? Math.min(1022, Math.round(m.speedKn * speedScale)) : 1023, 10, 'speedKn');
  putFlag(w, m.accurate);
  putPosition(w, m);
  putUnsigned(w, present(m.courseDeg) ? Math.round(m.courseDeg * 10) % 3600 : 3600, 12, 'courseDeg');
}

function putPosition(w: BitWriter, m: Encodable): void {
  const known = present(m.lon) && present(m.lat);
  if (known && !(Math.abs(m.lon!) <= 180 && Math.abs(m.lat!) <= 90)) {
    throw new RangeError(`position ${m.lon}, ${m.lat} is not on the globe`);
  }
  putSigned(w, known ? Math.round(m.lon! * 600_000) : 181 * 600_000, 28, 'lon');
  putSigned(w, known ? Math.round(m.lat! * 600_000) : 91 * 600_000, 27, 'lat');
}

function putHeadingAndSecond(w: BitWriter, m: Encodable): void {
  putUnsigned(w, present(m.headingDeg) ? Math.round(m.headingDeg) % 360 : 511, 9, 'headingDeg');
  putUnsigned(w, second(m), 6, 'second');
}

/** With length and beam alone, ITU-R M.1371 wants bow and port 0: the reference point is unknown, the size is not. */
function putDimensions(w: BitWriter, m: Encodable): void {
  const placedAlong = present(m.bowM) || present(m.sternM);
  const placedAcross = present(m.portM) || present(m.starboardM);
  putUnsigned(w, placedAlong ? metres(m.bowM, 511) : 0, 9, 'bowM');
  putUnsigned(w, metres(placedAlong ? m.sternM : m.lengthM, 511), 9, 'sternM');
  putUnsigned(w, placedAcross ? metres(m.portM, 63) : 0, 6, 'portM');
  putUnsigned(w, metres(placedAcross ? m.starboardM : m.beamM, 63), 6, 'starboardM');
}

function putFlag(w: BitWriter, flag: boolean | null | undefined): void {
  putUnsigned(w, flag === true ? 1 : 0, 1, 'flag');
}

function namedFlags(m: Encodable): number {
  let flags = 0;
  for (const [name, bit] of Object.entries(CLASS_B)) if (m[name as ClassBFlag] === true) flags |= bit;
  return flags;
}

/** ITU-R M.1371: the value sent is 4.733 times the root of the rate in degrees a minute, ±126 for 708 or more. */
function rateOfTurn(m: Encodable): number {
  if (present(m.turningFast) && m.turningFast !== 0) return m.turningFast > 0 ? 127 : -127;
  if (!present(m.rateOfTurnDegMin)) return -128;
  const size = Math.min(126, Math.round(4.733 * Math.sqrt(Math.abs(m.rateOfTurnDegMin))));
  return m.rateOfTurnDegMin < 0 ? -size : size;
}

function second(m: Encodable): number {
  return present(m.second) ? m.second : or(m.secondCode, 60);
}

function metres(value: number | null | undefined, most: number): number {
  return present(value) ? Math.min(most, Math.round(value)) : 0;
}

function or(value: number | null | undefined, absent: number): number {
  return present(value) ? value : absent;
}

function present(value: number | null | undefined): value is number {
  return value !== null && value !== undefined && !Number.isNaN(value);
}
