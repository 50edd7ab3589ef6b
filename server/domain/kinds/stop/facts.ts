// What a stop says: where a ship lay that no place of the table holds, and which port is nearest.

import type { EventOf } from '../../event.ts';

export interface StopFacts {
  /** The nearest port of the table, however far; null where the table has none. */
  nearestPlaceId: string | null;
  nearestPlaceName: string | null;
  /** Distance to the point of that port, km; null without a port. */
  distanceKm: number | null;
  /** From the first position of the stay to the one farthest off, km. */
  spreadKm: number;
  /** Count of positions that the stop rests on. */
  fixes: number;
  /** How the stop ended: the ship left, came to a known place, or was no longer heard; null while the stop lasts. */
  ended: 'left' | 'at a place' | 'not heard' | null;
}

export type Stop = EventOf<'stop', StopFacts>;
