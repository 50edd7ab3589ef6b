import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { openwaters } from '../../../../server/feeds/live/services/openwaters.ts';
import { endAll, keepFeed, NOW } from './kept-feed.ts';

const KEY = 'ak1.a-token-nobody-may-see';
const servers: { close(): unknown }[] = [];
afterEach(async () => {
  await endAll();
  for (const server of servers.splice(0)) server.close();
});

async function waters(talk: (socket: WebSocket, subscription: string, authorization: string) => void): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  servers.push({
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  });
  server.on('connection', (socket, request) => {
    socket.once('message', (text) => talk(socket, String(text), request.headers.authorization ?? ''));
  });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}/v1/stream`;
}

const SETTINGS = { key: KEY, boxes: [[41, 129, 44, 133]] as [number, number, number, number][], mmsi: [273_111_222] };
const event = (mmsi: number, more: object = {}) =>
  JSON.stringify({
    type: 'event',
    id: '15f3d25469c1de49dbcb36baea34eed6',
    time: '2026-08-20T11:59:54.342871Z',
    source: 'kystverket',
    station: 'kystverket/2573010',
    channel: 'A',
    nmea: [],
    mmsi,
    msg_type: 'PositionReport',
    lat: 1,
    lon: 1,
    message: {
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
    synthesized: false,
    ...more,
  });

describe('openwaters.io', () => {
  it('asks for a box or a ship where there is no key', () => {
    expect(openwaters.settings.safeParse({}).success).toBe(false);
    expect(openwaters.settings.safeParse({ mmsi: [273_111_222] }).success).toBe(true);
    expect(openwaters.settings.parse({ key: KEY })).toMatchObject({ url: 'wss://ais.openwaters.io/v1/stream' });
  });

  it('subscribes, is open by the first sign of life, and never counts what is put together as heard', async () => {
    const asked: string[] = [];
    const url = await waters((socket, subscription, authorization) => {
      asked.push(subscription, authorization);
      socket.send(event(273_111_222));
      socket.send(event(273_333_444, { synthesized: true }));
      socket.send(event(273_333_445, { synthesized: undefined }));
    });
    const feed = keepFeed(openwaters, { ...SETTINGS, url });
    await feed.heard('heard', 3);
    expect(JSON.parse(asked[0]!)).toEqual({ type: 'subscribe', bbox: SETTINGS.boxes, mmsi: SETTINGS.mmsi });
    expect(asked[1]).toBe(`Bearer ${KEY}`);
    expect((await feed.state('open')).length).toBe(1);
    expect(feed.read()).toMatchObject({
      reports: [{ mmsi: 273_111_222, at: NOW - 5658, arrivedAt: NOW, lat: 42.2, receiver: 'kystverket/2573010' }],
      rejects: { 'put together from another service, not heard on the air': 2 },
    });
  });

  it('is open and alive on a sea without ships, and opened anew when not even a ping is answered', async () => {
    const sockets: WebSocket[] = [];
    const url = await waters((socket) => sockets.push(socket));
    const feed = keepFeed(openwaters, { ...SETTINGS, url });
    await feed.heard('alive');
    expect((await feed.state('open')).length).toBe(1);
    await feed.pass(31_000);
    await feed.heard('alive', 2);
    sockets[0]!.pause();
    await feed.pass(91_000);
    await feed.pass(5_000);
    expect((await feed.closed()).says).toContain('Nothing was heard for 90 s');
  });

  it('is refused with a wrong token, which is never shown, and told where it is too slow', async () => {
    const wrong = await waters((socket) => {
      socket.send(JSON.stringify({ type: 'error', error: `invalid token ${KEY}` }));
      socket.close(1008);
    });
    const end = await keepFeed(openwaters, { ...SETTINGS, url: wrong }).closed();
    expect(end).toMatchObject({ failure: 'refused', says: expect.stringContaining('"invalid token …"') });
    expect(end.says).not.toContain(KEY);
    const slow = await waters((socket) => socket.close(1008, 'client too slow'));
    expect((await keepFeed(openwaters, { ...SETTINGS, url: slow }).closed()).failure).toBe('limited');
  });
});
