// A receiver on a serial line: pseudo-terminals where this machine can make them, and devices that are none.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { serial } from '../../../server/feeds/live/serial.ts';
import { type OpenFeed, openFeed, readNews } from './open-feed.ts';

const SENTENCE = '!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24';

const open: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of open.splice(0)) await end();
});

function reading(path: string): OpenFeed {
  const feed = openFeed(serial, serial.settings.parse({ path }));
  open.push(feed.end);
  return feed;
}

describe('a receiver on a serial line', () => {
  it('is asked for by a device and a usual speed', () => {
    expect(serial.settings.parse({ path: '/dev/ttyUSB0' })).toEqual({ path: '/dev/ttyUSB0', baud: 38_400 });
    for (const wrong of [
      {},
      { path: '' },
      { path: '-F' },
      { path: '/etc/passwd' },
      { path: '/dev/x\n' },
      { path: '/dev/x', baud: 12 },
    ]) {
      expect([wrong, serial.settings.safeParse(wrong).success]).toEqual([wrong, false]);
    }
  });

  it.skipIf(process.platform === 'win32')('that is not there, or is none, is told by its name', async () => {
    for (const [path, failure, says] of [
      ['/dev/keelwatch-nowhere', 'unreachable', '/dev/keelwatch-nowhere: there is no such device.'],
      ['/dev/null', 'invalid', '/dev/null: it is no serial port.'],
      ['/dev/../dev', 'invalid', '/dev/../dev: it is no serial port.'],
    ]) {
      expect(await reading(path!).ended).toMatchObject({ failure, message: says });
    }
  });
});

const canMakeTerminals = process.platform === 'linux' && spawnSync('python3', ['-c', 'import pty']).status === 0;

describe.skipIf(!canMakeTerminals)('a serial line that is there (needs python3)', () => {
  it('is read, and is told when it is gone', async () => {
    const { path, terminal } = await pseudoTerminal();
    const feed = reading(path);
    const [opened] = await feed.until('open');
    expect(opened!.says).toBe(`Reading ${path} at 38400 baud.`);
    terminal.stdin!.write(`${SENTENCE}\r\n${SENTENCE}\r\n${SENTENCE.slice(0, 20)}`);
    const reports = () => readNews(serial, { path, baud: 38_400 }, feed.news).reports.length;
    for (let pieces = 1; reports() < 2; pieces++) await feed.until('heard', pieces);
    terminal.stdin!.end();
    expect(await feed.ended).toMatchObject({
      failure: 'unreachable',
      message: `${path}: the receiver was pulled out or switched off.`,
    });
    expect(reports()).toBe(2);
  });

  it('that is quiet is open, and can be left at any time', async () => {
    const { path } = await pseudoTerminal();
    const feed = reading(path);
    await feed.until('open');
    expect(await feed.end()).toBeNull();
    expect(feed.news).toHaveLength(1);
    // It can be opened again.
    const again = reading(path);
    await again.until('open');
  });
});

async function pseudoTerminal(): Promise<{ path: string; terminal: ChildProcess }> {
  const terminal = spawn('python3', [fileURLToPath(new URL('./terminal.py', import.meta.url))]);
  open.push(async () => {
    if (terminal.exitCode !== null || terminal.signalCode !== null) return;
    terminal.kill();
    await once(terminal, 'exit');
  });
  const [said] = await Promise.race([once(terminal.stdout, 'data'), once(terminal, 'exit')]);
  return { path: String(said).trim(), terminal };
}
