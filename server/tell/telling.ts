// Planner, sender and the desks of channels and subscriptions, put together for one store.

import { join } from 'node:path';
import { channels } from '../channels/index.ts';
import type { Names } from '../domain/subscription/sentence.ts';
import { MINUTE_MS } from '../domain/time.ts';
import type { AddressPolicy } from '../net/public-address.ts';
import { nextRun } from '../run/next-run.ts';
import type { Bus } from '../seams/bus.ts';
import type { Clock } from '../seams/clock.ts';
import type { Log } from '../seams/log.ts';
import type { Trouble } from '../seams/problems.ts';
import type { Store } from '../seams/store.ts';
import { type ChannelDesk, createChannelDesk } from './channel-desk.ts';
import { type AttemptCounts, createSender } from './deliver.ts';
import { createPlanner } from './plan.ts';
import { pushKeysOf } from './push-keys.ts';
import { createSubscriptionDesk, type SubscriptionDesk } from './subscription-desk.ts';

export interface Telling {
  channels: ChannelDesk;
  subscriptions: SubscriptionDesk;
  /** Channels that are switched off, and a plan that has ended. */
  problems(): Trouble[];
  attempts(): AttemptCounts;
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface TellingDeps {
  store: Store;
  bus: Bus;
  clock: Clock;
  log: Log;
  dataFolder: string;
  /** Which addresses receivers may have. */
  policy: AddressPolicy;
  pageUrl: string | null;
  watchlistsOf(vesselId: string): readonly string[];
  namesOf: Pick<Names, 'vessel' | 'rule'>;
  /** Told how far the canary comes. */
  canary?: { read(run: number): void; told(run: number, received: boolean, said: string): void };
}

export function createTelling({
  store,
  bus,
  clock,
  log,
  dataFolder,
  policy,
  pageUrl,
  watchlistsOf,
  namesOf,
  canary,
}: TellingDeps): Telling {
  const means = {
    policy,
    timeoutMs: MINUTE_MS / 2,
    folder: join(dataFolder, 'messages'),
    pushKeys: pushKeysOf(dataFolder, pageUrl),
  };
  let ended: Trouble | null = null;
  const sender = createSender({
    store,
    clock,
    log,
    channels,
    means,
    dice: Math.random,
    ...(canary ? { canaryTold: canary.told } : {}),
  });
  const planner = createPlanner({
    store,
    bus,
    clock,
    watchlistsOf,
    nextRun,
    pageUrl,
    planned: () => sender.wake(),
    ...(canary ? { canaryRead: canary.read } : {}),
    failed(error) {
      log.error({ error }, 'who is told could not be planned');
      ended = {
        id: 'tell/plan',
        says: 'Nobody is told of new alerts: who is told cannot be planned. It is tried again by itself, from where it was.',
        remedy: `The error was: ${error instanceof Error ? error.message : String(error)}`,
      };
    },
    works() {
      ended = null;
    },
  });
  return {
    channels: createChannelDesk({ store, clock, channels, means, wake: () => sender.wake() }),
    subscriptions: createSubscriptionDesk({ store, clock, watchlistsOf, namesOf }),
    problems: () => [...(ended === null ? [] : [ended]), ...sender.problems()],
    attempts: sender.attempts,
    async start() {
      await sender.start();
      await planner.start();
    },
    async close() {
      await planner.close();
      await sender.close();
    },
  };
}
