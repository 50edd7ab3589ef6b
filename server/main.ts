// Where everything is put together: configuration, store, reference data, live monitor, replays, routes. It opens what
// it uses and closes it again, and it is the only place that knows all the rooms.

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadReference } from '../db/reference/load.ts';
import { loadSea } from '../db/reference/sea.ts';
import { listScenarios } from '../db/scenarios/load.ts';
import { openStore } from '../db/sqlite-store.ts';
import type { Config } from './config.ts';
import { createReachDesk } from './desk/reach.ts';
import { createRuleDesk, type RuleDesk } from './desk/rules.ts';
import { createScreener } from './desk/screen.ts';
import { screenScope } from './desk/screen-scope.ts';
import { createSightingDesk } from './desk/sightings.ts';
import type { EngineOptions } from './domain/engine/engine.ts';
import { CodedError } from './domain/errors.ts';
import { NO_BINDINGS } from './domain/identity/identify.ts';
import { createPlaceIndex } from './domain/places/place-index.ts';
import type { WatchedHull } from './domain/vessel.ts';
import { openSource } from './feeds/source.ts';
import { buildServer, listenOn } from './http/server.ts';
import { listFormats } from './lists/index.ts';
import { createLog } from './log.ts';
import { createLive } from './run/live.ts';
import { createReplays, mustBeRecording, type ReplayScenario } from './run/replay.ts';
import { createBus } from './seams/bus.ts';
import { systemClock } from './seams/clock.ts';
import { LIVE, type Store } from './seams/store.ts';
import { VERSION } from './version.ts';
import { listStatuses } from './watch/list-status.ts';
import { createListSync, type ListSync } from './watch/list-sync.ts';

export interface Running {
  /** Where the page is, e.g. http://127.0.0.1:8080. */
  url: string;
  close(): Promise<void>;
}

export interface StartOptions {
  /** Recordings to open the page on, instead of the demo. */
  files?: readonly string[];
  asOf?: 'then' | 'now';
}

const root = fileURLToPath(new URL('../', import.meta.url));

/** Starts the monitor. Throws a CodedError with one clear sentence when it cannot. */
export async function start(config: Config, options: StartOptions = {}): Promise<Running> {
  const scenarios = listScenarios();
  if (config.demo !== 'none' && !scenarios.some(({ id }) => id === config.demo)) {
    const known = scenarios.map(({ id }) => id).join(', ');
    throw new CodedError('invalid', `KEELWATCH_DEMO is "${config.demo}"; known scenarios are: ${known}, none.`);
  }
  // Refused now, by name, rather than by a page that opens on a failed replay.
  for (const file of options.files ?? []) await (await openSource(resolve(file))).close();
  const store = await openStore(join(config.dataFolder, 'keelwatch.db'));
  try {
    return await startOn(store, config, options, scenarios);
  } catch (error) {
    // Closing twice does nothing.
    await store.close();
    throw error;
  }
}

async function startOn(
  store: Store,
  config: Config,
  options: StartOptions,
  scenarios: readonly ReplayScenario[],
): Promise<Running> {
  const log = createLog(config.logLevel);
  const recordingsFolder = resolve(config.dataFolder, 'recordings');
  makeFolder(recordingsFolder);

  const bus = createBus();
  const reference = loadReference();
  let sync: ListSync | null = null;
  const watched = (): WatchedHull[] => sync?.watch().hulls ?? reference.hulls;
  const sea = loadSea();
  const rules: RuleDesk = await createRuleDesk({
    store,
    clock: systemClock,
    builtIn: reference.rules,
    ports: reference.ports,
    zones: reference.zones,
    mids: reference.mids,
    watch: () => sync!.watch(),
  });
  const engine: Omit<EngineOptions, 'asOf'> = {
    // A replay that starts later runs on the lists in force then, and on what people have decided about units by then.
    get hulls() {
      return watched();
    },
    get bindings() {
      return sync?.watch().bindings ?? NO_BINDINGS;
    },
    places: createPlaceIndex(reference.ports, reference.zones, reference.moorings),
    // A look-back asks by the rules of today.
    get rules() {
      return rules.replayed('now');
    },
    mids: reference.mids,
    sea,
  };
  const shared = { store, bus, clock: systemClock, log, engine };
  const live = await createLive({ ...shared, engine: { ...engine, rules: rules.live() } });
  rules.follow(live);
  const lists = await createListSync({
    ...shared,
    live,
    formats: listFormats,
    builtIn: { hulls: reference.hulls, mids: reference.mids, lists: reference.lists },
    scheduled: config.lists,
  });
  sync = lists;
  await live.takeSightings();
  const replays = createReplays({
    ...shared,
    rules: rules.replayed,
    scenarios,
    version: VERSION,
    recordingsFolder,
    spillFolder: config.dataFolder,
    listRecordings: () =>
      readdirSync(recordingsFolder)
        .filter((name) => !name.startsWith('.'))
        .sort(),
  });
  await replays.closeInterrupted();

  let opens = LIVE;
  const webRoot = join(root, 'dist');
  const server = await buildServer({
    ...shared,
    reference: {
      ...reference,
      get hulls() {
        return watched();
      },
    },
    lists: {
      watch: lists.watch,
      sync: lists.sync,
      refresh: lists.refresh,
      statuses: () => listStatuses(store, listFormats, systemClock.now()),
      screener: createScreener(store, lists.watch, reference.mids),
      scope: async () => {
        const now = systemClock.now();
        return screenScope(await listStatuses(store, listFormats, now), reference, now);
      },
    },
    rules,
    replays: {
      ...replays,
      // Files named over HTTP are recordings; the command line may name any.
      start: async (request) => {
        for (const file of request.files ?? []) mustBeRecording(recordingsFolder, file);
        return replays.start(request);
      },
    },
    reach: createReachDesk({ store, sea, places: engine.places, rules: () => rules.replayed('now') }),
    feeds: () => [],
    problems: () => [],
    sightings: createSightingDesk(store, live),
    opensScope: () => opens,
    webRoot: existsSync(join(webRoot, 'index.html')) ? webRoot : null,
    version: VERSION,
  });
  const closeAll = async () => {
    await server.close();
    await replays.close();
    await lists.close();
    await live.close();
    await store.close();
  };
  try {
    const url = await listenOn(server, config.listenHost, config.listenPort);
    lists.start();
    live.start();
    if (options.files && options.files.length > 0) {
      const files = options.files.map((file) => resolve(file));
      opens = (await replays.start({ files, asOf: options.asOf ?? 'then' })).id;
    } else if (config.demo !== 'none') {
      opens = (await replays.start({ scenario: config.demo, asOf: 'then', keep: true })).id;
    }
    return { url, close: closeAll };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    const remedy = 'Name another data folder in KEELWATCH_DATA.';
    throw new CodedError('unavailable', `${folder} cannot be made or written${code}. ${remedy}`, { cause: error });
  }
}
