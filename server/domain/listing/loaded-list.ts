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
  parties: readonly { name: string; role: string; companyImo: number | null; country: string | null }[];
  programmes: readonly string[];
  measures: readonly string[];
  listedAt: number | null;
  delistedAt: number | null;
  remarks: string | null;
}

/** A record as the store keeps it. */
export interface KeptRecord {
  record: HullRecord;
  /** Day by which the first version that had it was published, UTC ms. */
  firstAt: number;
  /** The same of the first version that missed it; null while it is on the list. */
  missedAt: number | null;
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
}

/** A record with the list that has it. */
export interface Entry {
  list: LoadedList;
  kept: KeptRecord;
}

export function isStanding({ kept }: Entry): boolean {
  return kept.missedAt === null && kept.record.delistedAt === null;
}

export function firstOf(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
