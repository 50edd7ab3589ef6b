// What a store means for rules of users and for mutes; part of the contract in store.ts.

import { describe, expect, test } from 'vitest';
import { type Mute, muteOf } from '../../server/domain/mute.ts';
import type { RuleChange } from '../../server/domain/rules/book.ts';
import { rule } from '../domain/rules/happened.ts';
import { batchOf, DAY0, deedOn, did, HOUR, LADY_R, SIGNED, sampleAlert, sampleReplay } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

function change(number: number, parts: Partial<RuleChange> = {}): RuleChange {
  const own = rule({ id: 'own-a', version: number });
  return { ruleId: 'own-a', number, savedAt: DAY0 + number, by: 'analyst', what: 'made', rule: own, ...parts };
}

/** LADY R reached Vostochny at DAY0 + 6 h, which made the leg of the sample alert whole. */
const ARRIVED = DAY0 + 6 * HOUR;

function mute(parts: Partial<Mute> = {}): Mute {
  return {
    id: 'mute-1',
    vesselId: LADY_R,
    ruleId: null,
    fromAt: DAY0,
    toAt: DAY0 + 24 * HOUR,
    by: 'analyst',
    note: null,
    createdAt: DAY0,
    ...parts,
  };
}

export function storeRuleContract(title: string, under: StoreUnderTest): void {
  describe(`${title}: rules and mutes`, () => {
    test('every version of a rule is kept, in the order they were saved', async () => {
      const store = await under.open();
      const other = change(1, { ruleId: 'crimea', savedAt: DAY0 + 1.5, what: 'switched off', rule: null });
      for (const each of [change(1), other, change(2, { what: 'changed' })]) await store.saveRuleChange(each);
      expect(await store.ruleChanges()).toEqual([change(1), other, change(2, { what: 'changed' })]);
      await store.close();
    });

    test('a change that another one has overtaken is a conflict and leaves no trace', async () => {
      const store = await under.open();
      await store.saveRuleChange(change(1));
      await store.saveRuleChange(change(2));
      await expect(store.saveRuleChange(change(2))).rejects.toMatchObject({ code: 'conflict' });
      await expect(store.saveRuleChange(change(4))).rejects.toThrow("Rule 'own-a' has been changed by somebody else");
      expect(await store.ruleChanges()).toHaveLength(2);
      await store.close();
    });

    test('a mute is told back, changed and removed, in its scope alone', async () => {
      const store = await under.open();
      await store.saveMute('live', mute(), SIGNED);
      await store.saveMute('live', mute({ id: 'mute-2', toAt: DAY0 + 48 * HOUR }), SIGNED);
      await store.commit(batchOf('replay-a', { replay: sampleReplay('replay-a') }));
      expect(await store.mutes('replay-a')).toEqual([]);
      expect((await store.mutes('live')).map(({ id }) => id)).toEqual(['mute-2', 'mute-1']);
      await store.saveMute('live', mute({ id: 'mute-2', toAt: DAY0 + HOUR }), SIGNED);
      expect((await store.mutes('live')).map(({ id }) => id)).toEqual(['mute-1', 'mute-2']);
      await store.deleteMute('live', 'mute-1', SIGNED);
      await store.deleteMute('live', 'mute-1', SIGNED);
      expect(await store.mutes('live')).toEqual([mute({ id: 'mute-2', toAt: DAY0 + HOUR })]);
      await store.close();
    });

    test('alerts that a mute changes are logged again, for those who have read them', async () => {
      const store = await under.open();
      await store.commit(
        batchOf('live', { alerts: [sampleAlert(), sampleAlert({ id: 'alert-2', vesselId: 'mmsi:1' })] }),
      );
      const told = async (after: number) => (await store.log(after, 10)).map(({ id, revision }) => [id, revision]);
      await store.saveMute('live', mute(), SIGNED);
      expect(await told(4)).toEqual([['alert-1', 1]]);
      await store.deleteMute('live', 'mute-1', SIGNED);
      expect(await told(5)).toEqual([['alert-1', 1]]);
      await store.saveMute('live', mute({ fromAt: ARRIVED + 1 }), SIGNED);
      expect(await told(6)).toEqual([]);
      await store.close();
    });

    test('mutes of a replay go with it', async () => {
      const store = await under.open();
      await store.commit(batchOf('replay-a', { replay: sampleReplay('replay-a') }));
      await store.saveMute('replay-a', mute(), SIGNED);
      await store.deleteReplay('replay-a');
      await store.commit(batchOf('replay-a', { replay: sampleReplay('replay-a') }));
      expect(await store.mutes('replay-a')).toEqual([]);
      await store.close();
    });

    test.each<[string, Partial<Mute>, boolean]>([
      ['the ship, over the arrival', {}, true],
      ['the rule', { vesselId: null, ruleId: 'dprk-ru-arms' }, true],
      ['ship and rule', { ruleId: 'dprk-ru-arms' }, true],
      ['another rule', { ruleId: 'crimea-any' }, false],
      ['another ship', { vesselId: 'imo:9179842' }, false],
      ['from the moment of the arrival', { fromAt: ARRIVED }, true],
      ['from a moment after it', { fromAt: ARRIVED + 1 }, false],
      ['until a moment after it', { toAt: ARRIVED + 1 }, true],
      ['until the moment of the arrival', { toAt: ARRIVED }, false],
    ])('an alert under a mute of %s: queries and the domain agree', async (_, parts, muted) => {
      const store = await under.open();
      await store.saveMute('live', mute(parts), SIGNED);
      await store.commit(batchOf('live', { alerts: [sampleAlert()] }));
      const ids = async (asked: boolean) =>
        (await store.alerts({ scope: 'live', muted: asked, limit: 10 })).rows.map(({ id }) => id);
      expect(await ids(true)).toEqual(muted ? ['alert-1'] : []);
      expect(await ids(false)).toEqual(muted ? [] : ['alert-1']);
      expect((await store.alertTally('live'))[0]).toMatchObject({ open: muted ? 0 : 1, all: 1 });
      expect(muteOf(sampleAlert(), await store.mutes('live'), []) !== null).toBe(muted);
      await store.close();
    });

    test('SIL-1: an event acknowledged stays acknowledged when the detectors say it again later', async () => {
      const store = await under.open();
      const alert = sampleAlert({ raisedAt: DAY0, knownAt: DAY0 });
      await store.commit(batchOf('live', { alerts: [alert] }));
      const signed = { ...SIGNED, at: DAY0 + 5 * 60_000 };
      await did(store, 'live', deedOn('acknowledge', { reasonCode: 'reviewed' }), signed);
      const said = await store.lastSeq();
      // The same leg, heard of again fifteen minutes later, word for word; and once more with a better sentence.
      await store.commit(batchOf('live', { alerts: [alert] }));
      expect(await store.lastSeq()).toBe(said);
      await store.commit(batchOf('live', { alerts: [{ ...alert, revision: 2, knownAt: DAY0 + 15 * 60_000 }] }));
      expect((await store.alerts({ scope: 'live', limit: 10 })).rows).toMatchObject([
        { id: alert.id, state: 'acknowledged' },
      ]);
      expect((await store.alertTally('live'))[0]).toMatchObject({ open: 0, all: 1 });
      await store.close();
    });

    test('a vessel that turns out to be a hull takes its mute with it', async () => {
      const store = await under.open();
      await store.saveMute('live', mute({ vesselId: 'mmsi:273212120' }), SIGNED);
      await store.commit(
        batchOf('live', { renames: [{ fromId: 'mmsi:273212120', toId: LADY_R }], alerts: [sampleAlert()] }),
      );
      expect(await store.mutes('live')).toEqual([mute()]);
      expect((await store.alerts({ scope: 'live', muted: true, limit: 10 })).rows).toHaveLength(1);
      await store.close();
    });
  });
}
