// Holds the one state and tells listeners that it moved. React reads it through `useSlice`; the map and the playhead
// read `get()` when their frame comes.

import { createContext, useContext, useSyncExternalStore } from 'react';
import { reduce } from './reduce.ts';
import type { Action, State } from './state.ts';

export interface PageStore {
  get(): State;
  dispatch(action: Action): void;
  subscribe(listener: () => void): () => void;
}

export function createPageStore(initial: State): PageStore {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    dispatch: (action) => {
      const next = reduce(state, action);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const StoreContext = createContext<PageStore | null>(null);

export function usePageStore(): PageStore {
  const store = useContext(StoreContext);
  if (store === null) throw new Error('a panel was drawn outside the page: no store in its context');
  return store;
}

/** One field of the state, or any value that keeps its identity while nothing of it moves. */
export function useSlice<T>(select: (state: State) => T): T {
  const store = usePageStore();
  return useSyncExternalStore(store.subscribe, () => select(store.get()));
}

export function useDispatch(): PageStore['dispatch'] {
  return usePageStore().dispatch;
}
