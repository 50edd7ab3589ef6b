// What an approach says: the port a ship heads for, when it can arrive, and what came of it.

import type { EventOf } from '../../event.ts';

export interface ApproachFacts {
  placeId: string;
  placeName: string;
  /** A lower bound of the way over water, km, as of this revision. */
  distanceKm: number;
  courseDeg: number;
  speedKn: number;
  /** At its present speed, UTC ms. */
  expectedAt: number;
  /** At the speed limit of the ship, UTC ms. */
  earliestArrivalAt: number;
  /** The likeliest first: other ports that rules name and that lay on the same course. */
  alternatives: { placeId: string; placeName: string; distanceKm: number }[];
  /** Why this port and not another: what it declares, where it has called before, the nearest on its course. */
  signs: string[];
  outcome: 'open' | 'arrived' | 'turned away' | 'fell silent' | 'stopped short';
}

export type Approach = EventOf<'approach', ApproachFacts>;
