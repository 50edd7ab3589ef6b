// What is told of a gap, and of the ports that it left in reach.

/** How sure we are that a gap is the ship's own doing; `unknown` where our own feed was down. */
export type GapGrade = 'unknown' | 'probably-coverage' | 'probably-off' | 'off-near-place';

export interface GapFacts {
  /** Last fix before the gap; the event's own lon and lat. */
  lastAt: number;
  /** First fix after it; null while it lasts. */
  next: { at: number; lon: number; lat: number } | null;
  /** Great-circle distance between the two fixes, null while it lasts. */
  distanceKm: number | null;
  thresholdMs: number;
  grade: GapGrade;
  /** The answers that led to the grade, one plain sentence each. */
  grounds: string[];
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
