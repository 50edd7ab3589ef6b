// Cells at their edges: formulas, quotes, commas.

import { expect, test } from 'vitest';
import { csvRow } from '../../server/desk/csv-row.ts';

test('a cell that a spreadsheet would run is made text, a number stays a number', () => {
  for (const sign of ['=', '+', '-', '@', '\t']) expect(csvRow([`${sign}1+1`])).toBe(`'${sign}1+1`);
  expect(csvRow(['\r=1'])).toBe('"\'\r=1"');
  expect(csvRow(['A "B", C'])).toBe('"A ""B"", C"');
  expect(csvRow(['LADY R'])).toBe('LADY R');
  expect(csvRow([-179.9])).toBe('-179.9');
});

test('the cells of a row are kept apart', () => {
  expect(csvRow(['LADY R', 8_211_289, '', 'Rajin, Dunay'])).toBe('LADY R,8211289,,"Rajin, Dunay"');
});
