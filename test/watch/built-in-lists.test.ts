// The copies that come with the program, taken in on a fresh start: the watchlist says no less than the compiled table
// did, and rules that speak of a listing still find it.

import { pino } from 'pino';
import { expect, test } from 'vitest';
import { loadReference } from '../../db/reference/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { designationsAt } from '../../server/domain/vessel.ts';
import { listFormats } from '../../server/lists/index.ts';
import { manualClock } from '../../server/seams/clock.ts';
import { createListSync } from '../../server/watch/list-sync.ts';
import { lookBackHere } from '../../server/watch/look-back.ts';
import { referenceOptions } from '../play.ts';

const NOW = Date.UTC(2026, 8, 1);
const builtIn = loadReference();

test('the built-in lists add dates and records, and take nothing away', async () => {
  const store = openStore(':memory:');
  const sync = await createListSync({
    store,
    clock: manualClock(NOW),
    log: pino({ level: 'silent' }),
    formats: listFormats,
    builtIn,
    lookBack: lookBackHere(store, () => referenceOptions),
    live: null,
    scheduled: 'off',
  });
  const loaded = (await store.listsInForce()).map(({ list, ships }) => [list, ships]);
  expect(loaded).toEqual([
    ['jp-mof', expect.any(Number)],
    ['kr-mofa', 5],
    ['un-1718', 59],
  ]);
  const watched = new Map(sync.watch().hulls.map((hull) => [hull.id, hull]));
  const words = rulesWords();
  for (const hull of builtIn.hulls) {
    const now = watched.get(hull.id)!;
    const authorities = (from: typeof hull) => [
      ...new Set(designationsAt(from, NOW).map(({ authority }) => authority)),
    ];
    expect(authorities(now), hull.name).toEqual(expect.arrayContaining(authorities(hull)));
    const named = (from: typeof hull) =>
      words.filter((word) => from.designations.some((row) => `${row.authority} ${row.programme}`.includes(word)));
    expect(named(now), hull.name).toEqual(named(hull));
  }
  // A second start takes nothing in again.
  const revision = await store.listsRevision();
  await sync.refresh();
  expect(await store.listsRevision()).toBe(revision);
  expect((await store.alerts({ scope: 'live', limit: 1 })).rows).toEqual([]);
  await sync.close();
});

/** Parts of programmes and authorities that rules ask for. */
function rulesWords(): string[] {
  const words = new Set<string>();
  for (const { needs, steps } of builtIn.rules) {
    for (const asked of [needs, needs.partner ?? {}, ...steps]) {
      for (const word of ('programmes' in asked && asked.programmes) || []) words.add(word);
      for (const word of ('authorities' in asked && asked.authorities) || []) words.add(word);
    }
  }
  return [...words].sort();
}
