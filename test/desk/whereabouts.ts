// A store with whole scenarios replayed into it, and the desks that answer who was where.

import { pino } from 'pino';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createAlibiDesk } from '../../server/desk/alibis.ts';
import { createPresenceDesk } from '../../server/desk/presence.ts';
import { createReplays } from '../../server/run/replay.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createProblems } from '../../server/seams/problems.ts';
import type { Store } from '../../server/seams/store.ts';
import { places, referenceOptions } from '../play.ts';
import { replaysHere } from '../run/replays-here.ts';

export function desksOn(store: Store) {
  const { sea, hulls } = referenceOptions;
  return {
    presence: createPresenceDesk(store),
    alibis: createAlibiDesk({ store, sea: sea!, places, hulls: async () => hulls }),
  };
}

/** Each scenario in a scope of its own; gives back the ids of the scopes. */
export async function replayedScenarios(ids: readonly string[]) {
  const store = openStore(':memory:');
  const clock = manualClock(Date.UTC(2026, 0, 1));
  const log = pino({ level: 'silent' });
  const scopes: string[] = [];
  const replays = createReplays({
    store,
    clock,
    log,
    problems: createProblems(clock),
    run: replaysHere({ store, clock, log }),
    removeRows: store.deleteReplay,
    scenarios: listScenarios(),
    version: '0.0.0-test',
    recordingsFolder: '',
    intakeFolder: '',
    listRecordings: () => [],
  });
  for (const id of ids) {
    scopes.push((await replays.start({ scenario: id, asOf: 'then' })).id);
    await replays.settled();
  }
  return { store, scopes, ...desksOn(store) };
}
