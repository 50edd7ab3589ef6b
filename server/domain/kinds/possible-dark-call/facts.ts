// What a possible dark call says: the ports that a gap left in reach, with the sums of each.

import type { EventOf } from '../../event.ts';

/** One reason for or against a port, with its points in the ranking; 0 ranks nothing. */
export interface RankTerm {
  text: string;
  points: number;
  /** The source of the reason: the ship itself, the rules, or the port. */
  of: 'ship' | 'rule' | 'port';
}

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
  /** Reasons for and against the port, and the sum of their points, which orders the ports. */
  terms: RankTerm[];
  points: number;
}

export interface DarkCallFacts {
  /** The gap that the possible call rests on. */
  gapId: string;
  placeId: string;
  placeName: string;
  /** "called" is never said. */
  word: 'possible' | 'likely';
  /** Faster than any ship of the class, and than this ship was ever heard to sail, knots. */
  speedLimitKn: number;
  /** The fastest speed that the ship has lately kept to: a port that needs a faster ship is not named. */
  ownSpeedKn: number;
  /** How the distances were measured; both measures are lower bounds. */
  distancesBy: 'around land' | 'great circle';
  minStayMs: number;
  reach: ReachablePort;
  /** Place of the named port in the ranking of all in reach; 1 is the best. */
  rank: number;
  /** The other feasible ports, best first: the whole set is shown, not the named one alone. */
  alternatives: ReachablePort[];
  sightingIds: string[];
}

export type DarkCall = EventOf<'possible-dark-call', DarkCallFacts>;
