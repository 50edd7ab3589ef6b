// Who was in an area within a period, on the wire: the vessels heard there page by page, events, sightings, and in which
// hours nothing could be heard. Times are epoch ms.

import { z } from 'zod';
import { VesselEvent } from './kinds/index.ts';
import { Sighting } from './sighting.ts';
import { asOf, scope } from './values.ts';

const span = z.object({ fromAt: z.number(), toAt: z.number() });

export const PresenceVessel = z.object({
  vesselId: z.string(),
  vesselName: z.string(),
  mmsi: z.number().describe('the radio unit that was heard'),
  imo: z.number().nullable(),
  watched: z.boolean(),
  authorities: z.array(z.string()).describe('who lists it, as of the day asked for'),
  word: z
    .enum(['heard', 'may-have-crossed'])
    .describe("'may-have-crossed': no kept position lies in the area, and the line between two of them crosses it"),
  thinned: z.boolean().describe('its positions are kept one in ten minutes: it may have been there at other times too'),
  fixes: z.number().int().describe('kept positions in the area within the period'),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  closest: z
    .object({ at: z.number(), lon: z.number(), lat: z.number(), km: z.number().describe('to the middle of the area') })
    .describe('of the kept positions near the area the one nearest to its middle'),
  crossing: span.nullable().describe('the two positions between which it may have crossed'),
});
export type PresenceVessel = z.infer<typeof PresenceVessel>;

export const Presence = z.object({
  scope,
  label: z.string().nullable().describe('what a replay must be marked with'),
  asOf: asOf.describe('which day the listings speak of'),
  area: z.object({
    title: z.string(),
    placeId: z.string().nullable(),
    lon: z.number(),
    lat: z.number(),
    outline: z.object({
      type: z.literal('MultiPolygon'),
      coordinates: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
    }),
  }),
  fromAt: z.number(),
  toAt: z.number().describe('does not belong to the period; never later than now'),
  rows: z.array(PresenceVessel).describe('watched vessels first'),
  next: z.string().nullable().describe('pass back as `after`; null at the end. A page may be short and not the last'),
  candidates: z
    .number()
    .int()
    .describe(
      'radio units heard in the squares of a quarter degree there and within 20 nm: those in `rows` are of these',
    ),
  events: z.object({ rows: z.array(VesselEvent), more: z.boolean() }).describe('oldest first'),
  sightings: z.object({
    rows: z.array(Sighting),
    more: z.boolean(),
    knownLater: z.number().int().describe('left out: not known yet on the day asked for'),
  }),
  hearing: z.object({
    hours: z.number().int().describe('of the period'),
    thereHours: z.number().int().describe('somebody was heard there'),
    nearHours: z.number().int().describe('nobody there, and others within 20 nm'),
    deafHours: z.number().int().describe('nobody within 20 nm, while ships were heard elsewhere'),
    silentHours: z.number().int().describe('nobody anywhere: the feeds brought nothing'),
    deaf: z.array(span),
    silent: z.array(span),
    more: z.boolean().describe('there are more spans than are told'),
  }),
  says: z.array(z.string()).describe('what this answer does and does not say, in sentences'),
});
export type Presence = z.infer<typeof Presence>;
