// The part of the store contract that is about who was heard where: by cells and hours, by units, and events of an area.

import { describe, expect, test } from 'vitest';
import { cellOf, cellsOf, dayNumber } from '../../server/domain/presence/heard-cells.ts';
import type { Store } from '../../server/seams/store.ts';
import {
  batchOf,
  DAY0,
  HOUR,
  LADY_R,
  LADY_R_MMSI,
  sampleCall,
  sampleFix,
  sampleReplay,
  sampleVessel,
} from './samples.ts';
import type { StoreUnderTest } from './store.ts';

const DAY = dayNumber(DAY0);
const MANY = 1_000;

/** Everything of two days, as [day from the first, cell, unit, hours]. */
async function heard(store: Store, scope = 'live', box = { west: -180, south: -90, east: 180, north: 90 }) {
  const rows = await store.heardIn(scope, cellsOf(box), DAY, DAY + 1, MANY);
  const each = Array.from({ length: rows!.length / 4 }, (_, i) => [...rows!.subarray(4 * i, 4 * i + 4)]);
  return each.map(([day, ...rest]) => [day! - DAY, ...rest]);
}

export function storePresenceContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: who was heard where`, () => {
    const at = (hour: number, lon = 133, lat = 42.7, mmsi = LADY_R_MMSI) =>
      sampleFix({ at: DAY0 + hour * HOUR, lon, lat, mmsi });

    test('a unit is in a cell in the hours in which a fix of it was kept there', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { fixes: [at(0), at(0.2), at(3), at(23.99), at(24), at(5, 134)] }));
      // Again, and a late one between: nothing is lost and nothing doubled.
      await store.commit(batchOf('live', { fixes: [at(0), at(2)] }));
      expect(await heard(store)).toEqual([
        [0, cellOf(133, 42.7), LADY_R_MMSI, 1 | (1 << 2) | (1 << 3) | (1 << 23)],
        [0, cellOf(134, 42.7), LADY_R_MMSI, 1 << 5],
        [1, cellOf(133, 42.7), LADY_R_MMSI, 1],
      ]);
      expect(await store.heardDays('live', LADY_R_MMSI, DAY, DAY + 5)).toEqual([
        [DAY, 1 | (1 << 2) | (1 << 3) | (1 << 5) | (1 << 23)],
        [DAY + 1, 1],
      ]);
      await store.close();
    });

    test('anybody counts whoever was heard, in its own scope alone', async () => {
      const store = await under.open();
      await store.commit(
        batchOf('live', { fixes: [at(1), at(4, 10, 10, 222), at(25, 10, 10, 111), at(2, 10, 10, 111)] }),
      );
      await store.commit(batchOf('r1', { replay: sampleReplay('r1'), fixes: [at(7)] }));
      expect(await store.heardDays('live', null, DAY, DAY + 1)).toEqual([
        [DAY, (1 << 1) | (1 << 2) | (1 << 4)],
        [DAY + 1, 1 << 1],
      ]);
      expect(await store.heardDays('r1', null, DAY, DAY)).toEqual([[DAY, 1 << 7]]);
      expect(await store.heardDays('nobody', null, DAY, DAY)).toEqual([]);
      await store.deleteReplay('r1');
      await store.commit(batchOf('r1', { replay: sampleReplay('r1') }));
      expect(await heard(store, 'r1')).toEqual([]);
      expect(await store.heardDays('r1', null, DAY, DAY)).toEqual([]);
      await store.close();
    });

    test('a box across the antimeridian holds both sides, and none of the rest of the world', async () => {
      const store = await under.open();
      await store.commit(
        batchOf('live', {
          fixes: [at(1, 179.9), at(1, -179.9, 42.7, 222), at(1, 0, 42.7, 333), at(2, 180, 42.7, 444)],
        }),
      );
      const box = { west: 179.5, south: 42, east: -179.5, north: 43 };
      expect((await heard(store, 'live', box)).map(([, , mmsi]) => mmsi).sort()).toEqual(
        [222, LADY_R_MMSI, 444].sort(),
      );
      await store.close();
    });

    test('more rows than the bound are no answer', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { fixes: [at(0), at(0, 134), at(0, 135)] }));
      const all = cellsOf({ west: 130, south: 42, east: 136, north: 43 });
      expect((await store.heardIn('live', all, DAY, DAY, 3))?.length).toBe(12);
      expect(await store.heardIn('live', all, DAY, DAY, 2)).toBeNull();
      await store.close();
    });

    test('the fastest that a unit has shown is that of two samples in a row', async () => {
      const store = await under.open();
      const sails = (hour: number, speedKn: number) => sampleFix({ at: DAY0 + hour * HOUR, speedKn });
      expect(await store.fastestKn('live', LADY_R_MMSI)).toBe(0);
      await store.commit(
        batchOf('live', { fixes: [sails(0, 12), sails(1, 40), sails(2, 13.5), sails(3, 14), sails(4, 2)] }),
      );
      expect(await store.fastestKn('live', LADY_R_MMSI)).toBe(13.5);
      await store.commit(batchOf('live', { fixes: [sails(5, 15), sails(5.1, 50), sails(6, 15.2)] }));
      expect(await store.fastestKn('live', LADY_R_MMSI)).toBe(15);
      await store.close();
    });

    test('fixes of a unit come first or last, oldest first; the end does not belong to the period', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { fixes: [at(0), at(1), at(2), at(3)] }));
      const hours = async (...asked: Parameters<typeof store.unitFixes>) =>
        (await store.unitFixes(...asked)).map((fix) => (fix.at - DAY0) / HOUR);
      expect(await hours('live', LADY_R_MMSI, DAY0, DAY0 + 3 * HOUR, 2)).toEqual([0, 1]);
      expect(await hours('live', LADY_R_MMSI, DAY0, DAY0 + 3 * HOUR, 2, 'last')).toEqual([1, 2]);
      await store.close();
    });

    test('units of watched hulls are known, by all that has spoken for them', async () => {
      const store = await under.open();
      await store.commit(
        batchOf('live', {
          vessels: [sampleVessel(), sampleVessel({ id: 'mmsi:222', mmsi: 222, hullId: null })],
          bindings: [
            { mmsi: LADY_R_MMSI, vesselId: LADY_R, fromAt: DAY0, toAt: DAY0 + HOUR },
            { mmsi: 111, vesselId: LADY_R, fromAt: DAY0 + HOUR, toAt: null },
            { mmsi: 222, vesselId: 'mmsi:222', fromAt: DAY0, toAt: null },
          ],
        }),
      );
      expect((await store.watchedUnits('live')).sort()).toEqual([111, LADY_R_MMSI]);
      expect(await store.unitBindings('live', 111)).toEqual([
        { mmsi: 111, vesselId: LADY_R, fromAt: DAY0 + HOUR, toAt: null },
      ]);
      expect(await store.vesselUnits('live', LADY_R, DAY0, DAY0 + 2 * HOUR)).toEqual([
        { mmsi: 111, fromAt: DAY0 + HOUR, toAt: DAY0 + 2 * HOUR },
        { mmsi: LADY_R_MMSI, fromAt: DAY0, toAt: DAY0 + HOUR - 1 },
      ]);
      await store.close();
    });

    test('events are found by where they lie and when they began, and move when they are revised', async () => {
      const store = await under.open();
      const call = sampleCall();
      await store.commit(batchOf('live', { events: [call, sampleCall({ id: 'call-2', lon: -70 })] }));
      const near = cellsOf({ west: 133, south: 42.7, east: 133.2, north: 42.8 });
      const ids = async (fromAt = DAY0, limit = 10) =>
        (await store.eventsIn('live', near, fromAt, DAY0 + 48 * HOUR, limit)).events.map(({ id }) => id);
      expect(await ids()).toEqual(['call-1']);
      expect(await ids(call.beganAt + 1)).toEqual([]);
      await store.commit(batchOf('live', { events: [sampleCall({ id: 'call-2', revision: 9 })] }));
      expect((await ids()).sort()).toEqual(['call-1', 'call-2']);
      expect(await store.eventsIn('live', near, DAY0, DAY0 + 48 * HOUR, 1)).toMatchObject({ more: true });
      await store.close();
    });
  });
}
