// Replays that failed, as problems, read from their rows: a problem goes when the replay is run again or removed. A replay
// that a stop of the program cut off is none; its row says so.

import type { Trouble } from '../seams/problems.ts';
import type { ReplayRow } from '../seams/store.ts';

export const REPLAY_PART = 'replay';

/** `settled`: a replay that was cut off by a stop of the program says so in these words. */
export function replayProblems(rows: readonly ReplayRow[], settled: string): Trouble[] {
  return rows
    .filter(({ state, error }) => state === 'failed' && error !== settled)
    .map(({ id, title, error }) => ({
      id: `${REPLAY_PART}/${id}`,
      says: `The replay of ${title} failed: ${error ?? 'no reason was given.'}`,
      remedy: 'Mend the cause and start the replay again, or remove it.',
    }));
}
