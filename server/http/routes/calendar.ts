// Expected arrivals as a calendar that any program of calendars can subscribe to.

import { z } from 'zod';
import { DAY_MS } from '../../domain/time.ts';
import { answersOf } from '../answers.ts';
import { type Arrival, writeCalendar } from '../calendar.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { given, scopeOf, scopeQuery, vesselQuery } from '../query.ts';

/** What a calendar was given it keeps: cancelled entries stay in it for as long. */
const DAYS = 60;
const ENTRIES = 500;

export function calendarRoutes(app: App, deps: Needs<'store' | 'clock' | 'opensScope'>, lookup: Lookup): void {
  app.get(
    '/arrivals.ics',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'When ships can have reached ports, as iCalendar: inferred, tentative, the newest 500 of 60 days',
        querystring: z.object({ ...scopeQuery, ...vesselQuery }),
        ...answersOf({ 'text/calendar': z.string() }),
      },
    },
    async ({ query, host }, reply) => {
      const scope = await scopeOf(deps, query.scope);
      const replay = await deps.store.replay(scope);
      const now = deps.clock.now();
      const { rows } = await deps.store.events({
        scope,
        kind: ['approach', 'possible-dark-call'],
        fromAt: (replay?.toAt ?? now) - DAYS * DAY_MS,
        limit: ENTRIES,
        ...given({ vesselId: query.vessel }),
      });
      const nameOf = await lookup.names(rows);
      const calendar = writeCalendar({
        base: `http://${host}`,
        scope,
        label: replay?.label ?? (replay === null ? null : 'replay'),
        now,
        arrivals: rows.map((event) => ({ event: event as Arrival, name: nameOf(scope, event.vesselId) })),
      });
      return reply.type('text/calendar; charset=utf-8').send(calendar);
    },
  );
}
