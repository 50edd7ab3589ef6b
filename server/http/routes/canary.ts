// GET /canary: is the way from a feed to a subscriber whole?

import { MINUTE_MS } from '../../domain/time.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { rfc3339OrNull } from '../present/moment.ts';
import { Canary } from '../wire/canary.ts';

export function canaryRoutes(app: App, { canary }: Needs<'canary'>): void {
  app.get(
    '/canary',
    {
      config: { needs: 'read' },
      schema: { summary: 'Whether the way from a feed to a subscriber is proven', ...answers(Canary) },
    },
    async () => {
      const { everyMs, receivedAt, ...verdict } = canary();
      return {
        ...verdict,
        everyMinutes: everyMs === null ? null : everyMs / MINUTE_MS,
        receivedAt: rfc3339OrNull(receivedAt),
      };
    },
  );
}
