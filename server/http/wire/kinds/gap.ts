// What is sent of a gap.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const Gap = eventShape(
  'gap',
  z.object({
    lastAt: z.number(),
    next: z.object({ at: z.number(), lon: z.number(), lat: z.number() }).nullable(),
    distanceKm: z.number().nullable(),
    thresholdMs: z.number(),
    grade: z.enum(['unknown', 'probably-coverage', 'probably-off', 'off-near-place']),
    anywhereNm: z.number().optional().describe('over so long a silence it can have been anywhere within this'),
    grounds: z.array(z.string()),
  }),
);
