// Kills a replay without warning, again and again, and runs it again on what it left: the same alerts under the same
// ids as a run that nobody disturbed, none missing and none doubled.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-kill-replay-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const replayer = fileURLToPath(new URL('./replayer.ts', import.meta.url));

const SCENARIO = 'simons-town';
const ROUNDS = 6;
const SEED = 20_240_208;

/** Runs the replay; after so many words of it, kills it. Gives back all words, or as many as came before the end. */
async function replay(path: string, killAfter = Number.POSITIVE_INFINITY): Promise<string[]> {
  const child = spawn(process.execPath, [replayer, path, SCENARIO], { stdio: ['ignore', 'pipe', 'inherit'] });
  const words: string[] = [];
  for await (const word of createInterface({ input: child.stdout })) {
    if (words.push(word) === killAfter) child.kill('SIGKILL');
  }
  return words;
}

async function rowsOf(path: string) {
  const store = openStore(path);
  const asked = { scope: SCENARIO, limit: 500 };
  const byId = <T extends { id: string }>(rows: T[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = {
    state: (await store.replay(SCENARIO))?.state,
    alerts: byId((await store.alerts(asked)).rows),
    events: byId((await store.events(asked)).rows),
    vessels: byId((await store.vessels(asked)).rows),
    sightings: await store.sightings(SCENARIO),
    stats: { ...(await store.stats()), bytes: 0 },
  };
  const log = await store.log(0, 100_000, SCENARIO);
  await store.close();
  return { rows, log };
}

it(`a replay killed at ${ROUNDS} points and run again leaves what an undisturbed one leaves (seed ${SEED})`, async () => {
  const whole = join(folder, 'whole.db');
  const words = await replay(whole);
  const expected = await rowsOf(whole);
  expect(expected.rows).toMatchObject({ state: 'done', alerts: [{ ruleId: 'naval-gap' }] });
  expect(words.length, 'commits to be killed between').toBeGreaterThan(2 * ROUNDS);

  const path = join(folder, 'killed.db');
  let dice = SEED;
  for (let round = 1; round <= ROUNDS; round++) {
    dice = (Math.imul(dice, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    const killAfter = 1 + (dice % (words.length - 1));
    await replay(path, killAfter);
    const left = await rowsOf(path);
    const where = `round ${round}, killed after word ${killAfter} of ${words.length}`;
    // Whatever is there is right as far as it goes: no alert that the whole run does not know, none told twice.
    const known = new Set(expected.rows.alerts.map(({ id }) => id));
    expect(
      left.rows.alerts.filter(({ id }) => !known.has(id)),
      where,
    ).toEqual([]);
    const told = wordsOf(left.log);
    expect(new Set(told).size, where).toBe(told.length);
  }

  await replay(path);
  const { rows, log } = await rowsOf(path);
  expect(rows).toEqual(expected.rows);
  // Where one commit ends and the next begins is a matter of time, and within a commit events come before alerts and alerts
  // before cases: each keeps its own order, whatever stands between. A case is formed anew by each commit.
  const story = (all: typeof log) =>
    all.filter(({ kind }) => kind !== 'case').map(({ kind, id, revision }) => `${kind} ${id} ${revision}`);
  expect(new Set(story(log))).toEqual(new Set(story(expected.log)));
  expect(story(log)).toHaveLength(story(expected.log).length);
  const cases = (all: typeof log) => new Set(all.filter(({ kind }) => kind === 'case').map(({ id }) => id));
  expect(cases(log)).toEqual(cases(expected.log));
});

type Victim = 'desk' | 'worker' | 'both';

/** Runs the replay in a worker; after so long, kills whom it is said to. Gives back how long it took. */
async function replayInWorker(path: string, as: 'threads' | 'processes', kill?: { victim: Victim; afterMs: number }) {
  const child = spawn(process.execPath, [replayer, path, SCENARIO, as], { stdio: ['ignore', 'pipe', 'inherit'] });
  const startedAt = performance.now();
  let tookMs = 0;
  for await (const word of createInterface({ input: child.stdout })) {
    tookMs = performance.now() - startedAt;
    const workers = /^workers (.+)$/.exec(word)?.[1]?.split(' ').map(Number) ?? [];
    if (kill === undefined || (as === 'processes' && workers.length === 0)) continue;
    const { victim, afterMs } = kill;
    kill = undefined;
    setTimeout(() => {
      if (victim !== 'worker') child.kill('SIGKILL');
      if (victim !== 'desk') for (const pid of workers) killQuietly(pid);
    }, afterMs);
  }
  return tookMs;
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

const DRILLS: { as: 'threads' | 'processes'; victims: Victim[] }[] = [
  { as: 'threads', victims: ['desk', 'desk', 'desk'] },
  ...(process.platform === 'linux'
    ? [{ as: 'processes' as const, victims: ['worker', 'desk', 'both'] as Victim[] }]
    : []),
];

it.each(DRILLS)('in $as, with $victims killed in turn, nothing is lost or doubled', async ({ as, victims }) => {
  const whole = join(folder, `whole-${as}.db`);
  const tookMs = await replayInWorker(whole, as);
  const expected = await rowsOf(whole);
  expect(expected.rows).toMatchObject({ state: 'done', alerts: [{ ruleId: 'naval-gap' }] });
  const known = new Set(expected.rows.alerts.map(({ id }) => id));
  const path = join(folder, `killed-${as}.db`);
  let dice = SEED;
  for (const victim of victims) {
    dice = (Math.imul(dice, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    const afterMs = (dice / 0x7fff_ffff) * tookMs;
    await replayInWorker(path, as, { victim, afterMs });
    const { rows, log } = await rowsOf(path);
    const where = `${victim} killed after ${afterMs.toFixed(0)} ms of ${tookMs.toFixed(0)}`;
    if (victim === 'worker') expect(['failed', 'done'], where).toContain(rows.state);
    expect(
      rows.alerts.filter(({ id }) => !known.has(id)),
      where,
    ).toEqual([]);
    const said = wordsOf(log);
    expect(new Set(said).size, where).toBe(said.length);
  }
  await replayInWorker(path, as);
  const { rows, log } = await rowsOf(path);
  expect(rows).toEqual(expected.rows);
  // Where the commits fall is a matter of time, and a ship that is named between two of them is told again by its name.
  const revisions = (all: typeof log) =>
    new Set(withoutReplays(all).map(({ kind, id, revision }) => `${kind} ${id} ${revision}`));
  expect(revisions(log)).toEqual(revisions(expected.log));
  expect(new Set(wordsOf(log)).size).toBe(wordsOf(log).length);
});

type Log = Awaited<ReturnType<typeof rowsOf>>['log'];

const withoutReplays = (log: Log) => log.filter(({ kind }) => kind !== 'replay');

function wordsOf(log: Log): string[] {
  return withoutReplays(log).map(({ kind, id, revision, body }) => `${kind} ${id} ${revision} ${JSON.stringify(body)}`);
}
