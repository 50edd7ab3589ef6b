// What the account and the users' screen ask of the server.

import type { Login, OneTimeLink, Token, TokenMade, User } from '../../server/http/wire/access.ts';
import type { BackupPlan, Keeping } from '../../server/http/wire/keeping.ts';
import { get, patch, post, put, remove, rows } from '../api.ts';

export const accessApi = {
  changePassword: (current: string, next: string) => post<{ ended: number }>('/me/password', { current, next }),
  logins: () => rows<Login>('/me/logins'),
  endLogin: (id: string) => remove(`/me/logins/${encodeURIComponent(id)}`),
  endOtherLogins: () => remove('/me/logins'),
  signOut: () => post('/sign-out', {}),
  tokens: () => rows<Token>('/me/tokens'),
  makeToken: (asked: { title: string; scopes: string[]; days: number }) => post<TokenMade>('/me/tokens', asked),
  removeToken: (id: string) => remove(`/me/tokens/${encodeURIComponent(id)}`),
  users: () => rows<User>('/users'),
  addUser: (asked: { name: string; role: string; team: string | null }) => post<OneTimeLink>('/users', asked),
  changeUser: (id: string, change: { role?: string; team?: string | null; disabled?: boolean }) =>
    patch<User>(`/users/${encodeURIComponent(id)}`, change),
  linkOf: (id: string) => post<OneTimeLink>(`/users/${encodeURIComponent(id)}/link`, {}),
  keeping: () => get<Keeping>('/keeping'),
  setRetention: (asked: Partial<Keeping['retention']>) => put<Keeping>('/keeping/retention', asked),
  setBackups: (plan: BackupPlan) => put<Keeping>('/keeping/backups', plan),
  takeBackup: () => post<{ file: string }>('/keeping/backups', {}),
  endLoginsOf: (id: string) => remove(`/users/${encodeURIComponent(id)}/logins`),
};
