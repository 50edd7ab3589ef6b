// Watches the machine's clock against a second one that only counts time gone by. Comes in: both readings, every few seconds.
// Goes out: a problem while the clock stands elsewhere than the time gone by says it should. It sets no clock right:
// what goes by the clock meanwhile goes by the time it should be (`steady-clock.ts`).

import { isoMoment } from '../domain/time.ts';
import type { Clock } from '../seams/clock.ts';
import type { Problems } from '../seams/problems.ts';
import { JUMP_MS, TRUST_AFTER_MS } from './steady-clock.ts';

export const CLOCK_PROBLEM = 'clock';

export interface ClockWatchOptions {
  /** A jump of less is how time servers set a clock right, ms. */
  jumpMs: number;
  /** After a jump, the clock is believed again once it has stood by its new time for so long, ms. */
  trustAfterMs: number;
}

const DEFAULTS: ClockWatchOptions = { jumpMs: JUMP_MS, trustAfterMs: TRUST_AFTER_MS };

export interface ClockWatch {
  /** To be called every few seconds. */
  look(): void;
}

/** `elapsedMs`: of a clock that nobody sets and that counts the machine's sleep, such as its uptime. */
export function createClockWatch(
  clock: Pick<Clock, 'now'>,
  elapsedMs: () => number,
  problems: Pick<Problems, 'open' | 'close'>,
  options: Partial<ClockWatchOptions> = {},
): ClockWatch {
  const { jumpMs, trustAfterMs } = { ...DEFAULTS, ...options };
  /** What the clock would show at elapsed 0 if it had never been set. */
  let trustedAt = clock.now() - elapsedMs();
  /** The same by the clock as it stands since its jump, and since when. */
  let jumped: { at: number; sinceMs: number } | null = null;

  return {
    look() {
      const elapsed = elapsedMs();
      const at = clock.now() - elapsed;
      if (Math.abs(at - trustedAt) < jumpMs) {
        // A slow drift, or a clock that was put back right.
        trustedAt = at;
        if (jumped !== null) problems.close(CLOCK_PROBLEM);
        jumped = null;
        return;
      }
      if (jumped === null || Math.abs(at - jumped.at) >= jumpMs) jumped = { at, sinceMs: elapsed };
      if (elapsed - jumped.sinceMs >= trustAfterMs) {
        trustedAt = at;
        jumped = null;
        problems.close(CLOCK_PROBLEM);
        return;
      }
      const shown = isoMoment(clock.now());
      const due = isoMoment(trustedAt + elapsed);
      problems.open({
        id: CLOCK_PROBLEM,
        says: `The machine's clock has jumped: it shows ${shown}, and by the time gone by it should be ${due}; until it is right again the monitor goes by the latter.`,
        remedy: 'Set the clock right. If it is right now, the notice goes by itself within a day.',
      });
    },
  };
}
