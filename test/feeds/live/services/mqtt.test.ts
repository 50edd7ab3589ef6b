import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../../server/ais/write/encode.ts';
import { mqttBroker } from '../../../../server/feeds/live/services/mqtt.ts';
import { startBroker } from './broker.ts';
import { endAll, keepFeed, NOW } from './kept-feed.ts';

const PASSWORD = 'a-password-nobody-may-see';
const brokers: { close(): unknown }[] = [];
afterEach(async () => {
  await endAll();
  for (const broker of brokers.splice(0)) await broker.close();
});

async function broker(options: Parameters<typeof startBroker>[0] = {}) {
  const started = await startBroker(options);
  brokers.push(started);
  return started;
}

const settingsOf = (url: string, more: object = {}) =>
  ({ ...(mqttBroker.settings.parse({ url }) as never as object), ...more }) as never;
const FIX = encodeSentences({ type: 1, mmsi: 273_111_222, lon: 131.9, lat: 43.1, speedKn: 9 })[0]!;
const OTHER = encodeSentences({ type: 1, mmsi: 273_333_444, lon: 130.3, lat: 42.2, speedKn: 3 })[0]!;
const VOYAGE = encodeSentences({ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }, { sequence: 3 });

describe('a broker', () => {
  it('gives sentences and what AIS-catcher publishes, from the topics that are asked for', async () => {
    const peer = await broker();
    const feed = keepFeed(mqttBroker, settingsOf(peer.tcpUrl, { topics: ['ais/#'] }));
    await feed.state('open');
    await peer.publish('ais/data', FIX);
    await peer.publish('elsewhere', FIX);
    await peer.publish(
      'ais/data',
      JSON.stringify({
        class: 'AIS',
        device: 'AIS-catcher',
        rxuxtime: NOW / 1000 - 1,
        station_id: 'quay',
        nmea: [OTHER],
      }),
    );
    await peer.publish('ais/raw', VOYAGE.join('\r\n'));
    await feed.heard('heard', 3);
    expect(feed.read()).toMatchObject({
      rejects: {},
      reports: [
        { mmsi: 273_111_222, at: NOW, speedKn: 9 },
        { mmsi: 273_333_444, at: NOW - 1000, arrivedAt: NOW },
        { mmsi: 273_111_222, name: 'LADY R' },
      ],
    });
  });

  it('counts what is in neither form as lost, and goes on', async () => {
    const peer = await broker();
    const feed = keepFeed(mqttBroker, settingsOf(peer.wsUrl));
    await feed.state('open');
    for (const payload of ['[[[', '{"nmea":', 'online', Buffer.from([0, 255]), FIX])
      await peer.publish('ais/data', payload);
    await feed.heard('heard');
    expect((await feed.heard('lost', 4)).map(({ reason }) => reason)).toEqual([
      'message with damaged JSON',
      'message with damaged JSON',
      'message that is neither JSON nor sentences',
      'message that is neither JSON nor sentences',
    ]);
    expect(feed.read().reports.map(({ mmsi }) => mmsi)).toEqual([273_111_222]);
  });

  it('lets in the right user, and is refused with a wrong password, which is never shown', async () => {
    const peer = await broker({
      authenticate: (_client, user, password, done) => {
        if (user === 'me' && String(password) === PASSWORD) done(null, true);
        else done(Object.assign(new Error('no'), { returnCode: 4 }) as never, false);
      },
    });
    await keepFeed(mqttBroker, settingsOf(peer.tcpUrl, { user: 'me', password: PASSWORD })).state('open');
    for (const url of [peer.tcpUrl, peer.wsUrl]) {
      const end = await keepFeed(mqttBroker, settingsOf(url, { user: 'me', password: `${PASSWORD}2` })).closed();
      expect(end).toMatchObject({
        failure: 'refused',
        says: expect.stringContaining('refuses the user name or password'),
      });
      expect(end.says).not.toContain(PASSWORD);
      expect(end.againAt - NOW).toBeGreaterThanOrEqual(1_800_000);
    }
  });

  it('is refused a topic that it may not read', async () => {
    const peer = await broker({ authorizeSubscribe: (_client, _subscription, done) => done(null, null) });
    const end = await keepFeed(mqttBroker, settingsOf(peer.tcpUrl)).closed();
    expect(end).toMatchObject({
      failure: 'refused',
      says: expect.stringContaining('does not give the topic ais/data'),
    });
  });

  it('tells what does not speak its protocol, and where nobody is', async () => {
    const web = createServer((socket) => {
      socket.on('error', () => {});
      socket.resume();
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const url = `mqtt://127.0.0.1:${(web.address() as AddressInfo).port}`;
    expect((await keepFeed(mqttBroker, settingsOf(url)).closed()).failure).toBe('invalid');
    await new Promise((resolve) => web.close(resolve));
    expect(await keepFeed(mqttBroker, settingsOf(url)).closed()).toMatchObject({
      failure: 'unreachable',
      says: expect.stringContaining('nobody listens there'),
    });
  });
});
