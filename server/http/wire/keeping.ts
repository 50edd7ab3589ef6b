// What is kept, how long, what it costs, and backups, for admins.

import { z } from 'zod';
import { time } from './values.ts';

const days = z.number().int().min(1).max(36_500).nullable().describe('days; null: for good');

export const Retention = z.object({
  trackDays: days,
  watchedTrackDays: days,
  logDays: days,
  deliveryDays: days,
  intakeHours: z.number().min(1).max(8_784),
  intakeGb: z.number().min(0.01).max(10_000),
});
export type Retention = z.infer<typeof Retention>;
export const RetentionChange = z.strictObject(Retention.partial().shape);

export const BackupPlan = z.strictObject({
  on: z.boolean(),
  cron: z.string().max(100).describe('minute, hour, day, month, weekday'),
  timeZone: z.string().max(60),
  folder: z.string().min(1).max(500),
  keep: z.number().int().min(1).max(1_000),
  withKeys: z.boolean(),
});
export type BackupPlan = z.infer<typeof BackupPlan>;

export const DiskLimits = z.strictObject({
  warnGb: z.number().min(0.01).max(100_000),
  stopGb: z.number().min(0.01).max(100_000),
});

export const KeptBackup = z.object({ file: z.string(), takenAt: time, bytes: z.number().int() });

export const Keeping = z.object({
  disk: z.object({
    state: z.enum(['room', 'low', 'full', 'unknown']),
    freeBytes: z.number().nullable().describe('null: it could not be read'),
    heldSince: time.nullable().describe('since when live feeds are held for want of room'),
    ...DiskLimits.shape,
  }),
  use: z.array(z.object({ what: z.string(), bytes: z.number() })).describe('of the store, by what is in its pages'),
  intakeBytes: z.number().nullable().describe('raw input beside the store; null: the live monitor did not answer'),
  retention: Retention,
  keptSince: z
    .record(z.string(), time)
    .describe('from when on it is kept whole; what is not named here was never let go of'),
  backups: BackupPlan.extend({
    where: z.string(),
    running: z.boolean(),
    next: time.nullable(),
    failed: z.object({ at: time, says: z.string() }).nullable(),
    kept: z.array(KeptBackup).describe('newest first'),
  }),
});
export type Keeping = z.infer<typeof Keeping>;
