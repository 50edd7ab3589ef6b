// What the desk looks at every two seconds: what other processes have committed to the same file, the machine's clock, and the
// problems that are told from rows. A store that cannot be read is a problem like any other.

import { CANARY_PART, type CanaryWatch } from './desk/canary-watch.ts';
import { FEED_PART, type FeedDesk } from './desk/feeds.ts';
import { listFormats } from './lists/index.ts';
import { createClockWatch } from './run/clock-watch.ts';
import { type Clock, systemClock } from './seams/clock.ts';
import type { Log } from './seams/log.ts';
import type { Problems } from './seams/problems.ts';
import type { Store } from './seams/store.ts';
import { LIST_PART, listProblems } from './watch/list-problems.ts';
import { listStatuses } from './watch/list-status.ts';

/** How often the store is asked for what another process has committed. */
const LOOK_OUT_MS = 2_000;
const STORE_PROBLEM = 'store';

export interface LookoutParts {
  store: Store;
  clock: Clock;
  log: Log;
  problems: Problems;
  feeds: Pick<FeedDesk, 'problems'>;
  canary: Pick<CanaryWatch, 'problems'>;
  keeping: { tell(): void };
  /** The machine's own count of time. */
  uptimeMs: () => number;
}

/** Returns what ends it. */
export function lookOut({ store, clock, log, problems, feeds, canary, keeping, uptimeMs }: LookoutParts): () => void {
  const look = async (): Promise<void> => {
    await store.lookOut();
    problems.tell(LIST_PART, listProblems(await listStatuses(store, listFormats, clock.now())));
    problems.tell(FEED_PART, feeds.problems());
    problems.tell(CANARY_PART, canary.problems());
    keeping.tell();
    problems.close(STORE_PROBLEM);
  };
  const clockWatch = createClockWatch(systemClock, uptimeMs, problems);
  return clock.every(LOOK_OUT_MS, () => {
    clockWatch.look();
    look().catch((error: unknown) => {
      log.error({ error }, 'the store could not be looked at');
      problems.open({
        id: STORE_PROBLEM,
        says: `The store cannot be read: ${error instanceof Error ? error.message : String(error)}`,
        remedy: "Run 'keelwatch doctor', and put back a copy of the data folder where the file is damaged.",
      });
    });
  });
}
