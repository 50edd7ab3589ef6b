// Where the monitor looks: ports, from the reference data. Zones are in zones.ts.

import { z } from 'zod';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { flag } from '../query.ts';
import { Port } from '../wire/place.ts';
import { page } from '../wire/values.ts';

export function referenceRoutes(app: App, deps: Needs<'reference'>): void {
  const { reference } = deps;
  const watchPorts = reference.ports.filter((port) => port.watch);

  app.get(
    '/ports',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'Ports that rules name; with context=true all that are known',
        querystring: z.object({ context: flag }),
        ...answers(page(Port)),
      },
    },
    async ({ query }) => ({ rows: query.context ? reference.ports : watchPorts, next: null }),
  );
}
