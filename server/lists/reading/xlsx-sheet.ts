// Rows of an xlsx workbook, streamed: bytes of the file in any chunking come in, the names of its sheets and the cells of
// a sheet as text go out. A workbook is a zip of XML: what a zip bomb would need (many entries, much text, wide rows) is
// bounded, and a file beyond a bound is refused with one sentence. Formats, formulas and charts are never read; a
// formula's cell gives the value that was stored with it.

import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { CodedError } from '../../domain/errors.ts';
import type { ListFile } from '../list.ts';
import { childOf, elementsAt, type XmlElement, xmlRecords } from './xml-records.ts';

export interface XlsxCaps {
  /** Bytes of the file; the New Zealand register is about 21 MB. */
  packedBytes: number;
  /** Files in the zip; real workbooks have 15 to 60. */
  entries: number;
  /** Bytes of all that is read of it, unpacked. */
  unpackedBytes: number;
  /** Characters of the shared strings, the only part held in memory. */
  stringCharacters: number;
}

export const XLSX_CAPS: Readonly<XlsxCaps> = {
  packedBytes: 64 * 1024 * 1024,
  entries: 1_000,
  unpackedBytes: 512 * 1024 * 1024,
  stringCharacters: 64 * 1024 * 1024,
};

/** No sheet has more (ECMA-376). */
const MAX_ROWS = 1_048_576;
/** Beyond this a cell is dropped: lists have some 30 columns, a sheet may have 16,384. */
const MAX_COLUMNS = 512;

export interface SheetRow {
  /** Text of each cell up to the last one filled; '' for an empty one. */
  cells: string[];
  /** The cells as one line, between tabs. */
  raw: string;
  /** Number of the row in the sheet, from 1. */
  line: number;
}

export interface Workbook {
  sheets: string[];
  /** Yields every row with a filled cell. */
  rows(sheet: string): AsyncGenerator<SheetRow>;
}

export async function openWorkbook(
  file: ListFile,
  title: string,
  caps: Readonly<XlsxCaps> = XLSX_CAPS,
): Promise<Workbook> {
  const refuse = (sentence: string, cause?: unknown): never => {
    throw new CodedError('invalid', `${file.name} ${sentence}`, { cause });
  };
  const bytes = await gathered(file, caps.packedBytes, refuse);
  refuseOtherFiles(bytes, title, refuse);
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false }).catch((error: unknown) =>
    refuse(`is cut or damaged: its zip directory cannot be read (${messageOf(error)})`, error),
  );
  const entries = await entriesOf(zip, caps, refuse);
  let left = caps.unpackedBytes;

  async function* unpacked(entry: Entry): AsyncGenerator<Uint8Array> {
    let sum = 0;
    try {
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Uint8Array>) {
        left -= chunk.length;
        sum = crc32(chunk, sum);
        if (left < 0) refuse(`unpacks to more than ${caps.unpackedBytes} bytes: it is not read`);
        yield chunk;
      }
    } catch (error) {
      if (error instanceof CodedError) throw error;
      refuse(`is damaged: "${entry.fileName}" cannot be unpacked (${messageOf(error)})`, error);
    }
    // The zip reader leaves this to its user; a damaged digit would pass for another ship's number.
    if (sum !== entry.crc32) refuse(`is damaged: "${entry.fileName}" fails its checksum`);
  }
  const records = (path: string, root: string, wanted: readonly string[]) => {
    const entry = entries.get(path) ?? refuse(`is not the ${title}: it is no workbook, "${path}" is missing`);
    const part = { role: file.role, name: file.name, lastModifiedAt: null, chunks: unpacked(entry) };
    return xmlRecords(part, title, root, wanted);
  };

  const paths = await sheetPaths(records);
  let strings: string[] | null = null;
  return {
    sheets: [...paths.keys()],
    async *rows(sheet) {
      const path = paths.get(sheet) ?? refuse(`has no sheet "${sheet}"`);
      strings ??= entries.has(STRINGS) ? await sharedStrings(records(STRINGS, 'sst', ['si']), caps, refuse) : [];
      let line = 0;
      let rows = 0;
      for await (const row of records(path, 'worksheet', ['row'])) {
        if (row.name !== 'row') continue;
        if (++rows > MAX_ROWS) refuse(`has more than ${MAX_ROWS} rows in the sheet "${sheet}": it is not read`);
        line = Number(row.attributes.r ?? line + 1);
        const cells = cellsOf(row, strings);
        if (cells.length > 0) yield { cells, raw: cells.join('\t'), line };
      }
    },
  };
}

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';

type Refuse = (sentence: string, cause?: unknown) => never;
type Records = (path: string, root: string, wanted: readonly string[]) => AsyncGenerator<XmlElement>;

async function gathered(file: ListFile, most: number, refuse: Refuse): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of file.chunks) {
    bytes += chunk.length;
    if (bytes > most) refuse(`is over ${most} bytes: no list is that large`);
    chunks.push(chunk);
  }
  if (bytes === 0) refuse('is empty');
  return Buffer.concat(chunks);
}

function refuseOtherFiles(bytes: Buffer, title: string, refuse: Refuse): void {
  if (bytes.subarray(0, 4).equals(ZIP)) return;
  if (bytes.subarray(0, 4).equals(OLE)) {
    refuse('is an .xls or a workbook with a password, not an .xlsx: save it as .xlsx without one');
  }
  if (/^[\s\ufeff]*</.test(bytes.toString('utf8', 0, 256))) refuse(`is a web page, not the ${title}`);
  refuse(`is not the ${title}: it is no xlsx workbook`);
}

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
const OLE = Buffer.from('d0cf11e0', 'hex');

async function entriesOf(zip: ZipFile, caps: Readonly<XlsxCaps>, refuse: Refuse): Promise<Map<string, Entry>> {
  if (zip.entryCount > caps.entries) refuse(`holds ${zip.entryCount} files, over ${caps.entries}: it is not read`);
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) {
      if (!READ.test(entry.fileName)) continue;
      if (entry.uncompressedSize > caps.unpackedBytes) {
        refuse(`unpacks to more than ${caps.unpackedBytes} bytes ("${entry.fileName}"): it is not read`);
      }
      if (entry.isEncrypted()) refuse('is protected by a password: save it without one');
      entries.set(entry.fileName, entry);
    }
  } catch (error) {
    if (error instanceof CodedError) throw error;
    refuse(`is cut or damaged: its zip directory cannot be read (${messageOf(error)})`, error);
  }
  return entries;
}

/** Of a workbook only these are opened; some writers begin the names with a slash, yauzl refuses those. */
const READ = /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|worksheets\/[^/]+\.xml)$/;

/** Sheet names in their order, with the part of the zip each is in. */
async function sheetPaths(records: Records): Promise<Map<string, string>> {
  const targets = new Map<string, string>();
  for await (const { name, attributes } of records(RELATIONS, 'Relationships', ['Relationship'])) {
    if (name !== 'Relationship') continue;
    const target = attributes.Target ?? '';
    targets.set(attributes.Id ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
  }
  const paths = new Map<string, string>();
  for await (const { name, attributes } of records(WORKBOOK, 'workbook', ['sheet'])) {
    const path = name === 'sheet' ? targets.get(attributes.id ?? '') : undefined;
    if (path !== undefined && READ.test(path)) paths.set(attributes.name ?? '', path);
  }
  return paths;
}

async function sharedStrings(
  items: AsyncIterable<XmlElement>,
  caps: Readonly<XlsxCaps>,
  refuse: Refuse,
): Promise<string[]> {
  const strings: string[] = [];
  let characters = 0;
  for await (const item of items) {
    if (item.name !== 'si') continue;
    const text = textOf(item);
    characters += text.length + 1;
    if (characters > caps.stringCharacters) refuse(`has more than ${caps.stringCharacters} characters of text`);
    strings.push(text);
  }
  return strings;
}

/** Plain text or runs of it; readings (`rPh`) of Japanese text are no part of it. */
function textOf(element: XmlElement): string {
  const texts = [...elementsAt(element, 't'), ...elementsAt(element, 'r', 't')].map(({ text }) => text);
  // Line ends and such are written `_x000D_` (ECMA-376, ST_Xstring).
  return texts
    .join('')
    .replace(/_x([0-9A-F]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function cellsOf(row: XmlElement, strings: readonly string[]): string[] {
  const cells: string[] = [];
  let next = 0;
  for (const cell of row.children) {
    if (cell.name !== 'c') continue;
    const at = columnOf(cell.attributes.r) ?? next;
    next = at + 1;
    const text = at < MAX_COLUMNS ? cellText(cell, strings) : '';
    if (text === '') continue;
    while (cells.length < at) cells.push('');
    cells[at] = text;
  }
  return cells;
}

function cellText(cell: XmlElement, strings: readonly string[]): string {
  const value = childOf(cell, 'v')?.text ?? '';
  switch (cell.attributes.t) {
    case 's':
      return strings[Number(value)] ?? '';
    case 'inlineStr': {
      const inline = childOf(cell, 'is');
      return inline ? textOf(inline) : '';
    }
    case 'b':
      return value === '1' ? 'TRUE' : 'FALSE';
    case undefined:
    case 'n':
      // 9161003 may be written 9.161003E6.
      return /^[-+]?[\d.]+e[-+]?\d+$/i.test(value) ? String(Number(value)) : value;
    default:
      return value;
  }
}

/** 'AB12' is column 27, counted from 0. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Parts of the zip that the head is opened for. */
const HEAD_PARTS = 16;
const HEAD_PART_BYTES = 4 * 1024 * 1024;

/**
 * Do all these texts stand in the first parts of the workbook, as far as the head goes? Small books show themselves so;
 * of a large one the words may lie behind the head, then nobody can tell from it.
 */
export function headOfXlsxHas(head: Uint8Array, texts: readonly RegExp[]): boolean {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  if (!bytes.subarray(0, 4).equals(ZIP)) return false;
  let found = '';
  for (let at = 0, parts = 0; at >= 0 && parts < HEAD_PARTS; at = bytes.indexOf(ZIP, at + 4), parts++) {
    if (at + 30 > bytes.length) break;
    const from = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    const packed = bytes.subarray(from);
    found += bytes.readUInt16LE(at + 8) === 0 ? packed.toString('utf8') : inflatedHead(packed);
  }
  return texts.every((text) => text.test(found));
}

function inflatedHead(packed: Buffer): string {
  try {
    return inflateRawSync(packed, { finishFlush: 2, maxOutputLength: HEAD_PART_BYTES }).toString('utf8');
  } catch {
    return '';
  }
}
