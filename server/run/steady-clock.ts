// The machine's clock as long as it goes as time goes by; after a jump, the time that it should be, until the clock is right
// again or has stood by its new time for a day. So a clock that lies for an hour moves no event time: what waits in the flow
// is not let go, and what comes after it is not too late. The watch (`clock-watch.ts`) tells of the jump.

import { DAY_MS, MINUTE_MS } from '../domain/time.ts';
import type { Clock } from '../seams/clock.ts';

/** A jump of less is how time servers set a clock right, ms. */
export const JUMP_MS = 5 * MINUTE_MS;
/** A clock that stands by its new time for so long is believed, ms. */
export const TRUST_AFTER_MS = DAY_MS;

/** `elapsedMs`: of a clock that nobody sets and that counts the machine's sleep, such as its uptime. */
export function steadyClock(clock: Clock, elapsedMs: () => number): Clock {
  /** What the clock would show at elapsed 0. */
  let trustedAt = clock.now() - elapsedMs();
  let jumped: { at: number; sinceMs: number } | null = null;
  return {
    ...clock,
    now() {
      const now = clock.now();
      const elapsed = elapsedMs();
      const at = now - elapsed;
      if (Math.abs(at - trustedAt) < JUMP_MS) {
        trustedAt = at;
        jumped = null;
        return now;
      }
      if (jumped === null || Math.abs(at - jumped.at) >= JUMP_MS) jumped = { at, sinceMs: elapsed };
      if (elapsed - jumped.sinceMs < TRUST_AFTER_MS) return Math.round(trustedAt + elapsed);
      trustedAt = at;
      jumped = null;
      return now;
    },
  };
}
