// What is sent of a cadence.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const Cadence = eventShape(
  'cadence',
  z.object({
    placeIds: z.tuple([z.string(), z.string()]),
    placeNames: z.tuple([z.string(), z.string()]),
    phase: z.enum(['started', 'paused', 'restarted']),
    legs: z.number(),
    usualDays: z.number(),
    pausedSinceAt: z.number().nullable(),
    callIds: z.array(z.string()),
  }),
);
