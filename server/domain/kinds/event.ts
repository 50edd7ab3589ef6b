// What vessels did: the events that detectors say. An event is said when it begins (open), again whenever it changes
// (same id, revision + 1), and when it is certain (closed). A withdrawn event stays visible with its reason.

import type { InterferenceFacts, PositionDoubtFacts } from './facts/doubt.ts';
import type { IdentityChangeFacts } from './facts/identity.ts';
import type { EncounterFacts, LoiteringFacts } from './facts/meeting.ts';
import type { PortCallFacts, ZoneFacts } from './facts/place.ts';
import type { DarkCallFacts, GapFacts } from './facts/silence.ts';
import type { ApproachFacts, CadenceFacts, DestinationClaimFacts, DraughtChangeFacts } from './facts/voyage.ts';

export type Basis = 'observed' | 'sighted' | 'inferred' | 'claimed';

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

export type PortCall = EventBase & { kind: 'port-call'; facts: PortCallFacts };
export type ZoneVisit = EventBase & { kind: 'zone'; facts: ZoneFacts };
export type Gap = EventBase & { kind: 'gap'; facts: GapFacts };
export type DarkCall = EventBase & { kind: 'possible-dark-call'; facts: DarkCallFacts };
export type Encounter = EventBase & { kind: 'encounter'; facts: EncounterFacts };
export type Loitering = EventBase & { kind: 'loitering'; facts: LoiteringFacts };
export type PositionDoubt = EventBase & { kind: 'position-doubt'; facts: PositionDoubtFacts };
/** Of an area and no ship: its vessel id is 'area:…', its MMSI null. */
export type Interference = EventBase & { kind: 'interference'; facts: InterferenceFacts };
export type IdentityChange = EventBase & { kind: 'identity-change'; facts: IdentityChangeFacts };
export type DraughtChange = EventBase & { kind: 'draught-change'; facts: DraughtChangeFacts };
export type DestinationClaim = EventBase & { kind: 'destination-claim'; facts: DestinationClaimFacts };
export type Approach = EventBase & { kind: 'approach'; facts: ApproachFacts };
export type Cadence = EventBase & { kind: 'cadence'; facts: CadenceFacts };

export type VesselEvent =
  | PortCall
  | ZoneVisit
  | Gap
  | DarkCall
  | Encounter
  | Loitering
  | PositionDoubt
  | Interference
  | IdentityChange
  | DraughtChange
  | DestinationClaim
  | Approach
  | Cadence;
export type EventKind = VesselEvent['kind'];

export const EVENT_KINDS = [
  'port-call',
  'zone',
  'gap',
  'possible-dark-call',
  'encounter',
  'loitering',
  'position-doubt',
  'interference',
  'identity-change',
  'draught-change',
  'destination-claim',
  'approach',
  'cadence',
] as const satisfies readonly EventKind[];
