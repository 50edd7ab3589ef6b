// Sentences in datagrams: what most receivers, plotters and feeders send. One datagram may hold several sentences, and the
// parts of one message may come in two, in either order; they belong together by the address that sent them. A datagram is
// whole: it gets a line end where it has none. Anybody who reaches the port can send, under any address: it is believed
// no more than that.

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { isIPv6 } from 'node:net';
import { z } from 'zod';
import { nmea } from '../formats/nmea.ts';
import { feedKind, USUAL_PAUSES } from './live-feed.ts';
import { createNewsQueue } from './news-queue.ts';
import { addressAndPort, listenAddress, ownPort } from './own-address.ts';
import { createRateLimit, TOO_OFTEN } from './rate-limit.ts';
import { failureOf } from './socket-failure.ts';

const Settings = z.strictObject({
  address: listenAddress(),
  listenPort: ownPort(10_110, 'The UDP port that receivers send to, often 10110.'),
  mostPerSecond: z.int().min(1).max(100_000).default(1_000).meta({
    title: 'Sentences a second',
    description: 'Of each sender at most; what is beyond is discarded, watched ships last.',
  }),
});

export const udpListener = feedKind<z.infer<typeof Settings>>({
  kind: 'udp-listener',
  title: 'Sentences in datagrams (UDP)',
  about:
    'Receivers and feeders that send !AIVDM sentences to a UDP port of this machine. Senders cannot be told from forgers.',
  settings: Settings,
  needsNothing: false,
  quietMs: null,
  pushes: true,
  pauses: USUAL_PAUSES,
  format: () => nmea,
  async *open({ address, listenPort, mostPerSecond }, { signal, clock, watched }) {
    const queue = createNewsQueue({ overflow: OVERFLOW, watched });
    const limit = createRateLimit({ perSecond: mostPerSecond, clock, watched });
    const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', recvBufferSize: RECEIVE_BYTES });
    socket.on('message', (datagram, { address: from, port }) => {
      if (datagram.length === 0) {
        queue.put({ kind: 'alive', at: clock.now() });
        return;
      }
      const sender = addressAndPort(from, port);
      const at = clock.now();
      const { kept, discarded } = limit.pass(wholeLines(datagram), sender);
      if (discarded > 0) queue.put({ kind: 'discarded', at, count: discarded, reason: TOO_OFTEN });
      if (kept !== null) queue.put({ kind: 'heard', bytes: kept, arrivedAt: at, sender });
    });
    const stop = () => queue.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      socket.bind({ address, port: listenPort, exclusive: true });
      await once(socket, 'listening');
      socket.on('error', (error) => queue.end(error));
      const bound = socket.address();
      queue.put({
        kind: 'open',
        at: clock.now(),
        says: `Listening on ${addressAndPort(bound.address, bound.port)} (UDP).`,
      });
      if (!signal.aborted) yield* queue;
    } catch (error) {
      if (!signal.aborted) throw failureOf(error, `${addressAndPort(address, listenPort)} (UDP)`);
    } finally {
      signal.removeEventListener('abort', stop);
      socket.close();
    }
  },
});

export const OVERFLOW = 'more than could be taken in';
/** The system's own queue, for the moments in which the program is busy. */
const RECEIVE_BYTES = 4 << 20;
const LF = 10;

function wholeLines(datagram: Uint8Array): Uint8Array {
  if (datagram[datagram.length - 1] === LF) return datagram;
  const lines = new Uint8Array(datagram.length + 1);
  lines.set(datagram);
  lines[datagram.length] = LF;
  return lines;
}
