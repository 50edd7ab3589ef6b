// What a store means for channels, subscriptions and deliveries; part of the contract in store.ts.

import { describe, expect, test } from 'vitest';
import type { PlannedDelivery } from '../../server/seams/delivery-store.ts';
import { sampleMessage } from '../channels/samples.ts';
import { SECRETS, sampleChannel, sampleSubscription } from '../tell/samples.ts';
import { SIGNED } from './samples.ts';
import type { StoreUnderTest } from './store.ts';

const ALERT = { kind: 'alert', id: 'alert-1' } as const;

function planned(parts: Partial<PlannedDelivery> = {}): PlannedDelivery {
  return {
    id: 'd1',
    subscriptionId: 'sub',
    channelId: 'hook',
    subject: ALERT,
    revision: 1,
    reason: 'first',
    sequence: 1,
    bundle: null,
    plannedAt: 100,
    dueAt: 100,
    said: 'said',
    message: sampleMessage({ id: 'd1' }),
    ...parts,
  };
}

export function storeDeliveryContract(title: string, under: StoreUnderTest): void {
  const open = async () => {
    const store = await under.open();
    await store.saveChannel(sampleChannel(), SECRETS, SIGNED);
    await store.saveSubscription(sampleSubscription(), SIGNED);
    return store;
  };
  const plan = { seq: 7, decisions: [], replaced: [] };

  describe(`${title}: who is told`, () => {
    test('secrets of a channel go in, stay when none is given, and come out for the sender alone', async () => {
      const store = await open();
      await store.saveChannel(sampleChannel({ title: 'New' }), { key: 'other' }, SIGNED);
      const [channel] = await store.channels();
      expect(channel).toEqual({ ...sampleChannel({ title: 'New' }), secretNames: ['key', 'url'] });
      expect(JSON.stringify(channel)).not.toContain('receiver.example');
      expect(await store.channelSecrets('hook')).toEqual({ ...SECRETS, key: 'other' });
      await expect(store.deleteChannel('hook', SIGNED)).rejects.toMatchObject({ code: 'conflict' });
      await store.deleteSubscription('sub', SIGNED);
      await store.deleteChannel('hook', SIGNED);
      expect(await store.channels()).toEqual([]);
      await expect(store.saveSubscription(sampleSubscription(), SIGNED)).rejects.toMatchObject({ code: 'invalid' });
      await store.close();
    });

    test('a delivery is there once, whatever is planned again, together with how far the log was read', async () => {
      const store = await open();
      expect(await store.plannedSeq()).toBeNull();
      expect(await store.commitPlan({ ...plan, deliveries: [planned()] })).toBe(true);
      expect(await store.commitPlan({ ...plan, seq: 8, deliveries: [planned({ dueAt: 999 })] })).toBe(true);
      expect(await store.plannedSeq()).toBe(8);
      expect((await store.deliveries({ limit: 10 })).rows).toMatchObject([{ id: 'd1', dueAt: 100, state: 'held' }]);
      await store.close();
    });

    test('a delivery is taken by one sender, when it is due', async () => {
      const store = await open();
      await store.commitPlan({ ...plan, deliveries: [planned()] });
      expect(await store.claimDelivery('hook', 99, 500)).toBeNull();
      expect(await store.claimDelivery('hook', 100, 500)).toMatchObject({ deliveries: [{ id: 'd1', attempts: 1 }] });
      expect(await store.claimDelivery('hook', 100, 500)).toBeNull();
      expect(await store.nextDueAt('hook')).toBe(500);
      expect(await store.releaseClaims()).toBe(1);
      expect(await store.claimDelivery('hook', 100, 500)).toMatchObject({
        deliveries: [{ doubtful: true, attempts: 2 }],
      });
      await store.close();
    });

    test('a correction is not due before what it corrects, and knows what that was', async () => {
      const store = await open();
      const later = planned({ id: 'd2', revision: 2, reason: 'withdrawn', sequence: 2 });
      await store.commitPlan({ ...plan, deliveries: [planned({ dueAt: 300 }), later] });
      expect(await store.claimDelivery('hook', 200, 500)).toBeNull();
      await store.claimDelivery('hook', 300, 500);
      await store.settleDeliveries(['d1'], { state: 'accepted', sentAs: 'd1', remote: '17', answer: 'ok', at: 310 });
      expect(await store.claimDelivery('hook', 310, 500)).toMatchObject({
        deliveries: [{ id: 'd2' }],
        before: { firstId: 'd1', remote: '17', headline: sampleMessage().headline },
      });
      await store.close();
    });

    test('what was tried cannot be replaced, and a plan that would leaves nothing behind', async () => {
      const store = await open();
      await store.commitPlan({ ...plan, deliveries: [planned()] });
      await store.claimDelivery('hook', 100, 500);
      const next = planned({ id: 'd2', revision: 2 });
      expect(await store.commitPlan({ ...plan, seq: 9, deliveries: [next], replaced: ['d1'] })).toBe(false);
      expect(await store.plannedSeq()).toBe(7);
      expect((await store.deliveries({ limit: 10 })).rows).toHaveLength(1);
      await store.close();
    });

    test('all of a bundle is taken at once; what was given up goes again when asked', async () => {
      const store = await open();
      const two = planned({ id: 'd2', subject: { kind: 'alert', id: 'alert-2' }, bundle: 'b' });
      await store.commitPlan({ ...plan, deliveries: [planned({ bundle: 'b' }), two] });
      const claim = await store.claimDelivery('hook', 100, 500);
      expect(claim?.deliveries.map(({ id }) => id)).toEqual(['d1', 'd2']);
      await store.settleDeliveries(['d1', 'd2'], { state: 'dead', answer: 'no', at: 110 });
      expect(await store.nextDueAt('hook')).toBeNull();
      await store.resendDelivery('d1', 120);
      await expect(store.resendDelivery('d1', 120)).rejects.toMatchObject({ code: 'conflict' });
      expect(await store.nextDueAt('hook')).toBe(120);
      await store.close();
    });

    test('those that wait are counted by kind of channel, and no longer when they are settled', async () => {
      const store = await open();
      expect(await store.waitingDeliveries()).toEqual([]);
      const two = planned({ id: 'd2', subject: { kind: 'alert', id: 'alert-2' } });
      await store.commitPlan({ ...plan, deliveries: [planned(), two] });
      expect(await store.waitingDeliveries()).toEqual([{ kind: 'webhook', count: 2 }]);
      await store.claimDelivery('hook', 100, 500);
      await store.settleDeliveries(['d1'], { state: 'accepted', sentAs: 'd1', remote: null, answer: 'ok', at: 110 });
      expect(await store.waitingDeliveries()).toEqual([{ kind: 'webhook', count: 1 }]);
      await store.close();
    });

    test('what waits for a subscription that is removed goes no more', async () => {
      const store = await open();
      await store.commitPlan({ ...plan, deliveries: [planned()] });
      await store.deleteSubscription('sub', SIGNED);
      expect(await store.claimDelivery('hook', 100, 500)).toBeNull();
      await store.close();
    });
  });
}
