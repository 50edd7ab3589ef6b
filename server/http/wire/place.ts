// Ports and zones on the wire.

import { z } from 'zod';

export const Port = z.object({
  id: z.string(),
  name: z.string(),
  country: z.string(),
  locode: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  kind: z.enum(['port', 'terminal', 'naval', 'shipyard', 'anchorage']),
  confidence: z.enum(['ok', 'approx', 'unverified']),
  enterKm: z.number(),
  leaveKm: z.number(),
  watch: z.boolean(),
  waitingArea: z.boolean(),
  tags: z.array(z.string()),
  note: z.string().nullable(),
  source: z.string(),
});
export type Port = z.infer<typeof Port>;

export const Zone = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['transfer', 'drawn']),
  ring: z.array(z.tuple([z.number(), z.number()])),
  active: z.string(),
  note: z.string().nullable(),
  source: z.string(),
});
export type Zone = z.infer<typeof Zone>;
