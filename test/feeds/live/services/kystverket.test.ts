import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../../server/ais/write/encode.ts';
import { feedKinds } from '../../../../server/feeds/live/index.ts';
import { kystverket } from '../../../../server/feeds/live/services/kystverket.ts';
import { endAll, keepFeed, NOW } from './kept-feed.ts';

const servers: { server: Server; sockets: Socket[] }[] = [];
afterEach(async () => {
  await endAll();
  for (const { server, sockets } of servers.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

async function coast(talk: (socket: Socket, connection: number) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket.on('error', () => {}));
    talk(socket, sockets.length);
  });
  servers.push({ server, sockets });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function tagged(station: number, mmsi: number): string {
  const block = `s:${station},c:${NOW / 1000 - 2}`;
  let sum = 0;
  for (const character of block) sum ^= character.charCodeAt(0);
  const [sentence] = encodeSentences({ type: 1, mmsi, lon: 10.7, lat: 59.8, speedKn: 9 });
  return `\\${block}*${sum.toString(16).padStart(2, '0')}\\${sentence!}\r\n`;
}

describe('the AIS feed of Norway', () => {
  it('is switched on without any setting, and names its licence', () => {
    expect(kystverket.settings.parse({})).toEqual({ host: '153.44.253.27', listenPort: 5631 });
    expect(kystverket.needsNothing).toBe(true);
    expect(kystverket.about).toContain('NLOD');
    expect(feedKinds.map(({ kind }) => kind)).toContain('kystverket');
  });

  it('takes the time of the station, and its number', async () => {
    const listenPort = await coast((socket) => socket.write(tagged(2_573_010, 257_111_000)));
    const feed = keepFeed(kystverket, { host: '127.0.0.1', listenPort });
    await feed.heard('heard');
    expect(feed.read().reports).toMatchObject([
      { mmsi: 257_111_000, at: NOW - 2000, arrivedAt: NOW, receiver: '2573010', speedKn: 9 },
    ]);
  });

  it('is opened anew after half a minute without a sentence', async () => {
    const listenPort = await coast((socket, connection) => {
      if (connection === 2) socket.write(tagged(2_573_010, 257_222_000));
    });
    const feed = keepFeed(kystverket, { host: '127.0.0.1', listenPort });
    await feed.state('open');
    await feed.pass(31_000);
    expect(await feed.closed()).toMatchObject({
      says: 'Nothing was heard for 30 s; the connection is opened anew.',
      failure: null,
    });
    await feed.pass(2_000);
    await feed.heard('heard');
    expect(feed.read().reports.map(({ mmsi }) => mmsi)).toEqual([257_222_000]);
  });

  it('says where nobody answers', async () => {
    const listenPort = await coast(() => {});
    servers.pop()!.server.close();
    const feed = keepFeed(kystverket, { host: '127.0.0.1', listenPort });
    expect(await feed.closed()).toMatchObject({
      says: `127.0.0.1:${listenPort}: nobody listens there.`,
      failure: 'unreachable',
    });
  });
});
