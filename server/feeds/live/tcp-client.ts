// Sentences from a TCP server that talks first: a receiver, a multiplexer, an aggregator. Reading stops while the hearer is
// busy, so that the other side feels it.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import { nmea } from '../formats/nmea.ts';
import { type FeedNews, type FeedSession, feedKind, USUAL_PAUSES } from './live-feed.ts';
import { failureOf } from './socket-failure.ts';

const Settings = z.strictObject({
  host: z.string().min(1).max(253).meta({ title: 'Host', description: 'Name or address of the server.' }),
  listenPort: z.int().min(1).max(65_535).meta({ title: 'Port', description: 'Its TCP port, often 10110 or 5631.' }),
});

export const tcpClient = feedKind<z.infer<typeof Settings>>({
  kind: 'tcp-client',
  title: 'Sentences from a TCP server',
  about: 'A receiver or multiplexer that sends !AIVDM sentences, with or without tag blocks, to whoever connects.',
  settings: Settings,
  needsNothing: false,
  quietMs: 30_000,
  pauses: USUAL_PAUSES,
  format: () => nmea,
  open: ({ host, listenPort }, session) => readSocket(host, listenPort, session),
});

/** How long a connection may take to stand. */
const CONNECT_MS = 15_000;

/** What a TCP server says from the first byte on. `greet` is sent once the connection stands. */
export async function* readSocket(
  host: string,
  listenPort: number,
  { signal, clock }: FeedSession,
  greet?: string,
): AsyncGenerator<FeedNews, void> {
  const socket: Socket = connect({ host, port: listenPort, keepAlive: true });
  const stop = () => socket.destroy();
  signal.addEventListener('abort', stop, { once: true });
  const deadline = new AbortController();
  let late = false;
  void clock.sleep(CONNECT_MS, deadline.signal).then(() => {
    late = socket.connecting;
    if (late) socket.destroy();
  });
  try {
    await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
    deadline.abort();
    if (socket.destroyed) {
      if (signal.aborted) return;
      throw new Error(late ? `no connection within ${CONNECT_MS / 1000} s` : 'the connection was closed at once');
    }
    if (greet !== undefined) socket.write(greet);
    yield { kind: 'open', at: clock.now(), says: `Connected to ${host}:${listenPort}.` };
    for await (const bytes of socket) {
      yield { kind: 'heard', bytes: bytes as Uint8Array, arrivedAt: clock.now(), sender: '' };
    }
  } catch (error) {
    if (!signal.aborted) throw failureOf(error, `${host}:${listenPort}`);
  } finally {
    deadline.abort();
    signal.removeEventListener('abort', stop);
    socket.destroy();
  }
}
