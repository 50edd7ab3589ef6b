// The files of one source, and the marks that do not stand inside them.

import { CodedError } from '../../domain/errors.ts';
import type { ListedRecord } from '../../domain/listing/listed-record.ts';
import type { PublicationMark } from '../../domain/listing/publication.ts';
import { dayBegin, dayOf, isoDay, monthOf } from '../../domain/time.ts';
import type { ListFile } from '../list.ts';

export function mainFile(files: readonly ListFile[], title: string): ListFile {
  const main = files.find((file) => file.role === 'main');
  if (main) return main;
  const got = files.map((file) => `${file.name} (${file.role})`).join(', ') || 'no file';
  throw new CodedError('invalid', `the ${title} needs its main file; there is only ${got}`);
}

/** For lists that say nothing of their date inside: the day that the server gave with the file. */
export function lastModifiedMark(file: ListFile): PublicationMark | null {
  const at = file.lastModifiedAt;
  if (at === null) return null;
  return { text: new Date(at).toUTCString(), at: dayBegin(at), basis: 'last-modified' };
}

/** For lists that have neither a date inside nor one by HTTP: no copy is older than its newest listing. */
export function newestListingMark(records: readonly ListedRecord[]): PublicationMark | null {
  let at: number | null = null;
  for (const { listedAt } of records) if (listedAt !== null && (at === null || listedAt > at)) at = listedAt;
  return at === null ? null : { text: isoDay(at), at, basis: 'newest-listing' };
}

/** "10 Apr 2024", or "Apr 2024" where the mark names a month. */
export function markText(mark: PublicationMark): string {
  return mark.latestAt === undefined ? dayOf(mark.at) : monthOf(mark.at);
}
