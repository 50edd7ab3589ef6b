// What a silent ship can have reached, on the wire: for one ship with its arithmetic, and for all as GeoJSON.

import { z } from 'zod';
import { ReachablePort } from './kinds/possible-dark-call.ts';
import { scope } from './values.ts';

/** Longitudes run on past 180 rather than jump. */
const Polygon = z.object({
  type: z.literal('Polygon'),
  coordinates: z.array(z.array(z.tuple([z.number(), z.number()]))),
});

const Arrival = z.object({
  placeId: z.string(),
  placeName: z.string(),
  distanceKm: z.number().describe('a lower bound of the way over water'),
  earliestArrivalAt: z.number().describe('epoch ms'),
  named: z.boolean().describe('a rule names this port'),
  signs: z.array(z.string()),
});

const gap = {
  vesselId: z.string(),
  vesselName: z.string(),
  at: z.number().describe('epoch ms; the instant it is told for, in whole minutes'),
  lastAt: z.number().describe('epoch ms; silent since'),
  speedLimitKn: z.number(),
  reachKm: z.number().describe('how far it can have come'),
};

export const Reach = z.object({
  scope,
  ...gap,
  lon: z.number(),
  lat: z.number(),
  courseDeg: z.number().nullable(),
  inPortId: z.string().nullable().describe('the port in which it was last heard'),
  inPortName: z.string().nullable(),
  since: z
    .object({ at: z.number(), lon: z.number(), lat: z.number(), seen: z.string().nullable() })
    .describe('where the sums begin: the last fix, or a surer sighting since, with its place and source'),
  speedLimitGround: z.string(),
  distancesBy: z.enum(['around land', 'great circle']),
  area: Polygon.nullable().describe('null when it can be nearly anywhere, or was heard on no water'),
  areaNote: z.string().nullable().describe('why there is no area'),
  ports: z.array(Arrival).describe('soonest first'),
  portsUntilAt: z.number().describe('epoch ms; ports that need longer are left out'),
  closed: z
    .object({
      at: z.number(),
      lon: z.number(),
      lat: z.number(),
      minStayMs: z.number().nullable(),
      ports: z.array(ReachablePort).describe('ports at which a stay fits into the whole gap, best first'),
    })
    .nullable()
    .describe('what came after the gap, if anything has by now'),
});
export type Reach = z.infer<typeof Reach>;

export const ReachSet = z.object({
  type: z.literal('FeatureCollection'),
  scope,
  at: z.number(),
  more: z.number().int().describe('silent ships left out at the bound'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: Polygon.nullable(),
      properties: z.object({
        ...gap,
        lon: z.number(),
        lat: z.number(),
        nextPort: z.string().nullable().describe('first port that a rule names and that comes into reach after `at`'),
        nextPortAt: z.number().nullable(),
      }),
    }),
  ),
});
export type ReachSet = z.infer<typeof ReachSet>;
