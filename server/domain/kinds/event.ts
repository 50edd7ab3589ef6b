// Every kind of event under one name: what is common to all, and the facts of its kind.

import type { EventBase } from '../event.ts';
import type { InterferenceFacts, PositionDoubtFacts } from './facts/doubt.ts';
import type { DarkCallFacts, GapFacts } from './facts/gap.ts';
import type { IdentityChangeFacts } from './facts/identity.ts';
import type { EncounterFacts, LoiteringFacts } from './facts/meeting.ts';
import type { PortCallFacts, ZoneFacts } from './facts/place.ts';
import type { ApproachFacts, CadenceFacts, DestinationClaimFacts, DraughtChangeFacts } from './facts/voyage.ts';

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
