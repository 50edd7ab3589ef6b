// What a position doubt says: the signs, what was measured, and both accounts of where the ship was. Neither account is
// chosen: both are kept.

import type { EventOf } from '../../event.ts';

/** What about the positions cannot be, or is not how ships lie and sail (detection facts 8). */
export type DoubtSign =
  | 'jump'
  | 'two-places'
  | 'on-land'
  | 'too-perfect'
  | 'box'
  | 'speed-mismatch'
  | 'sudden-stop'
  | 'sighted-elsewhere';

export interface TrackPoint {
  at: number;
  lon: number;
  lat: number;
}

export interface DoubtedTrack {
  /** The track that the monitor goes on with, or the one that it set aside. */
  which: 'followed' | 'other';
  mmsi: number;
  /** Thinned to a bound; first and newest stay. */
  points: TrackPoint[];
}

export interface PositionDoubtFacts {
  /** The sign that began it. */
  sign: DoubtSign;
  /** Every sign so far, in the order they were seen. */
  signs: DoubtSign[];
  /** What was measured, with its numbers; one plain sentence each. */
  grounds: string[];
  /** Highest speed that the positions imply, kn; null where no two of them say one. */
  impliedKn: number | null;
  /** Farthest that two accounts of the ship's place lie apart, km; null where there is one account. */
  apartKm: number | null;
  tracks: DoubtedTrack[];
  /** The area event in which many ships jumped at once: not this ship's act. */
  interferenceId: string | null;
  sightingIds: string[];
}

export type PositionDoubt = EventOf<'position-doubt', PositionDoubtFacts>;
