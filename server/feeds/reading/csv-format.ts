// The parser behind every CSV format: a layout says which column holds which field, the rest is shared. The first line
// that is not blank is the header; columns are found by name, never by place. A header further down, where files were
// joined, is taken too.

import type { ParserOptions, ReportSink, TrackFormat, TrackParser } from '../feed.ts';
import { cleanText, textOf } from './csv-fields.ts';
import { type CsvLayout, createRowReader, type RowReader } from './csv-report.ts';
import { type CsvRow, createRowScanner } from './csv-rows.ts';
import { REJECT } from './field-limits.ts';

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
    reader = createRowReader(layout, options, found.fields.length);
    scanner.kinds.set(reader.kinds);
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
