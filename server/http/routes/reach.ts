// What silent ships can have reached: one with its ports and its arithmetic, and all watched ones as areas for a map.

import { z } from 'zod';
import type { AskedShip } from '../../desk/reach.ts';
import { stableId } from '../../domain/hash.ts';
import type { Scope } from '../../seams/store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import type { Lookup } from '../lookup.ts';
import { presentReach, presentReachSet } from '../present/reach.ts';
import { type Known, nameOf } from '../present/vessel.ts';
import { atQuery, scopeOf, scopeQuery } from '../query.ts';
import { Reach, ReachSet } from '../wire/reach.ts';
import { findVessel, idOf, withHull } from './vessels.ts';

/** Watched ships looked at for one answer; a watchlist holds a few thousand at most. */
const MOST_WATCHED = 10_000;

export function reachRoutes(app: App, deps: Needs<'store' | 'clock' | 'reach' | 'opensScope'>, lookup: Lookup): void {
  const { store, reach } = deps;

  /** Now in the live monitor, the end of a replay. */
  async function newest(scope: Scope): Promise<number> {
    return (await store.replay(scope))?.toAt ?? deps.clock.now();
  }

  app.get(
    '/vessels/:id/reach',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'What a silent vessel can have reached by an instant: the area, and ports with their earliest arrival',
        params: z.object({ id: z.string() }),
        querystring: z.object({ ...scopeQuery, ...atQuery }),
        ...answers(Reach),
      },
    },
    async ({ params, query }) => {
      const scope = await scopeOf(deps, query.scope);
      const ship = shipOf(await findVessel(lookup, scope, params.id));
      const found = await reach.of(scope, ship, query.at ?? (await newest(scope)));
      const call = await store.event(scope, stableId('possible-dark-call', ship.vesselId, found.last.at));
      return presentReach(found, scope, call?.kind === 'possible-dark-call' ? call : null);
    },
  );

  app.get(
    '/reach',
    {
      config: { needs: 'read' },
      schema: {
        summary: 'Areas that the watched vessels silent at sea can have reached by an instant, as GeoJSON',
        querystring: z.object({ ...scopeQuery, ...atQuery }),
        ...answers(ReachSet),
      },
    },
    async ({ query }) => {
      const scope = await scopeOf(deps, query.scope);
      const at = query.at ?? (await newest(scope));
      const watched = (await store.vessels({ scope, watched: true, limit: MOST_WATCHED })).rows;
      const ships = watched.map((heard) => shipOf(withHull(lookup, heard)));
      return presentReachSet(scope, at, await reach.ofSilent(scope, ships, at));
    },
  );
}

function shipOf(known: Known): AskedShip {
  return {
    vesselId: idOf(known),
    name: nameOf(known),
    hullType: known.hull?.shipType ?? null,
    shipType: known.heard?.shipType ?? Number.NaN,
  };
}
