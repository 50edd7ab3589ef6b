// GET /health: is it well, what does it hold, where should the page open.

import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { rfc3339 } from '../present/moment.ts';
import { Health } from '../wire/health.ts';

export function healthRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'reference' | 'rules' | 'problems' | 'opensScope' | 'version'>,
): void {
  const startedAt = rfc3339(deps.clock.now());

  app.get(
    '/health',
    { config: { needs: 'read' }, schema: { summary: 'How the monitor is', ...answers(Health) } },
    async () => {
      const problems = deps.problems().map(({ sinceAt, ...said }) => ({ ...said, since: rfc3339(sinceAt) }));
      return {
        status: problems.length === 0 ? ('ok' as const) : ('degraded' as const),
        version: deps.version,
        startedAt,
        now: rfc3339(deps.clock.now()),
        opens: deps.opensScope(),
        lastSeq: await deps.store.lastSeq(),
        store: await deps.store.stats(),
        audit: await deps.store.auditHead(),
        watchedHulls: deps.reference.hulls.length,
        ports: deps.reference.ports.length,
        rules: deps.rules.rules().filter(({ rule }) => rule.enabled).length,
        problems,
      };
    },
  );
}
