// What a possible dark call says: the ports that a gap left in reach, with the sums of each.

import type { EventOf } from '../../event.ts';

export interface ReachablePort {
  placeId: string;
  placeName: string;
  /** Lower bounds of the sea distance, km; out is null while the gap lasts. */
  distanceInKm: number;
  distanceOutKm: number | null;
  earliestArrivalAt: number;
  /** null while the gap lasts. */
  latestDepartureAt: number | null;
  /** Time left over after sailing in and out at the speed limit; null while the gap lasts. */
  slackMs: number | null;
  signs: string[];
}

export interface DarkCallFacts {
  /** The gap it rests on. */
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

export type DarkCall = EventOf<'possible-dark-call', DarkCallFacts>;
