// What the monitor goes by: ports, zones and rules. Read from the reference data; only the count of alerts a
// rule has raised comes from the store.

import { z } from 'zod';
import { answers } from '../answers.ts';
import type { App, ServerDeps } from '../deps.ts';
import { presentRule } from '../present/replay.ts';
import { flag, scopeOf, scopeQuery } from '../query.ts';
import { Port, Zone } from '../wire/place.ts';
import { Rule } from '../wire/rule.ts';
import { page } from '../wire/values.ts';

export function referenceRoutes(app: App, deps: ServerDeps): void {
  const { reference } = deps;
  const watchPorts = reference.ports.filter((port) => port.watch);

  app.get(
    '/ports',
    {
      schema: {
        summary: 'Ports that rules name; with context=true all that are known',
        querystring: z.object({ context: flag }),
        ...answers(page(Port)),
      },
    },
    async ({ query }) => ({ rows: query.context ? reference.ports : watchPorts, next: null }),
  );

  app.get('/zones', { schema: { summary: 'Zones', ...answers(page(Zone)) } }, async () => ({
    rows: reference.zones,
    next: null,
  }));

  app.get(
    '/rules',
    {
      schema: {
        summary: 'Rules, with the alerts each has raised in a scope',
        querystring: z.object(scopeQuery),
        ...answers(page(Rule)),
      },
    },
    async ({ query }) => {
      const raised = new Map<string, number>();
      for (const row of await deps.store.alertTally(await scopeOf(deps, query.scope))) {
        raised.set(row.ruleId, (raised.get(row.ruleId) ?? 0) + row.all);
      }
      return { rows: reference.rules.map((rule) => presentRule(rule, raised.get(rule.id) ?? 0)), next: null };
    },
  );
}
