// What nobody acknowledges in time is told to the next; what a person undoes in time is told to nobody. Timelines on a clock
// that is put on by hand.

import { describe, expect, it } from 'vitest';
import { UNDO_MS } from '../../server/domain/desk/deed.ts';
import type { Subscription } from '../../server/domain/subscription/subscription.ts';
import { batchOf, deedOn, did, SIGNED, sampleAlert } from '../contract/samples.ts';
import { openTelling, SECRETS, START, sampleChannel, sampleSubscription } from './samples.ts';

const HOUR = 3_600_000;
const alert = () => sampleAlert({ raisedAt: START, knownAt: START });

type Telling = Awaited<ReturnType<typeof openTelling>>;

/** The first is told of everything, the next of nothing but what nobody answers. */
async function open(next: Partial<Subscription> = {}): Promise<Telling> {
  const telling = await openTelling({ escalation: { afterHours: 2, toId: 'next' } });
  await telling.store.saveChannel(sampleChannel({ id: 'pager', title: 'Pager' }), SECRETS, SIGNED);
  const nothing = { what: { rules: ['none'] } };
  await telling.store.saveSubscription(
    sampleSubscription({ id: 'next', title: 'Head of desk', channelId: 'pager', ...nothing, ...next }),
    SIGNED,
  );
  return telling;
}

async function at(telling: Telling, hours: number): Promise<void> {
  telling.clock.set(START + hours * HOUR);
  await telling.settle();
}

const reasons = ({ sent }: Telling) => sent.map(({ data }) => String(data.reason));
const whyNext = async ({ store }: Telling) =>
  (await store.decisions({ subscriptionId: 'next', limit: 10 })).rows.map(({ why }) => why);

describe('what nobody acknowledges', () => {
  it('is told to the next subscription after its hours, once, and its withdrawal too', async () => {
    const telling = await open();
    await telling.store.commit(batchOf('live', { alerts: [alert()] }));
    await telling.settle();
    await at(telling, 1.9);
    expect(reasons(telling)).toEqual(['first']);
    await at(telling, 2.1);
    await at(telling, 3);
    await at(telling, 9);
    expect(reasons(telling)).toEqual(['first', 'escalated']);
    expect(await whyNext(telling)).toContain('not acknowledged in time');
    await telling.store.commit(
      batchOf('live', { alerts: [sampleAlert({ ...alert(), revision: 2, state: 'withdrawn' })] }),
    );
    await telling.settle();
    expect(reasons(telling).sort()).toEqual(['escalated', 'first', 'withdrawn', 'withdrawn']);
    await telling.close();
  });

  it('is not told on when somebody has acknowledged it, or when it is muted or the next is off', async () => {
    const telling = await open();
    await telling.store.commit(batchOf('live', { alerts: [alert()] }));
    await telling.settle();
    await did(telling.store, 'live', deedOn('acknowledge'), { by: 'anna', at: START + HOUR, deed: null });
    await at(telling, 5);
    expect(reasons(telling)).toEqual(['first']);
    await telling.close();

    const off = await open({ enabled: false });
    await off.store.commit(batchOf('live', { alerts: [alert()] }));
    await off.settle();
    await at(off, 5);
    expect(reasons(off)).toEqual(['first']);
    expect((await whyNext(off))[0]).toBe('switched off');
    await off.close();
  });

  it('is told on of a case too, once, while something is open that the case told; not for a later leg that it did not', async () => {
    const telling = await open({});
    const first = (await telling.store.subscriptions()).find(({ id }) => id === 'sub')!;
    await telling.store.saveSubscription({ ...first, when: { ...first.when, every: 'case' } }, SIGNED);
    await telling.store.commit(batchOf('live', { alerts: [alert()] }));
    await telling.settle();
    const subject = {
      kind: 'case' as const,
      id: (await telling.store.casesOfAlerts('live', ['alert-1'])).get('alert-1')![0]!,
    };
    await at(telling, 1.9);
    expect(reasons(telling)).toEqual(['first']);
    const acknowledge = deedOn('acknowledge', { subject });
    await telling.store.handle('live', [acknowledge], { by: 'anna', at: START + HOUR, deed: 'deed-1' });
    const later = { id: 'alert-2', raisedAt: START + 1.5 * HOUR, knownAt: START + 1.5 * HOUR };
    await telling.store.commit(batchOf('live', { alerts: [sampleAlert(later)] }));
    await at(telling, 5);
    expect(reasons(telling)).toEqual(['first']);
    await telling.store.undo('deed-1', { by: 'anna', at: START + HOUR, deed: null }).catch(() => {});
    await telling.store.handle('live', [deedOn('reopen')], { by: 'anna', at: START + 5 * HOUR, deed: null });
    await at(telling, 5.1);
    await at(telling, 9);
    expect(reasons(telling)).toEqual(['first', 'escalated']);
    const { data } = telling.sent[1]!;
    expect(data.sentences).toContain('Nobody has acknowledged this in time.');
    expect(JSON.stringify(data)).toContain(`https://watch.example/?case=${subject.id}`);
    await telling.close();
  });

  it('is judged in quiet hours and told after them; acknowledged meanwhile it is told to nobody', async () => {
    // 14:00 to 18:00 UTC is quiet at the next; the two hours are over at 14:00.
    const when = { digest: null, also: [], quiet: { fromHour: 14, toHour: 18, timeZone: 'UTC' } };
    for (const acknowledged of [false, true]) {
      const telling = await open({ when });
      await telling.store.commit(batchOf('live', { alerts: [alert()] }));
      await telling.settle();
      await at(telling, 3);
      expect(await whyNext(telling)).toContain('not acknowledged in time');
      expect(reasons(telling)).toEqual(['first']);
      const signed = { by: 'anna', at: START + 4 * HOUR, deed: null };
      if (acknowledged) await did(telling.store, 'live', deedOn('acknowledge'), signed);
      await telling.settle();
      await at(telling, 7);
      expect(reasons(telling)).toEqual(acknowledged ? ['first'] : ['first', 'escalated']);
      await telling.close();
    }
  });
});

describe('what a person does and undoes within ten seconds', () => {
  it('is told to nobody; what stands is told when the ten seconds are over', async () => {
    const telling = await openTelling();
    await telling.store.commit(batchOf('live', { alerts: [alert()] }));
    await telling.settle();
    const took = { by: 'anna', at: START + 1_000, deed: 'deed-1' };
    telling.clock.set(took.at);
    await did(telling.store, 'live', deedOn('withdraw', { reasonCode: 'false-position' }), took);
    await telling.settle();
    telling.clock.set(took.at + UNDO_MS - 1);
    await telling.settle();
    expect(reasons(telling)).toEqual(['first']);
    await telling.store.undo('deed-1', { ...took, at: took.at + UNDO_MS - 1 });
    await telling.settle();
    await at(telling, 1);
    expect(reasons(telling)).toEqual(['first']);

    const again = { by: 'anna', at: START + 2 * HOUR, deed: 'deed-2' };
    telling.clock.set(again.at);
    await did(telling.store, 'live', deedOn('withdraw', { reasonCode: 'false-position' }), again);
    await telling.settle();
    expect(reasons(telling)).toEqual(['first']);
    telling.clock.set(again.at + UNDO_MS);
    await telling.settle();
    expect(reasons(telling)).toEqual(['first', 'withdrawn']);
    await telling.close();
  });
});
