// The canary: whether the way from a feed to a subscriber is proven.

import { z } from 'zod';
import { CANARY_STAGES, CANARY_STATES } from '../../seams/canary-marks.ts';
import { time } from './values.ts';

export const Canary = z.object({
  state: z
    .enum(CANARY_STATES)
    .describe(
      'awake: received lately; waiting: not received yet; broken: missing; idle: no feed is on; off: switched off',
    ),
  stage: z.enum(CANARY_STAGES).nullable().describe('the first that it did not pass; null unless it is broken'),
  says: z.string(),
  everyMinutes: z.number().nullable(),
  receivedAt: time.nullable(),
});
export type Canary = z.infer<typeof Canary>;
