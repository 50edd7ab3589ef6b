// Splits the bytes of a CSV file into rows and fields, in any chunking, without making an object per row. A line is a row,
// unless a quoted field goes on in the next line; but an unbalanced quote in a ship's name must not swallow the rest of
// the file (`quoted-lines.ts` tells them apart). A quote counts only at the start of a field; inside one it is an ordinary
// character. Numbers are read in the same pass that finds their ends, so that each of their bytes is looked at once.

import { POWERS, putIdentifier, putNumber } from './csv-fields.ts';
import { closingQuote, closingQuoteFurtherOn, HOLD_BYTES, HOLD_LINES, lineSpan } from './quoted-lines.ts';

/** The row under the scanner; reused, so read it during the call only. */
export interface CsvRow {
  bytes: Uint8Array;
  /** Of field i: first byte, and the byte after the last, without enclosing quotes. */
  starts: Int32Array;
  ends: Int32Array;
  count: number;
  /** The value of each field of kind NUMBER; NaN when it is empty or not a number. */
  numbers: Float64Array;
  /** The whole line, without line end. */
  start: number;
  end: number;
  /** Index of the line end itself. */
  lineEnd: number;
  /** From 1; of a row of several lines the first. */
  line: number;
  /** Byte where the tail begins, -1 when the row is too short for one. */
  tailStart: number;
  /** True when `tail` knew the rest of the line: its fields were not read, and `count` stops before them. */
  tailKnown: boolean;
}

/** What the scanner does with a field besides finding its ends; the kinds of identifiers are in `csv-fields.ts`. */
export const SKIP = 0;
export const NUMBER = 1;

export interface RowScanner {
  /** The separator byte; may be changed between rows, e.g. once the header has shown it. */
  delimiter: number;
  /** How many columns the header has, once it is known; else 0. */
  columns: number;
  /** By column: SKIP, NUMBER, or an identifier; all SKIP at first. */
  readonly kinds: Uint8Array;
  /** Column from which on `tail` is asked whether it knows the rest of the line; -1 for none. */
  tailColumn: number;
  /** Gives the index of the line end, or -1 when the rest must be read. */
  tail: (row: Readonly<CsvRow>, bytes: Uint8Array, at: number) => number;
  readonly lines: number;
  push(bytes: Uint8Array): void;
  /** The last line, when it has no line end. */
  end(): void;
}

/** Longest line taken; a longer one is handed to `tooLong` with its first bytes. Real rows are under 400 bytes. */
const MAX_LINE_BYTES = 65_536;
/** Fields beyond this are not told apart; the widest format known has 26. */
export const MAX_FIELDS = 512;

const LF = 10;
const CR = 13;
const QUOTE = 34;
const COMMA = 44;

/** Calls `take` for every line that is not blank. */
export function createRowScanner(
  take: (row: CsvRow) => void,
  tooLong: (line: number, bytes: Uint8Array) => void,
): RowScanner {
  const starts = new Int32Array(MAX_FIELDS + 1);
  const ends = new Int32Array(MAX_FIELDS + 1);
  const numbers = new Float64Array(MAX_FIELDS + 1).fill(Number.NaN);
  const kinds = new Uint8Array(MAX_FIELDS + 1);
  const row: CsvRow = {
    bytes: new Uint8Array(0),
    starts,
    ends,
    count: 0,
    numbers,
    start: 0,
    end: 0,
    lineEnd: 0,
    line: 0,
    tailStart: -1,
    tailKnown: false,
  };
  let carry = new Uint8Array(1024);
  let carried = 0;
  // Set while the rest of an over-long line is being skipped.
  let skipping = false;
  // Whole lines from one on in which a quoted field has not ended: they may be one row.
  let held = new Uint8Array(0);
  let heldLines = 0;
  let mode: typeof LINES | typeof JOINED | typeof LITERAL = LINES;

  const scanner: RowScanner & { lines: number } = {
    delimiter: COMMA,
    columns: 0,
    kinds,
    tailColumn: -1,
    tail: () => -1,
    lines: 0,
    push,
    end,
  };

  function push(bytes: Uint8Array): void {
    let from = 0;
    if (carried > 0 || skipping) {
      const lineEnd = bytes.indexOf(LF);
      const to = lineEnd < 0 ? bytes.length : lineEnd + 1;
      keep(bytes, 0, to);
      if (lineEnd < 0) return;
      const length = carried;
      carried = 0;
      if (skipping) skipping = false;
      else scan(carry, 0, length);
      from = to;
    }
    // A whole line, and with it the end of every loop below, is certain up to the last line end.
    const last = bytes.lastIndexOf(LF) + 1;
    if (last > from) scan(bytes, from, last);
    else if (last < from) return;
    if (last < bytes.length) keep(bytes, Math.max(last, from), bytes.length);
  }

  function end(): void {
    if (carried > 0) {
      keep(NEWLINE, 0, 1);
      const length = carried;
      carried = 0;
      if (!skipping) scan(carry, 0, length);
    }
    skipping = false;
    while (heldLines > 0) scanHeldApart();
  }

  /**
   * Puts the line that begins at `from` behind those that may be one row with it, and settles them if that can be told.
   * Its end is looked for from `at` on, and the byte behind it is given.
   */
  function holdLine(bytes: Uint8Array, from: number, at: number): number {
    const to = bytes.indexOf(LF, at) + 1;
    const longer = new Uint8Array(held.length + to - from);
    longer.set(held);
    longer.set(bytes.subarray(from, to), held.length);
    held = longer;
    heldLines++;
    const tooMuch = heldLines > HOLD_LINES || held.length > HOLD_BYTES;
    const span = tooMuch ? 'lines' : lineSpan(held, scanner.delimiter, scanner.columns);
    if (span === 'lines') {
      scanHeldApart();
    } else if (span === 'one row') {
      const row = held;
      release();
      mode = JOINED;
      scan(row, 0, row.length);
      mode = LINES;
    }
    return to;
  }

  /** The first held line is a row of its own, with a quote that closes nowhere; the others begin anew. */
  function scanHeldApart(): void {
    const lines = held;
    release();
    const first = lines.indexOf(LF) + 1;
    mode = LITERAL;
    scan(lines, 0, first);
    mode = LINES;
    scan(lines, first, lines.length);
  }

  function release(): void {
    held = new Uint8Array(0);
    heldLines = 0;
  }

  function keep(bytes: Uint8Array, from: number, to: number): void {
    if (skipping) return;
    const length = carried + to - from;
    if (length > MAX_LINE_BYTES + 1 || (length === MAX_LINE_BYTES + 1 && bytes[to - 1] !== LF)) {
      // Cut at the same byte whatever the chunking was.
      const head = new Uint8Array(256);
      head.set(carry.subarray(0, Math.min(carried, 256)));
      if (carried < 256) head.set(bytes.subarray(from, Math.min(to, from + 256 - carried)), carried);
      carried = 0;
      while (heldLines > 0) scanHeldApart();
      scanner.lines++;
      tooLong(scanner.lines, head);
      skipping = true;
      return;
    }
    if (length > carry.length) {
      const wider = new Uint8Array(Math.min(Math.max(length, carry.length * 2), MAX_LINE_BYTES + 1));
      wider.set(carry.subarray(0, carried));
      carry = wider;
    }
    carry.set(bytes.subarray(from, to), carried);
    carried = length;
  }

  /** Takes lines up to `to`, where a line ends. */
  function scan(bytes: Uint8Array, from: number, to: number): void {
    let i = from;
    rows: while (i < to) {
      if (heldLines > 0) {
        i = holdLine(bytes, i, i);
        continue;
      }
      // Read anew for each row: taking the header sets it.
      const { delimiter, tailColumn } = scanner;
      // Above it stand letters and digits, but neither separator nor line end.
      const special = delimiter > LF ? delimiter : LF;
      const begin = i;
      let count = 0;
      row.tailStart = -1;
      row.tailKnown = false;
      for (;;) {
        const start = i;
        if (count === tailColumn && mode === LINES) {
          row.tailStart = i;
          const lineEnd = scanner.tail(row, bytes, i);
          if (lineEnd >= 0) {
            row.tailKnown = true;
            starts[count] = i;
            ends[count] = lineEnd;
            i = lineEnd;
            break;
          }
        }
        let quoted = false;
        let byte = bytes[i]!;
        const kind = kinds[count]!;
        if (byte === QUOTE) {
          let close = closingQuote(bytes, i + 1, delimiter);
          if (close < 0 && mode !== LITERAL) {
            if (mode === LINES) {
              i = holdLine(bytes, begin, i);
              continue rows;
            }
            close = closingQuoteFurtherOn(bytes, i + 1, delimiter);
          }
          quoted = close >= 0;
          i = quoted ? close : i + 1;
          byte = bytes[i]!;
          while (byte !== delimiter && byte !== LF) byte = bytes[++i]!;
        } else if (kind !== SKIP) {
          const negative = byte === 45;
          if (negative) byte = bytes[++i]!;
          // Nine digits fit an int32; the few fields with more are read apart.
          let mantissa = 0;
          let pointAt = -1;
          const firstAt = i;
          for (;;) {
            const digit = byte - 48;
            if (digit >= 0 && digit <= 9) mantissa = (Math.imul(mantissa, 10) + digit) | 0;
            else if (byte === 46 && pointAt < 0) pointAt = i;
            else break;
            byte = bytes[++i]!;
          }
          const digits = i - firstAt - (pointAt < 0 ? 0 : 1);
          if (byte === CR && bytes[i + 1] === LF) byte = bytes[++i]!;
          if ((byte === delimiter || byte === LF) && digits <= 9) {
            if (kind !== NUMBER && (pointAt >= 0 || negative)) putIdentifier(bytes, start, i, numbers, count, kind);
            else if (digits === 0) numbers[count] = Number.NaN;
            else {
              const value = pointAt < 0 ? mantissa : mantissa / POWERS[firstAt + digits - pointAt]!;
              numbers[count] = negative ? -value : value;
            }
          } else {
            while (byte !== delimiter && byte !== LF) byte = bytes[++i]!;
            if (kind === NUMBER) putNumber(bytes, start, i, numbers, count);
            else putIdentifier(bytes, start, i, numbers, count, kind);
          }
        } else {
          // One comparison does for most bytes.
          while (byte > special || (byte !== delimiter && byte !== LF)) byte = bytes[++i]!;
        }
        starts[count] = start;
        ends[count] = i;
        if (bytes[start] === QUOTE) settleQuoted(row, bytes, count, quoted, kind);
        if (byte === LF) break;
        i++;
        if (count < MAX_FIELDS) count++;
      }
      const lineBytes = i - begin;
      let end = i++;
      while (end > begin && bytes[end - 1] === CR) end--;
      if (ends[count]! > end) ends[count] = end;
      if (starts[count]! > end) starts[count] = end;
      const line = ++scanner.lines;
      if (mode === JOINED) scanner.lines += lineEndsIn(bytes, begin, end);
      if (lineBytes > MAX_LINE_BYTES) {
        tooLong(line, bytes.subarray(begin, begin + 256));
        continue;
      }
      if (end === begin || (count === 0 && isBlank(bytes, begin, end))) continue;
      row.bytes = bytes;
      row.count = count + 1;
      row.start = begin;
      row.end = end;
      row.lineEnd = begin + lineBytes;
      row.line = line;
      take(row);
    }
  }

  return scanner;
}

/** How `scan` takes lines: each as a row, all of them as one row, or one as a row whatever its quotes say. */
const LINES = 0;
const JOINED = 1;
const LITERAL = 2;

const NEWLINE = new Uint8Array([LF]);

/** Takes off the quotes, and reads what the fast path left unread. */
function settleQuoted(row: CsvRow, bytes: Uint8Array, field: number, closed: boolean, kind: number): void {
  let start = row.starts[field]!;
  let end = row.ends[field]!;
  while (bytes[end - 1] === CR) end--;
  if (closed) {
    start++;
    end--;
  }
  row.starts[field] = start;
  row.ends[field] = end;
  if (kind === NUMBER) putNumber(bytes, start, end, row.numbers, field);
  else if (kind !== SKIP) putIdentifier(bytes, start, end, row.numbers, field, kind);
}

function lineEndsIn(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (bytes[i] === LF) count++;
  return count;
}

function isBlank(bytes: Uint8Array, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte !== 32 && byte !== 9 && byte !== CR) return false;
  }
  return true;
}
