// Users, logins and tokens for the wire.

import { LONGEST_MS } from '../../domain/access/session.ts';
import type { User as KeptUser, SessionRow, TokenRow } from '../../seams/access-store.ts';
import type { Login, Token, User } from '../wire/access.ts';
import { rfc3339, rfc3339OrNull } from './moment.ts';

export function presentLogin(row: SessionRow, current: string): Login {
  const { id, how, createdAt, seenAt, address, agent } = row;
  return {
    id,
    how,
    createdAt: rfc3339(createdAt),
    seenAt: rfc3339(seenAt),
    endsAt: rfc3339(createdAt + LONGEST_MS),
    address,
    agent,
    current: id === current,
  };
}

export function presentToken({ id, title, scopes, ...row }: TokenRow, owner: string): Token {
  return {
    id,
    owner,
    title,
    scopes: [...scopes],
    createdAt: rfc3339(row.createdAt),
    expiresAt: rfc3339(row.expiresAt),
    usedAt: rfc3339OrNull(row.usedAt),
    watchlists: row.watchlists === null ? null : [...row.watchlists],
  };
}

export function presentUser(user: KeptUser, sessions: readonly SessionRow[], tokens: number): User {
  const { id, name, role, team, hasPassword } = user;
  return {
    id,
    name,
    role,
    team,
    hasPassword,
    disabledAt: rfc3339OrNull(user.disabledAt),
    createdAt: rfc3339(user.createdAt),
    seenAt: rfc3339OrNull(sessions[0]?.seenAt ?? null),
    logins: sessions.length,
    tokens,
  };
}
