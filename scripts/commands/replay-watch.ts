// Which hulls a replay on the command line watches, and by which rules: those of the data folder, with its lists,
// watchlists, decisions by hand and users' rules; or the built-in table where nothing was loaded or where that is asked
// for. It reads, and takes nothing in: a folder without a database stays without.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../db/sqlite-store.ts';
import { builtInKnown, type Known, readKnown, type Tables } from '../../server/assembly.ts';
import { readConfig } from '../../server/config.ts';
import { daysOf } from '../../server/domain/time.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';
import { systemClock } from '../../server/seams/clock.ts';

export interface ReplayWatch {
  known: Known;
  /** "2,310 hulls from 7 lists as of 10 Apr 2024 to 22 Aug 2026", or "the built-in table of 168 hulls". */
  says: string;
}

export async function watchForReplay(tables: Tables, onlyBuiltIn: boolean): Promise<ReplayWatch> {
  const path = join(readConfig(process.env).dataFolder, 'keelwatch.db');
  if (onlyBuiltIn || !existsSync(path)) return builtInWatch(builtInKnown(tables));
  const store = await openStore(path);
  try {
    const lists = await store.listsInForce();
    const verdicts = await store.handVerdicts();
    const known = await readKnown(store, tables, systemClock.now());
    if (lists.length === 0 && verdicts.length === 0 && isSame(known.hulls, tables.reference.hulls)) {
      return builtInWatch({ ...builtInKnown(tables), ruleChanges: known.ruleChanges });
    }
    const days = lists.map(({ mark, importedAt }) => mark?.at ?? importedAt);
    const from =
      lists.length === 0
        ? 'the built-in table and the watchlists'
        : `${count(lists.length, 'list')} as of ${daysOf(Math.min(...days), Math.max(...days))}`;
    const decided = verdicts.length === 0 ? '' : `, with ${count(verdicts.length, 'decision')} by hand`;
    return { known, says: `${count(known.hulls.length, 'hull')} from ${from}${decided}` };
  } finally {
    await store.close();
  }
}

function builtInWatch(known: Known): ReplayWatch {
  return { known, says: `the built-in table of ${count(known.hulls.length, 'hull')}` };
}

function isSame(hulls: readonly WatchedHull[], others: readonly WatchedHull[]): boolean {
  return hulls.length === others.length && hulls.every(({ id }, i) => id === others[i]!.id);
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}
