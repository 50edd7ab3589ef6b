// Channels with their secrets apart, subscriptions, and with deliveries.ts everything of the store that tells somebody.

import type { Database } from 'better-sqlite3';
import type { Signature } from '../server/domain/desk/deed.ts';
import { CodedError } from '../server/domain/errors.ts';
import type { Subscription } from '../server/domain/subscription/subscription.ts';
import type { DeliveryStore, StoredChannel } from '../server/seams/delivery-store.ts';
import type { Audit } from './audit.ts';
import { deliveryQueries, StalePlan } from './deliveries.ts';

interface Row {
  body: string;
  secrets: string;
  off_reason: string | null;
  failing_since: number | null;
}

/** `ask` and `write` run a question or a change as the rest of the store does. */
export function deliveryStore(
  db: Database,
  audit: Audit,
  ask: <T>(question: () => T) => Promise<T>,
  write: <T>(change: () => T) => Promise<T>,
): DeliveryStore {
  const deliveries = deliveryQueries(db);
  const selectChannels = db.prepare<[], Row>(
    `SELECT body, secrets, off_reason, failing_since FROM channels ORDER BY body ->> '$.createdAt', id`,
  );
  const selectSecrets = db.prepare<[string], string>('SELECT secrets FROM channels WHERE id = ?').pluck();
  const upsertChannel = db.prepare(`
    INSERT INTO channels (id, body, secrets, off_reason, failing_since)
    VALUES (:id, :body, :secrets, :offReason, :failingSince)
    ON CONFLICT (id) DO UPDATE SET body = excluded.body, secrets = excluded.secrets, off_reason = excluded.off_reason,
      failing_since = excluded.failing_since`);
  const mark = db.prepare<[string | null, number | null, string]>(
    'UPDATE channels SET off_reason = ?, failing_since = ? WHERE id = ?',
  );
  const dropChannel = db.prepare<[string]>('DELETE FROM channels WHERE id = ?');
  const countUses = db.prepare<[string], number>('SELECT count(*) FROM subscriptions WHERE channel_id = ?').pluck();
  const selectSubscriptions = db
    .prepare<[], string>(`SELECT body FROM subscriptions ORDER BY body ->> '$.createdAt', id`)
    .pluck();
  const upsertSubscription = db.prepare(`
    INSERT INTO subscriptions (id, channel_id, body) VALUES (:id, :channelId, :body)
    ON CONFLICT (id) DO UPDATE SET channel_id = excluded.channel_id, body = excluded.body`);
  const dropSubscription = db.prepare<[string]>('DELETE FROM subscriptions WHERE id = ?');

  const secretsOf = (id: string): Record<string, unknown> => JSON.parse(selectSecrets.get(id) ?? '{}');

  function all(): StoredChannel[] {
    return selectChannels.all().map((row) => ({
      ...JSON.parse(row.body),
      secretNames: Object.keys(JSON.parse(row.secrets)).sort(),
      offReason: row.off_reason,
      failingSince: row.failing_since,
    }));
  }

  const findChannel = (id: string): StoredChannel | null => all().find((each) => each.id === id) ?? null;
  const findSubscription = (id: string): Subscription | null =>
    selectSubscriptions
      .all()
      .map((body): Subscription => JSON.parse(body))
      .find((each) => each.id === id) ?? null;

  /** Settings and the names of secrets are written down, never a secret. */
  function note(
    kind: 'channel' | 'subscription',
    before: { id: string } | null,
    after: { id: string } | null,
    signed: Signature,
  ): void {
    const id = (after ?? before)?.id;
    if (id === undefined) return;
    const what = before === null ? 'made' : after === null ? 'removed' : 'changed';
    const subject = { kind, id };
    audit.append({ ...signed, scope: null, subject, what, reasonCode: null, note: null, before, after, undoes: null });
  }

  return {
    channels: () => ask(all),
    saveChannel: ({ offReason, failingSince, ...channel }, secrets, signed) =>
      write(() => {
        const before = findChannel(channel.id);
        const kept = JSON.stringify({ ...secretsOf(channel.id), ...secrets });
        upsertChannel.run({ id: channel.id, body: JSON.stringify(channel), secrets: kept, offReason, failingSince });
        note('channel', before, findChannel(channel.id), signed);
      }),
    channelSecrets: (id) => ask(() => secretsOf(id)),
    deleteChannel: (id, signed) =>
      write(() => {
        const uses = countUses.get(id) ?? 0;
        if (uses > 0) {
          throw new CodedError(
            'conflict',
            `Channel '${id}' is used by ${uses} subscriptions; give them another first.`,
          );
        }
        const before = findChannel(id);
        dropChannel.run(id);
        note('channel', before, null, signed);
      }),
    markChannel: (id, { offReason, failingSince }) => write(() => void mark.run(offReason, failingSince, id)),

    subscriptions: () =>
      ask(() => selectSubscriptions.all().map((body): Subscription => JSON.parse(body) as Subscription)),
    saveSubscription: (subscription, signed) =>
      write(() => {
        if (selectSecrets.get(subscription.channelId) === undefined) {
          throw new CodedError('invalid', `There is no channel '${subscription.channelId}'.`);
        }
        const { id, channelId } = subscription;
        const before = findSubscription(id);
        upsertSubscription.run({ id, channelId, body: JSON.stringify(subscription) });
        note('subscription', before, subscription, signed);
      }),
    deleteSubscription: (id, signed) =>
      write(() => {
        const before = findSubscription(id);
        deliveries.cancelOf(id);
        dropSubscription.run(id);
        note('subscription', before, null, signed);
      }),

    plannedSeq: () => ask(() => deliveries.plannedSeq()),
    told: (id, subject) => ask(() => deliveries.told(id, subject)),
    escalationsDue: (now, limit) => ask(() => deliveries.escalationsDue(now, limit)),
    plannedCount: (id, fromAt, toAt) => ask(() => deliveries.plannedCount(id, fromAt, toAt)),
    async commitPlan(plan) {
      try {
        await write(() => deliveries.commitPlan(plan));
        return true;
      } catch (error) {
        if (error instanceof StalePlan) return false;
        throw error;
      }
    },
    claimDelivery: (channelId, now, until) => write(() => deliveries.claim(channelId, now, until)),
    settleDeliveries: (ids, outcome) => write(() => deliveries.settle(ids, outcome)),
    releaseClaims: () => write(() => deliveries.release()),
    nextDueAt: (channelId) => ask(() => deliveries.nextDueAt(channelId)),
    resendDelivery: (id, at) => write(() => deliveries.resend(id, at)),
    waitingDeliveries: () => ask(() => deliveries.waiting()),
    deliveries: (query) => ask(() => deliveries.page(query)),
    decisions: (query) => ask(() => deliveries.decisions(query)),
  };
}
