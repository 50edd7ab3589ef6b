// What is sent of an approach.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const Approach = eventShape(
  'approach',
  z.object({
    placeId: z.string(),
    placeName: z.string(),
    distanceKm: z.number(),
    courseDeg: z.number(),
    speedKn: z.number(),
    expectedAt: z.number(),
    earliestArrivalAt: z.number(),
    alternatives: z
      .array(z.object({ placeId: z.string(), placeName: z.string(), distanceKm: z.number() }))
      .describe('other ports on the same course that rules name'),
    signs: z.array(z.string()),
    outcome: z.enum(['open', 'arrived', 'turned away', 'fell silent', 'stopped short']),
  }),
);
