// Kills the sender without warning, round after round, each time while a receiver holds an answer back, under receivers that
// fail, hang up, never answer, answer late and answer twice. Comes in: how many rounds. Goes out: what arrived, what the store
// says of it, and in sentences whatever must not be. New alerts come in every round, as if the engine had said them.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../db/sqlite-store.ts';
import type { Delivery } from '../../server/seams/delivery-store.ts';

export interface Drill {
  rounds: number;
  /** New ones in every round. */
  alerts: number;
  seed: number;
  folder: string;
  /** How long the sender waits for an answer, ms; what comes later is late. */
  patienceMs: number;
  progress?(round: number, arrived: number): void;
}

export interface Drilled {
  arrived: number;
  /** More than once, under the same id. */
  doubled: number;
  messages: number;
  /** That were raised. */
  alerts: number;
  /** What must not be; empty where all is well. */
  wrong: string[];
}

interface Arrived {
  to: string;
  id: string;
  subject: string;
  revision: number;
  reason: string;
}

const teller = fileURLToPath(new URL('./teller.ts', import.meta.url));
const MOST_ROWS = 500;
const RECEIVERS = ['first', 'second', 'gathered'];

export async function killDrill({ rounds, alerts, seed, folder, patienceMs, progress }: Drill): Promise<Drilled> {
  const arrived: Arrived[] = [];
  let dice = seed;
  const roll = (sides: number) => {
    dice = (Math.imul(dice, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (dice >>> 8) % sides;
  };
  let killAt = Number.POSITIVE_INFINITY;
  let kill = () => {};
  let calm = false;
  const receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (part) => {
      body += part;
    });
    request.once('end', () => {
      const { data } = JSON.parse(body);
      const to = request.url ?? '';
      const id = String(request.headers['webhook-id']);
      arrived.push({ to, id, subject: data.subject.id, revision: data.revision, reason: data.reason });
      // Held back until the sender is no more.
      if (arrived.length >= killAt) return kill();
      const outcome = calm ? 99 : roll(20);
      if (outcome < 3) response.writeHead(503).end();
      else if (outcome === 3) response.writeHead(429, { 'retry-after': '2' }).end();
      else if (outcome < 6) request.socket.destroy();
      else if (outcome === 6) return;
      else if (outcome === 7) setTimeout(() => response.writeHead(200).end(), 2 * patienceMs);
      else if (outcome === 8) {
        response.writeHead(200, { connection: 'keep-alive' }).end();
        request.socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
      } else response.writeHead(200).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const path = join(folder, 'told.db');
  const wrong: string[] = [];

  for (let round = 0; round <= rounds; round++) {
    calm = round === rounds;
    killAt = calm ? Number.POSITIVE_INFINITY : arrived.length + 1 + roll(Math.ceil(1.5 * alerts));
    const given = [path, base, String(round), String(alerts), String(patienceMs)];
    const child = spawn(process.execPath, [teller, ...given], { stdio: ['ignore', 'inherit', 'inherit'] });
    kill = () => child.kill('SIGKILL');
    const [code, signal] = await once(child, 'exit');
    if (calm ? code !== 0 : signal !== 'SIGKILL') wrong.push(`round ${round} ended with ${code ?? signal}`);
    progress?.(round, arrived.length);
  }
  receiver.closeAllConnections();
  receiver.close();

  const kept = (await allDeliveries(path)).filter(({ state }) => state !== 'replaced');
  const found = judged(kept, arrived);
  const told = new Set(kept.map(({ subscriptionId, subject }) => `${subject.id} to ${subscriptionId}`));
  for (let round = 0; round <= rounds; round++) {
    for (const what of toldOf(round, alerts)) if (!told.has(what)) found.push(`${what} was never planned`);
  }
  const ids = new Set(arrived.map(({ to, id }) => `${to} ${id}`));
  return {
    arrived: arrived.length,
    doubled: arrived.length - ids.size,
    messages: kept.length,
    alerts: alerts * (rounds + 1),
    wrong: [...wrong, ...found],
  };
}

/** Of a round; what was withdrawn before a receiver was told of it need not be told. */
function toldOf(round: number, alerts: number): string[] {
  const standing = Array.from({ length: alerts }, (_, i) => i).filter((i) => i % 5 !== 0);
  return standing.flatMap((i) => RECEIVERS.map((id) => `alert-${round}-${i} to ${id}`));
}

/** Every message there at least once, none under two ids, none before what it corrects, none that waits. */
function judged(kept: readonly Delivery[], arrived: readonly Arrived[]): string[] {
  const wrong: string[] = [];
  const firstAt = new Map<string, number>();
  for (const [i, { to, id }] of arrived.entries()) {
    if (!firstAt.has(`${to} ${id}`)) firstAt.set(`${to} ${id}`, i);
  }
  const arrivedAt = (each: Delivery) => firstAt.get(`/${each.channelId} ${each.sentAs ?? each.id}`);
  for (const each of kept) {
    const what = `${each.subject.id} revision ${each.revision} to ${each.subscriptionId}`;
    if (each.state !== 'accepted') wrong.push(`${what} is left ${each.state}`);
    else if (arrivedAt(each) === undefined) wrong.push(`${what} never arrived`);
  }
  const ids = new Map<string, string>();
  for (const { to, id, subject, revision, reason } of arrived) {
    if (reason === 'digest') continue;
    const what = `${to} ${subject} ${revision} ${reason}`;
    const other = ids.get(what);
    if (other !== undefined && other !== id) wrong.push(`${what} came under two ids`);
    ids.set(what, id);
  }
  const byReceiver = Map.groupBy(kept, (each) => `${each.subscriptionId} ${each.subject.id}`);
  for (const [what, rows] of byReceiver) {
    const ordered = rows.toSorted((a, b) => a.sequence - b.sequence);
    for (const [i, late] of ordered.entries()) {
      const early = ordered[i - 1];
      if (early === undefined) continue;
      if (late.sequence === early.sequence) wrong.push(`${what} has two messages in place ${late.sequence}`);
      if ((arrivedAt(late) ?? 0) < (arrivedAt(early) ?? 0))
        wrong.push(`${what}: a correction came before what it corrects`);
    }
  }
  return wrong;
}

async function allDeliveries(path: string): Promise<Delivery[]> {
  const store = openStore(path);
  const all: Delivery[] = [];
  let after: string | undefined;
  do {
    const page = await store.deliveries({ limit: MOST_ROWS, ...(after === undefined ? {} : { after }) });
    all.push(...page.rows);
    after = page.next ?? undefined;
  } while (after !== undefined);
  await store.close();
  return all;
}
