// `keelwatch doctor`: is everything here that the program needs? One line per check, with what to do where it fails.

import { accessSync, constants, existsSync, mkdirSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { anchorIn } from '../../db/backup.ts';
import { damageIn } from '../../db/check.ts';
import { loadReference } from '../../db/reference/load.ts';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { type Config, readConfig } from '../../server/config.ts';
import { checkAudit } from '../../server/desk/audit-check.ts';
import { watchedHeard } from '../../server/desk/watched-heard.ts';
import { CANARY_ID } from '../../server/domain/canary.ts';
import { isoMoment, MINUTE_MS, momentOf } from '../../server/domain/time.ts';
import { engineScript } from '../../server/evidence/engine-script.ts';
import { knownSigningKey } from '../../server/evidence/signing-key.ts';
import { feedKinds } from '../../server/feeds/live/index.ts';
import { readFeedConfig } from '../../server/run/feeds/feed-config.ts';
import { INTAKE_FOLDER, RECEPTION_FILE } from '../../server/run/feeds/open-feeds.ts';
import { tryFeed } from '../../server/run/feeds/try-feed.ts';
import { keptIn } from '../../server/run/keeping/backup-schedule.ts';
import { openReception } from '../../server/run/reception/reception.ts';
import { systemClock } from '../../server/seams/clock.ts';
import { loadWatch } from '../../server/watch/hulls.ts';

interface Finding {
  check: string;
  state: 'ok' | 'warning' | 'failed';
  says: string;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Under this the store may fill the disk within days. */
const LEAST_FREE_BYTES = 1_000_000_000;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'check runtime, database, data folder, live feeds, port, page, evidence key, reference data and scenarios',
    )
    .option('--json', 'one JSON object per check')
    .action(async (options: { json?: boolean }) => {
      const config = readConfig(process.env);
      const findings: Finding[] = [];
      for (const [check, examine] of CHECKS) findings.push({ check, ...(await attempt(() => examine(config))) });
      for (const finding of findings) {
        const mark = { ok: 'ok     ', warning: 'warning', failed: 'FAILED ' }[finding.state];
        const line = options.json ? JSON.stringify(finding) : `${mark}  ${finding.check.padEnd(10)} ${finding.says}`;
        process.stdout.write(`${line}\n`);
      }
      if (findings.some(({ state }) => state === 'failed')) process.exitCode = 3;
    });
}

type Result = Omit<Finding, 'check'>;
type Check = (config: Config) => Result | Promise<Result>;

async function attempt(examine: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await examine();
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error));
  }
}

const ok = (says: string): Result => ({ state: 'ok', says });
const warning = (says: string): Result => ({ state: 'warning', says });
const failed = (says: string): Result => ({ state: 'failed', says });

const CHECKS: readonly (readonly [string, Check])[] = [
  ['runtime', () => ok(`Node ${process.versions.node} on ${process.platform} ${process.arch}`)],
  [
    'database',
    async ({ dataFolder }) => {
      const memory = openStore(':memory:');
      await memory.close();
      const path = join(dataFolder, 'keelwatch.db');
      if (!existsSync(path)) return ok(`SQLite opens and migrates; ${path} is not there yet`);
      const damage = damageIn(path);
      return damage === null ? ok(`${path} is whole`) : failed(damage);
    },
  ],
  [
    'data',
    ({ dataFolder }) => {
      try {
        mkdirSync(dataFolder, { recursive: true });
        accessSync(dataFolder, constants.W_OK);
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
        return failed(`${dataFolder} cannot be made or written${code}; name another folder in KEELWATCH_DATA`);
      }
      const { bavail, bsize } = statfsSync(dataFolder);
      const free = Number(bavail) * Number(bsize);
      const says = `${dataFolder} is writable, ${(free / 1e9).toFixed(1)} GB free`;
      return free < LEAST_FREE_BYTES ? warning(`${says}: too little to keep positions for long`) : ok(says);
    },
  ],
  ['audit', auditCheck],
  ['feeds', feedsCheck],
  ['heard', heardCheck],
  ['canary', canaryCheck],
  ['port', ({ listenHost, listenPort }) => portCheck(listenHost, listenPort)],
  [
    'page',
    () =>
      existsSync(join(root, 'dist', 'index.html'))
        ? ok('built')
        : failed('dist/index.html is missing; run: npm run build'),
  ],
  [
    'evidence',
    ({ dataFolder }) => {
      const key = knownSigningKey(dataFolder);
      if (engineScript() === null)
        return warning('bundles of evidence would carry no script that decides again; run "npm run build"');
      return ok(key === null ? 'no key yet: the first bundle makes it' : `bundles are signed by ${key.fingerprint}`);
    },
  ],
  [
    'reference',
    () => {
      const { hulls, ports, zones, rules, lists } = loadReference();
      const watch = ports.filter((port) => port.watch).length;
      return ok(
        `${hulls.length} watched hulls, ${watch} watch ports, ${ports.length - watch} context ports, ${zones.length} zones, ${rules.length} rules from ${lists.length} lists`,
      );
    },
  ],
  [
    'scenarios',
    ({ demo }) => {
      const ids = listScenarios().map(({ id }) => id);
      if (demo !== 'none' && !ids.includes(demo)) {
        return failed(`KEELWATCH_DEMO is "${demo}"; known scenarios: ${ids.join(', ')}, none`);
      }
      return ok(ids.join(', '));
    },
  ],
];

/** Every row of the record against the one before, and the newest row of the newest backup. */
async function auditCheck({ dataFolder }: Config): Promise<Result> {
  const path = join(dataFolder, 'keelwatch.db');
  if (!existsSync(path)) return ok('nothing is written down yet');
  const store = openStore(path);
  try {
    const { backups } = readFeedConfig(dataFolder);
    const anchors = keptIn(resolve(dataFolder, backups.folder)).flatMap(({ file }) => {
      const anchor = anchorIn(file);
      return anchor === null ? [] : [{ head: anchor.head, where: `the backup of ${isoMoment(anchor.takenAt)}` }];
    });
    const { whole, says } = await checkAudit(store, anchors.slice(0, 1));
    return whole ? ok(says) : failed(says);
  } finally {
    await store.close();
  }
}

/** How long each feed is listened to. */
const FEED_TRIAL_MS = 8_000;

/** Opens each feed that is switched on, all at once. A listener that the running monitor holds counts as in use by it. */
async function feedsCheck({ dataFolder }: Config): Promise<Result> {
  const { feeds } = readFeedConfig(dataFolder);
  const on = feeds.filter((feed) => feed.on);
  if (on.length === 0) return ok(`none is switched on; ${feedKinds.length} kinds are known`);
  const trials = await Promise.all(
    on.map(async (feed) => {
      const trial = await tryFeed(feed, systemClock, FEED_TRIAL_MS);
      return { well: trial.reports.length > 0, says: `${feed.id}: ${trial.says}` };
    }),
  );
  const says = trials.map((trial) => trial.says).join(' ');
  return trials.every(({ well }) => well) ? ok(says) : warning(says);
}

/** From the store and from what the monitor wrote down last; the running monitor may know more by a few minutes. */
async function heardCheck({ dataFolder }: Config): Promise<Result> {
  const path = join(dataFolder, 'keelwatch.db');
  if (!existsSync(path)) return ok('nothing was heard here yet');
  const store = openStore(path);
  try {
    const now = systemClock.now();
    const { hulls } = await loadWatch(store, loadReference(), now);
    const reception = openReception(join(dataFolder, INTAKE_FOLDER, RECEPTION_FILE));
    const { says, heard } = await watchedHeard(
      { store, hulls: () => hulls, heardBy: async (mmsis) => reception.heardBy(mmsis) },
      now,
    );
    const listening = readFeedConfig(dataFolder).feeds.some(({ on }) => on);
    return heard === 0 && listening
      ? warning(`${says} What the feeds can hear is on the page, under Sources.`)
      : ok(says);
  } finally {
    await store.close();
  }
}

/** Whether it is switched on, and when it was received last; whether it is missing is told by the running monitor. */
async function canaryCheck({ dataFolder }: Config): Promise<Result> {
  const { canary, feeds } = readFeedConfig(dataFolder);
  if (!canary.on) return warning('it is switched off: nothing proves that alerts arrive');
  const every = `it sails every ${canary.everyMinutes} min while a feed is on`;
  if (!feeds.some(({ on }) => on)) return ok(every);
  const path = join(dataFolder, 'keelwatch.db');
  if (!existsSync(path)) return ok(`${every}; it was not received yet`);
  const store = openStore(path);
  try {
    const subject = { kind: 'alert', id: CANARY_ID } as const;
    const { rows } = await store.deliveries({ subject, state: ['accepted'], limit: 1 });
    const receivedAt = rows[0]?.settledAt ?? null;
    if (receivedAt === null) return warning(`${every}; it was not received in the last day`);
    const says = `${every}; received last at ${momentOf(receivedAt)}`;
    return systemClock.now() - receivedAt > 2 * canary.everyMinutes * MINUTE_MS ? warning(says) : ok(says);
  } finally {
    await store.close();
  }
}

function portCheck(host: string, port: number): Promise<Result> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(
        error.code === 'EADDRINUSE'
          ? warning(`${host}:${port} is in use; keelwatch may be running already, or set KEELWATCH_LISTEN`)
          : failed(`${host}:${port} cannot be listened on: ${error.message}`),
      ),
    );
    probe.listen(port, host, () => probe.close(() => resolve(ok(`${host}:${port} is free`))));
  });
}
