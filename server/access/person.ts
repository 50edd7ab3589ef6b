// Who asks, as far as the rest of the program needs to know: a name for what is kept of a deed, and what they may do.

import { SCOPES, type TokenScope } from '../domain/access/need.ts';

export interface Person {
  /** Of the user; 'analyst' on a machine that has no users. */
  id: string;
  /** As it stands beside a deed. */
  name: string;
  scopes: readonly TokenScope[];
  /** How they are known: this machine without users, a login, or a token. */
  by: 'machine' | 'session' | 'token';
  /** Id of the session or the token. */
  proof: string | null;
  /** Of a token that sees the ships of these watchlists alone; null: no such limit. */
  watchlists: readonly string[] | null;
}

export const MACHINE_NAME = 'analyst';

/** On loopback without users whoever sits at this machine is the analyst, and may do everything. */
export const THIS_MACHINE: Person = {
  id: MACHINE_NAME,
  name: MACHINE_NAME,
  scopes: SCOPES,
  by: 'machine',
  proof: null,
  watchlists: null,
};

/** What a request shows of who sends it. */
export interface Credentials {
  cookie: string | undefined;
  authorization: string | undefined;
}

/** Says who asks; null: nobody that is known. */
export interface Doorkeeper {
  /** `passive`: an open stream asks whether it may go on, which is no use of a login. */
  who(shown: Credentials, passive?: boolean): Promise<Person | null>;
}
