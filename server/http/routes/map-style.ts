// Which base map the page may lay under its own layers, as the machine is configured: none, as a rule.

import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { MapBase } from '../wire/place.ts';

export function mapStyleRoutes(app: App, deps: Needs<'mapStyle'>): void {
  app.get(
    '/map-style',
    { config: { needs: 'read' }, schema: { summary: 'The base map of the configuration', ...answers(MapBase) } },
    async () => ({ styleUrl: deps.mapStyle }),
  );
}
