// Every JSON shape that crosses the wire, as zod schemas for the server and as types for the page. Times are RFC 3339
// UTC strings, except in series, where they are epoch milliseconds. The page imports types from here and nothing else.

import { z } from 'zod';

const time = z.iso.datetime({ offset: true }).describe('RFC 3339, UTC');
const severity = z.enum(['info', 'low', 'medium', 'high', 'critical']);
const basis = z.enum(['observed', 'sighted', 'inferred', 'claimed']);
const alertState = z.enum(['open', 'acknowledged', 'resolved', 'withdrawn']);
const matchLevel = z.enum(['confident', 'probable', 'possible']);
const scope = z.string().describe("'live', or the id of a replay");

export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(['invalid', 'not_found', 'conflict', 'unauthorised', 'unavailable', 'internal']),
    instance: z.string().optional(),
  })
  .describe('RFC 9457 problem details');
export type Problem = z.infer<typeof Problem>;

export const Health = z.object({
  status: z.enum(['ok', 'degraded']),
  version: z.string(),
  startedAt: time,
  now: time,
  /** The scope the page should open on. */
  opens: scope,
  lastSeq: z.number().int(),
  store: z.object({
    fixes: z.number(),
    vessels: z.number(),
    events: z.number(),
    alerts: z.number(),
    bytes: z.number(),
  }),
  watchedHulls: z.number().int(),
  ports: z.number().int(),
  rules: z.number().int(),
  problems: z.array(z.string()),
});
export type Health = z.infer<typeof Health>;

export const Designation = z.object({
  authority: z.string(),
  programme: z.string(),
  ref: z.string().nullable(),
  listed: z.string().nullable().describe('YYYY-MM-DD; null where no source gives a date'),
  precision: z.enum(['day', 'month', 'batch', 'unknown']),
  delisted: z.string().nullable(),
  sanction: z.boolean().describe('false for catalogues that are no legal listing'),
  note: z.string().nullable(),
  source: z.string(),
});
export type Designation = z.infer<typeof Designation>;

export const MatchEvidence = z.object({
  rule: z.string(),
  level: matchLevel,
  witnesses: z.array(z.string()),
  contradictions: z.array(z.string()),
});
export type MatchEvidence = z.infer<typeof MatchEvidence>;

export const PositionFix = z.object({
  at: z.number().describe('epoch ms'),
  lon: z.number(),
  lat: z.number(),
  speedKn: z.number().nullable(),
  courseDeg: z.number().nullable(),
  headingDeg: z.number().nullable(),
});
export type PositionFix = z.infer<typeof PositionFix>;

export const VesselSummary = z.object({
  id: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  mmsi: z.number().int().nullable(),
  callSign: z.string(),
  /** ISO 3166 code from the MMSI, or the list's own words. */
  flag: z.string().nullable(),
  shipType: z.string().nullable(),
  lengthM: z.number().nullable(),
  destination: z.string(),
  watched: z.boolean(),
  pinned: z.boolean(),
  level: matchLevel.nullable(),
  group: z.string().nullable(),
  authorities: z.array(z.string()).describe('who lists it now, sanctions only'),
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  openAlerts: z.number().int(),
});
export type VesselSummary = z.infer<typeof VesselSummary>;

export const IdentityLine = z.object({
  field: z.string(),
  value: z.string(),
  firstAt: z.number(),
  lastAt: z.number(),
  source: z.string(),
});
export type IdentityLine = z.infer<typeof IdentityLine>;

export const Sighting = z.object({
  id: z.string(),
  vesselId: z.string(),
  fromAt: z.number(),
  toAt: z.number(),
  placeId: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  what: z.string(),
  means: z.enum(['satellite', 'photograph', 'witness', 'document', 'other']),
  grade: z.enum(['confirmed', 'probable', 'possible']),
  source: z.string(),
  link: z.string().nullable(),
  arrivedAt: z.number(),
});
export type Sighting = z.infer<typeof Sighting>;

const window = z.object({ fromAt: z.number(), toAt: z.number() });

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

export const LegalBasis = z.object({
  jurisdiction: z.string(),
  instrument: z.string(),
  from: z.string(),
  to: z.string().nullable(),
  verified: z.boolean(),
});
export type LegalBasis = z.infer<typeof LegalBasis>;

export const AlertSummary = z.object({
  id: z.string(),
  scope,
  ruleId: z.string(),
  ruleTitle: z.string(),
  vesselId: z.string(),
  vesselName: z.string(),
  imo: z.number().nullable(),
  mmsi: z.number().nullable(),
  severity,
  basis,
  state: alertState,
  revision: z.number().int(),
  raisedAt: z.number(),
  knownAt: z.number(),
  fromAt: z.number(),
  toAt: z.number(),
  lon: z.number(),
  lat: z.number(),
  placeIds: z.array(z.string()),
  placeNames: z.array(z.string()),
  why: z.string(),
});
export type AlertSummary = z.infer<typeof AlertSummary>;

export const AlertAction = z.object({
  at: time,
  by: z.string(),
  action: z.enum(['acknowledge', 'reopen', 'resolve', 'note']),
  reasonCode: z.string().nullable(),
  note: z.string().nullable(),
});
export type AlertAction = z.infer<typeof AlertAction>;

export const AlertDetail = AlertSummary.extend({
  evidence: z.object({
    events: z.array(VesselEvent),
    designations: z.array(Designation),
    otherDesignations: z.array(Designation),
    legal: z.array(LegalBasis),
    match: MatchEvidence.nullable(),
    rule: z.object({ id: z.string(), version: z.number(), maxDays: z.number() }),
    thresholds: z.array(z.object({ name: z.string(), value: z.number(), unit: z.string() })),
    otherExplanations: z.array(z.string()),
    reports: z.array(
      z.object({ source: z.string(), line: z.number(), at: z.number(), lon: z.number(), lat: z.number() }),
    ),
    hash: z.string(),
  }),
  sightings: z.array(Sighting),
  history: z.array(AlertAction),
});
export type AlertDetail = z.infer<typeof AlertDetail>;

export const AlertActionRequest = z.object({
  action: z.enum(['acknowledge', 'reopen', 'resolve', 'note']),
  reasonCode: z
    .enum(['reviewed', 'known-voyage', 'data-error', 'wrong-vessel', 'lawful', 'duplicate', 'other'])
    .nullable()
    .default(null),
  note: z.string().max(2000).nullable().default(null),
});
export type AlertActionRequest = z.infer<typeof AlertActionRequest>;

export const VesselDossier = VesselSummary.extend({
  aliases: z.array(z.string()),
  mmsis: z.array(z.object({ mmsi: z.number(), source: z.string(), old: z.boolean() })),
  builtYear: z.number().nullable(),
  grossTonnage: z.number().nullable(),
  owner: z.string().nullable(),
  operator: z.string().nullable(),
  status: z.string().nullable(),
  ended: z.string().nullable(),
  notes: z.string().nullable(),
  designations: z.array(Designation),
  identity: z.array(IdentityLine),
  match: MatchEvidence.nullable(),
  candidates: z.array(z.object({ vesselId: z.string(), name: z.string(), evidence: MatchEvidence })),
  events: z.array(VesselEvent),
  alerts: z.array(AlertSummary),
  sightings: z.array(Sighting),
});
export type VesselDossier = z.infer<typeof VesselDossier>;

/** Columns of equal length, oldest first. */
export const Track = z.object({
  vesselId: z.string(),
  at: z.array(z.number()).describe('epoch ms'),
  lon: z.array(z.number()),
  lat: z.array(z.number()),
  speedKn: z.array(z.number().nullable()),
  courseDeg: z.array(z.number().nullable()),
});
export type Track = z.infer<typeof Track>;

/** All tracks of a replay, for a page that scrubs without asking again. */
export const TrackSet = z.object({
  scope,
  fromAt: z.number().nullable(),
  toAt: z.number().nullable(),
  vessels: z.array(VesselSummary),
  tracks: z.array(Track),
});
export type TrackSet = z.infer<typeof TrackSet>;

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

export const List = z.object({
  id: z.string(),
  title: z.string(),
  authority: z.string(),
  asOf: z.string().describe('publication mark of the copy'),
  hulls: z.number().int(),
  designations: z.number().int(),
  source: z.string(),
  sanction: z.boolean(),
});
export type List = z.infer<typeof List>;

export const Replay = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['scenario', 'file']),
  label: z.string().nullable().describe('must be shown on every screen of this replay'),
  about: z.string().nullable(),
  sources: z.array(z.string()),
  asOf: z.enum(['then', 'now']),
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  error: z.string().nullable(),
  createdAt: time,
  fromAt: z.number().nullable(),
  toAt: z.number().nullable(),
  opensAt: z.number().nullable(),
  speed: z.number().describe('seconds of event time per second of play'),
  reports: z.number().int(),
  lines: z.number().int(),
  progress: z.number().nullable().describe('0 to 1'),
  rejects: z.record(z.string(), z.number()),
});
export type Replay = z.infer<typeof Replay>;

export const Scenario = z.object({
  id: z.string(),
  title: z.string(),
  about: z.string(),
  label: z.string(),
  from: time,
  to: time,
});
export type Scenario = z.infer<typeof Scenario>;

export const ReplayRequest = z.object({
  scenario: z.string().optional(),
  files: z.array(z.string()).max(16).optional().describe('paths under the data folder'),
  asOf: z.enum(['then', 'now']).default('then'),
});
export type ReplayRequest = z.infer<typeof ReplayRequest>;

export const Feed = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['running', 'done', 'failed', 'stopped']),
  reports: z.number().int(),
  lines: z.number().int(),
  rejects: z.record(z.string(), z.number()),
  lastHeardAt: time.nullable(),
  error: z.string().nullable(),
});
export type Feed = z.infer<typeof Feed>;

export function page<T extends z.ZodType>(row: T) {
  return z.object({
    rows: z.array(row),
    next: z.string().nullable().describe('pass back as `after`; null at the end'),
  });
}

/** Where every vessel was at an instant. */
export const Positions = z.object({
  scope,
  at: z.number().describe('epoch ms'),
  fixes: z.array(PositionFix.extend({ vesselId: z.string() })),
});
export type Positions = z.infer<typeof Positions>;

/** A recording under the data folder that can be replayed. */
export const Recording = z.object({ file: z.string() });
export type Recording = z.infer<typeof Recording>;

/** A sighting as a person enters it; a place or a position must be given. */
export const SightingRequest = z.object({
  vesselId: z.string().min(1).max(60),
  from: time,
  to: time.optional().describe('absent: the same instant'),
  placeId: z.string().max(60).nullable().default(null),
  lon: z.number().min(-180).max(180).optional(),
  lat: z.number().min(-90).max(90).optional(),
  what: z.string().min(1).max(500),
  means: z.enum(['satellite', 'photograph', 'witness', 'document', 'other']),
  grade: z.enum(['confirmed', 'probable', 'possible']),
  source: z.string().min(1).max(300),
  link: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .nullable()
    .default(null),
});
export type SightingRequest = z.input<typeof SightingRequest>;

/** Everything that supports an alert, in one file that opens without the server. */
export const EvidenceBundle = z.object({
  format: z.literal('keelwatch-evidence/1'),
  product: z.string(),
  exportedAt: time,
  label: z.string().nullable().describe('what this replay is, e.g. reconstructed; null for live and real recordings'),
  replay: Replay.nullable(),
  alert: AlertDetail,
  hull: z.unknown().describe('the watchlist entry as it stood at export'),
  vessel: z.unknown().describe('the vessel as heard, with its identity timeline'),
  rule: Rule.nullable(),
  places: z.array(Port),
  track: Track.describe('the positions kept from one day before the leg to one day after it'),
  sha256: z.string().describe('of this object as JSON with this field empty'),
});
export type EvidenceBundle = z.infer<typeof EvidenceBundle>;

/** What the server sends on /api/v1/stream. */
export const StreamMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), seq: z.number().int(), version: z.string() }),
  z.object({ type: z.literal('alert'), seq: z.number().int(), alert: AlertSummary }),
  z.object({ type: z.literal('event'), seq: z.number().int(), event: VesselEvent }),
  z.object({ type: z.literal('replay'), seq: z.number().int(), replay: Replay }),
  /** Backfill is over; what follows is live. */
  z.object({ type: z.literal('live'), seq: z.number().int() }),
  z.object({
    type: z.literal('positions'),
    scope,
    fixes: z.array(PositionFix.extend({ vesselId: z.string() })),
  }),
]);
export type StreamMessage = z.infer<typeof StreamMessage>;

/** What the page may send on the stream, to thin positions. */
export const StreamRequest = z.object({
  scope: scope.optional(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional().describe('west, south, east, north'),
});
export type StreamRequest = z.infer<typeof StreamRequest>;
