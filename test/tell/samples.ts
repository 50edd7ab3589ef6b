// A store with one webhook channel and one subscription, and what plans and sends on it.

import { openStore } from '../../db/sqlite-store.ts';
import type { Answer, Outgoing } from '../../server/channels/channel.ts';
import { channels } from '../../server/channels/index.ts';
import type { Subscription } from '../../server/domain/subscription/subscription.ts';
import { nextRun } from '../../server/run/next-run.ts';
import { createBus } from '../../server/seams/bus.ts';
import { manualClock } from '../../server/seams/clock.ts';
import type { StoredChannel } from '../../server/seams/delivery-store.ts';
import { createSender } from '../../server/tell/deliver.ts';
import { createPlanner } from '../../server/tell/plan.ts';
import { KEY } from '../channels/samples.ts';
import { SIGNED } from '../contract/samples.ts';

export const START = Date.UTC(2026, 10, 2, 12);

export function sampleChannel(
  parts: Partial<Omit<StoredChannel, 'secretNames'>> = {},
): Omit<StoredChannel, 'secretNames'> {
  return {
    id: 'hook',
    kind: 'webhook',
    title: 'Own program',
    owner: 'desk',
    settings: {},
    offReason: null,
    failingSince: null,
    createdAt: START,
    ...parts,
  };
}
export const SECRETS = { url: 'https://receiver.example/hook', key: KEY };

export function sampleSubscription(parts: Partial<Subscription> = {}): Subscription {
  return {
    id: 'sub',
    title: 'Everything',
    owner: 'desk',
    channelId: 'hook',
    enabled: true,
    what: {},
    when: { digest: null, quiet: null, also: ['graver', 'surer', 'resolved'] },
    budgetADay: null,
    createdAt: 0,
    ...parts,
  };
}

export const OK: Partial<Answer> = { status: 200 };

/** What is sent is noted, and answered as `answer` says. */
export async function openTelling(parts: Partial<Subscription> = {}) {
  const bus = createBus();
  const store = openStore(':memory:', { news: bus });
  const clock = manualClock(START);
  await store.saveChannel(sampleChannel(), SECRETS, SIGNED);
  await store.saveSubscription(sampleSubscription(parts), SIGNED);
  const sent: { at: number; id: string; data: Record<string, never> }[] = [];
  /** Errors of the planner; a test that makes none expects none. */
  const failures: unknown[] = [];
  let answer: (n: number) => Partial<Answer> | Promise<Partial<Answer>> = () => OK;
  const sender = createSender({
    store,
    clock,
    log: { warn() {}, error: (...words: unknown[]) => console.error(...words) },
    channels,
    means: { policy: {}, timeoutMs: 1_000, folder: '' },
    dice: () => 0,
    async send(outgoing: Outgoing) {
      if (outgoing.over !== 'http') throw new Error('a webhook goes over HTTP');
      sent.push({ at: clock.now(), id: outgoing.headers['webhook-id']!, data: JSON.parse(String(outgoing.body)).data });
      const given = await answer(sent.length);
      return { answered: true, status: 200, headers: {}, body: '', code: null, doubtful: false, ...given };
    },
  });
  const planner = createPlanner({
    store,
    bus,
    clock,
    watchlistsOf: () => [],
    nextRun,
    pageUrl: 'https://watch.example',
    planned: () => sender.wake(),
    failed: (error) => void failures.push(error),
  });
  await sender.start();
  await planner.start();
  /** Everything in the log is planned and what is due is sent. */
  const settle = async () => {
    while ((await store.plannedSeq()) !== (await store.lastSeq())) await new Promise((next) => setImmediate(next));
    await planner.settled();
    sender.wake();
    await sender.settled();
  };
  return {
    store,
    clock,
    sent,
    failures,
    sender,
    settle,
    answers(next: typeof answer) {
      answer = next;
    },
    async until(at: number) {
      clock.set(at);
      await settle();
    },
    async close() {
      await planner.close();
      await sender.close();
      await store.close();
    },
  };
}
