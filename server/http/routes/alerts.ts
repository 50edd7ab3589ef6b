// Alerts: the list with its filters, one alert with evidence and history, and what people do with it.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Alert } from '../../domain/alert.ts';
import { CodedError } from '../../domain/errors.ts';
import type { Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { presentAlert, presentAlertDetail, sightingIdsOf } from '../present/alert.ts';
import {
  flag,
  given,
  oneOrMore,
  pageQuery,
  periodQuery,
  scopeOf,
  scopeOrAll,
  scopeQuery,
  vesselQuery,
} from '../query.ts';
import { readRevisions, revisionsQuery } from '../revisions.ts';
import { AlertDetail, AlertSummary } from '../wire/alert.ts';
import { DeedRequest } from '../wire/desk.ts';
import { page } from '../wire/values.ts';
import { handleOne } from './deeds.ts';

export const alertFilters = {
  ...scopeQuery,
  replay: z.string().max(100).optional().describe('another word for scope'),
  ...vesselQuery,
  rule: z.string().max(100).optional(),
  severity: oneOrMore(['info', 'low', 'medium', 'high', 'critical']),
  state: oneOrMore(['open', 'acknowledged', 'resolved', 'withdrawn']),
  assignee: z.string().max(100).optional().describe('looked after by this person'),
  ...periodQuery,
  muted: flag.describe('true: only those under a mute; false: only the others'),
  q: z.string().max(200).optional().describe('in the names, numbers, rule title and why-sentence'),
};
const AlertFilters = z.object(alertFilters);

/** Rows of the history shown with one alert; the audit has all. */
const HISTORY_ROWS = 100;

export function alertRoutes(app: App, deps: Needs<'store' | 'clock' | 'opensScope'>, lookup: Lookup): void {
  const { store } = deps;

  app.get(
    '/alerts',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'Alerts, newest or most severe first',
        querystring: z.object({
          ...alertFilters,
          order: z.enum(['newest', 'severity']).default('newest'),
          ...pageQuery,
        }),
        ...answers(
          page(AlertSummary).extend({
            asOf: z
              .enum(['then', 'now'])
              .nullable()
              .describe('whether lists and rules are those of the day or of today; null: of several scopes'),
          }),
        ),
      },
    },
    async ({ query }) => {
      const { order, after, limit, ...filters } = query;
      const asked = await readFilters(deps, filters);
      const found = await store.alerts({ ...asked, order, limit, ...given({ after }) });
      const around = await lookup.alertSurroundings(found.rows);
      return {
        rows: found.rows.map((alert) => presentAlert(alert, around)),
        next: found.next,
        asOf: asked.scope === 'all' ? null : ((await store.replay(asked.scope))?.asOf ?? 'then'),
      };
    },
  );

  app.get(
    '/alerts/revisions',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Every revision of every alert of a scope, in the order they were said: what was known when',
        querystring: revisionsQuery,
        ...answers(page(AlertSummary)),
      },
    },
    async ({ query }) => {
      const { bodies, next } = await readRevisions<Alert>(deps, query, 'alert');
      const around = await lookup.alertSurroundings(bodies);
      return { rows: bodies.map((alert) => presentAlert(alert, around)), next };
    },
  );

  const one = { params: z.object({ id: z.string() }), querystring: z.object(scopeQuery) };

  app.get(
    '/alerts/:id',
    {
      config: { needs: 'read', held: true },
      schema: { summary: 'One alert with its evidence and history', ...one, ...answers(AlertDetail) },
    },
    async ({ params, query }) => detailOf(deps, lookup, await findAlert(deps, query.scope, params.id)),
  );

  app.post(
    '/alerts/:id/actions',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Acknowledge, resolve, withdraw, reopen, assign or note',
        ...one,
        body: DeedRequest,
        ...answers(AlertDetail),
      },
    },
    async (request) => {
      const { id } = request.params;
      const { scope } = await findAlert(deps, request.query.scope, id);
      await handleOne(deps, request as FastifyRequest, request.body, scope, { kind: 'alert', id });
      return detailOf(deps, lookup, await findAlert(deps, scope, id));
    },
  );
}

/** The store's query for the filters of a request. */
export async function readFilters(deps: Needs<'store' | 'opensScope'>, filters: z.output<typeof AlertFilters>) {
  return {
    scope: await scopeOrAll(deps, filters.scope ?? filters.replay),
    ...given({
      vesselId: filters.vessel,
      ruleId: filters.rule,
      severity: filters.severity,
      state: filters.state,
      assignee: filters.assignee,
      fromAt: filters.from,
      toAt: filters.to,
      text: filters.q || undefined,
      muted: filters.muted,
    }),
  };
}

/** In the scope asked for; without one, in the scope the page opens on, else wherever it is. */
export async function findAlert(
  deps: Needs<'store' | 'opensScope'>,
  asked: string | undefined,
  id: string,
): Promise<Alert & { scope: Scope }> {
  const scope = await scopeOf(deps, asked);
  const alert = (await deps.store.alert(scope, id)) ?? (asked === undefined ? await deps.store.alert('all', id) : null);
  if (alert === null) {
    throw new CodedError('not_found', `There is no alert '${id}'${asked === undefined ? '' : ` in '${asked}'`}.`);
  }
  return alert;
}

export async function detailOf(
  deps: Needs<'store'>,
  lookup: Lookup,
  alert: Alert & { scope: Scope },
): Promise<AlertDetail> {
  const subject = { kind: 'alert' as const, id: alert.id };
  const [handling] = await deps.store.handlings(alert.scope, [subject]);
  const history = await deps.store.audit({ scope: alert.scope, kind: ['alert'], id: alert.id, limit: HISTORY_ROWS });
  const wanted = sightingIdsOf(alert);
  const sightings = wanted.size === 0 ? [] : await deps.store.sightings(alert.scope);
  return presentAlertDetail(alert, await lookup.alertSurroundings([alert]), {
    handling: handling!,
    history: history.rows.reverse(),
    sightings: sightings.filter((sighting) => wanted.has(sighting.id)),
  });
}
