// What people do with alerts and cases: one by one, many at once, and undone within ten seconds.

import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Deed, type DeedSubject, UNDO_MS, unreadable } from '../../domain/desk/deed.ts';
import { REASON_CODES, REASONS } from '../../domain/desk/reasons.ts';
import { CodedError } from '../../domain/errors.ts';
import type { DeedResult as Result } from '../../seams/desk-store.ts';
import type { AlertQuery, Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { signatureOf } from '../person.ts';
import { presentResult } from '../present/desk.ts';
import { rfc3339 } from '../present/moment.ts';
import { given, scopeOf, scopeQuery } from '../query.ts';
import { AlertSelection, BulkDeed, BulkDeedRequest, type DeedRequest, MOST_SUBJECTS, ReasonRow } from '../wire/desk.ts';
import { page } from '../wire/values.ts';

/** Deeds of one transaction: a few milliseconds. */
const AT_ONCE = 100;
const PAGE_ROWS = 500;

export function deedRoutes(app: App, deps: Needs<'store' | 'clock' | 'opensScope'>): void {
  const { store, clock } = deps;
  const scoped = { querystring: z.object(scopeQuery) };

  app.get(
    '/reasons',
    {
      config: { needs: 'read', held: true },
      schema: { summary: 'Why alerts and cases are dealt with as they are', ...answers(page(ReasonRow)) },
    },
    async () => ({ rows: REASON_CODES.map((code) => ({ code, ...REASONS[code] })), next: null }),
  );

  app.post(
    '/deeds/count',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'How many alerts a filter finds, before something is done with all of them',
        ...scoped,
        body: AlertSelection,
        ...answers(z.object({ count: z.number().int(), most: z.number().int() })),
      },
    },
    async ({ query, body }) => {
      const found = await idsOf(deps, await scopeOf(deps, query.scope), body);
      return { count: found.length, most: MOST_SUBJECTS };
    },
  );

  app.post(
    '/deeds',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Acknowledge, resolve, withdraw, reopen, assign or note many alerts and cases at once',
        description: 'Each is judged by itself; a filter that finds another number than was shown changes nothing.',
        ...scoped,
        body: BulkDeedRequest,
        ...answers(BulkDeed),
      },
    },
    async (request) => {
      const { subjects, filter, count, ...body } = request.body;
      const scope = await scopeOf(deps, request.query.scope);
      const named = await subjectsOf(deps, scope, { subjects, filter, count });
      const deeds = named.map((subject) => readDeed(subject, body));
      const signed = signatureOf(request, clock, randomUUID());
      const rows: Result[] = [];
      for (let from = 0; from < deeds.length; from += AT_ONCE) {
        rows.push(...(await store.handle(scope, deeds.slice(from, from + AT_ONCE), signed)));
      }
      return bulk(signed.deed!, signed.at + UNDO_MS, rows);
    },
  );

  app.post(
    '/deeds/:deed/undo',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Take back what one request did, within ten seconds and as far as nobody has gone on from it',
        params: z.object({ deed: z.string().max(100) }),
        ...answers(BulkDeed),
      },
    },
    async (request) => {
      const { deed } = request.params;
      const signed = signatureOf(request, clock);
      return bulk(deed, signed.at, await store.undo(deed, signed));
    },
  );
}

/** One deed on one thing; throws when it does not fit. Its id is that of the request, so that it can be undone. */
export async function handleOne(
  deps: Needs<'store' | 'clock'>,
  request: FastifyRequest,
  body: z.output<typeof DeedRequest>,
  scope: Scope,
  subject: DeedSubject,
): Promise<Result> {
  const deed = readDeed(subject, body);
  const [result] = await deps.store.handle(scope, [deed], signatureOf(request, deps.clock, randomUUID()));
  if (result!.outcome !== 'done') throw new CodedError(result!.outcome, result!.says);
  return result!;
}

function readDeed(subject: DeedSubject, body: z.output<typeof DeedRequest>): Deed {
  const note = body.note?.trim() || null;
  const deed: Deed = { subject, ...body, note };
  const why = unreadable(deed);
  if (why !== null) throw new CodedError('invalid', why);
  return deed;
}

async function subjectsOf(
  deps: Needs<'store'>,
  scope: Scope,
  { subjects, filter, count }: Pick<z.output<typeof BulkDeedRequest>, 'subjects' | 'filter' | 'count'>,
): Promise<DeedSubject[]> {
  if ((subjects === undefined) === (filter === undefined)) {
    throw new CodedError('invalid', "Give either body field 'subjects' or body field 'filter', and not both.");
  }
  if (subjects !== undefined) {
    const unique = new Map(subjects.map((subject) => [`${subject.kind} ${subject.id}`, subject]));
    return [...unique.values()];
  }
  if (count === undefined)
    throw new CodedError('invalid', "A filter needs body field 'count': what it was shown to find.");
  const found = await idsOf(deps, scope, filter!);
  if (found.length > MOST_SUBJECTS) {
    throw new CodedError('invalid', `The filter finds more than ${MOST_SUBJECTS} alerts; narrow it.`);
  }
  if (found.length !== count) {
    throw new CodedError('conflict', `The filter finds ${found.length} alerts by now, and ${count} were shown.`);
  }
  return found.map((id) => ({ kind: 'alert', id }));
}

/** Ids of what a filter finds, up to one more than is handled at once. */
async function idsOf({ store }: Needs<'store'>, scope: Scope, filter: AlertSelection): Promise<string[]> {
  const ids: string[] = [];
  const { vessel, rule, from, to, q, ...rest } = filter;
  const asked = {
    ...rest,
    vesselId: vessel,
    ruleId: rule,
    fromAt: from === undefined ? undefined : Date.parse(from),
    toAt: to === undefined ? undefined : Date.parse(to),
    text: q || undefined,
  };
  for (let after: string | null | undefined; after !== null && ids.length <= MOST_SUBJECTS; ) {
    const query = given({ ...asked, after }) as Omit<AlertQuery, 'scope' | 'limit'>;
    const found: Awaited<ReturnType<typeof store.alerts>> = await store.alerts({ ...query, scope, limit: PAGE_ROWS });
    ids.push(...found.rows.map(({ id }) => id));
    after = found.next;
  }
  return ids.slice(0, MOST_SUBJECTS + 1);
}

function bulk(deed: string, undoUntil: number, rows: readonly Result[]): BulkDeed {
  const done = rows.filter(({ outcome }) => outcome === 'done').length;
  return { deed, undoUntil: rfc3339(undoUntil), done, refused: rows.length - done, rows: rows.map(presentResult) };
}
