// What "a store" means. Every implementation runs through this; `open` gives an empty store, `reopen` the same one as
// a restarted program would find it (a store that lives in memory only has none).

import { describe, expect, test } from 'vitest';
import type { Store } from '../../server/seams/store.ts';
import {
  batchOf,
  DAY0,
  deedOn,
  did,
  HOUR,
  LADY_R,
  sampleAlert,
  sampleCall,
  sampleFix,
  sampleReplay,
  sampleSighting,
  sampleVessel,
} from './samples.ts';
import { storeAlertContract } from './store-alerts.ts';
import { storeCaseContract } from './store-cases.ts';
import { storeDeliveryContract } from './store-deliveries.ts';
import { storeDeskContract } from './store-desk.ts';
import { storeListContract } from './store-lists.ts';
import { storePresenceContract } from './store-presence.ts';
import { storeRuleContract } from './store-rules.ts';
import { storeSightingContract } from './store-sightings.ts';
import { storeTrackContract } from './store-tracks.ts';

export interface StoreUnderTest {
  open(): Promise<Store>;
  /** Opens the store last opened a second time, without closing it first, as after a kill. */
  reopen: (() => Promise<Store>) | null;
}

export function storeContract(title: string, under: StoreUnderTest): void {
  describe(title, () => {
    test('everything of a batch is there after the commit', async () => {
      const store = await under.open();
      const seq = await store.commit(
        batchOf('live', {
          fixes: [sampleFix()],
          vessels: [sampleVessel()],
          bindings: [{ mmsi: sampleFix().mmsi, vesselId: LADY_R, fromAt: DAY0, toAt: null }],
          events: [sampleCall()],
          alerts: [sampleAlert()],
          sightings: [sampleSighting()],
          cursor: [{ source: 'tcp', position: 77 }],
        }),
      );
      // The event, the alert and its case.
      expect(seq).toBe(3);
      expect(await store.lastSeq()).toBe(3);
      expect(await store.vessel('live', LADY_R)).toEqual(sampleVessel());
      expect(await store.event('live', 'call-1')).toEqual(sampleCall());
      expect(await store.alert('live', 'alert-1')).toEqual({ ...sampleAlert(), scope: 'live' });
      expect(await store.sightings('live')).toEqual([sampleSighting()]);
      expect(await store.track('live', LADY_R, DAY0, DAY0, 10)).toEqual([sampleFix()]);
      expect(await store.cursors('live')).toEqual([{ source: 'tcp', position: 77 }]);
      expect(await store.stats()).toMatchObject({ fixes: 1, vessels: 1, events: 1, alerts: 1 });
      await store.close();
    });

    test.skipIf(under.reopen === null)('what was committed is there after a kill', async () => {
      const store = await under.open();
      for (let i = 0; i < 20; i++) {
        await store.commit(
          batchOf('live', {
            fixes: [sampleFix({ at: DAY0 + i })],
            events: [sampleCall({ id: `call-${i}` })],
            cursor: [{ source: 'tcp', position: i }],
          }),
        );
      }
      const again = await under.reopen!();
      expect(await again.lastSeq()).toBe(20);
      expect((await again.log(0, 100)).map((row) => row.id)).toEqual(Array.from({ length: 20 }, (_, i) => `call-${i}`));
      expect(await again.cursors('live')).toEqual([{ source: 'tcp', position: 19 }]);
      expect((await again.stats()).fixes).toBe(20);
      await again.close();
      await store.close();
    });

    test('a batch that fails leaves nothing behind', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { fixes: [sampleFix()] }));
      const broken = batchOf('live', {
        fixes: [sampleFix({ at: DAY0 + 1 })],
        vessels: [sampleVessel()],
        events: [sampleCall()],
        alerts: [sampleAlert({ severity: 'frightful' as 'high' })],
        cursor: [{ source: 'tcp', position: 9 }],
      });
      await expect(store.commit(broken)).rejects.toThrow('frightful');
      expect(await store.lastSeq()).toBe(0);
      expect(await store.stats()).toMatchObject({ fixes: 1, vessels: 0, events: 0, alerts: 0 });
      expect(await store.cursors('live')).toEqual([]);
      expect(await store.commit(batchOf('live', { events: [sampleCall()] }))).toBe(1);
      await store.close();
    });

    test('the log tells every new revision once and in order, however often it is said', async () => {
      const store = await under.open();
      const open = sampleCall({ revision: 1, state: 'open', endedAt: null });
      await store.commit(batchOf('live', { events: [open], alerts: [sampleAlert()] }));
      await store.commit(batchOf('live', { events: [open, sampleCall({ revision: 2 })], alerts: [sampleAlert()] }));
      await store.commit(batchOf('live', { events: [open, sampleCall({ revision: 2 })] }));
      const rows = await store.log(0, 100);
      expect(rows.map((row) => [row.seq, row.kind, row.id, row.revision])).toEqual([
        [1, 'event', 'call-1', 1],
        [2, 'alert', 'alert-1', 1],
        [3, 'case', expect.stringMatching(/^case_/), 1],
        [4, 'event', 'call-1', 2],
      ]);
      expect(rows[0]!.body).toEqual(open);
      expect(await store.event('live', 'call-1')).toEqual(sampleCall({ revision: 2 }));
      expect((await store.log(1, 1)).map((row) => row.seq)).toEqual([2]);
      await store.close();
    });

    test('an older revision never takes the place of a newer one', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { events: [sampleCall({ revision: 5 })] }));
      await store.commit(batchOf('live', { events: [sampleCall({ revision: 4, state: 'withdrawn' })] }));
      expect(await store.event('live', 'call-1')).toEqual(sampleCall({ revision: 5 }));
      expect(await store.lastSeq()).toBe(1);
      await store.close();
    });

    test('scopes are kept apart, and "all" sees every one of them', async () => {
      const store = await under.open();
      const parts = {
        fixes: [sampleFix()],
        vessels: [sampleVessel()],
        bindings: [{ mmsi: sampleFix().mmsi, vesselId: LADY_R, fromAt: DAY0, toAt: null }],
        events: [sampleCall()],
        alerts: [sampleAlert()],
      };
      await store.commit(batchOf('live', parts));
      await store.commit(batchOf('replay-a', { ...parts, replay: sampleReplay('replay-a') }));
      await did(store, 'replay-a', deedOn('acknowledge'));
      expect((await store.alert('live', 'alert-1'))!.state).toBe('open');
      expect((await store.alert('replay-a', 'alert-1'))!.state).toBe('acknowledged');
      expect((await store.alert('all', 'alert-1'))!.scope).toBe('live');
      expect((await store.events({ scope: 'all', limit: 10 })).rows.map((row) => row.scope)).toEqual([
        'replay-a',
        'live',
      ]);
      expect((await store.alerts({ scope: 'replay-a', limit: 10 })).rows).toHaveLength(1);
      expect((await store.log(0, 100, 'live')).map((row) => row.scope)).toEqual(['live', 'live', 'live']);
      expect(await store.vessel('replay-b', LADY_R)).toBeNull();
      expect(await store.track('replay-b', LADY_R, DAY0, DAY0, 10)).toEqual([]);
      await store.close();
    });

    test('what was said of a unit belongs to the hull it turns out to be', async () => {
      const store = await under.open();
      const unit = 'mmsi:273212120';
      await store.commit(
        batchOf('live', {
          vessels: [sampleVessel({ id: unit, imo: null })],
          events: [sampleCall({ vesselId: unit })],
          alerts: [sampleAlert({ vesselId: unit })],
        }),
      );
      await did(store, 'live', deedOn('acknowledge'));
      await store.commit(
        batchOf('live', {
          renames: [{ fromId: unit, toId: LADY_R }],
          vessels: [sampleVessel()],
          events: [sampleCall({ id: 'call-2', vesselId: unit })],
        }),
      );
      expect((await store.vessels({ scope: 'live', limit: 10 })).rows).toEqual([sampleVessel()]);
      expect((await store.events({ scope: 'live', vesselId: LADY_R, limit: 10 })).rows).toHaveLength(2);
      expect(await store.event('live', 'call-1')).toEqual(sampleCall());
      expect((await store.alerts({ scope: 'live', vesselId: LADY_R, limit: 10 })).rows).toMatchObject([
        { vesselId: LADY_R, state: 'acknowledged' },
      ]);
      const told = (await store.log(5, 10)).map(({ kind, body }) => [kind, (body as { vesselId?: string }).vesselId]);
      expect(told).toEqual([
        ['event', LADY_R],
        ['event', LADY_R],
        ['alert', LADY_R],
        ['case', undefined],
      ]);
      // Said again by a re-run under its new name, it is the same event.
      await store.commit(batchOf('live', { events: [sampleCall()] }));
      expect(await store.lastSeq()).toBe(9);
      await store.close();
    });

    test('a removed replay goes with all its rows and takes nothing else along', async () => {
      const store = await under.open();
      const parts = {
        fixes: [sampleFix()],
        bindings: [{ mmsi: sampleFix().mmsi, vesselId: LADY_R, fromAt: DAY0, toAt: null }],
        vessels: [sampleVessel()],
        events: [sampleCall()],
        alerts: [sampleAlert()],
        sightings: [sampleSighting()],
      };
      await store.commit(batchOf('live', parts));
      await store.commit(batchOf('replay-a', { ...parts, replay: sampleReplay('replay-a') }));
      await did(store, 'replay-a', deedOn('note', { note: 'seen' }));
      const before = await store.lastSeq();
      await store.deleteReplay('replay-a');
      expect(await store.replays()).toEqual([]);
      expect(await store.stats()).toMatchObject({ fixes: 1, vessels: 1, events: 1, alerts: 1 });
      expect((await store.log(0, 100)).map((row) => row.scope)).toEqual(['live', 'live', 'live']);
      // A reader that stands at the old end must not be handed an old seq again.
      expect(await store.lastSeq()).toBe(before);
      expect(await store.commit(batchOf('replay-a', { ...parts, replay: sampleReplay('replay-a') }))).toBe(before + 4);
      expect(await store.track('replay-a', LADY_R, DAY0, DAY0, 10)).toHaveLength(1);
      await store.deleteReplay('replay-x');
      await expect(store.deleteReplay('live')).rejects.toMatchObject({ code: 'invalid' });
      await store.close();
    });

    test('a state is found whole when it is complete, and not before; inputs go when they are in it', async () => {
      const store = await under.open();
      const keep = async (number: number, ...chunks: number[][]) => {
        for (const [i, chunk] of chunks.entries()) await store.keepChunks('live', number, i, [new Uint8Array(chunk)]);
      };
      const read = async () => (await store.state('live'))?.chunks.map((chunk) => [...chunk]);
      const inputs = [1, 2, 3].map((number) => ({ number, body: { kind: 'sighting', number } }));
      await store.commit(batchOf('live', { inputs }));
      await keep(1, [1, 2], [3]);
      expect(await store.state('live')).toBeNull();
      await store.commit(batchOf('live', { state: { number: 1, chunks: 2 }, settled: 2 }));
      expect(await read()).toEqual([[1, 2], [3]]);
      expect(await store.inputs('live', 0)).toEqual(inputs.slice(2));
      expect(await store.inputs('live', 3)).toEqual([]);
      // One that was cut off is written over.
      await keep(2, [9], [9], [9]);
      expect(await read()).toEqual([[1, 2], [3]]);
      await keep(2, [4], [5]);
      await store.commit(batchOf('live', { state: { number: 2, chunks: 2 } }));
      expect(await read()).toEqual([[4], [5]]);
      await keep(3, [6]);
      expect(await read()).toEqual([[4], [5]]);
      expect(await store.state('elsewhere')).toBeNull();
      await store.close();
    });

    test("of a replay's progress the log keeps the newest word only", async () => {
      const store = await under.open();
      await store.commit(batchOf('replay-a', { replay: sampleReplay('replay-a') }));
      await store.commit(batchOf('replay-a', { replay: sampleReplay('replay-a', { reports: 20 }) }));
      await store.commit(batchOf('replay-a', { replay: sampleReplay('replay-a', { reports: 20 }) }));
      const rows = await store.log(0, 100);
      expect(rows.map((row) => [row.seq, row.kind, row.revision])).toEqual([[2, 'replay', 2]]);
      expect(await store.replay('replay-a')).toMatchObject({ reports: 20 });
      await store.close();
    });

    test('pages neither repeat nor miss a row while rows arrive', async () => {
      const store = await under.open();
      const calls = (from: number, count: number, beganAt: number) =>
        Array.from({ length: count }, (_, i) =>
          sampleCall({ id: `call-${from + i}`, beganAt: beganAt + (i % 3) * HOUR }),
        );
      await store.commit(batchOf('live', { events: calls(0, 25, DAY0) }));
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const found = await store.events({ scope: 'live', limit: 4, ...(after === null ? {} : { after }) });
        seen.push(...found.rows.map((row) => row.id));
        after = found.next;
        // Newer rows come in front of what is being read.
        if (seen.length < 20)
          await store.commit(batchOf('live', { events: calls(100 + seen.length, 2, DAY0 + 9 * HOUR) }));
      } while (after !== null);
      expect(seen.toSorted()).toEqual(
        calls(0, 25, DAY0)
          .map((call) => call.id)
          .toSorted(),
      );
      await expect(store.events({ scope: 'live', limit: 4, after: 'nonsense' })).rejects.toMatchObject({
        code: 'invalid',
      });
      await store.close();
    });

    test('events are found by vessel, kind, place and time', async () => {
      const store = await under.open();
      const other = sampleCall({ id: 'call-2', vesselId: 'mmsi:1', beganAt: DAY0 + 50 * HOUR });
      const elsewhere = sampleCall({ id: 'call-3', facts: { ...sampleCall().facts, placeId: 'dunay' } });
      await store.commit(batchOf('live', { events: [sampleCall(), other, elsewhere] }));
      const ids = async (query: object) =>
        (await store.events({ scope: 'live', limit: 10, ...query })).rows.map((row) => row.id);
      expect(await ids({})).toEqual(['call-2', 'call-3', 'call-1']);
      expect(await ids({ vesselId: 'mmsi:1' })).toEqual(['call-2']);
      expect(await ids({ placeId: 'dunay' })).toEqual(['call-3']);
      expect(await ids({ kind: ['gap', 'zone'] })).toEqual([]);
      expect(await ids({ kind: ['gap', 'port-call'], fromAt: DAY0 + 50 * HOUR })).toEqual(['call-2']);
      expect(await ids({ toAt: DAY0 + 50 * HOUR })).toEqual(['call-3', 'call-1']);
      await store.close();
    });
  });

  storeAlertContract(title, under);
  storeCaseContract(title, under);
  storeDeskContract(title, under);
  storeDeliveryContract(title, under);
  storeTrackContract(title, under);
  storePresenceContract(title, under);
  storeListContract(title, under);
  storeSightingContract(title, under);
  storeRuleContract(title, under);
}
