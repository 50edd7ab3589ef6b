// Programs that others run, where this machine has them: a gpsd and a mosquitto on loopback, each started for the test. Where
// one is absent its tests are skipped by name; continuous integration installs both where it may.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mqtt from 'mqtt';
import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../../server/ais/write/encode.ts';
import { gpsd } from '../../../server/feeds/live/gpsd.ts';
import { mqttBroker } from '../../../server/feeds/live/services/mqtt.ts';
import { endAll, type KeptFeed, keepFeed } from './services/kept-feed.ts';

const FIX = encodeSentences({ type: 1, mmsi: 273_111_222, lon: 131.9, lat: 43.1, speedKn: 9 })[0]!;
const VOYAGE = encodeSentences({ type: 5, mmsi: 273_111_222, name: 'LADY R', destination: 'RAJIN' }, { sequence: 3 });
const PATH = `${process.env.PATH}:/usr/sbin:/usr/local/sbin`;
const env = { ...process.env, PATH };
/** Found, and able to run. */
function has(program: string): boolean {
  const { error, status } = spawnSync(program, ['-h'], { env });
  return error === undefined && status !== 127;
}

const open: (() => unknown)[] = [];
afterEach(async () => {
  await endAll();
  for (const close of open.splice(0).reverse()) await close();
});

function run(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'ignore'] });
  open.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  return child;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** For the so-manieth time. It may not listen yet: the feed comes again, as it would. */
async function opened(feed: KeptFeed, time = 1, end = 1): Promise<void> {
  for (let ends = end; ; ends++) {
    const opens = feed.state('open', time).then(() => true);
    if (await Promise.race([opens, feed.closed(ends).then(() => false)])) return;
    await feed.pass(300_000);
  }
}

describe('a gpsd', () => {
  it.skipIf(!has('gpsd'))('of this machine tells positions and voyages of the receiver that it reads', async () => {
    const receivers: Socket[] = [];
    const receiver = createServer((socket) => void receivers.push(socket.on('error', () => {})));
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    open.push(() => {
      for (const socket of receivers) socket.destroy();
      receiver.close();
    });
    const listenPort = await freePort();
    const connected = once(receiver, 'connection');
    run('gpsd', [
      '-N',
      '-n',
      '-S',
      String(listenPort),
      `tcp://127.0.0.1:${(receiver.address() as { port: number }).port}`,
    ]);
    const feed = keepFeed(gpsd, { host: '127.0.0.1', listenPort });
    await opened(feed);
    await connected;
    const lines = `${[FIX, ...VOYAGE].join('\r\n')}\r\n`;
    for (let pieces = 1; feed.read().reports.length < 2; pieces++) {
      receivers.at(-1)!.write(lines);
      await feed.heard('heard', pieces);
    }
    const { reports } = feed.read();
    expect(reports).toContainEqual(expect.objectContaining({ mmsi: 273_111_222, speedKn: 9 }));
  });
});

describe('a mosquitto', () => {
  it.skipIf(!has('mosquitto'))(
    'of this machine gives what is published, and is found again after a restart',
    async () => {
      const port = await freePort();
      const folder = mkdtempSync(join(tmpdir(), 'keelwatch-mosquitto-'));
      open.push(() => rmSync(folder, { recursive: true, force: true }));
      const settings = join(folder, 'mosquitto.conf');
      writeFileSync(settings, `listener ${port} 127.0.0.1\nallow_anonymous true\npersistence false\n`);
      const first = run('mosquitto', ['-c', settings]);
      const url = `mqtt://127.0.0.1:${port}`;
      const feed = keepFeed(mqttBroker, mqttBroker.settings.parse({ url, topics: ['ais/#'] }));
      await opened(feed);
      const publish = async (text: string) => {
        const client = await mqtt.connectAsync(url);
        await client.publishAsync('ais/data', text);
        await client.endAsync();
      };
      await publish(FIX);
      await feed.heard('heard', 1);
      const ends = feed.states.filter(({ how }) => how === 'closed').length;
      first.kill('SIGKILL');
      await once(first, 'exit');
      await feed.closed(ends + 1);
      run('mosquitto', ['-c', settings]);
      await feed.pass(300_000);
      await opened(feed, 2, ends + 2);
      await publish(VOYAGE.join('\r\n'));
      await feed.heard('heard', 2);
      expect(feed.read().reports).toEqual([
        expect.objectContaining({ mmsi: 273_111_222, speedKn: 9 }),
        expect.objectContaining({ name: 'LADY R', destination: 'RAJIN' }),
      ]);
    },
  );
});
