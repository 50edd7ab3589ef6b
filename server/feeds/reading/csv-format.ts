// The parser behind every CSV format: a layout says which column holds which field, the rest is shared. The first line
// that is not blank is the header; columns are found by name, never by place. A header further down, where files were
// joined, is taken too. Every other row that is not blank ends as a report or under a reason.

import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from '../feed.ts';
import type { CsvLayout } from './csv-columns.ts';
import { textOf } from './csv-fields.ts';
import { type CsvHeader, csvHeader, formOf, SEPARATOR_LINE, type TableForm } from './csv-head.ts';
import { createRowReader, type RowReader } from './csv-report.ts';
import { type CsvRow, createRowScanner } from './csv-rows.ts';
import { REJECT } from './field-limits.ts';
import { isMmsiHeader } from './field-names.ts';
import { unitNote } from './field-units.ts';

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

/** As much as is held while the header has not ended. */
const HEAD_BYTES = 65_536;
const LF = 10;
const CR = 13;

function createCsvParser(options: ParserOptions, layoutOf: LayoutOf): TrackParser {
  let sink: ReportSink | null = null;
  let reader: RowReader | null = null;
  let headerLine: string | null = null;
  let form: TableForm | null = null;
  let head = new Uint8Array(0);
  const notes = new Set<string>();
  /** What the table under the last header has not settled yet. */
  let unitless: readonly { field: string; note: string }[] = [];

  const scanner = createRowScanner(take, (line, bytes) => {
    sink?.reject(REJECT.tooLong, line, bytes, 0, bytes.length);
  });

  function take(row: CsvRow): void {
    if (reader === null) {
      if (headerLine === null) takeFirstHeader(row);
      else refuseBehindUnknown(row);
      return;
    }
    const reason = reader.read(row);
    if (reason === null) {
      sink?.report(reader.report);
      if (reader.refused !== null) sink?.reject(reader.refused, row.line, row.bytes, row.start, row.end, true);
      return;
    }
    const header = laterHeader(row);
    sink?.reject(header === null ? reason : REJECT.header, row.line, row.bytes, row.start, row.end);
    // Daily files joined end to end: the next file may order its columns otherwise.
    if (header !== null && header.line !== headerLine) takeHeader(header);
  }

  function takeFirstHeader(row: CsvRow): void {
    const line = textOf(row.bytes, row.start, row.end);
    if (SEPARATOR_LINE.test(line)) return;
    const header = csvHeader(line);
    if (header !== null) takeHeader(header);
    else headerLine = line;
    if (reader === null) sink?.reject(REJECT.otherHeader, row.line, row.bytes, row.start, row.end);
  }

  /** Rows of a table whose columns are not known; a known header ends it. */
  function refuseBehindUnknown(row: CsvRow): void {
    const header = laterHeader(row);
    const known = header !== null && layoutOf(header.fields, options) !== null;
    sink?.reject(known ? REJECT.header : REJECT.otherHeader, row.line, row.bytes, row.start, row.end);
    if (known) takeHeader(header);
  }

  function takeHeader(header: CsvHeader): void {
    const layout = layoutOf(header.fields, options);
    settleNotes();
    headerLine = header.line;
    reader = null;
    if (layout === null) return;
    scanner.delimiter = header.delimiter;
    scanner.columns = header.fields.length;
    reader = createRowReader(layout, options, header.fields.length);
    scanner.kinds.set(reader.kinds);
    scanner.tailColumn = reader.tailColumn;
    scanner.tail = reader.tail;
    for (const note of layout.notes ?? []) notes.add(note);
    unitless = (layout.units?.unitless ?? []).map(({ field, header: name }) => ({
      field,
      note: unitNote(name, field),
    }));
  }

  function settleNotes(): void {
    for (const { field, note } of unitless) if (reader?.leftOut.has(field as never) === true) notes.add(note);
  }

  /** A refused row that is a header: one that is known, or has a name of the MMSI as a cell and no number in any. */
  function laterHeader(row: CsvRow): CsvHeader | null {
    if (row.end - row.start > 1000) return null;
    const line = textOf(row.bytes, row.start, row.end);
    if (!/mmsi|ssvid|seg_?id|lat/i.test(line)) return null;
    const header = csvHeader(line);
    if (header === null) return null;
    if (layoutOf(header.fields, options) !== null) return header;
    const names = header.fields.some((cell) => isMmsiHeader(cell) || /^seg_?id$/i.test(cell));
    return names && !header.fields.some((cell) => /^[-+.]?\d/.test(cell)) ? header : null;
  }

  /** The bytes with LF for each CR, where CR alone ends lines. */
  function feed(bytes: Uint8Array, { crOnly }: TableForm): void {
    scanner.push(crOnly ? bytes.map((byte) => (byte === CR ? LF : byte)) : bytes);
  }

  function settleForm(ended: boolean): void {
    form = formOf(head.subarray(0, HEAD_BYTES), ended || head.length >= HEAD_BYTES);
    if (form === null) return;
    if (form.delimiter !== null) scanner.delimiter = form.delimiter;
    feed(head, form);
    head = new Uint8Array(0);
  }

  return {
    get lines() {
      return scanner.lines;
    },
    get notes() {
      settleNotes();
      return [...notes];
    },
    push: (bytes, to) => {
      sink = to;
      if (form !== null) {
        feed(bytes, form);
        return;
      }
      const longer = new Uint8Array(head.length + bytes.length);
      longer.set(head);
      longer.set(bytes, head.length);
      head = longer;
      settleForm(false);
    },
    end: (to) => {
      sink = to;
      if (form === null) settleForm(true);
      scanner.end();
    },
  };
}
