// The part of the store contract that is about cases: formed with their alerts, kept in every revision, found by filters.

import { describe, expect, test } from 'vitest';
import type { Alert } from '../../server/domain/alert.ts';
import type { Case } from '../../server/domain/cases/case.ts';
import { muteOf } from '../../server/domain/mute.ts';
import type { CaseQuery } from '../../server/seams/case-store.ts';
import type { Store } from '../../server/seams/store.ts';
import { batchOf, DAY0, HOUR, LADY_R, SIGNED, sampleAlert, sampleCall } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

const DAY = 24 * HOUR;
const NOW = DAY0 + 10 * DAY;

/** LADY R's leg of a day, counted from the first; known when it ended. */
function leg(day: number, parts: Partial<Alert> = {}): Alert {
  const fromAt = DAY0 + day * DAY;
  const call = sampleCall({ id: `call-${parts.id ?? day}`, beganAt: fromAt + 6 * HOUR });
  const alert = sampleAlert({
    id: `leg-${day}`,
    fromAt,
    toAt: fromAt + 6 * HOUR,
    raisedAt: fromAt + 7 * HOUR,
    knownAt: fromAt + 7 * HOUR,
    ...parts,
  });
  return { ...alert, evidence: { ...alert.evidence, events: [call] } };
}

const read = async (store: Store, parts: Partial<CaseQuery> = {}) =>
  (await store.cases({ scope: 'live', now: NOW, limit: 100, ...parts })).rows;
const ids = (cases: readonly Case[]) => cases.map(({ ships, fromAt }) => `${ships[0]!.name} ${(fromAt - DAY0) / DAY}`);

export function storeCaseContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: cases`, () => {
    test('alerts of one story are one case, said once for each thing that changed', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [leg(0)] }));
      await store.commit(
        batchOf('live', { alerts: [leg(0), leg(20), leg(20, { revision: 2, severity: 'critical' })] }),
      );
      await store.commit(batchOf('live', { alerts: [leg(200)] }));
      const cases = await read(store);
      expect(cases.map(({ alerts, state }) => [alerts, state])).toEqual([
        [1, 'opened'],
        [2, 'continued'],
      ]);
      const [, first] = cases as Case[] as [Case, Case];
      expect((await store.log(0, 100)).filter(({ id }) => id === first.id).map(({ revision }) => revision)).toEqual([
        1, 2,
      ]);
      expect(await store.casesOfAlerts('live', ['leg-0', 'leg-20', 'none'])).toEqual(
        new Map([
          ['leg-0', [first.id]],
          ['leg-20', [first.id]],
        ]),
      );
      expect(await store.caseAlertIds('live', first.id, 10)).toEqual(['leg-0', 'leg-20']);
      expect((await store.caseRevisions('live', first.id, 10)).map(({ alerts }) => alerts)).toEqual([1, 2]);
      await store.close();
    });

    test('a case is told as it was known then', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [leg(0), leg(20)] }));
      const then = await read(store, { knownAt: DAY0 + 10 * DAY });
      expect(then).toMatchObject([{ alerts: 1, toAt: DAY0 + 6 * HOUR }]);
      expect(await read(store, { knownAt: DAY0 + 6 * HOUR })).toEqual([]);
      expect(await store.case('live', then[0]!.id, DAY0 + 10 * DAY)).toEqual(then[0]);
      expect(await store.case('live', then[0]!.id)).toMatchObject({ alerts: 2, scope: 'live' });
      expect(await store.case('all', 'case_none')).toBeNull();
      await store.close();
    });

    test('an alert that comes to light between two cases makes them one, which names both', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [leg(0)] }));
      await store.commit(batchOf('live', { alerts: [leg(100)] }));
      const [late, early] = (await read(store)) as Case[] as [Case, Case];
      await store.commit(batchOf('live', { alerts: [leg(50, { knownAt: DAY0 + 101 * DAY })] }));
      expect(await read(store)).toMatchObject([{ id: early.id, alerts: 3, formerIds: [late.id] }]);
      expect(await store.case('live', late.id)).toMatchObject({ state: 'joined', joinedTo: early.id });
      // Taken back, it leaves two again, each under the id that it had.
      const back = leg(50, { revision: 2, state: 'withdrawn', knownAt: DAY0 + 102 * DAY });
      await store.commit(batchOf('live', { alerts: [back] }));
      expect(await read(store, { text: '12 Sep' })).toMatchObject([
        { id: early.id, alerts: 1, withdrawn: 1, formerIds: [] },
      ]);
      expect(await store.case('live', late.id)).toMatchObject({ alerts: 1, state: 'opened', joinedTo: null });
      await store.close();
    });

    test('a case whose first alert is taken back goes on under the next one, and the old id leads to it', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [leg(0), leg(20)] }));
      const [before] = (await read(store)) as Case[] as [Case];
      const back = leg(0, { revision: 2, state: 'withdrawn', knownAt: DAY0 + 21 * DAY });
      await store.commit(batchOf('live', { alerts: [back] }));
      const [after] = (await read(store)) as Case[] as [Case];
      expect(after).toMatchObject({ alerts: 1, withdrawn: 1, formerIds: [before.id] });
      expect(await store.case('live', before.id)).toMatchObject({ state: 'joined', joinedTo: after.id });
      await store.commit(batchOf('live', { alerts: [leg(20, { revision: 2, state: 'withdrawn', knownAt: NOW })] }));
      expect(await read(store)).toMatchObject([{ state: 'withdrawn', alerts: 0, withdrawn: 2 }]);
      await store.close();
    });

    test('a mute of a case covers what it tells within its time, also under the id that the case goes on with', async () => {
      const store = await under.open();
      await store.commit(
        batchOf('live', { alerts: [leg(0), leg(20), leg(0, { id: 'other', vesselId: 'imo:9179842' })] }),
      );
      const caseOf = async (alertId: string) => (await store.casesOfAlerts('live', [alertId])).get(alertId)!;
      const [first] = await caseOf('leg-0');
      const cover = { vesselId: null, ruleId: null, caseId: first! };
      const mute = { ...cover, id: 'm', fromAt: DAY0, toAt: DAY0 + 10 * DAY, by: 'anna', note: null, createdAt: NOW };
      const muted = async () => {
        const mutes = await store.mutes('live');
        const found = (await store.alerts({ scope: 'live', muted: true, limit: 10 })).rows.map(({ id }) => id);
        // Queries and the domain agree on every alert.
        for (const alert of (await store.alerts({ scope: 'live', limit: 10 })).rows) {
          expect(muteOf(alert, mutes, await caseOf(alert.id)) !== null, alert.id).toBe(found.includes(alert.id));
        }
        return found;
      };
      const seq = await store.lastSeq();
      await store.saveMute('live', mute, SIGNED);
      expect(await muted()).toEqual(['leg-0']);
      expect((await store.log(seq, 10)).map(({ id }) => id)).toEqual(['leg-0']);
      await store.saveMute('live', { ...mute, toAt: DAY0 + 90 * DAY }, SIGNED);
      expect(await muted()).toEqual(['leg-20', 'leg-0']);
      // An alert from before makes the case another one.
      await store.commit(batchOf('live', { alerts: [leg(-10, { knownAt: DAY0 + 21 * DAY })] }));
      expect(await caseOf('leg-0')).toEqual([expect.not.stringContaining(first!), first]);
      expect(await muted()).toEqual(['leg-20', 'leg-0']);
      await store.saveMute('live', { ...mute, fromAt: DAY0 - 20 * DAY, toAt: DAY0 + 90 * DAY }, SIGNED);
      expect(await muted()).toEqual(['leg-20', 'leg-0', 'leg--10']);
      await store.close();
    });

    test('what was said of a unit is in the case of the hull it turns out to be', async () => {
      const store = await under.open();
      await store.commit(batchOf('live', { alerts: [leg(0, { vesselId: 'mmsi:273212120' }), leg(20)] }));
      expect(await read(store)).toHaveLength(2);
      await store.commit(batchOf('live', { renames: [{ fromId: 'mmsi:273212120', toId: LADY_R }] }));
      expect(await read(store)).toMatchObject([{ alerts: 2, ships: [{ id: LADY_R }] }]);
      await store.close();
    });

    test('cases are found by ship, theme, severity, confidence, basis, state, period and text, page by page', async () => {
      const store = await under.open();
      const other = { vesselId: 'imo:9179842', vesselName: 'ANGARA', imo: 9179842 };
      await store.commit(
        batchOf('live', {
          alerts: [
            leg(0, { severity: 'high', confidence: 'low', basis: 'inferred' }),
            leg(1, { id: 'a', ...other }),
            leg(2, { id: 'b', ...other, ruleId: 'yard-stay', severity: 'medium', placeIds: ['xinya'] }),
          ],
        }),
      );
      const found = async (parts: Partial<CaseQuery>) => ids(await read(store, parts));
      expect(await found({})).toEqual(['ANGARA 2', 'ANGARA 1', 'LADY R 0']);
      expect(await found({ vesselIds: [LADY_R] })).toEqual(['LADY R 0']);
      expect(await found({ theme: ['yards'] })).toEqual(['ANGARA 2']);
      expect(await found({ severity: ['medium', 'high'] })).toEqual(['ANGARA 2', 'LADY R 0']);
      expect(await found({ confidence: ['low'] })).toEqual(['LADY R 0']);
      expect(await found({ basis: ['inferred'] })).toEqual(['LADY R 0']);
      expect(await found({ state: ['quiet'] })).toEqual([]);
      expect(await found({ state: ['quiet'], now: DAY0 + 62 * DAY })).toEqual(['ANGARA 1', 'LADY R 0']);
      expect(await found({ fromAt: DAY0 + DAY, toAt: DAY0 + 2 * DAY })).toEqual(['ANGARA 1']);
      expect(await found({ text: 'lady r' })).toEqual(['LADY R 0']);
      expect(await found({ text: '%' })).toEqual([]);
      expect(await found({ order: 'grave' })).toEqual(['ANGARA 1', 'LADY R 0', 'ANGARA 2']);
      expect(await found({ order: 'sure' })).toEqual(['ANGARA 1', 'ANGARA 2', 'LADY R 0']);
      const first = await store.cases({ scope: 'live', now: NOW, limit: 2, order: 'sure' });
      expect(first.next).not.toBeNull();
      const rest = await store.cases({ scope: 'all', now: NOW, limit: 2, order: 'sure', after: first.next! });
      expect(ids(rest.rows)).toEqual(['LADY R 0']);
      await expect(store.cases({ scope: 'live', now: NOW, limit: 2, after: first.next! })).rejects.toMatchObject({
        code: 'invalid',
      });
      expect(await store.caseThemes('live')).toEqual([
        { theme: 'arms-bridge', title: 'Arms bridge between the DPRK and Russia', cases: 2 },
        { theme: 'yards', title: 'Stays at foreign yards', cases: 1 },
      ]);
      await store.close();
    });

    test('cases of a replay are no cases of the live monitor, and go with it', async () => {
      const store = await under.open();
      await store.commit(batchOf('replay-a', { alerts: [leg(0)] }));
      expect(await read(store)).toEqual([]);
      expect(await read(store, { scope: 'all' })).toMatchObject([{ scope: 'replay-a' }]);
      await store.deleteReplay('replay-a');
      expect(await read(store, { scope: 'all' })).toEqual([]);
      await store.close();
    });
  });
}
