// Users, logins and tokens on the wire. A secret is in an answer once: when a link or a token is made.

import { z } from 'zod';
import { ROLES, SCOPES } from '../../domain/access/need.ts';
import { shortText, time } from './values.ts';

const role = z.enum(ROLES);
const scopes = z.array(z.enum(SCOPES));
const userName = z.string().min(1).max(100);
/** What it must be is said by the rules of passwords, in a sentence that does not repeat it. */
const password = z.string();
const secret = z.string().max(200);

export const Me = z.object({
  person: z
    .object({
      id: z.string(),
      name: z.string(),
      scopes,
      by: z
        .enum(['machine', 'session', 'token'])
        .describe('machine: there are no users yet, and everything is open here'),
      role: role.nullable(),
      team: z.string().nullable(),
      hasPassword: z.boolean(),
      settings: z.record(z.string(), z.unknown()),
    })
    .nullable()
    .describe('null: nobody is signed in'),
  https: z.boolean().describe('whether this request came over https, as far as the server can tell'),
  signOn: z.string().nullable().describe('title of the sign-on from elsewhere, where one is set up'),
});
export type Me = z.infer<typeof Me>;

export const SignInRequest = z.strictObject({ name: userName, password });
export const LinkRequest = z.strictObject({ link: secret });
export const LinkUse = z.strictObject({ link: secret, password });
export const PasswordChange = z.strictObject({ current: password, next: password });
export const SettingsRequest = z.record(z.string().max(60), z.unknown());

export const Login = z.object({
  id: z.string(),
  how: z.string(),
  createdAt: time,
  seenAt: time,
  endsAt: time.describe('in any case'),
  address: z.string(),
  agent: z.string(),
  current: z.boolean(),
});
export type Login = z.infer<typeof Login>;

export const Token = z.object({
  id: z.string(),
  owner: z.string().describe('name of the user'),
  title: z.string(),
  scopes,
  createdAt: time,
  expiresAt: time,
  usedAt: time.nullable(),
  watchlists: z.array(z.string()).nullable().describe('it sees their ships alone; null: it is held to none'),
});
export type Token = z.infer<typeof Token>;

export const TokenRequest = z.strictObject({
  title: shortText.max(60),
  scopes: scopes.min(1),
  days: z.number().int().default(90),
  watchlists: z
    .array(z.string().max(60))
    .max(50)
    .nullable()
    .default(null)
    .describe('ids of watchlists: it sees their ships alone; null: it is held to none'),
});
export const TokenMade = Token.extend({ secret: z.string().describe('shown now and never again') });
export type TokenMade = z.infer<typeof TokenMade>;

export const User = z.object({
  id: z.string(),
  name: z.string(),
  role,
  team: z.string().nullable(),
  hasPassword: z.boolean(),
  disabledAt: time.nullable(),
  createdAt: time,
  seenAt: time.nullable().describe('of the newest login that is open'),
  logins: z.number().int(),
  tokens: z.number().int(),
});
export type User = z.infer<typeof User>;

/** As much as anybody who may read sees: whom a case can be given to. */
export const Colleague = z.object({ name: z.string(), role, team: z.string().nullable() });
export type Colleague = z.infer<typeof Colleague>;

const team = z.string().trim().min(1).max(60).nullable();
export const UserRequest = z.strictObject({ name: userName, role, team: team.default(null) });
export const UserChange = z.strictObject({
  name: userName.optional(),
  role: role.optional(),
  team: team.optional(),
  disabled: z.boolean().optional(),
});

export const OneTimeLink = z.object({
  name: z.string(),
  link: z.string().describe('address to be given to the person; it works once and is shown now and never again'),
  expiresAt: time,
});
export type OneTimeLink = z.infer<typeof OneTimeLink>;
