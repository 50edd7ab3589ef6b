// The relay with real sockets on loopback: what goes out, whom it serves, and that nothing of it is a second witness.

import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeSentences } from '../../../server/ais/decode-sentences.ts';
import { createDecoder } from '../../../server/ais/decoder.ts';
import type { AisRecord } from '../../../server/ais/message/record.ts';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { emptyReport, POSITION, type Report, STATIC, STATION } from '../../../server/domain/report.ts';
import { tcpClient } from '../../../server/feeds/live/tcp-client.ts';
import { createRelay, type Relay } from '../../../server/run/relay/relay.ts';
import { relayLines } from '../../../server/run/relay/relay-lines.ts';
import { RelaySettings } from '../../../server/run/relay/relay-settings.ts';
import { manualClock } from '../../../server/seams/clock.ts';
import { NOW, openFeed, readNews } from '../../feeds/live/open-feed.ts';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close();
});

/** Records as a feed of sentences hands them on. */
function heard(lines: readonly string[], at = NOW, take: (record: AisRecord) => void): void {
  const decoder = createDecoder();
  decoder.push(Buffer.from(lines.map((line) => `${line}\r\n`).join('')), (record) => {
    if (Number.isNaN(record.at)) record.at = at;
    take(record);
  });
}

const fix = (mmsi: number, at?: number) =>
  encodeSentences({ type: 1, mmsi, lon: 131.9, lat: 43.1, speedKn: 9 }, { at, channel: 'B' });
const voyage = encodeSentences({ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }, { sequence: 3 });

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function serving(more: Partial<RelaySettings> = {}) {
  const clock = manualClock(NOW);
  const relay = createRelay(clock);
  open.push(relay.close);
  const listenPort = await freePort();
  await relay.set(RelaySettings.parse({ tcp: true, listenPort, ...more }));
  return { relay, listenPort, clock };
}

async function client(relay: Relay, listenPort: number) {
  const { clients } = relay.status();
  let socket: Socket;
  for (;;) {
    socket = connect(listenPort, '127.0.0.1');
    const stands = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    if (stands) break;
  }
  open.push(() => socket.destroy());
  while (relay.status().clients.length === clients.length) await new Promise((resolve) => setImmediate(resolve));
  let rest = '';
  const got: string[] = [];
  let wake = () => {};
  socket.on('data', (bytes) => {
    const lines = (rest + bytes).split('\r\n');
    rest = lines.pop()!;
    got.push(...lines);
    wake();
  });
  return {
    socket,
    /** The lines that came, once there are so many. */
    async lines(count: number): Promise<string[]> {
      while (got.length < count) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return got;
    },
  };
}

describe('a line of the relay', () => {
  it('has the payload that was heard, our station and the time, each with its checksum', () => {
    const [line] = fix(273_000_001, NOW + 250);
    heard([line!], NOW, (record) => {
      const [out] = relayLines(record, 0);
      expect(out).toMatch(/^\\s:keelwatch,c:1787227200250\*[0-9A-F]{2}\\!AIVDM,1,1,,B,[^*]+\*[0-9A-F]{2}\r\n$/);
      expect(out!.slice(out!.indexOf('!')).trimEnd()).toBe(line!.slice(line!.indexOf('!')));
    });
    const parts: string[] = [];
    heard(voyage, NOW, (record) => parts.push(...relayLines(record, 7)));
    expect(parts.map((part) => part.split('!')[0])).toEqual(Array(2).fill(expect.stringContaining('s:keelwatch')));
    const messages = decodeSentences(parts.join(''));
    expect(messages).toMatchObject([{ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }]);
  });

  it('is made of what a service told in another form, whatever that is', () => {
    const number = fc.double({ noDefaultInfinity: true });
    const text = fc.string({ maxLength: 200 });
    const report = fc.record({
      parts: fc.constantFrom(POSITION, STATIC, POSITION | STATIC),
      mmsi: fc.integer({ min: -1, max: 2 ** 31 - 1 }),
      station: fc.constantFrom(...Object.values(STATION)),
      at: fc.integer({ min: 0, max: 4e12 }),
      lon: number,
      lat: number,
      speedKn: number,
      courseDeg: number,
      headingDeg: number,
      navStatus: number,
      imo: number,
      shipType: number,
      lengthM: number,
      beamM: number,
      draughtM: number,
      name: text,
      callSign: text,
      destination: text,
    });
    fc.assert(
      fc.property(report, (some) => {
        const lines = relayLines({ ...emptyReport(), ...some } as Report, 3);
        for (const line of lines) expect(line).toMatch(/^\\s:keelwatch,c:\d+\*[0-9A-F]{2}\\!AIVDM,[\x20-\x7e]+\r\n$/);
        const messages = decodeSentences(lines.join(''));
        for (const message of messages) expect(message.mmsi).toBe(some.mmsi);
      }),
      { numRuns: 500 },
    );
  });

  it('of a ship of class B is one of class B', () => {
    const report = {
      ...emptyReport(),
      mmsi: 273_000_001,
      station: STATION.classB,
      at: NOW,
      name: 'MAIA',
      callSign: 'UB',
    };
    const lines = relayLines({ ...report, parts: POSITION | STATIC, lon: 131.9, lat: 43.1, speedKn: 5 }, 0);
    expect(decodeSentences(lines.join('')).map(({ type }) => type)).toEqual([18, 24, 24]);
  });
});

describe('the relay', () => {
  it('serves whoever connects, each message once however many feeds heard it', async () => {
    const { relay, listenPort, clock } = await serving();
    const one = await client(relay, listenPort);
    const two = await client(relay, listenPort);
    const say = (lines: readonly string[]) => heard(lines, NOW, relay.take);
    say(fix(273_000_001));
    say(voyage);
    say(fix(273_000_001, NOW + 400));
    say(voyage.map((line) => line.replace(',3,A', ',4,A')));
    say(fix(273_000_002));
    const lines = [...(await one.lines(4))];
    expect([...(await two.lines(4))]).toEqual(lines);
    expect(lines.map((line) => line.slice(line.indexOf('!')).slice(0, 14))).toEqual([
      '!AIVDM,1,1,,B,',
      '!AIVDM,2,1,0,A',
      '!AIVDM,2,2,0,A',
      '!AIVDM,1,1,,B,',
    ]);
    for (const at of [10_000, 20_000, 30_000]) clock.set(NOW + at);
    say(fix(273_000_001));
    expect(await one.lines(5)).toHaveLength(5);
    expect(relay.status()).toMatchObject({ on: true, wrong: false, lines: 5, slow: 0 });
    expect(relay.status().says).toBe(`Serving on 127.0.0.1:${listenPort}.`);
  });

  it('disconnects a client that takes nothing, says so, and serves the others', async () => {
    const { relay, listenPort } = await serving();
    const quick = await client(relay, listenPort);
    const slow = await client(relay, listenPort);
    slow.socket.pause();
    let sent = 0;
    while (relay.status().slow === 0 && sent < 2_000_000) {
      heard(
        Array.from({ length: 5_000 }, () => fix(200_000_000 + sent++)[0]!),
        NOW,
        relay.take,
      );
      await quick.lines(sent);
    }
    expect(relay.status()).toMatchObject({ slow: 1, clients: [{ bytes: expect.any(Number) }] });
    expect(relay.status().notes.at(-1)!.says).toMatch(/^127\.0\.0\.1:\d+ did not take what it was sent/);
    expect(await quick.lines(sent)).toHaveLength(sent);
  });

  it('turns away clients beyond its bound', async () => {
    const { relay, listenPort } = await serving({ mostClients: 1 });
    await client(relay, listenPort);
    const second = connect(listenPort, '127.0.0.1').on('error', () => {});
    await once(second, 'close');
    expect(relay.status()).toMatchObject({ turnedAway: 1, clients: [{}] });
  });

  it('says what stands in its way, and listens as soon as it can', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as { port: number };
    const clock = manualClock(NOW);
    const relay = createRelay(clock);
    open.push(relay.close);
    await relay.set(RelaySettings.parse({ tcp: true, listenPort: port }));
    while (relay.status().notes.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(relay.status()).toMatchObject({
      wrong: true,
      says: `127.0.0.1:${port}: another program listens there already.`,
    });
    other.close();
    await once(other, 'close');
    clock.set(NOW + 10_000);
    while (relay.status().wrong) await new Promise((resolve) => setImmediate(resolve));
    expect(relay.status().says).toBe(`Serving on 127.0.0.1:${port}.`);
  });

  it('sends a datagram for each message to its targets', async () => {
    const target: UdpSocket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(target, 'listening');
    open.push(() => target.close());
    const relay = createRelay(manualClock(NOW));
    open.push(relay.close);
    const to = `127.0.0.1:${target.address().port}`;
    await relay.set(RelaySettings.parse({ targets: [to, to] }));
    const datagram = once(target, 'message');
    for (let mmsi = 273_000_001; relay.status().targets[0]!.datagrams === 0; mmsi++) {
      heard(fix(mmsi), NOW, relay.take);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(String((await datagram)[0])).toMatch(/^\\s:keelwatch,c:\d+\*..\\!AIVDM,1,1,.*\r\n$/);
    expect(relay.status()).toMatchObject({ on: true, says: 'Sending to 1 target.', targets: [{ to }] });
    await relay.set(RelaySettings.parse({}));
    expect(relay.status()).toMatchObject({ on: false, says: 'Off.', targets: [] });
  });

  it('that is read back by a feed is refused there, line by line', async () => {
    const { relay, listenPort } = await serving();
    const settings = { host: '127.0.0.1', listenPort };
    const feed = openFeed(tcpClient, settings);
    open.push(feed.end);
    await feed.until('open');
    while (relay.status().clients.length === 0) await new Promise((resolve) => setImmediate(resolve));
    heard([...fix(273_000_001), ...voyage], NOW, relay.take);
    const rejects = () => readNews(tcpClient, settings, feed.news).rejects;
    for (let count = 1; (rejects()['own relay'] ?? 0) < 3; count++) await feed.until('heard', count);
    expect(readNews(tcpClient, settings, feed.news)).toEqual({ reports: [], rejects: { 'own relay': 3 } });
  });
});
