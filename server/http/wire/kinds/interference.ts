// What is sent of interference.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const Interference = eventShape(
  'interference',
  z.object({
    mmsis: z.array(z.number()),
    radiusKm: z.number(),
    grounds: z.array(z.string()),
  }),
);
