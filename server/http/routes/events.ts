// Events: port calls, zone visits, gaps and the rest, newest begin first, each with its sentence.

import { z } from 'zod';
import type { VesselEvent as DomainEvent } from '../../domain/kinds/event.ts';
import { EVENT_KINDS } from '../../domain/kinds/index.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { presentEvent } from '../present/alert.ts';
import { given, oneOrMore, pageQuery, periodQuery, scopeOrAll, scopeQuery, vesselQuery } from '../query.ts';
import { readRevisions, revisionsQuery } from '../revisions.ts';
import { VesselEvent } from '../wire/kinds/index.ts';
import { page } from '../wire/values.ts';

export function eventRoutes(app: App, deps: Needs<'store' | 'opensScope'>, lookup: Lookup): void {
  app.get(
    '/events',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'What vessels did, newest begin first',
        querystring: z.object({
          ...scopeQuery,
          ...vesselQuery,
          kind: oneOrMore(EVENT_KINDS),
          place: z.string().max(100).optional().describe('a port or a zone'),
          ...periodQuery,
          ...pageQuery,
        }),
        ...answers(page(VesselEvent)),
      },
    },
    async ({ query }) => {
      const found = await deps.store.events({
        scope: await scopeOrAll(deps, query.scope),
        limit: query.limit,
        ...given({
          vesselId: query.vessel,
          kind: query.kind,
          placeId: query.place,
          fromAt: query.from,
          toAt: query.to,
          after: query.after,
        }),
      });
      const nameOf = await lookup.names(found.rows);
      return {
        rows: found.rows.map((event) =>
          presentEvent(event, event.scope, nameOf(event.scope, event.vesselId, event.knownAt)),
        ),
        next: found.next,
      };
    },
  );
  app.get(
    '/events/revisions',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Every revision of every event of a scope, in the order they were said: what was known when',
        querystring: revisionsQuery,
        ...answers(page(VesselEvent)),
      },
    },
    async ({ query }) => {
      const { scope, bodies, next } = await readRevisions<DomainEvent>(deps, query, 'event');
      const nameOf = await lookup.names(bodies.map(({ vesselId }) => ({ scope, vesselId })));
      return {
        rows: bodies.map((event) => presentEvent(event, scope, nameOf(scope, event.vesselId, event.knownAt))),
        next,
      };
    },
  );
}
