// Finds the header of a CSV table and what it tells of the table: the separator, and how lines end. Separators and line
// breaks inside quotes are part of a field. Text in, names out; nothing here knows any field.

import { cleanText, textOf } from './csv-fields.ts';
import { createRowScanner } from './csv-rows.ts';
import { HOLD_LINES } from './quoted-lines.ts';

export interface CsvHeader {
  line: string;
  fields: string[];
  delimiter: number;
}

/** Excel writes `sep=;` above the header. */
export const SEPARATOR_LINE = /^\uFEFF?sep=.$/i;

/** The first line that is not blank, in fields, with the separator it uses; null when nothing separates anything. */
export function csvHeader(head: string): CsvHeader | null {
  const found = headerLine(head.replace(/^\uFEFF/, ''));
  if (found === null) return null;
  const delimiter = delimiterOf(found.line);
  if (delimiter === null) return null;
  const fields: string[] = [];
  const scanner = createRowScanner(
    (row) => {
      for (let i = 0; i < row.count; i++) fields.push(cleanText(textOf(row.bytes, row.starts[i]!, row.ends[i]!)));
    },
    () => undefined,
  );
  scanner.delimiter = delimiter;
  scanner.push(new TextEncoder().encode(found.line));
  scanner.end();
  return { line: found.line, fields, delimiter };
}

export interface TableForm {
  /** null where the header shows none. */
  delimiter: number | null;
  /** Lines end in CR alone, as old spreadsheets on a Mac write them. */
  crOnly: boolean;
}

/** Told from the first bytes of a table; null when its header has not ended yet. */
export function formOf(bytes: Uint8Array, ended: boolean): TableForm | null {
  // Latin-1 gives a character for each byte; only ASCII matters here.
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const found = headerLine(text);
  if (found === null) return ended ? { delimiter: null, crOnly: false } : null;
  const end = /^\r*(.)?/s.exec(text.slice(found.end))?.[1];
  if (end === undefined && !ended) return null;
  const crOnly = text[found.end] === '\r' && end !== undefined && end !== '\n';
  return { delimiter: delimiterOf(found.line), crOnly };
}

/** The first row that can be a header, and where its line end stands. */
function headerLine(text: string): { line: string; end: number } | null {
  const lineEnd = /\r|\n|$/g;
  for (let from = 0; from < text.length; ) {
    lineEnd.lastIndex = from;
    let end = lineEnd.exec(text)!.index;
    // A quoted name may go on in the next line; a quote that never closes may not take everything with it.
    for (let lines = 1; lines < HOLD_LINES && isOpen(text, from, end) && end < text.length; lines++) {
      lineEnd.lastIndex = end + 1;
      end = lineEnd.exec(text)!.index;
    }
    if (isOpen(text, from, end)) {
      lineEnd.lastIndex = from;
      end = lineEnd.exec(text)!.index;
    }
    const line = text.slice(from, end);
    if (line.trim() !== '' && !SEPARATOR_LINE.test(line)) return { line, end };
    from = end + 1;
  }
  return null;
}

/** Has this piece an odd number of quotes? */
function isOpen(text: string, from: number, to: number): boolean {
  let open = false;
  for (let i = text.indexOf('"', from); i >= 0 && i < to; i = text.indexOf('"', i + 1)) open = !open;
  return open;
}

/** The separator that stands most often outside quotes. */
function delimiterOf(line: string): number | null {
  const plain = line.replace(/"[^"]*"/g, '');
  let best: number | null = null;
  let most = 0;
  for (const delimiter of [',', ';', '\t', '|']) {
    const count = plain.split(delimiter).length - 1;
    if (count > most) {
      most = count;
      best = delimiter.charCodeAt(0);
    }
  }
  return best;
}
