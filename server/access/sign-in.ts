// Signing in with a password or a one-time link. Wrong tries are borne up to a measure (domain/access/patience.ts): by address,
// by account, and for a browser that has signed in to this account before by its own measure alone, so that nobody who guesses
// keeps its owner out. An account that is none is answered as a wrong password is, in the same time.

import { isIP } from 'node:net';
import { faultOf } from '../domain/access/password.ts';
import { type Allowance, createPatience } from '../domain/access/patience.ts';
import { CodedError } from '../domain/errors.ts';
import type { AccessStore, User } from '../seams/access-store.ts';
import type { Clock } from '../seams/clock.ts';
import type { PasswordHasher } from './password-hash.ts';
import { hashOf, newId, newSecret } from './secret.ts';

const SECOND_MS = 1_000;
export const ALLOWANCES = {
  address: { tries: 20, backMs: 6 * SECOND_MS },
  account: { tries: 30, backMs: 30 * SECOND_MS },
  browser: { tries: 10, backMs: 60 * SECOND_MS },
} as const satisfies Record<string, Allowance>;

/** Where a request comes from, as a person would recognise it in the list of their logins. */
export interface Place {
  address: string;
  agent: string;
  /** The mark of the browser, where it shows one. */
  device: string | null;
}

export interface Entered {
  user: User;
  /** For the cookie; kept nowhere else. */
  secret: string;
  device: string;
  /** Id of the new session. */
  session: string;
}

export interface SignIn {
  withPassword(name: string, password: string, place: Place): Promise<Entered>;
  /** Sets the password that the person has chosen, ends every other login of theirs, and signs in. */
  withLink(link: string, password: string, place: Place): Promise<Entered>;
  /** Whose link it is, while it is good. */
  ofLink(link: string, place: Place): Promise<User>;
  changePassword(userId: string, current: string, next: string, session: string, place: Place): Promise<void>;
  /** A new session for somebody who has shown who they are in another way. */
  open(user: User, how: string, place: Place): Promise<Entered>;
}

export interface SignInDeps {
  store: AccessStore;
  clock: Pick<Clock, 'now'>;
  hasher: PasswordHasher;
  common: ReadonlySet<string>;
}

export function createSignIn({ store, clock, hasher, common }: SignInDeps): SignIn {
  const patience = createPatience();

  /** Takes a try out of each purse before the answer is known, so that many at once are no more than one after the other. */
  function take(purses: readonly (readonly [key: string, allowance: Allowance])[]): void {
    const now = clock.now();
    const waitMs = Math.max(...purses.map(([key, allowance]) => patience.waitFor(key, allowance, now)));
    if (waitMs > 0) {
      throw new CodedError('too_many', `Too many wrong sign-ins; try again in ${Math.ceil(waitMs / SECOND_MS)} s.`);
    }
    for (const [key, allowance] of purses) patience.wrong(key, allowance, now);
  }

  async function pursesFor(name: string, user: User | null, place: Place) {
    const known = place.device !== null && user !== null && (await store.isKnownDevice(user.id, hashOf(place.device)));
    if (known) return [[`browser ${hashOf(place.device!)}`, ALLOWANCES.browser]] as const;
    return [
      [addressKey(place), ALLOWANCES.address],
      [`account ${hashOf(name.toLowerCase())}`, ALLOWANCES.account],
    ] as const;
  }

  async function open(user: User, how: string, { address, agent, device }: Place): Promise<Entered> {
    const at = clock.now();
    const secret = newSecret();
    const mark = device ?? newSecret();
    const session = newId('session');
    await store.openSession(hashOf(secret), {
      id: session,
      userId: user.id,
      how,
      createdAt: at,
      seenAt: at,
      address: address.slice(0, 100),
      agent: agent.slice(0, 200),
    });
    await store.knowDevice(user.id, hashOf(mark), at);
    return { user, secret, device: mark, session };
  }

  function mustBeGood(password: string, name: string): void {
    const fault = faultOf(password, { name, common });
    if (fault !== null) throw new CodedError('invalid', fault);
  }

  async function ofLink(link: string, place: Place): Promise<User> {
    take([[addressKey(place), ALLOWANCES.address]]);
    const user = await store.linkOf(hashOf(link), clock.now());
    if (user === null || user.disabledAt !== null) throw new CodedError('unauthenticated', NO_LINK);
    patience.giveBack(addressKey(place));
    return user;
  }

  return {
    open,
    ofLink,

    async withPassword(name, password, place) {
      const user = await store.userByName(name);
      const purses = await pursesFor(name, user, place);
      take(purses);
      const kept = user === null || user.disabledAt !== null ? null : await store.passwordOf(user.id);
      if (!(await hasher.fits(password, kept, isKnown(purses) ? 'known' : 'stranger')) || user === null) {
        throw new CodedError('unauthenticated', 'This name and this password do not go together.');
      }
      // An address keeps what others have tried from it: a right sign-in of one's own buys no tries at others' accounts.
      for (const [key] of purses) key.startsWith('address') ? patience.giveBack(key) : patience.right(key);
      return open(user, 'password', place);
    },

    async withLink(link, password, place) {
      mustBeGood(password, (await ofLink(link, place)).name);
      const hash = await hasher.hash(password);
      const user = await store.takeLink(hashOf(link), clock.now());
      if (user === null || user.disabledAt !== null) throw new CodedError('unauthenticated', NO_LINK);
      const signed = { by: user.name, at: clock.now(), deed: null };
      await store.setPassword(user.id, hash, signed);
      await store.endSessions(user.id, { allBut: null }, signed);
      return open(user, 'link', place);
    },

    async changePassword(userId, current, next, session, place) {
      const user = await store.user(userId);
      if (user === null) throw new CodedError('not_found', `There is no user '${userId}'.`);
      const purses = await pursesFor(user.name, user, place);
      take(purses);
      if (!(await hasher.fits(current, await store.passwordOf(userId), 'known'))) {
        throw new CodedError('unauthorised', 'The present password is another.');
      }
      for (const [key] of purses) key.startsWith('address') ? patience.giveBack(key) : patience.right(key);
      mustBeGood(next, user.name);
      const hash = await hasher.hash(next);
      const signed = { by: user.name, at: clock.now(), deed: null };
      await store.setPassword(userId, hash, signed);
      await store.endSessions(userId, { allBut: session }, signed);
    },
  };
}

/** By a browser that has signed in to this account before. */
function isKnown(purses: readonly (readonly [key: string, allowance: Allowance])[]): boolean {
  return purses.some(([key]) => key.startsWith('browser'));
}

const NO_LINK =
  "This link has been used, has run out, or was none. Ask an admin for another, or run 'keelwatch user link NAME' on the machine.";

/** Of the newer addresses whoever has one has billions: what counts is the network. */
function addressKey({ address }: Place): string {
  if (isIP(address) !== 6 || address.startsWith('::ffff:')) return `address ${address}`;
  const [head = '', tail = ''] = address.split('::');
  const first = head.split(':').filter((group) => group !== '');
  const last = tail.split(':').filter((group) => group !== '');
  const groups = [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last];
  return `address ${groups.slice(0, 4).join(':')}`;
}
