// Makes a report of each row of a CSV table, by a layout that says which column holds which field: its position part,
// its static part, or both. This is the hot path of daily files: nothing is allocated per row but for texts that were not
// seen before.

import { emptyReport, POSITION, type Report, STATIC, STATION, type Station } from '../../domain/report.ts';
import type { ParserOptions } from '../feed.ts';
import { ABSENT_COLUMN, type CsvLayout, firstOfTail, kindsOf, STATIC_FIELDS } from './csv-columns.ts';
import { cleanText, createTextCache, isEmpty, MMSI_FIELD, putIdentifier, textOf } from './csv-fields.ts';
import type { CsvRow } from './csv-rows.ts';
import { createTailMemo } from './csv-tail.ts';
import { createTimeReader } from './csv-time.ts';
import {
  beamOf,
  beamOfOffsets,
  courseOf,
  draughtOf,
  foldedLon,
  headingOf,
  imoOf,
  isMmsi,
  lengthOf,
  lengthOfOffsets,
  positionDoubt,
  REJECT,
  showsTo360,
  speedOf,
} from './field-limits.ts';
import type { Field } from './field-names.ts';
import { settledWithoutUnit } from './field-units.ts';
import { navStatusFrom, shipTypeFrom, stationFrom, stationOfMessage } from './field-words.ts';
import { carriesStatic, whyNoTime } from './table-report.ts';

/** Reads the rows of one table. */
export interface RowReader {
  report: Report;
  /** Fills the report; returns why not, or null. */
  read(row: CsvRow): string | null;
  /** Of the row read last, when it gave a report: why a part of it is not in there, or null. */
  refused: string | null;
  /** Fields that had values whose unit nobody names. */
  readonly leftOut: ReadonlySet<Field>;
  /** For the scanner: what each column is, and where the part begins that is the same from row to row of a ship. */
  kinds: Uint8Array;
  tailColumn: number;
  tail(row: Readonly<CsvRow>, bytes: Uint8Array, at: number): number;
}

const AT = 0;
const ARRIVED_AT = 1;

/** The hot path: no allocation per row but for texts that were not seen before. */
export function createRowReader(layout: CsvLayout, options: ParserOptions, headerCount: number): RowReader {
  const report = emptyReport();
  report.source = options.source;
  const { columns } = layout;
  const { scales = {}, unitless = [] } = layout.units ?? {};
  const {
    speedKn: speedScale = 1,
    draughtM: draughtScale = 1,
    lengthM: lengthScale = 1,
    beamM: beamScale = 1,
  } = scales;
  const speedUnitless = unitless.some(({ field }) => field === 'speedKn');
  const draughtUnitless = unitless.some(({ field }) => field === 'draughtM');
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
  const hasImo = columns.imo !== undefined;
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
  const mayCarryStatic = STATIC_FIELDS.some((field) => columns[field] !== undefined);
  const tails = createTailMemo();
  const leftOut = new Set<Field>();
  let countsTo360 = false;
  const statusInTail = columns.navStatus !== undefined && columns.navStatus >= tailColumn;
  const stationInTail = columns.station !== undefined && columns.station >= tailColumn;
  const stationByMessage = columns.station === undefined && columns.messageType !== undefined;

  function read(row: CsvRow): string | null {
    const { bytes, starts, ends, numbers } = row;
    if (reader.refused !== null) reader.refused = null;
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
    time.readUsual(bytes, starts[atColumn]!, ends[atColumn]!, times, AT);
    if (Number.isNaN(times[AT]!)) time.readRare(bytes, starts[atColumn]!, ends[atColumn]!, times, AT);
    if (Number.isNaN(times[AT]!)) {
      if (saysNothing(row, atColumn)) return REJECT.noTime;
      return whyNoTime(textOf(bytes, starts[atColumn]!, ends[atColumn]!), layout.dateOrder);
    }

    let doubt = positionDoubt(numbers[lonColumn]!, numbers[latColumn]!, countsTo360);
    if (doubt === REJECT.position && saysNothing(row, lonColumn) && saysNothing(row, latColumn))
      doubt = REJECT.noPosition;
    let hasStatic: boolean;
    if (row.tailKnown) {
      hasStatic = tails.fill(report);
      if (!statusInTail) report.navStatus = numberOf(navStatusOf(row));
      if (!stationInTail)
        report.station = stationByMessage ? stationOfMessage(numbers[messageTypeColumn]!) : stationOf(row);
    } else {
      hasStatic = false;
      // Of a table that has no such column, the report is without them from the beginning.
      if (mayCarryStatic) {
        readStatic(row);
        hasStatic = carriesStatic(report);
      }
      report.navStatus = numberOf(navStatusOf(row));
      report.station = stationByMessage ? stationOfMessage(numbers[messageTypeColumn]!) : stationOf(row);
      if (row.tailStart >= 0 && row.count === headerCount && reader.refused === null) keepTail(row, mmsi, hasStatic);
    }
    if (doubt !== null) {
      if (!hasStatic) return doubt;
      if (doubt === REJECT.position) reader.refused = doubt;
    }

    report.mmsi = mmsi;
    report.at = times[AT]!;
    report.arrivedAt = times[AT]!;
    report.line = row.line;
    if (doubt === null) {
      report.parts = hasStatic ? POSITION | STATIC : POSITION;
      const lon = numbers[lonColumn]!;
      report.lon = lon > 180 ? foldedEast(lon) : lon;
      report.lat = numbers[latColumn]!;
      report.speedKn = speedUnitless
        ? speedOf(settled(numbers[speedColumn]!, 'speedKn'))
        : speedOf(numbers[speedColumn]! * speedScale);
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
    if (hasImo && Number.isNaN(numbers[imoColumn]!) && !saysNothing(row, imoColumn)) {
      reader.refused = REJECT.imo;
    }
    report.draughtM = draughtUnitless
      ? draughtOf(settled(numbers[draughtColumn]!, 'draughtM'))
      : draughtOf(numbers[draughtColumn]! * draughtScale);
    report.lengthM = lengthOf(numbers[lengthColumn]! * lengthScale);
    report.beamM = beamOf(numbers[beamColumn]! * beamScale);
    const bow = numbers[bowColumn]!;
    const stern = numbers[sternColumn]!;
    const port = numbers[portColumn]!;
    const starboard = numbers[starboardColumn]!;
    // A length that was made of an offset of "511 m or more" is none either.
    if (bow >= 511 || stern >= 511) report.lengthM = Number.NaN;
    else if (Number.isNaN(report.lengthM)) report.lengthM = lengthOfOffsets(bow, stern);
    if (port >= 63 || starboard >= 63) report.beamM = Number.NaN;
    else if (Number.isNaN(report.beamM)) report.beamM = beamOfOffsets(port, starboard);
  }

  function foldedEast(lon: number): number {
    countsTo360 ||= showsTo360(lon);
    return foldedLon(lon);
  }

  function settled(value: number, field: Field): number {
    const taken = settledWithoutUnit(value);
    if (taken !== value && !Number.isNaN(value)) leftOut.add(field);
    return taken;
  }

  function tail(row: Readonly<CsvRow>, bytes: Uint8Array, at: number): number {
    return tails.match(row.numbers[mmsiColumn]!, bytes, at);
  }

  const reader: RowReader = {
    report,
    read,
    refused: null,
    leftOut,
    kinds: kindsOf(columns),
    tailColumn,
    tail,
  };
  return reader;
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
  putIdentifier(row.bytes, start, dash >= 0 && dash < end ? dash : end, row.numbers, column, MMSI_FIELD);
}

/** Nothing, or a word for it; so does a column that the table has not. */
function saysNothing(row: Readonly<CsvRow>, column: number): boolean {
  if (column === ABSENT_COLUMN) return true;
  const start = row.starts[column]!;
  const end = row.ends[column]!;
  return isEmpty(row.bytes, start, end) || cleanText(textOf(row.bytes, start, end)) === '';
}
