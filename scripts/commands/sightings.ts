// `keelwatch sightings`: what was seen by satellite or from the quay, from the command line. It writes to the store of the
// data folder; a monitor that runs on it takes the changes up within seconds, another one when it starts.

import { Command } from 'commander';
import { loadReference } from '../../db/reference/load.ts';
import { readColumns, readSightingCsv, type SightingColumns } from '../../server/desk/sighting-csv.ts';
import { type EntryKnown, readSighting, SIGHTING_FIELDS, type SightingText } from '../../server/desk/sighting-entry.ts';
import { createSightingDesk, vesselsNamed } from '../../server/desk/sightings.ts';
import { CodedError } from '../../server/domain/errors.ts';
import { isoMoment } from '../../server/domain/time.ts';
import { readTable } from '../../server/files/read-table.ts';
import { LIVE, type SightingQuery, type StoredSighting } from '../../server/seams/store.ts';
import { type ListDesk, print, printJson, withLists } from './list-desk.ts';

interface ListFlags {
  vessel?: string;
  withdrawn?: boolean;
  all?: boolean;
  json?: boolean;
}

const PAGE_ROWS = 500;

export function sightingsCommand(): Command {
  const sightings = new Command('sightings').description('sightings: import, add, withdraw or list what was seen');
  sightings
    .command('import')
    .description(`enter the rows of a CSV table; columns: ${SIGHTING_FIELDS.join(', ')}`)
    .argument('<file>')
    .option('--columns <map>', 'CSV columns by field, e.g. vessel=Ship,from=Date', readColumns)
    .option('--json', 'one JSON object per new sighting and per refused row, and last {"summary": …}')
    .action(importTable);
  const add = sightings.command('add').description('enter one sighting');
  for (const [field, meaning] of Object.entries(MEANINGS)) add.option(`--${field} <text>`, meaning);
  add.option('--json', 'the sighting as JSON').action(addOne);
  sightings
    .command('withdraw')
    .description('take a sighting back; it stays visible, and what rested on it follows')
    .argument('<id>')
    .requiredOption('--reason <text>', 'why it does not stand')
    .action(withdraw);
  sightings
    .command('list')
    .description('sightings of the live monitor, oldest first')
    .option('--vessel <ship>', 'IMO number, or the id of a vessel')
    .option('--withdrawn', 'only those that are withdrawn')
    .option('--all', 'the withdrawn ones too')
    .option('--json', 'one JSON object per row')
    .action(list);
  return sightings;
}

const MEANINGS: Record<(typeof SIGHTING_FIELDS)[number], string> = {
  vessel: 'IMO number, or the id of a vessel',
  from: 'a UTC day (2024-02-04), or an instant (2024-02-04T06:00:00Z)',
  to: 'the end of a window; absent: the same day or instant',
  place: 'a port: id, UN/LOCODE or name',
  lon: 'degrees east, where no port is given',
  lat: 'degrees north',
  what: 'what was seen, e.g. "loading at Pier 2"',
  means: 'satellite, photograph, witness, document or other',
  grade: 'confirmed, probable or possible (default)',
  source: 'who says so',
  link: 'address of the source',
};

async function importTable(file: string, flags: { columns?: SightingColumns; json?: boolean }): Promise<void> {
  const text = await readTable(file);
  const refused = await withLists(async (desk) => {
    const table = readSightingCsv(text, await knownOf(desk, text), flags.columns);
    const entered = await createSightingDesk(desk.store, null).enter(table.sightings, desk.signed);
    const summary = {
      entered: entered.length,
      known: table.sightings.length - entered.length,
      refused: table.refused.length,
    };
    if (flags.json) {
      for (const sighting of entered) printJson({ sighting });
      for (const row of table.refused) printJson({ refused: row });
      printJson({ summary });
    } else {
      for (const { line, reason } of table.refused) process.stderr.write(`${file}, line ${line}: ${reason}\n`);
      print(
        `${summary.entered} sightings are entered; ${summary.known} were known; ${summary.refused} rows are refused.`,
      );
    }
    return table.refused.length;
  });
  if (refused > 0)
    throw new CodedError('invalid', `${refused === 1 ? '1 row' : `${refused} rows`} of ${file} cannot be read.`);
}

async function addOne({ json, ...text }: SightingText & { json?: boolean }): Promise<void> {
  await withLists(async (desk) => {
    const sighting = readSighting(text, await knownOf(desk, text.vessel ?? ''));
    const [entered] = await createSightingDesk(desk.store, null).enter([sighting], desk.signed);
    if (json) printJson(sighting);
    else print(`${entered ? 'Entered' : 'Known already'}: ${lineOf(sighting)}`);
  });
}

async function withdraw(id: string, { reason }: { reason: string }): Promise<void> {
  if (reason.trim() === '') throw new CodedError('invalid', '--reason is empty; say why the sighting does not stand.');
  await withLists(async ({ store, signed }) => {
    const sighting = await createSightingDesk(store, null).withdraw(id, reason.trim(), signed);
    print(`Withdrawn: ${lineOf(sighting)}`);
  });
}

async function list(flags: ListFlags): Promise<void> {
  await withLists(async ({ store }) => {
    const query: SightingQuery = { scope: LIVE, limit: PAGE_ROWS };
    if (flags.vessel !== undefined) query.vesselId = flags.vessel.replace(/^(?:imo)?[\s:]*(\d{7})$/i, 'imo:$1');
    if (!flags.all) query.withdrawn = flags.withdrawn === true;
    for (let after: string | null = ''; after !== null; ) {
      const page: { rows: StoredSighting[]; next: string | null } = await store.sightingPage(
        after === '' ? query : { ...query, after },
      );
      for (const sighting of page.rows) {
        if (flags.json) printJson(sighting);
        else print(lineOf(sighting));
      }
      after = page.next;
    }
  });
}

function lineOf({ id, vesselId, fromAt, placeId, lon, lat, grade, what, source, withdrawn }: StoredSighting): string {
  const where = placeId ?? `${lat.toFixed(2)}, ${lon.toFixed(2)}`;
  const mark = withdrawn ? `  [withdrawn: ${withdrawn.reason}]` : '';
  const at = isoMoment(fromAt).slice(0, 16);
  return `${id}  ${at}Z  ${vesselId}  ${where}  ${grade}  ${what} (${source})${mark}`;
}

async function knownOf({ store, sync, now }: ListDesk, text: string): Promise<EntryKnown> {
  const hulls = sync.watch().known.map(({ id }) => id);
  const named = await vesselsNamed(text, hulls, store);
  return { ports: loadReference().ports, isKnown: (id) => named.has(id), now };
}
