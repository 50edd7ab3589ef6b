// `keelwatch lists`: how every list stands; import from files, fetch from addresses, show what changed
// last; enter records by hand.

import { Command, InvalidArgumentError } from 'commander';
import { CodedError } from '../../server/domain/errors.ts';
import { changeWords, type ListChange } from '../../server/domain/listing/difference.ts';
import { listFormats } from '../../server/lists/index.ts';
import { markText } from '../../server/lists/reading/list-file.ts';
import type { ImportResult } from '../../server/watch/list-intake.ts';
import { type ListStatus, listStatuses } from '../../server/watch/list-status.ts';
import { addHandCommands } from './hand-records.ts';
import { personHere, print, printJson, withLists } from './list-desk.ts';

interface JsonFlag {
  json?: boolean;
}

const ACCEPT = 'a fall in ships or parties, other ships, or an older mark, was looked at and is right';
const PUBLISHED = 'when the copy was published, where nothing in it says so (2026-09-01)';

interface WordFlags extends JsonFlag {
  accept?: boolean;
  published?: string;
}

/** Rows of a difference that are read at once, and, where `--most` says no other number, printed. */
const CHANGES_A_PAGE = 1_000;
const MOST_CHANGES = 10_000;

export function listsCommand(): Command {
  const lists = new Command('lists')
    .description('how every list stands; import, sync or diff lists')
    .option('--json', 'one JSON object per list')
    .action((flags: JsonFlag) => status(flags));
  lists
    .command('import')
    .description('take a list in from its file(s): plain, gzip or zstd; formats made of several files get all of them')
    .argument('<source>', 'id of a list or of a format, or auto')
    .argument('<file...>', 'files; role=FILE where the name does not tell the role')
    .option('--accept', ACCEPT)
    .option('--published <day>', PUBLISHED)
    .option('--json', 'counts, difference and warnings as one JSON object')
    .action(importList);
  lists
    .command('sync')
    .description('fetch lists from their addresses: these, or all that ask for no consent')
    .argument('[id...]')
    .option('--accept', ACCEPT)
    .option('--published <day>', PUBLISHED)
    .option('--json', 'one JSON object per list')
    .action(sync);
  lists
    .command('diff')
    .description('what the newest version of a list changed')
    .argument('<id>')
    .option('--most <rows>', 'rows to print; what is left out is counted', most, MOST_CHANGES)
    .option('--json', 'one JSON object per record, and last {"summary": …}')
    .action(diff);
  addHandCommands(lists);
  return lists;
}

async function status(flags: JsonFlag): Promise<void> {
  await withLists(async ({ store, now }) => {
    for (const list of await listStatuses(store, listFormats, now)) {
      if (flags.json) printJson(list);
      else print(statusLine(list));
    }
  });
}

function statusLine({ id, state, version, ageDays, says }: ListStatus): string {
  const age = ageDays === null ? '' : `, ${ageDays} days old`;
  const held =
    version === null ? '' : `${version.ships.toLocaleString('en')} ${version.ships === 1 ? 'ship' : 'ships'}${age}`;
  return [state.padEnd(10), id.padEnd(26), held.padEnd(24), says ?? ''].join('  ').trimEnd();
}

async function importList(source: string, files: string[], flags: WordFlags, command: Command): Promise<void> {
  const json = flags.json ?? command.parent?.opts<JsonFlag>().json ?? false;
  await withLists(async ({ sync: lists }) => {
    const result = await lists.importFiles({
      source,
      files,
      ...wordOf(flags),
    });
    report(result, json);
  });
}

async function sync(ids: string[], flags: WordFlags, command: Command): Promise<void> {
  const json = flags.json ?? command.parent?.opts<JsonFlag>().json ?? false;
  await withLists(async ({ sync: lists }) => {
    for (const result of await lists.sync(ids, wordOf(flags))) report(result, json);
  });
}

function wordOf({ accept, published }: WordFlags) {
  return {
    accepted: accept === true,
    publishedAt: published === undefined ? null : dayAt(published),
    by: personHere(),
  };
}

async function diff(id: string, flags: JsonFlag & { most: number }, command: Command): Promise<void> {
  const json = flags.json ?? command.parent?.opts<JsonFlag>().json ?? false;
  await withLists(async ({ store }) => {
    const [version] = await store.listVersions(id, 1);
    if (!version) throw new CodedError('not_found', `List '${id}' has no version yet.`);
    let rows = 0;
    for (let isLast = false; !isLast; ) {
      const changes = await store.listChanges(version.id, rows, CHANGES_A_PAGE);
      isLast = changes.length < CHANGES_A_PAGE;
      for (const [i, change] of changes.entries()) if (rows + i < flags.most) printChange(change, json);
      rows += changes.length;
    }
    const { ships, parties } = version.difference;
    const leftOut = Math.max(0, rows - flags.most);
    if (json)
      printJson({ summary: { list: id, version: version.id, mark: version.mark, ships, parties, rows, leftOut } });
    else {
      if (leftOut > 0) print(`… and ${leftOut.toLocaleString('en')} more; --most ${rows} prints all.`);
      print(`${version.title}: ships ${changeWords(ships)}; parties ${changeWords(parties)}.`);
    }
  });
}

function printChange(change: ListChange, json: boolean): void {
  if (json) {
    printJson(change);
    return;
  }
  const number = change.imo === null ? '' : ` (IMO ${change.imo})`;
  print(`${change.change.padEnd(8)}  ${change.kind.padEnd(6)}  ${change.name}${number}`);
  for (const { field, before, after } of change.fields) print(`            ${field}: "${before}" → "${after}"`);
}

function most(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('give a whole number');
  return Number(text);
}

/** A refused copy ends the command with 2, a site that cannot be reached with 3. */
function report(result: ImportResult, json: boolean): void {
  const { list, title, outcome, says, ships, parties, classes, mark, warnings, notice, difference } = result;
  if (outcome === 'refused') process.exitCode = 2;
  if (outcome === 'unreachable') process.exitCode = 3;
  if (json) {
    const changes = difference && {
      ships: difference.ships,
      parties: difference.parties,
      hullsAdded: difference.hullsAdded.length,
      hullsRemoved: difference.hullsRemoved.length,
      renamed: difference.rows
        .filter(({ change }) => change === 'renamed')
        .map(({ recordId, fields: [name] }) => ({ recordId, before: name!.before, after: name!.after })),
    };
    const { rows: _, ...rest } = { ...result, rows: null };
    printJson({ ...rest, difference: changes });
    return;
  }
  if (says !== null) {
    process.stderr.write(`keelwatch: ${says} The version in force stays.\n`);
    return;
  }
  const counts = `${ships.toLocaleString('en')} ships, ${parties.toLocaleString('en')} parties${classes ? `, ${classes} class entries` : ''}`;
  const of = mark === null ? '' : `${mark.basis === 'newest-listing' ? ', newest listing' : ' of'} ${markText(mark)}`;
  const parts = difference === null ? [] : [`ships ${changeWords(difference.ships)}`];
  if (difference && Object.values(difference.parties).some((count) => count > 0)) {
    parts.push(`parties ${changeWords(difference.parties)}`);
  }
  const changed = parts.length === 0 ? '' : `: ${parts.join('; ')}`;
  print(`${list}: ${title}${of}, ${counts}; ${outcome}${outcome === 'in force' ? changed : ''}.`);
  for (const [reason, { count }] of Object.entries(result.skipped)) print(`  skipped ${count}: ${reason}`);
  for (const warning of warnings) process.stderr.write(`keelwatch: ${warning}\n`);
  if (notice !== null) process.stderr.write(`keelwatch: ${notice}\n`);
}

function dayAt(day: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(at)) throw new CodedError('invalid', `--published is "${day}"; write the day as 2026-09-01.`);
  return at;
}
