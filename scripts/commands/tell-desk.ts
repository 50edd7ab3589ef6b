// Channels and subscriptions of the data folder for a command. A monitor that runs on the same folder takes the changes up
// within a second, since planner and sender read them anew each time.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../db/sqlite-store.ts';
import { loadTables } from '../../server/assembly.ts';
import { channels as kinds } from '../../server/channels/index.ts';
import { addressPolicy, readConfig } from '../../server/config.ts';
import { rulesAt } from '../../server/domain/rules/book.ts';
import { MINUTE_MS } from '../../server/domain/time.ts';
import { systemClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { type ChannelDesk, createChannelDesk } from '../../server/tell/channel-desk.ts';
import { pushKeysOf } from '../../server/tell/push-keys.ts';
import { createSubscriptionDesk, type SubscriptionDesk } from '../../server/tell/subscription-desk.ts';
import { withLists } from './list-desk.ts';

export async function withChannels<T>(work: (desk: { store: Store; channels: ChannelDesk }) => Promise<T>): Promise<T> {
  const { dataFolder, receivers, pageUrl } = readConfig(process.env);
  mkdirSync(dataFolder, { recursive: true });
  const store = openStore(join(dataFolder, 'keelwatch.db'));
  try {
    const means = {
      policy: addressPolicy(receivers),
      timeoutMs: MINUTE_MS / 2,
      folder: join(dataFolder, 'messages'),
      pushKeys: pushKeysOf(dataFolder, pageUrl),
    };
    const channels = createChannelDesk({ store, clock: systemClock, channels: kinds, means, wake() {} });
    return await work({ store, channels });
  } finally {
    await store.close();
  }
}

/** With what is watched, since a subscription may ask for the ships of a watchlist. */
export async function withSubscriptions<T>(
  work: (desk: { store: Store; subscriptions: SubscriptionDesk; now: number }) => Promise<T>,
): Promise<T> {
  return withLists(async ({ store, sync, now }) => {
    const { known, hulls } = sync.watch();
    const rules = rulesAt(loadTables().reference.rules, await store.ruleChanges(), Number.POSITIVE_INFINITY);
    const subscriptions = createSubscriptionDesk({
      store,
      clock: systemClock,
      watchlistsOf: (id) => hulls.find((hull) => hull.id === id)?.watchlists ?? [],
      namesOf: {
        vessel: (id) => known.find((hull) => hull.id === id)?.name ?? id,
        rule: (id) => rules.find(({ rule }) => rule.id === id)?.rule.title ?? id,
      },
    });
    return work({ store, subscriptions, now });
  });
}
