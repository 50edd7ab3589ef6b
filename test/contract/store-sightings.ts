// What a store does with sightings: entered once, withdrawn visibly, numbered for who reads on.

import { describe, expect, test } from 'vitest';
import type { SightingQuery } from '../../server/seams/store.ts';
import { batchOf, DAY0, HOUR, LADY_R, SIGNED, sampleSighting } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

export function storeSightingContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: sightings`, () => {
    const first = sampleSighting();
    const second = sampleSighting({ id: 'sight-2', placeId: 'vostochny', grade: 'possible', fromAt: DAY0, toAt: DAY0 });
    const other = sampleSighting({ id: 'sight-3', vesselId: 'imo:9179842', fromAt: DAY0 + HOUR, toAt: DAY0 + HOUR });

    test('entered twice are one, and what is new is told', async () => {
      const store = await under.open();
      expect(await store.enterSightings('live', [first, second], SIGNED)).toEqual([first, second]);
      expect(await store.enterSightings('live', [{ ...first, arrivedAt: first.arrivedAt + 1 }, other], SIGNED)).toEqual(
        [other],
      );
      expect(await store.sightings('live')).toEqual([first, second, other]);
      expect(await store.sighting('live', 'sight-2')).toEqual(second);
      expect(await store.sighting('live', 'none')).toBeNull();
      expect(await store.sighting('replay-a', 'sight-2')).toBeNull();
      await store.close();
    });

    test('that are withdrawn stay, with when and why; once only', async () => {
      const store = await under.open();
      await store.enterSightings('live', [first], SIGNED);
      const withdrawn = { ...first, withdrawn: { at: DAY0, reason: 'a sister ship' } };
      expect(await store.withdrawSighting('live', first.id, 'a sister ship', { ...SIGNED, at: DAY0 })).toEqual(
        withdrawn,
      );
      expect(await store.sightings('live', LADY_R)).toEqual([withdrawn]);
      await expect(store.withdrawSighting('live', first.id, 'again', { ...SIGNED, at: DAY0 })).rejects.toMatchObject({
        code: 'conflict',
      });
      await expect(store.withdrawSighting('live', 'none', 'x', { ...SIGNED, at: DAY0 })).rejects.toMatchObject({
        code: 'not_found',
      });
      // The monitor writes again what it has heard; that does not undo the withdrawal.
      await store.commit(batchOf('live', { sightings: [first] }));
      expect(await store.sighting('live', first.id)).toEqual(withdrawn);
      // Entered again by a person, it stands.
      expect(await store.enterSightings('live', [first], SIGNED)).toEqual([first]);
      expect(await store.sighting('live', first.id)).toEqual(first);
      await store.close();
    });

    test('are numbered as they are entered and withdrawn, so that a reader can go on', async () => {
      const store = await under.open();
      expect(await store.newestSightingChange()).toBe(0);
      expect(await store.sightingChanges('live', 0, 10)).toEqual([]);
      await store.enterSightings('live', [first, second], SIGNED);
      const [one, two] = await store.sightingChanges('live', 0, 10);
      expect([one!.sighting, two!.sighting]).toEqual([first, second]);
      expect(two!.change).toBeGreaterThan(one!.change);
      expect(await store.sightingChanges('live', one!.change, 10)).toEqual([two]);
      await store.withdrawSighting('live', first.id, 'x', { ...SIGNED, at: DAY0 });
      const [changed, ...rest] = await store.sightingChanges('live', two!.change, 10);
      expect(rest).toEqual([]);
      expect(changed!.sighting).toEqual({ ...first, withdrawn: { at: DAY0, reason: 'x' } });
      expect(await store.newestSightingChange()).toBe(changed!.change);
      // What comes with a replay is nobody's entry.
      await store.commit(batchOf('replay-a', { sightings: [other] }));
      expect(await store.newestSightingChange()).toBe(changed!.change);
      await store.close();
    });

    test('are found by vessel, place, grade, time and standing, page by page', async () => {
      const store = await under.open();
      await store.enterSightings('live', [first, second, other], SIGNED);
      await store.withdrawSighting('live', other.id, 'x', { ...SIGNED, at: DAY0 });
      const ids = async (query: Partial<SightingQuery>) =>
        (await store.sightingPage({ scope: 'live', limit: 10, ...query })).rows.map(({ id }) => id);
      expect(await ids({})).toEqual(['sight-1', 'sight-2', 'sight-3']);
      expect(await ids({ vesselId: LADY_R })).toEqual(['sight-1', 'sight-2']);
      expect(await ids({ placeId: 'rajin' })).toEqual(['sight-1', 'sight-3']);
      expect(await ids({ grade: ['possible'] })).toEqual(['sight-2']);
      expect(await ids({ withdrawn: true })).toEqual(['sight-3']);
      expect(await ids({ withdrawn: false })).toEqual(['sight-1', 'sight-2']);
      expect(await ids({ fromAt: first.toAt, toAt: DAY0 })).toEqual(['sight-1']);
      expect(await ids({ fromAt: first.toAt + 1 })).toEqual(['sight-2', 'sight-3']);
      const page = await store.sightingPage({ scope: 'live', limit: 2 });
      expect(await ids({ after: page.next! })).toEqual(['sight-3']);
      await expect(store.sightingPage({ scope: 'live', limit: 2, after: 'x' })).rejects.toMatchObject({
        code: 'invalid',
      });
      expect(await store.sightingPage({ scope: 'none', limit: 2 })).toEqual({ rows: [], next: null });
      await store.close();
    });
  });
}
