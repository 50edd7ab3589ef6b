// A sighting on the wire, as it is told and as it is entered.

import { z } from 'zod';
import { time } from './values.ts';

export const Sighting = z.object({
  id: z.string(),
  vesselId: z.string(),
  fromAt: z.number(),
  toAt: z.number(),
  placeId: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  what: z.string(),
  means: z.enum(['satellite', 'photograph', 'witness', 'document', 'other']),
  grade: z.enum(['confirmed', 'probable', 'possible']),
  source: z.string(),
  link: z.string().nullable(),
  arrivedAt: z.number(),
});
export type Sighting = z.infer<typeof Sighting>;

/** A sighting as a person enters it; a place or a position must be given. */
export const SightingRequest = z.object({
  vesselId: z.string().min(1).max(60),
  from: time,
  to: time.optional().describe('absent: the same instant'),
  placeId: z.string().max(60).nullable().default(null),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  what: z.string().min(1).max(500),
  means: z.enum(['satellite', 'photograph', 'witness', 'document', 'other']),
  grade: z.enum(['confirmed', 'probable', 'possible']),
  source: z.string().min(1).max(300),
  link: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .nullable()
    .default(null),
});
export type SightingRequest = z.input<typeof SightingRequest>;
