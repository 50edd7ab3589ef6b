import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { aisstream } from '../../../../server/feeds/live/services/aisstream.ts';
import { endAll, keepFeed, NOW, turns } from './kept-feed.ts';

const KEY = 'a-key-nobody-may-see';
const servers: { close(): unknown }[] = [];
afterEach(async () => {
  await endAll();
  for (const server of servers.splice(0)) server.close();
});

/** A server of the protocol: `talk` is given each socket with its subscription. */
async function world(talk: (socket: WebSocket, subscription: string) => void, atOnce = false) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: true });
  const closes: number[] = [];
  const pings: number[] = [];
  servers.push({
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  });
  server.on('connection', (socket) => {
    socket.on('close', (code) => closes.push(code));
    socket.on('ping', () => pings.push(1));
    if (atOnce) talk(socket, '');
    else socket.once('message', (text) => talk(socket, String(text)));
  });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v0/stream`, closes, pings, server };
}

const CONFIRMED = JSON.stringify({ MessageType: 'SubscriptionConfirmation', Message: { CompressionEnabled: true } });
const frame = (mmsi: number) =>
  JSON.stringify({
    MessageType: 'PositionReport',
    MetaData: {
      MMSI: mmsi,
      MMSI_String: mmsi,
      ShipName: 'MAIA  ',
      latitude: 1,
      longitude: 1,
      time_utc: '2026-08-20 11:59:15.94034384 +0000 UTC',
    },
    Message: {
      PositionReport: {
        MessageID: 1,
        UserID: mmsi,
        Valid: true,
        Sog: 9.5,
        Cog: 81,
        TrueHeading: 511,
        Longitude: 130.3,
        Latitude: 42.2,
        NavigationalStatus: 0,
      },
    },
  });

describe('aisstream.io', () => {
  it('asks for the key, keeps it secret, and knows the official address', () => {
    expect(aisstream.settings.safeParse({}).success).toBe(false);
    expect(aisstream.settings.parse({ apiKey: KEY })).toMatchObject({ url: 'wss://stream.aisstream.io/v0/stream' });
    expect([aisstream.needsNothing, aisstream.lateMs]).toEqual([false, 120_000]);
  });

  it('subscribes to the whole world at once, without a list of ships, and reads text and binary frames', async () => {
    const asked: string[] = [];
    const { url } = await world((socket, subscription) => {
      asked.push(subscription);
      socket.send(CONFIRMED);
      socket.send(frame(273_111_222));
      socket.send(Buffer.from(frame(273_333_444)), { binary: true });
    });
    const feed = keepFeed(aisstream, { apiKey: KEY, url });
    await feed.heard('heard', 3);
    expect(asked.map((text) => JSON.parse(text))).toEqual([
      {
        APIKey: KEY,
        BoundingBoxes: [
          [
            [-90, -180],
            [90, 180],
          ],
        ],
      },
    ]);
    expect(feed.read()).toMatchObject({
      rejects: {},
      reports: [
        { mmsi: 273_111_222, at: Date.UTC(2026, 7, 20, 11, 59, 15, 940), arrivedAt: NOW, lat: 42.2 },
        { mmsi: 273_333_444 },
      ],
    });
  });

  it('is not open before the service has said anything, and a subscription that brings nothing is opened anew', async () => {
    const { url, pings } = await world(() => {});
    const feed = keepFeed(aisstream, { apiKey: KEY, url });
    await turns(50);
    for (let i = 0; i < 61 && feed.states.length === 1; i++) await feed.pass(1_000);
    expect(await feed.closed()).toMatchObject({ says: 'Nothing was heard for 60 s; the connection is opened anew.' });
    expect(feed.states.map(({ how }) => how)).toEqual(['connecting', 'closed']);
    expect(pings.length).toBeGreaterThan(0);
  });

  it('tells a wrong key and an account in use from a damaged subscription, and never shows the key', async () => {
    for (const [error, says] of [
      ['Api Key Is Not Valid', 'the API key is not valid'],
      ['concurrent connections per user exceeded', 'too many connections'],
      ['Subscription Object Is Malformed', 'refuses the subscription: "Subscription Object Is Malformed"'],
      [`no such key ${KEY}`, 'refuses the subscription: "no such key …"'],
    ] as const) {
      const { url } = await world((socket) => {
        socket.send(JSON.stringify({ error }));
        socket.close();
      });
      const end = await keepFeed(aisstream, { apiKey: KEY, url }).closed();
      expect(end).toMatchObject({ failure: 'refused', says: expect.stringContaining(says) });
      expect(end.says).not.toContain(KEY);
      expect(end.againAt - NOW).toBeGreaterThanOrEqual(1_800_000);
    }
  });

  it('leaves the service alone after 429 and 503', async () => {
    for (const status of [429, 503]) {
      const server = createServer();
      server.on('upgrade', (_, socket) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`));
      servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/`;
      const end = await keepFeed(aisstream, { apiKey: KEY, url }).closed();
      expect([end.failure, end.againAt - NOW >= 90_000]).toEqual(['limited', true]);
    }
  });

  it('takes the third connection in a row that is cut at once for a block, and pauses for hours', async () => {
    const { url } = await world((socket) => socket.terminate(), true);
    const feed = keepFeed(aisstream, { apiKey: KEY, url });
    expect((await feed.closed(1)).failure).toBe('unreachable');
    await feed.pass(10_000);
    expect((await feed.closed(2)).failure).toBe('unreachable');
    await feed.pass(20_000);
    const end = await feed.closed(3);
    expect(end).toMatchObject({ failure: 'refused', says: expect.stringContaining('blocked') });
    expect(end.againAt - end.at).toBe(6 * 3_600_000);
  });

  it('counts garbage by reason and goes on with the next frame', async () => {
    const { url } = await world((socket) => {
      for (const text of ['', '[[[', '{"MessageType":', 'null', frame(273_111_222)]) socket.send(text);
    });
    const feed = keepFeed(aisstream, { apiKey: KEY, url });
    await feed.heard('heard');
    expect(feed.read().reports.map(({ mmsi }) => mmsi)).toEqual([273_111_222]);
    const lost = await feed.heard('lost', 4);
    expect(lost.map(({ reason }) => reason)).toEqual(Array(4).fill('frame that holds no JSON object'));
  });

  it('says farewell at the end and waits for the answer, but not for ever', async () => {
    const polite = await world((socket) => socket.send(CONFIRMED));
    const feed = keepFeed(aisstream, { apiKey: KEY, url: polite.url });
    await feed.state('open');
    await feed.end();
    await turns();
    expect(polite.closes).toEqual([1000]);

    const deaf = await world((socket) => {
      socket.send(CONFIRMED);
      socket.pause();
    });
    const other = keepFeed(aisstream, { apiKey: KEY, url: deaf.url });
    await other.state('open');
    let ended = false;
    const ending = other.end().then(() => {
      ended = true;
    });
    await other.pass(4_900);
    expect(ended).toBe(false);
    await other.pass(200);
    await ending;
  });
});
