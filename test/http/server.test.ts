// What holds for every route: errors, who may ask, headers, the page's files, the document.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CodedError, type ErrorCode } from '../../server/domain/errors.ts';
import { STATUS } from '../../server/http/problems.ts';
import { buildServer, listenOn } from '../../server/http/server.ts';
import { Problem } from '../../server/http/wire/problem.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
const folder = mkdtempSync(join(tmpdir(), 'keelwatch-page-'));
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>keelwatch</title>');
  writeFileSync(join(folder, 'assets', 'app-B1x2Y3z4.js'), 'export {};');
  writeFileSync(join(folder, 'assets', 'land.json'), '{}');
  rig = await openRig({ webRoot: folder });
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('errors', () => {
  test('every code has its status, and the reply is problem details', async () => {
    const thrown: { error: unknown } = { error: null };
    const { app, close } = await openRig({
      problems: () => {
        throw thrown.error;
      },
    });
    for (const code of Object.keys(STATUS) as ErrorCode[]) {
      thrown.error = new CodedError(code, `something about 'x' (${code})`);
      const reply = await app.inject('/api/v1/health');
      expect(reply.statusCode).toBe(STATUS[code]);
      expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      const problem = Problem.parse(reply.json());
      expect(problem).toMatchObject({ code, status: STATUS[code], instance: '/api/v1/health' });
      expect(problem.detail.includes("'x'")).toBe(code !== 'internal');
    }
    thrown.error = new TypeError('secret path /root/x');
    const reply = await app.inject('/api/v1/health');
    expect(reply.statusCode).toBe(500);
    expect(reply.body).not.toContain('secret');
    await close();
  });

  test('a refused field is named with its value', async () => {
    const detail = async (url: string) => (await rig.app.inject(`/api/v1${url}`)).json().detail;
    expect(await detail('/alerts?limit=9999')).toContain('query field \'limit\' is "9999"');
    expect(await detail('/alerts?from=yesterday')).toContain('query field \'from\' is "yesterday": give a time as');
    expect(await detail('/alerts?severity=frightful')).toContain("query field 'severity");
    expect(await detail('/alerts?after=zzz')).toContain("'zzz'");
  });

  test('a body that is no JSON, or too large, is the caller’s mistake', async () => {
    const post = (payload: string, type = 'application/json') =>
      rig.app.inject({ method: 'POST', url: '/api/v1/replays', payload, headers: { 'content-type': type } });
    expect((await post('{nonsense')).json()).toMatchObject({ code: 'invalid', status: 400 });
    expect((await post('<a/>', 'text/xml')).json()).toMatchObject({ code: 'invalid' });
    expect((await post(`{"scenario":"${'x'.repeat(70_000)}"}`)).json()).toMatchObject({ code: 'invalid' });
  });

  test('what is not there is said to be not there', async () => {
    const reply = await rig.app.inject('/api/v1/nothing?x=1');
    expect(reply.json()).toMatchObject({ code: 'not_found', detail: 'There is nothing at GET /api/v1/nothing.' });
  });
});

describe('who may ask', () => {
  test('only loopback names reach it, so that a rebound name does not', async () => {
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]:8080', '127.0.0.2:1']) {
      expect((await rig.app.inject({ url: '/api/v1/zones', headers: { host } })).statusCode, host).toBe(200);
    }
    for (const host of ['evil.example', 'localhost.evil.example', '10.0.0.1:8080', '127.0.0.1.evil.example']) {
      expect((await rig.app.inject({ url: '/api/v1/zones', headers: { host } })).statusCode, host).toBe(403);
    }
  });

  test('a page of another origin changes nothing', async () => {
    const act = (origin?: string) =>
      rig.app.inject({
        method: 'POST',
        url: '/api/v1/alerts/alert-1/actions',
        payload: { action: 'note', note: 'x' },
        headers: { host: 'localhost:8080', ...(origin === undefined ? {} : { origin }) },
      });
    expect((await act('https://evil.example')).json()).toMatchObject({ code: 'unauthorised' });
    expect((await act('http://localhost:9999')).statusCode).toBe(403);
    expect((await act('null')).statusCode).toBe(403);
    expect((await act('http://localhost:8080')).statusCode).toBe(200);
    expect((await act()).statusCode).toBe(200);
  });

  test('it refuses to listen where others could reach it', async () => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', 'example.org']) {
      await expect(listenOn(rig.app, host, 0)).rejects.toThrow(`'${host}' is open to others`);
    }
  });

  test('a port in use gives one sentence', async () => {
    const first = await buildServer(rig.deps);
    const address = new URL(await listenOn(first, '127.0.0.1', 0));
    const second = await buildServer(rig.deps);
    await expect(listenOn(second, '127.0.0.1', Number(address.port))).rejects.toThrow(
      `127.0.0.1:${address.port} is already in use by another program. Name another in KEELWATCH_LISTEN.`,
    );
    await first.close();
    await second.close();
  });
});

describe('headers', () => {
  test('the policy lets the page load nothing from elsewhere', async () => {
    const policy = String((await rig.app.inject('/')).headers['content-security-policy']);
    for (const part of [
      "script-src 'self'",
      "worker-src 'self'",
      "connect-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
    ]) {
      expect(policy.split(/; ?/)).toContain(part);
    }
    expect(policy).not.toContain('unsafe');
    const docs = String((await rig.app.inject('/api/docs')).headers['content-security-policy']);
    expect(docs).toContain("style-src 'self' 'unsafe-inline'");
    expect(docs).toContain("script-src 'self';");
  });

  test.each(['/api/v1/vessels/%E0%A4%A', `/api/v1/vessels/${'9'.repeat(300)}`, '/nowhere/%zz'])(
    'what the web server refuses by itself has its walls too',
    async (url) => {
      const { statusCode, headers } = await rig.app.inject(url);
      expect(statusCode).toBeGreaterThanOrEqual(400);
      expect(String(headers['content-security-policy'])).toMatch(/default-src '(none|self)'/);
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  test('long replies are compressed for those who ask', async () => {
    const reply = await rig.app.inject({ url: '/api/v1/ports?context=true', headers: { 'accept-encoding': 'br' } });
    expect(reply.headers['content-encoding']).toBe('br');
    expect(JSON.parse(brotliDecompressSync(reply.rawPayload).toString()).rows.length).toBe(
      rig.deps.reference.ports.length,
    );
  });
});

describe('the page', () => {
  test('addresses without a file belong to it, files are files', async () => {
    for (const url of ['/', '/?scope=demo', '/alerts/1']) {
      const reply = await rig.app.inject(url);
      expect(reply.statusCode, url).toBe(200);
      expect(reply.body, url).toContain('<title>keelwatch</title>');
      expect(reply.headers['cache-control'], url).toBe('no-cache');
    }
    expect((await rig.app.inject('/assets/gone-B1x2Y3z4.js')).statusCode).toBe(404);
    expect((await rig.app.inject('/../package.json')).statusCode).toBe(404);
  });

  test('only files named by their content are kept for good', async () => {
    const cache = async (url: string) => (await rig.app.inject(url)).headers['cache-control'];
    expect(await cache('/assets/app-B1x2Y3z4.js')).toContain('immutable');
    expect(await cache('/assets/land.json')).toBe('no-cache');
    expect(await cache('/api/v1/zones')).toBe('no-store');
  });

  test('an unbuilt page says how to build it', async () => {
    const bare = await openRig({ webRoot: join(folder, 'nowhere') });
    expect((await bare.app.inject('/')).json().detail).toContain('npm run build');
    await bare.close();
  });
});
