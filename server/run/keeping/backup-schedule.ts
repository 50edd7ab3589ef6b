// Backups by a timetable: one is made when it is due, also one that was missed while the program stood still, and of the older
// ones so many of the newest stay. What there is, is read from the folder, so that it is the same after a restart. One that
// fails, or is overdue, is told. It makes no backup itself: whoever is handed in does, in a worker.

import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { CodedError } from '../../domain/errors.ts';
import { DAY_MS, HOUR_MS, isoMoment } from '../../domain/time.ts';
import type { Clock } from '../../seams/clock.ts';
import type { Log } from '../../seams/log.ts';
import type { Trouble } from '../../seams/problems.ts';
import { nextRun } from '../next-run.ts';
import { sizeText } from './disk-watch.ts';
import type { BackupSettings } from './keep-settings.ts';

export const BACKUP_PART = 'backup';
export const BACKUP_LOOK_MS = 30_000;
/** One that is not there so long after it was due is overdue. */
const OVERDUE_MS = HOUR_MS;
/** After a failure it is tried again so much later. */
const AGAIN_MS = HOUR_MS;
const NAME = /^keelwatch-(\d{4})-(\d{2})-(\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.backup$/;

export interface KeptBackup {
  file: string;
  takenAt: number;
  bytes: number;
}

export interface BackupStatus {
  folder: string;
  /** Newest first. */
  kept: KeptBackup[];
  running: boolean;
  /** null: none is planned. */
  nextAt: number | null;
  failed: { at: number; says: string } | null;
}

export interface Backups {
  status(): BackupStatus;
  /** One now, whatever the timetable says. Rejects with what went wrong. */
  take(): Promise<KeptBackup>;
  troubles(): Trouble[];
  close(): Promise<void>;
}

export interface BackupDeps {
  clock: Clock;
  log: Pick<Log, 'info' | 'error'>;
  settings(): BackupSettings;
  dataFolder: string;
  /** Makes one, checked by restoring it; rejects with a sentence. */
  make(path: string, withKeys: boolean): Promise<void>;
  /** Room where backups are kept, and the size of the store, bytes. */
  room(folder: string): { free: number; needed: number };
}

export function scheduleBackups({ clock, log, settings, dataFolder, make, room }: BackupDeps): Backups {
  const beganAt = clock.now();
  let failed: BackupStatus['failed'] = null;
  let underWay: Promise<KeptBackup> | null = null;

  const current = (): BackupSettings | null => {
    try {
      return settings();
    } catch {
      // A file that cannot be used is told by whoever reads the feeds.
      return null;
    }
  };
  const folderOf = ({ folder }: BackupSettings) => (isAbsolute(folder) ? folder : resolve(dataFolder, folder));

  /** When the next one is due by what is there; null: none is planned. */
  function dueAt(set: BackupSettings): number | null {
    if (!set.on) return null;
    const newest = keptIn(folderOf(set))[0];
    // A timetable that was just switched on begins now; one that was on before goes on from the newest backup.
    return nextRun(set.cron, set.timeZone, newest?.takenAt ?? beganAt);
  }

  async function work(set: BackupSettings): Promise<KeptBackup> {
    const folder = folderOf(set);
    const takenAt = clock.now();
    const file = join(folder, `keelwatch-${stampOf(takenAt)}.backup`);
    try {
      makeFolder(folder);
      clearHalves(folder, takenAt);
      const { free, needed } = room(folder);
      if (free < needed) {
        throw new CodedError(
          'unavailable',
          `A backup and its check need ${sizeText(needed)} for a moment; ${folder} has ${sizeText(free)}.`,
        );
      }
      await make(file, set.withKeys);
      failed = null;
      log.info({ file }, 'a backup was made and checked');
      for (const old of keptIn(folder).slice(set.keep)) rmSync(old.file, { force: true });
      return { file, takenAt, bytes: statSync(file).size };
    } catch (error) {
      failed = { at: takenAt, says: error instanceof Error ? error.message : String(error) };
      log.error({ err: error, file }, 'a backup has failed');
      throw error;
    }
  }

  function take(): Promise<KeptBackup> {
    const set = current();
    if (set === null) return Promise.reject(new CodedError('invalid', 'The file of settings cannot be used.'));
    underWay ??= work(set).finally(() => {
      underWay = null;
    });
    return underWay;
  }

  const end = clock.every(BACKUP_LOOK_MS, () => {
    const set = current();
    const due = set === null ? null : dueAt(set);
    if (due === null || clock.now() < due || underWay !== null) return;
    if (failed !== null && clock.now() - failed.at < AGAIN_MS) return;
    take().catch(() => undefined);
  });

  return {
    take,
    status() {
      const set = current();
      if (set === null) return { folder: '', kept: [], running: underWay !== null, nextAt: null, failed };
      const due = dueAt(set);
      const nextAt = due === null ? null : failed === null ? due : Math.max(due, failed.at + AGAIN_MS);
      return { folder: folderOf(set), kept: keptIn(folderOf(set)), running: underWay !== null, nextAt, failed };
    },
    troubles() {
      const set = current();
      if (set === null) return [];
      const troubles: Trouble[] = [];
      const newest = keptIn(folderOf(set))[0];
      const last = newest === undefined ? 'there is none yet' : `the newest is of ${isoMoment(newest.takenAt)}`;
      if (failed !== null && (set.on || clock.now() - failed.at < AGAIN_MS)) {
        troubles.push({
          id: `${BACKUP_PART}/failed`,
          says: `The backup of ${isoMoment(failed.at)} has failed: ${failed.says} Older ones are as they were; ${last}.`,
          remedy: 'It is tried again every hour; mend what the sentence names, or take one by hand.',
        });
      }
      const due = dueAt(set);
      if (due !== null && clock.now() - due > OVERDUE_MS && underWay === null) {
        troubles.push({
          id: `${BACKUP_PART}/overdue`,
          says: `A backup was due at ${isoMoment(due)} and is not there; ${last}.`,
          remedy: 'Take one under Storage, or with keelwatch backup, and read the log.',
        });
      }
      return troubles;
    },
    async close() {
      end();
      // It was ended by whoever makes it; its rejection is settled here.
      await underWay?.catch(() => undefined);
    },
  };
}

/** Newest first. Names say when: a file that was copied about keeps its day. */
export function keptIn(folder: string): KeptBackup[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .flatMap((name) => {
      const match = NAME.exec(name);
      if (match === null) return [];
      const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const file = join(folder, name);
      const takenAt = Date.UTC(year, month - 1, day, hour, minute, second);
      const bytes = statSync(file, { throwIfNoEntry: false })?.size;
      return bytes === undefined ? [] : [{ file, takenAt, bytes }];
    })
    .sort((a, b) => b.takenAt - a.takenAt);
}

/** What a backup left that was ended on its way. */
function clearHalves(folder: string, now: number): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const isHalf = name.endsWith('.partial') && NAME.test(name.slice(0, -'.partial'.length));
    // A trial may be another command's that is at work just now.
    const isTrial = name.startsWith('.keelwatch-trial-') && now - statSync(path).mtimeMs > DAY_MS;
    if (isHalf || isTrial) rmSync(path, { recursive: true, force: true });
  }
}

function stampOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    throw new CodedError('unavailable', `The folder of backups ${folder} cannot be made${code}.`, { cause: error });
  }
}
