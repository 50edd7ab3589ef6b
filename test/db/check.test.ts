// A database file that is not whole, in each way that files break: told by name, and changed by nothing.

import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, describe, expect, it } from 'vitest';
import { damageIn } from '../../db/check.ts';
import { openStore } from '../../db/sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function whole(name: string): Promise<string> {
  const path = join(folder, name);
  await openStore(path).close();
  return path;
}

describe('a database file', () => {
  it('that is whole is', async () => {
    expect(damageIn(await whole('whole.db'))).toBeNull();
  });

  const broken: Record<string, (path: string) => void> = {
    'overwritten at its beginning': (path) => writeAt(path, 0, Buffer.from('not a database at all, not at all')),
    'overwritten within': (path) => writeAt(path, 16_384, Buffer.alloc(16_384, 0x5a)),
    'cut off': (path) => truncateSync(path, 20_000),
    'no database': (path) => writeFileSync(path, 'mmsi,lat,lon\n'.repeat(2_000)),
    'of a newer program': (path) => {
      const db = new Database(path);
      db.exec("INSERT INTO migrations VALUES (9999, 'from the future', 'x')");
      db.close();
    },
  };
  it.each(Object.keys(broken))('is told from a whole one: %s', async (how) => {
    const path = await whole(`${how}.db`);
    broken[how]!(path);
    const before = readFileSync(path);
    expect(damageIn(path)).toMatch(/^.*\.db .{10,300}\.$/s);
    expect(readFileSync(path)).toEqual(before);
  });
});

function writeAt(path: string, at: number, bytes: Buffer): void {
  const all = readFileSync(path);
  bytes.copy(all, at);
  writeFileSync(path, all);
}
