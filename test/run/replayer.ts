// A program that replays a scenario into a data folder until it is done or killed, for the test of that: on its own
// thread, or in a worker that is a thread or a process. On its own it commits after every chunk and every drain, and says
// so before and after, so that a kill can fall anywhere in between; of a worker it says what the bus tells.

import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { shareSea } from '../../db/reference/sea.ts';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createTurns, turnAt } from '../../db/turns.ts';
import { createReplays } from '../../server/run/replay.ts';
import { createWorkers } from '../../server/run/workers.ts';
import { createBus } from '../../server/seams/bus.ts';
import { createProblems } from '../../server/seams/problems.ts';
import type { Store } from '../../server/seams/store.ts';
import { replaysHere } from './replays-here.ts';

const [path, scenario, as] = process.argv.slice(2) as [string, string, 'threads' | 'processes' | undefined];
const bus = createBus();
const turns = createTurns();
const store: Store = openStore(path, as ? { news: bus, aside: true, turn: turnAt(turns, 0) } : {});
const setting = { path, logLevel: 'silent' as const, shared: { turns, sea: shareSea() } };
const workers = as ? createWorkers({ bus, setting, as }) : null;
bus.subscribe('log', ({ seq }) => process.stdout.write(`told ${seq}\n`));
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
const clock = { now: () => (now += 1000), every: () => () => undefined, sleep: async () => undefined };
const log = pino({ level: 'silent' });
const replays = createReplays({
  store: told,
  clock,
  log,
  problems: createProblems(clock),
  run: workers
    ? (plan) => workers.begin({ name: 'replay', role: 'replay', task: plan, turn: null })
    : replaysHere({ store: told, clock, log }),
  removeRows: store.deleteReplay,
  scenarios: listScenarios(),
  version: '0.0.0-test',
  recordingsFolder: '',
  intakeFolder: '',
  listRecordings: () => [],
});
await replays.start({ scenario, asOf: 'then' });
// Who the workers are, for whoever wants to end one.
if (as === 'processes') process.stdout.write(`workers ${childrenOf(process.pid)}\n`);
await replays.settled();
await workers?.close();
await store.close();

function childrenOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  } catch {
    return '';
  }
}
