// The day of a copy of a list: where the date comes from, and by which day what the copy says was surely so.

import { dayBegin } from '../time.ts';

/** Where the date of the copy comes from. */
export interface PublicationMark {
  /** As written, e.g. '20-Aug-2026' or '04/10/2024'. */
  text: string;
  /** UTC ms, start of the day. */
  at: number;
  /**
   * 'inside' the file, 'given' by a person, the file's name, or HTTP Last-Modified. The newest listing date inside is no
   * day of publication, and proves nothing of one: a ship listed last may have left. When a file came onto a disk says
   * nothing at all.
   */
  basis: 'inside' | 'given' | 'newest-listing' | 'file-name' | 'last-modified';
  /** The last day that it may be of, where the mark names a month; absent: `at`. */
  latestAt?: number;
}

/**
 * The day by which what this version has was on the list, and what it lacks was off it: no earlier than it was published.
 * The newest listing in a copy only says that the copy is no older than that.
 */
export function knownBy({ mark, importedAt }: { mark: PublicationMark | null; importedAt: number }): number {
  const surely = mark === null || mark.basis === 'newest-listing' ? importedAt : (mark.latestAt ?? mark.at);
  return dayBegin(Math.max(mark?.at ?? 0, Math.min(surely, importedAt)));
}
