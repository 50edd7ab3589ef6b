// Tells a quoted field that goes on in the next line from a quote that closes nowhere. Both occur: spreadsheets write line
// breaks inside quotes, and names of ships hold bare quotes. A field that runs over lines must keep the rule of RFC 4180
// to the letter: each quote inside it is doubled, and the first single one ends it.

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** Lines and bytes held while it is not certain. Line breaks stand in names and remarks, and these are short. */
export const HOLD_LINES = 32;
export const HOLD_BYTES = 8192;

/** The byte after the quote that closes a field on this line, or -1 when none does. */
export function closingQuote(bytes: Uint8Array, from: number, delimiter: number): number {
  for (let i = from; ; i++) {
    const byte = bytes[i];
    if (byte === LF || byte === undefined) return -1;
    if (byte !== QUOTE) continue;
    const after = bytes[i + 1];
    if (after === QUOTE) i++;
    else if (after === delimiter || after === LF || after === CR) return i + 1;
  }
}

const OPEN = -1;
const NOT_ONE = -2;

/** The byte after the quote that closes a field on a later line; negative when it is open still, or is no such field. */
export function closingQuoteFurtherOn(bytes: Uint8Array, from: number, delimiter: number): number {
  for (let i = from; i < bytes.length; i++) {
    if (bytes[i] !== QUOTE) continue;
    const after = bytes[i + 1];
    if (after === QUOTE) i++;
    else return after === delimiter || after === LF || after === CR ? i + 1 : NOT_ONE;
  }
  return OPEN;
}

/**
 * Are these whole lines one row, lines of their own, or may it be either, depending on what follows? A row of several
 * lines is cut inside a field: where the first and the last line have all columns (0: not known), each is a row.
 */
export function lineSpan(bytes: Uint8Array, delimiter: number, columns: number): 'one row' | 'lines' | 'either' {
  let i = 0;
  while (i < bytes.length) {
    if (bytes[i] === QUOTE) {
      let close = closingQuote(bytes, i + 1, delimiter);
      if (close < 0) close = closingQuoteFurtherOn(bytes, i + 1, delimiter);
      if (close < 0) return close === OPEN ? 'either' : 'lines';
      i = close;
    }
    while (bytes[i] !== delimiter && bytes[i] !== LF) i++;
    if (bytes[i] === LF) return bothWhole(bytes, delimiter, columns) ? 'lines' : 'one row';
    i++;
  }
  return 'either';
}

function bothWhole(bytes: Uint8Array, delimiter: number, columns: number): boolean {
  if (columns === 0) return false;
  const last = bytes.lastIndexOf(LF, bytes.length - 2) + 1;
  const first = fieldsIn(bytes, 0, bytes.indexOf(LF), delimiter);
  return first >= columns && fieldsIn(bytes, last, bytes.length, delimiter) >= columns;
}

function fieldsIn(bytes: Uint8Array, from: number, to: number, delimiter: number): number {
  let fields = 1;
  for (let i = from; i < to; i++) if (bytes[i] === delimiter) fields++;
  return fields;
}
