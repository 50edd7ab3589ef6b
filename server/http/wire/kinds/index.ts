// What a vessel did, on the wire: one shape for each kind of event. The page takes its types from here.

import { z } from 'zod';
import type { EventKind } from '../../../domain/kinds/event.ts';
import { Approach } from './approach.ts';
import { Cadence } from './cadence.ts';
import { DestinationClaim } from './destination-claim.ts';
import { DraughtChange } from './draught-change.ts';
import { Encounter } from './encounter.ts';
import { Gap } from './gap.ts';
import { IdentityChange } from './identity-change.ts';
import { Interference } from './interference.ts';
import { Loitering } from './loitering.ts';
import { PortCall } from './port-call.ts';
import { PositionDoubt } from './position-doubt.ts';
import { DarkCall } from './possible-dark-call.ts';
import { Stop } from './stop.ts';
import { ZoneVisit } from './zone.ts';

export const KINDS = {
  'port-call': PortCall,
  zone: ZoneVisit,
  gap: Gap,
  'possible-dark-call': DarkCall,
  encounter: Encounter,
  loitering: Loitering,
  'position-doubt': PositionDoubt,
  interference: Interference,
  'identity-change': IdentityChange,
  'draught-change': DraughtChange,
  'destination-claim': DestinationClaim,
  approach: Approach,
  cadence: Cadence,
  stop: Stop,
} satisfies { [K in EventKind]: z.ZodType<{ kind: K }> };

type Shape = (typeof KINDS)[keyof typeof KINDS];

export const VesselEvent = z.discriminatedUnion('kind', Object.values(KINDS) as [Shape, ...Shape[]]);
export type VesselEvent = z.infer<typeof VesselEvent>;
export type { EventKind };
export type EventOfKind<K extends EventKind> = VesselEvent & { kind: K };
