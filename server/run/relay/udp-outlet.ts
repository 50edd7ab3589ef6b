// The UDP side of our relay, for one target: a datagram for each message. A target where nobody listens costs nothing but a
// count, and what the system cannot take is dropped and counted.

import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { failureOf } from '../../feeds/live/socket-failure.ts';
import type { Clock } from '../../seams/clock.ts';
import { targetOf } from './relay-settings.ts';

export interface UdpOutlet {
  send(bytes: Uint8Array): void;
  readonly status: { to: string; datagrams: number; lost: number; says: string };
  close(): void;
}

const MOST_QUEUED = 1_000;
const AGAIN_MS = 30_000;
/** After so long without a failure a target is well again. */
const WELL_MS = 10_000;

export function openUdpOutlet(to: string, clock: Clock): UdpOutlet {
  const { host, port } = targetOf(to);
  const ending = new AbortController();
  let socket: Socket | null = null;
  let failedAt = Number.NEGATIVE_INFINITY;
  let why = '';
  let datagrams = 0;
  let lost = 0;

  function fail(error: Error): void {
    lost++;
    failedAt = clock.now();
    why = failureOf(error, to).message;
  }

  /** The name is looked up once; where that fails, again after a while. */
  async function connect(): Promise<void> {
    while (!ending.signal.aborted) {
      const opened = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
      const failed = await new Promise<Error | null>((resolve) => {
        opened.once('error', resolve);
        opened.once('connect', () => resolve(null));
        opened.connect(port, host, (error?: Error) => resolve(error ?? null));
      });
      if (ending.signal.aborted) {
        opened.close();
        return;
      }
      opened.on('error', fail);
      if (failed === null) {
        socket = opened;
        return;
      }
      opened.close();
      fail(failed);
      await clock.sleep(AGAIN_MS, ending.signal);
    }
  }
  void connect();

  return {
    send(bytes) {
      if (socket === null || socket.getSendQueueCount() >= MOST_QUEUED) {
        lost++;
        return;
      }
      socket.send(bytes, (error) => {
        if (error === null) datagrams++;
        else if (!ending.signal.aborted) fail(error);
      });
    },
    get status() {
      const ill = clock.now() - failedAt < WELL_MS || (socket === null && why !== '');
      return { to, datagrams, lost, says: ill ? why : '' };
    },
    close() {
      ending.abort();
      socket?.close();
      socket = null;
    },
  };
}
