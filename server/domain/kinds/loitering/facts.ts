// What loitering says: how long a ship was slow, how far off, and what else may explain it.

import type { EventOf } from '../../event.ts';

/** Slow for hours, away from places: adrift, waiting, or beside somebody who is not heard. */
export interface LoiteringFacts {
  /** Slow hours, one after another. */
  hours: number;
  medianSpeedKn: number;
  /** From the first slow position to the one farthest off, km. */
  driftKm: number;
  /** A lower bound of the distance to land, mean over the hours, km; null where no map of the sea was asked. */
  offShoreKm: number | null;
  /** Distance to the nearest port or anchorage point, km. */
  offPlaceKm: number;
  /** Encounters in the same hours: linked, and not told twice. */
  encounterIds: string[];
  /** What else may explain it, or speaks for a partner that is not heard; one plain sentence each. */
  grounds: string[];
}

export type Loitering = EventOf<'loitering', LoiteringFacts>;
