// The part of the store contract that is about positions, tracks and who spoke for whom.

import { describe, expect, test } from 'vitest';
import { batchOf, DAY0, HOUR, LADY_R, LADY_R_MMSI, sampleFix, sampleVessel } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

export function storeTrackContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: tracks`, () => {
    test('a fix comes back within a tenth of a metre, and absent stays absent', async () => {
      const store = await under.open();
      const bare = sampleFix({
        at: DAY0 + 1,
        lon: -179.9999995,
        lat: -0.0000004,
        speedKn: Number.NaN,
        courseDeg: Number.NaN,
        headingDeg: Number.NaN,
        navStatus: Number.NaN,
      });
      await store.commit(
        batchOf('live', {
          fixes: [bare, sampleFix()],
          bindings: [{ mmsi: LADY_R_MMSI, vesselId: LADY_R, fromAt: DAY0, toAt: null }],
        }),
      );
      const [first, second] = await store.track('live', LADY_R, DAY0, DAY0 + HOUR, 10);
      expect(first).toEqual(sampleFix());
      expect(second!.lon).toBeCloseTo(bare.lon, 6);
      expect(second!.lat).toBeCloseTo(bare.lat, 6);
      expect([second!.speedKn, second!.courseDeg, second!.headingDeg, second!.navStatus]).toEqual([NaN, NaN, NaN, NaN]);
      await store.close();
    });

    test('the same fix said again is one fix', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { fixes: [sampleFix(), sampleFix()] }));
      await store.commit(batchOf('live', { fixes: [sampleFix(), sampleFix({ at: DAY0 + 1 })] }));
      expect((await store.stats()).fixes).toBe(2);
      await store.close();
    });

    test('a track follows the hull from one radio unit to the next and leaves out who had it before', async () => {
      const store = await under.open();
      const at = (mmsi: number, hour: number) => sampleFix({ mmsi, at: DAY0 + hour * HOUR });
      await store.commit(
        batchOf('live', {
          fixes: [at(111, 0), at(111, 1), at(111, 2), at(222, 1), at(222, 3), at(222, 4)],
          bindings: [
            { mmsi: 111, vesselId: LADY_R, fromAt: DAY0, toAt: null },
            { mmsi: 222, vesselId: 'mmsi:222', fromAt: DAY0, toAt: DAY0 + 3 * HOUR },
            { mmsi: 222, vesselId: LADY_R, fromAt: DAY0 + 3 * HOUR, toAt: null },
          ],
        }),
      );
      await store.commit(
        batchOf('live', { bindings: [{ mmsi: 111, vesselId: LADY_R, fromAt: DAY0, toAt: DAY0 + 2 * HOUR }] }),
      );
      const track = await store.track('live', LADY_R, -Infinity, Infinity, 100);
      expect(track.map((fix) => [fix.mmsi, (fix.at - DAY0) / HOUR])).toEqual([
        [111, 0],
        [111, 1],
        [222, 3],
        [222, 4],
      ]);
      expect(await store.track('live', 'mmsi:222', DAY0, DAY0 + 9 * HOUR, 100)).toHaveLength(1);
      expect(await store.speakers('live', [222, 333])).toEqual([LADY_R, 'mmsi:333']);
      await store.close();
    });

    test('the fixes that frame an instant follow the hull over its radio units', async () => {
      const store = await under.open();
      const at = (mmsi: number, hour: number) => sampleFix({ mmsi, at: DAY0 + hour * HOUR });
      await store.commit(
        batchOf('live', {
          fixes: [at(111, 0), at(111, 1), at(111, 9), at(222, 5), at(222, 7)],
          bindings: [
            { mmsi: 111, vesselId: LADY_R, fromAt: DAY0, toAt: DAY0 + 2 * HOUR },
            { mmsi: 222, vesselId: LADY_R, fromAt: DAY0 + 5 * HOUR, toAt: null },
          ],
        }),
      );
      const hours = async (hour: number) => {
        const { last, next } = await store.around('live', LADY_R, DAY0 + hour * HOUR);
        return [last, next].map((fix) => fix && [fix.mmsi, (fix.at - DAY0) / HOUR]);
      };
      expect(await hours(-1)).toEqual([null, [111, 0]]);
      expect(await hours(1)).toEqual([
        [111, 1],
        [222, 5],
      ]);
      expect(await hours(4)).toEqual([
        [111, 1],
        [222, 5],
      ]);
      expect(await hours(8)).toEqual([[222, 7], null]);
      expect(await store.around('live', 'mmsi:999', DAY0)).toEqual({ last: null, next: null });
      expect(await store.around('nowhere', LADY_R, DAY0)).toEqual({ last: null, next: null });
      await store.close();
    });

    test('a long track is thinned evenly and keeps its ends', async () => {
      const store = await under.open();
      const fixes = Array.from({ length: 1000 }, (_, i) => sampleFix({ at: DAY0 + i * 60_000 }));
      const bindings = [{ mmsi: LADY_R_MMSI, vesselId: LADY_R, fromAt: DAY0, toAt: null }];
      await store.commit(batchOf('live', { fixes, bindings }));
      for (const limit of [1, 2, 3, 7, 100, 999, 1000, 5000]) {
        const minutes = (await store.track('live', LADY_R, DAY0, DAY0 + 999 * 60_000, limit)).map(
          (fix) => (fix.at - DAY0) / 60_000,
        );
        expect(minutes, `limit ${limit}`).toHaveLength(Math.min(limit, 1000));
        expect(minutes[0]).toBe(0);
        if (limit > 1) expect(minutes.at(-1)).toBe(999);
        const steps = minutes.slice(1).map((minute, i) => minute - minutes[i]!);
        if (limit > 1) expect(Math.max(...steps) - Math.min(...steps), `limit ${limit}`).toBeLessThanOrEqual(1);
      }
      await store.close();
    });

    test('positions are those of the instant asked for, one a vessel', async () => {
      const store = await under.open();
      await store.commit(
        batchOf('live', {
          fixes: [0, 1, 2].flatMap((hour) => [
            sampleFix({ mmsi: 111, at: DAY0 + hour * HOUR, lon: hour }),
            sampleFix({ mmsi: 222, at: DAY0 + (hour + 0.5) * HOUR, lon: 10 + hour }),
          ]),
          bindings: [
            { mmsi: 111, vesselId: LADY_R, fromAt: DAY0, toAt: DAY0 + 2 * HOUR },
            { mmsi: 222, vesselId: 'mmsi:222', fromAt: DAY0, toAt: DAY0 + 2 * HOUR },
            { mmsi: 222, vesselId: LADY_R, fromAt: DAY0 + 2 * HOUR, toAt: null },
          ],
        }),
      );
      const where = async (hour: number) =>
        (await store.positions('live', DAY0 + hour * HOUR)).map((fix) => [fix.vesselId, fix.lon]);
      expect(await where(-1)).toEqual([]);
      expect(await where(0.2)).toEqual([[LADY_R, 0]]);
      expect(await where(1.2)).toEqual([
        [LADY_R, 1],
        ['mmsi:222', 10],
      ]);
      expect(await where(Infinity)).toEqual([
        [LADY_R, 12],
        ['mmsi:222', 11],
      ]);
      await store.close();
    });

    test('vessels are listed by name, the unnamed last, and found by any name or number they had', async () => {
      const store = await under.open();
      const plain = { hullId: null, match: null, imo: null, identity: [], callSign: '' };
      await store.commit(
        batchOf('live', {
          vessels: [
            sampleVessel({ ...plain, id: 'mmsi:3', mmsi: 3, name: '' }),
            sampleVessel({ ...plain, id: 'mmsi:2', mmsi: 2, name: 'ZEYA' }),
            sampleVessel({ name: 'SOMETHING ELSE' }),
            sampleVessel(),
          ],
        }),
      );
      const ids = async (query: object) =>
        (await store.vessels({ scope: 'live', limit: 10, ...query })).rows.map((row) => row.id);
      expect(await ids({})).toEqual([LADY_R, 'mmsi:2', 'mmsi:3']);
      expect(await ids({ watched: true })).toEqual([LADY_R]);
      expect(await ids({ watched: false })).toEqual(['mmsi:2', 'mmsi:3']);
      expect(await ids({ text: 'lady' })).toEqual([LADY_R]);
      expect(await ids({ text: '9161003' })).toEqual([LADY_R]);
      const first = await store.vessels({ scope: 'live', limit: 2 });
      expect((await store.vessels({ scope: 'live', limit: 2, after: first.next! })).rows.map((row) => row.id)).toEqual([
        'mmsi:3',
      ]);
      expect((await store.vesselOfHull('live', LADY_R))!.id).toBe(LADY_R);
      expect(await store.vesselOfHull('live', 'imo:1')).toBeNull();
      await store.close();
    });
  });
}
