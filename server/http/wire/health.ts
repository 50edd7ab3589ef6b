// The state of the monitor and of what it reads.

import { z } from 'zod';
import { scope, time } from './values.ts';

export const HealthProblem = z.object({
  id: z.string().describe('the same while it is the same problem'),
  says: z.string().describe('what is wrong'),
  since: time,
  remedy: z.string().describe('what can be done'),
});
export type HealthProblem = z.infer<typeof HealthProblem>;

export const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  startedAt: time,
  now: time,
  /** The scope the page should open on. */
  opens: scope,
  lastSeq: z.number().int(),
  store: z.object({
    fixes: z.number(),
    vessels: z.number(),
    events: z.number(),
    alerts: z.number(),
    bytes: z.number(),
  }),
  audit: z
    .object({ number: z.number().int(), hash: z.string() })
    .nullable()
    .describe('newest row of the record of who did what; kept elsewhere it shows later whether rows were cut off'),
  watchedHulls: z.number().int(),
  ports: z.number().int(),
  rules: z.number().int(),
  problems: z.array(HealthProblem),
});
export type Health = z.infer<typeof Health>;
