import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { signalK } from '../../../../server/feeds/live/services/signal-k.ts';
import { endAll, keepFeed, NOW, turns } from './kept-feed.ts';

const TOKEN = 'a-token-nobody-may-see';
const servers: { close(): unknown }[] = [];
afterEach(async () => {
  await endAll();
  for (const server of servers.splice(0)) server.close();
});

async function boat(
  talk: (socket: WebSocket, subscription: string, url: string, authorization: string) => void,
  status = 101,
) {
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    verifyClient: (_, done) => (status === 101 ? done(true) : done(false, status)),
  });
  servers.push({
    close: () => {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  });
  server.on('connection', (socket, request) => {
    socket.once('message', (text) => talk(socket, String(text), request.url!, request.headers.authorization ?? ''));
  });
  await new Promise<void>((resolve) => server.once('listening', () => resolve()));
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/signalk/v1/stream`, token: TOKEN };
}

const HELLO = JSON.stringify({
  name: 'signalk-server',
  version: '2.31.1',
  self: 'vessels.urn:mrn:signalk:uuid:1',
  timestamp: '2026-08-20T12:00:00Z',
});
function delta(
  context: string,
  path: string,
  value: unknown,
  { at = NOW - 2000, source = 'ais.AI', ...more } = {},
): string {
  return JSON.stringify({
    context,
    updates: [{ $source: source, timestamp: new Date(at).toISOString(), values: [{ path, value }] }],
    ...more,
  });
}
const SHIP = 'vessels.urn:mrn:imo:mmsi:273111222';
const NAMELESS = 'vessels.urn:mrn:signalk:uuid:2';
const POSITION = { longitude: 130.3, latitude: 42.2 };

async function read(frames: string[]) {
  const settings = await boat((socket) => {
    for (const frame of [HELLO, ...frames]) socket.send(frame);
  });
  const feed = keepFeed(signalK, settings);
  await feed.heard('heard', frames.length + 1);
  return { feed, ...feed.read() };
}

describe('a Signal K server', () => {
  it('is asked for every vessel, with the token in a header', async () => {
    const asked: string[] = [];
    const settings = await boat((socket, ...all) => {
      asked.push(...all);
      socket.send(HELLO);
    });
    await keepFeed(signalK, settings).state('open');
    expect(JSON.parse(asked[0]!)).toMatchObject({ context: 'vessels.*', subscribe: [{ path: '*' }] });
    expect(asked[1]).toBe('/signalk/v1/stream?subscribe=none&sendCachedValues=false');
    expect(asked[2]).toBe(`Bearer ${TOKEN}`);
  });

  it('gathers what one message brought, in knots and degrees, and keeps sources apart', async () => {
    const { reports, rejects } = await read([
      delta(SHIP, '', { mmsi: '273111222' }),
      delta(SHIP, 'navigation.speedOverGround', 4.8872),
      delta(SHIP, 'navigation.courseOverGroundTrue', Math.PI / 2),
      delta(SHIP, 'navigation.headingTrue', (511 * Math.PI) / 180),
      delta(SHIP, 'navigation.state', 'anchored'),
      delta(SHIP, 'navigation.position', POSITION),
      delta(SHIP, 'sensors.ais.class', 'A'),
      delta(SHIP, 'navigation.position', POSITION, { source: 'radar.1' }),
      delta(SHIP, '', { name: 'MAIA', registrations: { imo: 'IMO 9358010' }, communication: { callsignVhf: 'UBAB' } }),
      delta(SHIP, 'design.draft', { current: 6.8 }),
    ]);
    expect(rejects).toEqual({});
    expect(reports).toMatchObject([
      {
        mmsi: 273_111_222,
        at: NOW - 2000,
        arrivedAt: NOW,
        lon: 130.3,
        speedKn: 9.5,
        courseDeg: 90,
        headingDeg: Number.NaN,
        navStatus: 1,
        receiver: 'ais.AI',
      },
      { mmsi: 273_111_222, speedKn: Number.NaN, receiver: 'radar.1' },
      { mmsi: 273_111_222, name: 'MAIA', imo: 9_358_010, callSign: 'UBAB', draughtM: 6.8 },
    ]);
  });

  it('drops a vessel without a number under its reason, until its number comes', async () => {
    const { reports, rejects } = await read([
      delta(NAMELESS, 'navigation.position', POSITION),
      delta(NAMELESS, '', { mmsi: '273333444' }, { at: NOW - 1000 }),
      delta(NAMELESS, 'navigation.position', POSITION, { at: NOW }),
    ]);
    expect(rejects).toEqual({ 'vessel without an MMSI': 1 });
    expect(reports).toMatchObject([{ mmsi: 273_333_444, at: NOW }]);
  });

  it('refuses positions that are none, and garbage', async () => {
    const settings = await boat((socket) => {
      socket.send(HELLO);
      for (const frame of ['[[[', '7', '{"updates":7}', '{"updates":[7,{"values":[8]}]}']) socket.send(frame);
      socket.send(delta(SHIP, 'navigation.position', { longitude: 181, latitude: 91 }));
      socket.send(delta(SHIP, 'navigation.position', POSITION, { at: NOW }));
    });
    const feed = keepFeed(signalK, settings);
    await feed.heard('heard', 5);
    await feed.heard('lost', 2);
    const { reports, rejects } = feed.read();
    expect(reports.map(({ at }) => at)).toEqual([NOW]);
    expect(rejects).toEqual({ 'not a message of this feed': 3, 'no position': 1 });
  });

  it('counts what the server merged because we were slow as lost', async () => {
    const { feed } = await read([
      delta(SHIP, 'navigation.position', POSITION, { $backpressure: { accumulated: 7, duration: 400 } } as never),
    ]);
    expect((await feed.heard('lost'))[0]).toMatchObject({ count: 7, reason: expect.stringContaining('merged') });
  });

  it('gives the last message of a quiet harbour with the next sign of life', async () => {
    const { feed } = await read([delta(SHIP, 'navigation.position', POSITION)]);
    await feed.pass(31_000);
    await feed.text('{"updates":[]}');
    await turns();
    expect(feed.read().reports).toHaveLength(1);
  });

  it('tells a wrong token and an overload, and never shows the token', async () => {
    for (const [status, failure] of [
      [401, 'refused'],
      [503, 'limited'],
    ] as const) {
      const end = await keepFeed(signalK, await boat(() => {}, status)).closed();
      expect(end.failure).toBe(failure);
      expect(end.says).not.toContain(TOKEN);
    }
  });

  const capture = fileURLToPath(new URL('../../../../../shared/data/peers/signalk-stream.ndjson', import.meta.url));
  it.skipIf(!existsSync(capture))('reads every ship of a stream that was captured', async () => {
    // As if it had been captured on the day of the test.
    const text = readFileSync(capture, 'utf8').replaceAll(/"20\d\d-\d\d-\d\dT/g, '"2026-08-19T');
    const frames = text.trim().split('\n').slice(1);
    const { reports, rejects } = await read(frames);
    expect(new Set(reports.map(({ mmsi }) => mmsi)).size).toBe(10);
    // One ship of it sent a course and a speed, but no place.
    expect(rejects).toEqual({ 'no position': 1 });
  });
});
