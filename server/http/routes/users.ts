// Users as an admin keeps them, and the names of colleagues for everybody who may read.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import type { User as KeptUser } from '../../seams/access-store.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { personOf, signatureOf } from '../person.ts';
import { presentToken, presentUser } from '../present/access.ts';
import { rfc3339 } from '../present/moment.ts';
import { Colleague, OneTimeLink, Token, User, UserChange, UserRequest } from '../wire/access.ts';
import { page } from '../wire/values.ts';

const one = { params: z.object({ id: z.string().max(100) }) };

export function userRoutes(app: App, { store, access, clock }: Needs<'store' | 'access' | 'clock'>): void {
  const { users } = access;
  const needs = 'admin' as const;
  const present = async (user: KeptUser): Promise<User> =>
    presentUser(user, await store.sessionsOf(user.id), (await store.tokens(user.id)).length);
  /** The page puts its own address before it: what comes after '#' is in no log of a server or proxy. */
  const linkOf = (name: string, { secret, expiresAt }: { secret: string; expiresAt: number }): OneTimeLink => ({
    name,
    link: `/welcome#${secret}`,
    expiresAt: rfc3339(expiresAt),
  });

  app.get(
    '/colleagues',
    { config: { needs: 'read' }, schema: { summary: 'Whom work can be given to', ...answers(page(Colleague)) } },
    async () => {
      const open = (await store.users()).filter(({ disabledAt }) => disabledAt === null);
      return { rows: open.map(({ name, role, team }) => ({ name, role, team })), next: null };
    },
  );

  app.get('/users', { config: { needs }, schema: { summary: 'Users, by name', ...answers(page(User)) } }, async () => ({
    rows: await Promise.all((await store.users()).map(present)),
    next: null,
  }));

  app.post(
    '/users',
    {
      config: { needs, secretAnswer: true },
      schema: {
        summary: 'Make a user; the answer holds the one-time link by which they choose a password',
        body: UserRequest,
        ...answers(OneTimeLink),
      },
    },
    async (request) => {
      const { user, link } = await users.add(request.body, personOf(request));
      return linkOf(user.name, link);
    },
  );

  app.patch(
    '/users/:id',
    {
      config: { needs },
      schema: {
        summary: 'Change name, role or team of a user, or disable them: that ends all their logins and streams',
        ...one,
        body: UserChange,
        ...answers(User),
      },
    },
    async (request) => present(await users.change(request.params.id, request.body, personOf(request))),
  );

  app.post(
    '/users/:id/link',
    {
      config: { needs, secretAnswer: true },
      schema: { summary: 'A new one-time link for somebody who is locked out', ...one, ...answers(OneTimeLink) },
    },
    async (request) => {
      const { id, name } = await users.find(request.params.id);
      return linkOf(name, await users.link(id, personOf(request)));
    },
  );

  app.delete(
    '/users/:id/logins',
    {
      config: { needs },
      schema: { summary: 'End all logins of a user', ...one, ...answers(z.object({ ended: z.number().int() })) },
    },
    async (request) => {
      const { id } = await users.find(request.params.id);
      return { ended: await store.endSessions(id, { allBut: null }, signatureOf(request as FastifyRequest, clock)) };
    },
  );

  app.get(
    '/tokens',
    { config: { needs }, schema: { summary: 'Tokens of everybody, newest first', ...answers(page(Token)) } },
    async () => {
      const names = new Map((await store.users()).map(({ id, name }) => [id, name]));
      return { rows: (await store.tokens()).map((row) => presentToken(row, names.get(row.userId) ?? '')), next: null };
    },
  );

  app.delete(
    '/tokens/:id',
    {
      config: { needs },
      schema: { summary: 'Take a token back, whosoever it is', ...one, ...answers(z.object({ removed: z.string() })) },
    },
    async (request) => {
      const { id } = request.params;
      if (!(await store.deleteToken(id, signatureOf(request as FastifyRequest, clock))))
        throw new CodedError('not_found', `There is no token '${id}'.`);
      return { removed: id };
    },
  );
}
