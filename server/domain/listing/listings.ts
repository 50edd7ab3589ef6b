// The designations of one hull: what each record of a loaded list says, since when and until when, and what it said in
// earlier copies, beside those rows of the built-in table that no record repeats. A ship that left a list and came back
// has a designation for each time. Dates are never made better than the list has them.

import { dayOf } from '../time.ts';
import type { Designation, EarlierReadings, WatchedHull } from '../vessel.ts';
import { type Entry, firstOf, type HullRecord, type LoadedList, readingsOf } from './loaded-list.ts';

export interface Listings {
  designations: Designation[];
  /** Designations as earlier copies had them, oldest first. */
  earlier: EarlierReadings['designations'];
}

interface Said {
  row: Designation;
  how: NonNullable<Designation['ended']>;
  before: { untilAt: number; said: Designation }[];
}

/**
 * One designation for each record and each time that it was listed. The built-in row that a record repeats gives way to
 * it, and lends it its date where the record has none. Other built-in rows stay: a list of one programme says nothing of
 * another. `at`: when the lists are read.
 */
export function designationsOf(known: WatchedHull | null, entries: readonly Entry[], at: number): Listings {
  const rows = [...(known?.designations ?? [])];
  const said: Said[] = [];
  for (const { list, kept } of entries) {
    const same = rows.findIndex((row) => repeats(row, list, kept.record));
    const [repeated] = same < 0 ? [] : rows.splice(same, 1);
    said.push(...listingsOf({ list, kept }, repeated));
  }
  const dated = ({ row }: Said) => row.listedAt ?? Number.POSITIVE_INFINITY;
  said.sort((a, b) => dated(a) - dated(b) || compare(a.row.list!, b.row.list!) || compare(a.row.ref!, b.row.ref!));
  return {
    // A row of the built-in table ends where a newer copy misses it.
    designations: [
      ...rows.map((row) => withEnd(row, 'missed', at)),
      ...said.map(({ row, how }) => withEnd(row, how, at)),
    ],
    earlier: said
      .flatMap(({ before }, i) => before.map((reading) => ({ index: rows.length + i, ...reading })))
      .sort((a, b) => a.untilAt - b.untilAt || a.index - b.index),
  };
}

function withEnd(row: Designation, ended: Said['how'], at: number): Designation {
  return row.delistedAt !== null && row.delistedAt <= at ? { ...row, ended } : row;
}

/** Each time that the record was listed: those that it says have ended itself, and those between copies without it. */
function listingsOf({ list, kept }: Entry, repeated: Designation | undefined): Said[] {
  const spells: { readings: ReturnType<typeof readingsOf>[number][]; fromAt: number; untilAt: number | null }[] = [];
  for (const reading of readingsOf(kept)) {
    const last = spells.at(-1);
    if (last && last.untilAt !== null && reading.fromAt <= last.untilAt) {
      last.readings.push(reading);
      last.untilAt = reading.untilAt;
    } else spells.push({ readings: [reading], fromAt: reading.fromAt, untilAt: reading.untilAt });
  }
  const key = kept.key === undefined ? {} : { key: kept.key };
  const said: Said[] = [];
  for (const [i, { readings, fromAt, untilAt }] of spells.entries()) {
    const lent = i === 0 ? repeated : undefined;
    const beganAgainAt = i === 0 ? null : spells[i - 1]!.untilAt;
    const row = (record: HullRecord, asOfText: string): Designation => ({
      authority: list.authority,
      programme: programmeText(record.programmes) || list.title,
      ref: record.recordId,
      ...sinceOf(record, fromAt, lent, beganAgainAt),
      delistedAt: firstOf(record.delistedAt, untilAt),
      sanction: list.sanction,
      source: `${list.title}, ${asOfText}`,
      list: list.id,
      ...key,
    });
    const newest = readings.at(-1)!;
    const isLast = i === spells.length - 1;
    const now = row(newest.record, isLast ? list.asOfText : dayOf(newest.fromAt));
    const before = readings.slice(0, -1).flatMap((reading) => {
      const then = row(reading.record, dayOf(reading.fromAt));
      return sameWords(then, now) ? [] : [{ untilAt: reading.untilAt!, said: then }];
    });
    if (isLast) {
      let sinceAt = newest.record.listedAt;
      for (const gap of newest.record.gaps ?? []) {
        // The copies may have shown the same gap.
        const shown = said.findIndex((one) => one.row.listedAt === sinceAt);
        if (shown >= 0) said.splice(shown, 1);
        const precision = sinceAt === null ? 'unknown' : 'day';
        said.push({ row: { ...now, listedAt: sinceAt, precision, delistedAt: gap.fromAt }, how: 'said', before: [] });
        sinceAt = gap.untilAt;
      }
    }
    const endsAt = newest.record.delistedAt;
    said.push({ row: now, how: endsAt !== null && endsAt === now.delistedAt ? 'said' : 'missed', before });
  }
  return said;
}

/** Do two copies say the same of the listing, apart from the day of the copy? */
function sameWords(one: Designation, other: Designation): boolean {
  return (
    one.programme === other.programme &&
    one.note === other.note &&
    one.ref === other.ref &&
    one.listedAt === other.listedAt &&
    one.precision === other.precision
  );
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
  if (row.ref !== null && (row.ref === record.recordId || row.listedAt !== record.listedAt))
    return row.ref === record.recordId;
  return row.authority !== 'EU' || row.listedAt === record.listedAt;
}

/**
 * Listed since the earliest date that is known; without any, on the list by the day of the first copy that had it. A date
 * from before the ship left the list says nothing of when it came back.
 */
function sinceOf(
  record: HullRecord,
  firstAt: number,
  repeated: Designation | undefined,
  leftAt: number | null,
): Pick<Designation, 'listedAt' | 'precision' | 'note'> {
  const means = record.measures.join(', ');
  const note = means === '' ? null : means;
  const lent = repeated?.listedAt ?? null;
  const said = record.gaps?.at(-1)?.untilAt ?? record.listedAt;
  const listedAt = leftAt !== null && said !== null && said < leftAt ? null : said;
  if (listedAt !== null && !(lent !== null && lent < listedAt && repeated!.precision === 'day')) {
    return { listedAt, precision: 'day', note };
  }
  if (lent !== null && lent <= firstAt) {
    return { listedAt: lent, precision: repeated!.precision, note: note ?? repeated!.note };
  }
  return { listedAt: firstAt, precision: 'by', note };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
