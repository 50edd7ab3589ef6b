// Users as an admin keeps them: made, given a role and a team, disabled. An admin never chooses a password: a new user, or one
// who is locked out, gets a one-time link. Nobody is removed, for their name stands beside what they did.

import { ROLES, type Role } from '../domain/access/need.ts';
import { LINK_MS } from '../domain/access/session.ts';
import { CodedError } from '../domain/errors.ts';
import type { AccessStore, User } from '../seams/access-store.ts';
import type { Clock } from '../seams/clock.ts';
import { MACHINE_NAME } from './person.ts';
import { hashOf, newId, newSecret } from './secret.ts';

export interface Link {
  /** Shown once. */
  secret: string;
  expiresAt: number;
}

export interface UserChange {
  name?: string | undefined;
  role?: Role | undefined;
  team?: string | null | undefined;
  disabled?: boolean | undefined;
}

export interface UserDesk {
  /** `by`: who does it, for the record. */
  add(asked: { name: string; role: Role; team: string | null }, by: string): Promise<{ user: User; link: Link }>;
  change(id: string, change: UserChange, by: string): Promise<User>;
  link(id: string, by: string): Promise<Link>;
  find(nameOrId: string): Promise<User>;
}

/** Letters of any script; nothing that means something in a table, a mail or a page. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._@+'-]{0,59}$/u;

export function createUserDesk(store: AccessStore, clock: Pick<Clock, 'now'>): UserDesk {
  async function find(nameOrId: string): Promise<User> {
    const user = (await store.user(nameOrId)) ?? (await store.userByName(nameOrId));
    if (user === null) throw new CodedError('not_found', `There is no user '${nameOrId.slice(0, 100)}'.`);
    return user;
  }

  const signed = (by: string) => ({ by, at: clock.now(), deed: null });

  async function link(id: string, by: string): Promise<Link> {
    const user = await find(id);
    if (user.disabledAt !== null) {
      throw new CodedError('conflict', `'${user.name}' is disabled; enable them before they get a link.`);
    }
    const secret = newSecret();
    const expiresAt = clock.now() + LINK_MS;
    await store.saveLink(hashOf(secret), user.id, expiresAt, signed(by));
    return { secret, expiresAt };
  }

  return {
    find,
    link,

    async add({ name, role, team }, by) {
      if (!(await store.hasUsers()) && role !== 'admin') {
        throw new CodedError('conflict', `The first user has to be an admin; '${name.slice(0, 60)}' would be ${role}.`);
      }
      if ((await store.users()).length >= MOST_USERS) {
        throw new CodedError('conflict', `There are ${MOST_USERS} users already.`);
      }
      const id = newId('user');
      const made = { name: readName(name), role: readRole(role), team, disabledAt: null, settings: {} };
      await store.saveUser({ id, ...made, createdAt: clock.now() }, signed(by));
      return { user: await find(id), link: await link(id, by) };
    },

    async change(id, { name, role, team, disabled }, by) {
      const { hasPassword: _, ...user } = await find(id);
      const changed = {
        ...user,
        name: name === undefined ? user.name : readName(name),
        role: role === undefined ? user.role : readRole(role),
        team: team === undefined ? user.team : team,
        disabledAt: disabled === undefined ? user.disabledAt : disabled ? (user.disabledAt ?? clock.now()) : null,
      };
      await store.saveUser(changed, signed(by));
      return find(user.id);
    },
  };
}

const MOST_USERS = 1_000;

function readName(text: string): string {
  const name = text.normalize('NFC').trim();
  if (!NAME.test(name)) {
    throw new CodedError(
      'invalid',
      `"${name.slice(0, 60)}" is no name of a user: up to 60 letters, digits, spaces and . _ @ + ' -, a letter or digit first.`,
    );
  }
  if (name.toLowerCase() === MACHINE_NAME) {
    throw new CodedError('invalid', `"${name}" is what deeds on a machine without users are kept under; take another.`);
  }
  return name;
}

function readRole(text: string): Role {
  const role = ROLES.find((each) => each === text);
  if (role === undefined) throw new CodedError('invalid', `"${text}" is no role; there are ${ROLES.join(', ')}.`);
  return role;
}
