// Cases: the list with its filters, everything that was said of them, and one case with the alerts inside.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Case } from '../../domain/cases/case.ts';
import { deedsAhead } from '../../domain/desk/case-deed.ts';
import { CodedError } from '../../domain/errors.ts';
import type { CaseQuery } from '../../seams/case-store.ts';
import { LIVE, type Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { presentAlert } from '../present/alert.ts';
import { presentCase } from '../present/case.ts';
import { presentAuditRow, presentHandling } from '../present/desk.ts';
import { presentMute } from '../present/rule.ts';
import {
  atQuery,
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
import { CASE_STATES, CaseDetail, CasePage, CaseSummary } from '../wire/case.ts';
import { DeedRequest } from '../wire/desk.ts';
import { page } from '../wire/values.ts';
import { handleOne } from './deeds.ts';

export const caseFilters = {
  ...scopeQuery,
  ...atQuery,
  ...vesselQuery,
  list: z.string().max(100).optional().describe('the id of a watchlist: cases of its ships'),
  theme: z
    .union([z.string().max(2_000), z.array(z.string().max(200)).max(50)])
    .transform((asked) => (Array.isArray(asked) ? asked : asked.split(',')))
    .optional()
    .describe('ids of themes; repeated or separated by commas'),
  severity: oneOrMore(['info', 'low', 'medium', 'high', 'critical']),
  confidence: oneOrMore(['low', 'medium', 'high']),
  basis: oneOrMore(['observed', 'sighted', 'inferred', 'claimed']),
  state: oneOrMore(CASE_STATES),
  ...periodQuery,
  q: z.string().max(200).optional().describe('in names, numbers, places, rule titles and the sentence'),
  order: z.enum(['new', 'grave', 'sure']).default('new'),
};
const CaseFilters = z.object(caseFilters);

type CaseDeps = Needs<'store' | 'clock' | 'lists' | 'opensScope'>;

/** Rows of the history shown with one case; the audit has all. */
const HISTORY_ROWS = 100;
/** Alerts inside a case, and things that were said of it, in one answer. */
const INSIDE = 500;

export function caseRoutes(app: App, deps: CaseDeps, lookup: Lookup): void {
  const { store } = deps;

  app.get(
    '/cases',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'Cases: the newest, the gravest or the surest first',
        querystring: z.object({ ...caseFilters, ...pageQuery }),
        ...answers(CasePage),
      },
    },
    async ({ query }) => {
      const { after, limit, ...filters } = query;
      const asked = await readCaseFilters(deps, filters);
      const found = await store.cases({ ...asked, limit, ...given({ after }) });
      return {
        rows: found.rows.map((each) => presentCase(each, asked.now)),
        next: found.next,
        asOf: asked.scope === 'all' ? null : ((await store.replay(asked.scope))?.asOf ?? 'then'),
        themes: await store.caseThemes(asked.scope),
      };
    },
  );

  app.get(
    '/cases/revisions',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Every revision of every case of a scope, in the order they were said: what was known when',
        querystring: revisionsQuery,
        ...answers(page(CaseSummary)),
      },
    },
    async ({ query }) => {
      const { bodies, next } = await readRevisions<Case>(deps, query, 'case');
      return { rows: bodies.map((each) => presentCase(each, each.knownAt)), next };
    },
  );

  app.get(
    '/cases/:id',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'One case with the alerts inside and what was said of it',
        params: z.object({ id: z.string() }),
        querystring: z.object({ ...scopeQuery, ...atQuery }),
        ...answers(CaseDetail),
      },
    },
    async ({ params, query }) => {
      return detailOf(deps, lookup, await findCase(deps, query.scope, params.id, query.at), query.at);
    },
  );

  app.post(
    '/cases/:id/actions',
    {
      config: { needs: 'desk' },
      schema: {
        summary:
          'Acknowledge, resolve, withdraw, reopen, assign or note; its alerts go along as `ahead` of the case says',
        params: z.object({ id: z.string() }),
        querystring: z.object(scopeQuery),
        body: DeedRequest,
        ...answers(CaseDetail),
      },
    },
    async (request) => {
      const { id, scope } = await findCase(deps, request.query.scope, request.params.id, undefined);
      await handleOne(deps, request as FastifyRequest, request.body, scope, { kind: 'case', id });
      return detailOf(deps, lookup, await findCase(deps, scope, id, undefined), undefined);
    },
  );
}

async function detailOf(
  deps: CaseDeps,
  lookup: Lookup,
  found: Case & { scope: Scope },
  at: number | undefined,
): Promise<CaseDetail> {
  const { store } = deps;
  const until = at ?? Number.POSITIVE_INFINITY;
  const { scope, id } = found;
  const ids = await store.caseAlertIds(scope, id, INSIDE);
  const alerts = await Promise.all(ids.map((each) => store.alert(scope, each)));
  const inside = alerts.flatMap((alert) => (alert !== null && alert.raisedAt <= until ? [alert] : []));
  const around = await lookup.alertSurroundings(inside);
  const said = await store.caseRevisions(scope, id, INSIDE);
  const { handling, alerts: standing } = await store.caseHandling(scope, id);
  const allIds = [id, ...found.formerIds];
  const history = await store.audit({ scope, kind: ['case'], ids: allIds, limit: HISTORY_ROWS });
  const mutes = (await store.mutes(scope)).filter(({ caseId }) => caseId !== undefined && allIds.includes(caseId));
  return {
    ...presentCase(found, await nowOf(deps, scope, at)),
    alertsInside: inside.map((alert) => presentAlert(alert, around)),
    said: said.filter(({ knownAt }) => knownAt <= until),
    handling: presentHandling(handling),
    ahead: found.joinedTo === null ? deedsAhead(handling, standing) : [],
    history: history.rows.reverse().map((row) => presentAuditRow(row, false)),
    mutes: mutes.map((mute) => presentMute(mute, scope)),
  };
}

/** The store's query for the filters of a request. */
export async function readCaseFilters(
  deps: CaseDeps,
  filters: z.output<typeof CaseFilters>,
): Promise<Omit<CaseQuery, 'limit' | 'after'>> {
  const scope = await scopeOrAll(deps, filters.scope);
  const listed = filters.list === undefined ? undefined : await shipsOf(deps, filters.list);
  const vesselIds =
    filters.vessel === undefined ? listed : (listed ?? [filters.vessel]).filter((id) => id === filters.vessel);
  return {
    scope,
    now: await nowOf(deps, scope, filters.at),
    order: filters.order,
    ...given({
      knownAt: filters.at,
      vesselIds,
      theme: filters.theme,
      severity: filters.severity,
      confidence: filters.confidence,
      basis: filters.basis,
      state: filters.state,
      fromAt: filters.from,
      toAt: filters.to,
      text: filters.q || undefined,
    }),
  };
}

async function shipsOf({ store, lists }: CaseDeps, listId: string): Promise<string[]> {
  if (!(await store.watchlists()).some(({ id }) => id === listId)) {
    throw new CodedError('not_found', `There is no watchlist '${listId}'.`);
  }
  return lists
    .watch()
    .hulls.filter(({ watchlists }) => watchlists?.includes(listId))
    .map(({ id }) => id);
}

/** The instant that a scope is looked at: a replay has no now but its end. */
async function nowOf({ store, clock }: CaseDeps, scope: Scope | 'all', at: number | undefined): Promise<number> {
  if (at !== undefined) return at;
  const replay = scope === LIVE || scope === 'all' ? null : await store.replay(scope);
  return replay?.toAt ?? clock.now();
}

/** In the scope asked for; without one, in the scope the page opens on, else wherever it is. */
export async function findCase(
  deps: CaseDeps,
  asked: string | undefined,
  id: string,
  at: number | undefined,
): Promise<Case & { scope: Scope }> {
  const scope = await scopeOf(deps, asked);
  const here = await deps.store.case(scope, id, at);
  const found = here ?? (asked === undefined ? await deps.store.case('all', id, at) : null);
  if (found !== null) return found;
  const where = asked === undefined ? '' : ` in '${asked}'`;
  const when = at === undefined ? '' : ' that was known then';
  throw new CodedError('not_found', `There is no case '${id}'${where}${when}.`);
}
