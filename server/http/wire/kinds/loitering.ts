// What is sent of loitering.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const Loitering = eventShape(
  'loitering',
  z.object({
    hours: z.number(),
    medianSpeedKn: z.number(),
    driftKm: z.number(),
    offShoreKm: z.number().nullable(),
    offPlaceKm: z.number(),
    encounterIds: z.array(z.string()),
    grounds: z.array(z.string()),
  }),
);
