// GET /ready: may it be asked? GET /health: is it well, what does it hold, where should the page open.

import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { rfc3339 } from '../present/moment.ts';
import { Health } from '../wire/health.ts';

export function healthRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'reference' | 'rules' | 'problems' | 'opensScope' | 'version' | 'readiness'>,
): void {
  const startedAt = rfc3339(deps.clock.now());

  app.get(
    '/ready',
    {
      config: { needs: 'nobody' },
      schema: {
        summary:
          'Whether it may be sent requests: 200, or 503 with the reason while it starts, stops or cannot read its store',
        ...answers(z.object({ ready: z.literal(true) })),
      },
    },
    async () => {
      const reason = await deps.readiness();
      if (reason !== null) throw new CodedError('unavailable', reason);
      return { ready: true as const };
    },
  );

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
