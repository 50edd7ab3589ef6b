// SQLite as a store: the contract in memory and on disk, and what is SQLite's own: migrations, bounds, folders.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, test } from 'vitest';
import { migrate, ownMigrations } from '../../db/migrate.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { batchOf, DAY0, sampleFix } from '../contract/samples.ts';
import { storeContract } from '../contract/store.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-store-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let files = 0;
const newPath = () => join(folder, `deep-${files++}`, 'keelwatch.db');

storeContract('SQLite in memory', { open: async () => openStore(':memory:'), reopen: null });

let last = '';
storeContract('SQLite on disk', {
  open: async () => {
    last = newPath();
    return openStore(last);
  },
  reopen: async () => openStore(last),
});

describe('SQLite on disk', () => {
  test('a full store refuses the batch with a sentence, keeps what it had and takes the batch once there is room', async () => {
    const path = newPath();
    const store = openStore(path, { maxBytes: 2_600_000 });
    const fixes = (from: number) => Array.from({ length: 5_000 }, (_, i) => sampleFix({ at: DAY0 + from + i }));
    let committed = 0;
    let refusal: unknown = null;
    while (refusal === null && committed < 100) {
      await store
        .commit(batchOf('live', { fixes: fixes(committed * 5_000), cursor: [{ source: 'f', position: committed }] }))
        .then(
          () => committed++,
          (error: unknown) => {
            refusal = error;
          },
        );
    }
    expect(refusal).toMatchObject({ code: 'unavailable' });
    expect(String(refusal)).toContain(path);
    // Positions may have been written ahead; what rests on them never is.
    expect((await store.stats()).fixes).toBeGreaterThanOrEqual(committed * 5_000);
    await store.close();
    const roomy = openStore(path);
    expect(await roomy.cursors('live')).toEqual([{ source: 'f', position: committed - 1 }]);
    await roomy.commit(batchOf('live', { fixes: fixes(committed * 5_000) }));
    expect((await roomy.stats()).fixes).toBe((committed + 1) * 5_000);
    await roomy.close();
  });

  test('a folder that cannot be made gives one sentence that names it', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, 'not a folder');
    expect(() => openStore(join(file, 'below', 'keelwatch.db'))).toThrow(
      `The data folder ${join(file, 'below')} cannot be made or written (ENOTDIR). Name another one in KEELWATCH_DATA.`,
    );
  });

  test('a file that is no database is left alone and named', () => {
    const path = join(folder, 'text.db');
    writeFileSync(path, 'MMSI,BaseDateTime,LAT,LON\n'.repeat(1_000));
    expect(() => openStore(path)).toThrow(`${path} is not a keelwatch database.`);
  });

  test('a file held by another program is refused, not waited for without end', async () => {
    const path = newPath();
    const store = openStore(path, { busyMs: 1 });
    const other = new Database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.commit(batchOf('live'))).rejects.toThrow(`${path} is held by another program`);
    other.exec('ROLLBACK');
    other.close();
    await store.commit(batchOf('live'));
    await store.close();
  });
});

describe('migrations', () => {
  const past = { version: 1, name: '001-a.sql', sql: 'CREATE TABLE a (x INTEGER)' };
  const next = { version: 2, name: '002-b.sql', sql: 'CREATE TABLE b (x INTEGER)' };

  test('each runs once, in order, and a second start changes nothing', () => {
    const db = new Database(':memory:');
    migrate(db, 'here', [past]);
    migrate(db, 'here', [past, next]);
    migrate(db, 'here', [past, next]);
    expect(db.prepare('SELECT version FROM migrations ORDER BY version').pluck().all()).toEqual([1, 2]);
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('a', 'b')").pluck().get()).toBe(2);
  });

  test('one that fails leaves the database as it was', () => {
    const db = new Database(':memory:');
    const broken = { ...next, sql: 'CREATE TABLE b (x INTEGER); CREATE TABLE a (x INTEGER)' };
    expect(() => migrate(db, 'here', [past, broken])).toThrow('already exists');
    expect(db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'b'").pluck().get()).toBe(0);
  });

  test('a database newer than the program is refused', () => {
    const db = new Database(':memory:');
    migrate(db, 'here', [past, next]);
    expect(() => migrate(db, 'data/keelwatch.db', [past])).toThrow(
      'data/keelwatch.db was written by a newer keelwatch (schema 2; this program knows up to 1)',
    );
  });

  test('a database with another past is refused', () => {
    const db = new Database(':memory:');
    migrate(db, 'here', [past]);
    expect(() => migrate(db, 'here', [{ ...past, sql: 'CREATE TABLE a (y TEXT)' }])).toThrow('001-a.sql');
  });

  test('are numbered from one without holes', () => {
    expect(ownMigrations().map((migration) => migration.version)).toEqual(ownMigrations().map((_, i) => i + 1));
  });
});
