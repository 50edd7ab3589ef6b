// Tokens for programs: made by a person in a login of theirs, shown once, for some of what the maker may do, with an end. What a
// maker may no longer do, the token may no longer do either (doorkeeper.ts).

import { SCOPES, scopesOf, type TokenScope } from '../domain/access/need.ts';
import { CodedError } from '../domain/errors.ts';
import type { AccessStore, TokenRow, User } from '../seams/access-store.ts';
import type { Clock } from '../seams/clock.ts';
import { hashOf, newId, newSecret } from './secret.ts';

const DAY_MS = 86_400_000;
export const DEFAULT_DAYS = 90;
export const MOST_DAYS = 366;

export interface TokenAsked {
  title: string;
  scopes: readonly TokenScope[];
  days: number;
  /** Ids of watchlists that it is held to; null: it is held to none. */
  watchlists?: readonly string[] | null | undefined;
}

export interface TokenDesk {
  /** The secret is given here and never again. */
  make(user: User, asked: TokenAsked, by: string): Promise<{ token: TokenRow; secret: string }>;
}

export function createTokenDesk(store: AccessStore, clock: Pick<Clock, 'now'>): TokenDesk {
  return {
    async make(user, { title, scopes, days, watchlists = null }, by) {
      const may = scopesOf(user.role);
      const beyond = scopes.filter((scope) => !may.includes(scope));
      if (beyond.length > 0) {
        throw new CodedError(
          'unauthorised',
          `'${user.name}' is ${user.role} and may ${may.join(', ')}: a token for ${beyond.join(', ')} would be wider.`,
        );
      }
      if (scopes.length === 0)
        throw new CodedError('invalid', `A token is for one of ${SCOPES.join(', ')}, or several.`);
      if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
        throw new CodedError('invalid', `A token is good for 1 to ${MOST_DAYS} days, not for ${days}.`);
      }
      if (watchlists !== null && (watchlists.length === 0 || scopes.some((scope) => scope !== 'read'))) {
        const what = watchlists.length === 0 ? 'names at least one' : "is for 'read' alone";
        throw new CodedError('invalid', `A token that is held to watchlists ${what}.`);
      }
      const secret = `kw_${newSecret()}`;
      const createdAt = clock.now();
      const token: TokenRow = {
        id: newId('token'),
        userId: user.id,
        title,
        scopes: SCOPES.filter((scope) => scopes.includes(scope)),
        watchlists,
        createdAt,
        expiresAt: createdAt + days * DAY_MS,
        usedAt: null,
      };
      await store.saveToken(hashOf(secret), token, { by, at: createdAt, deed: null });
      return { token, secret };
    },
  };
}
