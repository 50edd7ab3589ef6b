// Watched hulls and their designations: what a list says of a ship, with dates, so that any question can be asked as
// of a day. A hull is keyed by IMO number; the few without one get a key of their own.

import { dayOf, monthOf } from './time.ts';

/**
 * How far the day of a listing can be trusted. 'by': the list gives none, and this is the day of the first copy seen that
 * had the ship; it may have been listed long before. 'batch': the day of an action that is known to have named it.
 */
export type DatePrecision = 'day' | 'month' | 'batch' | 'by' | 'unknown';

export interface Designation {
  /** Who lists it, e.g. 'US OFAC'. */
  authority: string;
  programme: string;
  /** The list's own record id, where it has one. */
  ref: string | null;
  /** First day in force, UTC ms; null where no source gives one. */
  listedAt: number | null;
  precision: DatePrecision;
  delistedAt: number | null;
  /** False for catalogues that are no legal listing. */
  sanction: boolean;
  note: string | null;
  source: string;
  /** Id of the loaded list that `ref` is a record of; absent for rows of the built-in table. */
  list?: string;
}

/** How a name stands on a list, and on which. */
export interface HullName {
  text: string;
  kind: 'primary' | 'former' | 'alias' | 'weak' | 'script';
  source: string;
}

/** A company or person that a list names with the hull. */
export interface HullParty {
  name: string;
  role: string;
  /** IMO company number; never a ship number. */
  companyImo: number | null;
  country: string | null;
  source: string;
}

export interface ListedMmsi {
  mmsi: number;
  source: string;
  /** True when a newer one has taken its place. */
  old: boolean;
}

/** A hull that the watchlist names. */
export interface WatchedHull {
  /** 'imo:9161003', or 'hull:tok-song' for a hull whose number is not known. */
  id: string;
  imo: number | null;
  name: string;
  /** Former and other names. */
  aliases: string[];
  mmsis: ListedMmsi[];
  callSigns: string[];
  /** As the source spells it. */
  flag: string | null;
  /** ISO 3166 two-letter codes of the flag and former flags, where they are known. */
  flagCodes: string[];
  shipType: string | null;
  builtYear: number | null;
  grossTonnage: number | null;
  lengthM: number | null;
  owner: string | null;
  operator: string | null;
  /** 'active', or how it ended. */
  status: string;
  /** Sunk or scrapped on, UTC ms: later AIS under its identity is an alert of its own. */
  endedAt: number | null;
  designations: Designation[];
  /** Named on its own by default, above the rest of the list. */
  pinned: boolean;
  group: string;
  notes: string | null;
  sources: string[];
  /** Every name as each list has it; absent for a hull that only the built-in table knows. */
  names?: HullName[];
  parties?: HullParty[];
  /** Watchlists that it is a member of. */
  watchlists?: string[];
}

/** "since 8 May 2022", "since May 2022", "on the list by 10 Apr 2024"; null without a date. */
export function sinceText({ listedAt, precision }: Pick<Designation, 'listedAt' | 'precision'>): string | null {
  if (listedAt === null) return null;
  if (precision === 'by') return `on the list by ${dayOf(listedAt)}`;
  return `since ${precision === 'month' ? monthOf(listedAt) : dayOf(listedAt)}`;
}

/** A hull of which nothing is known yet but what it is called. */
export function blankHull(id: string, imo: number | null, name: string): WatchedHull {
  return {
    id,
    imo,
    name,
    aliases: [],
    mmsis: [],
    callSigns: [],
    flag: null,
    flagCodes: [],
    shipType: null,
    builtYear: null,
    grossTonnage: null,
    lengthM: null,
    owner: null,
    operator: null,
    status: 'active',
    endedAt: null,
    designations: [],
    pinned: false,
    group: '',
    notes: null,
    sources: [],
  };
}

/** The designations in force at an instant. Undated ones are left out: nobody can say they were in force then. */
export function designationsAt(hull: Readonly<WatchedHull>, at: number): Designation[] {
  return hull.designations.filter(
    (d) => d.sanction && d.listedAt !== null && d.listedAt <= at && (d.delistedAt === null || at < d.delistedAt),
  );
}
