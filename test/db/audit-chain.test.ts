// The record of who did what as a chain: what it shows when somebody who may write the file tampers with it, and what it
// cannot show.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { addAuditHash } from '../../db/audit-hash.ts';
import { backUp, restore, STORE_FILE } from '../../db/backup.ts';
import { migrate, ownMigrations } from '../../db/migrate.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { checkAudit } from '../../server/desk/audit-check.ts';
import { auditLines, checkLines } from '../../server/desk/audit-lines.ts';
import type { AuditEntry } from '../../server/domain/desk/audit.ts';
import { workFrom } from '../../server/seams/origin.ts';
import type { Store } from '../../server/seams/store.ts';
import { DAY0 } from '../contract/samples.ts';

const root = mkdtempSync(join(tmpdir(), 'keelwatch-chain-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
let folder: string;
let path: string;

function entry(parts: Partial<AuditEntry> = {}): AuditEntry {
  const plain = { deed: null, scope: null, reasonCode: null, note: null, undoes: null };
  const subject = { kind: 'watchlist' as const, id: 'arms' };
  return {
    ...plain,
    by: 'Ines',
    at: DAY0,
    subject,
    what: 'changed',
    before: { title: 'A' },
    after: { title: 'B' },
    ...parts,
  };
}

async function onStore<T>(work: (store: Store) => Promise<T>, file = path): Promise<T> {
  const store = openStore(file);
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

/** As somebody does it who may write the file and knows SQL. */
function tamper(sql: string): void {
  const db = new Database(path);
  db.exec(
    'DROP TRIGGER IF EXISTS audit_stands; DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_follows; PRAGMA foreign_keys = OFF',
  );
  db.exec(sql);
  db.close();
}

const check = () => onStore((store) => checkAudit(store));

beforeEach(async () => {
  folder = join(root, `data-${count++}`);
  path = join(folder, STORE_FILE);
  await onStore(async (store) => {
    for (let i = 1; i <= 9; i++) await store.writeDown(entry({ note: `note ${i}` }));
  });
});

describe('the record of who did what', () => {
  it('is whole while nobody tampers, and goes on after a restart', async () => {
    const before = await check();
    expect(before).toMatchObject({ whole: true, rows: 9 });
    expect(before.says).toBe(
      '9 rows, each following from the one before; a head kept elsewhere would show whether newer ones were cut off.',
    );
    await onStore((store) => store.writeDown(entry()));
    expect(await check()).toMatchObject({ whole: true, rows: 10 });
  });

  it('carries from where a deed was done', async () => {
    await onStore((store) =>
      workFrom({ address: '10.0.0.9', through: 'session_a' }, () => store.writeDown(entry({ what: 'removed' }))),
    );
    const { rows } = await onStore((store) => store.audit({ limit: 2 }));
    expect(rows.map(({ from }) => from)).toEqual([{ address: '10.0.0.9', through: 'session_a' }, null]);
    expect(rows[0]!.previous).toBe(rows[1]!.hash);
  });

  it.each([
    ["UPDATE audit SET note = 'another' WHERE number = 4", 'Row 4 is not as it was written.'],
    ["UPDATE audit SET by = 'Otto' WHERE number = 9", 'Row 9 is not as it was written.'],
    ["UPDATE audit SET origin = '{}' WHERE number = 4", 'Row 4 is not as it was written.'],
    ['UPDATE audit SET after = NULL WHERE number = 1', 'Row 1 is not as it was written.'],
    ['UPDATE audit SET at = at + 1 WHERE number = 2', 'Row 2 is not as it was written.'],
    ['DELETE FROM audit WHERE number = 5', 'Row 5 is missing.'],
    ['DELETE FROM audit WHERE number BETWEEN 3 AND 6', 'Rows 3 to 6 are missing.'],
    ['DELETE FROM audit WHERE number = 1', 'Row 1 is missing.'],
    ['DELETE FROM audit WHERE number > 7', 'Rows 8 to 9 are missing.'],
    ['DELETE FROM audit', 'Rows 1 to 9 are missing.'],
    [
      'UPDATE audit SET number = 99 WHERE number = 4; UPDATE audit SET number = 4 WHERE number = 5; UPDATE audit SET number = 5 WHERE number = 99',
      'Row 4 does not follow row 3 as it is now.',
    ],
    [
      'DELETE FROM audit WHERE number = 5; UPDATE audit SET number = number - 1 WHERE number > 5',
      'Row 5 does not follow row 4 as it is now.',
    ],
  ])('shows the first row that breaks: %s', async (sql, says) => {
    tamper(sql);
    const found = await check();
    expect(found.whole).toBe(false);
    expect(found.says).toContain(says);
  });

  it('goes on after a cut tail with a hole, so that new rows do not cover it', async () => {
    tamper('DELETE FROM audit WHERE number > 7');
    await onStore((store) => store.writeDown(entry()));
    expect((await check()).says).toContain('Rows 8 to 9 are missing.');
  });

  it('cannot by itself show a tail cut off together with the count, nor a chain made anew; a head kept elsewhere shows both', async () => {
    const head = (await check()).head!;
    const anchors = [{ head, where: 'the backup' }];
    tamper("DELETE FROM audit WHERE number > 7; UPDATE sqlite_sequence SET seq = 7 WHERE name = 'audit'");
    expect(await check()).toMatchObject({ whole: true, rows: 7 });
    expect((await onStore((store) => checkAudit(store, anchors))).says).toBe(
      'Row 9 is missing, which the backup had as its newest.',
    );
    await onStore(async (store) => {
      await store.writeDown(entry({ note: 'note 8' }));
      await store.writeDown(entry({ note: 'another' }));
    });
    expect(await check()).toMatchObject({ whole: true, rows: 9 });
    expect((await onStore((store) => checkAudit(store, anchors))).says).toBe(
      'Row 9 is another one than the backup had.',
    );
  });

  it('is refused to be changed, removed, put in between or replaced while the triggers stand', async () => {
    const db = new Database(path);
    const again =
      'SELECT number, at, by, deed, scope, subject_kind, subject_id, what, reason_code, note, before, after, undoes, origin, previous, hash FROM audit';
    for (const sql of [
      "UPDATE audit SET by = 'x'",
      'DELETE FROM audit WHERE number = 9',
      `INSERT OR REPLACE INTO audit (number, at, by, deed, scope, subject_kind, subject_id, what, reason_code, note, before, after, undoes, origin, previous, hash) ${again} WHERE number = 3`,
      "INSERT INTO audit (at, by, subject_kind, subject_id, what) VALUES (1, 'x', 'user', 'y', 'made')",
    ]) {
      expect(() => db.exec(sql), sql).toThrow('the audit is only added to');
    }
    db.close();
    expect(await check()).toMatchObject({ whole: true, rows: 9 });
  });

  it('holds whatever text people write', async () => {
    const store = openStore(':memory:');
    const text = fc.string({ unit: 'binary', maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(text, text, fc.jsonValue(), async (by, note, after) => {
        await store.writeDown(entry({ by: `${by}\ud800\u0000`, note, after: { after, [note]: by } }));
        return (await checkAudit(store)).whole;
      }),
      { numRuns: 100, seed: 15 },
    );
    let text_ = '';
    for await (const line of auditLines(
      (after) => store.audit({ order: 'oldest', limit: 30, ...(after === undefined ? {} : { after }) }),
      1_000,
    ))
      text_ += line;
    expect(checkLines(text_)).toMatchObject({ whole: true, rows: 100 });
    await store.close();
  });

  it('is checked as exported lines without the store, also a part of it', async () => {
    let text = '';
    await onStore(async (store) => {
      const read = (after: string | undefined) =>
        store.audit({ order: 'oldest', limit: 2, ...(after === undefined ? {} : { after }) });
      for await (const line of auditLines(read, 8)) text += line;
    });
    const lines = text.trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ summary: { rows: 8, more: true, head: { number: 8 } } });
    expect(checkLines(text)).toMatchObject({ whole: true, rows: 8 });
    expect(checkLines(lines.slice(3).join('\n'))).toMatchObject({ whole: true, rows: 5 });
    expect(checkLines(lines.toSpliced(4, 1).join('\n'))).toMatchObject({
      whole: false,
      says: 'Line 5: Row 5 is missing.',
    });
    expect(checkLines(text.replace('note 6', 'note 7')).says).toBe('Line 6: Row 6 is not as it was written.');
  });

  it('is kept by a backup, whose head shows later that the tail was cut', async () => {
    const file = join(root, `chain-${count}.backup`);
    const made = await backUp(folder, file, { now: DAY0, withFiles: false });
    expect(made.audit).toMatchObject({ head: { number: 9 }, broken: null });
    const back = join(root, `back-${count}`);
    await restore(file, back);
    expect(await onStore((store) => checkAudit(store), join(back, STORE_FILE))).toMatchObject({
      whole: true,
      head: made.audit.head,
    });
    tamper("DELETE FROM audit WHERE number > 7; UPDATE sqlite_sequence SET seq = 7 WHERE name = 'audit'");
    const anchors = [{ head: made.audit.head!, where: 'the backup' }];
    expect((await onStore((store) => checkAudit(store, anchors))).whole).toBe(false);
    // A broken chain is still backed up: the rest is wanted all the more.
    tamper("UPDATE audit SET by = 'x' WHERE number = 2");
    const again = await backUp(folder, file, { now: DAY0, withFiles: false });
    expect(again.audit.broken).toContain('Row 2 is not as it was written.');
  });
});

describe('rows from before there was a chain', () => {
  it('are sealed as they stand', async () => {
    const all = ownMigrations();
    const sealing = all.findIndex(({ name }) => name.includes('audit-chain'));
    const file = join(root, 'older.db');
    const db = new Database(file);
    addAuditHash(db);
    migrate(db, file, all.slice(0, sealing));
    const insert = db.prepare(
      "INSERT INTO audit (at, by, subject_kind, subject_id, what, before, after) VALUES (?, ?, 'alert', 'a', 'note', NULL, ?)",
    );
    db.transaction(() => {
      for (let i = 0; i < 3_000; i++) insert.run(i, `anna ${i}`, JSON.stringify({ i, é: 'ß"' }));
    })();
    db.close();
    expect(await onStore((store) => checkAudit(store), file)).toMatchObject({ whole: true, rows: 3_000 });
    await onStore((store) => store.writeDown(entry()), file);
    expect(await onStore((store) => checkAudit(store), file)).toMatchObject({ whole: true, rows: 3_001 });
  });
});
