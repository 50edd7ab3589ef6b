// Alibis from a store: what stands beside the pure judgement, that is which positions are read, and that what is said
// agrees with everything else that the store says of the same ships.

import { describe, expect, it } from 'vitest';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import type { Alibis } from '../../server/desk/alibis.ts';
import type { VesselEvent } from '../../server/domain/kinds/event.ts';
import { DAY_MS, dayBegin, HOUR_MS, utcMinute } from '../../server/domain/time.ts';
import type { Store } from '../../server/seams/store.ts';
import { batchOf, LADY_R, LADY_R_MMSI, sampleFix, sampleVessel } from '../contract/samples.ts';
import { at, away, type Ship, vessel } from '../scenario.ts';
import { desksOn, replayedScenarios } from './whereabouts.ts';

const RAJIN = { lon: 130.2953, lat: 42.23 };
const FROM = at('2024-03-04T00:00Z');
const TO = at('2024-03-05T00:00Z');

async function storeWith(ships: readonly Ship[]): Promise<Store> {
  const store = openStore(':memory:');
  for (const [n, ship] of ships.entries()) {
    const id = n === 0 ? LADY_R : `imo:${9_000_000 + n}`;
    await store.commit(
      batchOf('live', {
        fixes: ship.reports.map(({ mmsi, at: time, lon, lat, speedKn }) =>
          sampleFix({ mmsi, at: time, lon, lat, speedKn }),
        ),
        vessels: [sampleVessel({ id, hullId: LADY_R, mmsi: ship.mmsi, name: ship.name })],
        bindings: [{ mmsi: ship.mmsi, vesselId: id, fromAt: ship.reports[0]?.at ?? FROM, toAt: null }],
      }),
    );
  }
  return store;
}

async function alibisOf(ships: readonly Ship[], more: Partial<{ fromAt: number; toAt: number; stayMs: number }> = {}) {
  const store = await storeWith(ships);
  const asked = { scope: 'live', placeId: 'rajin', fromAt: FROM, toAt: TO, stayMs: 0, knownAt: null, ...more };
  const said = await desksOn(store).alibis(asked);
  await store.close();
  return said;
}

const lady = (every = '10 min') => vessel('LADY R', { mmsi: LADY_R_MMSI, every });
const one = ({ ships }: Alibis) => {
  expect(ships).toHaveLength(1);
  return ships[0]!;
};

describe('the alibi of a ship in the store', () => {
  // Two hundred miles out in the sea east of Korea: 13 h there at 16 kn.
  const out = away(RAJIN, 370, 120);

  it('stands where it was heard all day far off, every ten minutes or every two', async () => {
    for (const every of ['10 min', '2 min', '55 min']) {
      const said = one(
        await alibisOf([
          lady(every)
            .at(out, FROM - 5 * HOUR_MS)
            .stops('34 h', { kn: 3 }),
        ]),
      );
      expect(said, every).toMatchObject({ word: 'could-not', doubts: [] });
    }
  });

  it('falls where it was silent for long enough to go there and come back, and stands with an hour less', async () => {
    const off = away(RAJIN, 60 + 4, 120);
    const silent = (hours: number) =>
      lady()
        .at(off, FROM - 5 * HOUR_MS)
        .stops('8 h', { kn: 3 })
        .goesSilent(`${hours} h`)
        .stops('30 h', { kn: 3 });
    const said = one(await alibisOf([silent(8)]));
    expect(said.word).toBe('could');
    const { earliestArrivalAt, latestDepartureAt, slackMs } = said.passage!;
    expect(utcMinute(earliestArrivalAt!).slice(0, 10)).toBe('2024-03-04');
    expect(latestDepartureAt! - earliestArrivalAt!).toBeCloseTo(slackMs!, -1);
    const slackHours = Math.floor(slackMs! / HOUR_MS);
    expect(one(await alibisOf([silent(8 - slackHours - 1)])).word).toBe('could-not');
    expect(one(await alibisOf([silent(8)], { stayMs: slackMs! + 1_000 })).word).toBe('could-not');
  });

  it('falls near the place even between two positions a little under two hours apart', async () => {
    const near = away(RAJIN, 24, 120);
    const said = one(
      await alibisOf([
        lady()
          .at(near, FROM - 5 * HOUR_MS)
          .stops('10 h', { kn: 3 })
          .goesSilent('110 min')
          .stops('30 h', { kn: 3 }),
      ]),
    );
    expect(said.word).toBe('could');
  });

  it('is none where it lay there', async () => {
    const said = one(
      await alibisOf([
        lady()
          .at(RAJIN, FROM - HOUR_MS)
          .stops('4 h', { kn: 0 }),
      ]),
    );
    expect(said).toMatchObject({ word: 'was', basis: 'observed' });
  });

  it('counts the fastest that it has shown, and not the cap of its class alone', async () => {
    const fast = vessel('LADY R', { mmsi: LADY_R_MMSI })
      .at(away(RAJIN, 900, 120), FROM - 40 * DAY_MS)
      .sails({ to: out, kn: 24 });
    const said = one(await alibisOf([fast.at(out, FROM - 5 * HOUR_MS).stops('6 h', { kn: 3 })]));
    expect(said.speedKn).toBeCloseTo(1.15 * 24, 1);
  });

  it('is broken by a second unit that is taken for the same hull', async () => {
    const twin = vessel('LADY R II', { mmsi: 273_000_111 });
    const far = (ship: Ship) => ship.at(out, FROM - 5 * HOUR_MS).stops('34 h', { kn: 3 });
    const { ships } = await alibisOf([far(lady()), far(twin)]);
    expect(ships.map(({ word }) => word)).toEqual(['doubtful', 'doubtful']);
    expect(ships[0]!.doubts[0]).toMatch(/Another unit is taken for the same hull/);
  });

  it('is none of a watched hull that nobody heard: those are told by name', async () => {
    const said = await alibisOf([lady().at(out, FROM).stops('1 h')]);
    expect(said.unheardHulls.length).toBeGreaterThan(100);
    expect(said.unheardHulls).not.toContain(LADY_R);
  });

  it('is refused for a place that is none, a period of months, and one that ends before it begins', async () => {
    const { alibis } = desksOn(await storeWith([]));
    const asked = { scope: 'live', placeId: 'rajin', fromAt: FROM, toAt: TO, stayMs: 0, knownAt: null };
    await expect(alibis({ ...asked, placeId: 'atlantis' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(alibis({ ...asked, toAt: FROM + 32 * DAY_MS })).rejects.toMatchObject({ code: 'invalid' });
    await expect(alibis({ ...asked, toAt: FROM })).rejects.toMatchObject({ code: 'invalid' });
    await expect(alibis({ ...asked, stayMs: -1 })).rejects.toMatchObject({ code: 'invalid' });
  });
});

/** Where and when an event puts a ship, if it puts it anywhere. */
function stayOf(event: VesselEvent): { placeId: string; fromAt: number; toAt: number } | null {
  if (event.state === 'withdrawn') return null;
  if (event.kind === 'port-call') {
    if (event.basis === 'observed' && event.facts.confidence < 2) return null;
    return { placeId: event.facts.placeId, fromAt: event.beganAt, toAt: event.endedAt ?? event.beganAt };
  }
  if (event.kind !== 'possible-dark-call') return null;
  const { earliestArrivalAt, latestDepartureAt } = event.facts.reach;
  return { placeId: event.facts.placeId, fromAt: earliestArrivalAt, toAt: latestDepartureAt ?? earliestArrivalAt };
}

const MOST_ASKED = 60;

describe('alibis and what else is said of the same ships', () => {
  const told = new Set<string>();
  for (const { id } of listScenarios()) {
    it(`agree in ${id}: no ship has an alibi for a place and days for which a call of it is told`, async () => {
      const { store, scopes, alibis } = await replayedScenarios([id]);
      const scope = scopes[0]!;
      const { rows } = await store.events({ scope, kind: ['port-call', 'possible-dark-call'], limit: 2_000 });
      const seen = new Map<string, Alibis>();
      // Of the sixty round trips of the sea bridge every fourth will do.
      for (const event of rows.filter((_, i) => i % Math.ceil(rows.length / MOST_ASKED) === 0)) {
        const stay = stayOf(event);
        const known = await store.vessel(scope, event.vesselId);
        if (stay === null || known?.hullId == null) continue;
        // The days that hold all of it.
        const fromAt = dayBegin(stay.fromAt);
        const toAt = Math.min(dayBegin(stay.toAt) + DAY_MS, fromAt + 30 * DAY_MS);
        const key = `${stay.placeId} ${fromAt} ${toAt}`;
        const said =
          seen.get(key) ?? (await alibis({ scope, placeId: stay.placeId, fromAt, toAt, stayMs: 0, knownAt: null }));
        seen.set(key, said);
        told.add(event.kind);
        const word = said.ships.find(({ vesselId }) => vesselId === event.vesselId)?.word;
        const what = `${known.name} at ${stay.placeId} ${utcMinute(stay.fromAt)} (${event.kind}, ${event.basis})`;
        expect(['was', 'could', 'doubtful'], what).toContain(word);
        if (event.kind === 'port-call' && event.basis === 'observed') expect(word, what).toBe('was');
      }
      await store.close();
    });
  }

  it('were asked of calls of both kinds', () => {
    expect([...told].sort()).toEqual(['port-call', 'possible-dark-call']);
  });
});
