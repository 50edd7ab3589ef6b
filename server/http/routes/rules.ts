// Rules: the program's own, which can be switched, and users', which can be made, changed and removed; and what a rule
// would have raised, before it is saved.

import { z } from 'zod';
import { confirmedShare } from '../../domain/desk/confirmed-share.ts';
import { REASONS, type ReasonCode } from '../../domain/desk/reasons.ts';
import { CodedError } from '../../domain/errors.ts';
import type { BookRule } from '../../domain/rules/book.ts';
import { DAY_MS } from '../../domain/time.ts';
import { LIVE, type Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { personOf } from '../person.ts';
import { draftOf, presentChange, presentDryRun, presentFirstRun, presentRule } from '../present/rule.ts';

import { asOfQuery, readAsOf, scopeOf, scopeQuery } from '../query.ts';
import { DryRun, DryRunRequest } from '../wire/dry-run.ts';
import { Rule, RuleHistory, RuleSaved, RuleSaveRequest } from '../wire/rule.ts';
import { asOfPage } from '../wire/values.ts';

/** Deeds of so many days count for the share of a rule that was confirmed. */
const JUDGED_DAYS = 365;
const one = { params: z.object({ id: z.string().max(100) }) };

export function ruleRoutes(app: App, deps: Needs<'store' | 'clock' | 'rules' | 'opensScope'>, lookup: Lookup): void {
  const { rules, store } = deps;

  async function counts(scope: Scope): Promise<(row: BookRule) => Rule> {
    const raised = new Map<string, number>();
    for (const row of await store.alertTally(scope)) raised.set(row.ruleId, (raised.get(row.ruleId) ?? 0) + row.all);
    const judged = Map.groupBy(await store.judged(scope, deps.clock.now() - JUDGED_DAYS * DAY_MS), (row) => row.ruleId);
    return (row) => {
      const rows = (judged.get(row.rule.id) ?? []).flatMap(({ reasonCode, ...rest }) => {
        const verdict = REASONS[reasonCode as ReasonCode]?.verdict ?? null;
        return verdict === null ? [] : [{ ...rest, confirmed: verdict === 'confirmed' }];
      });
      return presentRule(row, raised.get(row.rule.id) ?? 0, confirmedShare(rows));
    };
  }

  async function saved({ rule, firstRun }: Awaited<ReturnType<typeof rules.make>>): Promise<RuleSaved> {
    return { rule: (await counts(LIVE))(rule), firstRun: presentFirstRun(firstRun) };
  }

  function find(id: string): BookRule {
    const row = rules.rules().find(({ rule }) => rule.id === id);
    if (!row) throw new CodedError('not_found', `There is no rule '${id}'.`);
    return row;
  }

  app.get(
    '/rules',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Rules, with the alerts each has raised in a scope; as of a day in the versions of that day',
        querystring: z.object({ ...scopeQuery, ...asOfQuery }),
        ...answers(asOfPage(Rule)),
      },
    },
    async ({ query }) => {
      const asOf = readAsOf(query.asOf, deps.clock.now());
      const rows = rules.rules(asOf.told.mode === 'now' ? undefined : asOf.at);
      return { rows: rows.map(await counts(await scopeOf(deps, query.scope))), next: null, asOf: asOf.told };
    },
  );

  app.get(
    '/rules/:id',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'One rule with its changes, oldest first',
        ...one,
        querystring: z.object(scopeQuery),
        ...answers(RuleHistory),
      },
    },
    async ({ params: { id }, query }) => ({
      ...(await counts(await scopeOf(deps, query.scope)))(find(id)),
      changes: rules.history(id).map(presentChange),
    }),
  );

  app.post(
    '/rules',
    {
      config: { needs: 'lists' },
      schema: { summary: 'Make a rule; it is in use at once', body: RuleSaveRequest, ...answers(RuleSaved) },
    },
    async (request) => {
      const { behind, version: _, ...body } = request.body;
      return saved(await rules.make(draftOf(body), { by: personOf(request), behind }));
    },
  );

  app.put(
    '/rules/:id',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Change a rule of a user; its earlier versions are kept',
        ...one,
        body: RuleSaveRequest,
        ...answers(RuleSaved),
      },
    },
    async (request) => {
      const { behind, version, ...body } = request.body;
      return saved(await rules.change(request.params.id, draftOf(body), { by: personOf(request), behind, version }));
    },
  );

  app.delete(
    '/rules/:id',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Remove a rule of a user; what it raised stands',
        ...one,
        ...answers(z.object({ removed: z.string() })),
      },
    },
    async (request) => {
      const { id } = request.params;
      await rules.remove(id, personOf(request));
      return { removed: id };
    },
  );

  app.post(
    '/rules/:id/switch',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'Switch a rule on or off',
        ...one,
        body: z.object({ enabled: z.boolean() }),
        ...answers(Rule),
      },
    },
    async (request) => {
      const { params, body } = request;
      return (await counts(LIVE))(await rules.switch(params.id, body.enabled, personOf(request)));
    },
  );

  app.post(
    '/rules/dry-run',
    {
      config: { needs: 'lists' },
      schema: {
        summary: 'What a rule would have raised over the stored history; nothing is saved',
        body: DryRunRequest,
        ...answers(DryRun),
      },
    },
    async ({ body: { rule, id, scope, from, to, asOf } }) => {
      await scopeOf(deps, scope);
      const asked = { scope, asOf };
      const period = { fromAt: from && Date.parse(from), toAt: to && Date.parse(to) };
      const run = await rules.dryRun(
        draftOf(rule),
        { ...asked, fromAt: period.fromAt || undefined, toAt: period.toAt || undefined },
        id,
      );
      const told = run.told.map((alert) => ({ scope, id: alert.id }));
      return presentDryRun(run, asked, await lookup.alertSurroundings(told));
    },
  );
}
