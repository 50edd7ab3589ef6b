// Kills the sender without warning, each time while a receiver holds an answer back, under a receiver that also fails and
// hangs up: every message arrives at least once, none under two ids, a correction never before what it corrects.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { START } from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-kill-tell-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const teller = fileURLToPath(new URL('./teller.ts', import.meta.url));

const ROUNDS = 3;
const SEED = 20_261_102;
const MONTH = 30 * 24 * 3_600_000;

it(`every message arrives, once or more, under one id and after what it corrects (seed ${SEED})`, async () => {
  const arrived: { id: string; subject: string; revision: number; reason: string; taken: boolean }[] = [];
  let dice = SEED;
  const roll = (sides: number) => {
    dice = (Math.imul(dice, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (dice >>> 8) % sides;
  };
  let killAt = Number.POSITIVE_INFINITY;
  let kill = () => {};
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.once('end', () => {
      const { data } = JSON.parse(body);
      const outcome = roll(10);
      const taken = outcome > 1;
      arrived.push({
        id: String(request.headers['webhook-id']),
        subject: data.subject.id,
        revision: data.revision,
        reason: data.reason,
        taken: taken && arrived.length + 1 < killAt,
      });
      // Held back until the sender is no more.
      if (arrived.length >= killAt) return kill();
      if (outcome === 0) response.writeHead(503).end();
      else if (outcome === 1) request.socket.destroy();
      else response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  const path = join(folder, 'told.db');

  for (let round = 0; round <= ROUNDS; round++) {
    killAt = round === ROUNDS ? Number.POSITIVE_INFINITY : arrived.length + 1 + roll(15);
    const child = spawn(process.execPath, [teller, path, url, String(START + round * MONTH)], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    kill = () => child.kill('SIGKILL');
    const [code, signal] = await once(child, 'exit');
    expect(round === ROUNDS ? code : signal).toBe(round === ROUNDS ? 0 : 'SIGKILL');
  }
  receiver.close();

  const store = openStore(path);
  const deliveries = (await store.deliveries({ limit: 1_000 })).rows;
  await store.close();
  const kept = deliveries.filter(({ state }) => state !== 'replaced');
  expect(new Set(kept.map(({ subject }) => subject.id)).size).toBeGreaterThanOrEqual(40);
  expect(kept.map(({ state }) => state)).toEqual(kept.map(() => 'accepted'));
  const heard = new Set(arrived.map(({ id }) => id));
  expect(kept.filter(({ id }) => !heard.has(id))).toEqual([]);
  const ids = new Map<string, string>();
  for (const { id, subject, revision, reason } of arrived) {
    const what = `${subject} ${revision} ${reason}`;
    expect(ids.get(what) ?? id).toBe(id);
    ids.set(what, id);
  }
  for (const late of kept) {
    const before = kept.filter((each) => each.subject.id === late.subject.id && each.sequence < late.sequence);
    const first = arrived.findIndex(({ id }) => id === late.id);
    for (const early of before) expect(arrived.findIndex(({ id }) => id === early.id)).toBeLessThan(first);
  }
});
