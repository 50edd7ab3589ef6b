// What a replay was read from, found again by its id: a sample voyage, a recording of the data folder, or files that the
// running program still knows. The row of a replay keeps the names of its files and not their paths.

import { resolve } from 'node:path';
import { baseOf, fileReplayId, type ReplayScenario } from '../run/replay-plan.ts';
import { LIVE, type Scope } from '../seams/store.ts';
import type { ReplaySource } from './gather.ts';

export interface SourceTables {
  scenarios: readonly Pick<ReplayScenario, 'id' | 'track' | 'bindings'>[];
  recordingsFolder: string;
  /** Names of the recordings in that folder. */
  listRecordings(): readonly string[];
  /** Files of a replay that this process has started. */
  filesOf?(id: string): readonly string[] | null;
}

/** null for the live monitor, and where it is not known any more. */
export function replaySource(scope: Scope, tables: SourceTables): ReplaySource | null {
  if (scope === LIVE) return null;
  const id = baseOf(scope);
  const scenario = tables.scenarios.find((each) => each.id === id);
  if (scenario !== undefined) return { paths: [scenario.track.path], bindings: scenario.bindings };
  const files = tables.filesOf?.(scope) ?? null;
  if (files !== null) return { paths: files, bindings: [] };
  const name = tables.listRecordings().find((each) => fileReplayId([resolve(tables.recordingsFolder, each)]) === id);
  return name === undefined ? null : { paths: [resolve(tables.recordingsFolder, name)], bindings: [] };
}
