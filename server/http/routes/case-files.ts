// What of cases leaves the house as a file: a table, a map and an Atom feed, each with the filters of the list. A file that
// does not hold all says so.

import { z } from 'zod';
import type { Case } from '../../domain/cases/case.ts';
import { isoMoment } from '../../domain/time.ts';
import type { Scope } from '../../seams/store.ts';
import { answersOf } from '../answers.ts';
import { writeCaseAtom } from '../case-atom.ts';
import { caseCsv } from '../case-csv.ts';
import type { App, Needs } from '../deps.ts';
import { presentCase } from '../present/case.ts';
import { instant, scopeQuery } from '../query.ts';
import { CaseGeoJson } from '../wire/case.ts';
import { caseFilters, findCase, readCaseFilters } from './cases.ts';

const FEED_ENTRIES = 100;
/** Cases in one file. */
const MOST_ROWS = 5_000;
const PAGE_ROWS = 500;

export function caseFileRoutes(app: App, deps: Needs<'store' | 'clock' | 'lists' | 'opensScope' | 'evidence'>): void {
  const { store } = deps;

  app.get(
    '/cases/:id/bundle',
    {
      config: { needs: 'read' },
      schema: {
        summary:
          'The evidence bundle of a case: each alert inside, under one signature; it decides and forms the case again',
        params: z.object({ id: z.string() }),
        querystring: z.object({
          ...scopeQuery,
          asOf: instant.optional().describe('the revision that stood then, event time; absent: the newest'),
        }),
        ...answersOf({ 'application/zip': z.string().meta({ format: 'binary' }) }),
      },
    },
    async ({ params, query }, reply) => {
      const { scope, id } = await findCase(deps, query.scope, params.id, query.asOf);
      const bytes = await deps.evidence.caseBundle(scope, id, query.asOf ?? null);
      reply.header('content-disposition', `attachment; filename="keelwatch-evidence-${id}.zip"`);
      return reply.type('application/zip').send(Buffer.from(bytes));
    },
  );

  /** The cases that a request asks for, up to a bound. */
  async function gather(query: Parameters<typeof readCaseFilters>[1], most: number) {
    const asked = await readCaseFilters(deps, query);
    const rows: (Case & { scope: Scope })[] = [];
    let after: string | null = null;
    do {
      const limit = Math.min(PAGE_ROWS, most - rows.length);
      const found: Awaited<ReturnType<typeof store.cases>> = await store.cases({
        ...asked,
        limit,
        ...(after === null ? {} : { after }),
      });
      rows.push(...found.rows);
      after = found.next;
    } while (after !== null && rows.length < most);
    return { cases: rows.map((each) => presentCase(each, asked.now)), cut: after !== null };
  }

  app.get(
    '/cases.csv',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Cases as a table, one row each; the last line says when there are more than 5,000',
        querystring: z.object(caseFilters),
        ...answersOf({ 'text/csv': z.string() }),
      },
    },
    async ({ query }, reply) => {
      const { cases, cut } = await gather(query, MOST_ROWS);
      reply.header('content-disposition', 'attachment; filename="keelwatch-cases.csv"');
      return reply.type('text/csv; charset=utf-8').send(caseCsv(cases, cut));
    },
  );

  app.get(
    '/cases.geojson',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Cases as GeoJSON: where each of their newest legs stands on a map',
        querystring: z.object(caseFilters),
        ...answersOf({ 'application/geo+json': CaseGeoJson }),
      },
    },
    async ({ query }, reply) => {
      const { cases, cut } = await gather(query, MOST_ROWS);
      const features = cases.map(({ legs, fromAt, toAt, knownAt, openedAt, ...properties }) => ({
        type: 'Feature' as const,
        id: properties.id,
        geometry: { type: 'MultiPoint' as const, coordinates: legs.map(({ lon, lat }) => [lon, lat]) },
        properties: {
          ...properties,
          from: isoMoment(fromAt),
          to: isoMoment(toAt),
          opened: isoMoment(openedAt),
          known: isoMoment(knownAt),
        },
      }));
      reply.header('content-disposition', 'attachment; filename="keelwatch-cases.geojson"');
      return reply
        .type('application/geo+json; charset=utf-8')
        .send(JSON.stringify(CaseGeoJson.parse({ type: 'FeatureCollection', cut, features })));
    },
  );

  app.get(
    '/cases.atom',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'The cases of which something was said last, as an Atom feed',
        querystring: z.object(caseFilters),
        ...answersOf({ 'application/atom+xml': z.string() }),
      },
    },
    async ({ query, host }, reply) => {
      const { cases } = await gather(query, FEED_ENTRIES);
      const labels = new Map((await store.replays()).map((replay) => [replay.id, replay.label]));
      const told = cases.map((each) => ({ ...each, label: labels.get(each.scope) ?? null }));
      const feed = writeCaseAtom({ base: `http://${host}`, now: deps.clock.now(), cases: told });
      return reply.type('application/atom+xml; charset=utf-8').send(feed);
    },
  );
}
