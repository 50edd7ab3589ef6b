// `keelwatch backup` and `keelwatch restore`: the data folder into one file while the monitor runs, and back into an empty folder.

import { mkdirSync } from 'node:fs';
import { Command } from 'commander';
import { backUp, restore } from '../../db/backup.ts';
import { ownFolder } from '../../db/owner.ts';
import { readConfig } from '../../server/config.ts';
import { isoMoment } from '../../server/domain/time.ts';
import { systemClock } from '../../server/seams/clock.ts';
import { print, printJson } from './list-desk.ts';

export function backupCommand(): Command {
  return new Command('backup')
    .description(
      'copy the store, the settings and the keys into one file, also while the monitor runs; checked by restoring it',
    )
    .argument('<file>', 'is replaced only by a backup that is whole')
    .option('--without-keys', 'the store alone: no feeds, no keys that sign')
    .option('--json', 'one JSON object')
    .action(async (file: string, flags: { withoutKeys?: boolean; json?: boolean }) => {
      const { dataFolder } = readConfig(process.env);
      const made = await backUp(dataFolder, file, { now: systemClock.now(), withFiles: flags.withoutKeys !== true });
      if (flags.json) return printJson({ ...made, takenAt: isoMoment(made.takenAt) });
      const rows = Object.values(made.rows).reduce((sum, count) => sum + count, 0);
      print(
        `${made.path}: ${rows.toLocaleString('en')} rows, ${(made.bytes / 1e6).toFixed(1)} MB, checked by restoring it.`,
      );
      const { head, broken } = made.audit;
      if (broken !== null) print(`The record of who did what is broken in it: ${broken}`);
      else if (head !== null) print(`Newest row of the record of who did what: ${head.number}:${head.hash}`);
      print(made.files.length === 0 ? 'Settings and keys are not in it.' : `With it: ${made.files.join(', ')}.`);
      print(
        'Not in it: recordings/ and intake/ (the raw input of the last days). It holds what gives access, so only you may read it: keep it like that.',
      );
    });
}

export function restoreCommand(): Command {
  return new Command('restore')
    .description('put a backup into the data folder, which must hold no store yet')
    .argument('<file>')
    .action(async (file: string) => {
      const { dataFolder } = readConfig(process.env);
      const { takenAt, files } = await inFolder(dataFolder, () => restore(file, dataFolder));
      print(
        `${dataFolder} is as it was on ${isoMoment(takenAt)}${files.length === 0 ? '' : `, with ${files.join(', ')}`}.`,
      );
    });
}

/** Not beside a monitor that is about to make a store there. */
async function inFolder<T>(folder: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(folder, { recursive: true });
  const ownership = ownFolder(folder, systemClock.now());
  try {
    return await work();
  } finally {
    ownership.release();
  }
}
