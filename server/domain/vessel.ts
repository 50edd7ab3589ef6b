// Watched hulls and their designations: what lists say of a ship, with dates, so that any question can be asked as of a
// day. A hull is keyed by IMO number; the few hulls without one get a key of their own.

import { dayOf, monthOf } from './time.ts';

/**
 * How far the day of a listing can be trusted. 'by': the list gives none, and this is the day of the first copy seen that
 * had the ship; it may have been listed long before. 'batch': the day of an action
 * on the ships of its owner; that it named this ship was not read again.
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
  /** The day on which it ends; one that is still to come ends nothing yet. */
  delistedAt: number | null;
  /**
   * It had ended when the lists were read, and how: the list says so itself, or a copy misses it. For questions that go by
   * the lists of today.
   */
  ended?: 'said' | 'missed';
  /** False for catalogues that are no legal listing. */
  sanction: boolean;
  note: string | null;
  source: string;
  /** Id of the loaded list that `ref` is a record of; absent for rows of the built-in table. */
  list?: string;
  /** Under which the store keeps the record, where that is not `ref`: a publisher gives a number to several ships in turn. */
  key?: string;
}

/** How a hull read in earlier copies of its lists, oldest first. */
export interface EarlierReadings {
  /** Until `untilAt` the designation at `index` read as `said`. */
  designations: readonly { index: number; untilAt: number; said: Designation }[];
  flags: readonly { untilAt: number; flag: string | null; flagCodes: string[] }[];
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
  /** True when a newer number has taken its place. */
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
  /** Absent while all copies have read as the newest does. */
  earlier?: EarlierReadings;
}

/**
 * "since 8 May 2022", "since May 2022", "on the list by 10 Apr 2024", "batch of 8 May 2022, membership not re-read"; null
 * without a date. A sentence says no more than the source does.
 */
export function sinceText({ listedAt, precision }: Pick<Designation, 'listedAt' | 'precision'>): string | null {
  if (listedAt === null) return null;
  if (precision === 'by') return `on the list by ${dayOf(listedAt)}`;
  if (precision === 'batch') return `batch of ${dayOf(listedAt)}, membership not re-read`;
  return `since ${precision === 'month' ? monthOf(listedAt) : dayOf(listedAt)}`;
}

/** "first missed on 1 May 2024" where a copy lacks the listing, "ended on 1 May 2024" where the list says so. */
export function endText({ delistedAt, ended }: Pick<Designation, 'delistedAt' | 'ended'>): string {
  if (delistedAt === null) return 'not ended';
  return `${ended === 'missed' ? 'first missed' : 'ended'} on ${dayOf(delistedAt)}`;
}

/** A hull of which nothing but the name is known yet. */
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

/** Has it ended by then? A day that is still to come ends nothing yet. */
export function hasEnded({ delistedAt }: Pick<Designation, 'delistedAt'>, at: number): boolean {
  return delistedAt !== null && delistedAt <= at;
}

/** Every designation as it read at an instant, in its place; those of later copies as the first of them has it. */
export function designationsRead(
  hull: Readonly<Pick<WatchedHull, 'designations' | 'earlier'>>,
  at: number,
): Designation[] {
  if (hull.earlier === undefined) return [...hull.designations];
  const read = [...hull.designations];
  // From the newest reading back, so that the reading in force at the instant is written last.
  for (const { index, untilAt, said } of hull.earlier.designations.toReversed()) if (at < untilAt) read[index] = said;
  return read;
}

/** The hull with its flag and designations as of an instant; the hull itself where nothing differed. */
export function hullAsOf(hull: WatchedHull, at: number): WatchedHull {
  if (hull.earlier === undefined) return hull;
  const { earlier: _, ...rest } = hull;
  const then = hull.earlier.flags.find(({ untilAt }) => at < untilAt);
  return {
    ...rest,
    ...(then === undefined ? {} : { flag: then.flag, flagCodes: then.flagCodes }),
    designations: designationsRead(hull, at),
  };
}

/** The designations in force at an instant. Undated ones are left out: nobody can say that they were in force then. */
export function designationsAt(hull: Readonly<WatchedHull>, at: number): Designation[] {
  return designationsRead(hull, at).filter(
    (d) => d.sanction && d.listedAt !== null && d.listedAt <= at && !hasEnded(d, at),
  );
}

/** Sanctions that have not ended by then, also those without a date: nobody can say since when they are in force. */
export function standingAt(hull: Readonly<WatchedHull>, at: number): Designation[] {
  return designationsRead(hull, at).filter(
    (d) => d.sanction && (d.listedAt === null || d.listedAt <= at) && !hasEnded(d, at),
  );
}

/** The designations that were not told yet, each listing once. */
export function designationsBeside(hull: Readonly<WatchedHull>, told: readonly Designation[]): Designation[] {
  const said = new Set(told);
  for (const { index, said: read } of hull.earlier?.designations ?? []) {
    if (said.has(read)) said.add(hull.designations[index]!);
  }
  return hull.designations.filter((designation) => !said.has(designation));
}
