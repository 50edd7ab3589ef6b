// The part of the store contract that is about alerts and what people do with them.

import { describe, expect, test } from 'vitest';
import { batchOf, DAY0, deedOn, did, HOUR, LADY_R, sampleAlert } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

export function storeAlertContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: alerts`, () => {
    test('an acknowledged alert stays acknowledged through further evidence, until it is withdrawn', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert()] }));
      const acted = await did(store, 'live', deedOn('acknowledge', { reasonCode: 'reviewed', note: 'known voyage' }));
      expect(acted.state).toBe('acknowledged');

      await store.commit(batchOf('live', { alerts: [sampleAlert({ revision: 2, severity: 'high' })] }));
      expect(await store.alert('live', 'alert-1')).toMatchObject({
        state: 'acknowledged',
        revision: 2,
        severity: 'high',
      });

      await store.commit(batchOf('live', { alerts: [sampleAlert({ revision: 3, state: 'withdrawn' })] }));
      expect(await store.alert('live', 'alert-1')).toMatchObject({ state: 'withdrawn', revision: 3 });

      const told = (await store.log(0, 10)).filter(({ kind }) => kind === 'alert');
      expect(told.map((row) => [row.revision, (row.body as { state: string }).state])).toEqual([
        [1, 'open'],
        [1, 'acknowledged'],
        [2, 'acknowledged'],
        [3, 'withdrawn'],
      ]);
      const history = await store.audit({ scope: 'live', kind: ['alert'], id: 'alert-1', limit: 10 });
      expect(history.rows).toMatchObject([
        { what: 'acknowledge', reasonCode: 'reviewed', note: 'known voyage', by: 'analyst', at: DAY0 + 8 * HOUR },
      ]);
      await store.close();
    });

    test('what was said of one alert is told revision by revision, and of no other', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert(), sampleAlert({ id: 'other' })] }));
      await store.commit(batchOf('live', { alerts: [sampleAlert({ revision: 2, why: 'known better' })] }));
      await store.commit(batchOf('demo', { alerts: [sampleAlert({ revision: 9 })] }));
      const revisions = await store.alertRevisions('live', 'alert-1');
      expect(revisions).toEqual([sampleAlert(), sampleAlert({ revision: 2, why: 'known better' })]);
      expect(await store.alertRevisions('live', 'nothing')).toEqual([]);
      expect(await store.alertRevisions('nowhere', 'alert-1')).toEqual([]);
      await store.close();
    });

    test('a re-run of the engine does not undo what a person did', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert()] }));
      await did(store, 'live', deedOn('resolve'));
      await store.commit(batchOf('live', { alerts: [sampleAlert()] }));
      expect((await store.alert('live', 'alert-1'))!.state).toBe('resolved');
      expect(await store.lastSeq()).toBe(3);
      await store.close();
    });

    test('actions that the state does not allow are a conflict and leave no trace', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [sampleAlert()] }));
      await expect(did(store, 'live', deedOn('reopen'))).rejects.toMatchObject({ code: 'conflict' });
      await did(store, 'live', deedOn('acknowledge'));
      await expect(did(store, 'live', deedOn('acknowledge'))).rejects.toThrow("Alert 'alert-1' is acknowledged");
      expect((await did(store, 'live', deedOn('note', { note: 'tug seen' }))).state).toBe('acknowledged');
      expect((await did(store, 'live', deedOn('resolve'))).state).toBe('resolved');
      expect((await did(store, 'live', deedOn('reopen'))).state).toBe('open');
      const history = await store.audit({ id: 'alert-1', order: 'oldest', limit: 10 });
      expect(history.rows.map(({ what }) => what)).toEqual(['acknowledge', 'note', 'resolve', 'reopen']);
      await expect(
        did(store, 'live', deedOn('note', { subject: { kind: 'alert', id: 'none' } })),
      ).rejects.toMatchObject({ code: 'not_found' });
      await expect(did(store, 'nowhere', deedOn('note'))).rejects.toMatchObject({ code: 'not_found' });
      await store.close();
    });

    test('alerts in order of severity have the surest of one severity first, page by page', async () => {
      const store = await under.open();
      const alerts = (['low', 'high', 'medium'] as const).flatMap((confidence, i) => [
        sampleAlert({ id: `critical-${confidence}`, severity: 'critical', confidence, raisedAt: DAY0 + i * HOUR }),
        sampleAlert({ id: `low-${confidence}`, severity: 'low', confidence, raisedAt: DAY0 + (9 - i) * HOUR }),
      ]);
      await store.commit(batchOf('live', { alerts }));
      const found: string[] = [];
      let after: string | undefined;
      do {
        const page = await store.alerts({ scope: 'live', order: 'severity', limit: 2, ...(after ? { after } : {}) });
        found.push(...page.rows.map(({ id }) => id));
        after = page.next ?? undefined;
      } while (after);
      const sure = ['high', 'medium', 'low'];
      expect(found).toEqual([...sure.map((word) => `critical-${word}`), ...sure.map((word) => `low-${word}`)]);
      await store.close();
    });

    test('alerts are found by vessel, rule, severity, state, time and words', async () => {
      const store = await under.open();
      await store.commit(
        batchOf('live', {
          alerts: [
            sampleAlert(),
            sampleAlert({
              id: 'alert-2',
              severity: 'low',
              ruleId: 'crimea',
              raisedAt: DAY0 + 9 * HOUR,
              why: '100% sure_',
            }),
            sampleAlert({
              id: 'alert-3',
              severity: 'critical',
              vesselId: 'mmsi:1',
              vesselName: 'ANGARA',
              why: 'x',
              raisedAt: DAY0,
            }),
          ],
        }),
      );
      await did(store, 'live', deedOn('acknowledge'));
      const ids = async (query: object) =>
        (await store.alerts({ scope: 'live', limit: 10, ...query })).rows.map((row) => row.id);
      expect(await ids({})).toEqual(['alert-2', 'alert-1', 'alert-3']);
      expect(await ids({ order: 'severity' })).toEqual(['alert-1', 'alert-3', 'alert-2']);
      expect(await ids({ vesselId: LADY_R })).toEqual(['alert-2', 'alert-1']);
      expect(await ids({ ruleId: 'crimea' })).toEqual(['alert-2']);
      expect(await ids({ severity: ['low', 'info'] })).toEqual(['alert-2']);
      expect(await ids({ state: ['acknowledged', 'resolved'] })).toEqual(['alert-1']);
      expect(await ids({ fromAt: DAY0 + 7 * HOUR, toAt: DAY0 + 9 * HOUR })).toEqual(['alert-1']);
      expect(await ids({ text: 'angara' })).toEqual(['alert-3']);
      expect(await ids({ text: '0% sure_' })).toEqual(['alert-2']);
      expect(await ids({ text: '%' })).toEqual(['alert-2']);
      expect(await store.alertTally('live')).toEqual([
        { ruleId: 'crimea', vesselId: LADY_R, open: 1, all: 1 },
        { ruleId: 'dprk-ru-arms', vesselId: LADY_R, open: 0, all: 1 },
        { ruleId: 'dprk-ru-arms', vesselId: 'mmsi:1', open: 1, all: 1 },
      ]);
      await store.close();
    });

    test('pages by severity hold together across scopes', async () => {
      const store = await under.open();
      const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;
      for (const scope of ['live', 'replay-a']) {
        const alerts = Array.from({ length: 15 }, (_, i) =>
          sampleAlert({ id: `alert-${i}`, severity: severities[i % 5]!, raisedAt: DAY0 + (i % 2) * HOUR }),
        );
        await store.commit(batchOf(scope, { alerts }));
      }
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const found = await store.alerts({
          scope: 'all',
          order: 'severity',
          limit: 7,
          ...(after === null ? {} : { after }),
        });
        seen.push(
          ...found.rows.map((row) => `${severities.indexOf(row.severity)} ${row.raisedAt} ${row.id} ${row.scope}`),
        );
        after = found.next;
      } while (after !== null);
      expect(new Set(seen).size).toBe(30);
      expect(seen.map((row) => row.slice(0, 15))).toEqual(
        seen
          .map((row) => row.slice(0, 15))
          .toSorted()
          .reverse(),
      );
      await store.close();
    });
  });
}
