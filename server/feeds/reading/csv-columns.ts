// Which column of a CSV table holds what: the layout that a format reads from a header, and what the scanner must know of
// it. Pure tables; no row is read here.

import { IMO_FIELD, MMSI_FIELD } from './csv-fields.ts';
import { MAX_FIELDS, NUMBER, SKIP } from './csv-rows.ts';
import type { DateOrder } from './csv-time.ts';
import type { Columns, Field, Units } from './field-names.ts';

export interface CsvLayout {
  /** Column number of each field that the file has. */
  columns: Columns;
  dateOrder: DateOrder;
  /** Absent where the format says that all is in knots and metres. */
  units?: Units;
  /** What must be told of the table besides, after its name. */
  notes?: readonly string[];
  /** True when the MMSI column holds a segment id that begins with the MMSI. */
  mmsiInSegment?: true;
}

const NUMERIC: readonly Field[] = [
  'lon',
  'lat',
  'speedKn',
  'courseDeg',
  'headingDeg',
  'messageType',
  'lengthM',
  'beamM',
  'draughtM',
  'bowM',
  'sternM',
  'portM',
  'starboardM',
];

/** A column that no file has: the scanner leaves its number NaN. */
export const ABSENT_COLUMN = MAX_FIELDS;

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

/** Fields that say who the ship is. What is remembered of a ship is all of them, so all must be in what is compared. */
export const STATIC_FIELDS: readonly Field[] = [
  'imo',
  'callSign',
  'name',
  'shipType',
  'lengthM',
  'beamM',
  'draughtM',
  'destination',
  'bowM',
  'sternM',
  'portM',
  'starboardM',
];

/** For the scanner: what each column holds. */
export function kindsOf(columns: Columns): Uint8Array {
  const kinds = new Uint8Array(MAX_FIELDS + 1).fill(SKIP);
  for (const field of NUMERIC) kinds[columns[field] ?? ABSENT_COLUMN] = NUMBER;
  kinds[columns.mmsi ?? ABSENT_COLUMN] = MMSI_FIELD;
  kinds[columns.imo ?? ABSENT_COLUMN] = IMO_FIELD;
  kinds[ABSENT_COLUMN] = SKIP;
  return kinds;
}

/**
 * Behind the last field that changes; -1 when fewer than three columns are left, which are as quickly read, and when any
 * field of the ship stands before them: a row would be given back more than was compared.
 */
export function firstOfTail(columns: Columns, headerCount: number): number {
  const first = 1 + Math.max(...CHANGING.map((field) => columns[field] ?? -1));
  const covered = STATIC_FIELDS.every((field) => (columns[field] ?? first) >= first);
  return covered && headerCount - first >= 3 ? first : -1;
}
