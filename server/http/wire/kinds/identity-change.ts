// What is sent of an identity change.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const IdentityChange = eventShape(
  'identity-change',
  z.object({
    change: z.enum([
      'name',
      'call-sign',
      'flag',
      'mmsi',
      'imo',
      'type',
      'size',
      'several',
      'imo-withheld',
      'near-number',
      'dead-ship',
      'mmsi-inherited',
      'identity-conflict',
      'shared-imo',
      'identity-swap',
      'flag-hopping',
      'unallotted',
    ]),
    fields: z.array(
      z.object({
        field: z.enum(['name', 'call sign', 'flag', 'MMSI', 'IMO number', 'ship type', 'size']),
        from: z.string(),
        to: z.string(),
      }),
    ),
    weight: z.enum(['note', 'suspicion', 'high']),
    hullId: z.string().nullable(),
    messages: z.number(),
    atSea: z.boolean().optional(),
    grounds: z.array(z.string()),
  }),
);
