// Who is here and what they may do, for every part of the page that offers a deed. The server decides; this only spares people
// forms that would be refused.

import { useSyncExternalStore } from 'react';
import type { Me } from '../../server/http/wire/access.ts';

/** Told to the window when an answer says that nobody is signed in. */
export const SIGNED_OUT = 'keelwatch:signed-out';

export type Right = NonNullable<Me['person']>['scopes'][number];

let me: Me | null = null;
const listeners = new Set<() => void>();

export function setMe(next: Me): void {
  me = next;
  for (const listener of listeners) listener();
}

export function currentMe(): Me | null {
  return me;
}

export function useMe(): Me | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => me,
  );
}

/** While it is not known who is here, nothing is kept from them: the server will say. */
export function mayDo(shown: Me | null, right: Right): boolean {
  return shown?.person?.scopes.includes(right) ?? true;
}

export function useMay(right: Right): boolean {
  return mayDo(useMe(), right);
}
