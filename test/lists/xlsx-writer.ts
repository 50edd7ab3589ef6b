// Writes small xlsx workbooks for tests: a zip with stored or deflated entries, and sheets of text, numbers and errors.
// Enough of both formats for a reader to be tried on, broken ones too.

import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  name: string;
  bytes: Uint8Array;
  deflate?: boolean;
  /** What the directory says of the unpacked size, where it lies. */
  saysBytes?: number;
}

export function zip(entries: readonly ZipEntry[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, deflate = false, saysBytes = bytes.length } of entries) {
    const packed = deflate ? deflateRawSync(bytes) : Buffer.from(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt16LE(0, 6);
    common.writeUInt16LE(0x21, 8);
    common.writeUInt32LE(crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(saysBytes, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, Buffer.from(name), packed]);
    const central = Buffer.alloc(16);
    central.writeUInt32LE(at, 12);
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common.subarray(0, 24), Buffer.alloc(2)]),
      central.subarray(2),
      Buffer.from(name),
    );
    locals.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, central, end]);
}

/** Text goes to the shared strings, `#REF!` is an error cell, null is no cell at all. */
export type Cell = string | number | boolean | null;

export function xlsx(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>, deflate = false): Uint8Array {
  return zip(xlsxEntries(sheets).map((entry) => ({ ...entry, deflate })));
}

export function xlsxEntries(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): ZipEntry[] {
  const strings: string[] = [];
  const names = Object.keys(sheets);
  const relations = names.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="sheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  );
  const book = names.map((name, i) => `<sheet name="${escaped(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const parts = names.map((name, i) => part(`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheets[name]!, strings)));
  return [
    part('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    part('xl/workbook.xml', `<workbook ${MAIN} ${RELATIONS}><sheets>${book.join('')}</sheets></workbook>`),
    part('xl/_rels/workbook.xml.rels', `<Relationships xmlns="r">${relations.join('')}</Relationships>`),
    ...parts,
    part(
      'xl/sharedStrings.xml',
      `<sst ${MAIN}>${strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('')}</sst>`,
    ),
  ];
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';

function part(name: string, xml: string): ZipEntry {
  return { name, bytes: new TextEncoder().encode(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${xml}`) };
}

function sheetXml(rows: readonly (readonly Cell[])[], strings: string[]): string {
  const lines = rows.map(
    (cells, r) => `<row r="${r + 1}">${cells.map((cell, c) => cellXml(cell, r, c, strings)).join('')}</row>`,
  );
  return `<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

function cellXml(cell: Cell, row: number, column: number, strings: string[]): string {
  const at = `r="${String.fromCharCode(65 + column)}${row + 1}"`;
  if (cell === null) return '';
  if (typeof cell === 'number') return `<c ${at} s="1"><v>${cell}</v></c>`;
  if (typeof cell === 'boolean') return `<c ${at} t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (cell === '#REF!') return `<c ${at} t="e"><v>#REF!</v></c>`;
  if (!strings.includes(cell)) strings.push(cell);
  return `<c ${at} t="s"><v>${strings.indexOf(cell)}</v></c>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
