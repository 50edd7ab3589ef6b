// Keeping, put together for the desk: how full the disk is, backups by a timetable, and what is let go of after its time. Backups
// are made in a process of their own and old rows go by the clerk, so that the desk serves on meanwhile.

import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CLERK } from './desk/clerk.ts';
import { DAY_MS, HOUR_MS } from './domain/time.ts';
import type { KeepDesk } from './http/deps.ts';
import { FEED_WORKER } from './run/feeds/feed-commands.ts';
import { readFeedConfig, writeFeedConfig } from './run/feeds/feed-config.ts';
import { backupProcess } from './run/keeping/backup-process.ts';
import { BACKUP_PART, scheduleBackups } from './run/keeping/backup-schedule.ts';
import { DISK_PART, watchDisk } from './run/keeping/disk-watch.ts';
import type { RetentionSettings } from './run/keeping/keep-settings.ts';
import type { Bus } from './seams/bus.ts';
import type { Clock } from './seams/clock.ts';
import type { LetGo } from './seams/keep-store.ts';
import type { Log } from './seams/log.ts';
import type { Problems } from './seams/problems.ts';

/** The copy, and the folder that it is restored into, with a little more. */
const BACKUP_ROOM = 2.1;
/** Old rows go so often. */
const TIDY_MS = HOUR_MS;

export interface KeepingParts {
  clock: Clock;
  log: Log;
  bus: Bus;
  problems: Pick<Problems, 'tell'>;
  dataFolder: string;
  /** Room on the disk of a folder, bytes. */
  freeBytes?: ((folder: string) => number) | undefined;
}

export function startKeeping(parts: KeepingParts): KeepDesk & { tell(): void; close(): Promise<void> } {
  const { clock, log, bus, problems, dataFolder, freeBytes = freeOn } = parts;
  const copying = backupProcess(dataFolder);
  const config = () => readFeedConfig(dataFolder);

  const disk = watchDisk({
    clock,
    log,
    free: () => freeBytes(dataFolder),
    settings: () => config().disk,
    hold: async (held) => void (await bus.ask(FEED_WORKER, 'hold feeds', { held })),
    folder: dataFolder,
  });
  const backups = scheduleBackups({
    clock,
    log,
    settings: () => config().backups,
    dataFolder,
    room: (folder) => ({
      free: freeBytes(folder),
      needed: statSync(join(dataFolder, 'keelwatch.db')).size * BACKUP_ROOM,
    }),
    make: copying.make,
  });

  let tidying = false;
  async function tidy(): Promise<void> {
    if (tidying) return;
    tidying = true;
    try {
      const now = clock.now();
      const gone = await bus.ask(CLERK, 'let go', { bounds: boundsOf(config().retention, now), now });
      if (Object.values(gone).some((rows) => rows > 0)) log.info({ gone }, 'what was older than is wanted has gone');
    } finally {
      tidying = false;
    }
  }
  const ends = [
    clock.every(TIDY_MS, () => {
      tidy().catch((error: unknown) => log.error({ err: error }, 'old rows could not be let go of'));
    }),
  ];

  return {
    disk: disk.status,
    mustHaveRoom: disk.mustHaveRoom,
    settings() {
      const { retention, backups: planned, disk: limits, keepHours, keepGb } = config();
      return { retention: { ...retention, intakeHours: keepHours, intakeGb: keepGb }, backups: planned, disk: limits };
    },
    async set({ retention, backups: planned, disk: limits }) {
      const before = config();
      const { intakeHours, intakeGb, ...days } = retention ?? {};
      writeFeedConfig(dataFolder, {
        ...before,
        backups: planned ?? before.backups,
        disk: limits ?? before.disk,
        retention: { ...before.retention, ...days },
        keepHours: intakeHours ?? before.keepHours,
        keepGb: intakeGb ?? before.keepGb,
      });
      if (retention !== undefined) void tidy().catch(() => undefined);
    },
    use: () => bus.ask(CLERK, 'disk use', null),
    backups: backups.status,
    takeBackup: backups.take,
    tell() {
      problems.tell(DISK_PART, disk.troubles());
      problems.tell(BACKUP_PART, backups.troubles());
    },
    async close() {
      for (const end of ends) end();
      disk.close();
      copying.kill();
      await backups.close();
    },
  };
}

function boundsOf({ trackDays, watchedTrackDays, logDays, deliveryDays }: RetentionSettings, now: number): LetGo {
  const before = (days: number | null) => (days === null ? null : now - days * DAY_MS);
  return {
    tracksBefore: before(trackDays),
    watchedTracksBefore: before(watchedTrackDays),
    logBefore: before(logDays),
    deliveriesBefore: before(deliveryDays),
  };
}

/** What this user may still write there. */
export function freeOn(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return Number(bavail) * Number(bsize);
}
