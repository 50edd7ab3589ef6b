// One row of a CSV table that goes out, by RFC 4180 and without its line end. Text that a spreadsheet would run as a formula
// gets an apostrophe in front: names from lists and from the air are foreign. Numbers stay numbers.

import { plainLines } from '../domain/plain-text.ts';

export function csvRow(cells: readonly (string | number)[]): string {
  return cells.map(csvCell).join(',');
}

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const shown = value.split('\r').map(plainLines).join('\r');
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${shown}` : shown;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
