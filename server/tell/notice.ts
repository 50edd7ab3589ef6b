// What the owner of a channel is told by another of their channels when it is switched off by the program: somebody who relies on
// it would else take its silence for calm.

import { stableId } from '../domain/hash.ts';
import type { Message } from '../domain/subscription/message.ts';
import type { StoredChannel } from '../seams/delivery-store.ts';

/** Other ways to the same owner that are tried; one is as good as the next. */
const MOST_WAYS = 5;

/** The owner's other channels that send. */
export function otherWays(all: readonly StoredChannel[], { id, owner }: StoredChannel): StoredChannel[] {
  return all.filter((each) => each.id !== id && each.owner === owner && each.offReason === null).slice(0, MOST_WAYS);
}

export function offNotice({ id, title }: StoredChannel, offReason: string, at: number): Message {
  return {
    id: stableId('off', id, at),
    subject: { kind: 'alert', id: `channel-${id}` },
    revision: 1,
    reason: 'notice',
    headline: `Channel '${title}' is switched off`,
    sentences: [
      offReason,
      'Messages wait for it. Mend its settings, send a test and switch it on: what waits then goes in its newest state.',
    ],
    facts: [],
    links: [],
    severity: 'high',
    confidence: 'high',
    beganAt: at,
    knownAt: at,
    supersedes: null,
    sequence: 1,
    decision: 'You own this channel too.',
  };
}
