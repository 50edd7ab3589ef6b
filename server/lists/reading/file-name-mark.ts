// The day of a copy as its file name has it, for tables that are published under a dated name and say nothing inside:
// 'eu-vessel-designations-20260901.csv', 'vessels 01.09.2026.xlsx', 'mmsi-imo-2026-03.csv' (then the first of the
// month, and no later than its last day).

import type { ListedRecord } from '../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../domain/listing/publication.ts';
import type { ListFile } from '../list.ts';
import { dayAt } from './list-days.ts';
import { lastModifiedMark, newestListingMark } from './list-file.ts';

export function fileNameMark(file: ListFile): PublicationMark | null {
  for (const { pattern, at, isMonth } of FORMS) {
    const found = pattern.exec(file.name);
    const day = found && at(found.slice(1).map(Number));
    if (!found || day === null) continue;
    const mark: PublicationMark = { text: found[0], at: day, basis: 'file-name' };
    return isMonth ? { ...mark, latestAt: lastOfMonth(day) } : mark;
  }
  return null;
}

function lastOfMonth(at: number): number {
  const first = new Date(at);
  return Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0);
}

const FORMS: readonly { pattern: RegExp; at: (parts: number[]) => number | null; isMonth?: true }[] = [
  { pattern: /(?<!\d)(20\d{2})([-_.]?)(\d{2})\2(\d{2})(?!\d)/, at: ([y, , m, d]) => dayAt(y!, m!, d!) },
  { pattern: /(?<!\d)(\d{2})([-_.]?)(\d{2})\2(20\d{2})(?!\d)/, at: ([d, , m, y]) => dayAt(y!, m!, d!) },
  { pattern: /(?<!\d)(20\d{2})[-_.](\d{2})(?!\d)/, at: ([y, m]) => dayAt(y!, m!, 1), isMonth: true },
];

/**
 * The day in the file's name, unless the file lists something newer than that; then the day that the server gave; with
 * neither, no more than the newest listing.
 */
export function markOfTable(file: ListFile, records: readonly ListedRecord[]): PublicationMark | null {
  const named = fileNameMark(file);
  const newest = newestListingMark(records);
  if (named !== null && (newest === null || (named.latestAt ?? named.at) >= newest.at)) return named;
  return lastModifiedMark(file) ?? newest;
}
