// Datagrams from real sockets on loopback, as receivers send them.

import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { udpListener } from '../../../server/feeds/live/udp-listener.ts';
import { NOW, type OpenFeed, openFeed, readNews } from './open-feed.ts';

const SETTINGS = { address: '127.0.0.1', listenPort: 0, mostPerSecond: 1_000 };
const FIX = encodeSentences({ type: 1, mmsi: 273_111_222, lon: 131.9, lat: 43.1, speedKn: 9 })[0]!;
const OTHER = encodeSentences({ type: 1, mmsi: 273_333_444, lon: 130.3, lat: 42.2, speedKn: 3 })[0]!;
const VOYAGE = encodeSentences({ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }, { sequence: 3 });
const OTHERS = encodeSentences({ type: 5, mmsi: 273_333_444, name: 'MAIA', destination: 'DUNAI' }, { sequence: 3 });

const open: { end(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

function listening(): OpenFeed {
  const feed = openFeed(udpListener, SETTINGS);
  open.push(feed);
  return feed;
}

function sender(listenPort: number): (datagram: string) => Promise<void> {
  const socket: Socket = createSocket('udp4');
  open.push({ end: () => socket.close() });
  return (datagram) =>
    new Promise((resolve, reject) =>
      socket.send(datagram, listenPort, '127.0.0.1', (error) => (error ? reject(error) : resolve())),
    );
}

const read = (feed: OpenFeed) => readNews(udpListener, SETTINGS, feed.news);

describe('datagrams', () => {
  it('listens on loopback unless told otherwise', () => {
    expect(udpListener.settings.parse({})).toEqual({ address: '127.0.0.1', listenPort: 10_110, mostPerSecond: 1_000 });
  });

  it('reads several sentences of one datagram, and a last one without a line end', async () => {
    const feed = listening();
    const send = sender(await feed.openPort());
    await send(`${FIX}\r\n${OTHER}`);
    await send(FIX);
    await feed.until('heard', 2);
    expect(read(feed).reports.map(({ mmsi, arrivedAt }) => [mmsi, arrivedAt])).toEqual([
      [273_111_222, NOW],
      [273_333_444, NOW],
      [273_111_222, NOW],
    ]);
  });

  it('joins the parts of a message from two datagrams, in either order', async () => {
    const feed = listening();
    const send = sender(await feed.openPort());
    await send(VOYAGE[0]!);
    await send(VOYAGE[1]!);
    const [first, second] = encodeSentences({ type: 5, mmsi: 273_333_444, name: 'MAIA' }, { sequence: 4 });
    await send(second!);
    await send(first!);
    await feed.until('heard', 4);
    expect(
      read(feed)
        .reports.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['LADY R', 'MAIA']);
    expect(read(feed).rejects).toEqual({});
  });

  it('never joins parts of two senders, though they number alike', async () => {
    const feed = listening();
    const listenPort = await feed.openPort();
    const [one, two] = [sender(listenPort), sender(listenPort)];
    await one(VOYAGE[0]!);
    await two(OTHERS[0]!);
    await two(OTHERS[1]!);
    await one(VOYAGE[1]!);
    const heard = await feed.until('heard', 4);
    expect(new Set(heard.map(({ sender: from }) => from)).size).toBe(2);
    expect(read(feed).reports.map(({ mmsi, name }) => [mmsi, name])).toEqual([
      [273_333_444, 'MAIA'],
      [273_111_222, 'LADY R'],
    ]);
  });

  it('takes an empty datagram as a sign of life', async () => {
    const feed = listening();
    await sender(await feed.openPort())('');
    await feed.until('alive');
    expect(feed.news.map(({ kind }) => kind)).toEqual(['open', 'alive']);
  });

  it('says that the port is taken', async () => {
    const feed = listening();
    const listenPort = await feed.openPort();
    const second = await openFeed(udpListener, { ...SETTINGS, listenPort }).ended;
    expect(second?.message).toBe(`127.0.0.1:${listenPort} (UDP): another program listens there already.`);
  });

  it('gives the port back when it ends', async () => {
    const feed = listening();
    const listenPort = await feed.openPort();
    expect(await feed.end()).toBeNull();
    const again = openFeed(udpListener, { ...SETTINGS, listenPort });
    open.push(again);
    expect(await again.openPort()).toBe(listenPort);
  });
});
