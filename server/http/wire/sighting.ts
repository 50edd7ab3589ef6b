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
  withdrawn: z
    .object({ at: z.number(), reason: z.string() })
    .optional()
    .describe('when and why it was taken back; absent while it stands'),
});
export type Sighting = z.infer<typeof Sighting>;

const moment = z.union([time, z.iso.date()]);

/** A sighting as a person enters it; a place or a position must be given. */
export const SightingRequest = z.object({
  vesselId: z.string().min(1).max(60),
  from: moment.describe('RFC 3339, or a UTC day: the whole day'),
  to: moment.optional().describe('absent: the same instant or day; a day is its end'),
  placeId: z.string().max(60).nullable().default(null),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  what: z.string().trim().min(1).max(500),
  means: z.enum(['satellite', 'photograph', 'witness', 'document', 'other']),
  grade: z.enum(['confirmed', 'probable', 'possible']),
  source: z.string().trim().min(1).max(300),
  link: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .nullable()
    .default(null),
});
export type SightingRequest = z.input<typeof SightingRequest>;

/** What came of a CSV table. */
export const SightingTable = z.object({
  entered: z.number().int(),
  known: z.number().int().describe('rows that were entered before'),
  refused: z.array(z.object({ line: z.number().int(), reason: z.string() })),
  rows: z.array(Sighting).describe('those that are new'),
});
export type SightingTable = z.infer<typeof SightingTable>;
