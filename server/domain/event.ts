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

export type PortCall = EventBase & { kind: 'port-call'; facts: PortCallFacts };
export type ZoneVisit = EventBase & { kind: 'zone'; facts: ZoneFacts };

export type VesselEvent = PortCall | ZoneVisit;
export type EventKind = VesselEvent['kind'];
