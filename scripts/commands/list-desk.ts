// The lists of the data folder for a command: the store, what is watched, imports. A monitor that runs on the same
// folder takes the changes up within seconds.

import { userInfo } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../db/sqlite-store.ts';
import { loadTables, lookBackOptions, readKnown } from '../../server/assembly.ts';
import { readConfig } from '../../server/config.ts';
import type { Signature } from '../../server/domain/desk/deed.ts';
import { plainLine, plainLines } from '../../server/domain/plain-text.ts';
import { listFormats } from '../../server/lists/index.ts';
import { systemClock } from '../../server/seams/clock.ts';
import { createLog } from '../../server/seams/log.ts';
import type { Store } from '../../server/seams/store.ts';
import { createListSync, type ListSync } from '../../server/watch/list-sync.ts';
import { lookBackHere } from '../../server/watch/look-back.ts';

export interface ListDesk {
  store: Store;
  sync: ListSync;
  now: number;
  /** Who sits at the terminal, and the instant. */
  signed: Signature;
}

/** Opens, works, closes, whatever happens. */
export async function withLists<T>(work: (desk: ListDesk) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const tables = loadTables();
  const store = await openStore(join(config.dataFolder, 'keelwatch.db'));
  try {
    const sync = await createListSync({
      store,
      clock: systemClock,
      log: createLog('silent'),
      formats: listFormats,
      builtIn: tables.reference,
      lookBack: lookBackHere(store, async (watch) =>
        lookBackOptions(tables, await readKnown(store, tables, systemClock.now(), watch)),
      ),
      live: null,
      scheduled: 'off',
    });
    try {
      const signed = signedHere();
      return await work({ store, sync, now: signed.at, signed });
    } finally {
      await sync.close();
    }
  } finally {
    await store.close();
  }
}

/** As the system calls whoever runs the command. */
export function personHere(): string {
  try {
    return `${userInfo().username} at the terminal`;
  } catch {
    return 'somebody at the terminal';
  }
}

/** By whoever sits at the terminal, now. */
export function signedHere(): Signature {
  return { by: personHere(), at: systemClock.now(), deed: null };
}

/** One object on one line for machines. */
export function printJson(value: unknown): void {
  process.stdout.write(`${plainLine(JSON.stringify(value))}\n`);
}

export function print(line: string): void {
  process.stdout.write(`${plainLines(line)}\n`);
}
