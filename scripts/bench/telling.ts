// How fast alerts are told, and how long the desk takes to answer meanwhile: the program as a user starts it, one signed webhook
// to a receiver of this machine, alerts that another process commits, /health asked twenty times a second.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openStore } from '../../db/sqlite-store.ts';
import { batchOf, sampleAlert } from '../../test/contract/samples.ts';
import { freePort, root, told, type Waits } from './desk.ts';

export interface TellingFigures {
  /** Webhooks a second, by run: from the first that arrived to the last. */
  sent: number[];
  /** Of the receiver: messages that came more than once. */
  doubled: number;
  waits: Waits[];
  atLeast: number;
}

const ALERTS = 5_000;
const BATCH = 250;
const HEALTH_EVERY_MS = 50;
const KEY = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export async function tellingFigures(runs = 3): Promise<TellingFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-bench-tell-'));
  const arrivedAt: number[] = [];
  const ids = new Set<string>();
  const receiver = createServer((request, response) => {
    request.resume().once('end', () => {
      arrivedAt.push(performance.now());
      ids.add(String(request.headers['webhook-id']));
      response.writeHead(200).end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as { port: number };
  const listen = `127.0.0.1:${await freePort()}`;
  const child = spawn(process.execPath, [join(root, 'scripts/keelwatch.ts'), 'serve'], {
    cwd: root,
    env: {
      ...process.env,
      KEELWATCH_DATA: folder,
      KEELWATCH_LISTEN: listen,
      KEELWATCH_LOG: 'error',
      KEELWATCH_DEMO: 'none',
      KEELWATCH_RECEIVERS: 'loopback',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const api = `http://${listen}/api/v1`;
  const health: Waits = { name: 'GET /health', runs: [], atMost: 50 };
  const sent: number[] = [];
  try {
    const { id } = await posted(api, '/channels', {
      kind: 'webhook',
      title: 'Bench',
      settings: { url: `http://127.0.0.1:${port}/`, key: KEY },
    });
    await posted(api, '/subscriptions', { title: 'Everything', channelId: id });
    for (let run = 0; run < runs; run++) {
      arrivedAt.length = 0;
      let running = true;
      const waits: number[] = [];
      const asking = (async () => {
        while (running) {
          const at = performance.now();
          await (await fetch(`${api}/health`)).arrayBuffer();
          waits.push(performance.now() - at);
          await pause(HEALTH_EVERY_MS);
        }
      })();
      await raise(join(folder, 'keelwatch.db'), run);
      while (arrivedAt.length < ALERTS) await pause(HEALTH_EVERY_MS);
      running = false;
      await asking;
      sent.push(((arrivedAt.length - 1) * 1_000) / (arrivedAt.at(-1)! - arrivedAt[0]!));
      health.runs.push(told(waits));
    }
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
    receiver.closeAllConnections();
    receiver.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return { sent, doubled: runs * ALERTS - ids.size, waits: [health], atLeast: 1_000 };
}

async function raise(path: string, run: number): Promise<void> {
  const store = openStore(path);
  const at = Date.now();
  for (let from = 0; from < ALERTS; from += BATCH) {
    const alerts = Array.from({ length: BATCH }, (_, n) =>
      sampleAlert({ id: `bench-${run}-${from + n}`, raisedAt: at, knownAt: at, fromAt: at, toAt: at }),
    );
    await store.commit(batchOf('live', { alerts }));
  }
  await store.close();
}

/** Asked until the program is there. */
async function posted(api: string, path: string, body: unknown): Promise<{ id: string }> {
  for (;;) {
    const response = await fetch(api + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => null);
    if (response?.ok) return (await response.json()) as { id: string };
    if (response !== null) throw new Error(`${path} was answered with ${response.status}: ${await response.text()}`);
    await pause(200);
  }
}
