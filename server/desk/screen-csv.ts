// Screening tables: CSV in, one question a row; CSV out, one match a row and one row for every question without any.
// The columns are found by their names; a table of one column without a header is a list of names or numbers.

import { parse } from 'csv-parse/sync';
import { CodedError } from '../domain/errors.ts';
import type { ScreenQuery } from '../domain/identity/screen.ts';
import { type Asked, type ListLine, oneResult, readAsked, type Screener, type ScreenResult } from './screen.ts';

/** Rows of one table; 10,000 take less than two seconds. */
const MOST_ROWS = 100_000;

const COLUMNS: readonly (readonly [keyof ScreenQuery, RegExp])[] = [
  ['imo', /^imo([ _-]?(no\.?|number))?$/i],
  ['mmsi', /^mmsi$/i],
  ['callSign', /^call[ _-]?sign$/i],
  ['name', /^(vessel|ship)?[ _-]?name$|^vessel$|^ship$/i],
];

/** Each row as one question, or as the readings of one text. */
export function readScreenCsv(text: string): Asked[][] {
  let rows: string[][];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodedError('invalid', `The table cannot be read as CSV: ${reason}.`);
  }
  if (rows.length > MOST_ROWS)
    throw new CodedError('invalid', `The table has ${rows.length} rows; at most ${MOST_ROWS} are screened at once.`);
  const [head = [], ...body] = rows;
  const places = head.map((cell) => COLUMNS.find(([, words]) => words.test(cell))?.[0] ?? null);
  if (places.every((place) => place === null)) {
    if (head.length > 1) {
      throw new CodedError(
        'invalid',
        `The table has none of the columns name, imo, mmsi, call sign; its first row is: ${head.join(', ').slice(0, 200)}.`,
      );
    }
    return rows.map(([cell = '']) => readAsked(cell));
  }
  return body.map((cells) => {
    const query: ScreenQuery = { name: '', imo: null, mmsi: null, callSign: '' };
    for (const [i, place] of places.entries()) {
      const cell = cells[i] ?? '';
      if (place === 'name' || place === 'callSign') query[place] = cell;
      else if (place !== null) query[place] = numberIn(cell);
    }
    return [{ asked: cells.join(' ').trim(), query }];
  });
}

/** Screens a table; one result a row. */
export async function screenRows(
  screener: Screener,
  rows: readonly (readonly Asked[])[],
  at?: number,
): Promise<ScreenResult[]> {
  const results = await screener.screen(rows.flat(), at);
  let from = 0;
  return rows.map((asked) => {
    const own = results.slice(from, from + asked.length);
    from += asked.length;
    return oneResult(own);
  });
}

const HEADER = [
  'asked',
  'level',
  'row',
  'matched',
  'imo',
  'listed by',
  'programmes',
  'listed since',
  'on a list by',
  'evidence',
  'against',
  'notes',
  'list lines',
];

export function writeScreenCsv(results: readonly ScreenResult[]): string {
  const lines = [HEADER.join(',')];
  for (const { asked, matches, notes } of results) {
    if (matches.length === 0)
      lines.push(row([asked, 'none', '', '', '', '', '', '', '', '', '', notes.join('; '), '']));
    for (const { hull, evidence, lines: listLines } of matches) {
      const standing = listLines.filter(({ delistedAt }) => delistedAt === null);
      lines.push(
        row([
          asked,
          evidence.level,
          evidence.rule,
          hull.name,
          hull.imo === null ? '' : String(hull.imo),
          [...new Set(standing.map(({ authority }) => authority))].join('; '),
          [...new Set(standing.map(({ programme }) => programme))].join('; '),
          firstDay(standing.filter(({ precision }) => precision !== 'by')),
          firstDay(standing.filter(({ precision }) => precision === 'by')),
          evidence.witnesses.join('; '),
          evidence.contradictions.join('; '),
          notes.join('; '),
          listLines.map(({ list, recordId }) => (recordId === null ? list : `${list} ${recordId}`)).join('; '),
        ]),
      );
    }
  }
  return `${lines.join('\r\n')}\r\n`;
}

function firstDay(lines: readonly ListLine[]): string {
  const days = lines.flatMap(({ listedAt }) => (listedAt === null ? [] : [listedAt]));
  return days.length === 0 ? '' : new Date(Math.min(...days)).toISOString().slice(0, 10);
}

/** List text is foreign: a cell that a spreadsheet would run is shown as text. */
function row(cells: readonly string[]): string {
  return cells
    .map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell))
    .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

function numberIn(cell: string): number | null {
  const digits = /^\D*(\d{7}|\d{9})\D*$/.exec(cell);
  return digits ? Number(digits[1]) : null;
}

function delimiterOf(text: string): string {
  const head = text.slice(0, text.indexOf('\n') < 0 ? undefined : text.indexOf('\n'));
  return [';', '\t', ','].reduce(
    (best, sign) => (head.split(sign).length > head.split(best).length ? sign : best),
    ',',
  );
}
