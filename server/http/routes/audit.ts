// The record of who did what: page by page, as a table, as lines of JSON, and whether its chain is whole. It is only read here.

import { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { checkAudit } from '../../desk/audit-check.ts';
import { AUDIT_COLUMNS, auditCsv } from '../../desk/audit-csv.ts';
import { auditLines } from '../../desk/audit-lines.ts';
import { AUDITED } from '../../domain/desk/audit.ts';
import { CodedError } from '../../domain/errors.ts';
import { answers, answersOf } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { whoOf } from '../person.ts';
import { presentAuditRow } from '../present/desk.ts';
import { given, oneOrMore, pageQuery, periodQuery } from '../query.ts';
import { AuditChain, AuditRow } from '../wire/desk.ts';
import { page } from '../wire/values.ts';

const filters = {
  scope: z.string().max(100).optional().describe('what was done in it, and what belongs to no scope; absent: all'),
  kind: oneOrMore(AUDITED),
  id: z.string().max(200).optional().describe('of what something was done to'),
  by: z.string().max(100).optional(),
  ...periodQuery,
};

/** What admins alone may read of. */
const CLOSED = ['channel', 'feed', 'user', 'session', 'passkey', 'token', 'settings', 'backup'] as const;
const OPEN_KINDS = AUDITED.filter((kind) => !CLOSED.some((closed) => closed === kind));
/** Lines go out as they are read, so there may be more of them than rows of a table. */
const LINE_ROWS = 100_000;
/** A table holds at most so many rows; it says when there are more. */
const CSV_ROWS = 20_000;
const PAGE_ROWS = 500;

export function auditRoutes(app: App, { store }: Needs<'store'>): void {
  const isAdmin = (request: FastifyRequest) => whoOf(request).scopes.includes('admin');
  const asked = (request: FastifyRequest, { from, to, kind, ...rest }: z.output<z.ZodObject<typeof filters>>) => {
    const allowed = isAdmin(request) ? AUDITED : OPEN_KINDS;
    const refused = kind?.find((each) => !allowed.includes(each));
    if (refused !== undefined) {
      throw new CodedError('unauthorised', `What was done to a ${refused} is told to those who may do it.`);
    }
    return given({ ...rest, kind: kind ?? [...allowed], fromAt: from, toAt: to });
  };

  app.get(
    '/audit',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Who did what and when, with how it stood before and after; newest first',
        querystring: z.object({ ...filters, order: z.enum(['newest', 'oldest']).default('newest'), ...pageQuery }),
        ...answers(page(AuditRow)),
      },
    },
    async (request) => {
      const { order, after, limit, ...rest } = request.query;
      const found = await store.audit({ ...asked(request as FastifyRequest, rest), ...given({ after }), order, limit });
      const withOrigin = isAdmin(request as FastifyRequest);
      return { rows: found.rows.map((row) => presentAuditRow(row, withOrigin)), next: found.next };
    },
  );

  app.get(
    '/audit.csv',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'The same as a table, oldest first; the last line says when it is cut short',
        querystring: z.object(filters),
        ...answersOf({ 'text/csv': z.string().describe(AUDIT_COLUMNS.join(', ')) }),
      },
    },
    async (request, reply) => {
      const query = asked(request as FastifyRequest, request.query);
      reply.header('content-disposition', 'attachment; filename="keelwatch-audit.csv"');
      const withOrigin = isAdmin(request as FastifyRequest);
      const read = async (after: string | undefined) => {
        const page = await store.audit({ ...query, ...given({ after }), order: 'oldest', limit: PAGE_ROWS });
        return withOrigin ? page : { ...page, rows: page.rows.map((row) => ({ ...row, from: null })) };
      };
      return reply.type('text/csv; charset=utf-8').send(await auditCsv(read, CSV_ROWS));
    },
  );

  app.get(
    '/audit.ndjson',
    {
      config: { needs: 'admin' },
      schema: {
        summary:
          'The same as lines of JSON, oldest first, last a summary; unfiltered it can be checked with keelwatch audit verify FILE',
        querystring: z.object({ ...filters, after: pageQuery.after }),
        ...answersOf({ 'application/x-ndjson': z.string() }),
      },
    },
    async (request, reply) => {
      const { after: from, ...rest } = request.query;
      const query = asked(request as FastifyRequest, rest);
      reply.header('content-disposition', 'attachment; filename="keelwatch-audit.ndjson"');
      const read = (after: string | undefined) =>
        store.audit({ ...query, ...given({ after: after ?? from }), order: 'oldest', limit: PAGE_ROWS });
      return reply.type('application/x-ndjson').send(Readable.from(auditLines(read, LINE_ROWS)) as unknown as string);
    },
  );

  app.get(
    '/audit/chain',
    {
      config: { needs: 'admin' },
      schema: { summary: 'Whether every row of the record follows from the one before', ...answers(AuditChain) },
    },
    async () => checkAudit(store),
  );
}
