// Mutes on the wire: what is not told for a while, judged by event time.

import { z } from 'zod';
import { scope, time } from './values.ts';

export const Mute = z.object({
  id: z.string(),
  scope,
  vesselId: z.string().nullable().describe('null: any vessel'),
  ruleId: z.string().nullable().describe('null: any rule'),
  from: time.describe('event time'),
  until: time.describe('event time; does not belong to it'),
  by: z.string(),
  note: z.string().nullable(),
  createdAt: time,
});
export type Mute = z.infer<typeof Mute>;

export const MuteRequest = z.strictObject({
  vessel: z.string().max(100).optional(),
  rule: z.string().max(100).optional(),
  from: z.iso.datetime({ offset: true }).optional().describe('event time; absent: now'),
  until: z.iso.datetime({ offset: true }).optional().describe('event time; this or `hours`'),
  hours: z.number().positive().max(8784).optional(),
  note: z.string().max(1000).nullable().default(null),
});
export type MuteRequest = z.input<typeof MuteRequest>;
