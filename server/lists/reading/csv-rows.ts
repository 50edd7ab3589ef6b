// Rows of a list's CSV file, streamed, with the text each was read from. Quoted fields may hold line ends. A file that
// is no table refuses itself with one sentence: a web page, a quote never closed, a row of absurd length. What the
// columns mean is the format's business.

import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { CodedError } from '../../domain/errors.ts';
import type { ListFile } from '../list.ts';

export interface CsvRow {
  cells: string[];
  /** The row as it stood in the file, without its line end. */
  raw: string;
  /** False for a last row without a line end. */
  ended: boolean;
  /** Line on which the row ends, from 1. */
  line: number;
}

/** Real rows reach 60,000 characters (OFAC remarks, reasons of the UK list); a quote left open runs on for ever. */
const MAX_ROW_CHARACTERS = 1_000_000;
/** The UK list is about 50 MB. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Yields every row that is not blank, the header too. */
export async function* csvRows(file: ListFile, delimiter = ','): AsyncGenerator<CsvRow> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_ROW_CHARACTERS,
  });
  const input = Readable.from(bounded(file), { objectMode: false });
  input.on('error', (error) => parser.destroy(error));
  input.pipe(parser);
  let first = true;
  try {
    for await (const { info, record, raw } of parser as AsyncIterable<ParsedRow>) {
      if (first && /^\s*<(?:!doctype|html|head|body)/i.test(raw)) {
        throw new CodedError('invalid', `${file.name} is a web page, not a table`);
      }
      first = false;
      yield { cells: record, raw: raw.replace(/[\r\n]+$/, ''), ended: /[\r\n]$/.test(raw), line: info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? new CodedError('invalid', sentenceOf(error, file.name), { cause: error }) : error;
  } finally {
    input.destroy();
    parser.destroy();
  }
  if (first) throw new CodedError('invalid', `${file.name} is empty`);
}

/** The sign between the cells shows in the first line, which is read before the rows are. */
export async function peeked(
  file: ListFile,
  delimiterOf: (head: Uint8Array) => string,
): Promise<{ delimiter: string; rest: ListFile }> {
  const chunks = file.chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let size = 0;
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    first.push(next.value);
    size += next.value.length;
    if (size > HEAD_BYTES) break;
  }
  async function* again(): AsyncGenerator<Uint8Array> {
    yield* first;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { delimiter: delimiterOf(Buffer.concat(first)), rest: { ...file, chunks: again() } };
}

const HEAD_BYTES = 16_384;

interface ParsedRow {
  info: { lines: number };
  record: string[];
  raw: string;
}

async function* bounded(file: ListFile): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of file.chunks) {
    bytes += chunk.length;
    if (bytes > MAX_FILE_BYTES) {
      throw new CodedError('invalid', `${file.name} is over ${MAX_FILE_BYTES / 1_048_576} MB: no list is that large`);
    }
    if (chunk.length > 0) yield chunk;
  }
}

function sentenceOf(error: CsvError, name: string): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${name} is cut: its last row has a quote that is never closed`;
    case 'CSV_MAX_RECORD_SIZE':
      return `${name} is damaged: a row is longer than ${MAX_ROW_CHARACTERS} characters`;
    default:
      return `${name} is damaged: ${error.message}`;
  }
}

/** Columns by name, as the header has them; blanks round a name and its case do not matter. */
export class Columns {
  readonly #at: ReadonlyMap<string, number>;
  /** Columns by the name that they were asked for; -1 for none. */
  readonly #asked = new Map<string, number>();
  readonly count: number;

  /** Refuses the file when a required column is missing. */
  constructor(header: readonly string[], required: readonly string[], fileName: string, title: string) {
    this.#at = new Map(header.map((name, i) => [columnKey(name), i]));
    this.count = header.length;
    const missing = required.filter((name) => !this.#at.has(columnKey(name)));
    if (missing.length === 0) return;
    const list = missing.map((name) => `"${name}"`).join(', ');
    throw new CodedError(
      'invalid',
      `${fileName} is not the ${title}: it has no column${missing.length > 1 ? 's' : ''} ${list}`,
    );
  }

  /** A cut file ends within a row: a last row with fewer cells refuses it. */
  checkLastRow(row: Readonly<CsvRow>, fileName: string): void {
    if (row.cells.length >= this.count) return;
    throw new CodedError(
      'invalid',
      `${fileName} is cut: its last row (line ${row.line}) has ${row.cells.length} of ${this.count} columns`,
    );
  }

  /** '' where the file has no such column, or the row is too short. */
  cell(row: Readonly<CsvRow>, name: string): string {
    let at = this.#asked.get(name);
    if (at === undefined) {
      at = this.#at.get(columnKey(name)) ?? -1;
      this.#asked.set(name, at);
    }
    return row.cells[at] ?? '';
  }
}

export function columnKey(name: string): string {
  return name
    .replace(/[\s\u00a0\ufeff]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** True when the head looks like a table whose header has all these columns, in any of its first lines. */
export function headHasColumns(head: Uint8Array, columns: readonly string[], delimiter = ','): boolean {
  const lines = new TextDecoder().decode(head.subarray(0, 16_384)).split(/\r?\n/, 5);
  return lines.some((line) => {
    const cells = new Set(line.split(delimiter).map((cell) => columnKey(cell.replace(/^"|"$/g, ''))));
    return columns.every((name) => cells.has(columnKey(name)));
  });
}
