// `keelwatch watch`: watchlists and their members from the command line.

import { Command } from 'commander';
import { CodedError } from '../../server/domain/errors.ts';
import type { WatchMember } from '../../server/domain/listing/watchlist.ts';
import { dayOf } from '../../server/domain/time.ts';
import type { WatchedHull } from '../../server/domain/vessel.ts';
import { readTable } from '../../server/files/read-table.ts';
import { hullIdOf, readMember, readMemberCsv } from '../../server/watch/members.ts';
import { type ListDesk, print, printJson, withLists } from './list-desk.ts';

/** Where members go when no list is named. */
const OWN = 'own';

interface Flags {
  to: string;
  name?: string;
  note?: string;
  from?: string;
  until?: string;
  json?: boolean;
}

export function watchCommand(): Command {
  const watch = new Command('watch').description('watchlists: add, remove, list or import ships');
  watch
    .command('add')
    .description('watch a ship')
    .argument('<ship>', 'IMO number, or the id of a hull')
    .option('--to <watchlist>', 'id of the watchlist; it is made when there is none', OWN)
    .option('--name <name>', 'shown where no list knows the ship')
    .option('--note <text>', 'why it is watched')
    .option('--from <day>', 'first day (2026-09-01)')
    .option('--until <day>', 'first day on which it is watched no more')
    .action(add);
  watch
    .command('remove')
    .description('take a ship off a watchlist')
    .argument('<ship>')
    .option('--to <watchlist>', 'id of the watchlist', OWN)
    .action(remove);
  watch
    .command('list')
    .description('watchlists, or the members of one')
    .argument('[watchlist]')
    .option('--json', 'one JSON object per row')
    .action(list);
  watch
    .command('import')
    .description('watch the ships of a CSV table with the columns imo, name, note, from, to')
    .argument('<file>')
    .option('--to <watchlist>', 'id of the watchlist; it is made when there is none', OWN)
    .action(importTable);
  return watch;
}

async function add(ship: string, { to, name, note, from, until }: Flags): Promise<void> {
  await withLists(async (desk) => {
    const member = readMember({ ship, name, note, fromAt: dayAt(from), toAt: dayAt(until) }, known(desk), desk.now);
    await save(desk, to, [member]);
    print(`${member.name} (${member.hullId}) is on watchlist ${to}.`);
  });
}

async function importTable(file: string, { to }: Flags): Promise<void> {
  const text = await readTable(file);
  await withLists(async (desk) => {
    const members = readMemberCsv(text, known(desk), desk.now);
    await save(desk, to, members);
    print(`${members.length} ships are on watchlist ${to}.`);
  });
}

async function remove(ship: string, { to }: Flags): Promise<void> {
  await withLists(async (desk) => {
    const hullId = hullIdOf(ship, known(desk));
    const list = (await desk.store.watchlists()).find(({ id }) => id === to);
    if (!list?.members.some((member) => member.hullId === hullId)) {
      throw new CodedError('not_found', `Watchlist '${to}' has no member '${hullId}' that was entered.`);
    }
    await desk.store.deleteMember(to, hullId, desk.signed);
    print(`${hullId} is off watchlist ${to}.`);
  });
}

async function list(id: string | undefined, flags: Flags): Promise<void> {
  await withLists(async ({ store, sync }) => {
    const lists = await store.watchlists();
    const hulls = sync.watch().hulls;
    if (id === undefined) {
      for (const row of lists) {
        const watched = hulls.filter(({ watchlists }) => watchlists?.includes(row.id)).length;
        if (flags.json) printJson({ ...row, members: row.members.length, hulls: watched });
        else print(`${row.id.padEnd(20)}  ${String(watched).padStart(6)} hulls  ${row.title}`);
      }
      return;
    }
    const found = lists.find((row) => row.id === id);
    if (!found) throw new CodedError('not_found', `There is no watchlist '${id}'.`);
    const entered = new Map(found.members.map((member) => [member.hullId, member]));
    const rows = new Map(hulls.filter(({ watchlists }) => watchlists?.includes(id)).map((hull) => [hull.id, hull]));
    for (const hullId of new Set([...entered.keys(), ...rows.keys()])) {
      const member = entered.get(hullId);
      const name = rows.get(hullId)?.name ?? member!.name;
      if (flags.json) printJson({ hullId, name, how: member?.how ?? 'filter', ...spanOf(member) });
      else print(`${hullId.padEnd(24)}  ${name}${member?.note ? `  (${member.note})` : ''}`);
    }
  });
}

function spanOf(member: WatchMember | undefined): { note: string | null; from: string | null; to: string | null } {
  const day = (at: number | null | undefined) => (at === null || at === undefined ? null : dayOf(at));
  return { note: member?.note ?? null, from: day(member?.fromAt), to: day(member?.toAt) };
}

async function save(
  { store, sync, now, signed }: ListDesk,
  to: string,
  members: readonly WatchMember[],
): Promise<void> {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(to)) {
    throw new CodedError('invalid', `--to is "${to}"; ids of watchlists are letters, digits and dashes.`);
  }
  if (!(await store.watchlists()).some(({ id }) => id === to)) {
    await store.saveWatchlist(
      {
        id: to,
        title: to === OWN ? 'Own ships' : to,
        owner: '',
        purpose: '',
        filter: null,
        pinned: true,
        notes: null,
        fromAt: null,
        toAt: null,
        createdAt: now,
      },
      signed,
    );
  }
  await store.saveMembers(to, members, signed);
  await sync.refresh();
}

function known({ sync }: ListDesk): ReadonlyMap<string, WatchedHull> {
  return new Map(sync.watch().known.map((hull) => [hull.id, hull]));
}

function dayAt(day: string | undefined): number | null {
  if (day === undefined) return null;
  const at = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : Number.NaN;
  if (Number.isNaN(at)) throw new CodedError('invalid', `"${day}" is no day; write it as 2026-09-01.`);
  return at;
}
