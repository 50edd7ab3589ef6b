// Channels, subscriptions and messages from the command line, as a person types them.

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { KEY } from '../channels/samples.ts';
import { batchOf, sampleAlert } from '../contract/samples.ts';

const program = fileURLToPath(new URL('../../scripts/keelwatch.ts', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-tell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Result {
  code: number;
  out: string;
  err: string;
}

const run = (...args: string[]): Promise<Result> =>
  new Promise((resolve) => {
    const env = { ...process.env, KEELWATCH_DATA: folder };
    execFile(process.execPath, [program, ...args], { env }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
const objects = ({ out }: Result) =>
  out
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

describe('who is told, from the command line', () => {
  it('a channel is set up with its secret from a file, tried, and listed without the secret', async () => {
    const secret = join(folder, 'key');
    writeFileSync(secret, `${KEY}\n`);
    const made = await run(
      'channels',
      'add',
      'webhook',
      '--title',
      'Hook',
      '--set',
      'url=https://127.0.0.1:9/',
      `key=@${secret}`,
      '--json',
    );
    expect(made).toMatchObject({ code: 0, err: '' });
    const listed = await run('channels', 'list', '--json');
    expect(objects(listed)).toMatchObject([{ title: 'Hook', kind: 'webhook', secretNames: ['key', 'url'] }]);
    expect(made.out + listed.out).not.toContain('whsec_');
    // Messages go to public addresses alone unless the configuration says otherwise.
    const tried = await run('channels', 'test', 'Hook', '--json');
    expect(tried.code).toBe(3);
    expect(objects(tried)).toMatchObject([{ outcome: 'permanent' }]);
    expect(tried.err).toContain('127.0.0.1');
  });

  it('what cannot be is refused by its name', async () => {
    const kind = await run('channels', 'add', 'pigeon', '--title', 'P');
    expect([kind.code, kind.err]).toEqual([2, expect.stringContaining("There is no channel 'pigeon'")]);
    const setting = await run('channels', 'add', 'file', '--title', 'F', '--set', 'name=No Good');
    expect([setting.code, setting.err]).toEqual([2, expect.stringContaining("Setting 'name'")]);
    const ship = await run('subscriptions', 'add', '--channel', 'Hook', '--vessel', '9161004');
    expect([ship.code, ship.err]).toEqual([2, expect.stringContaining('IMO 9161004 fails its check digit')]);
    expect((await run('deliveries', 'resend', 'nothing')).code).toBe(2);
  });

  it('a subscription is previewed on what happened, made, told in words and ended', async () => {
    const store = openStore(join(folder, 'keelwatch.db'));
    const now = Date.now();
    const alert = { raisedAt: now, knownAt: now, fromAt: now, toAt: now };
    await store.commit(
      batchOf('live', { alerts: [sampleAlert(alert), sampleAlert({ ...alert, id: 'b', severity: 'low' })] }),
    );
    await store.close();
    const conditions = [
      '--vessel',
      '9161003',
      '--severity',
      'high',
      '--digest',
      '0 7 * * 1',
      '--zone',
      'Europe/Berlin',
    ];
    const shown = objects(await run('subscriptions', 'preview', ...conditions, '--json'))[0];
    // A timetable tells cases unless told otherwise, and both alerts are of one.
    expect(shown).toMatchObject({ looked: 1, sent: 1, messages: 1, reasons: { 'held for the digest': 1 } });
    expect(shown.nextRuns).toHaveLength(3);
    const made = await run('subscriptions', 'add', '--channel', 'Hook', '--title', 'Graver', ...conditions);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toContain(
      'Hook is told in one message at each time of its timetable of each new case, once, of LADY R',
    );
    expect(objects(await run('subscriptions', 'list', '--json'))).toMatchObject([{ title: 'Graver', enabled: true }]);
    expect((await run('channels', 'remove', 'Hook')).err).toContain('is used by 1 subscription');
    expect((await run('subscriptions', 'remove', 'Graver')).out).toContain('Ended: Graver');
    expect(await run('deliveries', 'list')).toMatchObject({ code: 0, out: '' });
    expect((await run('channels', 'remove', 'Hook')).code).toBe(0);
    expect(readFileSync(join(folder, 'key'), 'utf8')).toContain(KEY);
  });
});
