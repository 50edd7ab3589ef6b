// The last stretch of the canary's way: the plan's reader of the log comes upon its alert, a delivery is planned, and the sender
// claims and sends it by a channel of the program's own, which leads nowhere and answers at once. That answer is the receipt.
// No subscription of a person has a part in it.

import { z } from 'zod';
import type { AnyChannel } from '../channels/channel.ts';
import type { Alert } from '../domain/alert.ts';
import { CANARY_ID } from '../domain/canary.ts';
import { stableId } from '../domain/hash.ts';
import type { PlannedDelivery, StoredChannel } from '../seams/delivery-store.ts';

/** In no list of channels. */
export const CANARY_CHANNEL: StoredChannel = {
  id: CANARY_ID,
  kind: 'receipt',
  title: 'Canary',
  owner: 'keelwatch',
  settings: {},
  secretNames: [],
  offReason: null,
  failingSince: null,
  createdAt: 0,
};

export const receiptChannel: AnyChannel = {
  kind: 'receipt',
  title: 'Canary',
  about: 'Leads nowhere and answers at once.',
  settings: z.strictObject({}),
  abilities: ['new'],
  limits: { aMinute: 60, atOnce: 1 },
  request: () => ({ over: 'nowhere' }),
  judge: (answer) =>
    answer.answered
      ? { outcome: 'accepted', remote: null, said: 'received' }
      : { outcome: 'passing', said: answer.body, retryAfterMs: null, doubtful: false },
};

/** One delivery a run; the time in the sentence is its revision. */
export function canaryDelivery(alert: Alert, at: number): PlannedDelivery {
  const revision = Math.floor(alert.fromAt / 1000);
  const id = stableId('delivery', CANARY_ID, revision);
  const subject = { kind: 'alert', id: CANARY_ID } as const;
  return {
    id,
    subscriptionId: CANARY_ID,
    channelId: CANARY_CHANNEL.id,
    subject,
    revision,
    reason: 'first',
    sequence: 1,
    bundle: null,
    plannedAt: at,
    dueAt: at,
    said: '',
    message: {
      id,
      subject,
      revision,
      reason: 'test',
      headline: 'The canary has sung',
      sentences: ['This proves the way from a feed to here. No ship is meant.'],
      facts: [],
      links: [],
      severity: 'info',
      confidence: 'high',
      beganAt: alert.fromAt,
      knownAt: at,
      supersedes: null,
      sequence: 1,
      decision: 'The canary goes to nobody.',
    },
  };
}
