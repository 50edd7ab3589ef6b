// What a store means for what people do: deeds judged one by one, undone within ten seconds, and a record that is only added
// to; part of the contract in store.ts.

import { describe, expect, test } from 'vitest';
import { type Deed, type Signature, UNDO_MS } from '../../server/domain/desk/deed.ts';
import { batchOf, DAY0, deedOn, did, HOUR, SIGNED, sampleAlert } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

const AT = DAY0 + 9 * HOUR;
const by = (person: string, at = AT, deed: string | null = null): Signature => ({ by: person, at, deed });
const on = (id: string, action: Deed['action'], parts: Partial<Deed> = {}): Deed =>
  deedOn(action, { subject: { kind: 'alert', id }, ...parts });

export function storeDeskContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: what people do`, () => {
    test('of two people at once the second is told who did what and when', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert()] }));
      const [first, second] = await Promise.all([
        store.handle('live', [deedOn('acknowledge')], by('anna')),
        store.handle('live', [deedOn('resolve', { version: 0 })], by('ben')),
      ]);
      expect(first).toMatchObject([{ outcome: 'done' }]);
      expect(second).toMatchObject([{ outcome: 'conflict' }]);
      expect(second[0]!.says).toContain('acknowledged by anna at 2023-09-12T09:00:00');
      expect((await store.audit({ limit: 10 })).rows).toHaveLength(1);
      await store.close();
    });

    test('many deeds are one transaction, and one that does not fit stops no other', async () => {
      const store = await under.open();
      const alerts = ['a', 'b', 'c'].map((id) => sampleAlert({ id }));
      await store.commit(batchOf('live', { alerts }));
      await did(store, 'live', on('b', 'resolve'));
      const deeds = ['a', 'b', 'none', 'c'].map((id) => on(id, 'acknowledge'));
      const results = await store.handle('live', deeds, by('anna', AT, 'deed-1'));
      expect(results.map(({ outcome }) => outcome)).toEqual(['done', 'conflict', 'not_found', 'done']);
      const found = await store.alerts({ scope: 'live', state: ['acknowledged'], limit: 10 });
      expect(found.rows.map(({ id }) => id).sort()).toEqual(['a', 'c']);
      await store.close();
    });

    test('a deed is undone by its inverse within ten seconds, once, by whoever did it; both are written down', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert(), sampleAlert({ id: 'alert-2' })] }));
      await did(store, 'live', deedOn('acknowledge', { reasonCode: 'reviewed' }), by('anna'));
      const both = [
        deedOn('resolve', { reasonCode: 'confirmed' }),
        on('alert-2', 'resolve', { reasonCode: 'confirmed' }),
      ];
      await store.handle('live', both, by('anna', AT + 1, 'deed-2'));
      await expect(store.undo('deed-2', by('ben', AT + 2))).rejects.toMatchObject({ code: 'conflict' });
      await expect(store.undo('deed-2', by('anna', AT + 2 + UNDO_MS))).rejects.toMatchObject({ code: 'conflict' });
      await expect(store.undo('deed-9', by('anna', AT + 2))).rejects.toMatchObject({ code: 'not_found' });
      // Somebody has gone on from one of them.
      await did(store, 'live', on('alert-2', 'reopen'), by('ben', AT + 2));
      const undone = await store.undo('deed-2', by('anna', AT + 1 + UNDO_MS));
      expect(undone.map(({ outcome }) => outcome)).toEqual(['done', 'conflict']);
      expect(undone[1]!.says).toContain('reopened by ben');
      expect(await store.handlings('live', [{ kind: 'alert', id: 'alert-1' }])).toMatchObject([
        { state: 'acknowledged', reasonCode: 'reviewed', version: 3 },
      ]);
      expect((await store.alert('live', 'alert-1'))!.state).toBe('acknowledged');
      expect((await store.undo('deed-2', by('anna', AT + 3))).map(({ outcome }) => outcome)).toEqual([
        'conflict',
        'conflict',
      ]);
      const rows = (await store.audit({ id: 'alert-1', order: 'oldest', limit: 10 })).rows;
      expect(rows.map(({ what, undoes }) => [what, undoes])).toEqual([
        ['acknowledge', null],
        ['resolve', null],
        ['undo', rows[1]!.number],
      ]);
      await store.close();
    });

    test('what a person took back is withdrawn and can be put back; what the monitor took back cannot', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert(), sampleAlert({ id: 'alert-2' })] }));
      const taken = await did(store, 'live', deedOn('withdraw', { reasonCode: 'false-position' }));
      expect(taken.state).toBe('withdrawn');
      // The monitor says it again: a person's word stands.
      await store.commit(batchOf('live', { alerts: [sampleAlert({ revision: 2 })] }));
      expect((await store.alert('live', 'alert-1'))!.state).toBe('withdrawn');
      expect((await did(store, 'live', deedOn('reopen'))).state).toBe('open');
      await store.commit(
        batchOf('live', { alerts: [sampleAlert({ id: 'alert-2', revision: 2, state: 'withdrawn' })] }),
      );
      await expect(did(store, 'live', on('alert-2', 'reopen'))).rejects.toThrow('withdrawn by the monitor');
      await store.close();
    });

    test('an alert is looked after by one person, and found by whom', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert(), sampleAlert({ id: 'alert-2' })] }));
      const given = await did(store, 'live', deedOn('assign', { assignee: 'ben' }));
      expect(given).toMatchObject({ state: 'open', assignee: 'ben' });
      await expect(did(store, 'live', deedOn('assign', { assignee: 'ben' }))).rejects.toThrow('ben’s already');
      const found = await store.alerts({ scope: 'live', assignee: 'ben', limit: 10 });
      expect(found.rows.map(({ id }) => id)).toEqual(['alert-1']);
      expect((await store.log(0, 10)).at(-1)!.body).toMatchObject({ assignee: 'ben', handledAt: DAY0 + 8 * HOUR });
      expect(await did(store, 'live', deedOn('assign'))).not.toHaveProperty('assignee');
      await store.close();
    });

    test('a deed on a case takes its alerts along, is undone with them, and a new leg makes the case open again', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert(), sampleAlert({ id: 'alert-2' })] }));
      const caseId = (await store.casesOfAlerts('live', ['alert-1'])).get('alert-1')![0]!;
      const onCase = (action: Deed['action'], parts: Partial<Deed> = {}): Deed =>
        deedOn(action, { subject: { kind: 'case', id: caseId }, ...parts });
      const handling = async () => (await store.caseHandling('live', caseId)).handling;
      const open = async () => (await store.alerts({ scope: 'live', state: ['open'], limit: 10 })).rows.length;
      expect(await handling()).toMatchObject({ state: 'open', version: 0 });

      const [done] = await store.handle(
        'live',
        [onCase('acknowledge', { reasonCode: 'reviewed' })],
        by('anna', AT, 'deed-5'),
      );
      expect(done).toMatchObject({
        outcome: 'done',
        alerts: 2,
        handling: { state: 'acknowledged', reasonCode: 'reviewed' },
      });
      expect(await open()).toBe(0);
      expect(await store.undo('deed-5', by('anna', AT + 1))).toHaveLength(3);
      expect([await open(), (await handling()).state]).toEqual([2, 'open']);

      await store.handle('live', [onCase('resolve', { reasonCode: 'confirmed' })], by('anna', AT + 2, 'deed-6'));
      const [again] = await store.handle('live', [onCase('acknowledge')], by('ben', AT + 3));
      expect(again!.says).toContain('is resolved (resolved by anna');
      // Further evidence of a leg is no new leg.
      await store.commit(batchOf('live', { alerts: [sampleAlert({ revision: 2, why: 'Better said.' })] }));
      expect((await handling()).state).toBe('resolved');
      const knownAt = AT + 4;
      await store.commit(batchOf('live', { alerts: [sampleAlert({ id: 'alert-3', knownAt })] }));
      expect(await handling()).toMatchObject({
        state: 'open',
        reasonCode: null,
        last: { action: 'new leg', at: knownAt, after: { action: 'resolve', by: 'anna' } },
      });
      expect(await open()).toBe(1);
      const rows = (await store.audit({ kind: ['case'], order: 'oldest', limit: 10 })).rows;
      expect(rows.map(({ what, by: person }) => `${what} ${person}`)).toEqual([
        'acknowledge anna',
        'undo anna',
        'resolve anna',
        'new leg keelwatch',
      ]);
      await store.close();
    });

    test('what people did with a case holds under the id that it goes on with; the old id leads there', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert()] }));
      const before = (await store.casesOfAlerts('live', ['alert-1'])).get('alert-1')![0]!;
      const subject = { kind: 'case' as const, id: before };
      await store.handle('live', [deedOn('assign', { subject, assignee: 'ben' })], by('anna'));
      const earlier = sampleAlert({ id: 'alert-0', fromAt: sampleAlert().fromAt - 24 * HOUR, knownAt: AT });
      await store.commit(batchOf('live', { alerts: [earlier] }));
      const now = (await store.casesOfAlerts('live', ['alert-1'])).get('alert-1')![0]!;
      expect(now).not.toBe(before);
      expect((await store.caseHandling('live', now)).handling).toMatchObject({ assignee: 'ben', version: 1 });
      expect((await store.handlings('live', [{ kind: 'case', id: now }]))[0]).toMatchObject({ assignee: 'ben' });
      const [old] = await store.handle('live', [deedOn('acknowledge', { subject })], by('anna'));
      expect(old).toMatchObject({
        outcome: 'conflict',
        says: `Case '${before}' goes on as case '${now}': deal with that one.`,
      });
      await store.close();
    });

    test('a mute that was made is undone, unless it was changed since', async () => {
      const store = await under.open();
      const mute = { id: 'm', vesselId: 'imo:9161003', ruleId: null, fromAt: DAY0, toAt: AT, note: 'ferry' };
      const made = { ...mute, by: 'anna', createdAt: AT };
      await store.saveMute('live', made, by('anna', AT, 'deed-3'));
      await store.saveMute('live', { ...made, toAt: AT - 1 }, by('anna', AT + 1, 'deed-4'));
      expect(await store.undo('deed-3', by('anna', AT + 2))).toMatchObject([{ outcome: 'conflict' }]);
      expect(await store.undo('deed-4', by('anna', AT + 2))).toMatchObject([{ outcome: 'done' }]);
      expect(await store.mutes('live')).toEqual([made]);
      expect(await store.undo('deed-3', by('anna', AT + 3))).toMatchObject([{ outcome: 'done' }]);
      expect(await store.mutes('live')).toEqual([]);
      const rows = (await store.audit({ kind: ['mute'], order: 'oldest', limit: 10 })).rows;
      expect(rows.map(({ what }) => what)).toEqual(['made', 'ended', 'undo', 'undo']);
      await store.close();
    });

    test('the record holds what people did to rules, watchlists, sightings, channels and lists, page by page', async () => {
      const store = await under.open();
      const list = { id: 'own', title: 'Own', owner: '', purpose: '', filter: null, pinned: true, notes: null };
      await store.saveWatchlist({ ...list, fromAt: null, toAt: null, createdAt: DAY0 }, by('anna'));
      await store.saveWatchlist({ ...list, title: 'Ours', fromAt: null, toAt: null, createdAt: DAY0 }, by('ben'));
      const channel = { id: 'c', kind: 'ntfy', title: 'Phone', owner: 'anna', settings: { topic: 'x' } };
      const kept = { ...channel, offReason: null, failingSince: null, createdAt: DAY0 };
      await store.saveChannel(kept, { token: 'tk_secret' }, by('anna'));
      const first = await store.audit({ limit: 2 });
      expect(first.rows.map(({ what, subject }) => [what, subject.kind])).toEqual([
        ['made', 'channel'],
        ['changed', 'watchlist'],
      ]);
      expect(JSON.stringify(first.rows)).not.toContain('tk_secret');
      expect(first.rows[1]).toMatchObject({ by: 'ben', before: { title: 'Own' }, after: { title: 'Ours' } });
      const second = await store.audit({ limit: 2, after: first.next! });
      expect(second).toMatchObject({ rows: [{ what: 'made', number: 1 }], next: null });
      expect((await store.audit({ by: 'ben', limit: 10 })).rows).toHaveLength(1);
      await store.close();
    });

    test('a deed is not lost with the program, and the record outlives a replay', async () => {
      const store = await under.open();
      await store.commit(batchOf('replay-a', { alerts: [sampleAlert()] }));
      await did(store, 'replay-a', deedOn('acknowledge'), SIGNED);
      if (under.reopen) {
        const again = await under.reopen();
        expect((await again.handlings('replay-a', [{ kind: 'alert', id: 'alert-1' }]))[0]).toMatchObject({
          state: 'acknowledged',
          last: { by: 'analyst' },
        });
        await again.close();
      }
      await store.deleteReplay('replay-a');
      expect((await store.audit({ scope: 'replay-a', limit: 10 })).rows).toHaveLength(1);
      await store.close();
    });
  });
}
