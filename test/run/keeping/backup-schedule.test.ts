// Backups by a timetable on a driven clock, made of a real store: made when due, after a missed time, kept to so many, told when
// one fails or is overdue.

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { anchorIn, backUp, restore, STORE_FILE } from '../../../db/backup.ts';
import { openStore } from '../../../db/sqlite-store.ts';
import { BACKUP_LOOK_MS, keptIn, scheduleBackups } from '../../../server/run/keeping/backup-schedule.ts';
import { BackupSettings } from '../../../server/run/keeping/keep-settings.ts';
import { manualClock } from '../../../server/seams/clock.ts';
import { batchOf, sampleFix } from '../../contract/samples.ts';

const HOUR = 3_600_000;
const BEGAN = Date.UTC(2026, 2, 1, 12);
const root = mkdtempSync(join(tmpdir(), 'keelwatch-schedule-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let count = 0;
let folder: string;
let clock: ReturnType<typeof manualClock>;

beforeEach(async () => {
  folder = join(root, `data-${count++}`);
  clock = manualClock(BEGAN);
  const store = openStore(join(folder, STORE_FILE));
  await store.commit(batchOf('live', { fixes: [sampleFix()] }));
  await store.close();
});

function schedule(more: Partial<BackupSettings> = {}, room = { free: 1e12, needed: 1 }) {
  const settings = BackupSettings.parse({ on: true, keep: 2, ...more });
  return scheduleBackups({
    clock,
    log: pino({ level: 'silent' }),
    settings: () => settings,
    dataFolder: folder,
    room: () => room,
    make: async (path, withFiles) => void (await backUp(folder, path, { now: clock.now(), withFiles })),
  });
}

/** Puts the clock on, a look at a time near the end, and waits for what was begun. */
async function until(backups: ReturnType<typeof schedule>, at: number): Promise<void> {
  clock.set(at - BACKUP_LOOK_MS);
  clock.set(at);
  while (backups.status().running) await new Promise((resolve) => setImmediate(resolve));
}

const days = () => keptIn(join(folder, 'backups')).map(({ takenAt }) => new Date(takenAt).toISOString().slice(0, 13));

describe('backups by a timetable', () => {
  it('are made when due, so many of the newest stay, and each restores', async () => {
    const backups = schedule();
    expect(backups.status().nextAt).toBe(Date.UTC(2026, 2, 2, 3, 30));
    for (let day = 2; day <= 4; day++) await until(backups, Date.UTC(2026, 2, day, 3, 30, 30));
    expect(days()).toEqual(['2026-03-04T03', '2026-03-03T03']);
    expect(backups.troubles()).toEqual([]);
    const [newest] = backups.status().kept;
    expect(await restore(newest!.file, join(folder, 'back'))).toMatchObject({ takenAt: newest!.takenAt });
    expect(anchorIn(newest!.file)).toBeNull();
    await backups.close();
  });

  it('that were missed while the program stood still are made at once', async () => {
    const before = schedule();
    await until(before, Date.UTC(2026, 2, 2, 3, 31));
    await before.close();
    clock = manualClock(Date.UTC(2026, 2, 9, 15));
    const backups = schedule();
    await until(backups, Date.UTC(2026, 2, 9, 15, 1));
    expect(days()).toEqual(['2026-03-09T15', '2026-03-02T03']);
    expect(backups.status().nextAt).toBe(Date.UTC(2026, 2, 10, 3, 30));
    await backups.close();
  });

  it('that fail are told, leave the older ones, and are tried again an hour later', async () => {
    const backups = schedule();
    await until(backups, Date.UTC(2026, 2, 2, 3, 30, 30));
    writeFileSync(join(folder, STORE_FILE), 'no database at all, but as long as one would be '.repeat(100));
    rmSync(join(folder, `${STORE_FILE}-wal`), { force: true });
    await until(backups, Date.UTC(2026, 2, 3, 3, 30, 30));
    expect(days()).toEqual(['2026-03-02T03']);
    const [trouble] = backups.troubles();
    expect(trouble).toMatchObject({ id: 'backup/failed' });
    expect(trouble!.says).toContain('is not a keelwatch database');
    expect(trouble!.says).toContain('the newest is of 2026-03-02T03:30');
    expect(backups.status().nextAt).toBe(backups.status().failed!.at + HOUR);
    rmSync(join(folder, STORE_FILE));
    await openStore(join(folder, STORE_FILE)).close();
    await until(backups, Date.UTC(2026, 2, 3, 4, 31, 30));
    expect(days()).toEqual(['2026-03-03T04', '2026-03-02T03']);
    expect(backups.troubles()).toEqual([]);
    await backups.close();
  });

  it('for which there is no room are not begun, and say what they need', async () => {
    const backups = schedule({}, { free: 4e8, needed: 5e9 });
    await expect(backups.take()).rejects.toThrow('need 5.0 GB for a moment');
    expect(existsSync(join(folder, 'backups', 'x.partial'))).toBe(false);
    expect(backups.troubles()[0]!.says).toContain('has 400 MB. Older ones are as they were; there is none yet.');
    await backups.close();
  });

  it('that do not come are overdue', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const settings = BackupSettings.parse({ on: true });
    const backups = scheduleBackups({
      clock,
      log: pino({ level: 'silent' }),
      settings: () => settings,
      dataFolder: folder,
      room: () => ({ free: 1e12, needed: 1 }),
      make: () => promise.then(() => Promise.reject(new Error('no'))),
    });
    clock.set(Date.UTC(2026, 2, 2, 3, 31));
    resolve();
    while (backups.status().running) await new Promise((next) => setImmediate(next));
    // The clock is put on in one leap, as after a sleep of the machine.
    const later = Date.UTC(2026, 2, 2, 4, 31);
    clock.set(later);
    while (backups.status().running) await new Promise((next) => setImmediate(next));
    expect(backups.troubles().map(({ id }) => id)).toEqual(['backup/failed', 'backup/overdue']);
    await backups.close();
  });

  it('clear away what was left half made, and leave files of others in the folder alone', async () => {
    mkdirSync(join(folder, 'backups'));
    const half = 'keelwatch-2026-01-01T00-00-00Z.backup.partial';
    writeFileSync(join(folder, 'backups', half), 'half of one');
    const others = ['notes.txt', 'keelwatch-old.backup', 'mine.partial'];
    for (const name of others) writeFileSync(join(folder, 'backups', name), 'mine');
    const backups = schedule({ keep: 1 });
    await until(backups, Date.UTC(2026, 2, 2, 3, 31));
    await until(backups, Date.UTC(2026, 2, 3, 3, 31));
    expect(days()).toHaveLength(1);
    expect(existsSync(join(folder, 'backups', half))).toBe(false);
    for (const name of others) expect(existsSync(join(folder, 'backups', name)), name).toBe(true);
    await backups.close();
  });

  it('a timetable that is none is refused when it is set', () => {
    expect(() => BackupSettings.parse({ cron: 'every day' })).toThrow('is no timetable');
    expect(() => BackupSettings.parse({ timeZone: 'Mars/Olympus' })).toThrow('is no timetable');
  });
});
