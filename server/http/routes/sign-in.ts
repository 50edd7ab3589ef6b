// Who is asking, signing in and out, and the one-time link. These routes are open to whoever reaches the server; what they
// bear of wrong tries is said in access/sign-in.ts.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Entered } from '../../access/sign-in.ts';
import { CodedError } from '../../domain/errors.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { giveCookies, isHttps, loginOf, placeOf, signatureOf, takeCookie } from '../person.ts';
import { LinkRequest, LinkUse, Me, SignInRequest } from '../wire/access.ts';

const done = z.object({ name: z.string() });

export function signInRoutes(app: App, { store, access, clock }: Needs<'store' | 'access' | 'clock'>): void {
  const { signIn } = access;

  app.get(
    '/me',
    { config: { needs: 'nobody' }, schema: { summary: 'Who is asking, and what they may do', ...answers(Me) } },
    async (request) => {
      const { person } = request;
      const shown = { https: isHttps(request), signOn: null };
      if (person === null) return { person: null, ...shown };
      const user = person.by === 'machine' ? null : await store.user(person.id);
      return {
        person: {
          id: person.id,
          name: person.name,
          scopes: [...person.scopes],
          by: person.by,
          role: user?.role ?? null,
          team: user?.team ?? null,
          hasPassword: user?.hasPassword ?? false,
          settings: user?.settings ?? {},
        },
        ...shown,
      };
    },
  );

  app.post(
    '/sign-in',
    {
      config: { needs: 'nobody' },
      schema: {
        summary: 'Sign in with name and password; the answer sets a cookie',
        body: SignInRequest,
        ...answers(done),
      },
    },
    async (request, reply) => {
      const { name, password } = request.body;
      const entered = await told(request, signIn.withPassword(name, password, placeOf(request)));
      giveCookies(request, reply, entered);
      return { name: entered.user.name };
    },
  );

  app.post(
    '/sign-in/link',
    {
      config: { needs: 'nobody' },
      schema: { summary: 'Whose one-time link this is, while it is good', body: LinkRequest, ...answers(done) },
    },
    async (request) => ({ name: (await signIn.ofLink(request.body.link, placeOf(request))).name }),
  );

  app.post(
    '/sign-in/link/use',
    {
      config: { needs: 'nobody' },
      schema: { summary: 'Choose a password by a one-time link, and sign in', body: LinkUse, ...answers(done) },
    },
    async (request, reply) => {
      const { link, password } = request.body;
      const entered = await told(request, signIn.withLink(link, password, placeOf(request)));
      giveCookies(request, reply, entered);
      return { name: entered.user.name };
    },
  );

  app.post(
    '/sign-out',
    { config: { needs: 'self' }, schema: { summary: 'End this login', ...answers(done) } },
    async (request, reply) => {
      const { id, name, proof } = loginOf(request);
      await store.endSessions(id, { id: proof }, signatureOf(request as FastifyRequest, clock));
      request.log.info({ user: name, from: request.ip }, 'signed out');
      takeCookie(request, reply);
      return { name };
    },
  );
}

/**
 * Who came in or was refused goes to the log. The name that was typed does not: it may be a password in the wrong field. Tries
 * that are turned away unseen (too_many) are as many as somebody likes, and stay out of it.
 */
async function told(request: FastifyRequest, entering: Promise<Entered>): Promise<Entered> {
  try {
    const entered = await entering;
    request.log.info({ user: entered.user.name, session: entered.session, from: request.ip }, 'signed in');
    return entered;
  } catch (error) {
    if (error instanceof CodedError && error.code === 'unauthenticated') {
      request.log.warn({ from: request.ip }, 'a sign-in was refused');
    }
    throw error;
  }
}
