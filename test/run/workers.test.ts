// Workers in true threads and processes, on a store on disk: the same rows as on one thread, and whatever happens in one
// of them ends that one alone.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shareSea } from '../../db/reference/sea.ts';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { createTurns, turnAt } from '../../db/turns.ts';
import { CLERK } from '../../server/desk/clerk.ts';
import { createSightingDesk } from '../../server/desk/sightings.ts';
import type { Sighting } from '../../server/domain/sighting.ts';
import { keepRunning } from '../../server/run/keep-running.ts';
import { LIVE_WORKER, liveOverBus } from '../../server/run/live-commands.ts';
import { onDemand } from '../../server/run/on-demand.ts';
import { createReplays, type ReplayController } from '../../server/run/replay.ts';
import {
  createWorkers,
  type Ending,
  type Worker,
  type Workers,
  type WorkersOptions,
} from '../../server/run/workers.ts';
import { type Bus, createBus } from '../../server/seams/bus.ts';
import { systemClock } from '../../server/seams/clock.ts';
import { createProblems } from '../../server/seams/problems.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { SIGNED, sampleSighting } from '../contract/samples.ts';
import { places } from '../play.ts';
import { at } from '../scenario.ts';
import { replaysHere } from './replays-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'keelwatch-workers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const log = pino({ level: 'silent' });
let files = 0;
let path: string;
let bus: Bus;
let store: Store;
const closing: (() => Promise<unknown>)[] = [];

beforeEach(() => {
  path = join(folder, `${files++}.db`);
  bus = createBus();
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function crew(more: Partial<WorkersOptions> = {}): Workers {
  const turns = createTurns();
  store = openStore(path, { news: bus, aside: true, turn: turnAt(turns, 0) });
  const setting = { path, logLevel: 'silent' as const, shared: { turns, sea: shareSea() } };
  const workers = createWorkers({ bus, setting, ...more });
  closing.push(store.close, workers.close);
  return workers;
}

function control(run: Parameters<typeof createReplays>[0]['run']): ReplayController {
  const tables = { scenarios: listScenarios(), version: '0.0.0-test', recordingsFolder: '', intakeFolder: '' };
  const replays = createReplays({
    ...tables,
    store,
    clock: systemClock,
    log,
    problems: createProblems(systemClock),
    run,
    removeRows: store.deleteReplay,
    listRecordings: () => [],
  });
  closing.push(replays.close);
  return replays;
}

const inWorker =
  (workers: Workers, begun: (worker: Worker) => void = () => undefined): Parameters<typeof createReplays>[0]['run'] =>
  (plan) => {
    const worker = workers.begin({ name: `replay ${plan.row.id}`, role: 'replay', task: plan, turn: null });
    begun(worker);
    return worker;
  };

async function rowsOf(of: Store, scope: string) {
  const asked = { scope, limit: 500 };
  const byId = <T extends { id: string }>(rows: T[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    alerts: byId((await of.alerts(asked)).rows),
    events: byId((await of.events(asked)).rows),
    vessels: byId((await of.vessels(asked)).rows),
    sightings: await of.sightings(scope),
  };
}

describe.each(['threads', 'processes'] as const)('in %s', (as) => {
  it('a replay leaves what it leaves on one thread, and tells of every commit', async () => {
    const replays = control(inWorker(crew({ as })));
    const seen: number[] = [];
    bus.subscribe('log', ({ seq }) => seen.push(seq));
    await replays.start({ scenario: 'chon-ma-san', asOf: 'then' });
    await replays.settled();
    expect(await store.replay('chon-ma-san')).toMatchObject({ state: 'done', error: null });
    expect(seen.at(-1)).toBe(await store.lastSeq());
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const plain = openStore(':memory:');
    closing.push(plain.close);
    const here = createReplays({
      store: plain,
      clock: systemClock,
      log,
      problems: createProblems(systemClock),
      run: replaysHere({ store: plain, clock: systemClock, log }),
      removeRows: plain.deleteReplay,
      scenarios: listScenarios(),
      version: '0.0.0-test',
      recordingsFolder: '',
      intakeFolder: '',
      listRecordings: () => [],
    });
    await here.start({ scenario: 'chon-ma-san', asOf: 'then' });
    await here.settled();
    expect(await rowsOf(store, 'chon-ma-san')).toEqual(await rowsOf(plain, 'chon-ma-san'));
  });

  it('one that needs more memory than there is ends alone, and its row says why', async () => {
    const replays = control(inWorker(crew({ as, mostMb: 24 })));
    await replays.start({ scenario: 'sea-bridge', asOf: 'then' });
    await replays.settled();
    const row = await store.replay('sea-bridge');
    expect(row).toMatchObject({ state: 'failed' });
    expect(row!.error).toMatch(/^the replay was cut short: (it needed more memory than it may take|its process ended)/);
    expect(await store.stats(), 'the desk goes on').toBeDefined();
  });

  it('a cancelled one that does not answer in time is ended where it stands, and runs whole when asked again', async () => {
    const workers = crew({ as });
    const replays = control((plan) => {
      const worker = inWorker(workers)(plan);
      return { ...worker, stop: () => (worker as Worker).stop(0) };
    });
    await replays.start({ scenario: 'sea-bridge', asOf: 'then' });
    await replays.cancel('sea-bridge');
    expect(await store.replay('sea-bridge')).toMatchObject({ state: 'cancelled', error: null });
    await replays.start({ scenario: 'chon-ma-san', asOf: 'then' });
    await replays.settled();
    expect(await store.replay('chon-ma-san')).toMatchObject({ state: 'done' });
  });

  it('the live monitor that is ended without warning is begun again and goes on where it was', async () => {
    const workers = crew({ as });
    const begun: Worker[] = [];
    const problems = createProblems(systemClock);
    const kept = keepRunning({
      workers: {
        ...workers,
        begin(order) {
          const worker = workers.begin(order);
          begun.push(worker);
          return worker;
        },
      },
      order: { name: LIVE_WORKER.name, role: 'live', task: null, turn: 1 },
      called: 'The live monitor',
      log,
      problems,
      pauseMs: 1,
    });
    closing.push(kept.close);
    await kept.begun;
    const desk = createSightingDesk(store, liveOverBus(bus));
    await desk.enter([seen('rajin', '2024-02-04T00:00Z')], SIGNED);
    await begun[0]!.stop(0);
    await expect(desk.enter([seen('dunay', '2024-02-06T00:00Z')], SIGNED)).rejects.toMatchObject({
      code: 'unavailable',
    });
    await expect.poll(() => begun.length, { timeout: 60_000 }).toBe(2);
    expect(problems.all()).toMatchObject([{ id: 'worker/live' }]);
    await begun[1]!.begun;
    await desk.enter([seen('vostochny', '2024-02-08T00:00Z')], SIGNED);
    await expect.poll(() => problems.all()).toEqual([]);
    const { rows } = await store.alerts({ scope: LIVE, limit: 10 });
    expect(rows.map(({ placeIds }) => placeIds)).toEqual([['rajin', 'dunay', 'vostochny']]);
    const told = (await store.log(0, 1000)).map(({ kind, id, revision }) => `${kind} ${id} ${revision}`);
    expect(new Set(told).size).toBe(told.length);
  });
});

describe('the clerk', () => {
  it('is begun when it is asked for the first time, and again when it has ended', async () => {
    const workers = crew();
    const begun: Worker[] = [];
    const order = { name: CLERK.name, role: 'clerk', task: null, turn: null };
    onDemand({
      bus,
      workers: { ...workers, begin: (given) => begun[begun.push(workers.begin(given)) - 1]! },
      order,
      called: 'The clerk',
      problems: createProblems(systemClock),
    });
    expect(begun).toHaveLength(0);
    const ship = { vesselId: 'imo:9161003', name: 'LADY R', hullType: null, shipType: Number.NaN };
    const ask = () => bus.ask(CLERK, 'reach of', { scope: LIVE, ship, at: 0 });
    for (let round = 1; round <= 2; round++) {
      await expect(ask()).rejects.toMatchObject({ code: 'not_found', message: expect.stringContaining('LADY R') });
      await expect(ask()).rejects.toMatchObject({ code: 'not_found' });
      expect(begun).toHaveLength(round);
      await begun.at(-1)!.stop();
    }
  });

  it('that fails is a problem until it has answered again; one that is stopped is none', async () => {
    const ends: ((ending: Ending) => void)[] = [];
    const problems = createProblems(systemClock);
    const begin = ({ name }: { name: string }): Worker => {
      const { promise, resolve } = Promise.withResolvers<Ending>();
      const silence = bus.answer(name, async () => 'answered');
      ends.push(resolve);
      const ended = promise.finally(silence);
      return { begun: Promise.resolve(), ended, stop: () => ended };
    };
    const order = { name: 'clerk', role: 'clerk', task: null, turn: null };
    onDemand({ bus, workers: { begin, warm() {}, async close() {} }, order, called: 'The clerk', problems });
    const ask = () => bus.ask({ name: 'clerk' }, 'anything' as never, null as never);
    const end = async (ending: Ending) => {
      ends.at(-1)!(ending);
      await new Promise((next) => setImmediate(next));
    };
    expect(await ask()).toBe('answered');
    await end({ how: 'stopped' });
    expect(problems.all()).toEqual([]);
    await ask();
    await end({ how: 'failed', says: 'it needed more memory than it may take' });
    expect(problems.all()).toMatchObject([
      { id: 'worker/clerk', says: expect.stringContaining('it needed more memory than it may take') },
    ]);
    expect(await ask()).toBe('answered');
    expect(ends).toHaveLength(3);
    expect(problems.all()).toEqual([]);
  });
});

function seen(placeId: string, from: string): Sighting {
  const { lon, lat } = places.port(placeId)!;
  const fromAt = at(from);
  return sampleSighting({
    id: `seen ${placeId}`,
    placeId,
    lon,
    lat,
    fromAt,
    toAt: fromAt + 86_399_000,
    arrivedAt: fromAt,
  });
}
