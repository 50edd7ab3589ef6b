// What the detector of possible dark calls keeps of one ship: plain data.

import type { Sighting } from '../../sighting.ts';
import type { Told } from './dark-telling.ts';
import type { BeforeGap } from './gap-verdict.ts';

export interface DarkCallState extends BeforeGap {
  /** As declared an hour into the gap; null while not asked or not sent. */
  draughtM: number | null;
  /** The port at which the present stop is counted already. */
  stoppedAt: string | null;
  /** What was emitted for the open gap. */
  open: Told | null;
  /** Sightings in the open gap. */
  seen: Sighting[];
  /** Gaps that are over, newest last. */
  past: (Told & { seen: Sighting[] })[];
  /** Of the last gap, while a changed draught may still support it. */
  closed: { draughtM: number; askAt: number; untilAt: number } | null;
}
