// The one gate. Every route says in its own definition what it needs, `config: { needs: 'read' }`; one that says nothing
// keeps the server from starting. Before anything of a request is read, the gate finds out who asks and compares. The upgrade
// of the stream passes it like any other request.

import type { FastifyRequest, RouteOptions } from 'fastify';
import type { Doorkeeper, Person } from '../access/person.ts';
import { meets, NEEDS, type Need } from '../domain/access/need.ts';
import { CodedError } from '../domain/errors.ts';
import { workFrom } from '../seams/origin.ts';
import type { App } from './deps.ts';
import { isHandedOn } from './guard.ts';
import { originOf } from './person.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    needs?: Need;
  }
  interface FastifyInstance {
    /** Every route with its need, once the server is ready. */
    doors: readonly Door[];
  }
}

export interface Door {
  method: string;
  url: string;
  needs: Need;
}

/** To be called before any route is registered. */
export function setGate(app: App, doorkeeper: Doorkeeper): void {
  const routes: RouteOptions[] = [];
  const doors: Door[] = [];
  app.decorate('doors', doors);
  app.decorateRequest('person', null);
  app.addHook('onRoute', (route) => void routes.push(route));
  // Asked when all are there: a plugin's own routes are given their need by a hook of the room that registers it.
  app.addHook('onReady', async () => {
    for (const { url, method, config } of routes) {
      const methods = [method].flat().join(', ');
      const needs = config?.needs;
      if (needs === undefined || !NEEDS.includes(needs)) {
        throw new CodedError(
          'internal',
          `The route ${methods} ${url} does not say what it needs: give it config: { needs: … }, one of ${NEEDS.join(', ')}.`,
        );
      }
      for (const each of [method].flat()) doors.push({ method: each, url, needs });
    }
  });
  app.addHook('onRequest', async (request) => {
    const { cookie, authorization } = request.headers;
    // An address that no route has is answered as such to everybody, and so is the page.
    const needs = request.is404 ? 'nobody' : request.routeOptions.config.needs;
    const person = await doorkeeper.who({ cookie, authorization });
    request.person = person?.by === 'machine' && isHandedOn(request.headers) ? null : person;
    mustMeet(needs, request.person, request, !request.is404 && request.routeOptions.config.held === true);
  });
  // Behind the reading of the body, which goes on in the context of the connection.
  app.addHook('preHandler', (request, _reply, done) => workFrom(originOf(request), done));
}

/** Gives the routes that a plugin registers in this room their need. */
export function allNeed(app: Pick<App, 'addHook'>, needs: Need): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, needs };
  });
}

function mustMeet(
  needs: Need | undefined,
  person: Person | null,
  { method, url }: Pick<FastifyRequest, 'method' | 'url'>,
  held: boolean,
): void {
  const holds = person === null ? null : { scopes: person.scopes, session: person.by !== 'token' };
  // Whoever is held to some watchlists is let in where the answer is held to them (held.ts), and nowhere else.
  const bounded = person !== null && person.watchlists !== null && needs !== 'nobody' && !held;
  if (needs !== undefined && !bounded && meets(needs, holds)) return;
  const what = `${method} ${url.replace(/\?.*/s, '').slice(0, 200)}`;
  if (person === null) {
    throw new CodedError(
      'unauthenticated',
      `${what} is for those who have signed in, or send a token that is in force.`,
    );
  }
  if (bounded) {
    const says = `${what} is closed to a token that is held to watchlists: its answer is not held to them.`;
    throw new CodedError('unauthorised', says);
  }
  const lacks = needs === 'self' ? 'a login of a person; a token does not do' : `the right '${needs}'`;
  throw new CodedError('unauthorised', `${what} needs ${lacks}; ${person.name} has ${person.scopes.join(', ')}.`);
}
