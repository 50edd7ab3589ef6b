// Is a database file whole? Comes in: a path. Goes out: null, or one sentence about what is wrong. It reads and changes nothing.

import Database from 'better-sqlite3';
import { CodedError } from '../server/domain/errors.ts';
import { refusal } from './connection.ts';
import { newestMigration } from './migrate.ts';

export function damageIn(path: string): string | null {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: 5_000 });
    const said = db.pragma('quick_check(1)', { simple: true });
    if (said !== 'ok')
      return `${path} is damaged (${String(said).replace(/\s+/g, ' ').slice(0, 100)}): restore it from a backup.`;
    const version = Number(db.prepare('SELECT max(version) FROM migrations').pluck().get() ?? 0);
    const newest = newestMigration();
    if (version > newest) {
      return `${path} was written by a newer keelwatch (${version}, this one knows ${newest}): update this program.`;
    }
    return null;
  } catch (error) {
    const told = refusal(error, path);
    if (told instanceof CodedError) return told.message;
    return `${path} cannot be read: ${told instanceof Error ? told.message : String(told)}`;
  } finally {
    db?.close();
  }
}
