// Sentences from whoever connects: receivers that are told to send to an address (AIS-catcher -P, feeders, multiplexers).
// Each connection is a sender of its own and is said to have left when it goes. Senders are made to wait while the hearer
// is busy, so nothing is lost here. The number of connections is bounded, and a connection on which no line ends is
// closed. It answers nothing.

import { createServer, type Socket } from 'node:net';
import { z } from 'zod';
import type { Clock } from '../../seams/clock.ts';
import { nmea } from '../formats/nmea.ts';
import { listening } from './listening.ts';
import { feedKind, USUAL_PAUSES } from './live-feed.ts';
import { createNewsQueue, type NewsQueue } from './news-queue.ts';
import { addressAndPort, listenAddress, ownPort } from './own-address.ts';

const Settings = z.strictObject({
  address: listenAddress(),
  listenPort: ownPort(10_110, 'The TCP port that senders connect to.'),
  mostSenders: z
    .int()
    .min(1)
    .max(1_000)
    .default(64)
    .meta({ title: 'Senders at most', description: 'Further connections are closed at once.' }),
});

export const tcpListener = feedKind<z.infer<typeof Settings>>({
  kind: 'tcp-listener',
  title: 'Sentences from whoever connects (TCP)',
  about: 'Receivers and feeders that connect to this machine and send !AIVDM sentences; each is a sender of its own.',
  settings: Settings,
  needsNothing: false,
  quietMs: null,
  pauses: USUAL_PAUSES,
  format: () => nmea,
  async *open({ address, listenPort, mostSenders }, session) {
    const { clock } = session;
    const sockets = new Set<Socket>();
    const queue = createNewsQueue({
      overflow: 'more than could be taken in',
      pieces: true,
      onTaken: () => {
        if (queue.waitingBytes <= RESUME_BYTES) for (const socket of sockets) socket.resume();
      },
    });
    let connections = 0;
    const server = createServer({ keepAlive: true, noDelay: true }, (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      const sender = `${++connections} ${addressAndPort(socket.remoteAddress ?? 'gone', socket.remotePort ?? 0)}`;
      readSender(socket, sender, queue, clock);
    });
    server.maxConnections = mostSenders;
    server.on('drop', () => {
      queue.put({ kind: 'lost', at: clock.now(), count: 1, reason: TOO_MANY });
    });
    yield* listening(
      server,
      {
        address,
        listenPort,
        queue,
        says: (where) => `Listening on ${where}.`,
        endAll() {
          for (const socket of sockets) socket.destroy();
        },
      },
      session,
    );
  },
});

export const TOO_MANY = 'a connection beyond the number of senders';
export const ENDLESS = 'a line without end';
/** Senders wait while so much of theirs is not taken; they go on below the lower mark. */
const PAUSE_BYTES = 1 << 20;
const RESUME_BYTES = 1 << 18;
/** A sentence with its tag blocks has some 200 bytes. */
const MOST_LINE_BYTES = 64 << 10;
const LF = 10;

function readSender(socket: Socket, sender: string, queue: NewsQueue, clock: Clock): void {
  let sinceLine = 0;
  socket.on('data', (bytes: Buffer) => {
    const at = clock.now();
    const lineEnd = bytes.lastIndexOf(LF);
    sinceLine = lineEnd < 0 ? sinceLine + bytes.length : bytes.length - 1 - lineEnd;
    if (sinceLine > MOST_LINE_BYTES) {
      queue.put({ kind: 'lost', at, count: 1, reason: ENDLESS });
      socket.destroy();
      return;
    }
    queue.put({ kind: 'heard', bytes, arrivedAt: at, sender });
    if (queue.waitingBytes > PAUSE_BYTES) socket.pause();
  });
  // A reset ends it like a farewell: what came before is kept, and the sender comes again.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => queue.put({ kind: 'left', at: clock.now(), sender }));
}
