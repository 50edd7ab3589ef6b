// Tracks: one vessel's as columns or as a file for other programs, all of a scope at once for a page that scrubs, and
// where everybody was at an instant.

import { z } from 'zod';
import { DAY_MS } from '../../domain/time.ts';
import { createGiveWay } from '../../seams/give-way.ts';
import { answers, answersOf } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { nameOf, presentFix, presentTrack } from '../present/vessel.ts';
import { atQuery, periodQuery, scopeOf, scopeQuery } from '../query.ts';
import { TRACK_FORMATS } from '../track-formats.ts';
import { Positions, Track, TrackSet } from '../wire/track.ts';
import { findVessel, idOf, summariser, withHull } from './vessels.ts';

/** Fixes of one track that a page can draw without stutter; a watched vessel's in full up to this. */
const MOST_FIXES = 50_000;
/** Other vessels in one set of tracks. */
const MOST_OTHERS = 1_000;
/** Live tracks without a period begin this long ago. */
const LIVE_MS = 7 * DAY_MS;

export function trackRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'reference' | 'opensScope'>,
  lookup: Lookup,
): void {
  const { store } = deps;
  const formats = ['json', ...TRACK_FORMATS.map((format) => format.id)] as const;

  app.get(
    '/vessels/:id/track',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'Track of a vessel: columns as JSON, or GeoJSON, CSV, GPX, KML',
        params: z.object({ id: z.string() }),
        querystring: z.object({
          ...scopeQuery,
          ...periodQuery,
          format: z.enum(formats).default('json'),
          limit: z.coerce.number().int().min(1).max(MOST_FIXES).default(5_000).describe('thinned evenly beyond it'),
        }),
        ...answersOf({
          'application/json': Track,
          ...Object.fromEntries(TRACK_FORMATS.map((format) => [format.mediaType, z.string()])),
        }),
      },
    },
    async ({ params, query }, reply) => {
      const scope = await scopeOf(deps, query.scope);
      const known = await findVessel(lookup, scope, params.id);
      const vesselId = idOf(known);
      const fixes = await store.track(
        scope,
        vesselId,
        query.from ?? Number.NEGATIVE_INFINITY,
        (query.to ?? Number.POSITIVE_INFINITY) - 1,
        query.limit,
      );
      const format = TRACK_FORMATS.find(({ id }) => id === query.format);
      if (format === undefined) {
        // As text, like all tracks together: thousands of numbers are not checked one by one each time.
        return reply
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(presentTrack(vesselId, fixes)) as never);
      }
      const label = (await store.replay(scope))?.label ?? null;
      const text = format.write({ vesselId, name: nameOf(known), label, fixes: fixes.map(presentFix) });
      const name = `keelwatch-${vesselId.replace(/[^A-Za-z0-9_-]/g, '-')}.${format.id}`;
      return reply
        .header('content-disposition', `attachment; filename="${name}"`)
        .type(`${format.mediaType}; charset=utf-8`)
        .send(text);
    },
  );

  app.get(
    '/tracks',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'All tracks of a scope: watched vessels in full, others thinned',
        querystring: z.object({
          ...scopeQuery,
          ...periodQuery,
          limit: z.coerce.number().int().min(1).max(MOST_FIXES).default(500).describe('fixes of each other vessel'),
        }),
        ...answers(TrackSet),
      },
    },
    async ({ query }, reply) => {
      const scope = await scopeOf(deps, query.scope);
      const replay = await store.replay(scope);
      const fromAt = query.from ?? (replay === null ? deps.clock.now() - LIVE_MS : null);
      const toAt = query.to ?? null;
      const watched = (await store.vessels({ scope, watched: true, limit: MOST_OTHERS })).rows;
      const others = (await store.vessels({ scope, watched: false, limit: MOST_OTHERS })).rows;
      // Written out a few at a time: all at once would hold up whoever else asks.
      const tracks: string[] = [];
      const giveWay = createGiveWay();
      for (const [i, vessel] of [...watched, ...others].entries()) {
        await giveWay.ifDue();
        const limit = i < watched.length ? MOST_FIXES : query.limit;
        const fixes = await store.track(scope, vessel.id, fromAt ?? -Infinity, (toAt ?? Infinity) - 1, limit);
        if (fixes.length > 0) tracks.push(JSON.stringify(presentTrack(vessel.id, fixes)));
      }
      const summarise = await summariser(deps, scope);
      const head: Omit<TrackSet, 'tracks'> = {
        scope,
        fromAt: fromAt ?? replay?.fromAt ?? null,
        toAt: toAt ?? replay?.toAt ?? null,
        vessels: [...watched, ...others].map((heard) => summarise(withHull(lookup, heard))),
      };
      const text = `${JSON.stringify(head).slice(0, -1)},"tracks":[${tracks.join(',')}]}`;
      // As text: what the page reads is tested, and is not checked field by field each time.
      return reply.type('application/json; charset=utf-8').send(text as never);
    },
  );

  app.get(
    '/positions',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Where every vessel was at an instant',
        querystring: z.object({ ...scopeQuery, ...atQuery }),
        ...answers(Positions),
      },
    },
    async ({ query }) => {
      const scope = await scopeOf(deps, query.scope);
      const found = await store.positions(scope, query.at ?? Number.POSITIVE_INFINITY);
      const newest = found.reduce((at, fix) => Math.max(at, fix.at), 0);
      return {
        scope,
        at: query.at ?? (found.length === 0 ? deps.clock.now() : newest),
        fixes: found.map((fix) => ({ vesselId: fix.vesselId, ...presentFix(fix) })),
      };
    },
  );
}
