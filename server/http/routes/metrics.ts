// GET /metrics: the numbers of the program for Prometheus. It lies at the root, where a scraper looks first.

import { z } from 'zod';
import { answersOf } from '../answers.ts';
import type { App } from '../deps.ts';
import { createMetrics, type MetricsNeeds } from '../metrics/collect.ts';

export function metricsRoutes(app: App, deps: MetricsNeeds): void {
  const metrics = createMetrics(deps);

  app.get(
    '/metrics',
    {
      config: { needs: 'read' },
      schema: { summary: 'Numbers for Prometheus', ...answersOf({ 'text/plain': z.string() }) },
    },
    async (_request, reply) => {
      const text = await metrics.text();
      return reply.header('cache-control', 'no-store').type(metrics.contentType).send(text);
    },
  );
}
