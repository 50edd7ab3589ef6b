// A worker, as a thread or as a process: `main` for those who compute. It is told where the store is and what to do,
// opens a connection of its own, and works until it is done or asked to close. News of its commits goes to the desk over
// the line. It serves no page and asks the desk for nothing.

import { uptime } from 'node:os';
import { dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { shareSea } from '../db/reference/sea.ts';
import { openStore } from '../db/sqlite-store.ts';
import { turnAt } from '../db/turns.ts';
import { liveOptions, loadTables, lookBackOptions, readKnown, replayOptions, type Tables } from './assembly.ts';
import { CANARY_FEED, watchCanary } from './domain/canary.ts';
import { CodedError } from './domain/errors.ts';
import type { KeptFix } from './domain/heard.ts';
import { POSITION, type Report } from './domain/report.ts';
import { markPassed } from './run/canary/marks.ts';
import type { FeedCommands } from './run/feeds/feed-commands.ts';
import type { LiveCommands } from './run/live-commands.ts';
import type { ReplayPlan } from './run/replay-plan.ts';
import { steadyClock } from './run/steady-clock.ts';
import type { Work, WorkerOrder, WorkerSetting } from './run/workers.ts';
import { answering, createBus } from './seams/bus.ts';
import { type Clock, systemClock } from './seams/clock.ts';
import { type Message, openLine, type Port } from './seams/line.ts';
import { createLog, type Log } from './seams/log.ts';
import { LIVE, type Store } from './seams/store.ts';
import type { Watch } from './watch/hulls.ts';

/** Positions go to the desk no more often; a reader of the map is told once a second. */
const POSITIONS_MS = 1_000;

interface Begin {
  setting: WorkerSetting;
  order: Omit<WorkerOrder, 'name'>;
}

interface Desk {
  store: Store;
  clock: Clock;
  log: Log;
  tables: Tables;
  /** Of the data. */
  folder: string;
}

/** What a worker can be: one line each. A role loads what it needs when it is given. */
const ROLES: Readonly<Record<string, (desk: Desk, task: unknown) => Promise<Work>>> = {
  live: liveMonitor,
  replay,
  clerk,
  evidence,
};

let work: Work | null = null;
let store: Store | null = null;
let closing = false;

const { port, leave } = portToDesk();
const line = openLine(port, {
  hear() {},
  async answer(command, body) {
    if (command === 'begin') return begin(body as Begin);
    if (command === 'close') return close();
    if (work === null) throw new CodedError('unavailable', 'This worker has not begun yet.');
    return work.answer(command, body);
  },
});
// Read while nobody has given an order yet: what every worker needs.
loadTables();

async function begin({ setting, order }: Begin): Promise<void> {
  const { shared } = setting;
  if (shared) shareSea(shared.sea);
  const log = createLog(setting.logLevel);
  const bus = createBus();
  bus.subscribe('log', (news) => line.tell('log', news));
  bus.subscribe('positions', tellSeldom);
  store = openStore(setting.path, {
    news: bus,
    aside: true,
    turn: shared === null ? null : turnAt(shared.turns, order.turn),
  });
  const role = ROLES[order.role];
  if (!role) throw new Error(`there is no worker for '${order.role}'`);
  work = await role(
    {
      store,
      clock: steadyClock(systemClock, () => uptime() * 1_000),
      log,
      tables: loadTables(),
      folder: dirname(setting.path),
    },
    order.task,
  );
  work.done.then(end, (error: unknown) => {
    // What a role does not settle by itself ends the worker, and the desk says so.
    setImmediate(() => {
      throw error;
    });
  });
}

async function close(): Promise<void> {
  closing = true;
  if (work === null) return end();
  await work.close();
}

async function end(): Promise<void> {
  clearTimeout(timer);
  tellWaiting();
  await store?.close();
  leave();
}

async function liveMonitor({ store, clock, log, tables, folder }: Desk): Promise<Work> {
  const { createLive } = await import('./run/live.ts');
  const { liveAnswers } = await import('./run/live-commands.ts');
  const { LIVE_PART } = await import('./run/live-problems.ts');
  const { openFeeds } = await import('./run/feeds/open-feeds.ts');
  const feeds = openFeeds(folder, { clock, log });
  const live = await createLive({
    store,
    clock,
    log,
    lists: async () => watchCanary(await readKnown(store, tables, clock.now())),
    options: (known) => liveOptions(tables, known),
    problems: (troubles) => line.tell('problems', { part: LIVE_PART, troubles }),
    intake: feeds.intake,
    canary: feeds.canary,
    onReport: (feed, report) => {
      if (feed === CANARY_FEED) return markPassed(feeds.canary, 'decoder', report.at);
      feeds.reception.hear(feed, report);
      tellHeard(report);
      feeds.heard(feed, report);
    },
  });
  // The lists may have changed while nobody watched.
  await live.takeLists();
  live.start();
  const running = await feeds.start(live, (statuses, relay) => {
    line.tell('feeds', { statuses, relay });
    line.tell('canary', { marks: feeds.canary });
  });
  return {
    answer: answering<LiveCommands & FeedCommands>({ ...liveAnswers(live), ...running.answers }),
    ...untilClosed(async () => {
      await running.close();
      await live.close();
    }),
  };
}

async function replay({ store, clock, log, tables, folder }: Desk, task: unknown): Promise<Work> {
  const { clearReplay, runReplay } = await import('./run/replay-run.ts');
  const plan = task as ReplayPlan;
  await clearReplay(plan, store);
  const known = await readKnown(store, tables, clock.now());
  const engine = replayOptions(tables, known, { asOf: plan.row.asOf, bindings: plan.bindings });
  const abort = new AbortController();
  const done = runReplay(plan, { store, clock, log, engine, spillFolder: folder }, abort.signal);
  return {
    answer: answering({}),
    done,
    async close() {
      abort.abort();
      await done;
    },
  };
}

async function clerk({ store, clock, tables }: Desk): Promise<Work> {
  const { clerkAnswers } = await import('./desk/clerk.ts');
  const { reference, places, sea } = tables;
  let known: Awaited<ReturnType<typeof readKnown>> | undefined;
  const answers = clerkAnswers({
    store,
    sea,
    places,
    ports: reference.ports,
    mids: reference.mids,
    async read() {
      known = await readKnown(store, tables, clock.now(), await stillWatched(store, known?.watch, clock.now()));
      const lookBack = lookBackOptions(tables, known);
      return { watch: known.watch, rules: lookBack.rules, lookBack };
    },
  });
  return { answer: answering(answers), ...untilClosed(async () => undefined) };
}

async function evidence({ store, clock, tables, folder }: Desk): Promise<Work> {
  const { evidenceAnswers } = await import('./evidence/evidence-desk.ts');
  const { evidenceMaker } = await import('./evidence-maker.ts');
  const answers = evidenceAnswers(evidenceMaker({ store, tables, folder, now: () => clock.now() }));
  return { answer: answering(answers), ...untilClosed(async () => undefined) };
}

/** What was read before, unless lists or watchlists have changed since, or a date in them has come. */
async function stillWatched(store: Store, watch: Watch | undefined, now: number): Promise<Watch | undefined> {
  if (watch === undefined || now >= (watch.untilAt ?? Number.POSITIVE_INFINITY)) return undefined;
  return watch.revision === (await store.listsRevision()) ? watch : undefined;
}

/** Work that has no end of its own. */
function untilClosed(last: () => Promise<void>): Pick<Work, 'done' | 'close'> {
  const { promise: done, resolve } = Promise.withResolvers<void>();
  return { done, close: () => last().finally(resolve) };
}

// Positions of a scope that wait to be told, the newest of each unit.
const waiting = new Map<string, Map<number, KeptFix>>();
let timer: NodeJS.Timeout | undefined;

/** A position as it was heard, before anything was made of it. */
function tellHeard(report: Readonly<Report>): void {
  const { parts, mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus } = report;
  if ((parts & POSITION) === 0 || Number.isNaN(lon) || Number.isNaN(lat)) return;
  tellSeldom({ scope: LIVE, fixes: [{ mmsi, at, lon, lat, speedKn, courseDeg, headingDeg, navStatus }] });
}

function tellSeldom({ scope, fixes }: { scope: string; fixes: KeptFix[] }): void {
  const newest = waiting.get(scope) ?? new Map<number, KeptFix>();
  for (const fix of fixes) newest.set(fix.mmsi, fix);
  waiting.set(scope, newest);
  timer ??= setTimeout(tellWaiting, POSITIONS_MS);
}

function tellWaiting(): void {
  timer = undefined;
  for (const [scope, newest] of waiting) line.tell('positions', { scope, fixes: [...newest.values()] });
  waiting.clear();
}

/** The line to whoever started this worker, and how to leave it: nothing then keeps the worker alive. */
function portToDesk(): { port: Port; leave(): void } {
  if (parentPort) {
    const above = parentPort;
    return {
      port: {
        post: (message) => above.postMessage(message),
        listen: (hear) => void above.on('message', (message: Message) => hear(message)),
      },
      leave: () => above.close(),
    };
  }
  if (!process.send)
    throw new CodedError('invalid', 'a worker is started by keelwatch itself, with a line to speak over');
  // A desk that dies leaves nobody to work for: what was committed stays.
  process.on('disconnect', () => process.exit(closing ? 0 : 1));
  return {
    port: {
      post: (message) => void process.send!(message),
      listen: (hear) => void process.on('message', (message) => hear(message as Message)),
    },
    leave: () => {
      closing = true;
      process.disconnect?.();
    },
  };
}
