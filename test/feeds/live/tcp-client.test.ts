// The faults of a server that sends sentences, one after the other, with real connections on loopback and a driven clock:
// what was sent outside an outage is read, and each fault is told in its own sentence.

import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { type ConnectionState, keepOpen } from '../../../server/feeds/live/keep-open.ts';
import type { FeedNews } from '../../../server/feeds/live/live-feed.ts';
import { tcpClient } from '../../../server/feeds/live/tcp-client.ts';
import { manualClock } from '../../../server/seams/clock.ts';
import { NOW, readNews } from './open-feed.ts';

const VOYAGE = encodeSentences({ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }, { sequence: 3 });
const fix = (mmsi: number) => encodeSentences({ type: 1, mmsi, lon: 131.9, lat: 43.1, speedKn: 9 })[0]!;

const open: { end(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.end();
});

async function serverOn(listenPort: number) {
  const sockets: Socket[] = [];
  const waits: (() => void)[] = [];
  const server: Server = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    sockets.push(socket);
    for (const wake of waits.splice(0)) wake();
  });
  server.listen(listenPort, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    listenPort: (server.address() as { port: number }).port,
    stop,
    /** The connection of this number, from 1, once it stands. */
    async client(number: number): Promise<Socket> {
      while (sockets.length < number) await new Promise<void>((resolve) => waits.push(resolve));
      return sockets[number - 1]!;
    },
  };
}

function keptOpen(listenPort: number) {
  const settings = { host: '127.0.0.1', listenPort };
  const clock = manualClock(NOW);
  const ending = new AbortController();
  const states: ConnectionState[] = [];
  const news: FeedNews[] = [];
  const waits = new Set<() => void>();
  const look = () => {
    for (const wait of waits) wait();
  };
  const done = keepOpen(tcpClient, settings, {
    signal: ending.signal,
    clock,
    random: () => 0,
    hear: (one) => {
      news.push(one);
      look();
    },
    tell: (state) => {
      states.push(state);
      look();
    },
  });
  open.push({
    end: () => {
      ending.abort();
      return done;
    },
  });
  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const wait = () => {
        if (!holds()) return;
        waits.delete(wait);
        resolve();
      };
      waits.add(wait);
      wait();
    });
  const closings = () => states.filter((state) => state.how === 'closed');
  return {
    clock,
    read: () => readNews(tcpClient, settings, news),
    bytes: (count: number) =>
      until(() => news.reduce((sum, one) => sum + (one.kind === 'heard' ? one.bytes.length : 0), 0) >= count),
    /** What the fault of this number, from 1, was called. */
    async closing(number: number) {
      await until(() => closings().length >= number);
      return closings()[number - 1]!;
    },
    opened: (number: number) => until(() => states.filter(({ how }) => how === 'open').length >= number),
    /** Time goes on to the next attempt. */
    async again() {
      // The pause begins right after the closing is told.
      await new Promise((resolve) => setImmediate(resolve));
      clock.set(closings().at(-1)!.againAt);
    },
  };
}

describe('a server of sentences', () => {
  it('that is not there yet is told, and heard as soon as it is', async () => {
    const first = await serverOn(0);
    await first.stop();
    const feed = keptOpen(first.listenPort);
    expect(await feed.closing(1)).toMatchObject({
      failure: 'unreachable',
      says: `127.0.0.1:${first.listenPort}: nobody listens there.`,
    });
    const server = await serverOn(first.listenPort);
    open.push({ end: server.stop });
    await feed.again();
    (await server.client(1)).write(`${fix(273_111_222)}\r\n`);
    await feed.bytes(10);
    expect(feed.read().reports).toHaveLength(1);
  });

  it('that resets in the middle of a message loses that message alone', async () => {
    const server = await serverOn(0);
    open.push({ end: server.stop });
    const feed = keptOpen(server.listenPort);
    const first = await server.client(1);
    const before = `${fix(273_000_001)}\r\n${VOYAGE[0]}\r\n${VOYAGE[1]!.slice(0, 12)}`;
    first.write(before);
    await feed.bytes(before.length);
    first.resetAndDestroy();
    expect(await feed.closing(1)).toMatchObject({
      failure: 'unreachable',
      says: `127.0.0.1:${server.listenPort}: the connection was reset.`,
    });
    await feed.again();
    const after = `${fix(273_000_002)}\r\n${VOYAGE.join('\r\n')}\r\n`;
    (await server.client(2)).write(after);
    await feed.bytes(before.length + after.length);
    expect(feed.read().reports.map(({ mmsi }) => mmsi)).toEqual(
      expect.arrayContaining([273_000_001, 273_000_002, 273_111_222]),
    );
  });

  it('that says nothing more, though the connection stands, is left after half a minute', async () => {
    const server = await serverOn(0);
    open.push({ end: server.stop });
    const feed = keptOpen(server.listenPort);
    const first = await server.client(1);
    first.write(`${fix(273_000_001)}\r\n`);
    await feed.bytes(10);
    await new Promise((resolve) => setImmediate(resolve));
    feed.clock.set(NOW + 31_000);
    expect(await feed.closing(1)).toMatchObject({
      failure: null,
      says: 'Nothing was heard for 30 s; the connection is opened anew.',
    });
    await feed.again();
    (await server.client(2)).write(`${fix(273_000_002)}\r\n`);
    await feed.opened(2);
    await feed.bytes(60);
    expect(feed.read().reports.map(({ mmsi }) => mmsi)).toEqual([273_000_001, 273_000_002]);
  });

  it('that talks rubbish in between is read around it, and the rubbish is counted', async () => {
    const server = await serverOn(0);
    open.push({ end: server.stop });
    const feed = keptOpen(server.listenPort);
    const rubbish = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256));
    const said = Buffer.concat([
      Buffer.from(`${fix(273_000_001)}\r\n`),
      rubbish,
      Buffer.from(`\r\n!AIVDM,1,1,,A,1,0*00\r\n${fix(273_000_002)}\r\n`),
    ]);
    (await server.client(1)).write(said);
    await feed.bytes(said.length);
    const { reports, rejects } = feed.read();
    expect(reports.map(({ mmsi }) => mmsi)).toEqual([273_000_001, 273_000_002]);
    expect(rejects['bad checksum']).toBe(1);
  });

  it('that is started again is heard again, and nothing but the outage is missing', async () => {
    const first = await serverOn(0);
    const feed = keptOpen(first.listenPort);
    (await first.client(1)).write(`${fix(273_000_001)}\r\n`);
    await feed.bytes(10);
    (await first.client(1)).end();
    expect(await feed.closing(1)).toMatchObject({ failure: null, says: 'The other side has closed the connection.' });
    await first.stop();
    await feed.again();
    expect(await feed.closing(2)).toMatchObject({ failure: 'unreachable' });
    const second = await serverOn(first.listenPort);
    open.push({ end: second.stop });
    await feed.again();
    (await second.client(1)).write(`${fix(273_000_002)}\r\n`);
    await feed.bytes(60);
    expect(feed.read().reports.map(({ mmsi }) => mmsi)).toEqual([273_000_001, 273_000_002]);
  });
});
