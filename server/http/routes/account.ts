// One's own account: password, settings, logins, tokens. Only in a login: a token cannot reach them, and so makes no other.

import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CodedError } from '../../domain/errors.ts';
import { answers } from '../answers.ts';
import type { App, Needs } from '../deps.ts';
import { loginOf, placeOf, signatureOf } from '../person.ts';
import { presentLogin, presentToken } from '../present/access.ts';
import { Login, PasswordChange, SettingsRequest, Token, TokenMade, TokenRequest } from '../wire/access.ts';
import { page } from '../wire/values.ts';

const MOST_SETTINGS = 8_192;
const one = { params: z.object({ id: z.string().max(100) }) };
const ended = z.object({ ended: z.number().int() });

export function accountRoutes(app: App, { store, access, clock }: Needs<'store' | 'access' | 'clock'>): void {
  const needs = 'self' as const;

  app.post(
    '/me/password',
    {
      config: { needs },
      schema: {
        summary: 'Change the password; every other login of yours ends',
        body: PasswordChange,
        ...answers(ended),
      },
    },
    async (request) => {
      const { id, proof } = loginOf(request);
      const others = (await store.sessionsOf(id)).length - 1;
      const { current, next } = request.body;
      await access.signIn.changePassword(id, current, next, proof, placeOf(request));
      return { ended: others };
    },
  );

  app.put(
    '/me/settings',
    {
      config: { needs },
      schema: { summary: 'What you have set for your page', body: SettingsRequest, ...answers(SettingsRequest) },
    },
    async (request) => {
      const { id } = loginOf(request);
      if (JSON.stringify(request.body).length > MOST_SETTINGS) {
        throw new CodedError('invalid', `Settings of a person are at most ${MOST_SETTINGS} characters long.`);
      }
      const { hasPassword: _, ...user } = await access.users.find(id);
      await store.saveUser({ ...user, settings: request.body }, signatureOf(request as FastifyRequest, clock));
      return request.body;
    },
  );

  app.get(
    '/me/logins',
    { config: { needs }, schema: { summary: 'Your logins, the one last used first', ...answers(page(Login)) } },
    async (request) => {
      const { id, proof } = loginOf(request);
      return { rows: (await store.sessionsOf(id)).map((row) => presentLogin(row, proof)), next: null };
    },
  );

  app.delete(
    '/me/logins/:id',
    { config: { needs }, schema: { summary: 'End one of your logins', ...one, ...answers(ended) } },
    async (request) => {
      const { id } = loginOf(request);
      const count = await store.endSessions(
        id,
        { id: request.params.id },
        signatureOf(request as FastifyRequest, clock),
      );
      if (count === 0) throw new CodedError('not_found', `You have no login '${request.params.id}'.`);
      return { ended: count };
    },
  );

  app.delete(
    '/me/logins',
    { config: { needs }, schema: { summary: 'End all your other logins', ...answers(ended) } },
    async (request) => {
      const { id, proof } = loginOf(request);
      return { ended: await store.endSessions(id, { allBut: proof }, signatureOf(request as FastifyRequest, clock)) };
    },
  );

  app.get(
    '/me/tokens',
    { config: { needs }, schema: { summary: 'Your tokens, newest first', ...answers(page(Token)) } },
    async (request) => {
      const { id, name } = loginOf(request);
      return { rows: (await store.tokens(id)).map((row) => presentToken(row, name)), next: null };
    },
  );

  app.post(
    '/me/tokens',
    {
      config: { needs },
      schema: {
        summary: 'Make a token; its secret is in this answer alone',
        body: TokenRequest,
        ...answers(TokenMade),
      },
    },
    async (request) => {
      const { id, name } = loginOf(request);
      const known = new Set((await store.watchlists()).map((list) => list.id));
      const unknown = (request.body.watchlists ?? []).find((each) => !known.has(each));
      if (unknown !== undefined) throw new CodedError('invalid', `There is no watchlist '${unknown}'.`);
      const { token, secret } = await access.tokens.make(await access.users.find(id), request.body, name);
      return { ...presentToken(token, name), secret };
    },
  );

  app.delete(
    '/me/tokens/:id',
    {
      config: { needs },
      schema: { summary: 'Take a token of yours back', ...one, ...answers(z.object({ removed: z.string() })) },
    },
    async (request) => {
      const { id } = loginOf(request);
      if (!(await store.deleteToken(request.params.id, signatureOf(request as FastifyRequest, clock), id))) {
        throw new CodedError('not_found', `You have no token '${request.params.id}'.`);
      }
      return { removed: request.params.id };
    },
  );
}
