// What all events on the wire have in common; `kinds/` has the facts of each kind.

import { z } from 'zod';
import type { EventKind } from '../../domain/kinds/event.ts';
import { basis, scope } from './values.ts';

const eventBase = {
  id: z.string(),
  scope,
  vesselId: z.string(),
  vesselName: z.string(),
  mmsi: z.number().nullable(),
  state: z.enum(['open', 'closed', 'withdrawn']),
  revision: z.number().int(),
  knownAt: z.number(),
  beganAt: z.number(),
  endedAt: z.number().nullable(),
  basis,
  lon: z.number(),
  lat: z.number(),
  reason: z.string().nullable(),
  /** One plain sentence. */
  summary: z.string(),
};

/** An event of one kind with its facts. */
export function eventShape<K extends EventKind, Facts extends z.ZodRawShape>(kind: K, facts: z.ZodObject<Facts>) {
  return z.object({ ...eventBase, kind: z.literal(kind), facts });
}
