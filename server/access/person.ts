// Who asks, as far as the rest of the program needs to know: a name for what is kept of a deed, and what they may do.

import { SCOPES, type TokenScope } from './need.ts';

export interface Person {
  /** Of the user; 'analyst' on a machine that has no users. */
  id: string;
  /** As it stands beside a deed. */
  name: string;
  scopes: readonly TokenScope[];
  /** How they are known: this machine without users, a login, or a token. */
  by: 'machine' | 'session' | 'token';
}

/** On loopback without users whoever sits at this machine is the analyst, and may do everything. */
export const THIS_MACHINE: Person = { id: 'analyst', name: 'analyst', scopes: SCOPES, by: 'machine' };

/** What a request shows of who sends it. */
export interface Credentials {
  cookie: string | undefined;
  authorization: string | undefined;
  /** Address of the other end. */
  from: string;
}

/** Says who asks; null: nobody that is known. */
export interface Doorkeeper {
  who(shown: Credentials): Promise<Person | null>;
}

export const OPEN_DOOR: Doorkeeper = { who: async () => THIS_MACHINE };
