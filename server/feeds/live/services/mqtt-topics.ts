// Messages of topics from an MQTT broker (3.1.1), over TCP or WebSocket, with or without TLS: connects, subscribes, and hands
// on what comes in a queue with a bound. It never connects again by itself, and never publishes.

import { randomUUID } from 'node:crypto';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { FeedFailure, type FeedNews, type FeedSession } from '../live-feed.ts';
import { createNewsQueue } from '../news-queue.ts';
import { failureOf } from '../socket-failure.ts';
import { failureOfStatus } from './http-refusal.ts';

export interface TopicsOptions {
  /** mqtt, mqtts, ws or wss. */
  url: string;
  topics: readonly string[];
  user?: string;
  password?: string;
  /** Sent with the opening of a WebSocket. */
  headers?: Readonly<Record<string, string>>;
  /** The bytes of a message for the track format; null: it says only that the other side is alive; a text: why it is lost. */
  take(topic: string, payload: Buffer): Uint8Array | string | null;
}

const CONNECT_MS = 15_000;
const KEEPALIVE_S = 30;
const MOST_PAYLOAD_BYTES = 1 << 20;

export async function* readTopics(
  options: TopicsOptions,
  { signal, clock, watched }: FeedSession,
): AsyncGenerator<FeedNews, void> {
  const { url, topics, take } = options;
  const host = new URL(url).host;
  const queue = createNewsQueue({ overflow: 'more messages than could be read', watched });
  const client = mqtt.connect(url, clientOptions(options));
  const deadline = new AbortController();
  const fail = (error: unknown) => queue.end(failureOfMqtt(error, host));
  const stop = () => queue.end();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  void clock.sleep(CONNECT_MS, deadline.signal).then(() => {
    if (!deadline.signal.aborted) fail(new Error(`no connection within ${CONNECT_MS / 1000} s`));
  });
  client.on('connect', () => {
    void subscribe(client, topics).then((refused) => {
      deadline.abort();
      if (refused !== null)
        return fail(new FeedFailure('refused', `${host}: the broker does not give the topic ${refused} to this user.`));
      queue.put({ kind: 'open', at: clock.now(), says: `Connected to ${host}, subscribed to ${topics.join(', ')}.` });
    }, fail);
  });
  client.on('message', (topic, payload) => {
    const at = clock.now();
    const taken = payload.length > MOST_PAYLOAD_BYTES ? 'message longer than 1 MiB' : take(topic, payload);
    if (taken === null) queue.put({ kind: 'alive', at });
    else if (typeof taken === 'string') queue.put({ kind: 'lost', at, count: 1, reason: taken });
    else queue.put({ kind: 'heard', bytes: taken, arrivedAt: at, sender: '' });
  });
  client.on('error', fail);
  // The client keeps to itself what a WebSocket fails with.
  client.stream.on('error', fail);
  client.on('close', () => queue.end());
  try {
    yield* queue;
  } finally {
    deadline.abort();
    signal.removeEventListener('abort', stop);
    // A farewell where the connection stands; errors of a connection that is given up are nobody's.
    const given = client.connected;
    client.end(!given);
    if (!given) client.stream.destroy();
  }
}

function clientOptions({ user, password, headers }: TopicsOptions): IClientOptions {
  return {
    protocolVersion: 4,
    clientId: `keelwatch-${randomUUID().slice(0, 8)}`,
    clean: true,
    keepalive: KEEPALIVE_S,
    reconnectPeriod: 0,
    resubscribe: false,
    // The deadline of the session goes by its clock and comes first.
    connectTimeout: 4 * CONNECT_MS,
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    ...(headers === undefined ? {} : { wsOptions: { headers } }),
  };
}

/** The topic that was refused, or null. */
async function subscribe(client: MqttClient, topics: readonly string[]): Promise<string | null> {
  try {
    const granted = await client.subscribeAsync([...topics], { qos: 0 });
    return granted.find(({ qos }) => (qos as number) >= 128)?.topic ?? null;
  } catch (error) {
    if (/subscribe error|unspecified error/i.test(String(error)) || (error as { code?: unknown }).code === 128)
      return topics.join(', ');
    throw error;
  }
}

function failureOfMqtt(error: unknown, host: string): FeedFailure {
  const { code, message = '' } = error as { code?: unknown; message?: string };
  if (code === 4 || code === 5 || code === 2) {
    return new FeedFailure('refused', `${host}: the broker refuses the user name or password.`, { cause: error });
  }
  if (code === 3) return new FeedFailure('limited', `${host}: the broker is not available just now.`, { cause: error });
  if (code === 1) return new FeedFailure('invalid', `${host}: the broker does not speak MQTT 3.1.1.`, { cause: error });
  const status = /^Unexpected server response: (\d{3})$/.exec(message)?.[1];
  if (status !== undefined) return failureOfStatus(Number(status), host);
  const garbled = /header flag|packet|protocol|Invalid|Cannot parse|Only one connack/i.test(message);
  if ((garbled && typeof code !== 'string') || String(code).startsWith('HPE_')) {
    return new FeedFailure('invalid', `${host}: what answers there does not speak MQTT.`, { cause: error });
  }
  return failureOf(error, host);
}
