// What a user has decided about keeping: how long, on how full a disk, and when backups are made. They stand in
// keelwatch.config.json beside the feeds, and are read anew each time.

import { z } from 'zod';
import { nextRun } from '../next-run.ts';

const days = z.number().int().min(1).max(36_500).nullable().default(null);

/** How many days something is kept; null: for good. */
export const RetentionSettings = z.strictObject({
  trackDays: days.describe('positions of ships that nobody watches and that raised no alert'),
  watchedTrackDays: days.describe('positions of watched ships, and of those that raised an alert'),
  logDays: days.describe('what was said of an event and has been said anew since'),
  deliveryDays: days.describe('messages that are settled, and why others were not sent'),
});
export type RetentionSettings = z.infer<typeof RetentionSettings>;

export const BackupSettings = z
  .strictObject({
    on: z.boolean().default(false),
    cron: z.string().max(100).default('30 3 * * *').describe('minute, hour, day, month, weekday'),
    timeZone: z.string().max(60).default('UTC'),
    folder: z
      .string()
      .min(1)
      .max(500)
      .default('backups')
      .describe('under the data folder, unless it begins with a slash'),
    keep: z.number().int().min(1).max(1_000).default(14).describe('so many of the newest'),
    withKeys: z.boolean().default(true).describe('with settings and the keys that sign'),
  })
  .refine(({ cron, timeZone }) => isTimetable(cron, timeZone), {
    path: ['cron'],
    message: 'is no timetable; use minute, hour, day, month, weekday, such as 30 3 * * *',
  });
export type BackupSettings = z.infer<typeof BackupSettings>;

export const DiskSettings = z
  .strictObject({
    warnGb: z.number().min(0.01).max(100_000).default(2).describe('with less room than this it is told'),
    stopGb: z.number().min(0.01).max(100_000).default(0.5).describe('with less room than this live feeds are held'),
  })
  .refine(({ warnGb, stopGb }) => stopGb < warnGb, { path: ['stopGb'], message: 'must be less than warnGb' });
export type DiskSettings = z.infer<typeof DiskSettings>;

export interface KeepSettings {
  retention: RetentionSettings;
  backups: BackupSettings;
  disk: DiskSettings;
}

function isTimetable(cron: string, timeZone: string): boolean {
  try {
    nextRun(cron, timeZone, 0);
    return true;
  } catch {
    return false;
  }
}
