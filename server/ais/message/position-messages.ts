// Fills the record from the messages that tell where something is: types 1–3, 4, 9, 11, 17, 18, 19 and 27. Types 1–3 and
// 18 are nine of ten messages in any feed: they are read straight from the six-bit values, others field by field.
// Every "not available" becomes absent here and nowhere else (ITU-R M.1371-5, annex 8).

import type { POSITION, STATIC, STATION } from '../../domain/report.ts';
import { utcMs } from '../clock/civil-time.ts';
import { flag, signed, unsigned } from '../six-bit.ts';
import { readDimensions, readEpfd, readShipType, setPosition, setSecond, type Texts, textAt } from './fields.ts';
import { type AisRecord, CLASS_B } from './record.ts';

const position: typeof POSITION = 1;
const staticPart: typeof STATIC = 2;
const classA: typeof STATION.classA = 1;
const classB: typeof STATION.classB = 2;
const base: typeof STATION.base = 3;
const sarAircraft: typeof STATION.sarAircraft = 5;

/** Rate of turn by the value sent, −126…126: (value / 4.733)², signed. */
const TURN = new Float64Array(256).fill(Number.NaN);
for (let sent = -126; sent <= 126; sent++) TURN[sent & 255] = Math.sign(sent) * (sent / 4.733) ** 2;

/** 1–3: 168 bits. */
export function readClassA(r: AisRecord, s: Uint8Array): void {
  const turn = ((s[7]! << 2) | (s[8]! >> 4)) & 255;
  const status = s[6]! & 15;
  r.station = classA;
  r.navStatus = status === 15 ? Number.NaN : status;
  r.rateOfTurnDegMin = TURN[turn]!;
  r.turningFast = turn === 127 ? 1 : turn === 129 ? -1 : 0;
  setSpeed(r, ((s[8]! & 15) << 6) | s[9]!);
  r.accurate = s[10]! > 31;
  setPosition(
    r,
    (((s[10]! & 31) << 27) | (s[11]! << 21) | (s[12]! << 15) | (s[13]! << 9) | ((s[14]! >> 1) << 4)) >> 4,
    (((s[14]! & 1) << 31) | (s[15]! << 25) | (s[16]! << 19) | (s[17]! << 13) | (s[18]! << 7) | ((s[19]! >> 4) << 5)) >>
      5,
  );
  setCourse(r, ((s[19]! & 15) << 8) | (s[20]! << 2) | (s[21]! >> 4));
  setHeading(r, ((s[21]! & 15) << 5) | (s[22]! >> 1));
  setSecond(r, ((s[22]! & 1) << 5) | (s[23]! >> 1));
  const manoeuvre = ((s[23]! & 1) << 1) | (s[24]! >> 5);
  r.manoeuvre = manoeuvre === 1 || manoeuvre === 2 ? manoeuvre : Number.NaN;
  r.raim = (s[24]! & 2) !== 0;
  r.radioStatus = ((s[24]! & 1) << 18) | (s[25]! << 12) | (s[26]! << 6) | s[27]!;
  r.coarse = false;
  r.classBFlags = Number.NaN;
  r.assigned = false;
}

/** 18: 168 bits. */
export function readClassB(r: AisRecord, s: Uint8Array): void {
  readClassBMotion(r, s);
  const flags = ((s[23]! & 7) << 3) | (s[24]! >> 3);
  r.classBFlags = flags;
  r.assigned = (flags & CLASS_B.assigned) !== 0;
  r.raim = (s[24]! & 4) !== 0;
  r.radioStatus = ((s[24]! & 3) << 18) | (s[25]! << 12) | (s[26]! << 6) | s[27]!;
}

/** 19: 306 bits and more; DTE and the assigned flag follow in the full 312. */
export function readClassBExtended(r: AisRecord, s: Uint8Array, texts: Texts): void {
  readClassBMotion(r, s);
  r.classBFlags = Number.NaN;
  r.radioStatus = Number.NaN;
  r.name = textAt(texts, s, 143, 20);
  readShipType(r, s, 263);
  readDimensions(r, s, 271);
  readEpfd(r, s, 301);
  r.raim = flag(s, 305);
  r.dte = r.bits > 306 ? unsigned(s, 306, 1) : Number.NaN;
  r.assigned = r.bits > 307 && flag(s, 307);
  r.parts |= staticPart;
}

function readClassBMotion(r: AisRecord, s: Uint8Array): void {
  r.station = classB;
  r.navStatus = Number.NaN;
  r.rateOfTurnDegMin = Number.NaN;
  r.turningFast = 0;
  setSpeed(r, ((s[7]! & 3) << 8) | (s[8]! << 2) | (s[9]! >> 4));
  r.accurate = (s[9]! & 8) !== 0;
  setPosition(
    r,
    (((s[9]! & 7) << 29) | (s[10]! << 23) | (s[11]! << 17) | (s[12]! << 11) | (s[13]! << 5) | ((s[14]! >> 5) << 4)) >>
      4,
    (((s[14]! & 31) << 27) | (s[15]! << 21) | (s[16]! << 15) | (s[17]! << 9) | ((s[18]! >> 2) << 5)) >> 5,
  );
  setCourse(r, ((s[18]! & 3) << 10) | (s[19]! << 4) | (s[20]! >> 2));
  setHeading(r, ((s[20]! & 3) << 7) | (s[21]! << 1) | (s[22]! >> 5));
  setSecond(r, ((s[22]! & 31) << 1) | (s[23]! >> 5));
  r.manoeuvre = Number.NaN;
  r.coarse = false;
}

/** 9: 168 bits; speed in whole knots. */
export function readSarAircraft(r: AisRecord, s: Uint8Array): void {
  r.station = sarAircraft;
  const altitude = unsigned(s, 38, 12);
  r.altitudeM = altitude === 4095 ? Number.NaN : altitude;
  const speed = unsigned(s, 50, 10);
  r.speedKn = speed === 1023 ? Number.NaN : speed;
  r.accurate = flag(s, 60);
  setPosition(r, signed(s, 61, 28), signed(s, 89, 27));
  setCourse(r, unsigned(s, 116, 12));
  setSecond(r, unsigned(s, 128, 6));
  r.dte = unsigned(s, 142, 1);
  r.assigned = flag(s, 146);
  r.raim = flag(s, 147);
  r.radioStatus = unsigned(s, 148, 20);
}

/** 4 and 11: 168 bits. */
export function readBase(r: AisRecord, s: Uint8Array): void {
  r.station = base;
  r.utcAt = utcMs(
    unsigned(s, 38, 14),
    unsigned(s, 52, 4),
    unsigned(s, 56, 5),
    unsigned(s, 61, 5),
    unsigned(s, 66, 6),
    unsigned(s, 72, 6),
  );
  r.accurate = flag(s, 78);
  setPosition(r, signed(s, 79, 28), signed(s, 107, 27));
  readEpfd(r, s, 134);
  r.raim = flag(s, 148);
  r.radioStatus = unsigned(s, 149, 19);
}

/** 17: 80 bits and more; the position of the reference station in 1/10 minute, the corrections stay in the payload. */
export function readDgnss(r: AisRecord, s: Uint8Array): void {
  r.station = base;
  setCoarsePosition(r, signed(s, 40, 18), signed(s, 58, 17));
}

/** 27: 95 bits and more, often padded to a slot. */
export function readLongRange(r: AisRecord, s: Uint8Array): void {
  r.accurate = flag(s, 38);
  r.raim = flag(s, 39);
  const status = unsigned(s, 40, 4);
  r.navStatus = status === 15 ? Number.NaN : status;
  setCoarsePosition(r, signed(s, 44, 18), signed(s, 62, 17));
  const speed = unsigned(s, 79, 6);
  r.speedKn = speed === 63 ? Number.NaN : speed;
  const course = unsigned(s, 85, 9);
  r.courseDeg = course < 360 ? course : Number.NaN;
  r.late = flag(s, 94);
}

function setCoarsePosition(r: AisRecord, lon: number, lat: number): void {
  r.coarse = true;
  if (lon > 108_000 || lon < -108_000 || lat > 54_000 || lat < -54_000 || (lon | lat) === 0) return;
  r.lon = lon / 600;
  r.lat = lat / 600;
  r.parts = position;
}

/** 1022 stands for 102.2 kn or more. */
function setSpeed(r: AisRecord, sent: number): void {
  r.speedKn = sent === 1023 ? Number.NaN : sent / 10;
}

/** 3600 is not available, not north; beyond is invalid. */
function setCourse(r: AisRecord, sent: number): void {
  r.courseDeg = sent < 3600 ? sent / 10 : Number.NaN;
}

function setHeading(r: AisRecord, sent: number): void {
  r.headingDeg = sent < 360 ? sent : Number.NaN;
}
