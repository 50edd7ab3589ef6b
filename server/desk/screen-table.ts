// A table of questions: text in, one question a row. The header is looked for under comments and titles; without one every
// cell is read for what it is. Each row says what of it was not read: a cell under "IMO" that is no number, a row with
// more cells than columns, a quotation mark left open. Nothing is left out without a word.

import { parse } from 'csv-parse/sync';
import { CodedError } from '../domain/errors.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import { kindOfMmsi } from '../domain/identity/mmsi.ts';
import { plainText, readQuestion } from '../domain/identity/question.ts';
import type { ScreenQuery } from '../domain/identity/screen.ts';
import { splitParties } from '../domain/listing/party-name.ts';
import { MOST_ROW_CHARACTERS } from '../files/read-table.ts';
import { type Asked, readAsked } from './asked.ts';
import { type Field, fieldOf } from './screen-columns.ts';

/** Rows of one table; 10,000 take less than two seconds. */
const MOST_ROWS = 100_000;
/** Lines above a header: a title, a comment, the day of an export. */
const MOST_ABOVE = 30;

export interface ScreenTable {
  /** Each row as one question, or as several readings of it. */
  rows: Asked[][];
  /** What is worth saying of the table as a whole, one sentence each. */
  notes: string[];
}

interface Row {
  line: number;
  cells: string[];
}

/** Throws `invalid` where the table as a whole cannot be read. */
export function readScreenTable(text: string): ScreenTable {
  const { rows, delimiter } = parsed(text);
  if (rows.length > MOST_ROWS) {
    throw new CodedError(
      'invalid',
      `The table has more than ${MOST_ROWS} rows; at most ${MOST_ROWS} are screened at once.`,
    );
  }
  const header = headerOf(rows);
  if (header === null) return withoutHeader(rows, delimiter);
  const fields = rows[header]!.cells.map(fieldOf);
  const above = rows.slice(0, header);
  const body = rows.slice(header + 1);
  const notes: string[] = [];
  if (body.length === 0)
    throw new CodedError('invalid', 'The table has a header and no row below it: nothing was asked.');
  const asked = above.filter(({ cells }) => holdsNumber(cells.join(' ')));
  const passed = above.length - asked.length;
  if (passed > 0)
    notes.push(
      passed === 1 ? '1 line above the header was not asked.' : `${passed} lines above the header were not asked.`,
    );
  if (fields.length === 1) notes.push(`"${rows[header]!.cells[0]}" was taken for the head of the column.`);
  const unknown = rows[header]!.cells.filter((cell, i) => fields[i] === null && cell !== '');
  if (unknown.length > 0)
    notes.push(`Searched for numbers alone: ${unknown.map((cell) => `"${cell.slice(0, 60)}"`).join(', ')}.`);
  const blank = body.filter(({ cells }) => cells.every((cell) => cell === ''));
  if (blank.length > 0) notes.push(blank.length === 1 ? '1 row is empty.' : `${blank.length} rows are empty.`);
  const full = body.filter((row) => !blank.includes(row));
  if (full.length === 0) throw new CodedError('invalid', 'Every row of the table is empty: nothing was asked.');
  return {
    rows: [...asked.map((row) => freeRow(row, delimiter)), ...full.map((row) => readRow(row, fields, delimiter))],
    notes,
  };
}

function parsed(text: string): { rows: Row[]; delimiter: string } {
  const sep = /^\ufeff?sep=(.)\r?\n/i.exec(text);
  const body = sep ? text.slice(sep[0].length) : text.replace(/^\ufeff/, '');
  if (body.trim() === '') throw new CodedError('invalid', 'The table is empty: nothing was asked.');
  const delimiter = sep?.[1] ?? delimiterOf(body);
  let records: { info: { lines: number }; record: string[] }[];
  try {
    records = parse(body, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
      to: MOST_ROWS + MOST_ABOVE + 1,
      max_record_size: MOST_ROW_CHARACTERS,
    }) as unknown as typeof records;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodedError('invalid', `The table cannot be read as CSV: ${reason}.`);
  }
  const first = sep ? 1 : 0;
  return { rows: records.map(({ info, record }) => ({ line: info.lines + first, cells: record })), delimiter };
}

/** The sign that gives most of the first lines the same number of cells. */
function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 65_536)
    .split(/\r\n?|\n/)
    .slice(0, MOST_ABOVE + 1);
  let best = { sign: ',', score: 0 };
  for (const sign of [';', '\t', '|', ',']) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = line.replace(/"[^"]*"/g, '').split(sign).length;
      if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    const known = lines.some(
      (line) => line.includes(sign) && line.split(sign).some((cell) => fieldOf(unquoted(cell)) !== null),
    );
    const score = Math.max(0, ...counts.values()) + (known ? lines.length : 0);
    if (score > best.score) best = { sign, score };
  }
  return best.sign;
}

function unquoted(cell: string): string {
  return cell.trim().replace(/^"|"$/g, '');
}

/** The row that names most fields, among the first ones; the first of equals. null: no row does. */
function headerOf(rows: readonly Row[]): number | null {
  let best: { at: number; score: number } | null = null;
  for (const [at, { cells }] of rows.slice(0, MOST_ABOVE + 1).entries()) {
    const named = new Set(cells.map(fieldOf).filter((field) => field !== null && field !== 'other'));
    if (named.size === 0 || holdsNumber(cells.join(' '))) continue;
    if (best === null || named.size > best.score) best = { at, score: named.size };
  }
  if (best === null) return null;
  // Above a header stand titles and comments; a list of names in one column that holds a ship "VESSEL" has no header there.
  const above = rows.slice(0, best.at);
  const wide = rows[best.at]!.cells.length > 1;
  const isTitle = ({ cells }: Row) =>
    /^\s*(?:#|\/\/|--|;|')/.test(cells[0] ?? '') || (wide && cells.filter(Boolean).length <= 1);
  return above.every((row) => isTitle(row) || holdsNumber(row.cells.join(' '))) ? best.at : null;
}

/** A number that names a ship beyond doubt. */
function holdsNumber(text: string): boolean {
  const { imos, mmsis } = readQuestion(text);
  return imos.some(isShipImo) || mmsis.some((mmsi) => kindOfMmsi(mmsi) === 'ship');
}

/** One column of names or numbers, or several without a header where numbers show what they are. */
function withoutHeader(rows: readonly Row[], delimiter: string): ScreenTable {
  const full = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const isComment = ({ cells }: Row) => /^\s*(?:#|\/\/)/.test(cells[0] ?? '') && !holdsNumber(cells.join(' '));
  const asked = full.filter((row) => !isComment(row));
  const comments = full.length - asked.length;
  const notes = comments === 0 ? [] : [`${comments === 1 ? '1 comment was' : `${comments} comments were`} not asked.`];
  if (asked.length === 0) throw new CodedError('invalid', 'The table is empty: nothing was asked.');
  const wide = asked.some(({ cells }) => cells.filter(Boolean).length > 1);
  if (wide && !asked.some(({ cells }) => holdsNumber(cells.join(delimiter)))) {
    throw new CodedError(
      'invalid',
      `The table has none of the columns name, imo, mmsi, call sign; its first row is: ${rows[0]!.cells.join(', ').slice(0, 200)}.`,
    );
  }
  return { rows: asked.map((row) => freeRow(row, delimiter)), notes };
}

/** A row read as a person would: its numbers, and each cell of letters as a name. */
function freeRow({ line, cells }: Row, delimiter: string): Asked[] {
  const full = cells.filter((cell) => cell !== '');
  const names = full.filter((cell) => /\p{L}/u.test(cell) && readQuestion(cell).name !== '');
  // '9,161,003' without quotes is three cells and one number.
  const whole = readAsked(full.join(delimiter === ',' ? ',' : ' '));
  const asked = full.join(' ');
  if (names.length <= 1) return whole.map((reading) => ({ ...reading, asked, line, parties: 'whole' as const }));
  const numbers = readQuestion(full.join(delimiter === ',' ? ',' : ' '));
  const [first, ...others] = names.map((cell) => readQuestion(cell).name);
  const queries: ScreenQuery[] = (numbers.imos.length > 0 ? numbers.imos : [null]).map((imo) => ({
    name: first!,
    imo,
    mmsi: numbers.mmsis[0] ?? null,
    callSign: numbers.callSign,
  }));
  for (const name of others) queries.push({ name, imo: numbers.imos[0] ?? null, mmsi: null, callSign: '' });
  return queries.map((query, i) => ({ asked, line, query, unread: i === 0 ? numbers.unread : [] }));
}

/** Written where there is nothing; a question cannot rest on it. */
const NOTHING = /^(?:|-+|–|0+|n\/?a|n\.a\.|nil|null|none|nan|unknown|not known|not available|tba|tbc|tbd|\?+)$/i;

function readRow({ line, cells }: Row, fields: readonly (Field | null)[], delimiter: string): Asked[] {
  const asked = cells
    .filter((cell) => cell !== '')
    .join(' ')
    .slice(0, 300);
  const unread: string[] = [];
  if (cells.slice(fields.length).some((cell) => cell !== '')) {
    // Which cell has moved nobody can say, so the row is read for what its cells are.
    const said = `This row has ${cells.length} cells, the table has ${fields.length} columns; it was read without them.`;
    const own = cells.slice(0, fields.length);
    const moved = readRow({ line, cells: own }, fields, delimiter);
    const free = freeRow({ line, cells }, delimiter);
    return [...free, ...moved.map((reading) => ({ ...reading, unread: [] }))].map((reading, i) => ({
      ...reading,
      asked,
      unread: i === 0 ? [...(reading.unread ?? []), said] : [],
    }));
  }
  if (cells.some((cell) => swallows(cell, fields.length, delimiter))) {
    unread.push('A cell of this row goes over several lines: is a quotation mark left open?');
  }
  const found: Found = {
    names: [],
    imos: [],
    mmsis: [],
    callSigns: [],
    flags: [],
    parties: [],
    companies: [],
    aside: [],
  };
  for (const [i, cell] of cells.entries()) takeCell(cell, fields[i] ?? null, found, unread);
  const questions = questionsOf(found);
  if (questions.length === 0) {
    if (unread.length === 0) unread.push('This row holds no name and no number that can be asked.');
    questions.push({ query: BLANK, parties: 'none', flag: found.flags.join(', ') });
  }
  return questions.map((question, i) => ({ ...question, asked, line, unread: i === 0 ? unread : [] }));
}

/** A quotation mark that nobody closed takes the rows behind it into one cell: lines with as many cells as the table. */
function swallows(cell: string, columns: number, delimiter: string): boolean {
  const [, ...lines] = cell.split(/\r\n?|\n/);
  return lines.some((line) => (columns > 1 ? line.split(delimiter).length >= columns : line.trim() !== ''));
}

const BLANK: ScreenQuery = { name: '', imo: null, mmsi: null, callSign: '' };

interface Found {
  names: string[];
  imos: number[];
  mmsis: number[];
  callSigns: string[];
  flags: string[];
  parties: string[];
  companies: number[];
  /** Numbers in columns that nobody named, asked apart. */
  aside: number[];
}

function takeCell(cell: string, field: Field | null, found: Found, unread: string[]): void {
  const plain = plainText(cell);
  if (NOTHING.test(plain) || field === 'other') return;
  if (field === 'flag') found.flags.push(cell);
  else if (field === 'callSign') found.callSigns.push(cell);
  else if (field === 'party') takeParties(cell, found);
  else if (field === 'name') {
    const { name, imos, mmsis, guessed, unread: own } = readQuestion(cell);
    found.imos.push(...imos);
    found.mmsis.push(...mmsis);
    found.aside.push(...guessed);
    unread.push(...own);
    if (name !== '') found.names.push(...name.split(/[;|]/).flatMap((part) => part.trim() || []));
  } else if (field === null) {
    const { imos, mmsis } = readQuestion(cell);
    found.aside.push(...imos.filter((imo) => isShipImo(imo) || /imo/i.test(cell)));
    for (const mmsi of mmsis) if (kindOfMmsi(mmsi) === 'ship') found.aside.push(mmsi);
  } else takeNumbers(cell, field, found, unread);
}

/** A cell under a header that promises a number: one that holds none is told. */
function takeNumbers(cell: string, field: 'imo' | 'mmsi' | 'companyImo', found: Found, unread: string[]): void {
  const label = field === 'mmsi' ? 'MMSI' : 'IMO';
  const bare = /^[\d\s.,'’_()#-]+(?:e\+?\d+)?$/i.test(plainText(cell));
  const { imos, mmsis, name, guessed, unread: own } = readQuestion(bare ? `${label} ${cell}` : cell);
  const numbers = [...imos, ...guessed];
  if (numbers.length + mmsis.length === 0) {
    unread.push(own[0] ?? `The cell "${cell.slice(0, 60)}" under ${label} holds no such number.`);
    if (name !== '' && field !== 'companyImo' && /\p{L}/u.test(name)) found.names.push(name);
    return;
  }
  unread.push(...own);
  (field === 'companyImo' ? found.companies : found.imos).push(...numbers);
  found.mmsis.push(...mmsis);
  if (field === 'imo' && /\p{L}{2}/u.test(name)) found.names.push(name);
}

function takeParties(cell: string, found: Found): void {
  for (const { name, companyImo } of splitParties(cell)) {
    found.parties.push(name);
    if (companyImo !== null) found.companies.push(companyImo);
  }
}

type Question = Pick<Asked, 'query' | 'parties' | 'flag'>;

function questionsOf(found: Found): Question[] {
  const { names, callSigns, flags, parties, companies, aside } = found;
  const imos = [...new Set(found.imos)];
  const mmsis = [...new Set(found.mmsis)];
  const [name = '', ...otherNames] = names;
  const [callSign = '', ...otherSigns] = callSigns;
  const flag = flags.join(', ');
  const questions: Question[] = [];
  const ask = (query: Partial<ScreenQuery>, more: Partial<Question> = {}) =>
    questions.push({ query: { ...BLANK, ...query }, ...more });
  if (imos.length <= 1 && mmsis.length <= 1) {
    if (name !== '' || imos.length + mmsis.length > 0 || callSign !== '') {
      ask({ name, imo: imos[0] ?? null, mmsi: mmsis[0] ?? null, callSign }, { flag });
    }
  } else {
    for (const imo of imos) ask({ name, imo });
    for (const mmsi of mmsis) ask({ mmsi, name: imos.length === 0 ? name : '' });
  }
  for (const other of otherNames) ask({ name: other, imo: imos[0] ?? null });
  for (const other of otherSigns) ask({ callSign: other });
  for (const number of new Set(aside)) ask(number >= 100_000_000 ? { mmsi: number } : { imo: number });
  for (const party of parties) ask({ name: party }, { parties: 'only' });
  for (const company of new Set(companies)) ask({ imo: company }, { parties: 'only' });
  return questions;
}
