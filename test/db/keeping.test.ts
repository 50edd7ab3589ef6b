// Letting go of what is older than is wanted: only that, of those ships, and nothing that somebody would still ask for.

import { describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import type { LetGo } from '../../server/seams/keep-store.ts';
import {
  batchOf,
  DAY0,
  HOUR,
  LADY_R,
  LADY_R_MMSI,
  sampleAlert,
  sampleCall,
  sampleFix,
  sampleVessel,
} from '../contract/samples.ts';

const DAY = 24 * HOUR;
const NOTHING: LetGo = { tracksBefore: null, watchedTracksBefore: null, logBefore: null, deliveriesBefore: null };
const STRANGER = 211_000_001;
const NAMED = 211_000_002;

async function filled() {
  const store = openStore(':memory:');
  const unit = (mmsi: number) => ({ mmsi, vesselId: `mmsi:${mmsi}`, fromAt: DAY0, toAt: null });
  const ship = (mmsi: number) =>
    sampleVessel({ id: `mmsi:${mmsi}`, mmsi, imo: null, hullId: null, match: null, identity: [] });
  const fixes = [LADY_R_MMSI, STRANGER, NAMED].flatMap((mmsi) =>
    Array.from({ length: 240 }, (_, hour) => sampleFix({ mmsi, at: DAY0 + hour * HOUR })),
  );
  await store.commit(
    batchOf('live', {
      fixes,
      vessels: [sampleVessel(), ship(STRANGER), ship(NAMED)],
      bindings: [{ mmsi: LADY_R_MMSI, vesselId: LADY_R, fromAt: DAY0, toAt: null }, unit(STRANGER), unit(NAMED)],
      alerts: [sampleAlert({ vesselId: `mmsi:${NAMED}` })],
    }),
  );
  await store.commit(batchOf('replay-1', { fixes: fixes.slice(240, 300) }));
  const count = async (mmsi: number) =>
    (await store.track('live', mmsi === LADY_R_MMSI ? LADY_R : `mmsi:${mmsi}`, DAY0, DAY0 + 30 * DAY, 10_000)).length;
  return { store, count };
}

describe('letting go', () => {
  it('of old positions takes those of ships that nobody watches and that raised nothing, and says since when', async () => {
    const { store, count } = await filled();
    const before = DAY0 + 5 * DAY;
    expect(await store.letGo({ ...NOTHING, tracksBefore: before }, DAY0 + 10 * DAY)).toMatchObject({ tracks: 120 });
    expect([await count(LADY_R_MMSI), await count(STRANGER), await count(NAMED)]).toEqual([240, 120, 240]);
    expect(await store.keptSince()).toEqual({ tracks: before });
    // Counted right, and the replay is whole.
    expect((await store.stats()).fixes).toBe(240 + 120 + 240 + 60);
    expect(await store.letGo({ ...NOTHING, watchedTracksBefore: DAY0 + DAY }, DAY0 + 10 * DAY)).toMatchObject({
      watchedTracks: 48,
    });
    expect([await count(LADY_R_MMSI), await count(STRANGER), await count(NAMED)]).toEqual([216, 120, 216]);
    // Longer from now on brings nothing back: it is still kept since then only.
    await store.letGo({ ...NOTHING, tracksBefore: DAY0 }, DAY0 + 10 * DAY);
    expect(await store.keptSince()).toEqual({ tracks: before, watchedTracks: DAY0 + DAY });
    await store.close();
  });

  it('of the log takes what was said anew since, and every later row reads as before', async () => {
    const store = openStore(':memory:');
    for (let revision = 1; revision <= 5; revision++) {
      await store.commit(
        batchOf('live', {
          events: [sampleCall({ revision, endedAt: DAY0 + revision * HOUR }), sampleCall({ id: 'other', revision })],
          alerts: [sampleAlert({ revision })],
        }),
      );
    }
    await store.letGo(NOTHING, DAY0);
    // Later rows of another day.
    await store.commit(batchOf('live', { events: [sampleCall({ revision: 6, endedAt: DAY0 + 9 * HOUR })] }));
    const all = await store.log(0, 100);
    const bounds = { ...NOTHING, logBefore: DAY0 + 2 * DAY };
    // Nothing goes that was not read by whoever decides who is told.
    expect((await store.letGo(bounds, DAY0 + 2 * DAY)).log).toBe(0);
    await store.commitPlan({ seq: await store.lastSeq(), decisions: [], deliveries: [], replaced: [] });
    expect((await store.letGo(bounds, DAY0 + 2 * DAY)).log).toBe(9);
    const left = await store.log(0, 100);
    expect(left.filter(({ kind }) => kind === 'alert')).toHaveLength(5);
    expect(left.filter(({ kind }) => kind === 'event').map(({ id, revision }) => `${id} ${revision}`)).toEqual([
      'other 5',
      `${sampleCall().id} 6`,
    ]);
    for (const row of left) expect(row).toEqual(all.find(({ seq }) => seq === row.seq));
    await store.close();
  });

  it('of nothing takes nothing, and the cost of all of it is told', async () => {
    const { store, count } = await filled();
    expect(await store.letGo(NOTHING, DAY0 + 999 * DAY)).toEqual({
      tracks: 0,
      watchedTracks: 0,
      log: 0,
      deliveries: 0,
    });
    expect(await count(STRANGER)).toBe(240);
    expect(await store.keptSince()).toEqual({});
    const use = await store.diskUse();
    const { bytes } = await store.stats();
    expect(use.reduce((sum, row) => sum + row.bytes, 0)).toBe(bytes);
    expect(use.find(({ what }) => what === 'positions')!.bytes).toBeGreaterThan(0);
    await store.close();
  });
});
