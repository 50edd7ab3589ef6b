// The live monitor on a store in memory: sightings lead to alerts at once, and a restart goes on where it was.

import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { createSightingDesk } from '../../server/desk/sightings.ts';
import type { EngineOptions } from '../../server/domain/engine/engine.ts';
import { detectorKinds } from '../../server/domain/kinds/index.ts';
import { createPlainCodec } from '../../server/domain/plain-data/codec.ts';
import type { Sighting } from '../../server/domain/sighting.ts';
import { createLive } from '../../server/run/live.ts';
import type { Live } from '../../server/run/live-contract.ts';
import { type Clock, manualClock } from '../../server/seams/clock.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { batchOf, SIGNED, sampleSighting } from '../contract/samples.ts';
import { places } from '../play.ts';
import { at } from '../scenario.ts';
import { referenceLive } from './reference-live.ts';

let store: Store;
let warned: string[];
let problems: string[];
const clock = manualClock(at('2024-02-20T00:00Z'));
beforeEach(() => {
  store = openStore(':memory:');
  warned = [];
  problems = ['nobody has told yet'];
});
afterEach(() => store.close());

function open(by: Clock = clock, more: Partial<EngineOptions> = {}): Promise<Live> {
  const log = pino({ level: 'warn' }, { write: (line: string) => void warned.push(JSON.parse(line).msg) });
  const { lists, options } = referenceLive;
  return createLive({
    store,
    clock: by,
    log,
    lists,
    options: (known) => ({ ...options(known), fence: 'throw', ...more }),
    problems(troubles) {
      problems = troubles.map(({ says }) => says);
    },
  });
}

function seen(placeId: string, from: string, more: Partial<Sighting> = {}): Sighting {
  const { lon, lat } = places.port(placeId)!;
  const fromAt = at(from);
  const id = `seen ${placeId} ${from}`;
  return sampleSighting({ id, placeId, lon, lat, fromAt, toAt: fromAt + 86_399_000, arrivedAt: clock.now(), ...more });
}

function enter(live: Live, ...sightings: Sighting[]): Promise<Sighting[]> {
  return createSightingDesk(store, live).enter(sightings, SIGNED);
}

/** Stores another state in place of the one that is kept, made from its chunks. */
async function spoil(damage: (chunks: Uint8Array[]) => Uint8Array[]): Promise<void> {
  const { number, chunks } = (await store.state(LIVE))!;
  const spoilt = damage(chunks);
  for (const [i, chunk] of spoilt.entries()) await store.keepChunks(LIVE, number + 1, i, [chunk]);
  await store.commit(batchOf(LIVE, { state: { number: number + 1, chunks: spoilt.length } }));
}

const alerts = async () => (await store.alerts({ scope: LIVE, limit: 100 })).rows;

describe('sightings that people enter', () => {
  it('lead to an alert that is committed when the answer comes', async () => {
    const live = await open();
    await enter(live, seen('rajin', '2024-02-04T00:00Z'));
    expect(await alerts()).toEqual([]);
    await enter(live, seen('vostochny', '2024-02-08T00:00Z'));
    expect(await alerts()).toMatchObject([
      {
        ruleId: 'dprk-ru-arms',
        vesselId: 'imo:9161003',
        basis: 'sighted',
        severity: 'critical',
        raisedAt: clock.now(),
      },
    ]);
    const { commits, flow } = live.counts();
    expect(commits.alerts).toEqual({ critical: { first: 1, later: 0, withdrawn: 0 } });
    expect(commits.events['port-call']?.first).toBe(2);
    expect(commits.within.at(-1)?.count).toBe(commits.count);
    expect(flow.engine.reports).toBe(0);
    expect(await store.sightings(LIVE)).toHaveLength(2);
  });

  it('entered twice are one', async () => {
    const live = await open();
    for (let i = 0; i < 2; i++) {
      await enter(live, seen('rajin', '2024-02-04T00:00Z'));
      await enter(live, seen('vostochny', '2024-02-08T00:00Z'));
    }
    expect((await alerts()).map(({ revision }) => revision)).toEqual([1]);
    expect((await store.events({ scope: LIVE, limit: 10 })).rows).toHaveLength(2);
  });

  it('may be entered in any order', async () => {
    const live = await open();
    await enter(live, seen('vostochny', '2024-02-08T00:00Z'));
    await enter(live, seen('rajin', '2024-02-04T00:00Z'));
    expect(await alerts()).toMatchObject([{ placeIds: ['rajin', 'vostochny'] }]);
  });

  it('of a position far from any port are kept, and lead to nothing', async () => {
    const live = await open();
    await enter(live, seen('rajin', '2024-02-04T00:00Z', { placeId: null, lon: 131.2, lat: 41.5 }));
    expect(await store.sightings(LIVE)).toHaveLength(1);
    expect((await store.events({ scope: LIVE, limit: 10 })).rows).toEqual([]);
  });
});

describe('sightings that are taken back', () => {
  it('take the call and the alert with them, visibly', async () => {
    const live = await open();
    const rajin = seen('rajin', '2024-02-04T00:00Z');
    await enter(live, rajin, seen('vostochny', '2024-02-08T00:00Z'));
    expect(await alerts()).toMatchObject([{ state: 'open', revision: 1 }]);
    await createSightingDesk(store, live).withdraw(rajin.id, 'a sister ship', { ...SIGNED, at: clock.now() });
    expect(await alerts()).toMatchObject([{ state: 'withdrawn', revision: 2 }]);
    const { rows } = await store.events({ scope: LIVE, placeId: 'rajin', limit: 10 });
    expect(rows).toMatchObject([{ state: 'withdrawn' }]);
    expect(rows[0]!.reason).toContain('a sister ship');
    expect(await store.sighting(LIVE, rajin.id)).toMatchObject({ withdrawn: { reason: 'a sister ship' } });
  });

  it('and entered again make the same call again, under the same id', async () => {
    const live = await open();
    const rajin = seen('rajin', '2024-02-04T00:00Z');
    await enter(live, rajin, seen('vostochny', '2024-02-08T00:00Z'));
    await createSightingDesk(store, live).withdraw(rajin.id, 'a sister ship', { ...SIGNED, at: clock.now() });
    await enter(live, rajin);
    expect((await store.events({ scope: LIVE, placeId: 'rajin', limit: 10 })).rows).toMatchObject([
      { state: 'closed', revision: 3 },
    ]);
    expect((await alerts()).filter(({ state }) => state === 'open')).toHaveLength(1);
  });

  it('corrected, lead to what the new one says', async () => {
    const live = await open();
    const wrong = seen('busan', '2024-02-04T00:00Z');
    await enter(live, wrong, seen('vostochny', '2024-02-08T00:00Z'));
    expect(await alerts()).toEqual([]);
    await createSightingDesk(store, live).withdraw(wrong.id, 'another port', { ...SIGNED, at: clock.now() });
    await enter(live, seen('rajin', '2024-02-04T00:00Z'));
    expect(await alerts()).toMatchObject([{ placeIds: ['rajin', 'vostochny'], state: 'open' }]);
  });
});

describe('sightings that another process writes', () => {
  it('are heard once, however often the store is asked', async () => {
    const live = await open();
    await createSightingDesk(store, null).enter(
      [seen('rajin', '2024-02-04T00:00Z'), seen('vostochny', '2024-02-08T00:00Z')],
      SIGNED,
    );
    expect(await alerts()).toEqual([]);
    await Promise.all([live.takeSightings(), live.takeSightings()]);
    await live.takeSightings();
    expect(await alerts()).toMatchObject([{ revision: 1, placeIds: ['rajin', 'vostochny'] }]);
  });

  it('while the monitor is stopped are heard when it starts, withdrawals too', async () => {
    const before = await open();
    const rajin = seen('rajin', '2024-02-04T00:00Z');
    await enter(before, rajin, seen('vostochny', '2024-02-08T00:00Z'));
    await before.close();
    await createSightingDesk(store, null).withdraw(rajin.id, 'a sister ship', { ...SIGNED, at: clock.now() });
    const after = await open();
    await after.takeSightings();
    expect(await alerts()).toMatchObject([{ state: 'withdrawn' }]);
  });
});

describe('a detector that fails', () => {
  const [portCall, ...others] = detectorKinds.detectors;
  const failing = {
    ...portCall!,
    sighted: () => {
      throw new Error('no such berth');
    },
  };
  const kinds = { ...detectorKinds, detectors: [failing, ...others] };

  it('is logged and told, and the monitor goes on', async () => {
    const live = await open(clock, { kinds, fence: 'report' });
    expect(problems).toEqual([]);
    await enter(live, seen('rajin', '2024-02-04T00:00Z'));
    await enter(live, seen('vostochny', '2024-02-08T00:00Z'));
    expect(warned).toEqual(['a detector or a rule has failed', 'a detector or a rule has failed']);
    expect(await store.sightings(LIVE)).toHaveLength(2);
    expect(problems).toEqual([
      'The detector of port-call failed 2 times, last at 20 Feb 2024 00:00Z about imo:9161003: what it kept was set aside ' +
        'and it began anew; everything else goes on.',
    ]);
  });

  it('fails the test where nobody asks for a fence', async () => {
    const live = await open(clock, { kinds });
    await expect(enter(live, seen('rajin', '2024-02-04T00:00Z'))).rejects.toThrow('no such berth');
  });
});

describe('a restart', () => {
  it('under other detectors goes on with what they have in common, and says what is left behind', async () => {
    const before = await open();
    await enter(before, seen('rajin', '2024-02-04T00:00Z'));
    await before.close();
    const detectors = detectorKinds.detectors.filter(({ name }) => name !== 'loitering').reverse();
    const half = (ships: 'every' | 'watched') => detectors.filter((detector) => detector.ships === ships);
    const kinds = { ...detectorKinds, detectors: [...half('every'), ...half('watched')] };
    await enter(await open(clock, { kinds }), seen('vostochny', '2024-02-08T00:00Z'));
    expect(warned).toEqual(['the live state of these kinds is not continued']);
    expect(await alerts()).toMatchObject([{ placeIds: ['rajin', 'vostochny'], revision: 1 }]);
  });

  it('goes on from the snapshot: the second half of a leg finds the first', async () => {
    const before = await open();
    await enter(before, seen('rajin', '2024-02-04T00:00Z'));
    await before.close();
    const after = await open();
    await enter(after, seen('vostochny', '2024-02-08T00:00Z'));
    expect(await alerts()).toMatchObject([{ placeIds: ['rajin', 'vostochny'], revision: 1 }]);
    expect(warned).toEqual([]);
  });

  it('goes on without a close as well, because each sighting is written down with what followed from it', async () => {
    await enter(await open(), seen('rajin', '2024-02-04T00:00Z'));
    await enter(await open(), seen('vostochny', '2024-02-08T00:00Z'));
    const [first] = await alerts();
    await enter(await open(), seen('dunay', '2024-02-10T00:00Z'));
    expect(await alerts()).toMatchObject([{ id: first!.id, revision: 2, placeIds: ['rajin', 'vostochny', 'dunay'] }]);
  });

  it('says the same as a monitor that was never stopped', async () => {
    const sightings = [
      seen('dunay', '2024-01-20T00:00Z'),
      seen('rajin', '2024-02-04T00:00Z'),
      seen('vostochny', '2024-02-08T00:00Z'),
      seen('rajin', '2024-02-14T00:00Z'),
    ];
    for (const sighting of sightings) await enter(await open(), sighting);
    const stopped = await alerts();
    await store.close();
    store = openStore(':memory:');
    const live = await open();
    for (const sighting of sightings) await enter(live, sighting);
    expect(stopped.length).toBeGreaterThan(1);
    expect(stopped).toEqual(await alerts());
  });

  it('without warning, at any point and an hour later, tells nothing a second time', async () => {
    // Each has a clock of its own: what the killed one would have done later never happens.
    let own = manualClock(clock.now());
    const begin = async () => {
      const live = await open(own);
      live.start();
      return live;
    };
    let live = await begin();
    const rajin = seen('rajin', '2024-02-04T00:00Z');
    const deeds: (() => Promise<unknown>)[] = [
      () => enter(live, rajin),
      () => enter(live, seen('vostochny', '2024-02-08T00:00Z')),
      () => createSightingDesk(store, live).withdraw(rajin.id, 'a sister ship', { ...SIGNED, at: own.now() }),
      () => live.takeLists(),
      () => enter(live, rajin),
      () => enter(live, seen('dunay', '2024-02-10T00:00Z')),
    ];
    const story = async () =>
      (await store.log(0, 1000)).map(({ kind, id, revision, body }) => [kind, id, revision, body]);
    for (const [i, deed] of deeds.entries()) {
      await deed();
      const states = await store.state(LIVE);
      if (i % 2 === 1) {
        own.set(own.now() + 6 * 60_000);
        await expect.poll(async () => (await store.state(LIVE))?.number).toBe((states?.number ?? 0) + 1);
      }
      const before = await story();
      own = manualClock(own.now() + 3_600_000);
      live = await begin();
      await live.takeSightings();
      expect(await story(), `after deed ${i}`).toEqual(before);
    }
    expect((await alerts()).map(({ state }) => state)).toEqual(['open']);
    expect(warned).toEqual([]);
  });

  it('with a state of another version begins anew, hears all sightings again and says so', async () => {
    const before = await open();
    await enter(before, seen('rajin', '2024-02-04T00:00Z'));
    await before.close();
    // What is stored stays as it is, but for the version that its directory names.
    await spoil((chunks) => {
      const codec = createPlainCodec([], 0);
      const [directory] = codec.read(chunks.at(-1)!) as [{ version: number }];
      codec.write({ ...directory, version: directory.version + 1 });
      return [...chunks.slice(0, -1), codec.bytes()];
    });
    const after = await open();
    expect(warned).toEqual(['the live state is of another version; the monitor begins anew']);
    await enter(after, seen('vostochny', '2024-02-08T00:00Z'));
    expect(await store.sightings(LIVE)).toHaveLength(2);
    expect(await alerts()).toMatchObject([{ placeIds: ['rajin', 'vostochny'] }]);
  });

  it.each<[string, (chunks: Uint8Array[]) => Uint8Array[]]>([
    ['is cut short', (chunks) => chunks.slice(0, chunks.length >> 1)],
    ['lacks its directory', (chunks) => chunks.slice(0, -1)],
    ['lacks a part', (chunks) => chunks.slice(1)],
    ['is something else', () => [new Uint8Array([0xff, 0x0f, 0x01, 0x02])]],
  ])('with a state that %s begins anew and says so', async (_, damage) => {
    const before = await open();
    await enter(before, seen('rajin', '2024-02-04T00:00Z'));
    await before.close();
    await spoil(damage);
    await enter(await open(), seen('vostochny', '2024-02-08T00:00Z'));
    expect(warned).toEqual(['the live state cannot be read; the monitor begins anew']);
    expect(await alerts()).toMatchObject([{ placeIds: ['rajin', 'vostochny'] }]);
  });
});
