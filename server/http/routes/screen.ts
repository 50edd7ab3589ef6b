// Screening over HTTP: one or a few questions as JSON, a table of them as CSV or JSON, and the answer as a record to keep,
// for machines or for print.

import { z } from 'zod';
import { type Asked, readAsked } from '../../desk/asked.ts';
import { screenRows, writeScreenCsv } from '../../desk/screen-csv.ts';
import { readScreenTable } from '../../desk/screen-table.ts';
import { CodedError } from '../../domain/errors.ts';
import { answers, answersOf } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { presentAgainst, presentScreen, screenRecord } from '../present/screen.ts';
import { screenRecordPage } from '../present/screen-page.ts';
import { asOfQuery, readAsOf } from '../query.ts';
import { ScreenPage, ScreenRecord } from '../wire/screen.ts';

/** Ten thousand names with their numbers. */
const CSV_BYTES = 8 * 1024 * 1024;
/** The printed page styles itself and asks for nothing. */
const PAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

const questions = {
  q: z
    .union([z.string().max(200), z.array(z.string().max(200)).max(200)])
    .optional()
    .describe('names, IMO numbers, MMSIs or call signs, each asked by itself; repeat it for several'),
  name: z.string().max(200).optional(),
  imo: z.coerce.number().int().optional(),
  mmsi: z.coerce.number().int().optional(),
  callSign: z.string().max(20).optional().describe('name, imo, mmsi and callSign are asked together'),
};
type Questions = z.infer<z.ZodObject<typeof questions>>;

export function screenRoutes(app: App, deps: Needs<'lists' | 'clock' | 'version'>): void {
  const { lists } = deps;
  const watched = () => new Set(lists.watch().hulls.map(({ id }) => id));

  app.get(
    '/screen',
    {
      config: { needs: 'read' },
      schema: {
        summary:
          'Which listed ships, companies or persons a name, IMO number, MMSI or call sign may mean, with the list lines and the lists that were asked',
        querystring: z.object({ ...questions, ...asOfQuery }),
        ...answers(ScreenPage),
      },
    },
    async ({ query }) => {
      const asOf = readAsOf(query.asOf, deps.clock.now());
      const rows = askedIn(query);
      const ids = watched();
      const scope = await lists.scope();
      const results = await screenRows(lists.screener, rows, pastDay(asOf));
      return {
        rows: results.map((result) => presentScreen(result, scope, ids, asOf.at)),
        next: null,
        asOf: asOf.told,
        against: presentAgainst(scope),
      };
    },
  );

  app.get(
    '/screen/record',
    {
      config: { needs: 'read' },
      schema: {
        summary:
          'The answer as a record to keep: JSON, or a page to print, with the lists that were asked and their dates',
        querystring: z.object({ ...questions, ...asOfQuery, format: z.enum(['json', 'html']).default('json') }),
        ...answersOf({ 'application/json': ScreenRecord, 'text/html': z.string() }),
      },
    },
    async ({ query }, reply) => {
      const asOf = readAsOf(query.asOf, deps.clock.now());
      const results = await screenRows(lists.screener, askedIn(query), pastDay(asOf));
      const { at } = asOf;
      const record = screenRecord(results, await lists.scope(), watched(), { version: deps.version, notes: [], at });
      if (query.format === 'html') {
        reply.header('content-security-policy', PAGE_POLICY);
        return reply.type('text/html; charset=utf-8').send(screenRecordPage(record));
      }
      const day = record.against.askedAt.slice(0, 10);
      reply.header('content-disposition', `attachment; filename="screening-${day}-${record.sha256.slice(0, 8)}.json"`);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(record, null, 2));
    },
  );

  app.post(
    '/screen',
    {
      config: { needs: 'read' },
      bodyLimit: CSV_BYTES,
      schema: {
        summary:
          'Screen a CSV table (text/csv) with the columns name, imo, mmsi, call sign, or of one column; CSV comes back, or a record as JSON or a page',
        consumes: ['text/csv'],
        querystring: z.object({ format: z.enum(['csv', 'json', 'html']).default('csv') }),
        ...answersOf({ 'text/csv': z.string(), 'application/json': ScreenRecord, 'text/html': z.string() }),
      },
    },
    async ({ body, query: { format } }, reply) => {
      if (typeof body !== 'string') throw new CodedError('invalid', 'Send the table as text/csv.');
      const table = readScreenTable(body);
      const results = await screenRows(lists.screener, table.rows);
      const scope = await lists.scope();
      if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(writeScreenCsv(results, scope));
      const record = screenRecord(results, scope, watched(), { version: deps.version, notes: table.notes });
      if (format === 'json') return reply.type('application/json; charset=utf-8').send(JSON.stringify(record));
      reply.header('content-security-policy', PAGE_POLICY);
      return reply.type('text/html; charset=utf-8').send(screenRecordPage(record));
    },
  );
}

/** The day whose copies are asked; none: as they are now. */
function pastDay({ at, told }: ReturnType<typeof readAsOf>): number | undefined {
  return told.mode === 'now' ? undefined : at;
}

function askedIn({ q, name, imo, mmsi, callSign }: Questions): Asked[][] {
  const rows: Asked[][] = (q === undefined ? [] : [q].flat()).filter((text) => text.trim() !== '').map(readAsked);
  if (name || imo !== undefined || mmsi !== undefined || callSign) {
    const text = [name, imo, mmsi, callSign].filter((part) => part !== undefined && part !== '').join(' ');
    rows.push([
      { asked: text, query: { name: name ?? '', imo: imo ?? null, mmsi: mmsi ?? null, callSign: callSign ?? '' } },
    ]);
  }
  if (rows.length === 0)
    throw new CodedError('invalid', "Give query field 'q', or 'name', 'imo', 'mmsi' or 'callSign'.");
  return rows;
}
