// Fills the record from the messages that tell what something is: types 5, 21 and 24, and the fields they share with 19.
// Every "not available" becomes absent; a blank name is absent, so that it never erases a known one.

import type { STATIC, STATION } from '../../domain/report.ts';
import { copyText, flag, signed, unsigned } from '../six-bit.ts';
import { textOf } from '../text-cache.ts';
import { readDimensions, readEpfd, readShipType, setPosition, setSecond, type Texts, textAt } from './fields.ts';
import type { AisRecord } from './record.ts';

const staticPart: typeof STATIC = 2;
const classA: typeof STATION.classA = 1;
const classB: typeof STATION.classB = 2;
const aton: typeof STATION.aton = 4;

/** 5: 420 bits and more; a message of 420 loses the last character of the destination and DTE. */
export function readVoyage(r: AisRecord, s: Uint8Array, texts: Texts): void {
  r.station = classA;
  r.parts = staticPart;
  r.aisVersion = unsigned(s, 38, 2);
  const imo = unsigned(s, 40, 30);
  r.imo = imo >= 1_000_000 && imo <= 9_999_999 ? imo : Number.NaN;
  r.callSign = textAt(texts, s, 70, 7);
  r.name = textAt(texts, s, 112, 20);
  readShipType(r, s, 232);
  readDimensions(r, s, 240);
  readEpfd(r, s, 270);
  const month = unsigned(s, 274, 4);
  const day = unsigned(s, 278, 5);
  const hour = unsigned(s, 283, 5);
  const minute = unsigned(s, 288, 6);
  r.etaMonth = month >= 1 && month <= 12 ? month : Number.NaN;
  r.etaDay = day >= 1 ? day : Number.NaN;
  r.etaHour = hour < 24 ? hour : Number.NaN;
  r.etaMinute = minute < 60 ? minute : Number.NaN;
  const draught = unsigned(s, 294, 8);
  r.draughtM = draught === 0 ? Number.NaN : draught / 10;
  r.destination = textAt(texts, s, 302, Math.min(20, Math.floor((r.bits - 302) / 6)));
  r.dte = r.bits > 422 ? unsigned(s, 422, 1) : Number.NaN;
}

/** 21: 272 bits and more; a name of 20 characters goes on in the extension. */
export function readAton(r: AisRecord, s: Uint8Array, texts: Texts): void {
  r.station = aton;
  r.parts = 0;
  const type = unsigned(s, 38, 5);
  r.atonType = type === 0 ? Number.NaN : type;
  let end = copyText(s, 43, 20, texts.room, 0);
  if (end === 20) end = copyText(s, 272, Math.min(14, Math.floor((r.bits - 272) / 6)), texts.room, end);
  r.name = textOf(texts.cache, texts.room, 0, end);
  r.accurate = flag(s, 163);
  setPosition(r, signed(s, 164, 28), signed(s, 192, 27));
  readDimensions(r, s, 219);
  readEpfd(r, s, 249);
  setSecond(r, unsigned(s, 253, 6));
  r.offPosition = flag(s, 259);
  r.raim = flag(s, 268);
  r.virtual = flag(s, 269);
  r.assigned = flag(s, 270);
  r.parts |= staticPart;
}

/** 24 part A: 158 bits and more; a message of 158 loses the last character of the name. */
export function readStaticA(r: AisRecord, s: Uint8Array, texts: Texts): void {
  r.station = classB;
  r.parts = staticPart;
  r.partNumber = 0;
  r.name = textAt(texts, s, 40, Math.min(20, Math.floor((r.bits - 40) / 6)));
}

/** 24 part B: 162 bits and more. A craft of a parent ship sends that ship's MMSI where others send their size. */
export function readStaticB(r: AisRecord, s: Uint8Array, texts: Texts): void {
  r.station = classB;
  r.parts = staticPart;
  r.partNumber = 1;
  readShipType(r, s, 40);
  r.vendor = textAt(texts, s, 48, 3);
  r.vendorModel = unsigned(s, 66, 4);
  r.vendorSerial = unsigned(s, 70, 20);
  r.callSign = textAt(texts, s, 90, 7);
  if (r.mmsi >= 980_000_000 && r.mmsi <= 989_999_999) {
    const mother = unsigned(s, 132, 30);
    r.motherMmsi = mother === 0 ? Number.NaN : mother;
  } else {
    readDimensions(r, s, 132);
  }
  if (r.bits >= 166) readEpfd(r, s, 162);
}
