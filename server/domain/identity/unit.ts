// What one radio unit says of itself over time: the current values and a bounded identity timeline. Static reports come in
// event-time order; the state is plain JSON-safe data, updated in place. Nothing is believed and nothing matched here.
//
// Almost every static message repeats the previous one: it then costs seven comparisons and as many times.

import type { IdentityLine } from '../heard.ts';
import { type Report, STATION } from '../report.ts';
import { DAY_MS, MINUTE_MS } from '../time.ts';
import { isPlaceholderImo, isShipImo } from './imo.ts';
import { type IdentityField, turnLine } from './timeline.ts';

/** What a static report brought, as a bit set. */
export const NOTHING = 0;
/** A value that matching rests on is new: ask `identify` again. */
export const IDENTITY = 1;
/** Draught or destination is new: the vessel must be emitted again, its hull is the same. */
export const VOYAGE = 2;

/** Last valid IMO number of a unit stands in for a missing one this long (identity policy, row C3). */
export const IMO_MEMORY_MS = 30 * DAY_MS;
/** A number counts as withheld after this many class A messages without it, over this long (detection facts 9). */
const WITHHELD_MESSAGES = 3;
export const WITHHELD_MS = 30 * MINUTE_MS;

export interface UnitIdentity {
  mmsi: number;
  /** As sent, cut at '@' and trimmed; '' until heard. */
  name: string;
  callSign: string;
  /** Last number sent in the range of IMO numbers, whether or not its check digit is right. */
  sentImo: number | null;
  /** Last one that passes the ship check and is no placeholder, when, and what else the unit said then. */
  imo: number | null;
  imoAt: number;
  imoName: string;
  imoCallSign: string;
  /** True while the latest message with room for an IMO number carried `imo`. */
  imoHeld: boolean;
  /** True once `imo` is older than `IMO_MEMORY_MS`. */
  imoLapsed: boolean;
  /** Class A messages in a row without any number, after one was sent, and when that began. */
  imoMissing: number;
  imoMissingFrom: number;
  imoWithheld: boolean;
  shipType: number | null;
  lengthM: number | null;
  beamM: number | null;
  draughtM: number | null;
  destination: string;

  /** When name, call sign, IMO, type or size last took the place of another; the first hearing before that. */
  changedAt: number;
  firstAt: number;
  lastAt: number;
  /** Last hearing of each current value. */
  nameAt: number;
  callSignAt: number;
  sentImoAt: number;
  shipTypeAt: number;
  sizeAt: number;
  draughtAt: number;
  destinationAt: number;
  /** Read them through `timelineOf`: the last hearing of a current value stands above. */
  lines: IdentityLine[];
  /** Lines given up at the bound. */
  linesDropped: number;
}

export function beginUnit(mmsi: number, at: number, source: string): UnitIdentity {
  return {
    mmsi,
    name: '',
    callSign: '',
    sentImo: null,
    imo: null,
    imoAt: at,
    imoName: '',
    imoCallSign: '',
    imoHeld: false,
    imoLapsed: false,
    imoMissing: 0,
    imoMissingFrom: at,
    imoWithheld: false,
    shipType: null,
    lengthM: null,
    beamM: null,
    draughtM: null,
    destination: '',
    changedAt: at,
    firstAt: at,
    lastAt: at,
    nameAt: at,
    callSignAt: at,
    sentImoAt: at,
    shipTypeAt: at,
    sizeAt: at,
    draughtAt: at,
    destinationAt: at,
    lines: [{ field: 'mmsi', value: String(mmsi), firstAt: at, lastAt: at, source }],
    linesDropped: 0,
  };
}

/** Takes the static part of a report into the unit. An absent value never erases a known one. */
export function hearStatic(unit: UnitIdentity, report: Readonly<Report>): number {
  const at = report.at;
  let heard = NOTHING;
  unit.lastAt = at;

  if (report.name !== '') {
    if (report.name !== unit.name) heard |= hearText(unit, 'name', report.name, report);
    else unit.nameAt = at;
  }
  if (report.callSign !== '') {
    if (report.callSign !== unit.callSign) heard |= hearText(unit, 'callSign', report.callSign, report);
    else unit.callSignAt = at;
  }
  // Not a number means absent, and is equal to nothing: it must not reach a comparison.
  if (!Number.isNaN(report.shipType)) {
    if (report.shipType !== unit.shipType) heard |= hearShipType(unit, report);
    else unit.shipTypeAt = at;
  }
  if (!Number.isNaN(report.lengthM) || !Number.isNaN(report.beamM)) {
    const sameLength = report.lengthM === unit.lengthM || Number.isNaN(report.lengthM);
    const sameBeam = report.beamM === unit.beamM || Number.isNaN(report.beamM);
    if (!sameLength || !sameBeam) heard |= hearSize(unit, report);
    else unit.sizeAt = at;
  }
  if (!Number.isNaN(report.draughtM)) {
    if (report.draughtM !== unit.draughtM) heard |= hearDraught(unit, report);
    else unit.draughtAt = at;
  }
  if (report.destination !== '') {
    if (report.destination !== unit.destination) heard |= hearText(unit, 'destination', report.destination, report);
    else unit.destinationAt = at;
  }

  // Last, because the number is remembered together with the name and call sign it came with.
  if (!Number.isNaN(report.imo)) heard |= hearImo(unit, report);
  else if (unit.imo !== null && report.station !== STATION.classB) heard |= missImo(unit, report);
  return heard;
}

/** The timeline as it stands, oldest first: copies, which later reports do not change. */
export function timelineOf(unit: Readonly<UnitIdentity>): IdentityLine[] {
  const inUse = new Set<IdentityField>();
  return unit.lines
    .toReversed()
    .map((line) => {
      if (inUse.has(line.field)) return { ...line };
      inUse.add(line.field);
      return { ...line, lastAt: lastHearing(unit, line.field) };
    })
    .reverse()
    .sort((a, b) => a.firstAt - b.firstAt);
}

/** The timelines of several units of one ship as one: a value that two of them sent is one line. */
export function timelineOfAll(units: readonly Readonly<UnitIdentity>[]): IdentityLine[] {
  const lines = new Map<string, IdentityLine>();
  for (const line of units.flatMap(timelineOf)) {
    const key = `${line.field} ${line.value}`;
    const same = lines.get(key);
    if (same === undefined) lines.set(key, line);
    else {
      same.firstAt = Math.min(same.firstAt, line.firstAt);
      same.lastAt = Math.max(same.lastAt, line.lastAt);
    }
  }
  return [...lines.values()].sort((a, b) => a.firstAt - b.firstAt);
}

function hearText(
  unit: UnitIdentity,
  field: 'name' | 'callSign' | 'destination',
  sent: string,
  report: Readonly<Report>,
): number {
  const filler = sent.indexOf('@');
  const text = (filler < 0 ? sent : sent.slice(0, filler)).trim();
  if (text === '') return NOTHING;
  const before = unit[field];
  if (text !== before) {
    turn(unit, field, before, text, report);
    unit[field] = text;
  }
  if (field === 'name') unit.nameAt = report.at;
  else if (field === 'callSign') unit.callSignAt = report.at;
  else unit.destinationAt = report.at;
  if (text === before) return NOTHING;
  return field === 'destination' ? VOYAGE : IDENTITY;
}

function hearShipType(unit: UnitIdentity, report: Readonly<Report>): number {
  turn(unit, 'shipType', textOf(unit.shipType), String(report.shipType), report);
  unit.shipType = report.shipType;
  unit.shipTypeAt = report.at;
  return IDENTITY;
}

function hearSize(unit: UnitIdentity, report: Readonly<Report>): number {
  const lengthM = Number.isNaN(report.lengthM) ? unit.lengthM : report.lengthM;
  const beamM = Number.isNaN(report.beamM) ? unit.beamM : report.beamM;
  const filledIn = (unit.lengthM ?? lengthM) === lengthM && (unit.beamM ?? beamM) === beamM;
  const before = filledIn ? '' : sizeText(unit.lengthM, unit.beamM);
  turn(unit, 'size', before, sizeText(lengthM, beamM), report);
  unit.lengthM = lengthM;
  unit.beamM = beamM;
  unit.sizeAt = report.at;
  return IDENTITY;
}

function hearDraught(unit: UnitIdentity, report: Readonly<Report>): number {
  turn(unit, 'draught', textOf(unit.draughtM), String(report.draughtM), report);
  unit.draughtM = report.draughtM;
  unit.draughtAt = report.at;
  return VOYAGE;
}

function hearImo(unit: UnitIdentity, report: Readonly<Report>): number {
  const at = report.at;
  let heard = NOTHING;
  if (report.imo !== unit.sentImo) {
    turn(unit, 'imo', textOf(unit.sentImo), String(report.imo), report);
    unit.sentImo = report.imo;
    heard = IDENTITY;
  }
  unit.sentImoAt = at;
  unit.imoMissing = 0;
  if (unit.imoWithheld) {
    unit.imoWithheld = false;
    heard = IDENTITY;
  }
  // While the same number is repeated, its validity was settled when it first came.
  const valid = heard === NOTHING ? unit.imoHeld || isUsable(report.imo) : isUsable(report.imo);
  if (!valid) {
    if (unit.imoHeld) heard = IDENTITY;
    unit.imoHeld = false;
    return heard | lapse(unit, at);
  }
  if (!unit.imoHeld || unit.imoLapsed) heard = IDENTITY;
  unit.imo = report.imo;
  unit.imoAt = at;
  unit.imoName = unit.name;
  unit.imoCallSign = unit.callSign;
  unit.imoHeld = true;
  unit.imoLapsed = false;
  return heard;
}

function isUsable(imo: number): boolean {
  return isShipImo(imo) && !isPlaceholderImo(imo);
}

function missImo(unit: UnitIdentity, report: Readonly<Report>): number {
  let heard = unit.imoHeld ? IDENTITY : NOTHING;
  unit.imoHeld = false;
  if (report.station === STATION.classA && !unit.imoWithheld) {
    if (unit.imoMissing === 0) unit.imoMissingFrom = report.at;
    unit.imoMissing++;
    if (unit.imoMissing >= WITHHELD_MESSAGES && report.at - unit.imoMissingFrom >= WITHHELD_MS) {
      unit.imoWithheld = true;
      heard = IDENTITY;
    }
  }
  return heard | lapse(unit, report.at);
}

function lapse(unit: UnitIdentity, at: number): number {
  if (unit.imo === null || unit.imoLapsed || at - unit.imoAt <= IMO_MEMORY_MS) return NOTHING;
  unit.imoLapsed = true;
  return IDENTITY;
}

/** One value of a field gives way to another; `before` is '' where none is contradicted. */
function turn(unit: UnitIdentity, field: IdentityField, before: string, after: string, report: Readonly<Report>): void {
  if (before !== '' && field !== 'destination' && field !== 'draught') unit.changedAt = report.at;
  unit.linesDropped += turnLine(unit.lines, field, lastHearing(unit, field), after, report.at, report.source);
}

function lastHearing(unit: Readonly<UnitIdentity>, field: IdentityField): number {
  switch (field) {
    case 'mmsi':
      return unit.lastAt;
    case 'imo':
      return unit.sentImoAt;
    case 'name':
      return unit.nameAt;
    case 'callSign':
      return unit.callSignAt;
    case 'shipType':
      return unit.shipTypeAt;
    case 'size':
      return unit.sizeAt;
    case 'destination':
      return unit.destinationAt;
    case 'draught':
      return unit.draughtAt;
  }
}

function textOf(value: number | null): string {
  return value === null ? '' : String(value);
}

/** '138x21', '138x?' where the beam was not told. */
function sizeText(lengthM: number | null, beamM: number | null): string {
  return lengthM === null && beamM === null ? '' : `${lengthM ?? '?'}x${beamM ?? '?'}`;
}
