// What is sent of a destination claim.

import { z } from 'zod';
import { eventShape } from '../event.ts';

export const DestinationClaim = eventShape(
  'destination-claim',
  z.object({
    text: z.string(),
    placeId: z.string().nullable(),
    placeName: z.string().nullable(),
    by: z.enum(['LOCODE', 'name', 'alias', 'near spelling']).nullable(),
    fromPlaceId: z.string().nullable(),
    alsoPlaceIds: z.array(z.string()).describe('other ports that the text may mean'),
    none: z.boolean(),
    outcome: z.enum(['open', 'kept', 'called elsewhere', 'sighted elsewhere', 'replaced']),
    outcomePlaceId: z.string().nullable(),
    outcomePlaceName: z.string().nullable(),
    outcomeGround: z.string().nullable(),
  }),
);
