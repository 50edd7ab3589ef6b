// The drill: every kind of feed that connects to somebody, with every fault that the other side can have. Real sockets on
// loopback; the time is the test's. Each fault is told in one sentence that names the address and the fault, no key stands in
// it, and the next attempt comes after a pause that grows: never at once.

import { once } from 'node:events';
import { createServer as createHttp } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTls } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { feedKinds } from '../../../server/feeds/live/index.ts';
import type { FeedKind } from '../../../server/feeds/live/live-feed.ts';
import { EXPIRED } from './expired-certificate.ts';
import { endAll, type KeptFeed, keepFeed, turns } from './services/kept-feed.ts';

const SECRET = 'a-secret-nobody-may-see';
type Door = 'tcp' | 'socket' | 'mqtt' | 'http';

/** Whoever adds a kind says here how it connects, or that it connects to nobody. */
const DOORS: Readonly<Record<string, { door: Door; settings(address: string): Record<string, unknown> } | null>> = {
  aishub: { door: 'http', settings: (url) => ({ username: SECRET, url }) },
  aisstream: { door: 'socket', settings: (url) => ({ apiKey: SECRET, url }) },
  barentswatch: {
    door: 'http',
    settings: (url) => ({ clientId: 'me', clientSecret: SECRET, url, tokenUrl: `${url}/token` }),
  },
  digitraffic: { door: 'socket', settings: (url) => ({ url }) },
  folder: null,
  gpsd: { door: 'tcp', settings: hostAndPort },
  'http-post': null,
  kystverket: { door: 'tcp', settings: hostAndPort },
  mqtt: { door: 'mqtt', settings: (url) => ({ url, user: 'me', password: SECRET }) },
  openwaters: { door: 'socket', settings: (url) => ({ key: SECRET, url }) },
  serial: null,
  'signal-k': { door: 'socket', settings: (url) => ({ token: SECRET, url }) },
  stdin: null,
  'tcp-client': { door: 'tcp', settings: hostAndPort },
  'tcp-listener': null,
  'udp-listener': null,
};

function hostAndPort(address: string): Record<string, unknown> {
  const [host, port] = address.split(':');
  return { host, listenPort: Number(port) };
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  await endAll();
  for (const close of open.splice(0)) await close();
});

interface Peer {
  port: number;
  secure: boolean;
  /** Connections so far, and waiting for as many. */
  count(): number;
  until(count: number): Promise<void>;
}

async function peer(server: Server, secure = false): Promise<Peer> {
  let count = 0;
  const sockets = new Set<Socket>();
  const waits = new Set<() => void>();
  server.on('connection', (socket: Socket) => {
    count++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    for (const wake of waits) wake();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return {
    port: (server.address() as { port: number }).port,
    secure,
    count: () => count,
    until: (wanted) =>
      new Promise((resolve) => {
        const wake = () => {
          if (count < wanted) return;
          waits.delete(wake);
          resolve();
        };
        waits.add(wake);
        wake();
      }),
  };
}

const GARBAGE = Buffer.from(Array.from({ length: 4_000 }, (_, i) => (i * 7919 + (i >> 3)) % 256));

const FAULTS = {
  async refused() {
    const there = await peer(createServer());
    await (open.pop()!() as unknown);
    return there;
  },
  reset: () => peer(createServer((socket) => socket.resetAndDestroy())),
  'reset in mid-message': () =>
    peer(
      createServer((socket) => {
        socket.write('!AIVDM,1,1,,A,13u?etPv2;0n:dD');
        socket.once('data', () => socket.resetAndDestroy());
        setImmediate(() => socket.resetAndDestroy());
      }),
    ),
  garbage: () => peer(createServer((socket) => void socket.write(GARBAGE))),
  silent: () => peer(createServer((socket) => void socket.resume())),
  'status 401': () => status(401),
  'status 403': () => status(403),
  'status 429': () => status(429),
  'status 503': () => status(503),
  'status 302': () => status(302),
  'expired certificate': () =>
    peer(
      createTls(EXPIRED, (socket) => void socket.on('error', () => {})).on('tlsClientError', () => {}),
      true,
    ),
} as const;

function status(code: number): Promise<Peer> {
  const server = createHttp((_, response) => void response.writeHead(code, { location: 'http://127.0.0.1:1/' }).end());
  server.on('upgrade', (_, socket) => socket.end(`HTTP/1.1 ${code} No\r\nContent-Length: 0\r\n\r\n`));
  return peer(server);
}

function addressOf(door: Door, { port, secure }: Peer): string {
  if (door === 'tcp') return `127.0.0.1:${port}`;
  const scheme = { socket: 'ws', mqtt: 'mqtt', http: 'http' }[door];
  return `${scheme}${secure ? 's' : ''}://127.0.0.1:${port}`;
}

type Fault = keyof typeof FAULTS;
type Expected = { failure: (string | null)[]; says: RegExp; leastPauseMs?: number };

/** What is told of a fault by a door; undefined: the fault cannot be there. */
function expectedOf(door: Door, fault: Fault): Expected | undefined {
  if (fault === 'refused') return { failure: ['unreachable'], says: /nobody listens there/ };
  if (fault === 'reset' || fault === 'reset in mid-message') {
    // aisstream.io takes connections that are cut at once, again and again, for a block.
    return { failure: ['unreachable', 'refused', 'invalid'], says: /reset|broke|closed|blocked|not speak|not gpsd/ };
  }
  if (fault === 'garbage') return { failure: ['invalid'], says: /not speak|not gpsd|not this service/ };
  if (fault === 'silent')
    return { failure: ['unreachable', null], says: /no connection within|no answer within|Nothing was heard/ };
  if (door === 'tcp' || (door === 'mqtt' && fault !== 'expired certificate')) return undefined;
  if (fault === 'expired certificate') return { failure: ['invalid'], says: /certificate does not hold \(.*expired/ };
  if (fault === 'status 401' || fault === 'status 403') {
    return { failure: ['refused'], says: /refuses|not valid/, leastPauseMs: 30 * 60_000 };
  }
  if (fault === 'status 302') return { failure: ['invalid'], says: /has moved/ };
  return { failure: ['limited'], says: /too many requests|overloaded/, leastPauseMs: 90_000 };
}

/** Sentences from nowhere may be rubbish: a reader of sentences reads around it, and no fault is told. */
const READS_AROUND = new Set(['kystverket', 'tcp-client']);

async function nextEnd(feed: KeptFeed, count: number, there: Peer, fault: Fault) {
  if (fault === 'silent') {
    await there.until(count);
    await turns(20);
    for (let s = 0; s < 1_000 && feed.states.filter(({ how }) => how === 'closed').length < count; s++) {
      await feed.pass(1_000);
    }
  }
  return feed.closed(count);
}

const table = Object.entries(DOORS).flatMap(([name, entry]) =>
  entry === null
    ? []
    : (Object.keys(FAULTS) as Fault[]).flatMap((fault) => {
        const expected = READS_AROUND.has(name) && fault === 'garbage' ? undefined : expectedOf(entry.door, fault);
        return expected === undefined ? [] : [[name, fault, entry, expected] as const];
      }),
);

describe('the drill', () => {
  it('knows every kind of feed', () => {
    expect(feedKinds.map(({ kind }) => kind).sort()).toEqual(Object.keys(DOORS).sort());
  });

  it.each(table)('%s: %s', async (name, fault, { door, settings }, { failure, says, leastPauseMs = 0 }) => {
    const kind = feedKinds.find((known) => known.kind === name) as unknown as FeedKind<unknown>;
    const there = await FAULTS[fault]();
    const feed = keepFeed(kind, kind.settings.parse(settings(addressOf(door, there))));
    const pauses: number[] = [];
    for (let attempt = 1; attempt <= 3; attempt++) {
      const end = await nextEnd(feed, attempt, there, fault);
      expect(failure).toContain(end.failure);
      expect(end.says).toMatch(says);
      expect(end.says).toMatch(/^[^\n]{10,300}\.$/);
      if (end.failure !== null) expect(end.says).toContain('127.0.0.1');
      expect(end.says).not.toContain(SECRET);
      const pause = end.againAt - end.at;
      expect(pause).toBeGreaterThanOrEqual(Math.max(1_000, leastPauseMs));
      pauses.push(pause);
      const before = there.count();
      // Right up to the end of the pause there is no other attempt.
      await feed.pass(pause - 1);
      expect(feed.states.at(-1)!.how).toBe('closed');
      expect(there.count()).toBe(before);
      await feed.pass(1);
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
    expect(pauses[2]).toBeGreaterThan(leastPauseMs > 0 ? 0 : pauses[0]!);
  });
});
