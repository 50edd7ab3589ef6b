// Mutes on the wire: what is not told for a while, judged by event time.

import { z } from 'zod';
import { REASON_CODES } from '../../domain/desk/reasons.ts';
import { AlertSummary } from './alert.ts';
import { scope, time } from './values.ts';

export const Mute = z.object({
  id: z.string(),
  scope,
  vesselId: z.string().nullable().describe('null: any vessel'),
  ruleId: z.string().nullable().describe('null: any rule'),
  placeId: z.string().nullable().describe('a port or zone that the alert names; null: any'),
  list: z.string().nullable().describe('an authority or a list, which alone lists the ship; null: any'),
  caseId: z.string().nullable().describe('null: any case'),
  from: time.describe('event time'),
  until: time.describe('event time; does not belong to it'),
  by: z.string(),
  reasonCode: z.string().nullable(),
  note: z.string().nullable(),
  createdAt: time,
});
export type Mute = z.infer<typeof Mute>;

/** By which it is undone, and until when. */
const undoing = { deed: z.string(), undoUntil: time };
export const MuteMade = Mute.extend(undoing);
export type MuteMade = z.infer<typeof MuteMade>;

/** What a mute covers: at least one of them, and all that are given. */
const cover = {
  vessel: z.string().max(100).optional(),
  rule: z.string().max(100).optional(),
  place: z.string().max(100).optional().describe('id of a port or zone that the alert names'),
  list: z
    .string()
    .max(200)
    .optional()
    .describe("an authority ('US OFAC') or the id of a list, which alone lists the ship"),
  case: z.string().max(100).optional().describe('id of a case: what it tells so far, and what joins it'),
};

/** How long, and why. */
const lasting = {
  until: z.iso.datetime({ offset: true }).optional().describe('event time; this or `hours`'),
  hours: z.number().positive().max(8784).optional(),
  reasonCode: z.enum(REASON_CODES).nullable().default(null),
  note: z.string().max(1000).nullable().default(null),
};

export const MuteRequest = z.strictObject({
  ...cover,
  from: z.iso.datetime({ offset: true }).optional().describe('event time; absent: now, and of a case its first day'),
  ...lasting,
});
export type MuteRequest = z.input<typeof MuteRequest>;

export const MuteCoverRequest = z.strictObject(cover);
export type MuteCoverRequest = z.input<typeof MuteCoverRequest>;

export const MutePreview = z.object({
  from: time,
  to: time,
  hidden: z.number().int().describe('alerts that the mute would have covered'),
  muted: z.number().int().describe('of those, under another mute already'),
  open: z.number().int().describe('of those, open'),
  newest: z.array(AlertSummary).describe('the newest of them, at most 20'),
  cut: z.boolean().describe('there are more than were looked at'),
  says: z.string(),
});
export type MutePreview = z.infer<typeof MutePreview>;

export const AlertMutesRequest = z.strictObject({
  alerts: z.array(z.string().max(100)).min(1).max(1_000),
  of: z.enum(['both', 'vessel', 'rule']).describe('the rule about the ship, the ship, or the rule'),
  ...lasting,
});
export type AlertMutesRequest = z.input<typeof AlertMutesRequest>;

export const CaseMutesRequest = z.strictObject({ cases: z.array(z.string().max(100)).min(1).max(1_000), ...lasting });
export type CaseMutesRequest = z.input<typeof CaseMutesRequest>;

export const AlertMutes = z.object({ rows: z.array(Mute), ...undoing });
export type AlertMutes = z.infer<typeof AlertMutes>;
