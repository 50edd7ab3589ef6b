// A program that plans and sends, for the drill that kills it: node teller.ts DATABASE URL CLOCK. It says the same alerts in
// every run, and ends by itself when nothing waits.

import { openStore } from '../../db/sqlite-store.ts';
import { channels } from '../../server/channels/index.ts';
import { createBus } from '../../server/seams/bus.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createSender } from '../../server/tell/deliver.ts';
import { nextRun } from '../../server/tell/next-run.ts';
import { createPlanner } from '../../server/tell/plan.ts';
import { KEY } from '../channels/samples.ts';
import { batchOf, sampleAlert } from '../contract/samples.ts';
import { sampleChannel, sampleSubscription } from './samples.ts';

const [, , path, url, startAt] = process.argv;
const ALERTS = 50;
const bus = createBus();
const store = openStore(path!, { news: bus });
const clock = manualClock(Number(startAt));
if ((await store.channels()).length === 0) await store.saveChannel(sampleChannel(), { url, key: KEY });
await store.saveSubscription(sampleSubscription());
const sender = createSender({
  store,
  clock,
  log: { warn() {}, error: (...words: unknown[]) => console.error(...words) },
  channels,
  means: { policy: { allowLoopback: true }, timeoutMs: 600_000, folder: '' },
  dice: () => 0.5,
});
const planner = createPlanner({
  store,
  bus,
  clock,
  watchlistsOf: () => [],
  nextRun,
  pageUrl: null,
  planned: () => sender.wake(),
  failed(error) {
    throw error;
  },
});
await sender.start();
await planner.start();
for (let i = 0; i < ALERTS; i++) {
  const parts = { id: `alert-${i}`, raisedAt: 1, knownAt: 1 };
  await store.commit(batchOf('live', { alerts: [sampleAlert(parts)] }));
  if (i % 3 === 0)
    await store.commit(batchOf('live', { alerts: [sampleAlert({ ...parts, revision: 2, why: 'Revised.' })] }));
  if (i % 5 === 0)
    await store.commit(batchOf('live', { alerts: [sampleAlert({ ...parts, revision: 3, state: 'withdrawn' })] }));
}
while ((await store.plannedSeq()) !== (await store.lastSeq())) await new Promise((next) => setImmediate(next));
for (;;) {
  await sender.settled();
  const dueAt = await store.nextDueAt('hook');
  if (dueAt === null) break;
  clock.set(Math.max(dueAt, clock.now() + 1_000));
  sender.wake();
}
await planner.close();
await sender.close();
await store.close();
