// The canary: received as long as everything is well, and missed with the name of the stage when anything on its way is broken.

import { afterEach, describe, expect, it } from 'vitest';
import { encodeSentences } from '../../server/ais/write/encode.ts';
import { CANARY_FEED, CANARY_SCOPE } from '../../server/domain/canary.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { CANARY_MMSI } from '../../server/domain/identity/mmsi.ts';
import { detectorKinds } from '../../server/domain/kinds/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../server/domain/time.ts';
import { nmea } from '../../server/feeds/formats/nmea.ts';
import { isMmsi } from '../../server/feeds/reading/field-limits.ts';
import type { IntakeLog } from '../../server/run/intake/intake-log.ts';
import { readIntake } from '../../server/run/intake/read-intake.ts';
import { LIVE, type Store } from '../../server/seams/store.ts';
import { batchOf, sampleAlert, sampleCall } from '../contract/samples.ts';
import { BEGAN, type Breaks, EVERY_MS, openWay, REFUSED } from './way.ts';

let way: Awaited<ReturnType<typeof openWay>> | null = null;
afterEach(() => {
  way?.close();
  way = null;
});
async function begin(breaks: Breaks = {}) {
  way = await openWay(breaks);
  await way.listen();
  return way;
}

const never = () => new Promise<never>(() => {});
const full = () => {
  throw new CodedError('unavailable', 'The disk is full (ENOSPC).');
};
let broken = false;
/** The intake log with other members; its getters stay. */
const withIntake = (intake: IntakeLog, parts: Partial<IntakeLog>): IntakeLog =>
  Object.defineProperties(Object.create(null), {
    ...Object.getOwnPropertyDescriptors(intake),
    ...Object.getOwnPropertyDescriptors(parts),
  }) as IntakeLog;
const withStore = (store: Store, parts: Partial<Store>): Store => ({ ...store, ...parts });

const BREAKS: readonly (readonly [what: string, stage: string, breaks: Breaks, says: RegExp])[] = [
  [
    'a filter before the intake log lets it no longer through',
    'intake',
    {
      live: (live) => ({
        ...live,
        hear: (records) =>
          live.hear(broken ? records.filter((each) => !('feed' in each && each.feed === CANARY_FEED)) : records),
      }),
    },
    /does not get into the intake log/,
  ],
  [
    'the clock of the feeds stands still',
    'feed',
    {
      runnerClock: (clock) => {
        let stoodAt: number | null = null;
        return {
          ...clock,
          now: () => {
            if (broken) stoodAt ??= clock.now();
            return stoodAt ?? clock.now();
          },
        };
      },
    },
    /does not sing/,
  ],
  [
    'the runner of the feeds does nothing any more',
    'feed',
    {
      runnerClock: (clock) => ({
        ...clock,
        every: (ms, work) =>
          clock.every(ms, () => {
            if (!broken) work();
          }),
      }),
    },
    /does not sing/,
  ],
  [
    'the intake log takes nothing more',
    'intake',
    { intake: (intake) => withIntake(intake, { flush: () => (broken ? full() : intake.flush()) }) },
    /does not get into the intake log/,
  ],
  [
    'the decoder is stuck',
    'decoder',
    // Its sentences are cut off on their way to it.
    {
      live: (live) => ({
        ...live,
        hear: (records) =>
          live.hear(
            records.map((each) =>
              broken && each.kind === 'heard' && each.feed === CANARY_FEED
                ? { ...each, bytes: each.bytes.slice(0, 30) }
                : each,
            ),
          ),
      }),
    },
    /no report comes of it/,
  ],
  [
    'the clock in its sentences is an hour ahead of that of the hearer',
    'decoder',
    {
      live: (live) => ({
        ...live,
        hear: (records) =>
          live.hear(
            records.map((each) =>
              broken && each.kind === 'heard' && each.feed === CANARY_FEED ? { ...each, at: each.at - HOUR_MS } : each,
            ),
          ),
      }),
    },
    /no report comes of it \(.*time after its arrival/,
  ],
  [
    'its detector is fenced',
    'engine',
    {
      options: (options) => ({
        ...options,
        fence: 'report',
        kinds: {
          ...detectorKinds,
          detectors: detectorKinds.detectors.map((each) =>
            each.name !== 'zone'
              ? each
              : {
                  ...each,
                  fix: (...given: Parameters<typeof each.fix>) => {
                    if (broken) throw new Error('broken on purpose');
                    each.fix(...given);
                  },
                },
          ),
        },
      }),
    },
    /the engine says nothing of them/,
  ],
  [
    'it is lost from the watchlist',
    'engine',
    {
      lists: (known) =>
        broken ? { hulls: known.hulls.slice(0, -1), bindings: { bound: new Map(), refused: new Set() } } : known,
    },
    /the engine says nothing of them/,
  ],
  [
    'its rule is lost',
    'rule',
    { options: (options) => (broken ? { ...options, rules: options.rules.slice(0, -1) } : options) },
    /its rule raised no alert/,
  ],
  [
    'the disk of the store is full',
    'store',
    {
      monitorStore: (store) =>
        withStore(store, {
          commit: async (batch) => (broken && batch.scope === CANARY_SCOPE ? full() : store.commit(batch)),
        }),
    },
    /could not be committed/,
  ],
  [
    'the reader of the log is stuck',
    'log',
    { deskStore: (store) => withStore(store, { log: (...asked) => (broken ? never() : store.log(...asked)) }) },
    /the plan of who is told has not come upon it/,
  ],
  [
    'the channel refuses',
    'channel',
    {
      send: async () => ({
        answered: !broken,
        status: null,
        headers: {},
        body: broken ? 'refused on purpose' : '',
        code: null,
        doubtful: false,
      }),
    },
    /was not received \(refused on purpose\)/,
  ],
  [
    'the sender is stuck',
    'channel',
    {
      deskStore: (store) =>
        withStore(store, { claimDelivery: (...asked) => (broken ? never() : store.claimDelivery(...asked)) }),
    },
    /was not received/,
  ],
  [
    'the worker is gone, or paused',
    'worker',
    { worker: () => (broken ? 'gone' : 'well') },
    /has said nothing since 1 Mar 2026 10:10Z/,
  ],
];

describe('a break on the way', () => {
  it.each(BREAKS)('is noticed when %s: %s', async (_, stage, breaks, says) => {
    broken = false;
    const { sail, watch, live } = await begin(breaks);
    await sail(10 * MINUTE_MS);
    expect(watch.status()).toMatchObject({ state: 'awake', stage: null });
    broken = true;
    // Lists and rules are taken anew.
    if (breaks.lists) await live.takeLists();
    if (breaks.options && stage === 'rule') await live.takeRules();
    await sail(2 * EVERY_MS + 15 * MINUTE_MS);
    const [problem, ...others] = watch.problems();
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ id: `canary/${stage}` });
    expect(problem!.says).toMatch(says);
    expect(problem!.remedy).not.toBe('');
  });

  it('is noticed when a key is refused: by the feed itself, for the canary needs none', async () => {
    const { runner, sail, watch } = await begin({ feed: REFUSED });
    await sail(10 * MINUTE_MS);
    expect(runner.statuses()).toMatchObject([{ condition: 'refused' }]);
    expect(runner.statuses()[0]!.says).toContain('The server does not know this key.');
    expect(watch.status().state).toBe('awake');
  });

  it('is noticed when this whole program stood still, and over with the next receipt', async () => {
    const { clock, sail, watch } = await begin();
    await sail(10 * MINUTE_MS);
    clock.set(clock.now() + 3 * HOUR_MS);
    expect(watch.problems()).toMatchObject([
      {
        id: 'canary/program',
        says: expect.stringContaining('stood still from 1 Mar 2026 10:10Z to 1 Mar 2026 13:10Z'),
      },
    ]);
    await sail(EVERY_MS + 10 * MINUTE_MS);
    expect(watch.problems()).toEqual([]);
    expect(watch.status().state).toBe('awake');
  });

  it('is mended: the problem closes with the next receipt', async () => {
    broken = false;
    const { sail, watch } = await begin({
      deskStore: (store) =>
        withStore(store, { claimDelivery: async (...asked) => (broken ? null : store.claimDelivery(...asked)) }),
    });
    await sail(10 * MINUTE_MS);
    broken = true;
    await sail(2 * EVERY_MS + 15 * MINUTE_MS);
    expect(watch.problems()).toHaveLength(1);
    broken = false;
    await sail(EVERY_MS + 10 * MINUTE_MS);
    expect(watch.problems()).toEqual([]);
  });
});

describe('as long as all is well', () => {
  it('is received every period, and never missed for hours', async () => {
    const { sail, watch } = await begin();
    const received = new Set<number | null>();
    for (let hour = 0; hour < 5; hour++) {
      await sail(HOUR_MS);
      expect(watch.problems()).toEqual([]);
      received.add(watch.status().receivedAt);
    }
    expect(received.size).toBe(5);
    expect(watch.status().receivedAt! - BEGAN).toBeGreaterThan(4.4 * HOUR_MS);
  });

  it('leaves nothing in lists, counts, events, vessels, tracks, deliveries, or the log that others read', async () => {
    const { sail, store, live, watch } = await begin();
    await sail(2 * HOUR_MS);
    expect(watch.status().state).toBe('awake');
    expect(await store.stats()).toMatchObject({ fixes: 0, vessels: 0, events: 0, alerts: 0 });
    for (const scope of [LIVE, 'all'] as const) {
      expect((await store.alerts({ scope, limit: 10 })).rows).toEqual([]);
      expect((await store.events({ scope, limit: 10 })).rows).toEqual([]);
    }
    expect((await store.vessels({ scope: LIVE, limit: 10 })).rows).toEqual([]);
    expect(await store.positions(LIVE, BEGAN + 3 * HOUR_MS)).toEqual([]);
    expect(await store.log(0, 100)).toEqual([]);
    expect(await store.log(0, 100, LIVE)).toEqual([]);
    expect(await store.replays()).toEqual([]);
    expect((await store.deliveries({ limit: 10 })).rows).toEqual([]);
    expect(await store.channels()).toEqual([]);
    expect(live.counts().flow.engine).toMatchObject({
      reports: 0,
      positions: 0,
      units: 0,
      watchedUnits: 0,
      refused: {},
    });
    expect(live.counts().commits).toMatchObject({ events: {}, alerts: {} });
    const [alert] = (await store.log(0, 100, [CANARY_SCOPE])).map(({ body }) => body);
    // One run stands there, however many there were.
    expect(await store.log(0, 100, [CANARY_SCOPE])).toHaveLength(1);
    expect(await store.alert('all', (alert as { id: string }).id)).toBeNull();
  });

  it("is nobody else's news, whatever else may follow from its alert", async () => {
    const { store } = await begin();
    await store.commit(batchOf(CANARY_SCOPE, { events: [sampleCall()], alerts: [sampleAlert()] }));
    expect((await store.log(0, 10, [LIVE, CANARY_SCOPE])).map(({ kind }) => kind)).toEqual(['alert']);
    expect(await store.log(0, 10)).toEqual([]);
  });

  it('rests while no feed is on, and says so when it is switched off', async () => {
    way = await openWay();
    await way.sail(3 * EVERY_MS);
    expect(way.watch.status()).toMatchObject({ state: 'idle' });
    expect(way.watch.problems()).toEqual([]);
    way.close();
    const { sail, watch, marks } = await begin({ on: false });
    await sail(3 * EVERY_MS);
    expect(watch.status()).toMatchObject({ state: 'off', says: expect.stringContaining('switched off') });
    expect(marks.sung).toEqual([]);
    expect(watch.problems()).toEqual([]);
  });

  it('is heard again after a restart, and left out when the day is heard again from the intake log', async () => {
    const { sail, live, folder, watch } = await begin();
    await sail(HOUR_MS);
    expect(watch.status().state).toBe('awake');
    await live.close();
    const sink = { report: () => {}, state: () => {} };
    await expect(readIntake(folder, { fromAt: BEGAN }, sink)).rejects.toThrow('Nothing was heard since');
  });

  it('has a number that no sentence and no table can carry', () => {
    const reader = nmea.open({
      source: '',
      startAt: null,
      linesPerSecond: 1,
      columns: null,
      mmsi: null,
      dateOrder: null,
    });
    const heard: number[] = [];
    const refused: string[] = [];
    // 30 bits, all of them set.
    const most = encodeSentences({ type: 1, mmsi: 2 ** 30 - 1, lon: 0, lat: 0 }, { at: BEGAN }).join('\r\n');
    reader.push(new TextEncoder().encode(`${most}\r\n`), {
      report: ({ mmsi }) => void heard.push(mmsi),
      reject: (reason) => void refused.push(reason),
    });
    expect(heard).toEqual([]);
    expect(refused).toHaveLength(1);
    expect(CANARY_MMSI).toBeGreaterThan(2 ** 30);
    expect(isMmsi(CANARY_MMSI)).toBe(false);
  });
});
