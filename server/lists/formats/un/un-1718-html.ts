// The UN 1718 Designated Vessels List as an HTML conversion of its PDF: one table over many pages, several rows for each
// ship. The row that has the names ('1: A 2: B') begins a ship; number, date and five measures stand beside them; MMSI
// numbers share the cell of the IMO number; flag, call signs, type and remarks follow in rows of label and value. The
// running numbers say whether a ship is missing.

import { CodedError } from '../../../domain/errors.ts';
import type { ListedRecord } from '../../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../../domain/listing/publication.ts';
import type { ListFile, ListFormat, ListRead } from '../../list.ts';
import { parseHtml } from '../../reading/html-text.ts';
import { namedMonthDay } from '../../reading/list-days.ts';
import { mainFile } from '../../reading/list-file.ts';
import { addMmsi, addName, addWord, blankRecord } from '../../reading/list-record.ts';
import { clean, mmsiOf, wordOf } from '../../reading/list-words.ts';
import { addMmsis, setDay, setImoCell } from '../../reading/ship-cells.ts';

const TITLE = 'UN 1718 Designated Vessels List';

export const un1718Html: ListFormat = {
  id: 'un-1718-html',
  list: 'un-1718',
  title: 'UN 1718 Committee (DPRK), Designated Vessels List, HTML made of the PDF',
  authority: 'UN 1718 Committee',
  sanction: true,
  addresses: {},
  roles: ['main'],
  detect: (head) => {
    const text = new TextDecoder().decode(head);
    return /1718 Designated Vessels List/i.test(text) && /<table[\s>]/i.test(text);
  },
  read,
  notice: null,
  frozen: null,
  leastShips: 1,
};

/**
 * The five measure columns, in their order. Resolution 2321 (2016), paragraph 12: (a) de-flagging, (d) asset freeze;
 * 2371 (2017), paragraph 6: no entry into ports; the first is the freeze of 1718, paragraph 8 (d), the last that of
 * what Ocean Maritime Management (KPe.020) controls.
 */
const MEASURES = ['asset freeze', 'de-flagging', 'asset freeze', 'port ban', 'asset freeze'] as const;

/** Text of each cell, its paragraphs between line ends. */
type Row = string[];

async function read(files: readonly ListFile[]): Promise<ListRead> {
  const file = mainFile(files, TITLE);
  const refuse = (sentence: string): never => {
    throw new CodedError('invalid', `${file.name} ${sentence}`);
  };
  const page = await pageOf(file);
  if (!/1718 Designated Vessels List/i.test(page.text)) refuse(`is not the ${TITLE}: nothing in it says so`);
  if (!MEASURE_HEADS.every((head) => head.test(page.text))) refuse(`is not the ${TITLE}: its columns are other ones`);
  if (!page.closed) refuse('is cut: the page does not end');
  const ships: Row[][] = [];
  for (const row of page.rows) {
    if (namesAt(row) >= 0) ships.push([row]);
    else ships.at(-1)?.push(row);
  }
  const result: ListRead = { records: ships.map(recordOf), mark: markOf(page.title), skipped: {} };
  if (result.records.length === 0) refuse(`is not the ${TITLE}: it has no row with names`);
  for (const [i, rows] of ships.entries()) {
    const numbers = rows.flat().filter((cell) => /^\d{1,3}$/.test(cell));
    if (!numbers.includes(String(i + 1))) {
      refuse(
        `is damaged: ship ${i + 1} ("${result.records[i]!.names[0]?.text}") has the number ${numbers.join(', ') || 'none'}`,
      );
    }
  }
  return result;
}

const MEASURE_HEADS = [
  /8\s*\(d\) of resolution 1718/i,
  /12 \(a\) of resolution 2321/i,
  /12 \(d\) of resolution 2321/i,
  /resolution 2371/i,
];

interface Page {
  title: string;
  /** All text, cleaned. */
  text: string;
  rows: Row[];
  closed: boolean;
}

async function pageOf(file: ListFile): Promise<Page> {
  const rows: Row[] = [];
  let title: string | null = null;
  let text = '';
  let cell: string | null = null;
  const bytes = tailOf(file);
  await parseHtml(bytes.file, TITLE, {
    open(name) {
      if (name === 'title') title = '';
      else if (name === 'tr') rows.push([]);
      else if (name === 'td' || name === 'th') cell = '';
    },
    close(name) {
      if ((name === 'p' || name === 'br') && cell !== null) cell += '\n';
      else if ((name === 'td' || name === 'th') && cell !== null) {
        rows.at(-1)?.push(cell.split('\n').map(clean).filter(Boolean).join('\n'));
        cell = null;
      }
    },
    text(piece) {
      text += piece;
      if (cell !== null) cell += piece;
      if (title !== null && rows.length === 0) title += piece;
    },
  });
  return { title: clean(title ?? ''), text: clean(text), rows, closed: /<\/html>\s*$/i.test(bytes.tail()) };
}

/** The parser closes what was left open; whether the page itself did, only its last bytes tell. */
function tailOf(file: ListFile): { file: ListFile; tail: () => string } {
  let tail = new Uint8Array(0);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.chunks) {
      const joined = new Uint8Array(tail.length + chunk.length);
      joined.set(tail);
      joined.set(chunk, tail.length);
      tail = joined.slice(-64);
      yield chunk;
    }
  }
  return { file: { ...file, chunks: chunks() }, tail: () => new TextDecoder().decode(tail) };
}

function markOf(title: string): PublicationMark | null {
  const text = /\d{1,2} [A-Z][a-z]+ \d{4}/.exec(title)?.[0];
  const at = namedMonthDay(text);
  return at === null || text === undefined ? null : { text, at, basis: 'inside' };
}

/** Where the names stand in a row that begins a ship: a number and a day, or what is written for none, come next. */
function namesAt(row: Row): number {
  return row.findIndex(
    (cell, i) =>
      /^1\s*[:.]/.test(cell) &&
      /^(?:\d{7}\b|does not exist|na\b)/i.test(row[i + 1] ?? '') &&
      /^(?:\d{1,2}-[a-z]{3}-\d{2}|na)\b/i.test(row[i + 2] ?? ''),
  );
}

function recordOf(rows: readonly Row[]): ListedRecord {
  const [first = [], ...more] = rows;
  const [names = '', number = '', date = '', ...measures] = first.slice(namesAt(first));
  const raw = rows.map((row) => row.map(clean).join(' | ')).join('\n');
  const [imo = '', ...beside] = number.split('\n');
  const record = blankRecord('', 'ship', raw);
  for (const [i, name] of numbered(names).entries()) addName(record, name, i === 0 ? 'primary' : 'alias');
  setImoCell(record, imo);
  for (const mmsi of beside.join(' ').matchAll(/(?<!\d)\d{9}(?!\d)/g)) addMmsi(record, mmsiOf(mmsi[0]));
  record.recordId = String(record.imo ?? record.names[0]?.text);
  record.programmes.push('UN 1718 (DPRK)');
  for (const [i, measure] of MEASURES.entries())
    if (/^yes\b/i.test(measures[i] ?? '')) addWord(record.measures, measure);
  setDay(record, 'listedAt', date, namedMonthDay);
  for (const row of more) addLabelled(record, row);
  return record;
}

function addLabelled(record: ListedRecord, row: Row): void {
  for (const [i, cell] of row.entries()) {
    const value = row[i + 1] ?? '';
    switch (clean(cell).toLowerCase()) {
      case 'flag': {
        const flags = numbered(value);
        // In the order of its names: the last is the newest.
        record.flag = wordOf(flags.pop());
        for (const flag of flags) addWord(record.formerFlags, flag);
        break;
      }
      case 'call sign':
        for (const sign of numbered(value)) addWord(record.callSigns, sign);
        break;
      case 'mmsi':
        for (const mmsi of numbered(value)) addMmsis(record, mmsi);
        break;
      case 'type':
        record.shipType = wordOf(value);
        break;
      case 'other information':
        record.remarks = wordOf(value);
        break;
    }
  }
}

/** '1: Blue Nouvelle 2: Greenlight 3: Chong Bong' has three parts; '1. Kiribati' one. */
function numbered(cell: string): string[] {
  return clean(cell)
    .split(/(?:^|\s)\d{1,2}\s*[:.]\s+/)
    .flatMap((part) => wordOf(part) ?? []);
}
