// Who is told of what, when, and what becomes of it: timelines on a clock that is put on by hand.

import { describe, expect, it } from 'vitest';
import type { Alert } from '../../server/domain/alert.ts';
import { UNDO_MS } from '../../server/domain/desk/deed.ts';
import { KEY } from '../channels/samples.ts';
import { batchOf, deedOn, did, SIGNED, sampleAlert } from '../contract/samples.ts';
import { openTelling, START, sampleChannel } from './samples.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const alert = (parts: Partial<Alert> = {}) => sampleAlert({ raisedAt: START, knownAt: START, ...parts });

type Telling = Awaited<ReturnType<typeof openTelling>>;
const say = async (telling: Telling, ...alerts: Alert[]) => {
  await telling.store.commit(batchOf('live', { alerts }));
  await telling.settle();
};
const told = ({ sent }: Telling) => sent.map(({ data }) => `${data.reason} ${data.revision}`);
const why = async ({ store }: Telling) => (await store.decisions({ limit: 10 })).rows.map((row) => row.why);

describe('a receiver', () => {
  it('is told of an alert once, however often it is said again', async () => {
    const telling = await openTelling();
    await say(telling, alert());
    await say(telling, alert());
    await say(telling, alert({ revision: 2, knownAt: START + 1 }));
    expect(told(telling)).toEqual(['first 1']);
    expect(await why(telling)).toEqual(['nothing new', 'told at once']);
    expect((await telling.store.deliveries({ limit: 10 })).rows).toMatchObject([{ state: 'accepted', attempts: 1 }]);
    await telling.close();
  });

  it('is told what changed: graver, surer, revised, withdrawn, in order and with what each replaces', async () => {
    const telling = await openTelling();
    await say(telling, alert({ severity: 'medium', confidence: 'low' }));
    await say(telling, alert({ revision: 2, severity: 'high', confidence: 'low' }));
    await say(telling, alert({ revision: 3, severity: 'high', confidence: 'high' }));
    await say(telling, alert({ revision: 4, severity: 'high', confidence: 'high', why: 'It was another berth.' }));
    await say(telling, alert({ revision: 5, state: 'withdrawn' }));
    expect(told(telling)).toEqual(['first 1', 'graver 2', 'surer 3', 'revised 4', 'withdrawn 5']);
    expect(telling.sent.map(({ data }) => data.supersedes)).toEqual([null, 1, 2, 3, 4]);
    expect(telling.sent.map(({ data }) => data.sequence)).toEqual([1, 2, 3, 4, 5]);
    await telling.close();
  });

  it('is not told of a mute’s ship, and is told of a withdrawal all the same', async () => {
    const telling = await openTelling();
    const mute = {
      id: 'm',
      vesselId: alert().vesselId,
      ruleId: null,
      fromAt: 0,
      toAt: START * 2,
      by: 'desk',
      note: null,
      createdAt: 0,
    };
    await say(telling, alert());
    await telling.store.saveMute('live', mute, SIGNED);
    await say(telling, alert({ id: 'alert-2' }));
    await say(telling, alert({ revision: 2, state: 'withdrawn' }));
    expect(told(telling)).toEqual(['first 1', 'withdrawn 2']);
    expect(await why(telling)).toContain('muted');
    await telling.close();
  });

  it('hears nothing of replays', async () => {
    const telling = await openTelling();
    await telling.store.commit(batchOf('replay-1', { alerts: [alert({ id: 'replayed' })] }));
    await say(telling, alert());
    expect(telling.sent.map(({ data }) => data.subject)).toEqual([{ kind: 'alert', id: 'alert-1' }]);
    await telling.close();
  });
});

describe('a store that fails for a while', () => {
  it('ends no plan: what was said meanwhile is told when it is there again', async () => {
    const telling = await openTelling();
    const { store } = telling;
    const commit = store.commitPlan;
    let refusals = 2;
    store.commitPlan = async (plan) => {
      if (refusals-- > 0) throw new Error('the database is locked');
      return commit(plan);
    };
    await store.commit(batchOf('live', { alerts: [alert()] }));
    for (let tries = 1; tries <= 2; tries++) {
      while (telling.failures.length < tries) await new Promise((next) => setImmediate(next));
      telling.clock.set(telling.clock.now() + 10_000);
    }
    await telling.settle();
    expect(told(telling)).toEqual(['first 1']);
    expect(telling.failures).toHaveLength(2);
    await telling.close();
  });
});

describe('a subscription that is switched off', () => {
  it('sends nothing, keeps what waits in its newest state, and owes the correction until it is switched on', async () => {
    const telling = await openTelling();
    const { id } = (await telling.store.subscriptions())[0]!;
    const turn = async (enabled: boolean) => {
      const [subscription] = await telling.store.subscriptions();
      await telling.store.saveSubscription({ ...subscription!, id, enabled }, SIGNED);
      await telling.settle();
    };
    await say(telling, alert());
    await turn(false);
    await say(telling, alert({ revision: 2, why: 'It was another berth.' }));
    await say(telling, alert({ id: 'alert-2' }));
    await say(telling, alert({ revision: 3, state: 'withdrawn' }));
    expect(told(telling)).toEqual(['first 1']);
    await turn(true);
    expect(told(telling)).toEqual(['first 1', 'withdrawn 3']);
    await telling.close();
  });
});

describe('quiet hours', () => {
  const quiet = { fromHour: 22, toHour: 6, timeZone: 'Asia/Seoul' };

  it('hold a message, which goes out in its newest state', async () => {
    // 12:00 UTC is 21:00 in Seoul; two hours later it is quiet until 21:00 UTC.
    const telling = await openTelling({ when: { digest: null, quiet, also: [] } });
    await telling.until(START + 2 * HOUR);
    await say(telling, alert());
    await say(telling, alert({ revision: 2, why: 'It was another berth.' }));
    expect(telling.sent).toEqual([]);
    await telling.until(START + 9 * HOUR - 1);
    expect(telling.sent).toEqual([]);
    await telling.until(START + 9 * HOUR);
    expect(told(telling)).toEqual(['first 2']);
    expect((await telling.store.deliveries({ limit: 10 })).rows.map(({ state }) => state).sort()).toEqual([
      'accepted',
      'replaced',
    ]);
    await telling.close();
  });

  it('send nothing of what was taken back meanwhile', async () => {
    const telling = await openTelling({ when: { digest: null, quiet, also: [] } });
    await telling.until(START + 2 * HOUR);
    await say(telling, alert());
    await say(telling, alert({ revision: 2, state: 'withdrawn' }));
    await telling.until(START + 24 * HOUR);
    expect(telling.sent).toEqual([]);
    expect(await why(telling)).toContain('gone before it was told');
    await telling.close();
  });
});

describe('a digest', () => {
  it('gathers until its time, the gravest first, and a correction comes after it', async () => {
    const telling = await openTelling({
      when: { digest: { cron: '0 7 * * *', timeZone: 'UTC' }, quiet: null, also: [] },
    });
    await say(telling, alert({ id: 'a', severity: 'low', vesselName: 'LOW' }));
    await say(telling, alert({ id: 'b', severity: 'critical', vesselName: 'GRAVE' }));
    await telling.until(START + 19 * HOUR);
    expect(telling.sent).toHaveLength(1);
    expect(telling.sent[0]!.data).toMatchObject({ reason: 'digest', headline: 'Gathered: 2 messages' });
    expect(String((telling.sent[0]!.data.sentences as unknown as string[])[0])).toContain('GRAVE');
    await say(telling, alert({ id: 'a', revision: 2, state: 'withdrawn' }));
    expect(told(telling)).toEqual(['digest 1', 'withdrawn 2']);
    await telling.close();
  });

  it('a budget that is used up tells the rest together when the day is over', async () => {
    const telling = await openTelling({ budgetADay: 2 });
    for (let i = 0; i < 2_000; i += 100) {
      const many = Array.from({ length: 100 }, (_, n) => alert({ id: `alert-${i + n}` }));
      await telling.store.commit(batchOf('live', { alerts: many }));
    }
    await telling.settle();
    expect(telling.sent).toHaveLength(2);
    await telling.until(START + 12 * HOUR);
    expect(telling.sent).toHaveLength(3);
    expect(telling.sent[2]!.data.headline).toBe('Gathered: 1998 messages');
    expect(telling.sent[2]!.data.sentences).toContain('1968 more are not written out here; the page has them all.');
    await telling.close();
  });
});

describe('a receiver that fails', () => {
  it('is tried again after growing pauses under the same id, and the correction waits for the original', async () => {
    const telling = await openTelling();
    telling.answers((n) => (n < 3 ? { status: 503 } : { status: 200 }));
    await say(telling, alert());
    await say(telling, alert({ revision: 2, state: 'withdrawn' }));
    expect(told(telling)).toEqual(['first 1']);
    await telling.until(START + 5_000);
    await telling.until(START + 5_000 + 5 * MINUTE);
    expect(told(telling)).toEqual(['first 1', 'first 1', 'first 1', 'withdrawn 2']);
    expect(new Set(telling.sent.slice(0, 3).map(({ id }) => id)).size).toBe(1);
    // A server at fault may have had it.
    expect(telling.sent[1]!.data.mayBeRepeated).toBe(true);
    await telling.close();
  });

  it('is left alone for as long as it asks, with all that waits for it', async () => {
    const telling = await openTelling();
    telling.answers((n) => (n === 1 ? { status: 429, headers: { 'retry-after': '120' } } : { status: 200 }));
    await say(telling, alert());
    await say(telling, alert({ id: 'alert-2' }));
    await telling.until(START + 119_000);
    expect(telling.sent).toHaveLength(1);
    await telling.until(START + 120_000);
    expect(telling.sent).toHaveLength(3);
    await telling.close();
  });

  it('is given up after the last pause, and what was given up can be sent again under its id', async () => {
    const telling = await openTelling();
    telling.answers(() => ({ status: 504 }));
    await say(telling, alert());
    for (let i = 0; i < 9; i++) {
      await telling.until((await telling.store.nextDueAt('hook'))!);
    }
    const [dead] = (await telling.store.deliveries({ limit: 1 })).rows;
    expect(dead).toMatchObject({ state: 'dead', attempts: 10 });
    telling.answers(() => ({ status: 200 }));
    await telling.store.markChannel('hook', { offReason: null, failingSince: null });
    await telling.store.resendDelivery(dead!.id, telling.clock.now());
    await telling.settle();
    expect(telling.sent.at(-1)!.id).toBe(dead!.id);
    expect((await telling.store.deliveries({ limit: 1 })).rows).toMatchObject([{ state: 'accepted' }]);
    await telling.close();
  });

  it('a message that it refuses for good holds up no other', async () => {
    const telling = await openTelling();
    telling.answers((n) => (n === 1 ? { status: 400, body: 'no' } : { status: 200 }));
    await say(telling, alert());
    await say(telling, alert({ id: 'alert-2' }));
    const states = (await telling.store.deliveries({ limit: 10 })).rows.map(({ state }) => state);
    expect(states.sort()).toEqual(['accepted', 'dead']);
    await telling.close();
  });

  it('whoever a first message never reached was not told: the next revision is its first, and nothing is taken back', async () => {
    const telling = await openTelling();
    telling.answers((n) => (n === 1 ? { status: 400, body: 'no' } : { status: 200 }));
    await say(telling, alert());
    await say(telling, alert({ id: 'alert-2' }));
    // The same revision said again, by a deed, goes out under the id that was refused.
    await did(telling.store, 'live', deedOn('acknowledge'), { by: 'anna', at: START, deed: null });
    await telling.settle();
    expect(told(telling)).toEqual(['first 1', 'first 1']);
    await did(telling.store, 'live', deedOn('reopen'), { by: 'anna', at: START, deed: null });
    await telling.until(START + UNDO_MS);
    expect(told(telling)).toEqual(['first 1', 'first 1', 'first 1']);
    expect(telling.sent[2]!.id).toBe(telling.sent[0]!.id);
    await telling.close();

    const gone = await openTelling();
    gone.answers(() => ({ status: 400, body: 'no' }));
    await say(gone, alert());
    await say(gone, alert({ revision: 2, state: 'withdrawn' }));
    expect(told(gone)).toEqual(['first 1']);
    expect((await gone.store.decisions({ limit: 1 })).rows[0]).toMatchObject({ told: false, why: 'dealt with' });
    await gone.close();
  });

  it('a channel that is switched off is told to its owner by their other channels, and to nobody else', async () => {
    const telling = await openTelling();
    const settings = { url: 'https://receiver.example/other', key: KEY };
    await telling.store.saveChannel(sampleChannel({ id: 'own', title: 'Second way' }), settings, SIGNED);
    await telling.store.saveChannel(sampleChannel({ id: 'foreign', owner: 'somebody else' }), settings, SIGNED);
    telling.answers((n) => (n === 1 ? { status: 410, body: 'gone' } : { status: 200 }));
    await say(telling, alert());
    expect(told(telling)).toEqual(['first 1', 'notice 1']);
    expect(telling.sent[1]!.data.headline).toBe("Channel 'Own program' is switched off");
    expect(telling.sent[1]!.data.sentences).toContain('It refuses: 410 gone');
    await telling.close();
  });

  it('a channel that refuses is switched off, and nothing is lost until a person has mended it', async () => {
    const telling = await openTelling();
    telling.answers((n) => (n === 1 ? { status: 410, body: 'gone' } : { status: 200 }));
    await say(telling, alert());
    await say(telling, alert({ id: 'alert-2' }));
    expect(telling.sent).toHaveLength(1);
    expect((await telling.store.channels())[0]!.offReason).toBe('It refuses: 410 gone');
    await telling.store.markChannel('hook', { offReason: null, failingSince: null });
    await telling.settle();
    expect(telling.sent).toHaveLength(3);
    await telling.close();
  });
});
