// Cells of tables that hold several things, or a ship number that cannot be read: put into the record without a guess.
// A number that is there but is no number is a warning on the ship, not a reason to lose it.

import type { ListedRecord, NameKind } from '../../domain/listing/listed-record.ts';
import { DAY_MS } from '../../domain/time.ts';
import { dayAt, namedMonthDay } from './list-days.ts';
import { addMmsi, addName, addWord, leaveUnread, setImo } from './list-record.ts';
import { amountOf, imoInText, imoOf, imosInText, isZero, mmsiOf, wordOf, yearOf } from './list-words.ts';

/**
 * The ship's number as one cell has it: '9161003', 'IMO9161003', '09346732', 'Flag 12, IMO 9289518'; zeros are none. Of
 * several numbers all are kept. Six digits, eight, or the number of a company give a warning and are told.
 */
export function setImoCell(record: ListedRecord, cell: string | null | undefined): void {
  const word = wordOf(cell);
  if (word === null || isZero(word)) return;
  for (const imo of imosOf(word)) setImo(record, imo);
  if (record.imo !== null) return;
  record.imoDoubtful = true;
  leaveUnread(record, 'IMO number', word);
}

/** The ship numbers of one cell; none where a part of it is none, unless the text itself calls a number so. */
function imosOf(cell: string): number[] {
  const whole = imoOf(cell);
  if (whole !== null) return [whole];
  const parts = cell.split(/[;/|&\r\n]+|,(?!\d{3}(?!\d))|\band\b/i).flatMap((part) => wordOf(part) ?? []);
  const numbers = parts.map(imoOf);
  if (parts.length > 1 && numbers.every((imo) => imo !== null)) return numbers.filter((imo) => imo !== null);
  return /\b(?:compan(?:y|ies)|owner|manager|operator)\b/i.test(cell) ? [] : imosInText(cell);
}

/** The number of a company as one cell has it. */
export function companyImoOf(record: ListedRecord, cell: string | null | undefined): number | null {
  const word = wordOf(cell);
  if (word === null || isZero(word)) return null;
  const number = imoOf(word.replace(/^(?:company|owner|manager)\b[\s:#.-]*/i, '')) ?? imoInText(word);
  if (number === null) leaveUnread(record, 'company number', word);
  return number;
}

/** Several names in one cell, between semicolons or line ends. */
export function addNames(record: ListedRecord, cell: string | null | undefined, kind: NameKind): void {
  for (const name of partsOf(cell)) addName(record, name, kind);
}

/** Radio identities of one cell, between any signs; what is there and is none is told. */
export function addMmsis(record: ListedRecord, cell: string | null | undefined): void {
  for (const part of (cell ?? '').split(/[;,/|\r\n]+|\band\b/i)) {
    const word = wordOf(part);
    if (word === null || isZero(word)) continue;
    const mmsi = mmsiOf(word);
    if (mmsi === null) leaveUnread(record, 'MMSI', word);
    else addMmsi(record, mmsi);
  }
}

const DAY_FIELDS = { listedAt: 'day of listing', delistedAt: 'day of delisting' } as const;

/** A day as one cell has it, by the format's own ways of writing days; one that is none, or cannot be, is told. */
export function setDay(
  record: ListedRecord,
  field: keyof typeof DAY_FIELDS,
  cell: string | null | undefined,
  ...ways: readonly ((text: string) => number | null)[]
): void {
  const day = dayIn(record, DAY_FIELDS[field], cell, ...ways);
  if (day !== null) record[field] = day;
}

/** The same for a day that is not kept as it stands. */
export function dayIn(
  record: ListedRecord,
  field: string,
  cell: string | null | undefined,
  ...ways: readonly ((text: string) => number | null)[]
): number | null {
  const word = wordOf(cell);
  if (word === null) return null;
  for (const way of ways) {
    const day = way(word);
    if (day !== null && day >= FIRST_DAY && day <= LAST_DAY) return day;
  }
  leaveUnread(record, field, word);
  return null;
}

/** The first year of the United Nations, and an end that no listing has yet. */
const FIRST_DAY = Date.UTC(1945, 0, 1);
const LAST_DAY = Date.UTC(2100, 0, 1);

type Amount = 'grossTonnage' | 'deadweight' | 'lengthM' | 'builtYear';
const AMOUNTS: Readonly<Record<Amount, string>> = {
  grossTonnage: 'gross tonnage',
  deadweight: 'deadweight',
  lengthM: 'length',
  builtYear: 'year of build',
};

/** A size or year as one cell has it; the first that the record gets stays, and one that is none is told. */
export function setAmount(record: ListedRecord, field: Amount, cell: string | null | undefined): void {
  const word = wordOf(cell);
  if (word === null || isZero(word) || record[field] !== null) return;
  const value = field === 'builtYear' ? yearOf(word) : amountOf(word);
  if (value === null) leaveUnread(record, AMOUNTS[field], word);
  else record[field] = value;
}

/** One flag is the flag; of several nobody says which is flown today, so all stand as former ones. */
export function addFlags(record: ListedRecord, flags: readonly string[]): void {
  const words: string[] = [];
  for (const flag of flags) addWord(words, flag);
  if (words.length === 1 && record.flag === null) record.flag = words[0]!;
  else for (const flag of words) if (flag !== record.flag) addWord(record.formerFlags, flag);
}

/** The parts of a cell between semicolons or line ends, none of them empty. */
export function partsOf(cell: string | null | undefined): string[] {
  return (cell ?? '').split(/[;\r\n]+/).flatMap((part) => wordOf(part) ?? []);
}

/** 'PREVIOUS NAMES INCLUDE A, B AND C' and the like: the names behind the words; none when the text says no such thing. */
export function previousNamesIn(text: string | null | undefined): string[] {
  const found = /\bprevious(?:ly)? names? includes?:?\s+([^.\r\n]+)/i.exec(text ?? '');
  return found ? found[1]!.split(/\s*[,;]\s*|\s+and\s+/i).flatMap((name) => wordOf(name) ?? []) : [];
}

/**
 * Listings that end by themselves say so in prose: 'this designation is valid from 22 July 2026 to 22 July 2027'
 * (Committee 1970, ships under resolution 2146). The day on which it ends, or null.
 */
export function endDayIn(text: string | null | undefined): number | null {
  const found = (text ?? '').matchAll(
    /\bvalid\s+(?:from\s+[\w\s]{6,20}\s+)?(?:to|until|till)\s+(\d{1,2}\s+[a-z]{3,9}\s+\d{4})/gi,
  );
  // Of a listing that was extended the last day counts.
  const days = [...found].flatMap(([, day]) => namedMonthDay(day) ?? []);
  return days.length === 0 ? null : Math.max(...days);
}

/** Excel's day number ('45468', with or without a time of day), ISO, '25.06.2024', '25 June 2024'; else null. */
export function sheetDay(cell: string | null | undefined): number | null {
  const word = wordOf(cell);
  if (word === null) return null;
  if (/^\d{5}(?:\.\d+)?$/.test(word)) return SHEET_DAY_0 + Math.floor(Number(word)) * DAY_MS;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/.exec(word);
  if (iso) return dayAt(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const day = /^(\d{1,2})[./](\d{1,2})[./](\d{4})(?!\d)/.exec(word);
  if (day) return dayAt(Number(day[3]), Number(day[2]), Number(day[1]));
  return namedMonthDay(word);
}

/** Day 1 of the 1900 system is 1 January 1900, and it counts a 29 February 1900 that never was (ECMA-376, 18.17.4.1). */
const SHEET_DAY_0 = Date.UTC(1899, 11, 30);

/** Record ids made from what a record says: the second of one text gets '#2', so that ids stay unique in the file. */
export function uniqueIds(): (id: string) => string {
  const given = new Map<string, number>();
  return (id) => {
    const times = (given.get(id) ?? 0) + 1;
    given.set(id, times);
    return times === 1 ? id : `${id}#${times}`;
  };
}
