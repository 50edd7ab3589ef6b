// The outbox on a real store and bus: nothing is lost or doubled, wherever the commits fall between its steps.

import { expect, test } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { openOutbox } from '../../server/run/log-reader.ts';
import { createBus } from '../../server/seams/bus.ts';
import { batchOf, sampleCall } from '../contract/samples.ts';

function rig() {
  const bus = createBus();
  const store = openStore(':memory:', { news: bus });
  let count = 0;
  return {
    store,
    bus,
    async commit(rows: number, scope = 'live') {
      const events = Array.from({ length: rows }, () => sampleCall({ id: `call-${count++}` }));
      await store.commit(batchOf(scope, { events }));
    },
  };
}

test('a reader that was away gets everything in order, then the mark, then what is new', async () => {
  const { store, bus, commit } = rig();
  await commit(25);
  const outbox = openOutbox({ store, bus, after: 3, pageRows: 10 });
  const told: (number | 'live')[] = [];
  for await (const step of outbox.steps()) {
    if (step.kind === 'live') {
      told.push('live');
      expect(step.seq).toBe(25);
      // Committed while nobody waits, as it comes in practice.
      void commit(12);
    } else {
      told.push(...step.rows.map((row) => row.seq));
    }
    if (told.at(-1) === 37) outbox.close();
  }
  const until = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  expect(told).toEqual([...until(4, 25), 'live', ...until(26, 37)]);
});

test('commits at any point between the steps are neither lost nor told twice', async () => {
  for (let seed = 1; seed <= 40; seed++) {
    let state = seed;
    const dice = (n: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((state / 2 ** 32) * n);
    };
    const { store, bus, commit } = rig();
    await commit(dice(12));
    // A store that is slow to answer, and that somebody writes to before, while and after it answers.
    let left = 15;
    const disturb = async () => {
      for (let turns = dice(3); turns > 0; turns--) await Promise.resolve();
      if (left > 0 && dice(2) === 0) {
        left--;
        await commit(1 + dice(4));
      }
    };
    const slow = {
      lastSeq: () => store.lastSeq(),
      log: async (after: number, limit: number) => {
        await disturb();
        const rows = await store.log(after, limit);
        await disturb();
        return rows;
      },
    };
    const outbox = openOutbox({ store: slow, bus, after: 0, pageRows: 1 + dice(5) });
    const told: number[] = [];
    let lives = 0;
    for await (const step of outbox.steps()) {
      if (step.kind === 'live') lives++;
      else told.push(...step.rows.map((row) => row.seq));
      await disturb();
      const all = await store.lastSeq();
      if (lives > 0 && told.length === all) {
        if (left === 0) outbox.close();
        else {
          left--;
          void Promise.resolve().then(() => commit(1));
        }
      }
    }
    expect(told, `seed ${seed}`).toEqual(Array.from({ length: await store.lastSeq() }, (_, i) => i + 1));
    expect(lives, `seed ${seed}`).toBe(1);
  }
});

test('a reader of one scope is not told of others', async () => {
  const { store, bus, commit } = rig();
  await commit(2, 'a');
  await commit(2, 'b');
  const outbox = openOutbox({ store, bus, after: 0, scope: 'b' });
  const told: number[] = [];
  for await (const step of outbox.steps()) {
    if (step.kind === 'live') {
      void commit(1, 'a').then(() => commit(1, 'b'));
    } else {
      told.push(...step.rows.map((row) => row.seq));
    }
    if (told.length === 3) outbox.close();
  }
  expect(told).toEqual([3, 4, 6]);
});

test('a seq from another database starts again at the beginning', async () => {
  const { store, bus, commit } = rig();
  await commit(2);
  const outbox = openOutbox({ store, bus, after: 900 });
  for await (const step of outbox.steps()) {
    expect(step).toMatchObject({ kind: 'rows', rows: [{ seq: 1 }, { seq: 2 }] });
    outbox.close();
  }
});

test('closing ends a reader that waits', async () => {
  const { store, bus } = rig();
  const outbox = openOutbox({ store, bus, after: 0 });
  const steps = outbox.steps();
  expect((await steps.next()).value).toEqual({ kind: 'live', seq: 0 });
  const waiting = steps.next();
  outbox.close();
  expect((await waiting).done).toBe(true);
});
