// Who was in an area within a period, and which of the watched ships could not have been at a place.

import { z } from 'zod';
import { MOST_AREA_LETTERS, readArea } from '../../desk/area-text.ts';
import { ALIBI_WORDS } from '../../domain/presence/alibi.ts';
import { HOUR_MS } from '../../domain/time.ts';
import { answersOf } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { asOfQuery, instant, oneOrMore, pageQuery, readAsOf, scopeOf, scopeQuery } from '../query.ts';
import { tellAlibis, tellPresence, type WhereaboutsDeps } from '../whereabouts.ts';
import { alibisCsv, alibisGeoJson, presenceCsv, presenceGeoJson } from '../whereabouts-files.ts';
import { Alibis } from '../wire/alibi.ts';
import { Presence } from '../wire/presence.ts';

const period = {
  from: instant.describe('RFC 3339, a UTC day, or epoch ms; belongs to the period'),
  to: instant.describe('like `from`; does not belong to the period'),
};
const format = z.enum(['json', 'csv', 'geojson']).default('json').describe('files hold up to 5,000 rows');
const contents = { 'text/csv': z.string(), 'application/geo+json': z.string() };
/** Rows of a file, and pages that are read for it. */
const FILE_ROWS = 5_000;
const FILE_PAGES = 60;
const FILE_PAGE_ROWS = 500;

export function whereaboutsRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'opensScope' | 'whereabouts' | 'places'>,
  lookup: Lookup,
): void {
  const told = (): WhereaboutsDeps => ({
    store: deps.store,
    whereabouts: deps.whereabouts,
    lookup,
    now: deps.clock.now(),
  });

  app.get(
    '/presence',
    {
      config: { needs: 'read' },
      schema: {
        summary:
          'Who was heard in an area within a period, what happened there, and in which hours nothing could be heard',
        querystring: z.object({
          ...scopeQuery,
          area: z
            .string()
            .min(1)
            .max(MOST_AREA_LETTERS)
            .describe(
              'a port or zone, west,south,east,north or lon,lat,km or a GeoJSON Polygon; west > east crosses 180°',
            ),
          ...period,
          ...asOfQuery,
          ...pageQuery,
          format,
        }),
        ...answersOf({ 'application/json': Presence, ...contents }),
      },
    },
    async ({ query }, reply) => {
      const scope = await scopeOf(deps, query.scope);
      const asked = {
        scope,
        area: readArea(query.area, deps.places),
        fromAt: query.from,
        toAt: query.to,
        asOf: readAsOf(query.asOf, deps.clock.now()),
        after: query.after,
        limit: query.limit,
      };
      if (query.format === 'json') return tellPresence(told(), asked);
      const whole = await gathered((after) => tellPresence(told(), { ...asked, after, limit: FILE_PAGE_ROWS }));
      const isCsv = query.format === 'csv';
      return reply
        .header('content-disposition', `attachment; filename="keelwatch-presence.${query.format}"`)
        .type(`${isCsv ? 'text/csv' : 'application/geo+json'}; charset=utf-8`)
        .send((isCsv ? presenceCsv(whole) : presenceGeoJson(whole)) as never);
    },
  );

  app.get(
    '/alibis',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Which of the watched ships could not have been at a place within a period, which could, which were',
        querystring: z.object({
          ...scopeQuery,
          place: z.string().min(1).max(100).describe('a port'),
          ...period,
          stay: z.coerce.number().min(0).max(168).default(0).describe('hours of the shortest stay asked about'),
          word: oneOrMore(ALIBI_WORDS),
          ...asOfQuery,
          ...pageQuery,
          format,
        }),
        ...answersOf({ 'application/json': Alibis, ...contents }),
      },
    },
    async ({ query }, reply) => {
      const scope = await scopeOf(deps, query.scope);
      const asked = {
        scope,
        placeId: query.place,
        fromAt: query.from,
        toAt: query.to,
        stayMs: query.stay * HOUR_MS,
        words: query.word,
        asOf: readAsOf(query.asOf, deps.clock.now()),
        after: query.after,
        limit: query.limit,
      };
      if (query.format === 'json') return tellAlibis(told(), asked);
      const whole = await tellAlibis(told(), { ...asked, after: undefined, limit: FILE_ROWS });
      const isCsv = query.format === 'csv';
      return reply
        .header('content-disposition', `attachment; filename="keelwatch-alibis.${query.format}"`)
        .type(`${isCsv ? 'text/csv' : 'application/geo+json'}; charset=utf-8`)
        .send((isCsv ? alibisCsv(whole) : alibisGeoJson(whole)) as never);
    },
  );
}

/** The pages of one answer as one, up to the bounds of a file; `next` says where it was cut. */
export async function gathered(ask: (after: string | undefined) => Promise<Presence>): Promise<Presence> {
  const whole = await ask(undefined);
  for (let pages = 1; whole.next !== null && pages < FILE_PAGES && whole.rows.length < FILE_ROWS; pages++) {
    const page = await ask(whole.next);
    whole.rows.push(...page.rows);
    whole.next = page.next;
  }
  return whole;
}
