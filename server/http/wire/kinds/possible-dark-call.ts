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
  terms: z
    .array(z.object({ text: z.string(), points: z.number(), of: z.enum(['ship', 'rule', 'port']) }))
    .optional()
    .describe('what speaks for the port and against it; 0 points rank nothing'),
  points: z.number().optional().describe('sum of the terms: the order of the ports'),
});

export const DarkCall = eventShape(
  'possible-dark-call',
  z.object({
    gapId: z.string(),
    placeId: z.string(),
    placeName: z.string(),
    word: z.enum(['possible', 'likely']),
    speedLimitKn: z.number(),
    ownSpeedKn: z.number().optional().describe('the fastest that it has lately kept to'),
    distancesBy: z.enum(['around land', 'great circle']).optional(),
    minStayMs: z.number(),
    reach: ReachablePort,
    rank: z.number().int().optional().describe('of the named port among all in reach'),
    alternatives: z.array(ReachablePort),
    sightingIds: z.array(z.string()),
  }),
);
