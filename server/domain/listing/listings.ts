// The designations of one hull: what each record of a loaded list says, since when and until when, beside those rows of
// the built-in table that no record repeats. Dates are never made better than the list has them.

import type { Designation, WatchedHull } from '../vessel.ts';
import { type Entry, firstOf, type HullRecord, type LoadedList } from './loaded-list.ts';

/**
 * One designation for each record. The built-in row that a record repeats gives way to it, and lends it its date where
 * the record has none. Other built-in rows stay: a list of one programme says nothing of another.
 */
export function designationsOf(known: WatchedHull | null, entries: readonly Entry[]): Designation[] {
  const rows = [...(known?.designations ?? [])];
  const said: Designation[] = [];
  for (const { list, kept } of entries) {
    const { record } = kept;
    const same = rows.findIndex((row) => repeats(row, list, record));
    const [repeated] = same < 0 ? [] : rows.splice(same, 1);
    said.push({
      authority: list.authority,
      programme: programmeText(record.programmes) || list.title,
      ref: record.recordId,
      ...sinceOf(record, kept.firstAt, repeated),
      delistedAt: firstOf(record.delistedAt, kept.missedAt),
      sanction: list.sanction,
      source: `${list.title}, ${list.asOfText}`,
      list: list.id,
    });
  }
  const dated = (row: Designation) => row.listedAt ?? Number.POSITIVE_INFINITY;
  said.sort((a, b) => dated(a) - dated(b) || compare(a.list!, b.list!) || compare(a.ref!, b.ref!));
  return [...rows, ...said];
}

/** Rules speak of legal texts, lists of codes: the text is said beside the code, never in its place. */
function programmeText(programmes: readonly string[]): string {
  const said = programmes.join(', ');
  const texts = [
    ...new Set(
      LEGAL_TEXTS.flatMap(([code, name]) => {
        const found = code.exec(said);
        return found ? [name(found[1] ?? '')] : [];
      }),
    ),
  ].filter((text) => !said.includes(text));
  return texts.length === 0 ? said : `${said} (${texts.join(', ')})`;
}

const LEGAL_TEXTS: readonly (readonly [RegExp, (number: string) => string])[] = [
  // OFAC: 'RUSSIA-EO14024', 'IRAN-EO13846'.
  [/\bEO(\d{5})\b/, (number) => `EO ${number}`],
  [/\bUN 1718\b/, () => 'UNSCR 1718'],
];

/** By its id; or, where the built-in row has none, by who lists the hull. The EU has several lists of ships. */
function repeats(row: Designation, list: LoadedList, record: HullRecord): boolean {
  if (row.authority !== list.authority || row.sanction !== list.sanction) return false;
  if (row.ref !== null) return row.ref === record.recordId;
  return row.authority !== 'EU' || row.listedAt === record.listedAt;
}

/** Listed since the earliest date that is known; without any, on the list by the day of the first copy that had it. */
function sinceOf(
  record: HullRecord,
  firstAt: number,
  repeated: Designation | undefined,
): Pick<Designation, 'listedAt' | 'precision' | 'note'> {
  const means = record.measures.join(', ');
  const note = means === '' ? null : means;
  const lent = repeated?.listedAt ?? null;
  if (record.listedAt !== null && !(lent !== null && lent < record.listedAt && repeated!.precision === 'day')) {
    return { listedAt: record.listedAt, precision: 'day', note };
  }
  if (lent !== null && lent <= firstAt) {
    return { listedAt: lent, precision: repeated!.precision, note: note ?? repeated!.note };
  }
  return { listedAt: firstAt, precision: 'by', note };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
