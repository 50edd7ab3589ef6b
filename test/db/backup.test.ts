// Backups: taken while others write, equal when they are restored, and never half there.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { backUp, restore, STORE_FILE } from '../../db/backup.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { batchOf, DAY0, sampleAlert, sampleFix, sampleVessel } from '../contract/samples.ts';

const root = mkdtempSync(join(tmpdir(), 'keelwatch-backup-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
let folder: string;
const NOW = DAY0;
const taken = { now: NOW, withFiles: true };
beforeEach(async () => {
  folder = join(root, `data-${count++}`);
  mkdirSync(folder);
  const store = openStore(join(folder, STORE_FILE));
  await store.commit(batchOf('live', { fixes: fixes(0, 500), vessels: [sampleVessel()], alerts: [sampleAlert()] }));
  await store.close();
  writeFileSync(join(folder, 'keelwatch.config.json'), '{"feeds":[]}');
});
const fixes = (from: number, many: number) =>
  Array.from({ length: many }, (_, i) => sampleFix({ at: DAY0 + from + i }));

/** Every row of every table, as text. */
function everything(path: string): string {
  const db = new Database(path, { readonly: true });
  const tables = db
    .prepare<[], string>(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'backup%' ORDER BY name",
    )
    .pluck()
    .all();
  const text = tables
    .map((table) => `${table} ${JSON.stringify(db.prepare(`SELECT * FROM "${table}"`).all())}`)
    .join('\n');
  db.close();
  return text;
}

describe('a backup', () => {
  it('restores to equal rows, with settings and keys, readable by its owner alone', async () => {
    const file = join(root, 'whole.backup');
    const made = await backUp(folder, file, taken);
    expect(made).toMatchObject({ files: ['keelwatch.config.json'], rows: { fixes: 500, alerts: 1, vessels: 1 } });
    expect(statSync(file).mode & 0o077).toBe(0);
    const back = join(root, 'back');
    expect(await restore(file, back)).toEqual({ takenAt: NOW, files: ['keelwatch.config.json'] });
    expect(everything(join(back, STORE_FILE))).toBe(everything(join(folder, STORE_FILE)));
    expect(readFileSync(join(back, 'keelwatch.config.json'), 'utf8')).toBe('{"feeds":[]}');
    // And it is a store that goes on.
    const store = openStore(join(back, STORE_FILE));
    await store.commit(batchOf('live', { fixes: fixes(1_000, 1) }));
    expect((await store.stats()).fixes).toBe(501);
    await store.close();
    expect(await backUp(folder, join(root, 'bare.backup'), { now: NOW, withFiles: false })).toMatchObject({
      files: [],
    });
  });

  it('taken while others write is the store of one instant', async () => {
    const store = openStore(join(folder, STORE_FILE));
    let writing = true;
    let written = 0;
    // Vessel and fix of one commit belong together.
    const writer = (async () => {
      while (writing) {
        await store.commit(
          batchOf('live', {
            fixes: fixes(10_000 + written, 1),
            vessels: [sampleVessel({ id: `mmsi:${300_000_000 + written}` })],
          }),
        );
        written++;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    for (let i = 0; i < 3; i++) {
      const { rows } = await backUp(folder, join(root, 'busy.backup'), taken);
      expect(rows.fixes! - 500).toBe(rows.vessels! - 1);
      const back = join(root, `busy-${i}`);
      await restore(join(root, 'busy.backup'), back);
      expect(everything(join(back, STORE_FILE))).toBe(everything(join(root, 'busy.backup')));
    }
    writing = false;
    await writer;
    expect(written).toBeGreaterThan(3);
    await store.close();
  });

  it('that is killed on the way leaves the old one whole', async () => {
    const file = join(root, 'old.backup');
    await backUp(folder, file, taken);
    const old = readFileSync(file);
    const store = openStore(join(folder, STORE_FILE));
    await store.commit(batchOf('live', { fixes: fixes(20_000, 60_000) }));
    await store.close();
    const script = fileURLToPath(new URL('./backing-up.ts', import.meta.url));
    const child = spawn(process.execPath, [script, folder, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    // It says when it begins; killed while the half is there.
    await once(child.stdout, 'data');
    while (!existsSync(`${file}.partial`) && child.exitCode === null)
      await new Promise((resolve) => setImmediate(resolve));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(readFileSync(file).equals(old)).toBe(true);
    // The next one clears up after it.
    expect((await backUp(folder, file, taken)).rows.fixes).toBe(60_500);
    expect(readdirSync(root).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('that cannot be written leaves the old one, and is no store, nor one of ours', async () => {
    const file = join(root, 'kept.backup');
    await backUp(folder, file, taken);
    const old = readFileSync(file);
    writeFileSync(join(folder, STORE_FILE), 'no database at all, but as long as one would be '.repeat(100));
    await expect(backUp(folder, file, taken)).rejects.toMatchObject({ code: 'unavailable' });
    expect(readFileSync(file).equals(old)).toBe(true);
    await expect(backUp(join(root, 'nothing'), file, taken)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('restoring', () => {
  it('refuses what is damaged, no backup, or would replace a store', async () => {
    const file = join(root, 'fine.backup');
    await backUp(folder, file, taken);
    await expect(restore(file, folder)).rejects.toMatchObject({ code: 'conflict' });
    await expect(restore(join(folder, STORE_FILE), join(root, 'x'))).rejects.toThrow('is a store and no backup');
    const bytes = readFileSync(file);
    const cut = join(root, 'cut.backup');
    writeFileSync(cut, bytes.subarray(0, bytes.length / 2));
    await expect(restore(cut, join(root, 'y'))).rejects.toThrow(/damaged|malformed|cannot be read|no database/);
    expect(existsSync(join(root, 'y', STORE_FILE))).toBe(false);
    await expect(restore(join(root, 'none'), join(root, 'z'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('takes no file out of the folder', async () => {
    const file = join(root, 'odd.backup');
    await backUp(folder, file, taken);
    const db = new Database(file);
    db.prepare('INSERT INTO backup_files VALUES (?, ?)').run('../outside', Buffer.from('x'));
    db.close();
    await expect(restore(file, join(root, 'odd'))).rejects.toThrow("'../outside', which is none of ours");
    expect(existsSync(join(root, 'outside'))).toBe(false);
  });
});
