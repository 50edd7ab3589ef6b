// Zones that people draw: kept with every change in the record, refused with the reason, and in force in the live monitor from the
// moment they are saved until they are deleted.

import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../db/sqlite-store.ts';
import { createZoneDesk, type ZoneDesk } from '../../server/desk/zones.ts';
import type { ZoneDraft } from '../../server/domain/places/drawn-zone.ts';
import { createLive } from '../../server/run/live.ts';
import type { Live } from '../../server/run/live-contract.ts';
import { manualClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { SIGNED } from '../contract/samples.ts';
import { places } from '../play.ts';
import { referenceLive } from '../run/reference-live.ts';
import { at } from '../scenario.ts';

let store: Store;
let live: Live;
let zones: ZoneDesk;
const clock = manualClock(at('2024-02-20T00:00Z'));

const ROADS: ZoneDraft = {
  name: 'Roads off Rajin',
  note: null,
  ring: [
    [130.2, 42.1],
    [130.5, 42.1],
    [130.5, 42.3],
    [130.2, 42.3],
  ],
};

async function openLive(): Promise<Live> {
  const { options } = referenceLive;
  return createLive({
    store,
    clock,
    log: pino({ level: 'silent' }),
    lists: async () => ({
      ...(await referenceLive.lists()),
      zones: (await store.zones()).filter(({ removed }) => !removed).map(({ zone }) => zone),
    }),
    options: (known) => ({ ...options(known), fence: 'throw' }),
  });
}

beforeEach(async () => {
  store = openStore(':memory:');
  live = await openLive();
  zones = await createZoneDesk({ store, table: [], places, live });
});
afterEach(async () => {
  await live.close();
  await store.close();
});

describe('a zone that somebody draws', () => {
  it('is kept closed, under an id of its name, and holds the places in it at once', async () => {
    const made = await zones.make(ROADS, SIGNED);
    expect(made).toMatchObject({ id: 'own-roads-off-rajin', kind: 'drawn', source: `drawn by ${SIGNED.by}` });
    expect(made.ring.at(-1)).toEqual(made.ring[0]);
    const found: number[] = [];
    zones.places().zonesAt(130.3, 42.2, found);
    expect(found.map((index) => zones.places().zones[index]!.id)).toContain('own-roads-off-rajin');
    expect((await createZoneDesk({ store, table: [], places, live: null })).own()).toEqual([made]);
  });

  it('is named anew, deleted and brought back, each change by its version and in the record', async () => {
    const { id } = await zones.make(ROADS, SIGNED);
    await zones.change(id, { ...ROADS, name: 'Rajin roads' }, SIGNED, 1);
    await expect(zones.change(id, ROADS, SIGNED, 1)).rejects.toThrow(/has version 2 by now/);
    await zones.remove(id, SIGNED);
    expect(zones.own()).toEqual([]);
    await expect(zones.remove(id, SIGNED)).rejects.toThrow(/There is no zone/);
    await zones.change(id, ROADS, SIGNED);
    expect(zones.own().map(({ name }) => name)).toEqual(['Roads off Rajin']);
    const { rows } = await store.audit({ kind: ['zone'], limit: 10 } as Parameters<Store['audit']>[0]);
    expect(rows.map(({ what }) => what).sort()).toEqual(['brought back', 'changed', 'made', 'removed']);
    expect(zones.version(id)).toBe(4);
  });

  it('is refused in a sentence: two corners, crossed sides, over the date line, a name that is taken', async () => {
    const refusal = (draft: Partial<ZoneDraft>) =>
      zones.make({ ...ROADS, ...draft }, SIGNED).then(
        () => 'taken',
        (error: Error) => error.message,
      );
    expect(await refusal({ ring: ROADS.ring.slice(0, 2) })).toMatch(/three corners/);
    const [a, b, c, d] = ROADS.ring as [[number, number], [number, number], [number, number], [number, number]];
    expect(await refusal({ ring: [a, c, b, d] })).toMatch(/cross each other/);
    expect(await refusal({ ring: [a, b, [181, 42]] })).toMatch(/does not cross it/);
    await zones.make(ROADS, SIGNED);
    expect(await refusal({ name: 'ROADS OFF RAJIN' })).toMatch(/already/);
  });

  it('never takes the place of one that comes with the program', async () => {
    const [known] = places.zones;
    await expect(zones.change(known!.id, ROADS, SIGNED)).rejects.toThrow(/comes with the program/);
    await expect(zones.remove(known!.id, SIGNED)).rejects.toThrow(/comes with the program/);
  });

  it('is still in force after a restart of the monitor, also one that was drawn while none ran', async () => {
    await zones.make(ROADS, SIGNED);
    await live.close();
    const alone = await createZoneDesk({ store, table: [], places, live: null });
    await alone.make({ ...ROADS, name: 'Second' }, SIGNED);
    live = await openLive();
    await live.takeLists();
    const again = await createZoneDesk({ store, table: [], places, live });
    expect(again.own().map(({ name }) => name)).toEqual(['Roads off Rajin', 'Second']);
    await again.remove('own-second', SIGNED);
    expect(again.own()).toHaveLength(1);
  });
});
