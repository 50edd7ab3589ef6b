// `keelwatch user` and `keelwatch token` on a data folder: what they print, what they refuse, and that no secret is kept.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { hashOf } from '../../server/access/secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-access-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const root = fileURLToPath(new URL('../../', import.meta.url));

function keelwatch(...args: string[]): { code: number | null; out: string; err: string } {
  const done = spawnSync(process.execPath, ['scripts/keelwatch.ts', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, KEELWATCH_DATA: folder, KEELWATCH_LISTEN: '0.0.0.0:8080', KEELWATCH_LOG: 'error' },
  });
  return { code: done.status, out: done.stdout, err: done.stderr };
}

it('makes the first admin, refuses what would leave none, and keeps hashes alone', async () => {
  expect(keelwatch('user', 'add', 'Vera', '--role', 'viewer')).toMatchObject({ code: 2 });
  // Open to others without an admin: it does not start, and says how to make one.
  const serve = keelwatch('serve');
  expect(serve).toMatchObject({ code: 3 });
  expect(serve.err).toContain("Make an admin first ('keelwatch user add NAME --role admin')");

  const made = keelwatch('user', 'add', 'Ines', '--role', 'admin');
  expect(made.code, made.err).toBe(0);
  const link = /http:\/\/localhost:8080\/welcome#([\w-]{43})/.exec(made.out)![1]!;
  expect(keelwatch('user', 'disable', 'ines')).toMatchObject({ code: 2 });
  const token = keelwatch('token', 'add', 'loader', '--user', 'ines', '--scope', 'read,lists', '--days', '7');
  const secret = /kw_[\w-]{43}/.exec(token.out)![0];
  expect(keelwatch('token', 'list').out).toContain('read,lists');
  expect(keelwatch('user', 'list', '--json').out).toContain('"name":"Ines","role":"admin"');

  const store = openStore(join(folder, 'keelwatch.db'));
  expect(await store.token(hashOf(secret))).toMatchObject({ token: { title: 'loader' }, user: { name: 'Ines' } });
  expect(await store.linkOf(hashOf(link), Date.now())).toMatchObject({ name: 'Ines' });
  await store.close();
  for (const file of ['keelwatch.db']) {
    const bytes = readFileSync(join(folder, file));
    expect(bytes.includes(secret) || bytes.includes(link)).toBe(false);
  }
  const id = /token_\S+/.exec(token.out)![0];
  expect(keelwatch('token', 'revoke', id).code).toBe(0);
  expect(keelwatch('token', 'revoke', id).code).toBe(2);
});
