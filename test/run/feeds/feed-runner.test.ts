// The runner with a real feed: a TCP server on this machine that speaks sentences, and a live monitor that is only asked what
// it hears.

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { formatNamed } from '../../../server/feeds/index.ts';
import { tcpClient } from '../../../server/feeds/live/tcp-client.ts';
import { feedAnswers } from '../../../server/run/feeds/feed-commands.ts';
import { NO_CONFIG, writeFeedConfig } from '../../../server/run/feeds/feed-config.ts';
import { createFeedRunner, type FeedRunner } from '../../../server/run/feeds/feed-runner.ts';
import { createHearing } from '../../../server/run/intake/hearing.ts';
import type { IntakeRecord } from '../../../server/run/intake/record.ts';
import { manualClock } from '../../../server/seams/clock.ts';
import { at } from '../../scenario.ts';

const BEGAN = at('2026-03-01T10:00Z');
const SENTENCE = '!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\r\n';

let server: Server;
let sockets: Socket[];
let records: IntakeRecord[];
let runner: FeedRunner;
let clock: ReturnType<typeof manualClock>;
/** Resolves with the next record of a kind that has not been waited for yet. */
let arrived: (kind: IntakeRecord['kind'], count: number) => Promise<void>;

beforeEach(async () => {
  sockets = [];
  records = [];
  clock = manualClock(BEGAN);
  server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  let notice = () => {};
  const hearing = createHearing({ formatNamed, take() {}, wait() {} });
  arrived = async (kind, count) => {
    while (records.filter((record) => record.kind === kind).length < count) {
      await new Promise<void>((resolve) => {
        notice = resolve;
      });
    }
  };
  runner = createFeedRunner({
    live: {
      async hear(more) {
        for (const record of more) hearing.take(record, records.push(record));
        notice();
      },
      heard: hearing.counts,
    },
    clock,
    log: pino({ level: 'silent' }),
    random: () => 0,
    lastAt: BEGAN - 3_600_000,
  });
});
afterEach(async () => {
  await runner.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});

const feed = (on = true) => ({
  id: 'quay',
  kind: 'tcp-client',
  on,
  settings: { host: '127.0.0.1', listenPort: (server.address() as { port: number }).port },
});
const states = () =>
  records.flatMap((record) => (record.kind === 'state' ? [[record.state, record.fromAt - BEGAN, record.toAt]] : []));

describe('the runner', () => {
  it('hands on what a feed brings, after saying that we were deaf since the last record', async () => {
    await runner.take([feed()]);
    await once(server, 'connection');
    sockets[0]!.write(SENTENCE);
    await arrived('heard', 1);
    expect(records.map(({ kind }) => kind)).toEqual(['state', 'window', 'begun', 'heard']);
    clock.set(BEGAN + 1_000);
    await arrived('tick', 1);
    expect(states()).toEqual([
      ['down', -3_600_000, null],
      ['up', 1_000, null],
    ]);
    expect(runner.statuses()).toMatchObject([{ id: 'quay', condition: 'ok', reports: 1, connections: 1 }]);
  });

  it('tells the engine that it is deaf since something was last heard, and that it hears again', async () => {
    await runner.take([feed()]);
    await once(server, 'connection');
    sockets[0]!.write(SENTENCE);
    await arrived('heard', 1);
    clock.set(BEGAN + 1_000);
    sockets[0]!.destroy();
    await arrived('state', 2);
    server.close();
    for (let s = 2; s <= 70; s++) {
      clock.set(BEGAN + s * 1_000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await arrived('state', 3);
    expect(states().at(-1)).toEqual(['down', 1_000, null]);
    expect(['down', 'connecting']).toContain(runner.statuses()[0]!.condition);
  });

  it('switches a feed off and on without touching another', async () => {
    const other = { ...feed(), id: 'other' };
    await runner.take([feed(), other]);
    while (sockets.length < 2) await once(server, 'connection');
    await arrived('begun', 2);
    await runner.take([feed(false), other]);
    expect(runner.statuses().map(({ id, condition }) => [id, condition === 'off'])).toEqual([
      ['other', false],
      ['quay', true],
    ]);
    expect(states().at(-1)![0]).toBe('down');
    expect(states().at(-1)![2]).toBe(BEGAN + 3_600_000);
    await runner.take([feed(), other]);
    while (sockets.length < 3) await once(server, 'connection');
    expect(sockets.length).toBe(3);
  });

  it('does not fall over a feed whose settings are wrong', async () => {
    await runner.take([{ ...feed(), id: 'bad', settings: {} }, feed()]);
    expect(runner.statuses().map(({ id }) => id)).toEqual(['quay']);
  });

  it('makes a source wait that brings more than it may, and loses nothing of it', async () => {
    await runner.take([{ ...feed(), mostPerSecond: 5 }]);
    await once(server, 'connection');
    sockets[0]!.write(SENTENCE.repeat(20));
    // Two seconds' worth may pass at once: the chunk of twenty is ten beyond it.
    for (let s = 1; runner.statuses()[0]!.reports < 20; s++) {
      expect(s).toBeLessThan(1_000);
      clock.set(BEGAN + s * 1_000);
      await new Promise((resolve) => setImmediate(resolve));
      if (runner.statuses()[0]!.reports > 0) expect(s).toBeGreaterThanOrEqual(2);
    }
    expect(runner.statuses()[0]).toMatchObject({ reports: 20, lost: {}, discarded: {} });
  });
});

describe('a feed that pushes', () => {
  it('is cut to what it may bring, and both counts are told', async () => {
    await runner.close();
    runner = createFeedRunner({
      live: {
        async hear(more) {
          for (const record of more) records.push(record);
        },
        heard: createHearing({ formatNamed, take() {}, wait() {} }).counts,
      },
      clock,
      log: pino({ level: 'silent' }),
      random: () => 0,
      lastAt: null,
      watched: { mmsi: (mmsi) => mmsi === 273_212_120, imo: () => false },
      kindOf: () => ({
        ...tcpClient,
        pushes: true,
        settings: z.object({ host: z.string(), listenPort: z.number() }),
        async *open() {
          const fix = (mmsi: number) => encodeSentences({ type: 1, mmsi, lon: 1, lat: 1 })[0]!;
          const lines = [...Array.from({ length: 100 }, (_, i) => fix(300_000_000 + i)), fix(273_212_120)];
          for (const line of lines) {
            yield { kind: 'heard', bytes: Buffer.from(`${line}\r\n`), arrivedAt: clock.now(), sender: '' };
          }
          yield { kind: 'lost', at: clock.now(), count: 7, reason: 'no room' };
        },
      }),
    });
    await runner.take([{ ...feed(), mostPerSecond: 10 }]);
    while (runner.statuses()[0]!.lost['no room'] === undefined) await new Promise((resolve) => setImmediate(resolve));
    expect(runner.statuses()[0]).toMatchObject({
      lost: { 'no room': 7 },
      discarded: { 'beyond the messages a second that a source may bring': 80 },
    });
    const through = records.flatMap((record) => (record.kind === 'heard' ? [record] : []));
    expect(through).toHaveLength(21);
    expect(Buffer.from(through.at(-1)!.bytes).toString()).toContain('!AIVDM,1,1,,A,144SRn');
  });

  it('is held while there is no room to write: every feed ends with its farewell, none begins, and they go on by themselves', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'keelwatch-held-'));
    writeFeedConfig(folder, { ...NO_CONFIG, feeds: [feed()] });
    const answers = feedAnswers(runner, { heardBy: () => [], cells: () => [] } as never, {
      folder,
      clock,
      input: {} as never,
      relay: { set: async () => {} },
    });
    await answers['take feeds'](null);
    await once(server, 'connection');
    sockets[0]!.write(SENTENCE);
    await arrived('heard', 1);
    await answers['hold feeds']({ held: true });
    await answers['hold feeds']({ held: true });
    // Deaf by our own doing, and for the engine no ship's silence.
    expect(states().at(-1)).toEqual(['down', 0, BEGAN + 3_600_000]);
    expect(runner.statuses()).toMatchObject([{ id: 'quay', on: false }]);
    await answers['take feeds'](null);
    expect(runner.statuses()).toMatchObject([{ id: 'quay', on: false }]);
    const again = once(server, 'connection');
    await answers['hold feeds']({ held: false });
    await again;
    expect(runner.statuses()).toMatchObject([{ id: 'quay', on: true }]);
    rmSync(folder, { recursive: true });
  });
});
