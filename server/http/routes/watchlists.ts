// Watchlists, their members, and what people decided about radio units by hand. Every change is watched at once.

import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { kindOfMmsi } from '../../domain/identity/mmsi.ts';
import { mustBeInstant } from '../../domain/instant.ts';
import type { WatchMember as Entered, WatchlistWithMembers } from '../../domain/listing/watchlist.ts';
import type { WatchedHull } from '../../domain/vessel.ts';
import { hullIdOf, readMember, readMemberCsv } from '../../watch/members.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { personOf, signatureOf } from '../person.ts';
import { presentFiltered, presentMember, presentVerdict, presentWatchlist } from '../present/list.ts';
import { asOfQuery, pageQuery, readAsOf } from '../query.ts';
import { page } from '../wire/values.ts';
import {
  HandVerdict,
  HandVerdictRequest,
  Watchlist,
  WatchlistRequest,
  type WatchMember,
  WatchMemberRequest,
  WatchMembers,
} from '../wire/watch.ts';

/** A table of members; 64 KiB would hold 2,000. */
const CSV_BYTES = 4 * 1024 * 1024;
const ENTERED_ROWS = 100;
const one = { params: z.object({ id: z.string().max(100) }) };
const removed = answers(z.object({ removed: z.string() }));

export function watchlistRoutes(app: App, deps: Needs<'store' | 'lists' | 'clock'>): void {
  const { store, lists, clock } = deps;
  const known = () => new Map(lists.watch().known.map((hull) => [hull.id, hull]));

  app.get(
    '/watchlists',
    { config: { needs: 'read' }, schema: { summary: 'Watchlists', ...answers(page(Watchlist)) } },
    async () => ({
      rows: (await store.watchlists()).map((list) => presentWatchlist(list, lists.watch().hulls)),
      next: null,
    }),
  );

  app.post(
    '/watchlists',
    {
      config: { needs: 'lists' },
      schema: { summary: 'Make a watchlist, or change one', body: WatchlistRequest, ...answers(Watchlist) },
    },
    async (request) => {
      const { body } = request;
      const { from, to, filter, ...rest } = body;
      mustBeInstant("Body field 'from'", dayAt(from), clock.now());
      mustBeInstant("Body field 'to'", dayAt(to), clock.now());
      const before = (await store.watchlists()).find(({ id }) => id === body.id);
      await store.saveWatchlist(
        {
          ...rest,
          filter: filter === null ? null : dropAbsent(filter),
          fromAt: dayAt(from),
          toAt: dayAt(to),
          createdAt: before?.createdAt ?? clock.now(),
        },
        signatureOf(request, clock),
      );
      await lists.refresh();
      return presentWatchlist(await findWatchlist(deps, body.id), lists.watch().hulls);
    },
  );

  app.delete(
    '/watchlists/:id',
    { config: { needs: 'lists' }, schema: { summary: 'Remove a watchlist', ...one, ...removed } },
    async (request) => {
      const { params } = request;
      await findWatchlist(deps, params.id);
      await store.deleteWatchlist(params.id, signatureOf(request, clock));
      await lists.refresh();
      return { removed: params.id };
    },
  );

  app.get(
    '/watchlists/:id/members',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Members entered, then hulls that its filter takes',
        ...one,
        querystring: z.object({
          q: z.string().max(100).default('').describe('in names, IMO numbers, notes and authorities'),
          ...asOfQuery,
          ...pageQuery,
        }),
        ...answers(WatchMembers),
      },
    },
    async ({ params, query }) => {
      const list = await findWatchlist(deps, params.id);
      const entered = new Set(list.members.map(({ hullId }) => hullId));
      const hulls = known();
      const filtered = lists
        .watch()
        .hulls.filter((hull) => hull.watchlists?.includes(list.id) && !entered.has(hull.id));
      const { told, at } = readAsOf(query.asOf, deps.clock.now());
      const listedAt = told.mode === 'now' ? null : at;
      const members = list.members.map((member) => presentMember(member, hulls.get(member.hullId), listedAt));
      const words = query.q.trim().toLowerCase();
      const fitting = [...members, ...filtered.map((hull) => presentFiltered(hull, listedAt))].filter((member) =>
        holds(member, words),
      );
      return membersPage(fitting, query.limit, query.after);
    },
  );

  app.post(
    '/watchlists/:id/members',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Add ships by hand; the last word on a ship stands',
        ...one,
        body: z.object({ members: z.array(WatchMemberRequest).min(1).max(1_000) }),
        ...answers(WatchMembers),
      },
    },
    async (request) => {
      const { params, body } = request;
      await findWatchlist(deps, params.id);
      const hulls = known();
      const now = clock.now();
      const members = body.members.map(({ from, to, ...member }) =>
        readMember({ ...member, fromAt: dayAt(from), toAt: dayAt(to) }, hulls, now),
      );
      await store.saveMembers(params.id, members, signatureOf(request, clock));
      await lists.refresh();
      return enteredPage(members, hulls);
    },
  );

  app.post(
    '/watchlists/:id/members.csv',
    {
      config: { needs: 'lists' },
      bodyLimit: CSV_BYTES,
      schema: {
        summary: 'Add ships from a CSV table (text/csv) with the columns imo, name, note, from, to',
        consumes: ['text/csv'],
        ...one,
        ...answers(WatchMembers),
      },
    },
    async (request) => {
      const { params, body } = request;
      await findWatchlist(deps, params.id);
      if (typeof body !== 'string') throw new CodedError('invalid', 'Send the table as text/csv.');
      const hulls = known();
      const members = readMemberCsv(body, hulls, clock.now());
      await store.saveMembers(params.id, members, signatureOf(request, clock));
      await lists.refresh();
      return enteredPage(members, hulls);
    },
  );

  app.delete(
    '/watchlists/:id/members/:hullId',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Take a ship off a watchlist',
        params: z.object({ id: z.string().max(100), hullId: z.string().max(200) }),
        ...removed,
      },
    },
    async (request) => {
      const { id, hullId } = request.params;
      const list = await findWatchlist(deps, id);
      if (!list.members.some((member) => member.hullId === hullId)) {
        throw new CodedError('not_found', `Watchlist '${id}' has no member '${hullId}' that was entered.`);
      }
      await store.deleteMember(id, hullId, signatureOf(request, clock));
      await lists.refresh();
      return { removed: hullId };
    },
  );

  app.get(
    '/verdicts',
    { config: { needs: 'read' }, schema: { summary: 'Units bound or refused by hand', ...answers(page(HandVerdict)) } },
    async () => ({
      rows: (await store.handVerdicts()).map(presentVerdict),
      next: null,
    }),
  );

  app.post(
    '/verdicts',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Bind a unit to a hull, or say that it is another ship',
        body: HandVerdictRequest,
        ...answers(HandVerdict),
      },
    },
    async (request) => {
      const { body } = request;
      if (kindOfMmsi(body.mmsi) !== 'ship') throw new CodedError('invalid', `${body.mmsi} is no MMSI of a ship.`);
      const verdict = { ...body, hullId: hullIdOf(body.hullId, known()), at: clock.now(), by: personOf(request) };
      await store.saveHandVerdict(verdict);
      await lists.refresh();
      return presentVerdict(verdict);
    },
  );

  app.delete(
    '/verdicts/:mmsi/:hullId',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Take a decision about a unit back',
        params: z.object({ mmsi: z.coerce.number().int(), hullId: z.string().max(200) }),
        ...removed,
      },
    },
    async (request) => {
      const { mmsi, hullId } = request.params;
      await store.deleteHandVerdict(mmsi, hullId, signatureOf(request, clock));
      await lists.refresh();
      return { removed: `${mmsi} ${hullId}` };
    },
  );
}

async function findWatchlist(deps: Needs<'store'>, id: string): Promise<WatchlistWithMembers> {
  const found = (await deps.store.watchlists()).find((list) => list.id === id);
  if (!found) throw new CodedError('not_found', `There is no watchlist '${id}'.`);
  return found;
}

function holds({ name, imo, note, authorities }: WatchMember, words: string): boolean {
  return words === '' || `${name} ${imo ?? ''} ${note ?? ''} ${authorities.join(' ')}`.toLowerCase().includes(words);
}

function membersPage(members: readonly WatchMember[], limit: number, after?: string): WatchMembers {
  const from = after === undefined ? 0 : members.findIndex(({ hullId }) => hullId === after) + 1;
  if (from === 0 && after !== undefined) {
    throw new CodedError('invalid', `'${after}' is not on this watchlist any more; begin without \`after\`.`);
  }
  const rows = members.slice(from, from + limit);
  const more = from + limit < members.length;
  return { rows, next: more ? rows.at(-1)!.hullId : null, found: members.length };
}

/** The first of those entered, and how many there were: a table may hold twenty thousand. */
function enteredPage(members: readonly Entered[], hulls: ReadonlyMap<string, WatchedHull>): WatchMembers {
  const rows = members.slice(0, ENTERED_ROWS).map((member) => presentMember(member, hulls.get(member.hullId)));
  return { rows, next: null, found: members.length };
}

function dayAt(day: string | null): number | null {
  return day === null ? null : Date.parse(day);
}

function dropAbsent<T extends object>(filter: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
