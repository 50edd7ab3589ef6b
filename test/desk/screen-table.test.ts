// Tables of questions as people save them. What cannot be read is told on its row, or refuses the table by name.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { createScreener } from '../../server/desk/screen.ts';
import { fieldOf } from '../../server/desk/screen-columns.ts';
import { screenRows } from '../../server/desk/screen-csv.ts';
import { outcomeOf } from '../../server/desk/screen-outcome.ts';
import { readScreenTable } from '../../server/desk/screen-table.ts';
import { tableText } from '../../server/files/table-text.ts';

const { hulls, mids } = loadReference();
const screener = createScreener(
  {
    listRecordsOf: async (refs) => refs.map(() => null),
    partyRecords: async () => [],
    listsInForce: async () => [],
  },
  () => ({ known: hulls, hulls, classes: [], bindings: { bound: new Map(), refused: new Set<string>() }, revision: 1 }),
  mids,
);

/** Of each row the numbers of the ships that it finds, or what comes of it without any. */
async function told(text: string): Promise<string[]> {
  const results = await screenRows(screener, readScreenTable(text).rows);
  return results.map((result) => {
    const found = result.matches.map(({ hull }) => hull.imo).join(' ');
    const outcome = outcomeOf(result, { complete: true });
    return `${found || outcome}${result.unread.length > 0 && found ? ' unread' : ''}`;
  });
}

describe('a table is read however it was saved', () => {
  test.each([
    ['a comment above the header', '# exported 2026\nname,imo\nX ONE,9161003\n'],
    ['a title above the header', 'Ships of the quarter,,\n\nname,imo,x\nX ONE,9161003,\n'],
    ['semicolons under a comment', '# a, b, c\nname;imo\nX ONE;9161003\n'],
    ['tabs', 'name\timo\nX ONE\t9161003\n'],
    ['bars', 'name|imo\nX ONE|9161003\n'],
    ["a spreadsheet's own first line", 'sep=;\nname;imo\nX ONE;9161003\n'],
    ['a mark at the beginning', '\ufeffName,IMO\nX ONE,9161003\n'],
    ['line ends of old', 'name,imo\rX ONE,9161003\r'],
    ['a column that nobody knows', 'Ship,Identifier\nX ONE,IMO 9161003\n'],
    ['a column under the name of an id', 'Ship,Vessel ID\nX ONE,9161003\n'],
    ['no header', 'X ONE,9161003\n'],
    ['no header and one column', '9161003 X ONE\n'],
    ['a name and a number in one cell', 'vessel\nX ONE IMO 9161003\n'],
    ['a number in the column of names', 'name,flag\nX ONE (9161003),RU\n'],
    ['a number as Excel saves it', 'name,imo\nX ONE,9161003.0\n'],
    ['thousands in quotes', 'name,imo\nX ONE,"9,161,003"\n'],
    ['two numbers in a cell', 'name,imo\nX ONE,9161003; 9074729\n'],
    ['full-width digits', 'name,imo\nX ONE,９１６１００３\n'],
  ])('%s', async (_, text) => expect(await told(text)).toEqual(['9161003']));

  test.each([
    'IMO Nr',
    'imoNumber',
    'IMO No.',
    'IMO-Nummer',
    'IMO_NUMBER',
    'Vessel IMO',
    "Lloyd's No",
    'LRIMOShipNo',
    'ИМО',
    'Номер ИМО',
  ])('%s heads a column of IMO numbers', async (header) => {
    expect(await told(`Vessel name,${header}\nX ONE,9161003\n`)).toEqual(['9161003']);
  });

  test.each([
    ['Vessel Name', 'name'],
    ['Ship’s name', 'name'],
    ['Name of vessel', 'name'],
    ['Former names', 'name'],
    ['船名', 'name'],
    ['Vessel type', 'other'],
    ['Registered owner', 'party'],
    ['Owner IMO', 'companyImo'],
    ['Flag state', 'flag'],
    ['Call Sign', 'callSign'],
    ['Remarks', null],
  ])('%s is %s', (header, field) => expect(fieldOf(header)).toBe(field));

  test('thousands without quotes are one number in too many cells, and the row says so', async () => {
    expect(await told('name,imo\nX ONE,9,161,003\n')).toEqual(['9161003 unread']);
  });
});

describe('what cannot be read is told on its row', () => {
  test.each([
    ['a cell that is no number', 'name,imo\nX ONE,see remarks\n', ['unread']],
    ['six digits', 'name,imo\nX ONE,916100\n', ['unread']],
    ['a number that a spreadsheet has cut', 'name,imo\nX ONE,9.16E+06\n', ['unread']],
    ['a formula that failed', 'name,imo\nX ONE,#REF!\n', ['unread']],
    ['a number that fails its check digit', 'name,imo\n,9161004\n', ['unread']],
    ['no name and no number', 'name,imo,flag\n,,RU\n', ['unread']],
    ['a word that names nobody', 'name,imo\nNO NAME,\n', ['unread']],
    ['a row beside it is answered', 'name,imo\nX ONE,abc\nX TWO,9161003\n', ['unread', '9161003']],
    [
      'a quotation mark left open',
      'name,imo\n"X ONE,9179842\nX TWO,9161003\n",\nX THREE,9074729\n',
      ['9161003 9179842 unread', 'clear'],
    ],
  ])('%s', async (_, text, rows) =>
    expect((await told(text)).map((row) => row.split(' ').sort().join(' '))).toEqual(
      rows.map((row) => row.split(' ').sort().join(' ')),
    ),
  );

  test('cells that say "nothing" are nothing', async () => {
    for (const nothing of ['', '-', 'N/A', 'unknown', '0', '0000000']) {
      expect(await told(`name,imo\nX ONE,${nothing}\n`), nothing).toEqual(['clear']);
    }
  });

  test('rows above the header that hold a number are asked, others are told', async () => {
    const { rows, notes } = readScreenTable('IMO 9161003\nname,imo\nX ONE,\n');
    expect([rows.length, notes]).toEqual([2, []]);
    expect(readScreenTable('# x\nname,imo\nX ONE,\n').notes).toEqual(['1 line above the header was not asked.']);
  });
});

describe('a table that cannot be read is refused by name', () => {
  test.each([
    ['', 'is empty'],
    ['name,imo\n', 'no row below'],
    ['name,imo\n,\n', 'is empty'],
    ['a,b\n1,2\n', 'none of the columns'],
    ['name,imo\n"X ONE,9161003\n', 'cannot be read as CSV'],
  ])('%j', (text, says) => expect(() => readScreenTable(text)).toThrow(says));

  test.each([
    ['UTF-16, little end first', Buffer.from('\ufeffname,imo\nX ONE,9161003\n', 'utf16le')],
    ['UTF-16, big end first', Buffer.from('\ufeffname,imo\nX ONE,9161003\n', 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from('name,imo\nX ONE,9161003\n', 'utf16le')],
    ['UTF-8', Buffer.from('\ufeffname,imo\nX ONE,9161003\n')],
  ])('%s is read', async (_, bytes) => expect(await told(tableText(bytes, 'x.csv'))).toEqual(['9161003']));

  test.each([
    ['a workbook', Buffer.from('PK\u0003\u0004rest'), 'names.xlsx is a workbook'],
    ['letters in an unknown code page', Buffer.from([0x6e, 0x0a, 0xcb, 0xe5, 0xe4, 0xe8]), 'names.xlsx is not UTF-8'],
    ['nothing', Buffer.alloc(0), 'names.xlsx is empty'],
  ])('%s', (_, bytes, says) => expect(() => tableText(bytes, 'names.xlsx')).toThrow(says));
});

const folder = new URL('../../../shared/cases/', import.meta.url);
const absent = !existsSync(folder);

describe.skipIf(absent)(`tables from the field${absent ? ' (skipped: ../shared/cases is absent)' : ''}`, () => {
  const files = absent
    ? []
    : readdirSync(new URL('lists/screen-csv/', folder)).map((name) => `lists/screen-csv/${name}`);
  test.each(files)('%s finds LADY R in every row', async (name) => {
    const rows = await told(tableText(readFileSync(new URL(name, folder)), name));
    expect(new Set(rows)).toEqual(new Set(['9161003']));
  });

  test.each(['server/screen-float.csv', 'server/utf16be.csv'])('%s finds ANGARA and LADY R', async (name) => {
    const rows = await told(tableText(readFileSync(new URL(name, folder)), name));
    expect(rows).toEqual(['9179842', '9161003']);
  });
});
