// Who sends a request: a token in the Authorization header, else the session of a cookie, else, on a machine that has no users,
// whoever sits there. It is asked for every request and reads the rows each time, so what an admin takes away is gone at once,
// whichever process did it.

import { scopesOf } from '../domain/access/need.ts';
import { isOver, SEEN_STEP_MS } from '../domain/access/session.ts';
import type { AccessStore, User } from '../seams/access-store.ts';
import type { Clock } from '../seams/clock.ts';
import { sessionIn } from './cookies.ts';
import { type Doorkeeper, type Person, THIS_MACHINE } from './person.ts';
import { hashOf } from './secret.ts';

/** A token that is used all the time is written down so often. */
const USED_STEP_MS = 60_000;

export function createDoorkeeper(store: AccessStore, clock: Pick<Clock, 'now'>): Doorkeeper {
  let usersSeen = false;

  /** Users are never removed, so one that was seen is enough. */
  async function hasUsers(): Promise<boolean> {
    usersSeen ||= await store.hasUsers();
    return usersSeen;
  }

  async function byToken(secret: string): Promise<Person | null> {
    const found = await store.token(hashOf(secret));
    const now = clock.now();
    if (found === null || found.token.expiresAt <= now || found.user.disabledAt !== null) return null;
    const { token, user } = found;
    if (now - (token.usedAt ?? 0) >= USED_STEP_MS) await store.tokenUsed(token.id, now);
    const role = scopesOf(user.role);
    return {
      id: user.id,
      name: `${user.name} (token ${token.title})`,
      // Of one whose maker has become less since, what the maker may still do.
      scopes: token.scopes.filter((scope) => role.includes(scope)),
      by: 'token',
      proof: token.id,
      watchlists: token.watchlists,
    };
  }

  async function bySession(secret: string, passive: boolean): Promise<Person | null> {
    const hash = hashOf(secret);
    const found = await store.session(hash);
    const now = clock.now();
    if (found === null || found.user.disabledAt !== null || isOver(found.session, now)) return null;
    if (!passive && now - found.session.seenAt >= SEEN_STEP_MS) await store.sessionSeen(hash, now);
    return personOfUser(found.user, found.session.id);
  }

  return {
    async who({ cookie, authorization }, passive = false) {
      if (!(await hasUsers())) return THIS_MACHINE;
      if (authorization !== undefined) {
        const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
        return secret === undefined ? null : byToken(secret);
      }
      const secret = sessionIn(cookie);
      return secret === null ? null : bySession(secret, passive);
    },
  };
}

export function personOfUser(user: User, session: string): Person {
  const { id, name, role } = user;
  return { id, name, scopes: scopesOf(role), by: 'session', proof: session, watchlists: null };
}
