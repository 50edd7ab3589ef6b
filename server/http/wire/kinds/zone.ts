// What is sent of a visit to a zone.

import { z } from 'zod';
import { eventShape } from '../event.ts';
import { window } from '../values.ts';

export const ZoneVisit = eventShape(
  'zone',
  z.object({
    zoneId: z.string(),
    zoneName: z.string(),
    entry: window.nullable(),
    exit: window.nullable(),
  }),
);
