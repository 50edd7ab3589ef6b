// A report as bytes and back, exactly, with its static part where `parts` says so: for reports that wait, in memory or on
// disk. Absent fields take no room, and nothing is allocated.
//
//   parts and coarse u8 │ station u8 │ what is present u16 │ MMSI i32 │ line i32 │ at f64 │ numbers f64 … │ texts u32 …

import { type Report, STATIC, type Station } from '../domain/report.ts';

/**
 * Texts by number: names of ships and files stand in millions of reports, and come out as the very strings that went in,
 * which compare at a glance. It has a bound; texts beyond it are written out.
 */
export interface TextTable {
  readonly texts: string[];
  readonly numbers: Map<string, number>;
  /** Characters that it still takes. */
  room: number;
}

/** A day of the Baltic has half a million characters of names and destinations. */
const MOST_CHARACTERS = 16_000_000;

export function createTextTable(mostCharacters = MOST_CHARACTERS): TextTable {
  return { texts: [], numbers: new Map(), room: mostCharacters };
}

/** A block of reports; a report never goes over its end. */
export interface ReportBlock {
  readonly bytes: Buffer;
  readonly view: DataView;
  /** Where the field put or taken last ends. */
  end: number;
}

export function createBlock(length: number): ReportBlock {
  return blockOf(Buffer.alloc(length));
}

export function blockOf(bytes: Buffer): ReportBlock {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length), end: 0 };
}

const NUMBERS = 11;
const TEXTS = 5;
/** Bits beside those of the numbers. */
const ARRIVED_LATER = 1 << NUMBERS;
const RECEIVER = 1 << (NUMBERS + 1);
const COARSE = 4;
const FIXED_BYTES = 20;
/** Everything but the characters of its texts. */
const MOST_BYTES = FIXED_BYTES + 8 * (NUMBERS + 1) + 4 * TEXTS;

/** Room that the report may take. */
export function mostBytes(report: Readonly<Report>): number {
  const { source, receiver, callSign, name, destination } = report;
  return MOST_BYTES + 2 * (source.length + receiver.length + callSign.length + name.length + destination.length);
}

/** Writes the report at `from`, where there is room for `mostBytes` of it; returns where it ends. */
export function putReport(report: Readonly<Report>, block: ReportBlock, from: number, table: TextTable): number {
  const { view } = block;
  view.setUint8(from, report.parts | (report.coarse ? COARSE : 0));
  view.setUint8(from + 1, report.station);
  view.setInt32(from + 4, report.mmsi, true);
  view.setInt32(from + 8, report.line, true);
  view.setFloat64(from + 12, report.at, true);
  block.end = from + FIXED_BYTES;
  let present =
    putNumber(block, 0, report.lon) |
    putNumber(block, 1, report.lat) |
    putNumber(block, 2, report.speedKn) |
    putNumber(block, 3, report.courseDeg) |
    putNumber(block, 4, report.headingDeg) |
    putNumber(block, 5, report.navStatus);
  if ((report.parts & STATIC) !== 0) {
    present |=
      putNumber(block, 6, report.imo) |
      putNumber(block, 7, report.shipType) |
      putNumber(block, 8, report.lengthM) |
      putNumber(block, 9, report.beamM) |
      putNumber(block, 10, report.draughtM);
  }
  if (report.arrivedAt !== report.at) {
    view.setFloat64(block.end, report.arrivedAt, true);
    block.end += 8;
    present |= ARRIVED_LATER;
  }
  putText(block, table, report.source);
  if (report.receiver !== '') {
    putText(block, table, report.receiver);
    present |= RECEIVER;
  }
  if ((report.parts & STATIC) !== 0) {
    putText(block, table, report.callSign);
    putText(block, table, report.name);
    putText(block, table, report.destination);
  }
  view.setUint16(from + 2, present, true);
  return block.end;
}

/** Reads the report at `from`; returns where it ends. */
export function takeReport(report: Report, block: ReportBlock, from: number, table: TextTable): number {
  const { view } = block;
  const flags = view.getUint8(from);
  const present = view.getUint16(from + 2, true);
  report.parts = flags & 3;
  report.coarse = (flags & COARSE) !== 0;
  report.station = view.getUint8(from + 1) as Station;
  report.mmsi = view.getInt32(from + 4, true);
  report.line = view.getInt32(from + 8, true);
  report.at = view.getFloat64(from + 12, true);
  block.end = from + FIXED_BYTES;
  report.lon = takeNumber(block, present, 0);
  report.lat = takeNumber(block, present, 1);
  report.speedKn = takeNumber(block, present, 2);
  report.courseDeg = takeNumber(block, present, 3);
  report.headingDeg = takeNumber(block, present, 4);
  report.navStatus = takeNumber(block, present, 5);
  report.imo = takeNumber(block, present, 6);
  report.shipType = takeNumber(block, present, 7);
  report.lengthM = takeNumber(block, present, 8);
  report.beamM = takeNumber(block, present, 9);
  report.draughtM = takeNumber(block, present, 10);
  report.arrivedAt = (present & ARRIVED_LATER) === 0 ? report.at : takeNumber(block, present, NUMBERS);
  report.source = takeText(block, table);
  report.receiver = (present & RECEIVER) === 0 ? '' : takeText(block, table);
  const hasStatic = (flags & STATIC) !== 0;
  report.callSign = hasStatic ? takeText(block, table) : '';
  report.name = hasStatic ? takeText(block, table) : '';
  report.destination = hasStatic ? takeText(block, table) : '';
  return block.end;
}

/** The bit that says it is there; 0 and nothing written where it is absent. */
function putNumber(block: ReportBlock, which: number, value: number): number {
  if (Number.isNaN(value)) return 0;
  block.view.setFloat64(block.end, value, true);
  block.end += 8;
  return 1 << which;
}

function takeNumber(block: ReportBlock, present: number, which: number): number {
  if ((present & (1 << which)) === 0) return Number.NaN;
  const value = block.view.getFloat64(block.end, true);
  block.end += 8;
  return value;
}

/** Its number in the table, doubled; or its length, doubled, and 1 more, and its characters in two bytes each. */
function putText(block: ReportBlock, table: TextTable, text: string): void {
  const { view, end } = block;
  const number = text === '' ? 0 : numberOf(table, text);
  if (number >= 0) {
    view.setUint32(end, number * 2, true);
    block.end = end + 4;
    return;
  }
  view.setUint32(end, text.length * 2 + 1, true);
  block.end = end + 4 + block.bytes.write(text, end + 4, 'utf16le');
}

function takeText(block: ReportBlock, table: TextTable): string {
  const { view, end } = block;
  const told = view.getUint32(end, true);
  block.end = end + 4;
  if ((told & 1) === 0) return told === 0 ? '' : table.texts[(told >>> 1) - 1]!;
  block.end += told - 1;
  return block.bytes.toString('utf16le', end + 4, block.end);
}

/** From 1; −1 where the table is full and does not have it. */
function numberOf(table: TextTable, text: string): number {
  const known = table.numbers.get(text);
  if (known !== undefined) return known;
  const weight = text.length + TEXT_WEIGHT;
  if (weight > table.room) return -1;
  table.room -= weight;
  const number = table.texts.push(text);
  table.numbers.set(text, number);
  return number;
}

/** What an entry takes beside its characters. */
const TEXT_WEIGHT = 30;
