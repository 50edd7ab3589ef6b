// A report as bytes and back, exactly, with its static part where `parts` says so: for reports that wait, in memory or on
// disk. Absent fields take no room. Nothing is allocated but the texts.
//
//   parts and coarse u8 │ station u8 │ what is present u16 │ MMSI i32 │ line i32 │ source u16 │ at f64 │ numbers f64 … │ texts …

import { type Report, STATIC, type Station } from '../domain/report.ts';

/** Names of files, by number: few of them stand in millions of reports. */
export interface SourceNames {
  readonly names: string[];
  readonly numbers: Map<string, number>;
}

export function createSourceNames(): SourceNames {
  return { names: [], numbers: new Map() };
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
const TEXTS = 4;
/** Bit of the first text; the bits of the numbers come before it, and that of an arrival that is not the event time. */
const TEXT = 1 << (NUMBERS + 1);
const ARRIVED_LATER = 1 << NUMBERS;
const COARSE = 4;
const FIXED_BYTES = 22;
/** Everything but the characters of its texts. */
const MOST_BYTES = FIXED_BYTES + 8 * (NUMBERS + 1) + 4 * TEXTS;

/** Room that the report may take. */
export function mostBytes(report: Readonly<Report>): number {
  const { receiver, callSign, name, destination } = report;
  return MOST_BYTES + 2 * (receiver.length + callSign.length + name.length + destination.length);
}

/** Writes the report at `from`, where there is room for `mostBytes` of it; returns where it ends. */
export function putReport(report: Readonly<Report>, block: ReportBlock, from: number, sources: SourceNames): number {
  const { view } = block;
  view.setUint8(from, report.parts | (report.coarse ? COARSE : 0));
  view.setUint8(from + 1, report.station);
  view.setInt32(from + 4, report.mmsi, true);
  view.setInt32(from + 8, report.line, true);
  view.setUint16(from + 12, numberOf(sources, report.source), true);
  view.setFloat64(from + 14, report.at, true);
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
  present |= putText(block, 0, report.receiver);
  if ((report.parts & STATIC) !== 0) {
    present |=
      putText(block, 1, report.callSign) | putText(block, 2, report.name) | putText(block, 3, report.destination);
  }
  view.setUint16(from + 2, present, true);
  return block.end;
}

/** Reads the report at `from`; returns where it ends. */
export function takeReport(report: Report, block: ReportBlock, from: number, sources: SourceNames): number {
  const { view } = block;
  const flags = view.getUint8(from);
  const present = view.getUint16(from + 2, true);
  report.parts = flags & 3;
  report.coarse = (flags & COARSE) !== 0;
  report.station = view.getUint8(from + 1) as Station;
  report.mmsi = view.getInt32(from + 4, true);
  report.line = view.getInt32(from + 8, true);
  report.source = sources.names[view.getUint16(from + 12, true)]!;
  report.at = view.getFloat64(from + 14, true);
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
  report.receiver = takeText(block, present, 0);
  report.callSign = takeText(block, present, 1);
  report.name = takeText(block, present, 2);
  report.destination = takeText(block, present, 3);
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

/** Its length, doubled, and 1 more where a character takes two bytes; then its characters. */
function putText(block: ReportBlock, which: number, text: string): number {
  if (text === '') return 0;
  const { bytes, view, end } = block;
  let to = end + 4;
  let wide = 0;
  for (let i = 0; i < text.length && wide === 0; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) wide = 1;
    bytes[to++] = code;
  }
  if (wide === 1) to = end + 4 + bytes.write(text, end + 4, 'utf16le');
  view.setUint32(end, text.length * 2 + wide, true);
  block.end = to;
  return TEXT << which;
}

function takeText(block: ReportBlock, present: number, which: number): string {
  if ((present & (TEXT << which)) === 0) return '';
  const { bytes, view, end } = block;
  const length = view.getUint32(end, true);
  const from = end + 4;
  block.end = from + (length >>> 1) * ((length & 1) + 1);
  return bytes.toString((length & 1) === 0 ? 'latin1' : 'utf16le', from, block.end);
}

function numberOf(sources: SourceNames, name: string): number {
  let number = sources.numbers.get(name);
  if (number === undefined) {
    number = sources.names.length;
    if (number > 0xffff) throw new Error(`${number} recordings in one replay`);
    sources.names.push(name);
    sources.numbers.set(name, number);
  }
  return number;
}
