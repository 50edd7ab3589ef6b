// What interference says: which ships jumped, and in how wide an area.

import type { EventOf } from '../../event.ts';

/** Many ships jump at once in one area: interference with satellite navigation, no ship's own act. */
export interface InterferenceFacts {
  /** Units whose positions jumped, in order of number. */
  mmsis: number[];
  /** From the middle of the jumps to the farthest one, km. */
  radiusKm: number;
  grounds: string[];
}

/** Of an area and no ship: its vessel id is 'area:…', its MMSI null. */
export type Interference = EventOf<'interference', InterferenceFacts>;
