// A server of ours from its opening to its end, for kinds of feeds that wait for others to come: it listens where it is set to,
// says where, gives the news that gather in its queue, and closes.

import { once } from 'node:events';
import type { Server } from 'node:net';
import type { FeedNews, FeedSession } from './live-feed.ts';
import type { NewsQueue } from './news-queue.ts';
import { addressAndPort } from './own-address.ts';
import { failureOf } from './socket-failure.ts';

export interface ListeningOptions {
  address: string;
  listenPort: number;
  queue: NewsQueue;
  /** One sentence of where it listens, "address:port". */
  says(where: string): string;
  /** Ends the connections that stand. */
  endAll(): void;
}

export async function* listening(
  server: Server,
  { address, listenPort, queue, says, endAll }: ListeningOptions,
  { signal, clock }: FeedSession,
): AsyncGenerator<FeedNews, void> {
  const stop = () => queue.end();
  signal.addEventListener('abort', stop, { once: true });
  try {
    server.listen({ host: address, port: listenPort, exclusive: true });
    await once(server, 'listening');
    server.on('error', (error) => queue.end(error));
    const bound = server.address() as { address: string; port: number };
    queue.put({ kind: 'open', at: clock.now(), says: says(addressAndPort(bound.address, bound.port)) });
    if (!signal.aborted) yield* queue;
  } catch (error) {
    if (!signal.aborted) throw failureOf(error, addressAndPort(address, listenPort));
  } finally {
    signal.removeEventListener('abort', stop);
    server.close();
    endAll();
  }
}
