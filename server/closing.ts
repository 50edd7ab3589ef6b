// Ends the parts of the program one after another, within a time. What is committed is safe whatever is cut short here: a part
// that does not end in time is named in the log and left, and those behind it are still told to end.

import type { Clock } from './seams/clock.ts';
import { within } from './seams/clock.ts';
import type { Log } from './seams/log.ts';

/** A stop is asked to take ten seconds at most; what remains is for the process itself. */
export const CLOSE_MS = 9_000;

/** So long the live monitor may write what it has heard; the intake log has it in any case. */
export const LIVE_STOP_MS = 5_000;

export type Part = readonly [name: string, end: () => Promise<unknown> | unknown];

export async function closeInTurn(
  parts: readonly Part[],
  { clock, log, mostMs = CLOSE_MS }: { clock: Pick<Clock, 'now' | 'sleep'>; log: Pick<Log, 'error'>; mostMs?: number },
): Promise<void> {
  const until = clock.now() + mostMs;
  for (const [i, [name, end]] of parts.entries()) {
    // Those that are still to come have a little time each, however long this one takes.
    const left = until - clock.now() - (parts.length - 1 - i) * LEAST_MS;
    const done = Promise.resolve()
      .then(end)
      .then(
        () => true,
        (error: unknown) => {
          log.error({ err: error, part: name }, 'a part could not be ended well');
          return true;
        },
      );
    if ((await within(clock, Math.max(LEAST_MS, left), done)) !== true) {
      log.error({ part: name }, 'a part did not end in time and is left; what was committed is safe');
    }
  }
}

const LEAST_MS = 200;
