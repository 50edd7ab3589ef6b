// What is sent of a port call.

import { z } from 'zod';
import { eventShape } from '../event.ts';
import { window } from '../values.ts';

export const PortCall = eventShape(
  'port-call',
  z.object({
    placeId: z.string().describe('the port that the stay counts for'),
    placeName: z.string(),
    runnerUpId: z.string().nullable(),
    distanceKm: z.number().describe('off the point of the port; its berths and roads may lie far from it'),
    confidence: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    entry: window.nullable(),
    exit: window.nullable(),
    stops: z.array(
      z.object({
        fromAt: z.number(),
        toAt: z.number().nullable(),
        lon: z.number(),
        lat: z.number(),
        berth: z.string().optional().describe('name of the berth or anchorage, where it is not just that of the port'),
        roads: z.boolean().optional().describe('where ships lie off the port and not in it'),
      }),
    ),
    gaps: z.array(
      z.object({
        fromAt: z.number(),
        toAt: z.number().nullable(),
        sailedOn: z.boolean().optional().describe('true where sailing on explains where it was heard next'),
      }),
    ),
    waiting: z.boolean(),
    sightingIds: z.array(z.string()),
    grade: z.enum(['confirmed', 'probable', 'possible']).optional().describe('of a sighted call: its surest sighting'),
    contradictedBy: z.string().optional().describe('event that says that AIS puts the ship elsewhere at that time'),
  }),
);
