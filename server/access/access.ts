// Everything about who may use the monitor, put together once for the desk and the command line.

import type { AccessStore } from '../seams/access-store.ts';
import type { Clock } from '../seams/clock.ts';
import { createDoorkeeper } from './doorkeeper.ts';
import { createHasher, type PasswordHasher } from './password-hash.ts';
import type { Doorkeeper } from './person.ts';
import { createSignIn, type SignIn } from './sign-in.ts';
import { createTokenDesk, type TokenDesk } from './tokens.ts';
import { createUserDesk, type UserDesk } from './users.ts';

export interface Access {
  doorkeeper: Doorkeeper;
  signIn: SignIn;
  users: UserDesk;
  tokens: TokenDesk;
}

export function createAccess(
  store: AccessStore,
  clock: Pick<Clock, 'now'>,
  commonPasswords: ReadonlySet<string>,
  hasher: PasswordHasher = createHasher(),
): Access {
  return {
    doorkeeper: createDoorkeeper(store, clock),
    signIn: createSignIn({ store, clock, hasher, common: commonPasswords }),
    users: createUserDesk(store, clock),
    tokens: createTokenDesk(store, clock),
  };
}
