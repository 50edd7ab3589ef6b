// Who owns a data folder: one monitor at a time. A lock of the operating system on a small file beside the store, which ends
// with the process however that ends; what it says of the owner is for the sentence of the one who comes second.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { CodedError } from '../server/domain/errors.ts';
import { isoMoment } from '../server/domain/time.ts';

export interface Ownership {
  release(): void;
}

/** Throws `unavailable` with one sentence where another monitor runs on the folder. */
export function ownFolder(folder: string, now: number): Ownership {
  const told = join(folder, 'keelwatch.owner');
  let db: Database.Database | null = null;
  try {
    db = new Database(join(folder, 'keelwatch.lock'), { timeout: 0 });
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    writeFileSync(told, JSON.stringify({ pid: process.pid, since: isoMoment(now) }));
  } catch (error) {
    db?.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('SQLITE_BUSY')) {
      throw new CodedError(
        'unavailable',
        `${folder} cannot be made or written (${code || error}). Name another data folder in KEELWATCH_DATA.`,
        { cause: error },
      );
    }
    throw new CodedError(
      'unavailable',
      `${folder} is in use by another keelwatch${ownerIn(told)}. Stop that one, or name another data folder in KEELWATCH_DATA.`,
      { cause: error },
    );
  }
  const held = db;
  return {
    release() {
      if (held.open) held.close();
    },
  };
}

function ownerIn(path: string): string {
  try {
    const { pid, since } = JSON.parse(readFileSync(path, 'utf8')) as { pid: number; since: string };
    return ` (process ${pid}, since ${since})`;
  } catch {
    return '';
  }
}
