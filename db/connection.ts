// Opens the database file and says in plain sentences why it cannot be used. Comes in: a path. Goes out: a connection
// with its settings made, and a wrapper that turns SQLite's refusals into coded errors that name the file.

import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database, { type Database as Connection } from 'better-sqlite3';
import { CodedError } from '../server/domain/errors.ts';

export interface ConnectionOptions {
  /** Upper bound of the file, bytes; null = the disk decides. At the bound commits are refused, nothing is lost. */
  maxBytes: number | null;
  /** How long to wait for another connection that holds the file, ms. */
  busyMs: number;
  /** Pages of the write-ahead log at which a commit folds it back into the file. */
  foldPages: number;
}

/** 16 KiB: a third faster than 4 KiB for batches that touch thousands of vessels, and 39.8 instead of 40.7 B a fix. */
const PAGE_BYTES = 16_384;

export function openConnection(path: string, options: ConnectionOptions): Connection {
  const inMemory = path === ':memory:';
  if (!inMemory) makeFolder(dirname(resolve(path)));
  let db: Connection | undefined;
  try {
    db = new Database(path, { timeout: options.busyMs });
    db.pragma(`page_size = ${PAGE_BYTES}`);
    if (!inMemory) {
      db.pragma('journal_mode = WAL');
      db.pragma(`wal_autocheckpoint = ${options.foldPages}`);
      db.pragma('synchronous = NORMAL');
    }
    db.pragma('foreign_keys = ON');
    db.pragma('cache_size = -65536');
    // Deleting a large replay must not leave its temporary pages in RAM for good.
    db.pragma('temp_store = FILE');
    if (options.maxBytes !== null) db.pragma(`max_page_count = ${Math.ceil(options.maxBytes / PAGE_BYTES)}`);
    return db;
  } catch (error) {
    db?.close();
    throw refusal(error, path);
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new CodedError(
      'unavailable',
      `The data folder ${folder} cannot be made or written (${codeOf(error)}). Name another one in KEELWATCH_DATA.`,
      { cause: error },
    );
  }
}

/** SQLite's primary result codes that mean "not now" or "not here", with what to tell. */
const REFUSALS: [code: string, sentence: (path: string) => string][] = [
  [
    'SQLITE_FULL',
    (path) =>
      `The disk or the allowed size is full: nothing more can be written to ${path}. What was committed is safe.`,
  ],
  ['SQLITE_READONLY', (path) => `${path} is read-only: nothing can be written to it.`],
  [
    'SQLITE_CANTOPEN',
    (path) =>
      `${path} cannot be opened or created. Check the folder's permissions, or name another one in KEELWATCH_DATA.`,
  ],
  ['SQLITE_PERM', (path) => `${path} may not be opened by this user.`],
  ['SQLITE_BUSY', (path) => `${path} is held by another program. Is a second keelwatch running on it?`],
  ['SQLITE_IOERR', (path) => `The disk refuses to read or write ${path}.`],
  ['SQLITE_NOTADB', (path) => `${path} is not a keelwatch database.`],
  ['SQLITE_CORRUPT', (path) => `${path} is damaged: restore it from a backup.`],
];

/** A coded error for what SQLite refuses; anything else is ours and comes back as it is. */
export function refusal(error: unknown, path: string): unknown {
  const code = codeOf(error);
  const known = REFUSALS.find(([prefix]) => code === prefix || code.startsWith(`${prefix}_`));
  return known === undefined ? error : new CodedError('unavailable', known[1](path), { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
