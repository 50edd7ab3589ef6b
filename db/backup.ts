// A copy of the store while it is in use, and the way back. A backup is one SQLite file: the store as it stood at one instant, and
// beside its tables one with the small files of the data folder (feeds with their keys, keys that sign). It is written under
// another name, checked, and put in the place of the old one in one step: whatever ends the program, one whole backup is there.

import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import type { ChainHead } from '../server/domain/desk/audit-chain.ts';
import { CodedError } from '../server/domain/errors.ts';
import { auditQueries } from './audit.ts';
import { damageIn } from './check.ts';
import { refusal } from './connection.ts';
import { openStore } from './sqlite-store.ts';

export const STORE_FILE = 'keelwatch.db';
/** What belongs to a running monitor, or is kept elsewhere in the backup. */
const NOT_TAKEN = /^keelwatch\.(db|db-wal|db-shm|db-journal|lock|lock-journal|owner)$/;
/** Settings and keys are small; what is larger is data. */
const LARGEST_FILE = 1024 * 1024;
/** 32 MB: between two such steps whoever makes the copy can be ended. */
const PAGES_AT_ONCE = 2_000;

export interface Backup {
  path: string;
  bytes: number;
  takenAt: number;
  /** Names of the files that came along. */
  files: string[];
  /** Rows by table. */
  rows: Record<string, number>;
  /** Where the record of who did what stands in it; and the first row that breaks its chain, which stops no backup. */
  audit: { head: ChainHead | null; broken: string | null };
}

export interface BackupOptions {
  now: number;
  /** Without them a restored monitor has no feeds set up and signs with another key. */
  withFiles: boolean;
}

/** Copies the store of a folder to `to`, and checks the copy by restoring it into a folder that is thrown away. */
export async function backUp(folder: string, to: string, { now, withFiles }: BackupOptions): Promise<Backup> {
  const from = join(folder, STORE_FILE);
  if (!existsSync(from)) throw new CodedError('not_found', `There is no store in ${folder}: ${from} is missing.`);
  const target = resolve(to);
  if (dirname(target) === resolve(folder) && NOT_TAKEN.test(basename(target))) {
    throw new CodedError('invalid', `${to} is a file of the store itself; name another.`);
  }
  mkdirSync(dirname(target), { recursive: true });
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    await copyStore(from, partial);
    const files = withFiles ? smallFiles(folder) : [];
    const audit = auditIn(partial);
    seal(partial, files, now, audit.head);
    const rows = await provenRows(partial);
    chmodSync(partial, 0o600);
    settle(partial);
    renameSync(partial, target);
    settle(dirname(target));
    return {
      path: target,
      bytes: statSync(target).size,
      takenAt: now,
      files: files.map(({ name }) => name),
      rows,
      audit,
    };
  } catch (error) {
    rmSync(partial, { force: true });
    throw refusal(error, target);
  }
}

/**
 * Under one transaction that reads, so that it is the store of one instant whatever is written meanwhile; writers do not wait
 * for it.
 */
async function copyStore(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: 10_000 });
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await source.backup(to, { progress: () => PAGES_AT_ONCE });
  } finally {
    source.close();
  }
}

interface SmallFile {
  name: string;
  bytes: Buffer;
}

function smallFiles(folder: string): SmallFile[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_TAKEN.test(entry.name) && !/\.(partial|tmp|backup)$/.test(entry.name))
    .map(({ name }) => name)
    .filter((name) => statSync(join(folder, name)).size <= LARGEST_FILE)
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** Puts the files beside the tables, and leaves one file without a log beside it. */
function seal(path: string, files: readonly SmallFile[], now: number, head: ChainHead | null): void {
  const db = new Database(path);
  try {
    db.pragma('journal_mode = DELETE');
    db.exec(`
      CREATE TABLE backup_about (taken_at INTEGER NOT NULL, audit_number INTEGER, audit_hash TEXT) STRICT;
      CREATE TABLE backup_files (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT`);
    db.prepare('INSERT INTO backup_about VALUES (?, ?, ?)').run(now, head?.number ?? null, head?.hash ?? null);
    const insert = db.prepare('INSERT INTO backup_files VALUES (?, ?)');
    for (const { name, bytes } of files) insert.run(name, bytes);
  } finally {
    db.close();
  }
}

/** Walks along the whole chain of the record in a copy of the store. */
function auditIn(path: string): Backup['audit'] {
  const db = new Database(path);
  try {
    // Of an older program, which keeps no chain yet.
    if (db.prepare("SELECT 1 FROM pragma_table_info('audit') WHERE name = 'hash'").get() === undefined)
      return { head: null, broken: null };
    const audit = auditQueries(db);
    const head = audit.head();
    for (let at: ChainHead | null = null; ; ) {
      const step = audit.walk(at, 10_000);
      if (step.done) return { head, broken: step.broken };
      at = step.head;
    }
  } finally {
    db.close();
  }
}

/** When a backup was taken, and the head of the record in it; null: it is no backup that can be read, or has none. */
export function anchorIn(path: string): { takenAt: number; head: ChainHead } | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    const row = db
      .prepare<[], { takenAt: number; number: number | null; hash: string | null }>(
        'SELECT taken_at AS takenAt, audit_number AS number, audit_hash AS hash FROM backup_about',
      )
      .get();
    if (row === undefined || row.number === null || row.hash === null) return null;
    return { takenAt: row.takenAt, head: { number: row.number, hash: row.hash } };
  } catch {
    return null;
  } finally {
    db?.close();
  }
}

/** Restores into a folder beside the backup, opens that as a store, and compares the rows. */
async function provenRows(path: string): Promise<Record<string, number>> {
  const trial = mkdtempSync(join(dirname(path), '.keelwatch-trial-'));
  try {
    await restore(path, trial);
    const restored = join(trial, STORE_FILE);
    const store = openStore(restored);
    await store.stats();
    await store.close();
    const [kept, back] = [rowsIn(path), rowsIn(restored)];
    for (const [table, count] of Object.entries(kept)) {
      if (back[table] !== count)
        throw new Error(`table ${table} has ${count} rows in the backup, ${back[table]} restored`);
    }
    return kept;
  } finally {
    rmSync(trial, { recursive: true, force: true });
  }
}

function rowsIn(path: string): Record<string, number> {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const tables = db
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'backup!_%' ESCAPE '!' AND name <> 'migrations' ORDER BY name",
      )
      .pluck()
      .all();
    return Object.fromEntries(
      tables.map((table) => [table, db.prepare<[], number>(`SELECT count(*) FROM "${table}"`).pluck().get() ?? 0]),
    );
  } finally {
    db.close();
  }
}

/** Puts a backup into a folder that holds no store. Returns when it was taken, and the files that came along. */
export async function restore(path: string, folder: string): Promise<{ takenAt: number; files: string[] }> {
  if (!existsSync(path)) throw new CodedError('not_found', `There is no backup ${path}.`);
  const damage = damageIn(path);
  if (damage !== null)
    throw new CodedError('invalid', damage.replace(/: restore it from a backup\.$/, '; it cannot be restored.'));
  const target = join(folder, STORE_FILE);
  if (existsSync(target)) {
    throw new CodedError(
      'conflict',
      `${folder} holds a store already; move it away, or name an empty folder in KEELWATCH_DATA.`,
    );
  }
  mkdirSync(folder, { recursive: true });
  const partial = `${target}.partial`;
  rmSync(partial, { force: true });
  try {
    await copyStore(path, partial);
    const db = new Database(partial);
    let taken: { takenAt: number; files: SmallFile[] };
    try {
      db.pragma('journal_mode = DELETE');
      taken = unseal(db, path);
    } finally {
      db.close();
    }
    for (const { name, bytes } of taken.files) {
      if (name !== basename(name) || name.startsWith('.'))
        throw new CodedError('invalid', `${path} holds a file '${name}', which is none of ours.`);
      writeFileSync(join(folder, name), bytes, { mode: 0o600 });
    }
    chmodSync(partial, 0o600);
    settle(partial);
    renameSync(partial, target);
    settle(folder);
    return { takenAt: taken.takenAt, files: taken.files.map(({ name }) => name) };
  } catch (error) {
    rmSync(partial, { force: true });
    throw refusal(error, path);
  }
}

function unseal(db: Database.Database, path: string): { takenAt: number; files: SmallFile[] } {
  const about = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'backup_about'").get();
  if (about === undefined)
    throw new CodedError(
      'invalid',
      `${path} is a store and no backup; copy it while no monitor runs, or make a backup of it.`,
    );
  const takenAt = db.prepare<[], number>('SELECT taken_at FROM backup_about').pluck().get()!;
  const files = db.prepare<[], SmallFile>('SELECT name, bytes FROM backup_files ORDER BY name').all();
  db.exec('DROP TABLE backup_about; DROP TABLE backup_files');
  return { takenAt, files };
}

/** To the disk, before its name says that it is whole. */
function settle(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } catch (error) {
    // Some systems do not let a folder be settled.
    if (!statSync(path).isDirectory()) throw error;
  } finally {
    closeSync(file);
  }
}
