// Channels as people set them up: settings are read by the channel's own schema, secrets go in and never come out, a test sends
// the real request and tells the real answer.

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { AnyChannel, Verdict } from '../channels/channel.ts';
import type { Means } from '../channels/transport/send.ts';
import type { Signature } from '../domain/desk/deed.ts';
import { CodedError } from '../domain/errors.ts';
import type { Message } from '../domain/subscription/message.ts';
import type { Clock } from '../seams/clock.ts';
import type { StoredChannel } from '../seams/delivery-store.ts';
import type { Store } from '../seams/store.ts';
import { attemptOn } from './deliver.ts';

export interface ChannelDesk {
  kinds(): { kind: string; title: string; about: string; abilities: string[]; settings: Record<string, unknown> }[];
  make(
    request: { kind: string; title: string; owner: string; settings: Record<string, unknown> },
    signed: Signature,
  ): Promise<StoredChannel>;
  change(
    id: string,
    change: { title?: string; owner?: string; on?: boolean; settings?: Record<string, unknown> },
    signed: Signature,
  ): Promise<StoredChannel>;
  /** What a browser is given to subscribe with. */
  pushKey(): string;
  /** Sends one message that says it is a test. */
  test(id: string): Promise<Verdict>;
}

export interface ChannelDeskDeps {
  store: Store;
  clock: Clock;
  channels: readonly AnyChannel[];
  means: Omit<Means, 'signal' | 'now'>;
  /** Channels may send again. */
  wake(): void;
}

export function createChannelDesk({ store, clock, channels, means, wake }: ChannelDeskDeps): ChannelDesk {
  function kindOf(kind: string): AnyChannel {
    const found = channels.find((each) => each.kind === kind);
    if (found) return found;
    throw new CodedError(
      'invalid',
      `There is no channel '${kind}'; there are ${channels.map((c) => c.kind).join(', ')}.`,
    );
  }

  async function stored(id: string): Promise<StoredChannel> {
    const found = (await store.channels()).find((each) => each.id === id);
    if (!found) throw new CodedError('not_found', `There is no channel '${id}'.`);
    return found;
  }

  /** Reads what was typed together with what stands; an empty secret means the one that stands. */
  async function save(
    channel: Omit<StoredChannel, 'secretNames' | 'settings'>,
    before: Record<string, unknown>,
    given: Record<string, unknown>,
    signed: Signature,
  ): Promise<StoredChannel> {
    const kind = kindOf(channel.kind);
    const secret = secretNames(kind);
    const typed = Object.fromEntries(
      Object.entries(given).filter(([name, value]) => value !== null && !(secret.has(name) && value === '')),
    );
    const kept = Object.fromEntries(Object.entries(before).filter(([name]) => given[name] !== null));
    const read = kind.settings.safeParse({ ...kept, ...typed });
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new CodedError(
        'invalid',
        `Setting '${issue?.path.join('.') ?? ''}': ${issue?.message ?? 'cannot be read'}.`,
      );
    }
    const all = Object.entries(read.data as Record<string, unknown>).filter(([, value]) => value !== undefined);
    const settings = Object.fromEntries(all.filter(([name]) => !secret.has(name)));
    const secrets = Object.fromEntries(all.filter(([name]) => secret.has(name)));
    await store.saveChannel({ ...channel, settings }, secrets, signed);
    wake();
    return stored(channel.id);
  }

  return {
    kinds: () =>
      channels.map(({ kind, title, about, abilities, settings }) => ({
        kind,
        title,
        about,
        abilities: [...abilities],
        settings: z.toJSONSchema(settings, { io: 'input' }) as Record<string, unknown>,
      })),

    pushKey() {
      if (means.pushKeys === undefined) throw new CodedError('unavailable', 'There is no key for push services here.');
      return means.pushKeys().publicKey;
    },

    make({ kind, title, owner, settings }, signed) {
      const channel = { id: randomUUID(), kind, title, owner, offReason: null, failingSince: null };
      const secrets = secretNames(kindOf(kind)).has('unsubscribeToken') ? { unsubscribeToken: randomUUID() } : {};
      return save({ ...channel, createdAt: clock.now() }, {}, { ...secrets, ...settings }, signed);
    },

    async change(id, { title, owner, on, settings = {} }, signed) {
      const { secretNames: _, settings: before, ...channel } = await stored(id);
      const offReason = on === undefined ? channel.offReason : on ? null : 'A person has switched it off.';
      const changed = {
        ...channel,
        title: title ?? channel.title,
        owner: owner ?? channel.owner,
        offReason,
        failingSince: on === true ? null : channel.failingSince,
      };
      return save(changed, { ...before, ...(await store.channelSecrets(id)) }, settings, signed);
    },

    async test(id) {
      const channel = await stored(id);
      const now = () => clock.now();
      const attempt = {
        channel: kindOf(channel.kind),
        stored: channel,
        message: testMessage(now()),
        before: null,
        doubtful: false,
      };
      return attemptOn(attempt, store, { ...means, signal: new AbortController().signal, now });
    },
  };
}

export function secretNames({ settings }: Pick<AnyChannel, 'settings'>): Set<string> {
  const { properties = {} } = z.toJSONSchema(settings, { io: 'input' });
  return new Set(
    Object.entries(properties)
      .filter(([, field]) => typeof field === 'object' && 'secret' in field && field.secret === true)
      .map(([name]) => name),
  );
}

function testMessage(at: number): Message {
  return {
    id: randomUUID().replaceAll('-', ''),
    subject: { kind: 'alert', id: 'test' },
    revision: 1,
    reason: 'test',
    headline: 'Test: keelwatch reaches you here',
    sentences: ['This is a test of the channel. No ship is meant.'],
    facts: [],
    links: [],
    severity: 'info',
    confidence: 'high',
    beganAt: at,
    knownAt: at,
    supersedes: null,
    sequence: 1,
    decision: 'A person asked for this test.',
  };
}
