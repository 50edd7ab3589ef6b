// What is sent of a position doubt.

import { z } from 'zod';
import { eventShape } from '../event.ts';

const doubtSign = z.enum([
  'jump',
  'two-places',
  'on-land',
  'too-perfect',
  'box',
  'speed-mismatch',
  'sudden-stop',
  'sighted-elsewhere',
]);

export const PositionDoubt = eventShape(
  'position-doubt',
  z.object({
    sign: doubtSign,
    signs: z.array(doubtSign),
    grounds: z.array(z.string()),
    impliedKn: z.number().nullable(),
    apartKm: z.number().nullable(),
    tracks: z
      .array(
        z.object({
          which: z.enum(['followed', 'other']),
          mmsi: z.number(),
          points: z.array(z.object({ at: z.number(), lon: z.number(), lat: z.number() })),
        }),
      )
      .describe('both accounts of where it was; neither is chosen'),
    interferenceId: z.string().nullable(),
    sightingIds: z.array(z.string()),
  }),
);
