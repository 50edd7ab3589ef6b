// What a cadence says: the two ends a ship goes to and fro between, its rhythm, and whether the rhythm holds.

import type { EventOf } from '../../event.ts';

export interface CadenceFacts {
  /** The two ends that the ship goes to and fro between. */
  placeIds: [string, string];
  placeNames: [string, string];
  phase: 'started' | 'paused' | 'restarted';
  /** Legs of the rhythm so far. */
  legs: number;
  /** Median time between calls at the first place, days. */
  usualDays: number;
  /** Since when no call of the rhythm was seen; null while the rhythm goes on. */
  pausedSinceAt: number | null;
  /** The calls that the cadence rests on, newest last; at most the last twenty. */
  callIds: string[];
}

export type Cadence = EventOf<'cadence', CadenceFacts>;
