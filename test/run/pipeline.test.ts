// The pipeline on a store in memory: what the engine says is there after the commit, whole, and nothing before it.

import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { createPipeline, withHash } from '../../server/run/pipeline.ts';
import { createBus } from '../../server/seams/bus.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { sampleAlert, sampleReplay, sampleSighting } from '../contract/samples.ts';
import { places, referenceOptions } from '../play.ts';
import { at, away, vessel } from '../scenario.ts';

let store: Store;
beforeEach(() => {
  store = openStore(':memory:');
});
afterEach(() => store.close());

const open = (scope = LIVE) =>
  createPipeline({ scope, store, engine: referenceOptions, windowMs: Number.POSITIVE_INFINITY });

const rajin = places.port('rajin')!;
const id = 'imo:9161003';

/** LADY R comes to Rajin and says who she is only there. */
function arrival() {
  return vessel('LADY R', { mmsi: 273_212_120, imo: 9_161_003 })
    .at(away(rajin, 20), '2024-02-04T00:00Z')
    .sails({ to: rajin, kn: 12 })
    .stops('2 h', { kn: 0 })
    .says({})
    .stops('2 h', { kn: 0 }).reports;
}

describe('a commit', () => {
  it('brings everything that was said, and leaves nothing waiting', async () => {
    const pipeline = open();
    for (const report of arrival()) pipeline.take(report);
    expect(pipeline.pending, 'nothing is said before the order is settled').toBe(0);
    expect(pipeline.drain(1_000_000)).toBe(true);
    expect(pipeline.pending).toBeGreaterThan(10);
    expect((await store.stats()).fixes, 'nothing is stored before the commit').toBe(0);
    await pipeline.commit();
    expect(pipeline.pending).toBe(0);
    expect(await store.vessel(LIVE, id)).toMatchObject({ name: 'LADY R', hullId: id });
    expect((await store.events({ scope: LIVE, vesselId: id, limit: 10 })).rows).toMatchObject([
      { kind: 'port-call', state: 'open', facts: { placeId: 'rajin' } },
    ]);
    const day = at('2024-02-04T00:00Z');
    const track = await store.track(LIVE, id, day, day + 86_400_000, 1000);
    expect(track[0]!.at, 'fixes from before the naming are the hull’s').toBe(day);
  });

  it('brings what a refused commit held with the next one', async () => {
    let refusals = 1;
    const full: Store = {
      ...store,
      commit: (batch) => (refusals-- > 0 ? Promise.reject(new Error('disk full')) : store.commit(batch)),
    };
    const pipeline = createPipeline({
      scope: LIVE,
      store: full,
      engine: referenceOptions,
      windowMs: Number.POSITIVE_INFINITY,
    });
    for (const report of arrival()) pipeline.take(report);
    pipeline.drain(1_000_000);
    const waiting = pipeline.pending;
    await expect(pipeline.commit()).rejects.toThrow('disk full');
    expect(pipeline.pending).toBe(waiting);
    expect((await store.stats()).fixes).toBe(0);
    await pipeline.commit();
    expect(pipeline.pending).toBe(0);
    expect(await store.vessel(LIVE, id)).toMatchObject({ name: 'LADY R', hullId: id });
  });

  it('renames what an earlier commit has stored under the unit', async () => {
    const pipeline = open();
    const reports = arrival();
    const namedAt = reports.findIndex(({ name }) => name !== '');
    const live = createPipeline({ scope: LIVE, store, engine: referenceOptions, windowMs: 0 });
    for (const [index, report] of reports.entries()) {
      live.take(report);
      if (index === namedAt - 2) {
        await live.commit();
        const before = (await store.events({ scope: LIVE, limit: 10 })).rows;
        expect(before.map(({ vesselId }) => vesselId)).toEqual(['mmsi:273212120']);
      }
    }
    live.drain(1000);
    await live.commit();
    expect((await store.vessels({ scope: LIVE, limit: 10 })).rows.map((row) => row.id)).toEqual([id]);
    expect((await store.events({ scope: LIVE, limit: 10 })).rows.map(({ vesselId }) => vesselId)).toEqual([id]);
    expect(pipeline.pending).toBe(0);
  });

  it('wakes those who read the log, and tells the newest position of each ship once', async () => {
    const heard: unknown[] = [];
    const bus = createBus();
    await store.close();
    store = openStore(':memory:', { news: bus });
    bus.subscribe('log', (update) => heard.push(update));
    bus.subscribe('positions', (update) => heard.push(update));
    const pipeline = open();
    const reports = arrival();
    for (const report of reports) pipeline.take(report);
    pipeline.drain(1000);
    const seq = await pipeline.commit();
    expect(heard).toMatchObject([{ seq }, { scope: LIVE, fixes: [{ mmsi: 273_212_120, at: reports.at(-1)!.at }] }]);
    expect(await store.lastSeq()).toBe(seq);
    heard.length = 0;
    await pipeline.commit();
    expect(heard, 'nothing written, no word of it').toEqual([]);
  });

  it('carries a replay’s row and inputs along', async () => {
    const pipeline = open('a-replay');
    await pipeline.commit({ replay: sampleReplay('a-replay'), inputs: [{ number: 1, body: 'heard' }] });
    expect(await store.replay('a-replay')).toMatchObject({ state: 'running' });
    expect(await store.inputs('a-replay', 0)).toEqual([{ number: 1, body: 'heard' }]);
  });

  it('that the store refuses is a refusal for the caller', async () => {
    const pipeline = open();
    for (const report of arrival()) pipeline.take(report);
    pipeline.drain(1000);
    await store.close();
    await expect(pipeline.commit()).rejects.toThrow();
    store = openStore(':memory:');
  });
});

it('a sighting is stored with the commit that brings it, and heard when its time has come', async () => {
  const pipeline = open();
  const sighting = sampleSighting({ arrivedAt: at('2024-02-05T00:00Z') });
  pipeline.take({ kind: 'sighting', at: sighting.arrivedAt, sighting });
  pipeline.handOver(at('2024-02-04T23:59Z'));
  await pipeline.commit({ sightings: [sighting] });
  expect(await store.sightings(LIVE)).toEqual([sighting]);
  expect((await store.events({ scope: LIVE, limit: 10 })).rows).toEqual([]);
  pipeline.handOver(sighting.arrivedAt);
  await pipeline.commit();
  expect((await store.events({ scope: LIVE, limit: 10 })).rows).toMatchObject([{ basis: 'sighted' }]);
});

it('the hash of an alert is that of its evidence with the hash left empty, and of nothing else', () => {
  const { evidence } = withHash(sampleAlert());
  const again = createHash('sha256')
    .update(JSON.stringify({ ...evidence, hash: '' }))
    .digest('hex');
  expect(evidence.hash).toBe(again);
  expect(withHash(sampleAlert({ why: 'other words', revision: 7 })).evidence.hash).toBe(evidence.hash);
  const changed = { ...sampleAlert().evidence, otherExplanations: [] };
  expect(withHash(sampleAlert({ evidence: changed })).evidence.hash).not.toBe(evidence.hash);
});
