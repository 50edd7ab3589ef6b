import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { digitraffic } from '../../../../server/feeds/live/services/digitraffic.ts';
import { type Broker, startBroker } from './broker.ts';
import { endAll, keepFeed, NOW } from './kept-feed.ts';

const brokers: { close(): unknown }[] = [];
afterEach(async () => {
  await endAll();
  for (const broker of brokers.splice(0)) await broker.close();
});

async function finland(options: Parameters<typeof startBroker>[0] = {}): Promise<Broker> {
  const broker = await startBroker(options);
  brokers.push(broker);
  return broker;
}

const LOCATION = {
  time: NOW / 1000 - 3,
  sog: 10.7,
  cog: 326.6,
  navStat: 0,
  rot: 0,
  heading: 325,
  lon: 20.345818,
  lat: 60.03802,
};

describe('the AIS feed of Finland', () => {
  it('is switched on without any setting, and names its licence', () => {
    expect(digitraffic.settings.parse({})).toEqual({ url: 'wss://meri.digitraffic.fi:443/mqtt' });
    expect([digitraffic.needsNothing, digitraffic.about.includes('CC BY 4.0')]).toEqual([true, true]);
    expect(digitraffic.settings.safeParse({ url: 'https://example.org' }).success).toBe(false);
  });

  it('takes the MMSI from the topic, and says who it is', async () => {
    const broker = await finland();
    const feed = keepFeed(digitraffic, { url: broker.wsUrl });
    await feed.state('open');
    expect(broker.subscribed).toEqual(['vessels-v2/+/location', 'vessels-v2/+/metadata', 'vessels-v2/status']);
    expect(broker.headers[0]).toMatchObject({ 'digitraffic-user': 'keelwatch' });
    await broker.publish('vessels-v2/273333333/location', JSON.stringify(LOCATION));
    await broker.publish(
      'vessels-v2/273333333/metadata',
      JSON.stringify({ timestamp: NOW - 9000, name: 'MAIA', imo: 9358010, draught: 68 }),
    );
    await feed.heard('heard', 2);
    expect(feed.read()).toMatchObject({
      rejects: {},
      reports: [
        { mmsi: 273_333_333, at: NOW - 3000, arrivedAt: NOW, speedKn: 10.7, lat: 60.03802 },
        { mmsi: 273_333_333, at: NOW - 9000, name: 'MAIA', draughtM: 6.8 },
      ],
    });
  });

  it('counts a damaged message as one, and goes on', async () => {
    const broker = await finland();
    const feed = keepFeed(digitraffic, { url: broker.wsUrl });
    await feed.state('open');
    await broker.publish('vessels-v2/273333333/location', '{"time": 17, [[[ \n"');
    await broker.publish('vessels-v2/273333333/location', Buffer.from([0xff, 0x00, 0x7b]));
    await broker.publish('vessels-v2/273333334/location', JSON.stringify(LOCATION));
    await feed.heard('heard', 3);
    expect(feed.read()).toMatchObject({ rejects: { 'damaged JSON': 2 }, reports: [{ mmsi: 273_333_334 }] });
  });

  it('is known to be alive by the status of the service alone, and is opened anew without it', async () => {
    const broker = await finland();
    const feed = keepFeed(digitraffic, { url: broker.wsUrl });
    await feed.state('open');
    await feed.pass(50_000);
    await broker.publish('vessels-v2/status', '{"updated":1}');
    await feed.heard('alive');
    await feed.pass(50_000);
    expect(feed.states.map(({ how }) => how)).toEqual(['connecting', 'open']);
    await feed.pass(20_000);
    expect((await feed.closed()).says).toBe('Nothing was heard for 60 s; the connection is opened anew.');
  });

  it('comes back after a restart of the service', async () => {
    const broker = await finland();
    const feed = keepFeed(digitraffic, { url: broker.wsUrl });
    await feed.state('open');
    broker.drop();
    await feed.closed();
    await feed.pass(1_000);
    await feed.state('open', 2);
    await broker.publish('vessels-v2/273333334/location', JSON.stringify(LOCATION));
    await feed.heard('heard');
  });

  it('tells a refusal, a limit and an overload by what the opening of the WebSocket is answered', async () => {
    for (const [status, failure, least] of [
      [403, 'refused', 1_800_000],
      [429, 'limited', 90_000],
      [503, 'limited', 90_000],
      [404, 'invalid', 0],
    ] as const) {
      const server = createServer();
      server.on('upgrade', (_, socket) =>
        socket.end(`HTTP/1.1 ${status} No\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`),
      );
      brokers.push({ close: () => server.close() });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const feed = keepFeed(digitraffic, { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/mqtt` });
      const end = await feed.closed();
      expect([end.failure, end.says.includes(`HTTP ${status}`)]).toEqual([failure, true]);
      expect(end.againAt - NOW).toBeGreaterThanOrEqual(least);
    }
  });

  it('gives up a server that takes the connection and says nothing', async () => {
    const server = createServer();
    const sockets: { destroy(): unknown }[] = [];
    server.on('upgrade', (_, socket) => sockets.push(socket));
    brokers.push({
      close: () => {
        for (const socket of sockets) socket.destroy();
        server.close();
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const feed = keepFeed(digitraffic, { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/mqtt` });
    await feed.pass(16_000);
    expect(await feed.closed()).toMatchObject({
      failure: 'unreachable',
      says: expect.stringContaining('no connection within 15 s'),
    });
  });
});
