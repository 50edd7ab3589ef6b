// Members of watchlists as people write them: "9161003", "IMO 9161003", the id of a hull, or a CSV table with the columns
// imo, name, note, from and to. What names no ship is refused with one sentence.

import { parse } from 'csv-parse/sync';
import { CodedError } from '../domain/errors.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import { readQuestion } from '../domain/identity/question.ts';
import { mustBeInstant } from '../domain/instant.ts';
import type { WatchMember } from '../domain/listing/watchlist.ts';
import type { WatchedHull } from '../domain/vessel.ts';
import { MOST_ROW_CHARACTERS } from '../files/read-table.ts';

export interface MemberText {
  /** An IMO number or the id of a hull. */
  ship: string;
  name?: string | undefined;
  note?: string | null | undefined;
  fromAt?: number | null | undefined;
  toAt?: number | null | undefined;
}

export function readMember(
  text: MemberText,
  known: ReadonlyMap<string, WatchedHull>,
  now: number,
  how: WatchMember['how'] = 'hand',
): WatchMember {
  const hullId = hullIdOf(text.ship, known);
  const fromAt = text.fromAt ?? null;
  const toAt = text.toAt ?? null;
  mustBeInstant(`${text.ship}: the beginning of the watch`, fromAt, now);
  mustBeInstant(`${text.ship}: the end of the watch`, toAt, now);
  if (fromAt !== null && toAt !== null && toAt <= fromAt) {
    throw new CodedError('invalid', `${text.ship}: the end of the watch lies before its beginning.`);
  }
  const name = text.name || known.get(hullId)?.name || hullId.replace(/^imo:/, 'IMO ');
  return { hullId, name, note: text.note || null, fromAt, toAt, addedAt: now, how };
}

/** As many ships as the whole of the largest lists has. */
const MOST_ROWS = 20_000;

export function readMemberCsv(text: string, known: ReadonlyMap<string, WatchedHull>, now: number): WatchMember[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, {
      bom: true,
      delimiter: [',', ';', '\t'],
      columns: (header: string[]) =>
        header.map((cell) =>
          cell
            .trim()
            .toLowerCase()
            .replace(/[ _-]?(no\.?|number)$/, ''),
        ),
      skip_empty_lines: true,
      relax_column_count: true,
      trim: true,
      to: MOST_ROWS + 1,
      max_record_size: MOST_ROW_CHARACTERS,
    });
  } catch (error) {
    throw new CodedError(
      'invalid',
      `The table cannot be read as CSV: ${error instanceof Error ? error.message : error}.`,
    );
  }
  if (rows.length === 0) throw new CodedError('invalid', 'The table has no row below its header: nothing was entered.');
  if (rows.length > MOST_ROWS) {
    throw new CodedError('invalid', `The table has more than ${MOST_ROWS} rows: enter it in pieces.`);
  }
  return rows.map((row, i) => {
    const ship = row.imo || row.id || row.hull;
    if (!ship)
      throw new CodedError(
        'invalid',
        `Row ${i + 2} of the table has no IMO number; its first row must name a column imo.`,
      );
    const { name, note, from, to } = row;
    return readMember({ ship, name, note, fromAt: dayIn(from, i), toAt: dayIn(to, i) }, known, now, 'csv');
  });
}

export function hullIdOf(text: string, known: ReadonlyMap<string, WatchedHull>): string {
  const asked = text.trim();
  if (known.has(asked)) return asked;
  // One number and nothing else, however a sheet or a person writes it: '9161003.0', 'IMO No. 9,161,003'.
  const { imos, mmsis, name } = readQuestion(asked);
  const [imo, ...others] = imos;
  if (imo !== undefined && others.length + mmsis.length === 0 && name === '') {
    const id = `imo:${imo}`;
    if (!isShipImo(imo) && !known.has(id)) throw new CodedError('invalid', `IMO ${imo} fails its check digit.`);
    return id;
  }
  throw new CodedError('invalid', `'${asked.slice(0, 100)}' is no IMO number, and no hull has that id.`);
}

function dayIn(text: string | undefined, row: number): number | null {
  if (!text) return null;
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new CodedError('invalid', `Row ${row + 2} of the table has the day '${text}'; write it as 2026-09-01.`);
  return at;
}
