// How many of the watched ships are heard, by whom, and which are not.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { watchedHeard } from '../../server/desk/watched-heard.ts';
import { DAY_MS, HOUR_MS } from '../../server/domain/time.ts';
import type { HeardBy } from '../../server/run/reception/reception.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { batchOf, sampleFix, sampleVessel } from '../contract/samples.ts';
import { at } from '../scenario.ts';

const NOW = at('2026-03-02T12:00Z');
const HULLS = [
  { id: 'imo:9161003', name: 'LADY R', imo: 9161003 },
  { id: 'imo:9179842', name: 'ANGARA', imo: 9179842 },
  { id: 'imo:8710807', name: 'MARIA', imo: null },
];

let store: Store;
beforeEach(() => {
  store = openStore(':memory:');
});
afterEach(() => store.close());

/** Heard as a ship of that hull, last at `lastAt`; its position may be later than what is written of the ship. */
const heard = (hullId: string, mmsi: number, lastAt: number, fixAt = lastAt, scope = LIVE) =>
  store.commit(
    batchOf(scope, {
      vessels: [sampleVessel({ id: hullId, hullId, mmsi, lastAt })],
      fixes: [sampleFix({ mmsi, at: fixAt })],
    }),
  );
const ask = (by: HeardBy | null = []) => watchedHeard({ store, hulls: () => HULLS, heardBy: async () => by }, NOW);

describe('watched ships that are heard', () => {
  it('are counted by feed, each ship once for each of its feeds', async () => {
    await heard('imo:9161003', 273_000_001, NOW - HOUR_MS);
    await heard('imo:9179842', 273_000_002, NOW - 3 * DAY_MS, NOW - 2 * HOUR_MS);
    const {
      says,
      rows,
      feeds,
      heard: count,
    } = await ask([
      { feed: 'quay', mmsi: 273_000_001, at: NOW - HOUR_MS },
      { feed: 'norway', mmsi: 273_000_001, at: NOW - 2 * HOUR_MS },
      { feed: 'norway', mmsi: 273_000_002, at: NOW - 2 * HOUR_MS },
    ]);
    expect(says).toBe('Of 3 watched ships, 2 were heard in the last day: 2 by norway, 1 by quay.');
    expect(count).toBe(2);
    expect(feeds).toEqual([
      { feed: 'norway', ships: 2 },
      { feed: 'quay', ships: 1 },
    ]);
    expect(rows.map(({ name, feeds: by }) => [name, by])).toEqual([
      ['LADY R', ['quay', 'norway']],
      ['ANGARA', ['norway']],
      ['MARIA', []],
    ]);
  });

  it('are those of the last day: a minute more and a ship is not heard, and its last time is told', async () => {
    await heard('imo:9161003', 273_000_001, NOW - DAY_MS);
    await heard('imo:9179842', 273_000_002, NOW - DAY_MS - 60_000);
    const { rows, heard: count } = await ask();
    expect(count).toBe(1);
    expect(rows.map(({ name, heard: now, lastHeardAt }) => [name, now, lastHeardAt])).toEqual([
      ['LADY R', true, NOW - DAY_MS],
      ['ANGARA', false, NOW - DAY_MS - 60_000],
      ['MARIA', false, null],
    ]);
  });

  it('says that the feed is not known where nobody counted it, and where nobody answers', async () => {
    await heard('imo:9161003', 273_000_001, NOW - HOUR_MS);
    expect((await ask([])).says).toBe(
      'Of 3 watched ships, 1 was heard in the last day: 1 by a feed that is not known.',
    );
    const unanswered = await ask(null);
    expect(unanswered.says).toBe(
      'Of 3 watched ships, 1 was heard in the last day; by which feeds is not known just now.',
    );
    expect(unanswered.rows[0]!.feeds).toBeNull();
  });

  it('counts no ship of a replay, and says plainly that none was heard', async () => {
    await heard('imo:9161003', 273_000_001, NOW - HOUR_MS, NOW - HOUR_MS, 'demo');
    expect((await ask()).says).toBe('Of 3 watched ships, none was heard in the last day.');
  });
});
