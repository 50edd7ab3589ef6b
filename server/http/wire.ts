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

const changeCounts = z.object({
  added: z.number().int(),
  removed: z.number().int(),
  renamed: z.number().int(),
  changed: z.number().int(),
});

/** One try to get a version of a list. */
export const ListAttempt = z.object({
  at: time,
  how: z.enum(['file', 'address', 'hand']),
  origin: z.string().describe('names of the files, or the address'),
  status: z.number().int().nullable().describe('HTTP status'),
  bytes: z.number(),
  outcome: z.enum(['in force', 'no change', 'not modified', 'refused', 'unreachable']),
  says: z.string().nullable().describe('why it was refused, in one sentence'),
});
export type ListAttempt = z.infer<typeof ListAttempt>;

/** A list with how it stands. */
export const ListStatus = List.extend({
  builtIn: z.boolean().describe('part of the built-in table, not a loaded list'),
  state: z.enum(['in force', 'stale', 'failing', 'not loaded', 'closed', 'built-in']),
  says: z.string().nullable().describe('what is wrong, in one sentence; null when nothing is'),
  since: time.nullable().describe('since when it stands so'),
  ageDays: z.number().int().nullable().describe('by the publication mark'),
  published: z.string().nullable().describe('YYYY-MM-DD, from the publication mark'),
  markBasis: z.enum(['inside', 'newest-listing', 'file-name', 'last-modified']).nullable(),
  importedAt: time.nullable(),
  versionId: z.number().int().nullable(),
  ships: z.number().int(),
  parties: z.number().int(),
  classes: z.number().int(),
  skipped: z.record(z.string(), z.object({ count: z.number(), examples: z.array(z.string()) })),
  formats: z.array(z.string()),
  address: z.string().nullable().describe('null for lists that are imported or entered by hand'),
  notice: z.string().nullable().describe('terms to show before it is loaded'),
  lastDifference: z
    .object({ ships: changeCounts, parties: changeCounts, hullsAdded: z.number(), hullsRemoved: z.number() })
    .nullable(),
  lastAttempt: ListAttempt.nullable(),
  lastGoodAt: time.nullable(),
  failingSince: time.nullable(),
});
export type ListStatus = z.infer<typeof ListStatus>;

export const ListVersion = z.object({
  id: z.number().int(),
  format: z.string(),
  importedAt: time,
  published: z.string().nullable(),
  ships: z.number().int(),
  parties: z.number().int(),
  classes: z.number().int(),
  files: z.array(z.object({ role: z.string(), name: z.string(), bytes: z.number(), sha256: z.string() })),
  difference: z.object({
    ships: changeCounts,
    parties: changeCounts,
    hullsAdded: z.number(),
    hullsRemoved: z.number(),
  }),
});
export type ListVersion = z.infer<typeof ListVersion>;

export const ListDetail = ListStatus.extend({
  versions: z.array(ListVersion).describe('newest first'),
  attempts: z.array(ListAttempt).describe('newest first'),
});
export type ListDetail = z.infer<typeof ListDetail>;

export const ListChange = z.object({
  change: z.enum(['added', 'removed', 'renamed', 'changed']),
  recordId: z.string(),
  kind: z.enum(['ship', 'party', 'class']),
  imo: z.number().int().nullable(),
  name: z.string(),
  fields: z.array(z.object({ field: z.string(), before: z.string(), after: z.string() })),
});
export type ListChange = z.infer<typeof ListChange>;

export const ListDifference = z.object({
  list: z.string(),
  version: ListVersion,
  rows: z.array(ListChange),
  next: z.string().nullable().describe('pass back as `after`; null at the end'),
});
export type ListDifference = z.infer<typeof ListDifference>;

export const ListRecord = z.object({
  list: z.string(),
  recordId: z.string(),
  kind: z.enum(['ship', 'party', 'class']),
  names: z.array(z.object({ text: z.string(), kind: z.string(), script: z.string() })),
  imo: z.number().int().nullable(),
  imoDoubtful: z.boolean().describe('the number fails its check digit and stands so on the list'),
  companyImo: z.number().int().nullable(),
  mmsis: z.array(z.number().int()),
  callSigns: z.array(z.string()),
  flag: z.string().nullable(),
  formerFlags: z.array(z.string()),
  shipType: z.string().nullable(),
  grossTonnage: z.number().nullable(),
  deadweight: z.number().nullable(),
  builtYear: z.number().int().nullable(),
  lengthM: z.number().nullable(),
  parties: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      companyImo: z.number().int().nullable(),
      country: z.string().nullable(),
    }),
  ),
  programmes: z.array(z.string()),
  measures: z.array(z.string()),
  listed: z.string().nullable(),
  delisted: z.string().nullable(),
  firstSeen: z.string().describe('publication mark of the first version that had it'),
  firstMissed: z.string().nullable().describe('publication mark of the first version that missed it'),
  remarks: z.string().nullable(),
  raw: z.string().describe('the text of the list'),
});
export type ListRecord = z.infer<typeof ListRecord>;

const shortText = z.string().trim().min(1).max(300);
const dayText = z.iso.date().nullable().default(null);

/** A record entered by hand; for what is published as prose. */
export const HandRecordRequest = z.object({
  recordId: z.string().max(100).optional(),
  kind: z.enum(['ship', 'party']).default('ship'),
  name: shortText,
  aliases: z.array(shortText).max(50).default([]),
  imo: z.number().int().nullable().default(null),
  mmsis: z.array(z.number().int()).max(20).default([]),
  callSigns: z.array(z.string().max(20)).max(20).default([]),
  flag: z.string().max(100).nullable().default(null),
  shipType: z.string().max(100).nullable().default(null),
  programme: shortText,
  measures: z.array(shortText).max(20).default([]),
  listed: dayText,
  remarks: z.string().max(2000).nullable().default(null),
  source: shortText.describe('where it is published: notice, page, date'),
  list: z
    .object({ title: shortText.optional(), authority: shortText.optional(), sanction: z.boolean().optional() })
    .default({})
    .describe('of a list that is new'),
});
export type HandRecordRequest = z.input<typeof HandRecordRequest>;

export const ImportReport = z.object({
  list: z.string(),
  format: z.string(),
  title: z.string(),
  outcome: z.enum(['in force', 'no change', 'not modified', 'refused', 'unreachable']),
  says: z.string().nullable(),
  warnings: z.array(z.string()),
  ships: z.number().int(),
  parties: z.number().int(),
  classes: z.number().int(),
  difference: z.object({ ships: changeCounts, parties: changeCounts }).nullable(),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const WatchFilter = z
  .object({
    authorities: z.array(shortText).min(1).max(50).optional().describe("as in designations, e.g. 'US OFAC'"),
    programmes: z.array(shortText).min(1).max(50).optional().describe('part of the programme'),
    flags: z.array(shortText).min(1).max(50).optional().describe('ISO 3166 codes or words of the list'),
    types: z.array(shortText).min(1).max(50).optional().describe('part of the ship type'),
  })
  .describe('all conditions present must hold; none: every hull that a source names');
export type WatchFilter = z.infer<typeof WatchFilter>;

export const Watchlist = z.object({
  id: z.string(),
  title: z.string(),
  owner: z.string(),
  purpose: z.string(),
  filter: WatchFilter.nullable().describe('null: members by hand or CSV only'),
  pinned: z.boolean(),
  notes: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  createdAt: time,
  members: z.number().int().describe('entered by hand or CSV'),
  hulls: z.number().int().describe('watched through it now'),
});
export type Watchlist = z.infer<typeof Watchlist>;

export const WatchlistRequest = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'letters, digits and dashes')
    .max(60),
  title: shortText,
  owner: z.string().max(100).default(''),
  purpose: z.string().max(500).default(''),
  filter: WatchFilter.nullable().default(null),
  pinned: z.boolean().default(false),
  notes: z.string().max(2000).nullable().default(null),
  from: dayText,
  to: dayText,
});
export type WatchlistRequest = z.input<typeof WatchlistRequest>;

export const WatchMember = z.object({
  hullId: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  note: z.string().nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  how: z.enum(['hand', 'csv', 'filter']),
  authorities: z.array(z.string()),
});
export type WatchMember = z.infer<typeof WatchMember>;

export const WatchMemberRequest = z.object({
  ship: shortText.describe('IMO number, or the id of a hull'),
  name: z.string().max(100).optional(),
  note: z.string().max(1000).nullable().default(null),
  from: dayText,
  to: dayText,
});
export type WatchMemberRequest = z.input<typeof WatchMemberRequest>;

/** What a person decided about a radio unit. */
export const HandVerdict = z.object({
  mmsi: z.number().int(),
  hullId: z.string(),
  verdict: z.enum(['bound', 'refused']),
  at: time,
  by: z.string(),
  note: z.string().nullable(),
});
export type HandVerdict = z.infer<typeof HandVerdict>;

export const HandVerdictRequest = z.object({
  mmsi: z.number().int(),
  hullId: shortText,
  verdict: z.enum(['bound', 'refused']),
  note: z.string().max(1000).nullable().default(null),
});
export type HandVerdictRequest = z.input<typeof HandVerdictRequest>;

export const ScreenMatch = z.object({
  hullId: z.string(),
  name: z.string(),
  imo: z.number().int().nullable(),
  flag: z.string().nullable(),
  shipType: z.string().nullable(),
  watched: z.boolean(),
  evidence: MatchEvidence,
  lines: z
    .array(
      z.object({
        list: z.string().describe("'built-in' for rows of the built-in table"),
        recordId: z.string().nullable(),
        authority: z.string(),
        programme: z.string(),
        listed: z.string().nullable(),
        delisted: z.string().nullable(),
        source: z.string(),
        raw: z.string().nullable().describe('the text of the list'),
      }),
    )
    .describe('the list lines that it rests on'),
});
export type ScreenMatch = z.infer<typeof ScreenMatch>;

export const ScreenResult = z.object({
  asked: z.string(),
  level: matchLevel.nullable().describe('of the best match'),
  matches: z.array(ScreenMatch),
  notes: z.array(z.string()),
});
export type ScreenResult = z.infer<typeof ScreenResult>;

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
