// Starting the monitor, and not starting it: one sentence each, and nothing left open behind.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { listScenarios, loadScenario } from '../../db/scenarios/load.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { type Running, type StartOptions, start } from '../../server/main.ts';

const root = mkdtempSync(join(tmpdir(), 'keelwatch-main-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let folders = 0;

function configOf(more: Partial<Config> = {}): Config {
  const quiet = { KEELWATCH_LOG: 'silent', KEELWATCH_DEMO: 'none', KEELWATCH_LISTEN: '127.0.0.1:0' };
  return { ...readConfig(quiet), dataFolder: join(root, `data-${folders++}`), ...more };
}

/** SQLite folds its write-ahead log into the file when the last connection closes, and removes it. */
function expectClosed({ dataFolder }: Config): void {
  expect(existsSync(join(dataFolder, 'keelwatch.db-wal')), 'the database is still open').toBe(false);
}

async function refusal(config: Config, options?: StartOptions): Promise<{ code: string; message: string }> {
  let running: Running;
  try {
    running = await start(config, options);
  } catch (error) {
    return error as { code: string; message: string };
  }
  await running.close();
  throw new Error('it started');
}

async function ask<T>(running: Running, path: string): Promise<T> {
  const response = await fetch(`${running.url}/api/v1${path}`);
  expect(response.status, path).toBe(200);
  return (await response.json()) as T;
}

describe('the monitor', () => {
  it('starts, answers, and closes everything', async () => {
    const config = configOf();
    const running = await start(config);
    expect(running.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await ask(running, '/health')).toMatchObject({ status: expect.any(String) });
    await running.close();
    expectClosed(config);
    await expect(fetch(`${running.url}/api/v1/health`)).rejects.toThrow();
  });

  it('opens on the recordings it is given, and starts again on the same folder', async () => {
    const config = configOf();
    const files = [loadScenario('chon-ma-san')!.track.path];
    for (let round = 0; round < 2; round++) {
      const running = await start(config, { files });
      const { rows } = await ask<{ rows: { id: string; kind: string }[] }>(running, '/replays');
      expect(rows).toMatchObject([{ kind: 'file', title: 'track.nmea.gz' }]);
      await running.close();
      expectClosed(config);
    }
  });

  it('keeps a sighting over a restart, and what followed from it', async () => {
    const config = configOf();
    const enter = async (running: Running, placeId: string, day: string) => {
      const body = JSON.stringify({
        vesselId: 'imo:9161003',
        from: `${day}T00:00:00Z`,
        to: `${day}T23:59:59Z`,
        placeId,
        what: 'alongside',
        means: 'satellite',
        grade: 'confirmed',
        source: 'test imagery',
      });
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${running.url}/api/v1/sightings`, { method: 'POST', headers, body });
      expect(response.status).toBe(200);
    };
    const before = await start(config);
    await enter(before, 'rajin', '2024-02-04');
    await before.close();
    const after = await start(config);
    await enter(after, 'vostochny', '2024-02-08');
    const { rows } = await ask<{ rows: object[] }>(after, '/alerts?scope=live');
    expect(rows).toMatchObject([{ ruleId: 'dprk-ru-arms', basis: 'sighted', severity: 'critical' }]);
    await after.close();
  });
});

describe('a replay', () => {
  it('takes a unit for no hull that a user said it is not', async () => {
    const running = await start(configOf());
    const send = async (path: string, body: object) => {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`${running.url}/api/v1${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      expect(response.ok, await response.clone().text()).toBe(true);
      return (await response.json()) as { id: string };
    };
    const alerts = async () => {
      const { id } = await send('/replays', { scenario: 'chon-ma-san', asOf: 'then' });
      await expect.poll(async () => (await ask<{ state: string }>(running, `/replays/${id}`)).state).toBe('done');
      const { rows } = await ask<{ rows: { why: string }[] }>(running, `/alerts?scope=${id}&state=open`);
      return rows.map(({ why }) => why.slice(0, why.indexOf(' called')));
    };
    expect(await alerts()).toEqual(['CHON MA SAN (IMO 8660313), listed by UN 1718 Committee since 30 Mar 2018,']);
    await send('/verdicts', { mmsi: 445999051, hullId: 'imo:8660313', verdict: 'refused', note: 'another ship' });
    // The rule speaks of tankers under that flag, listed or not; of the listing it says nothing any more.
    expect(await alerts()).toEqual(['CHON MA SAN (IMO 8660313)']);
    await running.close();
  });
});

describe('the monitor does not start, and says why,', () => {
  it('on a port that is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as { port: number };
    const config = configOf({ listenPort: port });
    expect(await refusal(config)).toMatchObject({
      code: 'unavailable',
      message: `127.0.0.1:${port} is already in use by another program. Name another in KEELWATCH_LISTEN.`,
    });
    expectClosed(config);
    other.close();
  });

  it('on an address that is open to others', async () => {
    const config = configOf({ listenHost: '0.0.0.0' });
    expect(await refusal(config)).toMatchObject({ code: 'unavailable', message: expect.stringContaining("'0.0.0.0'") });
    expectClosed(config);
  });

  it('in a folder that cannot be made', async () => {
    const dataFolder = join(root, 'a-file');
    writeFileSync(dataFolder, 'here first');
    expect(await refusal(configOf({ dataFolder }))).toMatchObject({
      code: 'unavailable',
      message: `The data folder ${dataFolder} cannot be made or written (EEXIST). Name another one in KEELWATCH_DATA.`,
    });
    expect(readFileSync(dataFolder, 'utf8')).toBe('here first');
  });

  it('in a folder where its recordings cannot be', async () => {
    const config = configOf();
    mkdirSync(config.dataFolder);
    const recordings = join(config.dataFolder, 'recordings');
    writeFileSync(recordings, 'here first');
    expect(await refusal(config)).toMatchObject({
      code: 'unavailable',
      message: `${recordings} cannot be made or written (EEXIST). Name another data folder in KEELWATCH_DATA.`,
    });
    expectClosed(config);
  });

  it('on a database that is none', async () => {
    const config = configOf();
    mkdirSync(config.dataFolder);
    writeFileSync(join(config.dataFolder, 'keelwatch.db'), 'MMSI,LAT,LON\n'.repeat(1000));
    expect(await refusal(config)).toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/keelwatch\.db is not a keelwatch database\.$/),
    });
  });

  it('on a demo that is not there', async () => {
    const config = configOf({ demo: 'atlantis' });
    expect(await refusal(config)).toMatchObject({
      code: 'invalid',
      message:
        'KEELWATCH_DEMO is "atlantis"; known scenarios are: sea-bridge, a-li, bella-1, cathay-phoenix, chon-ma-san, heng-yang-9, marinera, port-olya-3, simons-town, none.',
    });
    expect(existsSync(config.dataFolder), 'nothing was made').toBe(false);
  });

  it('on a recording that is not there, or is none', async () => {
    const missing = join(root, 'missing.nmea');
    const config = configOf();
    expect(await refusal(config, { files: [missing] })).toMatchObject({
      code: 'not_found',
      message: `there is no file ${missing}`,
    });
    const empty = join(root, 'empty.nmea');
    writeFileSync(empty, '');
    expect(await refusal(config, { files: [empty] })).toMatchObject({
      code: 'invalid',
      message: 'empty.nmea is empty',
    });
    expect(existsSync(config.dataFolder), 'nothing was made').toBe(false);
  });
});

describe('a second monitor on one folder', () => {
  it('is refused with one sentence that names the owner, and starts when that one has gone', async () => {
    const config = configOf();
    const first = await start(config);
    try {
      const { code, message } = await refusal(config);
      expect(code).toBe('unavailable');
      expect(message).toMatch(
        /^.* is in use by another keelwatch \(process \d+, since \d{4}-.*Z\)\. Stop that one, .*\.$/,
      );
    } finally {
      await first.close();
    }
    const second = await start(config);
    await second.close();
    expectClosed(config);
  });
});

describe('the replay that the page opens on', () => {
  it('can be removed: the page then opens on the live monitor', async () => {
    const config = configOf({ demo: listScenarios()[0]!.id });
    const running = await start(config);
    try {
      const { opens } = await ask<{ opens: string }>(running, '/health');
      expect(opens).not.toBe('live');
      const api = `${running.url}/api/v1/replays/${opens}`;
      for (let status = 0; status !== 200; ) {
        // One that runs is cancelled first, and is removed when it has ended.
        await fetch(`${api}/cancel`, { method: 'POST' });
        ({ status } = await fetch(api, { method: 'DELETE' }));
      }
      expect((await ask<{ opens: string }>(running, '/health')).opens).toBe('live');
      await ask(running, '/alerts');
    } finally {
      await running.close();
    }
  });
});
