// A CSV table of sightings: one row each, a header of known names or a map of columns. Good rows are read whatever the
// others hold; each bad one is told in one sentence with its line.

import { parse } from 'csv-parse/sync';
import { CodedError } from '../domain/errors.ts';
import type { Sighting } from '../domain/sighting.ts';
import { MOST_ROW_CHARACTERS } from '../files/read-table.ts';
import { type EntryKnown, readSighting, SIGHTING_FIELDS, type SightingText } from './sighting-entry.ts';

type Field = (typeof SIGHTING_FIELDS)[number];
/** Column names by field, where they are not the usual ones. */
export type SightingColumns = Partial<Record<Field, string>>;

export interface SightingTable {
  sightings: Sighting[];
  refused: { line: number; reason: string }[];
}

/** A table of a few years of one source; more comes in several files. */
const MOST_ROWS = 10_000;

/** Other names under which a column is known, in small letters. */
const ALSO: Readonly<Record<string, Field>> = {
  imo: 'vessel',
  ship: 'vessel',
  hull: 'vessel',
  date: 'from',
  day: 'from',
  time: 'from',
  start: 'from',
  until: 'to',
  end: 'to',
  port: 'place',
  placeid: 'place',
  longitude: 'lon',
  latitude: 'lat',
  seen: 'what',
  note: 'what',
  confidence: 'grade',
  url: 'link',
};

const NEEDED = ['vessel', 'from', 'what', 'source'] as const;

/** Throws `invalid` where the table as a whole cannot be read. */
export function readSightingCsv(text: string, known: EntryKnown, columns: SightingColumns = {}): SightingTable {
  const table: SightingTable = { sightings: [], refused: [] };
  const rows = rowsOf(text, columns, table.refused);
  if (rows.length > MOST_ROWS) {
    throw new CodedError('invalid', `The table has more than ${MOST_ROWS} rows: enter it in pieces.`);
  }
  if (rows.length === 0 && table.refused.length === 0) {
    throw new CodedError('invalid', 'The table has no row below its header: nothing was entered.');
  }
  const lineById = new Map<string, number>();
  for (const { line, record } of rows) {
    try {
      const sighting = readSighting(record, known);
      const before = lineById.get(sighting.id);
      if (before !== undefined) table.refused.push({ line, reason: `It says the same as line ${before}.` });
      else table.sightings.push(sighting);
      lineById.set(sighting.id, before ?? line);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      table.refused.push({ line, reason: error.message });
    }
  }
  table.refused.sort((a, b) => a.line - b.line);
  return table;
}

/** `vessel=Ship,from=Date` as a map. */
export function readColumns(text: string): SightingColumns {
  const columns: SightingColumns = {};
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [field = '', name = ''] = part.split('=').map((side) => side.trim());
    if (!isField(field) || name === '') {
      throw new CodedError(
        'invalid',
        `"${part}" maps no column; write field=Column, fields are ${SIGHTING_FIELDS.join(', ')}.`,
      );
    }
    columns[field] = name;
  }
  return columns;
}

function rowsOf(
  text: string,
  columns: SightingColumns,
  refused: SightingTable['refused'],
): { line: number; record: SightingText }[] {
  let rows: { info: { lines: number }; record: SightingText }[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      columns: (header: string[]) => fieldsOf(header, columns),
      skip_empty_lines: true,
      relax_column_count_less: true,
      skip_records_with_error: true,
      on_skip: (error) => {
        if (error)
          refused.push({
            line: error.lines as number,
            reason: 'It is no row of this table: its columns or quotes do not fit.',
          });
      },
      trim: true,
      info: true,
      to: MOST_ROWS + 1,
      max_record_size: MOST_ROW_CHARACTERS,
    }) as unknown as typeof rows;
  } catch (error) {
    if (error instanceof CodedError) throw error;
    throw new CodedError(
      'invalid',
      `The table cannot be read as CSV: ${error instanceof Error ? error.message : error}.`,
    );
  }
  return rows.map(({ info, record }) => ({ line: info.lines, record }));
}

/** The field of each column, false for one that means nothing here. */
function fieldsOf(header: readonly string[], columns: SightingColumns): (Field | false)[] {
  const names = header.map((name) => name.trim());
  for (const [field, name] of Object.entries(columns)) {
    if (!names.some((each) => each.toLowerCase() === name.toLowerCase())) {
      throw new CodedError(
        'invalid',
        `The table has no column '${name}' (asked for '${field}'); it has ${names.join(', ')}.`,
      );
    }
  }
  const mapped = new Map(Object.entries(columns).map(([field, name]) => [name.toLowerCase(), field as Field]));
  const found = names.map((name) => {
    const word = name.toLowerCase();
    const usual = isField(word) ? word : (ALSO[word.replace(/[ _-]?(no\.?|number|id|utc)$/, '')] ?? ALSO[word]);
    return mapped.get(word) ?? (usual !== undefined && !(usual in columns) ? usual : false);
  });
  const taken = new Set<Field>();
  const fields = found.map((field) => {
    if (field === false || taken.has(field)) return false;
    taken.add(field);
    return field;
  });
  const missing = NEEDED.filter((field) => !taken.has(field));
  if (missing.length > 0) {
    throw new CodedError(
      'invalid',
      `The table has no column ${missing.map((field) => `'${field}'`).join(', ')}; its first row names the columns.`,
    );
  }
  return fields;
}

function isField(word: string): word is Field {
  return (SIGHTING_FIELDS as readonly string[]).includes(word);
}
