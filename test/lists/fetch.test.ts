// Fetching, against a server on this machine: nothing here leaves it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchFile } from '../../server/lists/copy/fetch.ts';
import { isWebPage, openFile } from '../../server/lists/copy/open-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-fetch-'));
const path = join(folder, 'list');
let asked: IncomingMessage[] = [];

type Answer = (reply: ServerResponse, request: IncomingMessage) => void;
const answers: Record<string, Answer> = {
  '/list.csv': (reply, request) => {
    if (request.headers['if-none-match'] === '"v1"') reply.writeHead(304).end();
    else reply.writeHead(200, { etag: '"v1"', 'last-modified': 'Wed, 10 Apr 2024 00:00:00 GMT' }).end('36,"LADY R"');
  },
  '/packed.csv': (reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('36,"LADY R"')),
  '/torn.csv': (reply) =>
    reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(9_000)).subarray(0, 20)),
  '/bomb.csv': (reply) => reply.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(3_000_000))),
  '/large.csv': (reply) => reply.writeHead(200, { 'content-length': 2_000_000 }).end(Buffer.alloc(2_000_000)),
  '/missing': (reply) => reply.writeHead(404).end('no'),
  '/denied': (reply) => reply.writeHead(403).end('no'),
  '/busy': (reply) => reply.writeHead(503).end('later'),
  '/moved': (reply) => reply.writeHead(302, { location: '/list.csv' }).end(),
  '/round': (reply) => reply.writeHead(302, { location: '/round' }).end(),
  '/inward': (reply) => reply.writeHead(302, { location: 'https://10.0.0.1/admin' }).end(),
  '/metadata': (reply) => reply.writeHead(302, { location: 'https://169.254.169.254/latest' }).end(),
  '/mapped': (reply) => reply.writeHead(302, { location: 'https://[::ffff:192.168.1.1]/' }).end(),
  '/file': (reply) => reply.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/silent': () => {},
};
const server = createServer((request, reply) => {
  asked.push(request);
  answers[request.url!]!(reply, request);
});
let site = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (page: string, more: object = {}) =>
  fetchFile(site + page, { path, allowLoopback: true, mostBytes: 1_000_000, ...more });

describe('a file', () => {
  test('is fetched with its hash and its marks, and not again while it is the same', async () => {
    const fetched = await get('/list.csv');
    expect(fetched).toMatchObject({ outcome: 'fetched', status: 200, bytes: 11, etag: '"v1"' });
    expect(readFileSync(path, 'utf8')).toBe('36,"LADY R"');
    expect(await get('/list.csv', { etag: '"v1"' })).toEqual({ outcome: 'not modified', status: 304 });
    asked = [];
    await get('/list.csv', { lastModified: 'Wed, 10 Apr 2024 00:00:00 GMT' });
    expect(asked[0]!.headers['if-modified-since']).toBe('Wed, 10 Apr 2024 00:00:00 GMT');
  });

  test('is unpacked on the way, and followed to where it has moved', async () => {
    const plain = await get('/list.csv');
    expect(await get('/packed.csv')).toMatchObject({ sha256: (plain as { sha256: string }).sha256 });
    expect(await get('/moved')).toMatchObject({ bytes: 11 });
  });
});

describe('refused with one sentence', () => {
  test.each([
    ['/missing', /answers 404 \(not there any more\)\.$/, 'invalid'],
    ['/denied', /answers 403 \(refused; some sites turn programs away/, 'invalid'],
    ['/busy', /answers 503\.$/, 'unavailable'],
    ['/bomb.csv', /gives more than 1 MB; that is no list\.$/, 'invalid'],
    ['/large.csv', /gives more than 1 MB; that is no list\.$/, 'invalid'],
    ['/torn.csv', /gives a packed answer that cannot be unpacked\.$/, 'invalid'],
    ['/round', /redirects more than 5 times\.$/, 'invalid'],
    ['/inward', /^10\.0\.0\.1 is an address of this machine or a private network/, 'invalid'],
    ['/metadata', /^169\.254\.169\.254 is an address of this machine or a private network/, 'invalid'],
    ['/mapped', /is an address of this machine or a private network/, 'invalid'],
    ['/file', /lists are fetched by https only\.$/, 'invalid'],
  ])('%s', async (page, sentence, code) => {
    await expect(get(page)).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) });
  });

  test('a site that never answers', async () => {
    await expect(get('/silent', { timeoutMs: 50 })).rejects.toThrow('gave no whole answer within 0 s.');
  });

  test('this machine, unless a test says so: by number, by name, and by plain http', async () => {
    const port = new URL(site).port;
    for (const address of [
      `https://127.0.0.1:${port}/list.csv`,
      `https://localhost:${port}/list.csv`,
      `https://[::1]:${port}/`,
    ]) {
      await expect(fetchFile(address, { path })).rejects.toThrow('is an address of this machine or a private network');
    }
    await expect(fetchFile(`${site}/list.csv`, { path })).rejects.toThrow('lists are fetched by https only');
    await expect(fetchFile('https://user:secret@127.0.0.1/', { path })).rejects.toThrow('a name and a password');
  });

  test('a port that nobody listens on', async () => {
    await expect(fetchFile('http://127.0.0.1:1/x', { path, allowLoopback: true })).rejects.toMatchObject({
      code: 'unavailable',
      message: 'http://127.0.0.1:1/x cannot be reached (ECONNREFUSED).',
    });
  });
});

describe('a file on disk', () => {
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const text = async (chunks: AsyncIterable<Uint8Array>) => {
    const parts: Uint8Array[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    return Buffer.concat(parts).toString();
  };

  test('is read as often as asked, plain and packed, with the hash of what is inside', async () => {
    const plain = await openFile(write('a.csv', '36,"LADY R"'));
    const packed = await openFile(write('a.csv.gz', gzipSync('36,"LADY R"')));
    expect(packed.sha256).toBe(plain.sha256);
    expect([await text(packed.chunks()), await text(packed.chunks())]).toEqual(['36,"LADY R"', '36,"LADY R"']);
  });

  test.each([
    ['empty.csv', '', 'empty.csv is empty.'],
    ['torn.gz', gzipSync('x'.repeat(9_000)).subarray(0, 20), 'torn.gz is damaged: its gzip data'],
    ['bomb.gz', gzipSync(Buffer.alloc(3_000_000)), 'bomb.gz unpacks to more than 1 MB; that is no list.'],
  ])('%s is refused', async (name, content, sentence) => {
    await expect(openFile(write(name, content), 1_000_000)).rejects.toThrow(sentence);
  });

  test('that is not there is named', async () => {
    await expect(openFile(join(folder, 'gone.csv'))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a web page is told from a list', () => {
    const page = (text: string) => isWebPage(Buffer.from(text));
    expect(page('<!DOCTYPE html><html><title>Just a moment...</title>')).toBe(true);
    expect(page('\n <!-- x -->\n<HTML lang="en">')).toBe(true);
    expect(page('<?xml version="1.0"?><sdnList>')).toBe(false);
    expect(page('Report Date: 20-Aug-2026')).toBe(false);
  });
});
