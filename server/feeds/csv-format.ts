// The parser behind every CSV format: a layout says which column holds which field, the rest is shared. The first line
// that is not blank is the header; columns are found by name, never by place. One row gives one report, with its
// position part, its static part, or both.

import { emptyReport, POSITION, type Report, STATIC, STATION, type Station } from '../domain/report.ts';
import {
  cleanText,
  createTextCache,
  createTimeReader,
  type DateOrder,
  isEmpty,
  putNumber,
  textOf,
  timeFromText,
} from './csv-fields.ts';
import { type CsvRow, createRowScanner, MAX_FIELDS, NUMBER, SKIP, TEXT } from './csv-rows.ts';
import { createTailMemo } from './csv-tail.ts';
import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from './feed.ts';
import {
  beamOf,
  courseOf,
  draughtOf,
  headingOf,
  imoOf,
  isMmsi,
  lengthOf,
  positionDoubt,
  REJECT,
  speedOf,
} from './field-limits.ts';
import type { Field } from './field-names.ts';
import { navStatusFrom, shipTypeFrom, stationFrom, stationOfMessage } from './field-words.ts';
import { carriesStatic } from './table-report.ts';

export interface CsvLayout {
  /** Column number of each field that the file has. */
  columns: Partial<Record<Field, number>>;
  dateOrder: DateOrder;
  /** What the speed column must be multiplied by to give knots. */
  speedScale: number;
  /** True when the MMSI column holds a segment id that begins with the MMSI. */
  mmsiInSegment?: true;
}

/** Reads a header, or says null when it is not one of this format. */
export type LayoutOf = (headers: readonly string[], options: ParserOptions) => CsvLayout | null;

/** Makes a format of a layout. */
export function csvFormat(name: string, title: string, layoutOf: LayoutOf): TrackFormat {
  return {
    name,
    title,
    detect: (head, options) => {
      const header = csvHeader(head);
      return header !== null && layoutOf(header.fields, options) !== null;
    },
    open: (options) => createCsvParser(options, layoutOf),
  };
}

/** The first line that is not blank, in fields, with the separator it uses; null when nothing separates anything. */
export function csvHeader(head: string): { line: string; fields: string[]; delimiter: number } | null {
  for (const raw of head.replace(/^\uFEFF/, '').split('\n', 8)) {
    const line = raw.replace(/\r+$/, '');
    // Excel writes `sep=;` above the header.
    if (line.trim() === '' || /^sep=.$/i.test(line)) continue;
    const delimiter = delimiterOf(line);
    if (delimiter === null) return null;
    const fields: string[] = [];
    const scanner = createRowScanner(
      (row) => {
        for (let i = 0; i < row.count; i++) fields.push(cleanText(textOf(row.bytes, row.starts[i]!, row.ends[i]!)));
      },
      () => undefined,
    );
    scanner.delimiter = delimiter;
    scanner.push(new TextEncoder().encode(line));
    scanner.end();
    return { line, fields, delimiter };
  }
  return null;
}

function delimiterOf(line: string): number | null {
  let best: number | null = null;
  let most = 0;
  for (const delimiter of [',', ';', '\t']) {
    const count = line.split(delimiter).length - 1;
    if (count > most) {
      most = count;
      best = delimiter.charCodeAt(0);
    }
  }
  return best;
}

export function createCsvParser(options: ParserOptions, layoutOf: LayoutOf): TrackParser {
  let sink: ReportSink | null = null;
  let reader: RowReader | null = null;
  let header: { line: string; known: boolean } | null = null;

  const scanner = createRowScanner(take, (line, bytes) => {
    sink?.reject(REJECT.tooLong, line, bytes, 0, bytes.length);
  });

  function take(row: CsvRow): void {
    if (reader === null) {
      if (header === null) takeHeader(row, textOf(row.bytes, row.start, row.end));
      else sink?.reject(REJECT.otherHeader, row.line, row.bytes, row.start, row.end);
      return;
    }
    const reason = reader.read(row);
    if (reason === null) {
      sink?.report(reader.report);
      return;
    }
    if (looksLikeHeader(row)) {
      // Daily files joined end to end: the next file may order its columns otherwise.
      const line = textOf(row.bytes, row.start, row.end);
      const same = line === header?.line;
      sink?.reject(REJECT.header, row.line, row.bytes, row.start, row.end);
      if (!same) takeHeader(row, line);
      return;
    }
    sink?.reject(reason, row.line, row.bytes, row.start, row.end);
  }

  function takeHeader(row: CsvRow, line: string): void {
    if (/^(\uFEFF)?sep=.$/i.test(line)) return;
    const found = csvHeader(line);
    const layout = found === null ? null : layoutOf(found.fields, options);
    header = { line, known: layout !== null };
    reader = null;
    if (found === null || layout === null) {
      sink?.reject(REJECT.otherHeader, row.line, row.bytes, row.start, row.end);
      return;
    }
    scanner.delimiter = found.delimiter;
    scanner.kinds.fill(SKIP);
    for (const field of NUMERIC) scanner.kinds[layout.columns[field] ?? ABSENT_COLUMN] = NUMBER;
    for (const field of TEXTUAL) scanner.kinds[layout.columns[field] ?? ABSENT_COLUMN] = TEXT;
    scanner.kinds[ABSENT_COLUMN] = SKIP;
    reader = createRowReader(layout, options, found.fields.length);
    scanner.tailColumn = reader.tailColumn;
    scanner.tail = reader.tail;
  }

  return {
    get lines() {
      return scanner.lines;
    },
    push: (bytes, to) => {
      sink = to;
      scanner.push(bytes);
    },
    end: (to) => {
      sink = to;
      scanner.end();
    },
  };
}

/** A refused row with "mmsi", "ssvid" or "seg_id" in words where others have numbers. */
function looksLikeHeader(row: CsvRow): boolean {
  return (
    row.end - row.start < 1000 && /(^|[,;\t"])\s*(mmsi|ssvid|seg_?id)/i.test(textOf(row.bytes, row.start, row.end))
  );
}

interface RowReader {
  report: Report;
  /** Fills the report; returns why not, or null. */
  read(row: CsvRow): string | null;
  /** For the scanner. */
  tailColumn: number;
  tail(row: Readonly<CsvRow>, bytes: Uint8Array, at: number): number;
}

const NUMERIC: readonly Field[] = [
  'mmsi',
  'lon',
  'lat',
  'speedKn',
  'courseDeg',
  'headingDeg',
  'messageType',
  'imo',
  'lengthM',
  'beamM',
  'draughtM',
  'bowM',
  'sternM',
  'portM',
  'starboardM',
];
const TEXTUAL: readonly Field[] = ['callSign', 'name', 'shipType', 'destination', 'navStatus', 'station', 'receiver'];

/** A column that no file has: the scanner leaves its number NaN. */
const ABSENT_COLUMN = MAX_FIELDS;

/** Fields that differ from row to row; behind the last of them the tail begins. */
const CHANGING: readonly Field[] = [
  'mmsi',
  'at',
  'arrivedAt',
  'lon',
  'lat',
  'speedKn',
  'courseDeg',
  'headingDeg',
  'messageType',
  'receiver',
];

const AT = 0;
const ARRIVED_AT = 1;

/** The hot path: no allocation per row but for texts that were not seen before. */
function createRowReader(layout: CsvLayout, options: ParserOptions, headerCount: number): RowReader {
  const report = emptyReport();
  report.source = options.source;
  const { columns, speedScale } = layout;
  const column = (field: Field) => columns[field] ?? ABSENT_COLUMN;
  const time = createTimeReader(layout.dateOrder);
  const times = new Float64Array(2);
  const ownMmsi = options.mmsi;
  const mmsiInSegment = layout.mmsiInSegment === true;
  const needed = 1 + Math.max(...Object.values(columns));
  const mmsiColumn = column('mmsi');
  const atColumn = column('at');
  const arrivedAtColumn = column('arrivedAt');
  const lonColumn = column('lon');
  const latColumn = column('lat');
  const speedColumn = column('speedKn');
  const courseColumn = column('courseDeg');
  const headingColumn = column('headingDeg');
  const messageTypeColumn = column('messageType');
  const imoColumn = column('imo');
  const lengthColumn = column('lengthM');
  const beamColumn = column('beamM');
  const draughtColumn = column('draughtM');
  const bowColumn = column('bowM');
  const sternColumn = column('sternM');
  const portColumn = column('portM');
  const starboardColumn = column('starboardM');
  const navStatusOf = textReader(column('navStatus'), wholeOf(navStatusFrom), ABSENT);
  const stationOf = textReader<Station>(column('station'), stationFrom, STATION.unknown);
  const shipTypeOf = textReader(column('shipType'), wholeOf(shipTypeFrom), ABSENT);
  const receiverOf = textReader(column('receiver'), cleanText, '');
  const nameOf = textReader(column('name'), cleanText, '');
  const callSignOf = textReader(column('callSign'), cleanText, '');
  const destinationOf = textReader(column('destination'), cleanText, '');
  // The MMSI of a segment id is not known before the row is read; a column after it all has no tail worth keeping.
  const tailColumn = mmsiInSegment || columns.mmsi === undefined ? -1 : firstOfTail(columns, headerCount);
  const tails = createTailMemo();
  const statusInTail = columns.navStatus !== undefined && columns.navStatus >= tailColumn;
  const stationInTail = columns.station !== undefined && columns.station >= tailColumn;
  const stationByMessage = columns.station === undefined && columns.messageType !== undefined;

  function read(row: CsvRow): string | null {
    const { bytes, starts, ends, numbers } = row;
    if (row.count !== headerCount && !row.tailKnown) {
      if (row.count < needed) return REJECT.tooFew;
      for (let i = headerCount; i < row.count; i++) if (starts[i]! < ends[i]!) return REJECT.tooMany;
    }
    if (mmsiInSegment) readSegment(row, mmsiColumn);
    let mmsi = numbers[mmsiColumn]!;
    if (!isMmsi(mmsi)) {
      if (columns.mmsi !== undefined && !isEmpty(bytes, starts[mmsiColumn]!, ends[mmsiColumn]!)) return REJECT.mmsi;
      if (ownMmsi === null) return REJECT.noMmsi;
      mmsi = ownMmsi;
    }
    time.read(bytes, starts[atColumn]!, ends[atColumn]!, times, AT);
    if (Number.isNaN(times[AT]!)) return whyNoTime(bytes, starts[atColumn]!, ends[atColumn]!, layout.dateOrder);

    const doubt = positionDoubt(numbers[lonColumn]!, numbers[latColumn]!);
    let hasStatic: boolean;
    if (row.tailKnown) {
      hasStatic = tails.fill(report);
      if (!statusInTail) report.navStatus = numberOf(navStatusOf(row));
      if (!stationInTail)
        report.station = stationByMessage ? stationOfMessage(numbers[messageTypeColumn]!) : stationOf(row);
    } else {
      readStatic(row);
      hasStatic = carriesStatic(report);
      report.navStatus = numberOf(navStatusOf(row));
      report.station = stationByMessage ? stationOfMessage(numbers[messageTypeColumn]!) : stationOf(row);
      if (row.tailStart >= 0 && row.count === headerCount) keepTail(row, mmsi, hasStatic);
    }
    if (doubt !== null && !hasStatic) {
      const empty =
        isEmpty(bytes, starts[lonColumn]!, ends[lonColumn]!) && isEmpty(bytes, starts[latColumn]!, ends[latColumn]!);
      return empty ? REJECT.noPosition : doubt;
    }

    report.mmsi = mmsi;
    report.at = times[AT]!;
    report.arrivedAt = times[AT]!;
    report.line = row.line;
    if (doubt === null) {
      report.parts = hasStatic ? POSITION | STATIC : POSITION;
      report.lon = numbers[lonColumn]!;
      report.lat = numbers[latColumn]!;
      report.speedKn = speedOf(numbers[speedColumn]! * speedScale);
      report.courseDeg = courseOf(numbers[courseColumn]!);
      report.headingDeg = headingOf(numbers[headingColumn]!);
    } else {
      report.parts = STATIC;
      clearPosition(report);
    }
    report.coarse = doubt === null && numbers[messageTypeColumn]! === 27;
    report.receiver = receiverOf(row);
    if (arrivedAtColumn !== ABSENT_COLUMN) {
      time.read(bytes, starts[arrivedAtColumn]!, ends[arrivedAtColumn]!, times, ARRIVED_AT);
      if (times[ARRIVED_AT]! > times[AT]!) report.arrivedAt = times[ARRIVED_AT]!;
    }
    return null;
  }

  function keepTail(row: CsvRow, mmsi: number, hasStatic: boolean): void {
    tails.keep(mmsi, row.bytes, row.tailStart, row.lineEnd, report, hasStatic);
  }

  function readStatic(row: CsvRow): void {
    const { numbers } = row;
    report.callSign = callSignOf(row);
    report.name = nameOf(row);
    report.shipType = numberOf(shipTypeOf(row));
    report.destination = destinationOf(row);
    report.imo = imoOf(numbers[imoColumn]!);
    report.draughtM = draughtOf(numbers[draughtColumn]!);
    report.lengthM = lengthOf(numbers[lengthColumn]!);
    report.beamM = beamOf(numbers[beamColumn]!);
    if (Number.isNaN(report.lengthM)) report.lengthM = lengthOf(numbers[bowColumn]! + numbers[sternColumn]!);
    if (Number.isNaN(report.beamM)) report.beamM = beamOf(numbers[portColumn]! + numbers[starboardColumn]!);
  }

  function tail(row: Readonly<CsvRow>, bytes: Uint8Array, at: number): number {
    return tails.match(row.numbers[mmsiColumn]!, bytes, at);
  }

  return { report, read, tailColumn, tail };
}

/** Behind the last field that changes; -1 when fewer than three columns are left, which are as quickly read. */
function firstOfTail(columns: CsvLayout['columns'], headerCount: number): number {
  const first = 1 + Math.max(...CHANGING.map((field) => columns[field] ?? -1));
  return headerCount - first >= 3 ? first : -1;
}

/** Stands for NaN in caches of small whole numbers. */
const ABSENT = -1;

function wholeOf(read: (text: string) => number): (text: string) => number {
  return (text) => {
    const value = read(text);
    return Number.isNaN(value) ? ABSENT : value;
  };
}

function numberOf(whole: number): number {
  return whole === ABSENT ? Number.NaN : whole;
}

/** Reads the text of one column through a cache. */
function textReader<T extends string | number>(
  column: number,
  read: (text: string) => T,
  empty: T,
): (row: Readonly<CsvRow>) => T {
  if (column === ABSENT_COLUMN) return () => empty;
  const cache = createTextCache(read, empty);
  return (row) => cache.get(row.bytes, row.starts[column]!, row.ends[column]!, row.hashes[column]!);
}

function clearPosition(report: Report): void {
  report.lon = Number.NaN;
  report.lat = Number.NaN;
  report.speedKn = Number.NaN;
  report.courseDeg = Number.NaN;
  report.headingDeg = Number.NaN;
  report.navStatus = Number.NaN;
}

/** Reads `273212120-2023-08-01T…` as 273212120. */
function readSegment(row: CsvRow, column: number): void {
  const start = row.starts[column]!;
  const dash = row.bytes.indexOf(45, start);
  const end = row.ends[column]!;
  putNumber(row.bytes, start, dash >= 0 && dash < end ? dash : end, row.numbers, column);
}

function whyNoTime(bytes: Uint8Array, start: number, end: number, dateOrder: DateOrder): string {
  if (isEmpty(bytes, start, end)) return REJECT.noTime;
  if (dateOrder !== null) return REJECT.time;
  const text = textOf(bytes, start, end);
  const eitherWay = timeFromText(text, 'day first') > 0 || timeFromText(text, 'month first') > 0;
  return eitherWay ? REJECT.dateOrder : REJECT.time;
}
