// The words by which text formats name navigational status, ship type and kind of station, and the AIS numbers behind
// them. Sources: ITU-R M.1371 tables, and the wording of the Danish, US (2015–17) and Spire files.

import { STATION, type Station } from '../../domain/report.ts';
import { navStatusOf, shipTypeOf } from './field-limits.ts';

const NAV_STATUS: Readonly<Record<string, number>> = {
  underwayusingengine: 0,
  atanchor: 1,
  notundercommand: 2,
  restrictedmaneuverability: 3,
  restrictedmanoeuvrability: 3,
  constrainedbyherdraught: 4,
  constrainedbyherdraft: 4,
  moored: 5,
  aground: 6,
  engagedinfishing: 7,
  underwaysailing: 8,
  powerdrivenvesseltowingastern: 11,
  powerdrivenvesselpushingaheadortowingalongside: 12,
  aissartactive: 14,
  aissartisactive: 14,
  aissart: 14,
};

const SHIP_TYPE: Readonly<Record<string, number>> = {
  wig: 20,
  fishing: 30,
  towing: 31,
  towinglongwide: 32,
  dredging: 33,
  diving: 34,
  military: 35,
  sailing: 36,
  pleasure: 37,
  pleasurecraft: 37,
  hsc: 40,
  pilot: 50,
  sar: 51,
  tug: 52,
  porttender: 53,
  antipollution: 54,
  lawenforcement: 55,
  spare1: 56,
  spare2: 57,
  medical: 58,
  notpartytoconflict: 59,
  passenger: 60,
  cargo: 70,
  tanker: 80,
  other: 90,
};

const STATION_KIND: Readonly<Record<string, Station>> = {
  a: STATION.classA,
  classa: STATION.classA,
  b: STATION.classB,
  classb: STATION.classB,
  base: STATION.base,
  basestation: STATION.base,
  aton: STATION.aton,
  sarairborne: STATION.sarAircraft,
  sar: STATION.sarAircraft,
};

/** AIS status from a number or from words; NaN when not known. */
export function navStatusFrom(text: string): number {
  return numeric(text) ? navStatusOf(Number(text)) : (NAV_STATUS[letters(text)] ?? Number.NaN);
}

/** AIS ship type from a number or from words; words give the class only (cargo 70, tanker 80). */
export function shipTypeFrom(text: string): number {
  return numeric(text) ? shipTypeOf(Number(text)) : (SHIP_TYPE[letters(text)] ?? Number.NaN);
}

export function stationFrom(text: string): Station {
  return STATION_KIND[letters(text)] ?? STATION.unknown;
}

/** The kind of station that sends messages of this type. */
export function stationOfMessage(messageType: number): Station {
  if (messageType === 1 || messageType === 2 || messageType === 3 || messageType === 5) return STATION.classA;
  if (messageType === 18 || messageType === 19 || messageType === 24) return STATION.classB;
  if (messageType === 4 || messageType === 11) return STATION.base;
  if (messageType === 21) return STATION.aton;
  if (messageType === 9) return STATION.sarAircraft;
  return STATION.unknown;
}

function numeric(text: string): boolean {
  return /^\s*\d+(\.\d*)?\s*$/.test(text);
}

function letters(text: string): string {
  return text
    .toLowerCase()
    .replace(/\[.*\]/, '')
    .replace(/[^a-z0-9]/g, '');
}
