// Is the program ready to be asked? Only between the end of its start and the beginning of its stop, while the store can be read
// and the live monitor runs. Whoever sends requests to it asks this; how well it is, health says.

import type { Problems } from './seams/problems.ts';
import type { Store } from './seams/store.ts';

/** Problems that leave nothing to be asked, with what is said of them to whoever may not read health. */
const UNREADY: Readonly<Record<string, string>> = {
  store: 'The store cannot be read.',
  'worker/live': 'The live monitor has stopped and is begun again.',
};

export interface Readiness {
  /** The start has come to its end. */
  begun(): void;
  /** The stop has begun. */
  ending(): void;
  /** Why it is not ready, in one sentence; null: it is. */
  reason(): Promise<string | null>;
}

export function createReadiness(store: Pick<Store, 'lastSeq'>, problems: Pick<Problems, 'all'>): Readiness {
  let stage: 'starting' | 'running' | 'stopping' = 'starting';
  return {
    begun() {
      stage = 'running';
    },
    ending() {
      stage = 'stopping';
    },
    async reason() {
      if (stage === 'starting') return 'keelwatch is starting.';
      if (stage === 'stopping') return 'keelwatch is being stopped.';
      for (const { id } of problems.all()) if (UNREADY[id] !== undefined) return UNREADY[id];
      try {
        await store.lastSeq();
        return null;
      } catch {
        return UNREADY.store!;
      }
    },
  };
}
