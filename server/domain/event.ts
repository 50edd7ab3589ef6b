// What vessels did: the events that detectors say. An event is said when it begins (open), again whenever it changes
// (same id, revision + 1), and when it is certain (closed). A withdrawn event stays visible with its reason.

export type Basis = 'observed' | 'sighted' | 'inferred' | 'claimed';

/** A time known only as "after one, not after the other"; equal when it was observed. UTC ms. */
export interface Window {
  fromAt: number;
  toAt: number;
}

interface EventBase {
  /** Hash of (detector, vessel key, what began it): saying it twice is saying it once. */
  id: string;
  vesselId: string;
  mmsi: number | null;
  state: 'open' | 'closed' | 'withdrawn';
  revision: number;
  /** Event time at which this revision became known to the engine, UTC ms. */
  knownAt: number;
  beganAt: number;
  endedAt: number | null;
  basis: Basis;
  /** Where, for the map. */
  lon: number;
  lat: number;
  /** Why it was withdrawn or revised; null otherwise. */
  reason: string | null;
}

export interface Stop {
  fromAt: number;
  toAt: number | null;
  lon: number;
  lat: number;
}

export interface PortCallFacts {
  placeId: string;
  placeName: string;
  /** The other port whose circle holds the stop too, or null. */
  runnerUpId: string | null;
  distanceKm: number;
  /** 4: entry, exit and stop or gap; 3: one end and stop or gap; 2: stop or gap only; 1: passing. */
  confidence: 1 | 2 | 3 | 4;
  /** null: never seen outside before. A wide window: arrived dark. */
  entry: Window | null;
  /** null: still inside, or never seen outside afterwards. A wide window: left dark. */
  exit: Window | null;
  stops: Stop[];
  /** Silences of 4 h or more inside the port; toAt null while it lasts. */
  gaps: { fromAt: number; toAt: number | null }[];
  /** True while a stop in a waiting area is under the dwell limit: not counted as a call. */
  waiting: boolean;
  sightingIds: string[];
}

export interface ZoneFacts {
  zoneId: string;
  zoneName: string;
  entry: Window | null;
  exit: Window | null;
}

/** How sure we are that a silence is the ship's own doing; `unknown` where our own feed was down. */
export type GapGrade = 'unknown' | 'probably-coverage' | 'probably-off' | 'off-near-place';

export interface GapFacts {
  /** Last fix before the silence; the event's own lon and lat. */
  lastAt: number;
  /** First fix after it; null while it lasts. */
  next: { at: number; lon: number; lat: number } | null;
  /** Great-circle distance between the two fixes, null while it lasts. */
  distanceKm: number | null;
  thresholdMs: number;
  grade: GapGrade;
  /** The answers that led to the grade, one plain sentence each. */
  grounds: string[];
}

export interface ReachablePort {
  placeId: string;
  placeName: string;
  /** Lower bounds of the sea distance, km; out is null while the silence lasts. */
  distanceInKm: number;
  distanceOutKm: number | null;
  earliestArrivalAt: number;
  /** null while the silence lasts. */
  latestDepartureAt: number | null;
  /** Time left over after sailing in and out at the speed limit; null while the silence lasts. */
  slackMs: number | null;
  signs: string[];
}

export interface DarkCallFacts {
  /** The silence it rests on. */
  gapId: string;
  placeId: string;
  placeName: string;
  /** "called" is never said. */
  word: 'possible' | 'likely';
  speedLimitKn: number;
  /** How the distances were measured: lower bounds, both. */
  distancesBy: 'around land' | 'great circle';
  minStayMs: number;
  reach: ReachablePort;
  /** The other feasible ports, best first: the whole set is shown, not the winner alone. */
  alternatives: ReachablePort[];
  sightingIds: string[];
}

export interface EncounterFacts {
  partnerId: string;
  partnerName: string;
  partnerMmsi: number;
  closestM: number;
  medianSpeedKn: number;
  /** Distance to the nearest port or anchorage point, km. */
  offPlaceKm: number;
  minutes: number;
}

export type PortCall = EventBase & { kind: 'port-call'; facts: PortCallFacts };
export type ZoneVisit = EventBase & { kind: 'zone'; facts: ZoneFacts };

export type Gap = EventBase & { kind: 'gap'; facts: GapFacts };
export type DarkCall = EventBase & { kind: 'possible-dark-call'; facts: DarkCallFacts };
export type Encounter = EventBase & { kind: 'encounter'; facts: EncounterFacts };

export type VesselEvent = PortCall | ZoneVisit | Gap | DarkCall | Encounter;
export type EventKind = VesselEvent['kind'];
