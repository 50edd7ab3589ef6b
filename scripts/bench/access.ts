// Ten thousand wrong sign-ins against the program as a user starts it, each from another address and for another name, fifty at a
// time: the hardest case, for no measure of an address or account ends it early. Meanwhile the true user signs in again and again
// from a browser that is known, and somebody who is signed in asks for health. What is told is how long others waited, whether
// the true user came in, and what became of the wrong ones.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Waits } from './desk.ts';

export interface AccessFigures {
  wrong: number;
  seconds: number;
  /** Answers to the wrong ones, by status. */
  statuses: Record<string, number>;
  /** Of the true user: how often they asked, how often they came in, and the longest that one had to go on asking, ms. */
  owner: { asked: number; entered: number; longestMs: number };
  waits: Waits[];
}

const WRONG = 10_000;
const AT_ONCE = 50;
const PASSWORD = 'kelp and tidewater';
const HEALTH_EVERY_MS = 50;
const OWNER_EVERY_MS = 1_000;
/** What SECURITY.md and the README say: beside guessing, others are answered within this. */
const AT_MOST_MS = 100;
const root = fileURLToPath(new URL('../../', import.meta.url));
const program = join(root, 'scripts/keelwatch.ts');
const run = promisify(execFile);

export async function accessFigures(): Promise<AccessFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bench-access-'));
  const base = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    KEELWATCH_DATA: folder,
    KEELWATCH_LISTEN: base.slice('http://'.length),
    KEELWATCH_DEMO: 'none',
    KEELWATCH_LOG: 'silent',
    // Whoever sends the requests stands for a proxy, so that each can come from another address.
    KEELWATCH_PROXIES: '127.0.0.1',
  };
  const { stdout } = await run(process.execPath, [program, 'user', 'add', 'Ines', '--role', 'admin'], { env });
  const link = /#(\S+)/.exec(stdout)![1]!;
  const child = spawn(process.execPath, [program, 'serve'], { env, stdio: 'ignore' });
  try {
    await ready(base);
    const chosen = await post(
      base,
      '/sign-in/link/use',
      { link, password: PASSWORD },
      { 'x-forwarded-for': '10.1.1.1' },
    );
    const cookie = chosen.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ');
    return await measure(base, cookie);
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(base: string, cookie: string): Promise<AccessFigures> {
  const statuses: Record<string, number> = {};
  const health: number[] = [];
  const owner = { asked: 0, entered: 0, longestMs: 0 };
  let over = false;
  const beganAt = performance.now();

  let next = 0;
  const guess = async () => {
    for (let i = next++; i < WRONG; i = next++) {
      const from = { 'x-forwarded-for': `10.${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}` };
      const { status } = await post(base, '/sign-in', { name: `guess ${i}`, password: `wrong ${i}` }, from);
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  const ask = async () => {
    while (!over) {
      const at = performance.now();
      await (await fetch(`${base}/api/v1/health`, { headers: { cookie } })).arrayBuffer();
      health.push(performance.now() - at);
      await pause(HEALTH_EVERY_MS);
    }
  };
  const come = async () => {
    let since: number | null = null;
    while (!over) {
      since ??= performance.now();
      owner.asked++;
      const body = { name: 'Ines', password: PASSWORD };
      const { status } = await post(base, '/sign-in', body, { cookie, 'x-forwarded-for': '10.1.1.1' });
      if (status === 200) {
        owner.entered++;
        owner.longestMs = Math.max(owner.longestMs, performance.now() - since);
        since = null;
      }
      await pause(OWNER_EVERY_MS);
    }
    if (since !== null) owner.longestMs = Math.max(owner.longestMs, performance.now() - since);
  };
  const beside = [ask(), come()];
  await Promise.all(Array.from({ length: AT_ONCE }, guess));
  const seconds = (performance.now() - beganAt) / 1_000;
  over = true;
  await Promise.all(beside);
  const sorted = health.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
  const runs = [{ half: at(0.5), p99: at(0.99), longest: sorted.at(-1)!, asked: sorted.length }];
  return { wrong: WRONG, seconds, statuses, owner, waits: [{ name: 'health', runs, atMost: AT_MOST_MS }] };
}

async function post(base: string, path: string, body: object, headers: Record<string, string>): Promise<Response> {
  const answer = await fetch(`${base}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await answer.arrayBuffer();
  return answer;
}

async function ready(base: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${base}/api/v1/ready`).catch(() => null);
    if (answer?.ok) return;
    await pause(200);
  }
  throw new Error('the program was not ready in two minutes');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
