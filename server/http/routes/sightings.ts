// Sightings: what somebody saw by satellite or from the quay. A new one goes to the live monitor like a report.

import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { stableId } from '../../domain/hash.ts';
import { answers } from '../answers.ts';
import type { App, ServerDeps } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { scopeOf, scopeQuery, vesselQuery } from '../query.ts';
import { Sighting, SightingRequest } from '../wire/sighting.ts';
import { page } from '../wire/values.ts';
import { findVessel } from './vessels.ts';

export function sightingRoutes(app: App, deps: ServerDeps, lookup: Lookup): void {
  app.get(
    '/sightings',
    {
      schema: {
        summary: 'Sightings, oldest first',
        querystring: z.object({ ...scopeQuery, ...vesselQuery }),
        ...answers(page(Sighting)),
      },
    },
    async ({ query }) => ({
      rows: await deps.store.sightings(await scopeOf(deps, query.scope), query.vessel),
      next: null,
    }),
  );

  app.post(
    '/sightings',
    { schema: { summary: 'Enter a sighting into the live monitor', body: SightingRequest, ...answers(Sighting) } },
    async ({ body }) => {
      await findVessel(lookup, 'live', body.vesselId);
      const sighting = readSighting(body, lookup, deps.clock.now());
      await deps.addSighting(sighting);
      return sighting;
    },
  );
}

/** The same sighting entered twice gets the same id. */
function readSighting(body: z.output<typeof SightingRequest>, lookup: Lookup, now: number): Sighting {
  const { from, to, placeId, ...rest } = body;
  const fromAt = Date.parse(from);
  const toAt = to === undefined ? fromAt : Date.parse(to);
  if (toAt < fromAt) throw new CodedError('invalid', `body field 'to' (${to}) lies before 'from' (${from}).`);
  if (fromAt > now) throw new CodedError('invalid', `body field 'from' (${from}) lies in the future.`);
  const place = placeId === null ? null : (lookup.ports.get(placeId) ?? null);
  if (placeId !== null && place === null) {
    throw new CodedError('invalid', `body field 'placeId' is '${placeId}': no port has that id.`);
  }
  const lon = body.lon ?? place?.lon;
  const lat = body.lat ?? place?.lat;
  if (lon === undefined || lat === undefined) {
    throw new CodedError('invalid', "A sighting needs body field 'placeId', or both 'lon' and 'lat'.");
  }
  const id = stableId('sighting', body.vesselId, fromAt, toAt, placeId ?? '', lon, lat, body.what, body.source);
  return { ...rest, id, fromAt, toAt, placeId, lon, lat, arrivedAt: now };
}
