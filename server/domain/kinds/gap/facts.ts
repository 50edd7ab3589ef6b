// What a gap says: between which fixes, and how sure it is that the ship itself caused it.

import type { EventOf } from '../../event.ts';

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
  /** Over so long a silence everything is in reach: how far it can have come at most, nm. Absent while ports can be told apart. */
  anywhereNm?: number;
  /** The answers that led to the grade, one plain sentence each. */
  grounds: string[];
}

export type Gap = EventOf<'gap', GapFacts>;
