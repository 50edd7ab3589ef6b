// `keelwatch export`: evidence out of the store of the data folder, also while a monitor runs on it.

import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { listScenarios } from '../../db/scenarios/load.ts';
import { openStore } from '../../db/sqlite-store.ts';
import { loadTables } from '../../server/assembly.ts';
import { readConfig } from '../../server/config.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { makeBundle, makeCaseBundle } from '../../server/evidence/make-bundle.ts';
import { replaySource } from '../../server/evidence/replay-source.ts';
import { evidenceMaker } from '../../server/evidence-maker.ts';

interface BundleFlags {
  scope?: string;
  asOf?: number;
  output?: string;
}

export function exportCommand(): Command {
  const command = new Command('export').description('take evidence out: bundle');
  command
    .command('bundle')
    .description(
      'the evidence bundle of an alert or a case: one signed zip that opens without a network and decides again',
    )
    .argument('<id>', 'id of the alert, or of the case (case_…)')
    .option('--scope <scope>', "'live', or the id of a replay; absent: wherever it is, live first")
    .option(
      '--as-of <time>',
      'the revision that stood then, event time: 2024-02-08 or 2024-02-08T06:00:00Z',
      readInstant,
    )
    .option('-o, --output <file>', 'where to write it; absent: keelwatch-evidence-ID.zip; - is standard output')
    .action(exportBundle);
  return command;
}

async function exportBundle(id: string, { scope, asOf, output }: BundleFlags): Promise<void> {
  const { dataFolder } = readConfig(process.env);
  const path = join(dataFolder, 'keelwatch.db');
  if (!existsSync(path))
    throw new CodedError('not_found', `There is no store in ${dataFolder}: nothing was monitored yet.`);
  const store = openStore(path, { aside: true });
  try {
    const isCase = id.startsWith('case_');
    const found = isCase ? await store.case(scope ?? 'all', id) : await store.alert(scope ?? 'all', id);
    if (found === null)
      throw new CodedError(
        'not_found',
        `There is no ${isCase ? 'case' : 'alert'} '${id}'${scope === undefined ? '' : ` in '${scope}'`}.`,
      );
    const recordingsFolder = resolve(dataFolder, 'recordings');
    const source = replaySource(found.scope, {
      scenarios: listScenarios(),
      recordingsFolder,
      listRecordings: () => (existsSync(recordingsFolder) ? readdirSync(recordingsFolder) : []),
    });
    mkdirSync(dataFolder, { recursive: true });
    const maker = evidenceMaker({ store, tables: loadTables(), folder: dataFolder, now: () => Date.now() });
    if (maker.engine === null)
      process.stderr.write(
        'The page is not built ("npm run build"): the bundle carries no script that decides again in a browser.\n',
      );
    const asked = { scope: found.scope, asOf: asOf ?? null, source };
    const bytes = isCase
      ? await makeCaseBundle(maker, { ...asked, caseId: id })
      : await makeBundle(maker, { ...asked, alertId: id });
    if (output === '-') {
      process.stdout.write(bytes);
      return;
    }
    const file = output ?? `keelwatch-evidence-${id.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 80)}.zip`;
    try {
      writeFileSync(file, bytes);
    } catch (error) {
      throw new CodedError(
        'unavailable',
        `${file} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`,
      );
    }
    process.stdout.write(`${file}: ${bytes.length.toLocaleString('en')} bytes, signed by ${maker.key.fingerprint}\n`);
  } finally {
    await store.close();
  }
}

function readInstant(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('give a time as 2024-02-08T06:00:00Z, or a UTC day');
  return at;
}
