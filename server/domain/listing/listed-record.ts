// One record of one list as its publisher wrote it: ship, party or class of ships, with the raw text it was read from. List
// formats make records; everything behind them reads records. Nothing here says whether a listing is in force on a day.

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

/** Rows or records that gave nothing, by reason, with the first few. */
export type Skipped = Record<string, { count: number; examples: string[] }>;
