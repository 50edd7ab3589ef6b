// Where everything is put together: configuration, store, reference data, live monitor, replays, routes. It opens what
// it uses and closes it again, and it is the only place that knows all the rooms.

import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadReference } from '../db/reference/load.ts';
import { listScenarios } from '../db/scenarios/load.ts';
import { openStore } from '../db/sqlite-store.ts';
import { createBus } from './bus.ts';
import { systemClock } from './clock.ts';
import type { Config } from './config.ts';
import type { EngineOptions } from './domain/engine.ts';
import { CodedError } from './domain/errors.ts';
import { createPlaceIndex } from './domain/places/place-index.ts';
import { buildServer } from './http/server.ts';
import { createLive } from './live.ts';
import { createLog } from './log.ts';
import { createReplays } from './replay.ts';
import { LIVE } from './store.ts';
import { VERSION } from './version.ts';

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
const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/** Starts the monitor. Throws a CodedError with one clear sentence when it cannot. */
export async function start(config: Config, options: StartOptions = {}): Promise<Running> {
  if (!LOOPBACK.has(config.listenHost)) {
    throw new CodedError(
      'invalid',
      `KEELWATCH_LISTEN asks for ${config.listenHost}, but keelwatch has no login yet: it listens on 127.0.0.1, ::1 or localhost only.`,
    );
  }
  const scenarios = listScenarios();
  if (config.demo !== 'none' && !scenarios.some(({ id }) => id === config.demo)) {
    const known = scenarios.map(({ id }) => id).join(', ');
    throw new CodedError('invalid', `KEELWATCH_DEMO is "${config.demo}"; known scenarios are: ${known}, none.`);
  }
  const log = createLog(config.logLevel);
  const store = await openStore(join(config.dataFolder, 'keelwatch.db'));
  const recordingsFolder = resolve(config.dataFolder, 'recordings');
  mkdirSync(recordingsFolder, { recursive: true });

  const bus = createBus();
  const reference = loadReference();
  const engine: Omit<EngineOptions, 'asOf'> = {
    hulls: reference.hulls,
    places: createPlaceIndex(reference.ports, reference.zones),
    rules: reference.rules,
    mids: reference.mids,
  };
  const shared = { store, bus, clock: systemClock, log, engine };
  const live = await createLive(shared);
  const replays = createReplays({
    ...shared,
    scenarios,
    recordingsFolder,
    listRecordings: () =>
      readdirSync(recordingsFolder)
        .filter((name) => !name.startsWith('.'))
        .sort(),
  });

  let opens = LIVE;
  const webRoot = join(root, 'dist');
  const server = await buildServer({
    ...shared,
    reference,
    replays,
    feeds: () => [],
    problems: () => [],
    addSighting: live.sighting,
    opensScope: () => opens,
    webRoot: existsSync(join(webRoot, 'index.html')) ? webRoot : null,
    version: VERSION,
  });
  try {
    await server.listen({ host: config.listenHost, port: config.listenPort });
  } catch (error) {
    await store.close();
    throw listenError(error, config);
  }
  try {
    if (options.files && options.files.length > 0) {
      const files = options.files.map((file) => resolve(file));
      opens = (await replays.start({ files, asOf: options.asOf ?? 'then' })).id;
    } else if (config.demo !== 'none') {
      opens = (await replays.start({ scenario: config.demo, asOf: 'then' })).id;
    }
  } catch (error) {
    await server.close();
    await store.close();
    throw error;
  }
  const { address, family, port } = server.server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`,
    async close() {
      await server.close();
      await replays.close();
      await live.close();
      await store.close();
    },
  };
}

function listenError(error: unknown, config: Config): Error {
  const code = (error as NodeJS.ErrnoException).code;
  const address = `${config.listenHost}:${config.listenPort}`;
  if (code === 'EADDRINUSE') {
    return new CodedError(
      'unavailable',
      `${address} is in use already; stop what listens there, or set KEELWATCH_LISTEN to another port.`,
    );
  }
  if (code === 'EACCES') {
    return new CodedError('unavailable', `${address} may not be listened on by this user; choose a port above 1023.`);
  }
  return error instanceof Error ? error : new Error(String(error));
}
