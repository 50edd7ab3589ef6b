// What a destination claim says: the text as sent, the port it is read as, and what came of it.

import type { EventOf } from '../../event.ts';

export interface DestinationClaimFacts {
  /** As sent. */
  text: string;
  /** The port that the text names; null where it names none that is known, or says that there is none. */
  placeId: string | null;
  placeName: string | null;
  /** What named it; null where nothing did. */
  by: 'LOCODE' | 'name' | 'alias' | 'near spelling' | null;
  /** The origin that a text such as "RUVYP>KPRJN" names before its arrow. */
  fromPlaceId: string | null;
  /** Other ports that the text may mean: of the same name, or the other ends of a line. */
  alsoPlaceIds: string[];
  /** The crew's way of saying none: FOR ORDERS, HIGH SEAS, ARMED GUARD. */
  none: boolean;
  outcome: 'open' | 'kept' | 'called elsewhere' | 'sighted elsewhere' | 'replaced';
  /** Where it called or was sighted instead, or the port it was kept with. */
  outcomePlaceId: string | null;
  outcomePlaceName: string | null;
  /** Why it counts as kept or not, in one sentence; null while open. */
  outcomeGround: string | null;
}

export type DestinationClaim = EventOf<'destination-claim', DestinationClaimFacts>;
