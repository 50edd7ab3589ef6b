// Every kind of event under one name. A kind begins with its line here; the compiler then asks for its line in
// `index.ts`, its shape in `server/http/wire/kinds/` and its entry in `web/kinds.tsx`.

import type { EventOf } from '../event.ts';
import type { ApproachFacts } from './approach/facts.ts';
import type { CadenceFacts } from './cadence/facts.ts';
import type { DestinationClaimFacts } from './destination-claim/facts.ts';
import type { DraughtChangeFacts } from './draught-change/facts.ts';
import type { EncounterFacts } from './encounter/facts.ts';
import type { GapFacts } from './gap/facts.ts';
import type { IdentityChangeFacts } from './identity-change/facts.ts';
import type { InterferenceFacts } from './interference/facts.ts';
import type { LoiteringFacts } from './loitering/facts.ts';
import type { PortCallFacts } from './port-call/facts.ts';
import type { PositionDoubtFacts } from './position-doubt/facts.ts';
import type { DarkCallFacts } from './possible-dark-call/facts.ts';
import type { StopFacts } from './stop/facts.ts';
import type { ZoneFacts } from './zone/facts.ts';

/** What an event of each kind says beside what all events say. */
export interface FactsByKind {
  'port-call': PortCallFacts;
  zone: ZoneFacts;
  gap: GapFacts;
  'possible-dark-call': DarkCallFacts;
  loitering: LoiteringFacts;
  'position-doubt': PositionDoubtFacts;
  'destination-claim': DestinationClaimFacts;
  'draught-change': DraughtChangeFacts;
  approach: ApproachFacts;
  cadence: CadenceFacts;
  encounter: EncounterFacts;
  interference: InterferenceFacts;
  'identity-change': IdentityChangeFacts;
  stop: StopFacts;
}

export type EventKind = keyof FactsByKind;
export type EventOfKind<K extends EventKind = EventKind> = { [Each in K]: EventOf<Each, FactsByKind[Each]> }[K];
export type VesselEvent = EventOfKind;
