// Where everything is put together: configuration, store, reference data, workers, routes. It opens what it uses and closes
// it again, and it is the only place that knows all the rooms. It computes nothing for longer than a frame: engines and
// long questions are in workers (worker.ts).

import { existsSync, readdirSync } from 'node:fs';
import { uptime } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Ownership, ownFolder } from '../db/owner.ts';
import { commonPasswords } from '../db/reference/common-passwords.ts';
import { shareSea } from '../db/reference/sea.ts';
import { listScenarios } from '../db/scenarios/load.ts';
import { openStore } from '../db/sqlite-store.ts';
import { createTurns, turnAt } from '../db/turns.ts';
import { createAccess } from './access/access.ts';
import { createAsking } from './asking.ts';
import { loadTables } from './assembly.ts';
import { closeInTurn, LIVE_STOP_MS } from './closing.ts';
import { addressPolicy, type Config, VERSION } from './config.ts';
import { CANARY_PART, createCanaryWatch } from './desk/canary-watch.ts';
import { CLERK, reachOverBus, whereaboutsOverBus } from './desk/clerk.ts';
import { createFeedDesk, ensureFeed, FEED_PART } from './desk/feeds.ts';
import { createRuleDesk } from './desk/rules.ts';
import { createScreener } from './desk/screen.ts';
import { screenScope } from './desk/screen-scope.ts';
import { createSightingDesk } from './desk/sightings.ts';
import { createZoneDesk } from './desk/zones.ts';
import { CodedError } from './domain/errors.ts';
import { createEvidenceDesk } from './evidence/evidence-desk.ts';
import { replaySource } from './evidence/replay-source.ts';
import { openSource } from './feeds/source.ts';
import { receiveRecording } from './files/recording-upload.ts';
import { isOpenToOthers, mustHaveAdmin } from './http/guard.ts';
import { buildServer, listenOn } from './http/server.ts';
import { startKeeping } from './keeping.ts';
import { listFormats } from './lists/index.ts';
import { lookOut } from './lookout.ts';
import { offerReplays } from './offered.ts';
import { entranceOf, gatherCases, listening, makeFolder } from './opening.ts';
import { createReadiness } from './readiness.ts';
import { INTAKE_FOLDER } from './run/feeds/open-feeds.ts';
import { keepRunning } from './run/keep-running.ts';
import { LIVE_WORKER, liveOverBus } from './run/live-commands.ts';
import { onDemand } from './run/on-demand.ts';
import { createReplays } from './run/replay.ts';
import type { ReplayScenario } from './run/replay-plan.ts';
import { createSketches } from './run/scenario-sketch.ts';
import { steadyClock } from './run/steady-clock.ts';
import { createWorkers, type Workers } from './run/workers.ts';
import { type Bus, createBus } from './seams/bus.ts';
import { systemClock } from './seams/clock.ts';
import { createLog } from './seams/log.ts';
import { createProblems } from './seams/problems.ts';
import { LIVE, type Store } from './seams/store.ts';
import { createTelling } from './tell/telling.ts';
import { takeListFile } from './watch/list-file.ts';
import { listStatuses } from './watch/list-status.ts';
import { createListSync } from './watch/list-sync.ts';

export interface Running {
  /** Where the page is, e.g. http://127.0.0.1:8080. */
  url: string;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Recordings to open the page on, instead of the demo. */
  files?: readonly string[];
  asOf?: 'then' | 'now';
  /** Room on the disk of a folder, bytes; default: asks the system. */
  freeBytes?(folder: string): number;
  /** Kinds of feeds that need no settings, or ids of feeds, to be switched on. */
  feeds?: readonly string[];
}

/** Places of those who must not wait long to write. */
const TURN = { desk: 0, live: 1 } as const;
/** The desk waits aside, and leaves it to the workers to fold the log back: that takes a tenth of a second. */
const DESK_STORE = { aside: true, foldPages: 20_000 };
const TELL_PART = 'tell';
const root = fileURLToPath(new URL('../', import.meta.url));
/** Nobody sets it, and it counts the machine's sleep. */
const uptimeMs = () => uptime() * 1_000;

/** Starts the monitor. Throws a CodedError with one clear sentence when it cannot. */
export async function start(config: Config, options: StartOptions = {}): Promise<Running> {
  const scenarios = listScenarios();
  if (config.demo !== 'none' && !scenarios.some(({ id }) => id === config.demo)) {
    const known = scenarios.map(({ id }) => id).join(', ');
    throw new CodedError('invalid', `KEELWATCH_DEMO is "${config.demo}"; known scenarios are: ${known}, none.`);
  }
  // Refused now, by name, rather than by a page that opens on a failed replay.
  for (const file of options.files ?? []) await (await openSource(resolve(file))).close();
  const path = join(config.dataFolder, 'keelwatch.db');
  const bus = createBus();
  const turns = createTurns();
  const store = openStore(path, { ...DESK_STORE, news: bus, turn: turnAt(turns, TURN.desk) });
  let ownership: Ownership;
  try {
    ownership = ownFolder(config.dataFolder, systemClock.now());
  } catch (error) {
    await store.close();
    throw error;
  }
  const workers = createWorkers({
    bus,
    as: config.workers,
    setting: { path, logLevel: config.logLevel, shared: { turns, sea: shareSea() } },
  });
  try {
    const running = await startOn(store, bus, workers, config, options, scenarios);
    const close = async () => {
      await running.close();
      ownership.release();
    };
    return { ...running, close };
  } catch (error) {
    // Closing twice does nothing.
    await workers.close();
    await store.close();
    ownership.release();
    throw error;
  }
}

async function startOn(
  store: Store,
  bus: Bus,
  workers: Workers,
  config: Config,
  options: StartOptions,
  scenarios: readonly ReplayScenario[],
): Promise<Running> {
  const log = createLog(config.logLevel);
  const clock = steadyClock(systemClock, uptimeMs);
  const access = createAccess(store, clock, commonPasswords());
  const entrance = entranceOf(config);
  if (isOpenToOthers(config.listenHost, entrance)) mustHaveAdmin(config.listenHost, await store.hasUsers());
  const recordingsFolder = resolve(config.dataFolder, 'recordings');
  makeFolder(recordingsFolder);
  await gatherCases(store, clock, log);

  const { reference } = loadTables();
  const feeds = createFeedDesk(config.dataFolder, bus);
  for (const name of options.feeds ?? []) ensureFeed(config.dataFolder, name);
  const problems = createProblems(clock);
  const readiness = createReadiness(store, problems);
  bus.subscribe('problems', ({ part, troubles }) => problems.tell(part, troubles));
  const monitor = keepRunning({
    workers,
    order: { name: LIVE_WORKER.name, role: 'live', task: null, turn: TURN.live },
    called: 'The live monitor',
    log,
    problems,
    graceMs: LIVE_STOP_MS,
  });
  // The replay that the page opens on finds its worker ready.
  const hears = listening(feeds);
  if ((config.demo !== 'none' && !hears) || (options.files ?? []).length > 0) workers.warm();
  onDemand({
    bus,
    workers,
    order: { name: CLERK.name, role: 'clerk', task: null, turn: null },
    called: 'The clerk, who works out long questions,',
    problems,
  });
  await monitor.begun;
  const live = liveOverBus(bus);
  const lists = await createListSync({
    store,
    clock,
    log,
    live,
    formats: listFormats,
    builtIn: reference,
    lookBack: ({ id }) => bus.ask(CLERK, 'look back', { versionId: id }),
    scheduled: config.lists,
  });
  const zones = await createZoneDesk({ store, table: reference.zones, places: loadTables().places, live });
  const rules = await createRuleDesk({
    store,
    clock,
    builtIn: reference.rules,
    ports: reference.ports,
    get zones() {
      return zones.all();
    },
    mids: reference.mids,
    watch: lists.watch,
    dryRun: (question) => bus.ask(CLERK, 'dry run', question),
  });
  rules.follow(live);
  await live.takeSightings();
  const listRecordings = () =>
    readdirSync(recordingsFolder)
      .filter((name) => !name.startsWith('.'))
      .sort();
  const sketchOf = createSketches(() => lists.watch().hulls.flatMap(({ mmsis }) => mmsis.map(({ mmsi }) => mmsi)));
  const replays = createReplays({
    store,
    clock,
    log,
    problems,
    removeRows: (id) => bus.ask(CLERK, 'remove replay', { id }),
    run: (plan) => workers.begin({ name: `replay ${plan.row.id}`, role: 'replay', task: plan, turn: null }),
    scenarios,
    version: VERSION,
    recordingsFolder,
    intakeFolder: join(config.dataFolder, INTAKE_FOLDER),
    listRecordings,
  });
  await replays.closeInterrupted();

  const canary = createCanaryWatch(bus, clock);
  const telling = createTelling({
    canary,
    store,
    bus,
    clock,
    log,
    dataFolder: config.dataFolder,
    policy: addressPolicy(config.receivers),
    pageUrl: config.pageUrl,
    watchlistsOf: (id) => lists.watch().hulls.find((hull) => hull.id === id)?.watchlists ?? [],
    namesOf: {
      vessel: (id) => lists.watch().known.find((hull) => hull.id === id)?.name ?? id,
      rule: (id) => rules.rules().find(({ rule }) => rule.id === id)?.rule.title ?? id,
    },
  });

  const keeping = startKeeping({
    ...{ clock, log, bus, problems },
    dataFolder: config.dataFolder,
    freeBytes: options.freeBytes,
  });

  const evidence = createEvidenceDesk({
    bus,
    workers,
    folder: config.dataFolder,
    sourceOf: (scope) => replaySource(scope, { scenarios, recordingsFolder, listRecordings, filesOf: replays.filesOf }),
  });

  const asking = createAsking(bus, clock, store, () => lists.watch().hulls);
  let opens: string = LIVE;
  const webRoot = join(root, 'dist');
  const server = await buildServer({
    store,
    access,
    entrance,
    bus,
    clock,
    log,
    reference: {
      ...reference,
      get hulls() {
        return lists.watch().hulls;
      },
      get zones() {
        return zones.all();
      },
    },
    lists: {
      watch: lists.watch,
      sync: lists.sync,
      refresh: lists.refresh,
      takeFile: (source, name, bytes, word) =>
        takeListFile({ receive: receiveRecording, importFiles: lists.importFiles }, source, name, bytes, word),
      statuses: () => listStatuses(store, listFormats, clock.now()),
      screener: createScreener(store, lists.watch, reference.mids),
      scope: async () => {
        const now = clock.now();
        return screenScope(await listStatuses(store, listFormats, now), reference, now);
      },
    },
    rules,
    replays: offerReplays(replays, scenarios, sketchOf, recordingsFolder, keeping, (id) => {
      // The page opens on what is there.
      if (id === opens) opens = LIVE;
    }),
    reach: reachOverBus(bus),
    whereabouts: whereaboutsOverBus(bus),
    get places() {
      return zones.places();
    },
    zones,
    mapStyle: config.mapStyle,
    feeds,
    footprint: asking.footprint,
    canary: canary.status,
    heard: asking.heard,
    counts: { live: asking.live, attempts: telling.attempts },
    keeping,
    readiness: readiness.reason,
    problems: () => {
      keeping.tell();
      problems.tell(FEED_PART, feeds.problems());
      problems.tell(TELL_PART, telling.problems());
      problems.tell(CANARY_PART, canary.problems());
      return problems.all();
    },
    sightings: createSightingDesk(store, live),
    channels: telling.channels,
    subscriptions: telling.subscriptions,
    evidence,
    opensScope: () => opens,
    webRoot: existsSync(join(webRoot, 'index.html')) ? webRoot : null,
    version: VERSION,
  });
  const endLooking = lookOut({ store, clock, log, problems, feeds, canary, keeping, uptimeMs });
  const logHead = async () => log.info({ audit: await store.auditHead() }, 'newest row of the record of who did what');
  const closeAll = () => {
    readiness.ending();
    return closeInTurn(
      [
        ['the look at the store', endLooking],
        ['keeping', keeping.close],
        ['the canary', canary.close],
        ['telling', telling.close],
        ['the server', () => server.close()],
        ['replays', replays.close],
        ['lists', lists.close],
        ['the live monitor', monitor.close],
        ['feeds', feeds.close],
        ['workers', workers.close],
        ['the record', logHead],
        ['the store', store.close],
      ],
      { clock: systemClock, log },
    );
  };
  try {
    const url = await listenOn(server, config.listenHost, config.listenPort, await store.hasUsers());
    await logHead();
    lists.start();
    await telling.start();
    if (options.files && options.files.length > 0) {
      const files = options.files.map((file) => resolve(file));
      opens = (await replays.start({ files, asOf: options.asOf ?? 'then' })).id;
    } else if (config.demo !== 'none' && !hears) {
      opens = (await replays.start({ scenario: config.demo, asOf: 'then', keep: true })).id;
    }
    readiness.begun();
    return { url, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}
