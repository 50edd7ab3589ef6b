// Which hulls a replay on the command line watches, and by which rules: those of the data folder, with its lists,
// watchlists, decisions by hand and users' rules; or the built-in table where nothing was loaded or where that is asked
// for. It reads, and takes nothing in: a folder without a database stays without.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import { type HandBindings, NO_BINDINGS } from '../../server/domain/identity/identify.ts';
import type { RuleChange } from '../../server/domain/rules/book.ts';
import { daysOf } from '../../server/domain/time.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';
import { systemClock } from '../../server/seams/clock.ts';
import { type BuiltIn, loadWatch } from '../../server/watch/hulls.ts';

export interface ReplayWatch {
  hulls: readonly WatchedHull[];
  bindings: HandBindings;
  /** What users made of the rules in that data folder. */
  ruleChanges: readonly RuleChange[];
  /** "2,310 hulls from 7 lists as of 10 Apr 2024 to 22 Aug 2026", or "the built-in table of 168 hulls". */
  says: string;
}

export async function watchForReplay(builtIn: BuiltIn, onlyBuiltIn: boolean): Promise<ReplayWatch> {
  const path = join(readConfig(process.env).dataFolder, 'keelwatch.db');
  if (onlyBuiltIn || !existsSync(path)) return builtInWatch(builtIn);
  const store = await openStore(path);
  try {
    const lists = await store.listsInForce();
    const verdicts = await store.handVerdicts();
    const ruleChanges = await store.ruleChanges();
    const { hulls, bindings } = await loadWatch(store, builtIn, systemClock.now());
    if (lists.length === 0 && verdicts.length === 0 && isSame(hulls, builtIn.hulls)) {
      return { ...builtInWatch(builtIn), ruleChanges };
    }
    const days = lists.map(({ mark, importedAt }) => mark?.at ?? importedAt);
    const from =
      lists.length === 0
        ? 'the built-in table and the watchlists'
        : `${count(lists.length, 'list')} as of ${daysOf(Math.min(...days), Math.max(...days))}`;
    const decided = verdicts.length === 0 ? '' : `, with ${count(verdicts.length, 'decision')} by hand`;
    return { hulls, bindings, ruleChanges, says: `${count(hulls.length, 'hull')} from ${from}${decided}` };
  } finally {
    await store.close();
  }
}

function builtInWatch({ hulls }: BuiltIn): ReplayWatch {
  return {
    hulls,
    bindings: NO_BINDINGS,
    ruleChanges: [],
    says: `the built-in table of ${count(hulls.length, 'hull')}`,
  };
}

function isSame(hulls: readonly WatchedHull[], others: readonly WatchedHull[]): boolean {
  return hulls.length === others.length && hulls.every(({ id }, i) => id === others[i]!.id);
}

function count(number: number, what: string): string {
  return `${number.toLocaleString('en')} ${what}${number === 1 ? '' : 's'}`;
}
