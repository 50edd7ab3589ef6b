// Route rules and the texts they rest on, on the wire.

import { z } from 'zod';
import { severity } from './values.ts';

export const LegalBasis = z.object({
  jurisdiction: z.string(),
  instrument: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  verified: z.boolean(),
});
export type LegalBasis = z.infer<typeof LegalBasis>;

export const Rule = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['route', 'lookback', 'call', 'encounter', 'gap-reach', 'stay']),
  version: z.number().int(),
  enabled: z.boolean(),
  origin: z.array(z.string()),
  destination: z.array(z.string()),
  originZones: z.array(z.string()),
  destinationZones: z.array(z.string()),
  maxDays: z.number(),
  bothWays: z.boolean(),
  severity,
  requires: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  legal: z.array(LegalBasis),
  why: z.string(),
  noise: z.string(),
  alerts: z.number().int().describe('alerts raised in the scope asked for'),
});
export type Rule = z.infer<typeof Rule>;
