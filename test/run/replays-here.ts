// Replays on the thread of the test, on the compiled reference data and the rules of the store, put together as a worker
// does.

import { tmpdir } from 'node:os';
import { loadTables, replayOptions } from '../../server/assembly.ts';
import { type HandBindings, NO_BINDINGS } from '../../server/domain/identity/identify.ts';
import type { ReplayDeps } from '../../server/run/replay.ts';
import { clearReplay, type ReplayRunDeps, runReplay } from '../../server/run/replay-run.ts';
import { workHere } from '../../server/run/workers.ts';

const tables = loadTables();

export function replaysHere(
  deps: Omit<ReplayRunDeps, 'engine' | 'spillFolder'>,
  bindings: HandBindings = NO_BINDINGS,
): ReplayDeps['run'] {
  const { store } = deps;
  return (plan) =>
    workHere(
      () => clearReplay(plan, store),
      async (signal) => {
        const known = { hulls: tables.reference.hulls, bindings, ruleChanges: await store.ruleChanges() };
        const engine = replayOptions(tables, known, { asOf: plan.row.asOf, bindings: plan.bindings });
        await runReplay(plan, { ...deps, engine, spillFolder: tmpdir() }, signal);
      },
    );
}
