// The lists of the data folder for a command: the store, what is watched, imports. A monitor that runs on the same
// folder takes the changes up within seconds.

import { join } from 'node:path';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import { createPlaceIndex } from '../../server/domain/places/place-index.ts';
import { listFormats } from '../../server/lists/index.ts';
import { createLog } from '../../server/log.ts';
import { createBus } from '../../server/seams/bus.ts';
import { systemClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { createListSync, type ListSync } from '../../server/watch/list-sync.ts';

export interface ListDesk {
  store: Store;
  sync: ListSync;
  now: number;
}

/** Opens, works, closes, whatever happens. */
export async function withLists<T>(work: (desk: ListDesk) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const { hulls, ports, zones, moorings, rules, mids, lists } = loadReference();
  const store = await openStore(join(config.dataFolder, 'keelwatch.db'));
  try {
    const sync = await createListSync({
      store,
      bus: createBus(),
      clock: systemClock,
      log: createLog('silent'),
      formats: listFormats,
      builtIn: { hulls, mids, lists },
      engine: { places: createPlaceIndex(ports, zones, moorings), rules, mids },
      live: null,
      scheduled: 'off',
    });
    try {
      return await work({ store, sync, now: systemClock.now() });
    } finally {
      await sync.close();
    }
  } finally {
    await store.close();
  }
}

/** One object on one line for machines. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
