// What a stop says: where a ship lay that no place of the table holds, and which port is nearest.

import type { EventOf } from '../../event.ts';

export interface StopFacts {
  /** The nearest port of the table, however far; null where the table has none. */
  nearestPlaceId: string | null;
  nearestPlaceName: string | null;
  /** Off the point of that port, km; null without one. */
  distanceKm: number | null;
  /** From the first position of the stay to the one farthest off, km. */
  spreadKm: number;
  /** Positions that it rests on. */
  fixes: number;
  /** How it ended: it went off, came to a known place, or was not heard any more; null while it lasts. */
  ended: 'left' | 'at a place' | 'not heard' | null;
}

export type Stop = EventOf<'stop', StopFacts>;
