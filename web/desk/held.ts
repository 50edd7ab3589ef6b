// A value that lives beside the page's state, since it is nobody's but the desk's: what is picked, what can still be undone.

import { useSyncExternalStore } from 'react';

export interface Held<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

export function held<T>(first: T): Held<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useHeld<T>(of: Held<T>): T {
  return useSyncExternalStore(of.subscribe, of.get);
}
