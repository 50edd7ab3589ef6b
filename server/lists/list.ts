// What a list source gives: records as the publisher wrote them, each with the raw text it was read from, and the
// publication mark of the copy. Readers take bytes in any chunking, stream what is large, and never throw on content
// of a single record; a file that is not this list is refused whole, with one sentence.

import type { ListedRecord, Skipped } from '../domain/listing/listed-record.ts';
import type { PublicationMark } from '../domain/listing/publication.ts';

export interface ListRead {
  records: ListedRecord[];
  mark: PublicationMark | null;
  skipped: Skipped;
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
