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
  grade: z.enum(['confirmed', 'probable', 'possible']).optional().describe('of a sighted call: its surest sighting'),
  contradictedBy: z.string().optional().describe('event that says that AIS puts the ship elsewhere at that time'),
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
  alone: z.object({ silentId: z.string(), fromAt: z.number(), untilAt: z.number() }).nullable(),
  others: z.array(z.object({ vesselId: z.string(), name: z.string(), mmsi: z.number() })),
});

export const LoiteringFacts = z.object({
  hours: z.number(),
  medianSpeedKn: z.number(),
  driftKm: z.number(),
  offShoreKm: z.number().nullable(),
  offPlaceKm: z.number(),
  encounterIds: z.array(z.string()),
  grounds: z.array(z.string()),
});

const doubtSign = z.enum([
  'jump',
  'two-places',
  'on-land',
  'too-perfect',
  'box',
  'speed-mismatch',
  'sudden-stop',
  'sighted-elsewhere',
]);

export const PositionDoubtFacts = z.object({
  sign: doubtSign,
  signs: z.array(doubtSign),
  grounds: z.array(z.string()),
  impliedKn: z.number().nullable(),
  apartKm: z.number().nullable(),
  tracks: z
    .array(
      z.object({
        which: z.enum(['followed', 'other']),
        mmsi: z.number(),
        points: z.array(z.object({ at: z.number(), lon: z.number(), lat: z.number() })),
      }),
    )
    .describe('both accounts of where it was; neither is chosen'),
  interferenceId: z.string().nullable(),
  sightingIds: z.array(z.string()),
});

export const InterferenceFacts = z.object({
  mmsis: z.array(z.number()),
  radiusKm: z.number(),
  grounds: z.array(z.string()),
});

export const IdentityChangeFacts = z.object({
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
  grounds: z.array(z.string()),
});

export const DraughtChangeFacts = z.object({
  fromM: z.number(),
  toM: z.number(),
  heldUntilAt: z.number(),
  when: z.enum(['at a call', 'across a gap', 'without a call']),
  placeId: z.string().nullable(),
  placeName: z.string().nullable(),
  gapId: z.string().nullable(),
  grounds: z.array(z.string()),
});

export const DestinationClaimFacts = z.object({
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
});

export const ApproachFacts = z.object({
  placeId: z.string(),
  placeName: z.string(),
  distanceKm: z.number(),
  courseDeg: z.number(),
  speedKn: z.number(),
  expectedAt: z.number(),
  earliestArrivalAt: z.number(),
  alternatives: z
    .array(z.object({ placeId: z.string(), placeName: z.string(), distanceKm: z.number() }))
    .describe('other ports on the same course that rules name'),
  signs: z.array(z.string()),
  outcome: z.enum(['open', 'arrived', 'turned away', 'fell silent', 'stopped short']),
});

export const CadenceFacts = z.object({
  placeIds: z.tuple([z.string(), z.string()]),
  placeNames: z.tuple([z.string(), z.string()]),
  phase: z.enum(['started', 'paused', 'restarted']),
  legs: z.number(),
  usualDays: z.number(),
  pausedSinceAt: z.number().nullable(),
  callIds: z.array(z.string()),
});

export const VesselEvent = z.discriminatedUnion('kind', [
  z.object({ ...eventBase, kind: z.literal('port-call'), facts: PortCallFacts }),
  z.object({ ...eventBase, kind: z.literal('zone'), facts: ZoneFacts }),
  z.object({ ...eventBase, kind: z.literal('gap'), facts: GapFacts }),
  z.object({ ...eventBase, kind: z.literal('possible-dark-call'), facts: DarkCallFacts }),
  z.object({ ...eventBase, kind: z.literal('encounter'), facts: EncounterFacts }),
  z.object({ ...eventBase, kind: z.literal('loitering'), facts: LoiteringFacts }),
  z.object({ ...eventBase, kind: z.literal('position-doubt'), facts: PositionDoubtFacts }),
  z.object({ ...eventBase, kind: z.literal('interference'), facts: InterferenceFacts }),
  z.object({ ...eventBase, kind: z.literal('identity-change'), facts: IdentityChangeFacts }),
  z.object({ ...eventBase, kind: z.literal('draught-change'), facts: DraughtChangeFacts }),
  z.object({ ...eventBase, kind: z.literal('destination-claim'), facts: DestinationClaimFacts }),
  z.object({ ...eventBase, kind: z.literal('approach'), facts: ApproachFacts }),
  z.object({ ...eventBase, kind: z.literal('cadence'), facts: CadenceFacts }),
]);
export type VesselEvent = z.infer<typeof VesselEvent>;
