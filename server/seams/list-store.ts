// The half of the store that keeps lists: versions, records and attempts, with the watchlists and the decisions by hand that
// rest on them. They belong to no scope. Nothing here knows SQL; `db/` implements it.

import type { Signature } from '../domain/desk/deed.ts';
import type { ChangeCounts, Difference, ListChange } from '../domain/listing/difference.ts';
import type { ListedRecord, Skipped } from '../domain/listing/listed-record.ts';
import type { PublicationMark } from '../domain/listing/publication.ts';
import type { Watchlist, WatchlistWithMembers, WatchMember } from '../domain/listing/watchlist.ts';
import type { Page } from './page.ts';

/** One version of a list that came into force. */
export interface ListVersion {
  /** Counts up over all lists; 0 before it is stored. */
  id: number;
  /** As in `ListFormat.list`. */
  list: string;
  format: string;
  title: string;
  authority: string;
  sanction: boolean;
  importedAt: number;
  mark: PublicationMark | null;
  /** Of all its files, hex: the same content again is no new version. */
  hash: string;
  files: { role: string; name: string; bytes: number; sha256: string }[];
  ships: number;
  parties: number;
  classes: number;
  skipped: Skipped;
  difference: { ships: ChangeCounts; parties: ChangeCounts; hullsAdded: number; hullsRemoved: number };
}

export type AttemptOutcome = 'in force' | 'no change' | 'not modified' | 'refused' | 'unreachable';

/** One try to get a version: a file given by hand, or a fetch. */
export interface ListAttempt {
  list: string;
  at: number;
  how: 'file' | 'address' | 'hand';
  /** Names of the files, or the address. */
  origin: string;
  /** HTTP status; null for files and where no answer came. */
  status: number | null;
  bytes: number;
  hash: string | null;
  outcome: AttemptOutcome;
  /** Why it was refused, or what is worth saying of it. */
  says: string | null;
}

export interface ListRecordRow {
  list: string;
  record: ListedRecord;
  /** Day by which the first version that had it was published. */
  firstAt: number;
  /** The same of the first version that missed it; null while it is on the list. */
  missedAt: number | null;
  /** Under which it is kept, where that is not its number. */
  key?: string;
  /** Day since which it reads as it does; absent: since the first. */
  sinceAt?: number;
  /** How it read in copies before, oldest first; only of hulls, and without the raw text. */
  past?: readonly { record: ListedRecord; fromAt: number; untilAt: number }[];
}

/** A new version with everything that follows from it. */
export interface ListBatch {
  version: ListVersion;
  records: readonly ListedRecord[];
  difference: Difference;
  attempt: ListAttempt;
  validators: readonly Validators[];
  /** Id of the version in force that it was judged by and compared with, null for none; absent: whichever it is. */
  comparedWith?: number | null;
  /** Who brought it; absent: the program itself. */
  by?: string | undefined;
}

/** What a server said of the file at an address. */
export interface Validators {
  address: string;
  etag: string | null;
  lastModified: string | null;
}

export interface ListRecordQuery {
  list: string;
  kind?: ListedRecord['kind'];
  /** Records that have gone: with them (absent), without (false), or only they (true). */
  gone?: boolean;
  text?: string;
  after?: string;
  limit: number;
}

/** How a list stands, beside its version in force. */
export interface ListStanding {
  list: string;
  lastAttempt: ListAttempt;
  /** The first refused or unreachable attempt since the last good one; null while all is well. */
  failingSinceAt: number | null;
  lastGoodAt: number | null;
}

/** What a person decided about a radio unit. */
export interface HandVerdict {
  mmsi: number;
  hullId: string;
  verdict: 'bound' | 'refused';
  at: number;
  by: string;
  note: string | null;
}

/** Lists, watchlists and decisions by hand. They belong to no scope. */
export interface ListStore {
  /**
   * Writes version, records, difference and attempt in one commit. Returns the version's id; rejects with 'conflict' and
   * writes nothing where another version has come into force than the one it was compared with.
   */
  commitList(batch: ListBatch): Promise<number>;
  recordAttempt(attempt: ListAttempt, validators?: readonly Validators[]): Promise<void>;
  /** The newest version of each list, by list id. */
  listsInForce(): Promise<ListVersion[]>;
  /** Newest first. */
  listVersions(list: string, limit: number): Promise<ListVersion[]>;
  /** In the order of the difference. */
  listChanges(versionId: number, after: number, limit: number): Promise<ListChange[]>;
  listAttempts(list: string, limit: number): Promise<ListAttempt[]>;
  listStandings(): Promise<ListStanding[]>;
  validators(address: string): Promise<Validators | null>;
  /** By record id. */
  listRecords(query: ListRecordQuery): Promise<Page<ListRecordRow>>;
  /**
   * In the order asked; null where there is none. `key` is what a record is kept under, else the one is meant that has the
   * number now. `at`: as the copy of that day had it.
   */
  listRecordsOf(
    refs: readonly { list: string; recordId: string; key?: string }[],
    at?: number | null,
  ): Promise<(ListRecordRow | null)[]>;
  /** All records of the list in force; the gone ones are left out. */
  recordsInForce(list: string): Promise<ListedRecord[]>;
  /** Ships and class entries of every list, the gone ones too, with how they read before, without their raw text. */
  hullRecords(): Promise<ListRecordRow[]>;
  /** Companies and persons of every list, the gone ones too, without their raw text. */
  partyRecords(): Promise<ListRecordRow[]>;
  /** Versions whose new ships were not yet run over the stored history, oldest first. */
  versionsToLookBack(): Promise<ListVersion[]>;
  lookedBack(versionId: number): Promise<void>;
  /** Changes whenever lists, watchlists or decisions do, also from another process. */
  listsRevision(): Promise<number>;

  watchlists(): Promise<WatchlistWithMembers[]>;
  saveWatchlist(watchlist: Watchlist, signed: Signature): Promise<void>;
  /** There need not be one. */
  deleteWatchlist(id: string, signed: Signature): Promise<void>;
  /** not_found without the watchlist. The last word on a member stands. */
  saveMembers(watchlistId: string, members: readonly WatchMember[], signed: Signature): Promise<void>;
  deleteMember(watchlistId: string, hullId: string, signed: Signature): Promise<void>;

  handVerdicts(): Promise<HandVerdict[]>;
  saveHandVerdict(verdict: HandVerdict): Promise<void>;
  deleteHandVerdict(mmsi: number, hullId: string, signed: Signature): Promise<void>;
}
