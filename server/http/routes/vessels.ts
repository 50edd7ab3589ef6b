// Vessels: those heard in a scope, the watchlist with what was heard of it, and the dossier of one.

import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import type { HeardVessel } from '../../domain/heard.ts';
import type { Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { presentAlert, presentEvent } from '../present/alert.ts';
import { presentVesselParties } from '../present/party.ts';
import { type Known, nameOf, presentDossier, presentSummary } from '../present/vessel.ts';
import { asOfQuery, flag, given, pageQuery, readAsOf, refusedImo, scopeOf, scopeQuery } from '../query.ts';
import { page } from '../wire/values.ts';
import { VesselDossier, VesselSummary } from '../wire/vessel.ts';

/** Newest events and alerts in a dossier; the rest is in /events and /alerts. */
const DOSSIER_ROWS = 200;
/** Watched hulls heard in one scope; a watchlist holds a few thousand at most. */
const MOST_WATCHED = 10_000;

export function vesselRoutes(
  app: App,
  deps: Needs<'store' | 'clock' | 'reference' | 'opensScope' | 'lists'>,
  lookup: Lookup,
): void {
  const { store } = deps;

  app.get(
    '/vessels',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'Vessels heard; with watched=true the whole watchlist, heard or not',
        querystring: z.object({
          ...scopeQuery,
          watched: flag,
          q: z.string().max(100).optional().describe('in names, former names, call sign, IMO number and MMSI'),
          ...asOfQuery,
          ...pageQuery,
        }),
        ...answers(page(VesselSummary)),
      },
    },
    async ({ query }) => {
      const scope = await scopeOf(deps, query.scope);
      const asOf = readAsOf(query.asOf, deps.clock.now());
      const summarise = await summariser(deps, scope, asOf.told.mode === 'then' ? asOf.at : null);
      if (query.watched === true) {
        const watched = (await watchlist(deps, lookup, scope)).filter((known) => matches(known, query.q ?? ''));
        const first = query.after === undefined ? 0 : watched.findIndex((known) => idOf(known) === query.after) + 1;
        if (query.after !== undefined && first === 0) {
          throw new CodedError('invalid', `The paging mark '${query.after}' does not belong to this list.`);
        }
        const rows = watched.slice(first, first + query.limit);
        const last = rows.at(-1);
        return {
          rows: rows.map(summarise),
          next: last !== undefined && first + query.limit < watched.length ? idOf(last) : null,
        };
      }
      const found = await store.vessels({
        scope,
        limit: query.limit,
        ...given({ watched: query.watched, text: query.q || undefined, after: query.after }),
      });
      return { rows: found.rows.map((heard) => summarise(withHull(lookup, heard))), next: found.next };
    },
  );

  app.get(
    '/vessels/:id',
    {
      config: { needs: 'read', held: true },
      schema: {
        summary: 'Dossier of one vessel, or of a hull never heard: watched, on a list, or by its IMO number alone',
        params: z.object({ id: z.string() }),
        querystring: z.object({ ...scopeQuery, ...asOfQuery }),
        ...answers(VesselDossier),
      },
    },
    async ({ params, query }) => {
      const scope = await scopeOf(deps, query.scope);
      const known = await findVessel(lookup, scope, params.id);
      const asOf = readAsOf(query.asOf, deps.clock.now());
      const summary = (await summariser(deps, scope, asOf.told.mode === 'then' ? asOf.at : null))(known);
      const asked = { scope, vesselId: summary.id, limit: DOSSIER_ROWS };
      const events = (await store.events(asked)).rows.map((event) =>
        presentEvent(event, scope, nameOf(known, event.knownAt)),
      );
      const raised = (await store.alerts(asked)).rows;
      const around = await lookup.alertSurroundings(raised);
      const alerts = raised.map((alert) => presentAlert(alert, around));
      const hullId = known.hull?.id;
      const sightings = await store.sightings(scope, summary.id);
      if (hullId !== undefined && hullId !== summary.id) sightings.push(...(await store.sightings(scope, hullId)));
      const index = await deps.lists.screener.parties();
      const parties = hullId === undefined ? [] : presentVesselParties(hullId, index, asOf.at);
      return presentDossier(known, summary, { events, alerts, sightings, parties, hulls: lookup.hulls, asOf });
    },
  );
}

export async function findVessel(lookup: Lookup, scope: Scope, id: string): Promise<Known> {
  // A list may carry a number that was published wrong: its hull is known, and has a dossier like any other.
  const known = (await lookup.known(scope, id)) ?? lookup.unwatched(id);
  const refusal = refusedImo(id);
  if (known === null && refusal !== null) throw new CodedError('invalid', `${refusal}.`);
  if (known === null) {
    throw new CodedError('not_found', `No vessel '${id}' was heard in '${scope}', and no watched hull has that id.`);
  }
  return known;
}

/**
 * Turns vessels of a scope into summaries; the open alerts are counted once for all of them. Who lists a vessel is told
 * as of `listedAt`; null is now.
 */
export async function summariser(
  deps: Needs<'store' | 'clock' | 'reference'>,
  scope: Scope,
  listedAt: number | null = null,
): Promise<(known: Known) => VesselSummary> {
  const open = new Map<string, number>();
  for (const row of await deps.store.alertTally(scope)) {
    open.set(row.vesselId, (open.get(row.vesselId) ?? 0) + row.open);
  }
  const now = deps.clock.now();
  return (known) =>
    presentSummary(known, { reference: deps.reference, now, listedAt, openAlerts: open.get(idOf(known)) ?? 0 });
}

/** Every watched hull, heard or not: pinned ones first, then those heard, then by name. */
async function watchlist(deps: Needs<'store' | 'reference'>, lookup: Lookup, scope: Scope): Promise<Known[]> {
  const heard = (await deps.store.vessels({ scope, watched: true, limit: MOST_WATCHED })).rows;
  const heardHulls = new Set(heard.map((vessel) => vessel.hullId));
  const rows: Known[] = heard.map((vessel) => withHull(lookup, vessel));
  for (const hull of deps.reference.hulls) if (!heardHulls.has(hull.id)) rows.push({ heard: null, hull });
  const rank = ({ heard, hull }: Known) => (hull?.pinned ? 0 : 2) + (heard === null ? 1 : 0);
  return rows.sort((a, b) => rank(a) - rank(b) || compare(nameOf(a), nameOf(b)) || compare(idOf(a), idOf(b)));
}

export function withHull(lookup: Lookup, heard: HeardVessel): Known {
  return { heard, hull: lookup.hulls.get(heard.hullId ?? '') ?? null };
}

export function idOf({ heard, hull }: Known): string {
  return heard?.id ?? hull!.id;
}

function matches({ heard, hull }: Known, text: string): boolean {
  const words = [
    heard?.name,
    heard?.callSign,
    heard?.mmsi,
    heard?.imo,
    ...(heard?.identity ?? []).map((line) => line.value),
    hull?.name,
    hull?.imo,
    ...(hull?.aliases ?? []),
    ...(hull?.callSigns ?? []),
    ...(hull?.mmsis ?? []).map((listed) => listed.mmsi),
  ];
  return words.join(' ').toLowerCase().includes(text.toLowerCase());
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
