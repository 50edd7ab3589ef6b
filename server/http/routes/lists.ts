// Lists: how each stands, what changed last, the records with the text they were read from, fetching one now, and
// records entered by hand.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { mustBeInstant } from '../../domain/instant.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { ListVersion } from '../../seams/list-store.ts';
import { mustBeHandList, removeHandRecord, saveHandRecord } from '../../watch/hand-list.ts';
import type { ListStatus as Standing } from '../../watch/list-status.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { personOf } from '../person.ts';
import {
  presentAttempt,
  presentBuiltIn,
  presentImport,
  presentRecord,
  presentStatus,
  presentVersion,
} from '../present/list.ts';
import { asOfQuery, flag, given, pageQuery, readAsOf } from '../query.ts';
import {
  HandRecordRequest,
  ImportReport,
  ListDetail,
  ListDifference,
  ListRecord,
  ListStatus,
  SyncRequest,
} from '../wire/list.ts';
import { asOfPage, page } from '../wire/values.ts';
import { writeDown } from '../write-down.ts';

/** Versions and attempts shown with one list. */
const MOST_PAST = 50;
const MOST_VERSIONS = 10_000;
const one = { params: z.object({ id: z.string().max(100) }) };

export function listRoutes(app: App, deps: Needs<'store' | 'lists' | 'clock' | 'reference'>): void {
  const { store, lists, reference } = deps;

  app.get(
    '/lists',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Lists: loaded, known, and those of the built-in table; as of a day each in the version of that day',
        querystring: z.object(asOfQuery),
        ...answers(asOfPage(ListStatus)),
      },
    },
    async ({ query }) => {
      const asOf = readAsOf(query.asOf, deps.clock.now());
      const statuses = await lists.statuses();
      const rows =
        asOf.told.mode === 'now' ? statuses : await Promise.all(statuses.map((s) => statusAt(deps, s, asOf.at)));
      return {
        rows: [...rows.map(presentStatus), ...reference.lists.map(presentBuiltIn)],
        next: null,
        asOf: asOf.told,
      };
    },
  );

  app.get(
    '/lists/:id',
    {
      config: { needs: 'read' },
      schema: { summary: 'One list with its versions and attempts', ...one, ...answers(ListDetail) },
    },
    async ({ params: { id } }) => {
      const row = reference.lists.find((list) => list.id === id);
      const loadable = (await lists.statuses()).find((status) => status.id === id);
      // The built-in table names some of its sources as the lists are named: the list has more to say.
      if (row && !loadable) {
        return { ...presentBuiltIn(row), versions: [], attempts: [], moreVersions: 0, moreAttempts: 0 };
      }
      const versions = await store.listVersions(id, MOST_VERSIONS);
      const attempts = await store.listAttempts(id, MOST_VERSIONS);
      return {
        ...presentStatus(loadable ?? (await findList(deps, id))),
        versions: versions.slice(0, MOST_PAST).map(presentVersion),
        attempts: attempts.slice(0, MOST_PAST).map(presentAttempt),
        moreVersions: Math.max(0, versions.length - MOST_PAST),
        moreAttempts: Math.max(0, attempts.length - MOST_PAST),
      };
    },
  );

  app.get(
    '/lists/:id/difference',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'What a version changed; the newest where none is named',
        ...one,
        querystring: z.object({
          version: z.coerce.number().int().optional(),
          after: z.coerce.number().int().min(0).default(0),
          limit: pageQuery.limit,
        }),
        ...answers(ListDifference),
      },
    },
    async ({ params: { id }, query }) => {
      await findList(deps, id);
      const versions = await store.listVersions(id, MOST_VERSIONS);
      const version = query.version === undefined ? versions[0] : versions.find((row) => row.id === query.version);
      if (!version) {
        throw new CodedError(
          'not_found',
          `List '${id}' has no version${query.version ? ` ${query.version}` : ' yet'}.`,
        );
      }
      const rows = await store.listChanges(version.id, query.after, query.limit + 1);
      return {
        list: id,
        version: presentVersion(version),
        rows: rows.slice(0, query.limit),
        next: rows.length > query.limit ? String(query.after + query.limit) : null,
      };
    },
  );

  app.get(
    '/lists/:id/records',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Records of a list, with the text that each was read from',
        ...one,
        querystring: z.object({
          kind: z.enum(['ship', 'party', 'class']).optional(),
          gone: flag.describe('true: only records that have left the list; false: only those on it'),
          q: z.string().max(100).optional().describe('in names, numbers, call signs, owners and programmes'),
          ...pageQuery,
        }),
        ...answers(page(ListRecord)),
      },
    },
    async ({ params: { id }, query }) => {
      await findList(deps, id);
      const { kind, gone, q, after, limit } = query;
      const found = await store.listRecords({ list: id, limit, ...given({ kind, gone, text: q || undefined, after }) });
      return { rows: found.rows.map(presentRecord), next: found.next };
    },
  );

  app.post(
    '/lists/:id/records',
    {
      config: { needs: 'lists' },
      schema: {
        summary: "Enter a record into a list made by hand ('hand', 'hand-…'); its id again replaces it",
        ...one,
        body: HandRecordRequest,
        ...answers(ListRecord),
      },
    },
    async (request) => {
      const { id } = request.params;
      const { body } = request;
      const { list, listed, ...rest } = body;
      const now = deps.clock.now();
      const entered = { ...rest, listedAt: listed === null ? null : Date.parse(listed) };
      mustBeInstant("Body field 'listed'", entered.listedAt, now);
      const record = await saveHandRecord(store, { id, ...list }, entered, now, personOf(request));
      await lists.refresh();
      const [row] = await store.listRecordsOf([{ list: id, recordId: record.recordId }]);
      return presentRecord(row!);
    },
  );

  app.delete(
    '/lists/:id/records/:recordId',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Take a record off a list made by hand; it stays visible as gone',
        params: z.object({ id: z.string().max(100), recordId: z.string().max(200) }),
        ...answers(z.object({ removed: z.string() })),
      },
    },
    async (request) => {
      const { id, recordId } = request.params;
      mustBeHandList(id);
      await removeHandRecord(store, id, recordId, deps.clock.now(), personOf(request));
      await lists.refresh();
      return { removed: recordId };
    },
  );

  app.post(
    '/lists/import',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Take in a file of a list (application/octet-stream); its content tells which list it is',
        consumes: ['application/octet-stream'],
        querystring: z.object({
          name: z.string().min(1).max(200),
          list: z.string().max(100).default('auto').describe('id of the list that it is to be; absent: by its content'),
          accept: flag.describe('take a copy that the guards would refuse'),
        }),
        ...answers(ImportReport),
      },
    },
    async (request) => {
      const { raw, query, headers } = request;
      if (headers['content-type'] !== 'application/octet-stream') {
        throw new CodedError('invalid', 'Send the file itself as application/octet-stream.');
      }
      const accepted = query.accept === true;
      const result = await lists.takeFile(query.list, query.name, raw, { accepted, publishedAt: null });
      const after = { accepted, file: query.name, outcome: result.outcome };
      await writeDown(deps, request as FastifyRequest, { kind: 'list', id: result.list, what: 'imported', after });
      return presentImport(result);
    },
  );

  app.post(
    '/lists/:id/sync',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Fetch a list now from where it is published',
        ...one,
        body: SyncRequest,
        ...answers(ImportReport),
      },
    },
    async (request) => {
      const {
        params: { id },
        body,
      } = request;
      const { address } = await findList(deps, id);
      if (address === null) {
        throw new CodedError('conflict', `List '${id}' has no address; download it and import the file.`);
      }
      const publishedAt = body?.published == null ? null : Date.parse(body.published);
      mustBeInstant("Body field 'published'", publishedAt, deps.clock.now());
      const accepted = body?.accept === true;
      const [result] = await lists.sync([id], { accepted, publishedAt });
      const done = {
        kind: 'list',
        id,
        what: 'fetched',
        after: { accepted, outcome: result!.outcome },
      } as const;
      await writeDown(deps, request as FastifyRequest, done);
      return presentImport(result!);
    },
  );
}

/** With the newest version that was out by that day, by its publication mark. */
async function statusAt({ store }: Needs<'store'>, status: Standing, at: number): Promise<Standing> {
  const versions = await store.listVersions(status.id, MOST_VERSIONS);
  const outAt = ({ mark, importedAt }: ListVersion) => mark?.at ?? importedAt;
  const version = versions.filter((each) => outAt(each) <= at).sort((a, b) => outAt(b) - outAt(a))[0] ?? null;
  const ageDays = version?.mark ? Math.floor((at - version.mark.at) / DAY_MS) : null;
  return { ...status, version, ageDays };
}

async function findList(deps: Needs<'lists'>, id: string): Promise<Standing> {
  const found = (await deps.lists.statuses()).find((status) => status.id === id);
  if (!found) throw new CodedError('not_found', `There is no list '${id}'.`);
  return found;
}
