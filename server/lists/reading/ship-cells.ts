// Cells of tables that hold several things, or a ship number that cannot be read: put into the record without a guess.
// A number that is there but is no number is a warning on the ship, not a reason to lose it.

import type { ListedRecord, NameKind } from '../list.ts';
import { dayAt, namedMonthDay } from './list-days.ts';
import { addMmsi, addName, addWord, setImo } from './list-record.ts';
import { imoOf, mmsiOf, wordOf } from './list-words.ts';

/** The ship's number as one cell has it: '9161003', 'IMO9161003', '09346732'; six digits or words give a warning. */
export function setImoCell(record: ListedRecord, cell: string | null | undefined): void {
  const imo = imoOf(cell);
  if (imo !== null) setImo(record, imo);
  else if (wordOf(cell) !== null && record.imo === null) record.imoDoubtful = true;
}

/** Several names in one cell, between semicolons or line ends. */
export function addNames(record: ListedRecord, cell: string | null | undefined, kind: NameKind): void {
  for (const name of partsOf(cell)) addName(record, name, kind);
}

export function addMmsis(record: ListedRecord, cell: string | null | undefined): void {
  for (const mmsi of partsOf(cell)) addMmsi(record, mmsiOf(mmsi));
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
  const found = /\bvalid\s+(?:from\s+[\w\s]{6,20}\s+)?(?:to|until|till)\s+(\d{1,2}\s+[a-z]{3,9}\s+\d{4})/i.exec(
    text ?? '',
  );
  return found ? namedMonthDay(found[1]) : null;
}

/** Excel's day number ('45468', with or without a time of day), ISO, '25.06.2024', '25 June 2024'; else null. */
export function sheetDay(cell: string | null | undefined): number | null {
  const word = wordOf(cell);
  if (word === null) return null;
  if (/^\d{5}(?:\.\d+)?$/.test(word)) return SHEET_DAY_0 + Math.floor(Number(word)) * 86_400_000;
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
