// What a list source gives: records as the publisher wrote them, each with the raw text it was read from, and the
// publication mark of the copy. Readers take bytes in any chunking, stream what is large, and never throw on content
// of a single record; a file that is not this list is refused whole, with one sentence.

/** How a name stands on the list. */
export type NameKind = 'primary' | 'former' | 'alias' | 'weak' | 'script';

export interface ListedName {
  /** As written, trimmed; combined names are split by the reader, each part with its own kind. */
  text: string;
  kind: NameKind;
  /** ISO 15924, e.g. 'Latn', 'Cyrl'. */
  script: string;
}

export type PartyRole = 'owner' | 'former-owner' | 'operator' | 'manager' | 'safety-manager' | 'linked';

/** A company or person that a record names. */
export interface ListedParty {
  name: string;
  role: PartyRole;
  /** IMO company number; never a ship number. */
  companyImo: number | null;
  country: string | null;
  /** The day on which the role ends, where the list gives one, UTC ms; it may be still to come. */
  untilAt?: number;
}

/** A cell that is filled and could not be read. */
export interface UnreadCell {
  /** 'IMO number', 'MMSI', 'day of listing', … */
  field: string;
  text: string;
}

/** One record of one list, as this list has it. Absent is null or empty. */
export interface ListedRecord {
  /** The list's own record id; where it has none, derived from regime, schedule, item and name. Unique in the file. */
  recordId: string;
  /** 'class' is a rule over ships ("every DPRK-flagged vessel"), no hull. */
  kind: 'ship' | 'party' | 'class';
  /** The primary name comes first. Empty only for a hull before naming. */
  names: ListedName[];
  /** Ship number: seven digits as written, check digit not tested. */
  imo: number | null;
  /** True when the number fails the ship check: shown as a warning, the record is kept. */
  imoDoubtful: boolean;
  /** For parties. */
  companyImo: number | null;
  mmsis: number[];
  callSigns: string[];
  flag: string | null;
  formerFlags: string[];
  shipType: string | null;
  grossTonnage: number | null;
  deadweight: number | null;
  builtYear: number | null;
  lengthM: number | null;
  parties: ListedParty[];
  /** e.g. ['RUSSIA-EO14024']; the legal programme or regime, as the list calls it. */
  programmes: string[];
  /** e.g. ['asset freeze', 'port ban']; what the listing means. */
  measures: string[];
  /** First day in force, UTC ms; several listings of one ship: the earliest. */
  listedAt: number | null;
  /**
   * From an explicit mark or an end date in the text, and it may be still to come: whoever asks compares it with a day.
   * Absence is settled by comparing versions.
   */
  delistedAt: number | null;
  /** Spans between a delisting and the listing after it, as the record itself says, oldest first. */
  gaps?: { fromAt: number; untilAt: number }[];
  /** Other ship numbers that the record names; each is made a record of its own when the copy is taken in. */
  otherImos?: number[];
  /** What is written there and could not be read; absent when all could. */
  unread?: UnreadCell[];
  remarks: string | null;
  /** The text this record was read from: CSV line(s), XML element or JSON line; at most 8,000 characters. */
  raw: string;
}

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

export interface ListRead {
  records: ListedRecord[];
  mark: PublicationMark | null;
  /** Rows or records that gave nothing, by reason, with the first few. */
  skipped: Record<string, { count: number; examples: string[] }>;
}

/** One input file of a source. Sources made of several files (OFAC CSV) get all of them, by role. */
export interface ListFile {
  /** 'main', or what the format names: 'alt', 'add', 'comments'. */
  role: string;
  name: string;
  /** Decompressed; in any chunking. */
  chunks: AsyncIterable<Uint8Array>;
  lastModifiedAt: number | null;
}

/** One format of one list. Adding a list is one file that exports these, one line in index.ts, one test. */
export interface ListFormat {
  /** e.g. 'ofac-sdn-csv'. */
  id: string;
  /** The list it belongs to; formats of one list share it, and their versions are compared. e.g. 'ofac-sdn'. */
  list: string;
  title: string;
  /** As in designations: 'US OFAC', 'UK', 'EU', 'UN 1718 Committee', … */
  authority: string;
  /** False for catalogues that are no legal listing. */
  sanction: boolean;
  /** Where it is published, by role; empty for lists that are entered by hand or built in. */
  addresses: Readonly<Record<string, string>>;
  /** Roles that must be there; 'main' always. */
  roles: readonly string[];
  /** Does the head (up to 64 KiB, decompressed) look like the main file of this format? */
  detect(head: Uint8Array): boolean;
  /** Throws CodedError('invalid') with one sentence when the file is not this format, damaged or cut. */
  read(files: readonly ListFile[]): Promise<ListRead>;
  /** Terms to show before it is loaded, for lists with a restrictive licence; opt-in when not null. */
  notice: string | null;
  /** Why it must not be used any more; refused with this sentence when not null. */
  frozen: string | null;
  /** The ids are places in an annex or schedule and move with every row that goes; absent: they are the publisher's numbers. */
  idsArePlaces?: boolean;
  /** Fewer ships than this in a complete file is a damaged file. 0 for lists of parties. */
  leastShips: number;
  /** The copy that ships with the program, for lists that nobody publishes as a file. */
  builtIn?(): readonly ListFile[];
}
