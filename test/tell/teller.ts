// A program that plans and sends, for the drill that kills it: node teller.ts DATABASE URL ROUND ALERTS PATIENCE. It says the
// alerts of its round, and once more those of the round before, which may have been killed in the middle; it ends by itself when
// nothing waits. There are two receivers of each at once, and one who gets them gathered.

import { openStore } from '../../db/sqlite-store.ts';
import { channels } from '../../server/channels/index.ts';
import { nextRun } from '../../server/run/next-run.ts';
import { createBus } from '../../server/seams/bus.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createSender } from '../../server/tell/deliver.ts';
import { createPlanner } from '../../server/tell/plan.ts';
import { KEY } from '../channels/samples.ts';
import { batchOf, SIGNED, sampleAlert } from '../contract/samples.ts';
import { START, sampleChannel, sampleSubscription } from './samples.ts';

const [, , path, url, ...numbers] = process.argv;
const [round, alerts, patienceMs] = numbers.map(Number) as [number, number, number];
const RECEIVERS = ['first', 'second', 'gathered'];
/** A round begins after all that the one before has seen: its clock went on by its pauses. */
const ROUND_MS = 3_600_000;

const bus = createBus();
const store = openStore(path!, { news: bus });
const { rows } = await store.deliveries({ limit: 500 });
const seenAt = Math.max(START, ...rows.map(({ settledAt, plannedAt }) => settledAt ?? plannedAt));
const clock = manualClock(seenAt + ROUND_MS);
if (round === 0) {
  for (const id of RECEIVERS) {
    await store.saveChannel(sampleChannel({ id }), { url: `${url}/${id}`, key: KEY }, SIGNED);
    const digest = id === 'gathered' ? { cron: '0 * * * *', timeZone: 'UTC' } : null;
    const when = { digest, quiet: null, also: ['graver' as const, 'surer' as const, 'resolved' as const] };
    await store.saveSubscription(sampleSubscription({ id, channelId: id, when }), SIGNED);
  }
} else {
  // The address of the receiver is new with every drill, not with every round; a channel that was switched off goes on.
  for (const id of RECEIVERS) await store.markChannel(id, { offReason: null, failingSince: null });
}
const sender = createSender({
  store,
  clock,
  log: { warn() {}, error: (...words: unknown[]) => console.error(...words) },
  channels,
  means: { policy: { allowLoopback: true }, timeoutMs: patienceMs, folder: '' },
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
async function say(said: number): Promise<void> {
  for (let i = 0; i < alerts; i++) {
    const parts = { id: `alert-${said}-${i}`, raisedAt: START, knownAt: START };
    await store.commit(batchOf('live', { alerts: [sampleAlert(parts)] }));
    if (i % 3 === 0)
      await store.commit(batchOf('live', { alerts: [sampleAlert({ ...parts, revision: 2, why: 'Revised.' })] }));
    if (i % 5 === 0)
      await store.commit(batchOf('live', { alerts: [sampleAlert({ ...parts, revision: 3, state: 'withdrawn' })] }));
  }
}
// Whole before anything can be sent: a receiver kills.
if (round > 0) await say(round - 1);
await sender.start();
await planner.start();
await say(round);
while ((await store.plannedSeq()) !== (await store.lastSeq())) await new Promise((next) => setImmediate(next));
for (;;) {
  await sender.settled();
  const dueAt = (await Promise.all(RECEIVERS.map((id) => store.nextDueAt(id)))).filter((at) => at !== null);
  if (dueAt.length === 0) break;
  clock.set(Math.max(Math.min(...dueAt), clock.now() + 1_000));
  sender.wake();
}
await planner.close();
await sender.close();
await store.close();
