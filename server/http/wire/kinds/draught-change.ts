// What is sent of a draught change.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const DraughtChange = eventShape(
  'draught-change',
  z.object({
    fromM: z.number(),
    toM: z.number(),
    heldUntilAt: z.number(),
    when: z.enum(['at a call', 'across a gap', 'without a call']),
    placeId: z.string().nullable(),
    placeName: z.string().nullable(),
    gapId: z.string().nullable(),
    grounds: z.array(z.string()),
  }),
);
