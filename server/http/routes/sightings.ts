// Sightings: what somebody saw by satellite or from the quay. A new one goes to the live monitor like a report; one that
// is taken back stays visible, with its reason. A correction is the old one withdrawn and a new one entered.

import { z } from 'zod';
import { readColumns, readSightingCsv } from '../../desk/sighting-csv.ts';
import { periodOf, sightingOf } from '../../desk/sighting-entry.ts';
import { vesselsNamed } from '../../desk/sightings.ts';
import { CodedError } from '../../domain/errors.ts';
import { SIGHTING_GRADES } from '../../domain/sighting.ts';
import { LIVE } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { signatureOf } from '../person.ts';
import { flag, given, oneOrMore, pageQuery, periodQuery, scopeOf, scopeQuery, vesselQuery } from '../query.ts';
import { Sighting, SightingRequest, SightingTable } from '../wire/sighting.ts';
import { page, shortText } from '../wire/values.ts';
import { findVessel } from './vessels.ts';

/** Ten thousand rows with long texts. */
const CSV_BYTES = 16 * 1024 * 1024;
const one = { params: z.object({ id: z.string().max(100) }) };

export function sightingRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'reference' | 'sightings' | 'opensScope'>,
  lookup: Lookup,
): void {
  const { store, clock } = deps;

  app.get(
    '/sightings',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'Sightings, oldest first, the withdrawn ones too',
        querystring: z.object({
          ...scopeQuery,
          ...vesselQuery,
          place: z.string().max(60).optional().describe('id of a port'),
          grade: oneOrMore(SIGHTING_GRADES),
          withdrawn: flag.describe('only those that are withdrawn, or only those that stand'),
          ...periodQuery,
          ...pageQuery,
        }),
        ...answers(page(Sighting)),
      },
    },
    async ({ query }) =>
      store.sightingPage({
        scope: await scopeOf(deps, query.scope),
        limit: query.limit,
        ...given({
          vesselId: query.vessel,
          placeId: query.place,
          grade: query.grade,
          fromAt: query.from,
          toAt: query.to,
          withdrawn: query.withdrawn,
          after: query.after,
        }),
      }),
  );

  app.get(
    '/sightings/:id',
    {
      config: { needs: 'read', held: true },
      schema: { summary: 'One sighting', ...one, querystring: z.object(scopeQuery), ...answers(Sighting) },
    },
    async ({ params, query }) => {
      const scope = await scopeOf(deps, query.scope);
      const found = await store.sighting(scope, params.id);
      if (found === null) throw new CodedError('not_found', `There is no sighting '${params.id}' in '${scope}'.`);
      return found;
    },
  );

  app.post(
    '/sightings',
    {
      config: { needs: 'desk' },
      schema: { summary: 'Enter a sighting into the live monitor', body: SightingRequest, ...answers(Sighting) },
    },
    async (request) => {
      const { body } = request;
      await findVessel(lookup, LIVE, body.vesselId);
      const sighting = readBody(body, lookup, clock.now());
      await deps.sightings.enter([sighting], signatureOf(request, clock));
      return (await store.sighting(LIVE, sighting.id)) ?? sighting;
    },
  );

  app.post(
    '/sightings.csv',
    {
      config: { needs: 'desk' },
      bodyLimit: CSV_BYTES,
      schema: {
        summary: 'Enter the sightings of a CSV table (text/csv); good rows count whatever the others hold',
        consumes: ['text/csv'],
        querystring: z.object({
          columns: z.string().max(1000).optional().describe('columns by field, such as vessel=Ship,from=Date'),
        }),
        ...answers(SightingTable),
      },
    },
    async (request) => {
      const { body, query } = request;
      if (typeof body !== 'string') throw new CodedError('invalid', 'Send the table as text/csv.');
      const named = await vesselsNamed(body, lookup.hulls.keys(), store);
      const entry = { ports: deps.reference.ports, isKnown: (id: string) => named.has(id), now: clock.now() };
      const { sightings, refused } = readSightingCsv(body, entry, readColumns(query.columns ?? ''));
      const entered = await deps.sightings.enter(sightings, signatureOf(request, clock));
      return { entered: entered.length, known: sightings.length - entered.length, refused, rows: entered };
    },
  );

  app.delete(
    '/sightings/:id',
    {
      config: { needs: 'desk' },
      schema: {
        summary: 'Withdraw a sighting of the live monitor: it stays visible, and what rested on it follows',
        ...one,
        querystring: z.object({ reason: shortText.describe('why it does not stand') }),
        ...answers(Sighting),
      },
    },
    async (request) => deps.sightings.withdraw(request.params.id, request.query.reason, signatureOf(request, clock)),
  );
}

function readBody(body: z.output<typeof SightingRequest>, lookup: Lookup, now: number) {
  const { from, to, placeId, lon: atLon, lat: atLat, ...rest } = body;
  const place = placeId === null ? null : (lookup.ports.get(placeId) ?? null);
  if (placeId !== null && place === null) {
    throw new CodedError('invalid', `Body field 'placeId' is '${placeId}': no port has that id.`);
  }
  const lon = atLon ?? place?.lon;
  const lat = atLat ?? place?.lat;
  if (lon === undefined || lat === undefined) {
    throw new CodedError('invalid', "A sighting needs body field 'placeId', or both 'lon' and 'lat'.");
  }
  return sightingOf({ ...rest, ...periodOf(from, to ?? '', now), placeId, lon, lat }, now);
}
