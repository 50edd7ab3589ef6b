// The whole way of the canary on a store in memory and a clock that stands where it is put: runner, intake log, live monitor,
// plan, sender, watch. Each part can be broken by whoever opens it.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { z } from 'zod';
import { openStore } from '../../db/sqlite-store.ts';
import { liveOptions, loadTables } from '../../server/assembly.ts';
import { channels } from '../../server/channels/index.ts';
import { send } from '../../server/channels/transport/send.ts';
import { createCanaryWatch } from '../../server/desk/canary-watch.ts';
import { CANARY_FEED, watchCanary } from '../../server/domain/canary.ts';
import type { EngineOptions } from '../../server/domain/engine/engine.ts';
import { NO_BINDINGS } from '../../server/domain/identity/identify.ts';
import { HOUR_MS } from '../../server/domain/time.ts';
import { nmea } from '../../server/feeds/formats/nmea.ts';
import { type AnyFeedKind, FeedFailure, USUAL_PAUSES } from '../../server/feeds/live/live-feed.ts';
import { beginMarks, markingIntake, markPassed } from '../../server/run/canary/marks.ts';
import { createFeedRunner, type FeedRunnerDeps } from '../../server/run/feeds/feed-runner.ts';
import { type IntakeLog, openIntakeLog } from '../../server/run/intake/intake-log.ts';
import { createLive } from '../../server/run/live.ts';
import type { LiveKnown } from '../../server/run/live-contract.ts';
import { nextRun } from '../../server/run/next-run.ts';
import { createBus } from '../../server/seams/bus.ts';
import { type Clock, manualClock } from '../../server/seams/clock.ts';
import type { Store } from '../../server/seams/store.ts';
import { createSender, type SenderDeps } from '../../server/tell/deliver.ts';
import { createPlanner } from '../../server/tell/plan.ts';
import { at } from '../scenario.ts';

export const BEGAN = at('2026-03-01T10:00Z');
export const EVERY_MS = HOUR_MS / 2;
const STEP_MS = 20_000;
const tables = loadTables();
const log = pino({ level: 'silent' });

/** What can be put in the place of a part; it applies from the moment `broken` is set. */
export interface Breaks {
  intake?(intake: IntakeLog): IntakeLog;
  live?(live: FeedRunnerDeps['live']): FeedRunnerDeps['live'];
  /** For the monitor's commits, and for the reader of the log and the sender. */
  monitorStore?(store: Store): Store;
  deskStore?(store: Store): Store;
  lists?(known: Omit<LiveKnown, 'ruleChanges'>): Omit<LiveKnown, 'ruleChanges'>;
  options?(options: EngineOptions): EngineOptions;
  runnerClock?(clock: Clock): Clock;
  feed?: AnyFeedKind;
  send?: SenderDeps['send'];
  worker?(): 'gone' | 'well';
  on?: boolean;
}

/** Open, and brings nothing. */
const quiet = (open: AnyFeedKind['open']): AnyFeedKind => ({
  kind: 'quiet',
  title: 'Quiet',
  about: 'Brings nothing.',
  settings: z.object({}),
  needsNothing: false,
  quietMs: null,
  pauses: USUAL_PAUSES,
  format: () => nmea,
  open,
});
export const QUIET = quiet(async function* (_, { signal, clock }) {
  yield { kind: 'open', at: clock.now(), says: 'Connected.' };
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
});
export const REFUSED = quiet(() => ({
  [Symbol.asyncIterator]: () => ({
    next: () => Promise.reject(new FeedFailure('refused', 'The server does not know this key.')),
  }),
}));

export async function openWay(breaks: Breaks = {}) {
  const clock = manualClock(BEGAN);
  const bus = createBus();
  const store = openStore(':memory:', { news: bus });
  const folder = mkdtempSync(join(tmpdir(), 'keelwatch-canary-'));
  const as = <T>(thing: T, change: ((thing: T) => T) | undefined): T => change?.(thing) ?? thing;
  const marks = beginMarks(breaks.on ?? true, EVERY_MS);
  const watch = createCanaryWatch(bus, clock);
  const deskStore = as(store, breaks.deskStore);
  const sender = createSender({
    store: deskStore,
    clock,
    log,
    channels,
    means: { policy: {}, timeoutMs: 1_000, folder },
    dice: () => 0,
    canaryTold: watch.told,
    send: breaks.send ?? send,
  });
  const planner = createPlanner({
    store: deskStore,
    bus,
    clock,
    watchlistsOf: () => [],
    nextRun,
    pageUrl: null,
    planned: () => sender.wake(),
    canaryRead: watch.read,
    failed() {},
  });
  await sender.start();
  await planner.start();
  const intake = markingIntake(as(openIntakeLog(join(folder, 'intake')), breaks.intake), marks);
  const live = await createLive({
    store: as(store, breaks.monitorStore),
    clock,
    log,
    lists: async () => as(watchCanary({ hulls: tables.reference.hulls, bindings: NO_BINDINGS }), breaks.lists),
    options: (known) => as(liveOptions(tables, known), breaks.options),
    intake,
    canary: marks,
    onReport(feed, report) {
      if (feed === CANARY_FEED) markPassed(marks, 'decoder', report.at);
    },
  });
  const runner = createFeedRunner({
    live: as(live, breaks.live),
    clock: as<Clock>(clock, breaks.runnerClock),
    log,
    random: () => 0,
    lastAt: BEGAN,
    kindOf: () => breaks.feed ?? QUIET,
    canary: marks,
  });
  const turns = async (count: number) => {
    for (let i = 0; i < count; i++) await new Promise((next) => setImmediate(next));
  };
  return {
    clock,
    bus,
    store,
    live,
    runner,
    marks,
    watch,
    folder: join(folder, 'intake'),
    sender,
    /** One feed that is on. */
    listen: () => runner.take([{ id: 'quay', kind: 'kystverket', on: true, settings: {} }]),
    /** Time goes by in small steps; the worker tells its desk after each, unless it is away. */
    async sail(ms: number, every = STEP_MS) {
      const until = clock.now() + ms;
      while (clock.now() < until) {
        clock.set(Math.min(until, clock.now() + every));
        await turns(6);
        if (breaks.worker?.() !== 'gone') bus.publish('canary', { marks: structuredClone(marks) });
      }
      await turns(20);
    },
    close() {
      watch.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
