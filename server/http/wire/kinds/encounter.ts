// What is sent of an encounter.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const Encounter = eventShape(
  'encounter',
  z.object({
    partnerId: z.string(),
    partnerName: z.string(),
    partnerMmsi: z.number(),
    closestM: z.number(),
    medianSpeedKn: z.number(),
    offPlaceKm: z.number(),
    minutes: z.number(),
    alone: z.object({ silentId: z.string(), fromAt: z.number(), untilAt: z.number() }).nullable(),
    others: z.array(z.object({ vesselId: z.string(), name: z.string(), mmsi: z.number() })),
  }),
);
