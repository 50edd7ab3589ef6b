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

export const MapBase = z.object({
  styleUrl: z.string().nullable().describe('a MapLibre style for the page to lay under its own layers; null: none'),
});
export type MapBase = z.infer<typeof MapBase>;

export const DrawnZone = Zone.extend({
  version: z.number().int().describe('counts its changes; a change made on another one is a conflict'),
});
export type DrawnZone = z.infer<typeof DrawnZone>;

export const ZoneRequest = z.strictObject({
  name: z.string().trim().min(1).max(80),
  note: z.string().trim().max(500).nullable().default(null),
  ring: z.array(z.array(z.number()).length(2)).min(3).max(201).describe('corners as [lon, lat], closed or not'),
  version: z.number().int().optional().describe('of the zone that is being changed'),
});
export type ZoneRequest = z.input<typeof ZoneRequest>;
