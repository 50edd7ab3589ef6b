// Long work on a thread that others wait for too: it gives way to them when it has gone on for so many milliseconds, and
// never by a count of things of which one may cost a thousand times another. What the work comes to does not depend on
// where it gave way.

import { setImmediate as nextTurn } from 'node:timers/promises';

/** Half a frame of the page, ms: nobody on the thread waits for longer. */
const TURN_MS = 8;

export interface GiveWay {
  /** The turn has lasted long enough. */
  due(): boolean;
  /** Lets others go first if it is due, else resolves at once. */
  ifDue(): Promise<void>;
  /** Lets others go first. */
  now(): Promise<void>;
}

/** `elapsedMs`: of a clock that nobody sets. */
export function createGiveWay(turnMs = TURN_MS, elapsedMs: () => number = () => performance.now()): GiveWay {
  let begunMs = elapsedMs();
  const due = () => elapsedMs() - begunMs >= turnMs;
  async function now() {
    await nextTurn();
    begunMs = elapsedMs();
  }
  return {
    due,
    now,
    async ifDue() {
      if (due()) await now();
    },
  };
}
