// Answers for a token that is held to some watchlists. A route that keeps to them says `held: true` in its definition; every
// other one is closed to such a token. Of a list the rows go out that name no ship but those of the watchlists; an answer about one
// thing that names another ship is not given. Rather too little goes out than too much: any number that may be another
// ship's closes the row. What is watched is asked anew each time, so a ship that leaves a watchlist is gone at once.

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '../access/person.ts';
import { CodedError } from '../domain/errors.ts';
import { isShipImo } from '../domain/identity/imo.ts';
import type { Scope } from '../seams/store.ts';
import type { App, Needs } from './deps.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** It keeps to the watchlists of a token that is held to some. */
    held?: true;
  }
}

type Deps = Needs<'store' | 'lists' | 'opensScope'>;

/** Says whether a value names ships of these watchlists alone. */
export interface Hold {
  fits(scope: Scope, value: unknown): Promise<boolean>;
  /** By the vessel that speaks, for positions. */
  isOfIt(scope: Scope, vesselId: string): Promise<boolean>;
}

export function holdOf(person: Pick<Person, 'watchlists'> | null, { store, lists }: Deps): Hold | null {
  const own = person?.watchlists ?? null;
  if (own === null) return null;
  const hulls = () =>
    new Set(
      lists
        .watch()
        .hulls.filter((hull) => hull.watchlists?.some((id) => own.includes(id)))
        .map(({ id }) => id),
    );

  async function isOfIt(scope: Scope, vesselId: string): Promise<boolean> {
    const ids = hulls();
    if (ids.has(vesselId)) return true;
    const hullId = (await store.vessel(scope, vesselId))?.hullId ?? null;
    return hullId !== null && ids.has(hullId);
  }

  return {
    isOfIt,
    async fits(scope, value) {
      const text = JSON.stringify(value);
      const ids = new Set([...text.matchAll(/\b(?:imo:\d{7}|mmsi:\d{9})\b/g)].map(([id]) => id));
      for (const [number] of text.matchAll(/(?<![.\d])\d{7}(?![.\d])/g))
        if (isShipImo(Number(number))) ids.add(`imo:${number}`);
      for (const id of ids) if (!(await isOfIt(scope, id))) return false;
      const mmsis = [
        ...new Set([...text.matchAll(/(?<![.\d])[2-7]\d{8}(?![.\d])/g)].map(([number]) => Number(number))),
      ];
      const speakers = await store.speakers(scope, mmsis);
      for (const id of speakers) if (!(await isOfIt(scope, id))) return false;
      return true;
    },
  };
}

/** Cuts what goes out of the routes that keep to watchlists. To be called before anything packs answers. */
export function holdAnswers(app: App, deps: Deps): void {
  const holdFor = (request: FastifyRequest, { statusCode }: FastifyReply) =>
    // What is open to everybody names no ship, or the asker themselves; a refusal names what was asked.
    statusCode >= 400 || request.routeOptions.config.needs === 'nobody' ? null : holdOf(request.person, deps);
  const scopeOf = ({ query }: FastifyRequest, value: unknown): Scope => {
    const own = typeof value === 'object' && value !== null && 'scope' in value ? value.scope : undefined;
    const { scope: asked } = query as { scope?: string };
    return typeof own === 'string' ? own : asked === undefined || asked === 'all' ? deps.opensScope() : asked;
  };

  // Of a list the rows that fit.
  app.addHook('preSerialization', async (request, reply, payload) => {
    const hold = holdFor(request, reply);
    if (hold === null || typeof payload !== 'object' || payload === null) return payload;
    if (!('rows' in payload) || !Array.isArray(payload.rows)) return payload;
    const rows: unknown[] = [];
    for (const row of payload.rows) if (await hold.fits(scopeOf(request, row), row)) rows.push(row);
    return { ...payload, rows };
  });
  // And whatever goes out at last, in whichever form: whose it is may stand in the address alone.
  app.addHook('onSend', async (request, reply, payload) => {
    const hold = holdFor(request, reply);
    if (hold === null) return payload;
    reply.header('x-keelwatch-held', 'only ships of the watchlists of this token');
    const said = Buffer.isBuffer(payload) ? payload.toString('utf8') : payload;
    const isText = said === null || said === undefined || typeof said === 'string';
    if (isText && (await hold.fits(scopeOf(request, null), [request.params, said ?? '']))) return payload;
    throw new CodedError('not_found', 'There is nothing here that names the ships of this token’s watchlists alone.');
  });
}
