// What is sent of a possible dark call.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const ReachablePort = z.object({
  placeId: z.string(),
  placeName: z.string(),
  distanceInKm: z.number(),
  distanceOutKm: z.number().nullable(),
  earliestArrivalAt: z.number(),
  latestDepartureAt: z.number().nullable(),
  slackMs: z.number().nullable(),
  signs: z.array(z.string()),
});

export const DarkCall = eventShape(
  'possible-dark-call',
  z.object({
    gapId: z.string(),
    placeId: z.string(),
    placeName: z.string(),
    word: z.enum(['possible', 'likely']),
    speedLimitKn: z.number(),
    distancesBy: z.enum(['around land', 'great circle']).optional(),
    minStayMs: z.number(),
    reach: ReachablePort,
    alternatives: z.array(ReachablePort),
    sightingIds: z.array(z.string()),
  }),
);
