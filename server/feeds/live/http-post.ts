// Posts of a receiver: a listener of its own for AIS-catcher's HTTP output (JSON, one JSON a line, or sentences; plain or
// gzip). An empty post is its heartbeat. Beyond loopback nobody posts without the token. A body is bounded before and after
// unpacking, and is taken whole or not at all.

import { createServer } from 'node:http';
import { z } from 'zod';
import { aisCatcher } from '../formats/ais-catcher.ts';
import { listening } from './listening.ts';
import { feedKind, USUAL_PAUSES } from './live-feed.ts';
import { createNewsQueue } from './news-queue.ts';
import { isLoopback, listenAddress, ownPort } from './own-address.ts';
import { isEmptyPost, type Post, readPost } from './post-body.ts';

const Settings = z
  .strictObject({
    address: listenAddress(),
    listenPort: ownPort(8_110, 'The TCP port of the address that the receiver posts to, http://…:8110/.'),
    token: z
      .string()
      .min(12)
      .max(200)
      .regex(/^[!-~]+$/, 'has blanks or other than ASCII characters')
      .optional()
      .meta({
        title: 'Token',
        description: 'Asked of every post, as Bearer token or as the password of Basic. Needed beyond this machine.',
        secret: true,
      }),
  })
  .refine(({ address, token }) => token !== undefined || isLoopback(address), {
    path: ['token'],
    message: 'is needed where other machines can post',
  });

export const httpPost = feedKind<z.infer<typeof Settings>>({
  kind: 'http-post',
  title: 'Posts of AIS-catcher (HTTP)',
  about:
    'Receivers with AIS-catcher that post their messages here (-H http://…). Empty posts show that they are alive.',
  settings: Settings,
  needsNothing: false,
  quietMs: null,
  pauses: USUAL_PAUSES,
  format: () => aisCatcher,
  async *open({ address, listenPort, token }, session) {
    const { clock } = session;
    const queue = createNewsQueue({ overflow: OVERFLOW, mostBytes: 64 << 20 });
    let posts = 0;
    /** What the receiver is answered. */
    function take({ status, body }: Post, from: string): number {
      const at = clock.now();
      if (status !== 200) return status;
      if (isEmptyPost(body)) {
        queue.put({ kind: 'alive', at });
        return 200;
      }
      // What was answered with 200 is not given up for what comes later.
      if (!queue.hasRoomFor(body.length)) {
        queue.put({ kind: 'lost', at, count: 1, reason: OVERFLOW });
        return 503;
      }
      const sender = `${++posts} ${from}`;
      queue.put({ kind: 'heard', bytes: body, arrivedAt: at, sender });
      // A post is whole: what of it is not finished never will be.
      queue.put({ kind: 'left', at, sender });
      return 200;
    }
    const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000 }, (request, response) => {
      void readPost(request, token ?? null).then((post) => {
        const status = take(post, request.socket.remoteAddress ?? 'gone');
        response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...HEADERS[status] });
        response.end(`${SAYS[status]}\n`);
      });
    });
    server.maxConnections = 64;
    yield* listening(
      server,
      {
        address,
        listenPort,
        queue,
        says: (where) => `Waiting for posts at http://${where}/.`,
        endAll: () => server.closeAllConnections(),
      },
      session,
    );
  },
});

const OVERFLOW = 'more than could be taken in';

const SAYS: Readonly<Record<number, string>> = {
  200: 'Taken.',
  400: 'The body could not be unpacked, or broke off.',
  401: 'A token is asked for.',
  405: 'Only POST is taken.',
  413: 'The body is too large.',
  415: 'JSON or sentences are taken, plain or gzip.',
  503: 'Busy; post again later.',
};

/** What was not read in full cannot be followed by another request. */
const HEADERS: Readonly<Record<number, Record<string, string>>> = {
  400: { Connection: 'close' },
  401: { Connection: 'close', 'WWW-Authenticate': 'Basic realm="keelwatch"' },
  405: { Connection: 'close', Allow: 'POST' },
  413: { Connection: 'close' },
  415: { Connection: 'close' },
  503: { 'Retry-After': '60' },
};
