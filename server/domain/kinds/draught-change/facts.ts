// What a draught change says: the two draughts, and what happened between them.

import type { EventOf } from '../../event.ts';

export interface DraughtChangeFacts {
  fromM: number;
  toM: number;
  /** Last hearing of the draught before. */
  heldUntilAt: number;
  /** When the draught changed: during a call, in a gap, or under way with no call between. */
  when: 'at a call' | 'across a gap' | 'without a call';
  placeId: string | null;
  placeName: string | null;
  /** The gap between the two draughts. */
  gapId: string | null;
  grounds: string[];
}

export type DraughtChange = EventOf<'draught-change', DraughtChangeFacts>;
