// A store in which a scenario has been replayed, and what makes bundles of its alerts.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSeaMasks } from '../../db/reference/sea.ts';
import { loadScenario } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { loadTables, readKnown, replayOptions } from '../../server/assembly.ts';
import type { Alert } from '../../server/domain/alert.ts';
import type { ReplaySource } from '../../server/evidence/gather.ts';
import { type MakerDeps, makeBundle, makeCaseBundle } from '../../server/evidence/make-bundle.ts';
import { openSigningKey } from '../../server/evidence/signing-key.ts';
import { planOf } from '../../server/run/replay-plan.ts';
import { runReplay } from '../../server/run/replay-run.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createLog } from '../../server/seams/log.ts';
import type { Store } from '../../server/seams/store.ts';

export const NOW = Date.UTC(2026, 10, 1);

export interface ReplayedScenario {
  store: Store;
  scope: string;
  source: ReplaySource;
  deps: MakerDeps;
  alerts: Alert[];
  makeCase(caseId: string, asOf?: number): Promise<Uint8Array>;
  make(alertId: string, parts?: { asOf?: number; source?: ReplaySource | null }): Promise<Uint8Array>;
}

export async function replayed(id: string): Promise<ReplayedScenario> {
  const store = openStore(':memory:');
  const tables = loadTables();
  const scenario = loadScenario(id)!;
  const plan = planOf(
    { scenario: id, asOf: 'then' },
    { scenarios: [scenario], version: '0', recordingsFolder: '/nowhere', intakeFolder: '/nowhere' },
    NOW,
  );
  const known = await readKnown(store, tables, NOW);
  const engine = replayOptions(tables, known, { asOf: 'then', bindings: plan.bindings });
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-evidence-'));
  await runReplay(
    plan,
    { store, clock: manualClock(NOW), log: createLog('silent'), engine, spillFolder: folder },
    new AbortController().signal,
  );
  const source = { paths: plan.paths, bindings: plan.bindings };
  const deps: MakerDeps = {
    store,
    folder,
    options: async () => engine,
    masks: loadSeaMasks,
    key: openSigningKey(folder),
    product: 'keelwatch test',
    engine: null,
  };
  return {
    store,
    scope: id,
    source,
    deps,
    alerts: (await store.alerts({ scope: id, limit: 100 })).rows,
    makeCase: (caseId, asOf) => makeCaseBundle(deps, { scope: id, caseId, asOf: asOf ?? null, source }),
    make: (alertId, parts = {}) =>
      makeBundle(deps, {
        scope: id,
        alertId,
        asOf: parts.asOf ?? null,
        source: parts.source === undefined ? source : parts.source,
      }),
  };
}
