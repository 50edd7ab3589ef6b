// `keelwatch storage`: what keeping costs on disk, how long things are kept, and how to change that. A monitor that runs on the
// same folder lets old things go within the hour.

import { existsSync, readdirSync, statfsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { openStore } from '../../db/sqlite-store.ts';
import { readConfig } from '../../server/config.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { isoMoment } from '../../server/domain/time.ts';
import { type FeedConfig, readFeedConfig, writeFeedConfig } from '../../server/run/feeds/feed-config.ts';
import { INTAKE_FOLDER } from '../../server/run/feeds/open-feeds.ts';
import { keptIn } from '../../server/run/keeping/backup-schedule.ts';
import { sizeText } from '../../server/run/keeping/disk-watch.ts';
import { print, printJson, signedHere } from './list-desk.ts';

/** What can be set here, with where it stands in the file. */
const DAYS = {
  tracks: { key: 'trackDays', of: 'positions of ships that nobody watches and that raised no alert' },
  'watched-tracks': { key: 'watchedTrackDays', of: 'positions of watched ships, and of those that raised an alert' },
  log: { key: 'logDays', of: 'what was said of an event and has been said anew since' },
  deliveries: { key: 'deliveryDays', of: 'messages that are settled, and why others were not sent' },
} as const;
type Name = keyof typeof DAYS;

export function storageCommand(): Command {
  const storage = new Command('storage')
    .description('what keeping costs on disk, and how long things are kept')
    .option('--json', 'one JSON object')
    .action(show);
  storage
    .command('keep')
    .description('keep something for so many days, or for good; what is older goes while the monitor runs')
    .argument('<what>', Object.keys(DAYS).join(', '))
    .argument('<days>', 'a number of days, or forever')
    .action(keep);
  return storage;
}

async function show({ json }: { json?: boolean }): Promise<void> {
  const { dataFolder } = readConfig(process.env);
  const path = join(dataFolder, 'keelwatch.db');
  if (!existsSync(path))
    throw new CodedError('not_found', `There is no store at ${path}. Name its folder in KEELWATCH_DATA.`);
  const config = readFeedConfig(dataFolder);
  const store = openStore(path);
  try {
    const use = await store.diskUse();
    const since = await store.keptSince();
    const { bavail, bsize } = statfsSync(dataFolder);
    const free = Number(bavail) * Number(bsize);
    const intake = folderBytes(join(dataFolder, INTAKE_FOLDER));
    const backups = keptIn(resolve(dataFolder, config.backups.folder));
    if (json) {
      const { retention, keepHours, keepGb, disk } = config;
      return printJson({ free, use, intake, retention, keepHours, keepGb, disk, keptSince: since, backups });
    }
    print(`${sizeText(free)} free on the disk of ${dataFolder}`);
    for (const { what, bytes } of use) print(`${sizeText(bytes).padStart(10)}  ${what}`);
    print(`${sizeText(intake).padStart(10)}  raw input, kept ${config.keepHours} h and ${config.keepGb} GB at most`);
    print('');
    for (const [name, { key, of }] of Object.entries(DAYS)) {
      const days = config.retention[key];
      const from = since[KEPT[name as Name]];
      const gone = from === undefined ? '' : `; whole since ${isoMoment(from).slice(0, 10)}`;
      print(`${name.padEnd(14)}  ${days === null ? 'for good' : `${days} days`}${gone}  (${of})`);
    }
  } finally {
    await store.close();
  }
}

const KEPT = { tracks: 'tracks', 'watched-tracks': 'watchedTracks', log: 'log', deliveries: 'deliveries' } as const;

async function keep(what: string, days: string): Promise<void> {
  const named = DAYS[what as Name];
  if (!Object.hasOwn(DAYS, what))
    throw new CodedError(
      'invalid',
      `"${what.slice(0, 60)}" is nothing that is kept by days; there are ${Object.keys(DAYS).join(', ')}.`,
    );
  const count = days === 'forever' ? null : Number(days);
  if (count !== null && !(Number.isInteger(count) && count >= 1 && count <= 36_500))
    throw new CodedError('invalid', `"${days.slice(0, 60)}" is no number of days; give one, or forever.`);
  const { dataFolder } = readConfig(process.env);
  const before = readFeedConfig(dataFolder);
  const after: FeedConfig = { ...before, retention: { ...before.retention, [named.key]: count } };
  writeFeedConfig(dataFolder, after);
  const store = openStore(join(dataFolder, 'keelwatch.db'));
  try {
    const plain = { scope: null, reasonCode: null, note: null, undoes: null, what: 'changed' };
    const kept = { before: before.retention, after: after.retention };
    await store.writeDown({ ...signedHere(), ...plain, ...kept, subject: { kind: 'settings', id: 'retention' } });
  } finally {
    await store.close();
  }
  print(
    `${what}: ${count === null ? 'kept for good' : `kept ${count} days; what is older goes while the monitor runs`}.`,
  );
}

function folderBytes(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { name }) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0), 0);
}
