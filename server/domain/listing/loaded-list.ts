// A loaded list as the merge to hulls sees it: its records with the days on which they were first seen and first missed.
// The readers of lists give more; nothing here knows a format.

import type { HullName } from '../vessel.ts';

/** What the merge asks of a list record; the readers of lists give more. */
export interface HullRecord {
  recordId: string;
  kind: 'ship' | 'party' | 'class';
  names: readonly { text: string; kind: HullName['kind'] }[];
  imo: number | null;
  imoDoubtful: boolean;
  mmsis: readonly number[];
  callSigns: readonly string[];
  flag: string | null;
  formerFlags: readonly string[];
  shipType: string | null;
  grossTonnage: number | null;
  builtYear: number | null;
  lengthM: number | null;
  parties: readonly {
    name: string;
    role: string;
    companyImo: number | null;
    country: string | null;
    /** The day on which the role ends, where the list gives one. */
    untilAt?: number;
  }[];
  programmes: readonly string[];
  measures: readonly string[];
  listedAt: number | null;
  delistedAt: number | null;
  /** Spans in which the ship was off the list, as the record itself says, oldest first. */
  gaps?: readonly { fromAt: number; untilAt: number }[];
  /** Cells that are filled and could not be read. */
  unread?: readonly { field: string; text: string }[];
  remarks: string | null;
}

/** How a record read in copies before the newest that has it. */
export interface PastReading {
  record: HullRecord;
  fromAt: number;
  /** Day by which the copy was published that reads otherwise, or that misses it. */
  untilAt: number;
}

/** A record as the store keeps it. */
export interface KeptRecord {
  record: HullRecord;
  /** Day by which the first version that had it was published, UTC ms. */
  firstAt: number;
  /** The same of the first version that missed it; null while it is on the list. */
  missedAt: number | null;
  /** The key under which the record is kept, where that is not its number: publishers reuse numbers. */
  key?: string;
  /** Day since which the record reads as it does now; absent: since the first. */
  sinceAt?: number;
  /** Oldest first; absent: it has never read otherwise. */
  past?: readonly PastReading[];
}

export interface LoadedList {
  id: string;
  title: string;
  authority: string;
  sanction: boolean;
  /** Publication mark of the version in force, or when it was imported, UTC ms. */
  asOf: number;
  /** The same in words: 'Apr 2024' where the mark names a month. */
  asOfText: string;
  records: readonly KeptRecord[];
  /** Days by which its versions were published, oldest first; absent: `asOf` alone. */
  versionsAt?: readonly number[];
}

/** A record with the list that has it. */
export interface Entry {
  list: LoadedList;
  kept: KeptRecord;
}

/** On the list at an instant: a copy that misses it, or a day on which it ends, counts once it has come. */
export function isStanding({ kept }: Entry, at: number): boolean {
  const { missedAt, record } = kept;
  return !(missedAt !== null && missedAt <= at) && !(record.delistedAt !== null && record.delistedAt <= at);
}

/** Every reading of a record with the span in which it held, oldest first; the last one has no end while it stands. */
export function readingsOf({ record, firstAt, missedAt, sinceAt, past = [] }: KeptRecord): readonly {
  record: HullRecord;
  fromAt: number;
  untilAt: number | null;
}[] {
  return [...past, { record, fromAt: sinceAt ?? firstAt, untilAt: missedAt }];
}

/** The record as the newest copy of that day had it; before the first copy, as that one had it. */
export function recordAsOf(kept: KeptRecord, at: number): HullRecord {
  return kept.past?.find(({ untilAt }) => at < untilAt)?.record ?? kept.record;
}

export function firstOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
