// A program that replays a scenario into a data folder until it is done or killed, for the test of that. It commits
// after every chunk and every drain, and says so before and after, so that a kill can fall anywhere in between.

import { pino } from 'pino';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createReplays } from '../../server/run/replay.ts';
import type { Store } from '../../server/seams/store.ts';
import { replaysHere } from './replays-here.ts';

const [path, scenario] = process.argv.slice(2) as [string, string];
const store: Store = openStore(path);
let now = 0;
let commits = 0;
const told: Store = {
  ...store,
  async commit(batch) {
    process.stdout.write(`begin ${commits}\n`);
    const seq = await store.commit(batch);
    process.stdout.write(`end ${commits++}\n`);
    return seq;
  },
};
// Every look at the clock finds it a second later: each chunk is committed.
const clock = { now: () => (now += 1000), every: () => () => undefined };
const log = pino({ level: 'silent' });
const replays = createReplays({
  store: told,
  clock,
  log,
  run: replaysHere({ store: told, clock, log }),
  removeRows: store.deleteReplay,
  scenarios: listScenarios(),
  version: '0.0.0-test',
  recordingsFolder: '',
  listRecordings: () => [],
});
await replays.start({ scenario, asOf: 'then' });
await replays.settled();
await store.close();
