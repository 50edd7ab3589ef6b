// Workbooks made here, whole and broken. The bounds are set low where a bound is tried, the ratio of a bomb is real.

import { describe, expect, it } from 'vitest';
import { openWorkbook, type SheetRow, XLSX_CAPS, type XlsxCaps } from '../../server/lists/reading/xlsx-sheet.ts';
import { ENTITY_BOMB, listFile, refusalOf, WEB_PAGE } from './reading.ts';
import { type Cell, xlsx, xlsxEntries, type ZipEntry, zip } from './xlsx-writer.ts';

async function rowsOf(bytes: Uint8Array, chunk = 65_536, caps: Readonly<XlsxCaps> = XLSX_CAPS): Promise<SheetRow[]> {
  const book = await openWorkbook(listFile(bytes, { name: 'book.xlsx', chunk }), 'test workbook', caps);
  const rows: SheetRow[] = [];
  for (const sheet of book.sheets) for await (const row of book.rows(sheet)) rows.push(row);
  return rows;
}

/** The sentence with which a workbook is refused while its sheets are read. */
function refused(bytes: Uint8Array | string, caps: Readonly<XlsxCaps> = XLSX_CAPS): Promise<string> {
  const read = async (): Promise<never> => {
    const content = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    const rows = await rowsOf(content, 65_536, caps);
    throw new Error(`NOT REFUSED: ${rows.length} rows`);
  };
  return refusalOf({ read });
}

const ROWS: readonly (readonly Cell[])[] = [
  ['Vessel name', 'IMO', 'Listed', 'Ban'],
  ['LADY R', 9161003, 45468, true],
  ['Angara & <Co>', null, '#REF!', false],
];

describe('the rows of a workbook', () => {
  it('gives text, numbers, yes and no, errors and gaps as they stand in their columns', async () => {
    expect((await rowsOf(xlsx({ Ships: ROWS }))).map(({ cells }) => cells)).toEqual([
      ['Vessel name', 'IMO', 'Listed', 'Ban'],
      ['LADY R', '9161003', '45468', 'TRUE'],
      ['Angara & <Co>', '', '#REF!', 'FALSE'],
    ]);
  });

  it('gives the same rows in chunks of one byte, and of a packed workbook', async () => {
    const whole = await rowsOf(xlsx({ Ships: ROWS }));
    expect(await rowsOf(xlsx({ Ships: ROWS }), 1)).toEqual(whole);
    expect(await rowsOf(xlsx({ Ships: ROWS }, true), 7)).toEqual(whole);
  });

  it('reads text in runs, text in the cell, and numbers with an exponent', async () => {
    const entries = xlsxEntries({ Ships: [['x']] });
    const sheet =
      '<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="inlineStr"><is><t>MAIA</t></is></c><c><v>9.161003E6</v></c></row></sheetData></worksheet>';
    const strings =
      '<sst><si><r><t>LADY</t></r><r><t xml:space="preserve"> R_x000D_</t></r><rPh><t>no part of it</t></rPh></si></sst>';
    const [row] = await rowsOf(
      zip(replaced(replaced(entries, 'xl/worksheets/sheet1.xml', sheet), 'xl/sharedStrings.xml', strings)),
    );
    expect(row?.cells).toEqual(['LADY R\r', 'MAIA', '9161003']);
  });
});

describe('a workbook that is none, cut, or a bomb', () => {
  it('is refused with one sentence that names the fault', async () => {
    const whole = xlsx({ Ships: ROWS });
    expect(await refused('')).toBe('book.xlsx is empty');
    expect(await refused(WEB_PAGE)).toBe('book.xlsx is a web page, not the test workbook');
    expect(await refused('name;imo\n')).toContain('is no xlsx workbook');
    expect(await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toContain('not an .xlsx: save it as .xlsx');
    expect(await refused(whole.subarray(0, whole.length - 30))).toContain('is cut or damaged: its zip directory');
    expect(await refused(whole.subarray(0, whole.length / 2))).toContain('is cut or damaged: its zip directory');
    expect(await refused(zip([entry('readme.txt', 'hello')]))).toContain('it is no workbook');
  });

  it('in which one digit was changed on the way fails its checksum', async () => {
    const bytes = Buffer.from(xlsx({ Ships: ROWS }));
    bytes.write('2', bytes.indexOf('9161003') + 6);
    expect(await refused(bytes)).toBe('book.xlsx is damaged: "xl/worksheets/sheet1.xml" fails its checksum');
  });

  it('with a DOCTYPE in one of its parts is not read', async () => {
    const entries = replaced(xlsxEntries({ Ships: ROWS }), 'xl/sharedStrings.xml', ENTITY_BOMB);
    expect(await refused(zip(entries))).toContain('declares a DOCTYPE');
  });

  it('that unpacks to more than the bound is refused by what its directory says', async () => {
    const bomb = { ...entry('xl/worksheets/sheet1.xml', ' '.repeat(8 * 1024 * 1024)), deflate: true };
    const entries = [...xlsxEntries({ Ships: ROWS }).filter(({ name }) => name !== bomb.name), bomb];
    const packed = zip(entries);
    expect(packed.length).toBeLessThan(20_000);
    expect(await refused(packed, { ...XLSX_CAPS, unpackedBytes: 1024 * 1024 })).toContain(
      'unpacks to more than 1048576',
    );
  });

  it('that says less than it unpacks to is refused all the same', async () => {
    const bomb = { ...entry('xl/worksheets/sheet1.xml', ' '.repeat(1024 * 1024)), deflate: true, saysBytes: 1_000 };
    const entries = [...xlsxEntries({ Ships: ROWS }).filter(({ name }) => name !== bomb.name), bomb];
    expect(await refused(zip(entries))).toContain('cannot be unpacked');
  });

  it('whose parts together unpack to more than the bound is refused while it is read', async () => {
    const rows = Array.from({ length: 2_000 }, (_, i) => [i, i, i]);
    const caps = { ...XLSX_CAPS, unpackedBytes: 150_000 };
    expect(await refused(xlsx({ One: rows, Two: rows }, true), caps)).toContain('unpacks to more than 150000 bytes');
  });

  it('with too many entries, too many bytes or too much text is refused', async () => {
    const many = Array.from({ length: 30 }, (_, i) => entry(`xl/media/${i}`, ''));
    expect(await refused(zip([...xlsxEntries({ Ships: ROWS }), ...many]), { ...XLSX_CAPS, entries: 20 })).toContain(
      'over 20',
    );
    expect(await refused(xlsx({ Ships: ROWS }), { ...XLSX_CAPS, packedBytes: 500 })).toContain('is over 500 bytes');
    expect(await refused(xlsx({ Ships: ROWS }), { ...XLSX_CAPS, stringCharacters: 20 })).toContain('more than 20');
  });
});

function entry(name: string, text: string): ZipEntry {
  return { name, bytes: new TextEncoder().encode(text) };
}

function replaced(entries: readonly ZipEntry[], name: string, text: string): ZipEntry[] {
  return entries.map((one) => (one.name === name ? entry(name, text) : one));
}
