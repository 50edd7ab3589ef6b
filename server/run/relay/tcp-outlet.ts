// The TCP side of our relay: whoever connects is sent every line from then on. Each client has a bound on what waits for it;
// one that does not take it in time is disconnected, counted and told, and no other client waits for it. What clients
// send is not read.

import { createServer, type Server, type Socket } from 'node:net';
import { addressAndPort } from '../../feeds/live/own-address.ts';
import { failureOf } from '../../feeds/live/socket-failure.ts';
import type { Clock } from '../../seams/clock.ts';
import type { RelaySettings } from './relay-settings.ts';

export interface TcpOutlet {
  send(bytes: Uint8Array): void;
  readonly clients: { from: string; sinceAt: number; bytes: number }[];
  readonly counts: { slow: number; turnedAway: number };
  /** Where it listens, or why it does not. */
  readonly state: { listening: boolean; says: string };
  close(): Promise<void>;
}

export interface OutletOptions extends Pick<RelaySettings, 'address' | 'listenPort' | 'mostClients'> {
  clock: Clock;
  note(says: string, wrong: boolean): void;
}

/** Half a minute of a world feed, and more than one post of a receiver holds. */
export const MOST_WAITING_BYTES = 4 << 20;
const AGAIN_MS = 10_000;

export function openTcpOutlet({ address, listenPort, mostClients, clock, note }: OutletOptions): TcpOutlet {
  const clients = new Map<Socket, { from: string; sinceAt: number; bytes: number }>();
  const counts = { slow: 0, turnedAway: 0 };
  const where = addressAndPort(address, listenPort);
  let state = { listening: false, says: `The relay is about to listen on ${where}.` };
  let server: Server | null = null;
  const ending = new AbortController();

  function admit(socket: Socket): void {
    const from = addressAndPort(socket.remoteAddress ?? 'gone', socket.remotePort ?? 0);
    clients.set(socket, { from, sinceAt: clock.now(), bytes: 0 });
    socket.on('close', () => clients.delete(socket));
    // A client that is cut off comes again, or does not.
    socket.on('error', () => socket.destroy());
    socket.resume();
  }

  async function listen(): Promise<void> {
    while (!ending.signal.aborted) {
      const opened = createServer({ noDelay: true, keepAlive: true }, admit);
      opened.maxConnections = mostClients;
      opened.on('drop', () => counts.turnedAway++);
      const failed = await new Promise<Error | null>((resolve) => {
        opened.once('error', resolve);
        opened.listen({ host: address, port: listenPort, exclusive: true }, () => resolve(null));
      });
      if (failed === null) {
        opened.on('error', (error) => note(`The relay: ${error.message}.`, true));
        server = opened;
        const bound = opened.address() as { address: string; port: number };
        state = { listening: true, says: `Serving on ${addressAndPort(bound.address, bound.port)}.` };
        return;
      }
      const { message } = failureOf(failed, where);
      if (state.says !== message) note(message, true);
      state = { listening: false, says: message };
      await clock.sleep(AGAIN_MS, ending.signal);
    }
  }
  const listening = listen();

  return {
    send(bytes) {
      for (const [socket, client] of clients) {
        if (socket.writableLength + bytes.length > MOST_WAITING_BYTES) {
          counts.slow++;
          clients.delete(socket);
          socket.destroy();
          note(`${client.from} did not take what it was sent and was disconnected.`, true);
          continue;
        }
        socket.write(bytes);
        client.bytes += bytes.length;
      }
    },
    get clients() {
      return [...clients.values()];
    },
    counts,
    get state() {
      return state;
    },
    async close() {
      ending.abort();
      for (const socket of clients.keys()) socket.destroy();
      await listening;
      if (server !== null) await new Promise((resolve) => server!.close(resolve));
    },
  };
}
