// Brings a database file to the schema of this program: plain .sql files, each run once, in order, forward only. What
// has run is recorded with a checksum. A database that is newer than the program, or whose past differs, is refused.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { CodedError } from '../server/domain/errors.ts';
import { addAuditHash } from './audit-hash.ts';

export interface Migration {
  /** Counts from 1 without holes; the number before the dash in the file's name. */
  version: number;
  name: string;
  sql: string;
}

/** The migrations of this program, oldest first. */
export function ownMigrations(folder = new URL('./migrations/', import.meta.url)): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name, i) => {
      const version = Number(name.slice(0, name.indexOf('-')));
      if (version !== i + 1) throw new Error(`migration ${name} should carry number ${i + 1}`);
      return { version, name, sql: readFileSync(new URL(name, folder), 'utf8') };
    });
}

/** The newest that this program knows. */
export function newestMigration(): number {
  return ownMigrations().length;
}

/** Runs what has not run yet. `where` names the database in sentences. */
export function migrate(db: Database, where: string, migrations: readonly Migration[] = ownMigrations()): void {
  addAuditHash(db);
  db.exec(
    'CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT',
  );
  const done = db.prepare('SELECT version, name, checksum FROM migrations ORDER BY version').all() as {
    version: number;
    name: string;
    checksum: string;
  }[];
  const newest = done.at(-1)?.version ?? 0;
  if (newest > migrations.length) {
    throw new CodedError(
      'unavailable',
      `${where} was written by a newer keelwatch (schema ${newest}; this program knows up to ${migrations.length}). Start the newer program, or name another folder in KEELWATCH_DATA.`,
    );
  }
  const record = db.prepare('INSERT INTO migrations (version, name, checksum) VALUES (?, ?, ?)');
  for (const migration of migrations) {
    const checksum = createHash('sha256').update(migration.sql).digest('hex');
    const before = done[migration.version - 1];
    if (before === undefined) {
      db.transaction(() => {
        db.exec(migration.sql);
        record.run(migration.version, migration.name, checksum);
      }).immediate();
    } else if (before.checksum !== checksum) {
      throw new CodedError(
        'unavailable',
        `${where} was made with another text of migration ${before.name} than this program carries; its tables cannot be trusted to fit.`,
      );
    }
  }
}
