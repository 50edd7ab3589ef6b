// What a rule would have raised, on the wire.

import { z } from 'zod';
import { AlertSummary } from './alert.ts';
import { RuleRequest } from './rule.ts';
import { scope, time } from './values.ts';

export const DryRunRequest = z.strictObject({
  rule: RuleRequest,
  id: z.string().max(100).optional().describe('of the rule that is being changed'),
  scope: scope.default('live'),
  from: z.iso.datetime({ offset: true }).optional().describe('absent: 30 days before the end, or all of a replay'),
  to: z.iso.datetime({ offset: true }).optional().describe('absent: now, or the end of a replay'),
  asOf: z.enum(['then', 'now']).default('then').describe('lists as of the event, or as known today'),
});
export type DryRunRequest = z.input<typeof DryRunRequest>;

export const DryRun = z.object({
  scope,
  asOf: z.enum(['then', 'now']),
  from: time,
  to: time,
  alerts: z.number().int().describe('all that the rule would have raised'),
  days: z.array(z.object({ day: z.string(), alerts: z.number().int() })).describe('UTC days with alerts, oldest first'),
  vessels: z
    .array(z.object({ vesselId: z.string(), name: z.string(), imo: z.number().nullable(), alerts: z.number().int() }))
    .describe('ships with most alerts first, fifty at most'),
  ships: z.number().int(),
  sample: z.array(AlertSummary).describe('the newest, twenty at most'),
  eventsRead: z.number().int(),
  cap: z.number().int().describe('alerts raised at most for what lies behind when the rule is saved'),
  says: z.string().describe('the result, the cap and what was not read, in sentences'),
});
export type DryRun = z.infer<typeof DryRun>;
