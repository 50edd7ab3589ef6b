// What a possible dark call says: the ports that a gap left in reach, with the sums of each.

import type { EventOf } from '../../event.ts';

/** One reason for or against a port, with its points in the ranking; 0 ranks nothing. */
export interface RankTerm {
  text: string;
  points: number;
  /** What it is a sign of: the ship itself, the rules, or the port. */
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
  /** What speaks for it and against it, and the sum: the order of the ports. */
  terms: RankTerm[];
  points: number;
}

export interface DarkCallFacts {
  /** The gap it rests on. */
  gapId: string;
  placeId: string;
  placeName: string;
  /** "called" is never said. */
  word: 'possible' | 'likely';
  /** No ship of its class, and not it itself as far as it was heard, sails faster. */
  speedLimitKn: number;
  /** The fastest that it has lately kept to: a port that only a faster ship could have called at is not named. */
  ownSpeedKn: number;
  /** How the distances were measured: lower bounds, both. */
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
