// Screening over HTTP: one or a few questions as JSON, a table of them as CSV.

import { z } from 'zod';
import { type Asked, readAsked } from '../../desk/screen.ts';
import { readScreenCsv, screenRows, writeScreenCsv } from '../../desk/screen-csv.ts';
import { CodedError } from '../../domain/errors.ts';
import { answers, answersOf } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { presentScreen } from '../present/list.ts';
import { asOfQuery, readAsOf } from '../query.ts';
import { ScreenResult } from '../wire/screen.ts';
import { asOfPage } from '../wire/values.ts';

/** Ten thousand names with their numbers. */
const CSV_BYTES = 8 * 1024 * 1024;

export function screenRoutes(app: App, deps: Needs<'lists' | 'clock'>): void {
  const { lists } = deps;
  const watched = () => new Set(lists.watch().hulls.map(({ id }) => id));

  app.get(
    '/screen',
    {
      schema: {
        summary: 'Which listed hulls a name, IMO number, MMSI or call sign may mean, with the list lines',
        querystring: z.object({
          q: z
            .union([z.string().max(200), z.array(z.string().max(200)).max(200)])
            .optional()
            .describe('names, IMO numbers, MMSIs or call signs, each asked by itself; repeat it for several'),
          name: z.string().max(200).optional(),
          imo: z.coerce.number().int().optional(),
          mmsi: z.coerce.number().int().optional(),
          callSign: z.string().max(20).optional().describe('name, imo, mmsi and callSign are asked together'),
          ...asOfQuery,
        }),
        ...answers(asOfPage(ScreenResult)),
      },
    },
    async ({ query: { q, name, imo, mmsi, callSign, asOf: asked } }) => {
      const asOf = readAsOf(asked, deps.clock.now());
      const rows: Asked[][] = (q === undefined ? [] : [q].flat()).filter((text) => text.trim() !== '').map(readAsked);
      if (name || imo !== undefined || mmsi !== undefined || callSign) {
        const text = [name, imo, mmsi, callSign].filter((part) => part !== undefined && part !== '').join(' ');
        rows.push([
          { asked: text, query: { name: name ?? '', imo: imo ?? null, mmsi: mmsi ?? null, callSign: callSign ?? '' } },
        ]);
      }
      if (rows.length === 0)
        throw new CodedError('invalid', "Give query field 'q', or 'name', 'imo', 'mmsi' or 'callSign'.");
      const ids = watched();
      const results = await screenRows(lists.screener, rows, asOf.told.mode === 'now' ? undefined : asOf.at);
      return { rows: results.map((result) => presentScreen(result, ids, asOf.at)), next: null, asOf: asOf.told };
    },
  );

  app.post(
    '/screen',
    {
      bodyLimit: CSV_BYTES,
      schema: {
        summary:
          'Screen a CSV table (text/csv) with the columns name, imo, mmsi, call sign, or of one column; CSV comes back',
        consumes: ['text/csv'],
        ...answersOf({ 'text/csv': z.string() }),
      },
    },
    async ({ body }, reply) => {
      if (typeof body !== 'string') throw new CodedError('invalid', 'Send the table as text/csv.');
      const results = await screenRows(lists.screener, readScreenCsv(body));
      return reply.type('text/csv; charset=utf-8').send(writeScreenCsv(results));
    },
  );
}
