// `keelwatch lists add` and `lists remove`: records of lists that are made by hand, for what is published as prose or as a
// picture. The same records as through the API; what is added is watched and looked back on at once.

import { type Command, InvalidArgumentError } from 'commander';
import { OWN_LIST, removeHandRecord, saveHandRecord } from '../../server/watch/hand-list.ts';
import { print, printJson, withLists } from './list-desk.ts';

interface AddFlags {
  to: string;
  programme: string;
  source: string;
  imo?: number;
  mmsi: number[];
  callSign: string[];
  alias: string[];
  flag?: string;
  type?: string;
  measure: string[];
  listed?: number;
  remarks?: string;
  party?: boolean;
  title?: string;
  authority?: string;
  json?: boolean;
}

export function addHandCommands(lists: Command): void {
  lists
    .command('add')
    .description("enter a record into a list made by hand; the same ship again takes the old record's place")
    .argument('<name>')
    .requiredOption('--programme <text>', 'under what it is listed')
    .requiredOption('--source <text>', 'where that is published: notice, page, date')
    .option('--to <list>', "id of the list: 'hand', or 'hand-…'; it is made when there is none", 'hand')
    .option('--imo <number>', 'IMO ship number', whole)
    .option('--mmsi <number>', 'MMSI; may be given again', wholes, [])
    .option('--call-sign <text>', 'call sign; may be given again', words, [])
    .option('--alias <name>', 'former or other name; may be given again', words, [])
    .option('--flag <text>', 'flag, as the source spells it')
    .option('--type <text>', 'type of the ship')
    .option('--measure <text>', 'what the listing means, e.g. "asset freeze"; may be given again', words, [])
    .option('--listed <day>', 'first day in force (2026-09-01)', day)
    .option('--remarks <text>')
    .option('--party', 'a company or person, no ship')
    .option('--title <text>', 'of a list that is new')
    .option('--authority <text>', 'of a list that is new: who lists')
    .option('--json', 'the record as one JSON object')
    .action(add);
  lists
    .command('remove')
    .description('take a record off a list made by hand; it stays visible as gone')
    .argument('<record>', 'its id')
    .option('--from <list>', 'id of the list', 'hand')
    .action(remove);
}

async function add(name: string, flags: AddFlags, command: Command): Promise<void> {
  const json = flags.json ?? command.parent?.opts<{ json?: boolean }>().json ?? false;
  await withLists(async ({ store, sync, now, signed }) => {
    const list = { id: flags.to, title: flags.title, authority: flags.authority };
    const record = await saveHandRecord(
      store,
      list,
      {
        kind: flags.party === true ? 'party' : 'ship',
        name,
        aliases: flags.alias,
        imo: flags.imo ?? null,
        mmsis: flags.mmsi,
        callSigns: flags.callSign,
        flag: flags.flag ?? null,
        shipType: flags.type ?? null,
        programme: flags.programme,
        measures: flags.measure,
        listedAt: flags.listed ?? null,
        remarks: flags.remarks ?? null,
        source: flags.source,
      },
      now,
      signed.by,
    );
    await sync.refresh();
    if (json) printJson({ list: flags.to, record });
    else print(`${flags.to}: ${name} is record ${record.recordId}.`);
    const version = (await store.listsInForce()).find(({ list: id }) => id === flags.to);
    if (version?.authority === OWN_LIST) {
      process.stderr.write(
        `keelwatch: list '${flags.to}' names nobody who lists: its records are your own word and no legal listing. Name the authority with --authority.\n`,
      );
    }
  });
}

async function remove(recordId: string, { from }: { from: string }): Promise<void> {
  await withLists(async ({ store, sync, now, signed }) => {
    await removeHandRecord(store, from, recordId, now, signed.by);
    await sync.refresh();
    print(`${from}: record ${recordId} has left the list.`);
  });
}

function whole(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError(`"${text}" is no number`);
  return Number(text);
}

function wholes(text: string, before: readonly number[]): number[] {
  return [...before, whole(text)];
}

function words(text: string, before: readonly string[]): string[] {
  return [...before, text];
}

function day(text: string): number {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new InvalidArgumentError('write the day as 2026-09-01');
  return at;
}
