// What is sent of a stop away from known places.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const Stop = eventShape(
  'stop',
  z.object({
    nearestPlaceId: z.string().nullable(),
    nearestPlaceName: z.string().nullable(),
    distanceKm: z.number().nullable(),
    spreadKm: z.number(),
    fixes: z.number(),
    ended: z.enum(['left', 'at a place', 'not heard']).nullable(),
  }),
);
