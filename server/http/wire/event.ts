// What a vessel did, on the wire: one shape for each kind of event, with the facts of its detector.

import { z } from 'zod';
import { basis, scope, window } from './values.ts';

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

export const PortCallFacts = z.object({
  placeId: z.string(),
  placeName: z.string(),
  runnerUpId: z.string().nullable(),
  distanceKm: z.number(),
  confidence: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  entry: window.nullable(),
  exit: window.nullable(),
  stops: z.array(z.object({ fromAt: z.number(), toAt: z.number().nullable(), lon: z.number(), lat: z.number() })),
  gaps: z.array(z.object({ fromAt: z.number(), toAt: z.number().nullable() })),
  waiting: z.boolean(),
  sightingIds: z.array(z.string()),
});

export const ZoneFacts = z.object({
  zoneId: z.string(),
  zoneName: z.string(),
  entry: window.nullable(),
  exit: window.nullable(),
});

export const GapFacts = z.object({
  lastAt: z.number(),
  next: z.object({ at: z.number(), lon: z.number(), lat: z.number() }).nullable(),
  distanceKm: z.number().nullable(),
  thresholdMs: z.number(),
  grade: z.enum(['unknown', 'probably-coverage', 'probably-off', 'off-near-place']),
  grounds: z.array(z.string()),
});

export const ReachablePort = z.object({
  placeId: z.string(),
  placeName: z.string(),
  distanceInKm: z.number(),
  distanceOutKm: z.number().nullable(),
  earliestArrivalAt: z.number(),
  latestDepartureAt: z.number().nullable(),
  slackMs: z.number().nullable(),
  signs: z.array(z.string()),
});

export const DarkCallFacts = z.object({
  gapId: z.string(),
  placeId: z.string(),
  placeName: z.string(),
  word: z.enum(['possible', 'likely']),
  speedLimitKn: z.number(),
  distancesBy: z.enum(['around land', 'great circle']).optional(),
  minStayMs: z.number(),
  reach: ReachablePort,
  alternatives: z.array(ReachablePort),
  sightingIds: z.array(z.string()),
});

export const EncounterFacts = z.object({
  partnerId: z.string(),
  partnerName: z.string(),
  partnerMmsi: z.number(),
  closestM: z.number(),
  medianSpeedKn: z.number(),
  offPlaceKm: z.number(),
  minutes: z.number(),
});

export const VesselEvent = z.discriminatedUnion('kind', [
  z.object({ ...eventBase, kind: z.literal('port-call'), facts: PortCallFacts }),
  z.object({ ...eventBase, kind: z.literal('zone'), facts: ZoneFacts }),
  z.object({ ...eventBase, kind: z.literal('gap'), facts: GapFacts }),
  z.object({ ...eventBase, kind: z.literal('possible-dark-call'), facts: DarkCallFacts }),
  z.object({ ...eventBase, kind: z.literal('encounter'), facts: EncounterFacts }),
]);
export type VesselEvent = z.infer<typeof VesselEvent>;
