// Makes a report of each row of a CSV table, by a layout that says which column holds which field: its position part,
// its static part, or both. This is the hot path of daily files: nothing is allocated per row but for texts that were not
// seen before.

import { emptyReport, POSITION, type Report, STATIC, STATION, type Station } from '../../domain/report.ts';
import type { ParserOptions } from '../feed.ts';
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
import { type CsvRow, MAX_FIELDS, NUMBER, SKIP } from './csv-rows.ts';
import { createTailMemo } from './csv-tail.ts';
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

/** Reads the rows of one table. */
export interface RowReader {
  report: Report;
  /** Fills the report; returns why not, or null. */
  read(row: CsvRow): string | null;
  /** For the scanner: what each column is, and where the part begins that is the same from row to row of a ship. */
  kinds: Uint8Array;
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
export function createRowReader(layout: CsvLayout, options: ParserOptions, headerCount: number): RowReader {
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

  return { report, read, kinds: kindsOf(columns), tailColumn, tail };
}

function kindsOf(columns: CsvLayout['columns']): Uint8Array {
  const kinds = new Uint8Array(MAX_FIELDS + 1).fill(SKIP);
  for (const field of NUMERIC) kinds[columns[field] ?? ABSENT_COLUMN] = NUMBER;
  kinds[ABSENT_COLUMN] = SKIP;
  return kinds;
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
  return (row) => cache.get(row.bytes, row.starts[column]!, row.ends[column]!);
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
