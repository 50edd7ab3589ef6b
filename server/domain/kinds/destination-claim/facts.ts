// What a destination claim says: the text as sent, the port it is read as, and the outcome.

import type { EventOf } from '../../event.ts';

export interface DestinationClaimFacts {
  /** As sent. */
  text: string;
  /** The port that the text names; null where it names none that is known, or says that there is none. */
  placeId: string | null;
  placeName: string | null;
  /** The part of the text that named the port; null where none did. */
  by: 'LOCODE' | 'name' | 'alias' | 'near spelling' | null;
  /** The origin that a text such as "RUVYP>KPRJN" names before its arrow. */
  fromPlaceId: string | null;
  /** Other ports that the text may mean: of the same name, or the other ends of a line. */
  alsoPlaceIds: string[];
  /** The crew's way of saying none: FOR ORDERS, HIGH SEAS, ARMED GUARD. */
  none: boolean;
  outcome: 'open' | 'kept' | 'called elsewhere' | 'sighted elsewhere' | 'replaced';
  /** Where the ship called or was sighted instead, or the port that kept the claim. */
  outcomePlaceId: string | null;
  outcomePlaceName: string | null;
  /** Why the claim counts as kept or not, in one sentence; null while open. */
  outcomeGround: string | null;
}

export type DestinationClaim = EventOf<'destination-claim', DestinationClaimFacts>;
