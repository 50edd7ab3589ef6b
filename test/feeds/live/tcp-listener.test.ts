// Senders on loopback that connect, send, break off and come again.

import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { ENDLESS, TOO_MANY, tcpListener } from '../../../server/feeds/live/tcp-listener.ts';
import { type OpenFeed, openFeed, readNews } from './open-feed.ts';

const SETTINGS = { address: '127.0.0.1', listenPort: 0, mostSenders: 2 };
const VOYAGE = encodeSentences({ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }, { sequence: 3 });
const OTHERS = encodeSentences({ type: 5, mmsi: 273_333_444, name: 'MAIA', destination: 'DUNAI' }, { sequence: 3 });
const FIX = encodeSentences({ type: 1, mmsi: 273_111_222, lon: 131.9, lat: 43.1, speedKn: 9 })[0]!;

const open: { end(): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

function listening(): OpenFeed {
  const feed = openFeed(tcpListener, SETTINGS);
  open.push(feed);
  return feed;
}

async function sender(listenPort: number): Promise<Socket> {
  const socket = connect(listenPort, '127.0.0.1');
  socket.on('error', () => {});
  open.push({ end: () => socket.destroy() });
  await once(socket, 'connect');
  return socket;
}

const read = (feed: OpenFeed) => readNews(tcpListener, SETTINGS, feed.news);

describe('senders that connect', () => {
  it('are read apart, however their sentences are cut and mixed', async () => {
    const feed = listening();
    const listenPort = await feed.openPort();
    const [one, two] = [await sender(listenPort), await sender(listenPort)];
    one.write(`${VOYAGE[0]}\r\n${VOYAGE[1]!.slice(0, 9)}`);
    await feed.until('heard', 1);
    two.write(`${OTHERS[0]}\r\n${OTHERS[1]}\r\n`);
    await feed.until('heard', 2);
    one.write(`${VOYAGE[1]!.slice(9)}\r\n`);
    await feed.until('heard', 3);
    expect(read(feed).reports.map(({ name }) => name)).toEqual(['MAIA', 'LADY R']);
    expect(read(feed).rejects).toEqual({});
  });

  it('leave with what they had not finished, and begin anew when they come again', async () => {
    const feed = listening();
    const listenPort = await feed.openPort();
    const first = await sender(listenPort);
    first.write(`${FIX}\n${VOYAGE[0]}\n`);
    await feed.until('heard', 1);
    first.resetAndDestroy();
    await feed.until('left');
    const again = await sender(listenPort);
    again.write(`${VOYAGE[1]}\n${FIX}\n`);
    await feed.until('heard', 2);
    again.end();
    await feed.until('left', 2);
    const { reports, rejects } = read(feed);
    expect(reports.map(({ mmsi }) => mmsi)).toEqual([273_111_222, 273_111_222]);
    expect(Object.values(rejects).reduce((sum, count) => sum + count, 0)).toBe(2);
  });

  it('are turned away beyond their number, which is counted', async () => {
    const feed = listening();
    const listenPort = await feed.openPort();
    await sender(listenPort);
    await sender(listenPort);
    const third = await sender(listenPort);
    third.resume();
    await once(third, 'close');
    expect(await feed.until('lost')).toMatchObject([{ count: 1, reason: TOO_MANY }]);
  });

  it('are closed when no line of theirs ends', async () => {
    const feed = listening();
    const endless = await sender(await feed.openPort());
    endless.resume();
    endless.write('!AIVDM,1,1,,A,'.padEnd(200_000, '0'));
    expect(await feed.until('lost')).toMatchObject([{ reason: ENDLESS }]);
    await feed.until('left');
    expect(read(feed).reports).toEqual([]);
  });

  it('wait while the hearer is busy, and nothing of theirs is lost', async () => {
    const feed = listening();
    const busy = await sender(await feed.openPort());
    const goOn = feed.hold();
    const lines = `${FIX}\r\n`.repeat(200_000);
    busy.end(lines);
    await feed.until('heard');
    goOn();
    await feed.until('left');
    const heard = feed.news.reduce((sum, news) => sum + (news.kind === 'heard' ? news.bytes.length : 0), 0);
    expect(heard).toBe(lines.length);
    expect(feed.news.some(({ kind }) => kind === 'lost')).toBe(false);
  });

  it('find the port closed when the feed ends', async () => {
    const feed = listening();
    const listenPort = await feed.openPort();
    const one = await sender(listenPort);
    one.resume();
    expect(await feed.end()).toBeNull();
    if (!one.closed) await once(one, 'close');
    expect(await openFeed(tcpListener, { ...SETTINGS, listenPort }).end()).toBeNull();
  });
});
