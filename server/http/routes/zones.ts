// Zones: those of the reference table, and those that people draw, change, delete and bring back.

import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import type { ZoneDraft } from '../../domain/places/drawn-zone.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { signatureOf } from '../person.ts';
import { DrawnZone, Zone, ZoneRequest } from '../wire/place.ts';
import { page } from '../wire/values.ts';

const one = { params: z.object({ id: z.string().max(100) }) };

export function zoneRoutes(app: App, deps: Needs<'reference' | 'zones' | 'clock'>): void {
  const { zones, clock } = deps;

  function drawn(id: string): DrawnZone {
    const zone = zones.own().find((each) => each.id === id);
    if (!zone) throw new CodedError('not_found', `There is no zone '${id}'.`);
    return { ...zone, version: zones.version(id) };
  }

  app.get(
    '/zones',
    {
      config: { needs: 'read' },
      schema: { summary: 'Zones, those that people drew with them', ...answers(page(Zone)) },
    },
    async () => ({ rows: [...deps.reference.zones], next: null }),
  );

  app.get(
    '/zones/drawn',
    { config: { needs: 'read' }, schema: { summary: 'Zones that people drew, by name', ...answers(page(DrawnZone)) } },
    async () => ({ rows: zones.own().map(({ id }) => drawn(id)), next: null }),
  );

  app.post(
    '/zones',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Draw a zone; the live monitor notices ships in it from then on',
        body: ZoneRequest,
        ...answers(DrawnZone),
      },
    },
    async (request) => {
      return drawn((await zones.make(draftOf(request.body), signatureOf(request, clock))).id);
    },
  );

  app.put(
    '/zones/:id',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Name or draw a zone anew; one that was deleted comes back',
        ...one,
        body: ZoneRequest,
        ...answers(DrawnZone),
      },
    },
    async (request) => {
      const { params, body } = request;
      return drawn((await zones.change(params.id, draftOf(body), signatureOf(request, clock), body.version)).id);
    },
  );

  app.delete(
    '/zones/:id',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Delete a zone that somebody drew; what was seen in it stands',
        ...one,
        ...answers(z.object({ removed: z.string() })),
      },
    },
    async (request) => {
      await zones.remove(request.params.id, signatureOf(request, clock));
      return { removed: request.params.id };
    },
  );
}

function draftOf({ name, note, ring }: z.output<typeof ZoneRequest>): ZoneDraft {
  return { name, note, ring: ring.map(([lon, lat]) => [lon!, lat!]) };
}
