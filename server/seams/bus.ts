// Live updates in process: the pipeline says that something was committed, streams and channels wake up. It carries no
// content that could be lost: readers go to the log for what they missed.

import type { KeptFix } from '../domain/heard.ts';

export interface BusUpdates {
  /** The log has grown to `seq`. */
  log: { seq: number };
  /** Newest positions of a scope, at most once per vessel and batch. */
  positions: { scope: string; fixes: KeptFix[] };
}

export interface Bus {
  publish<K extends keyof BusUpdates>(topic: K, update: BusUpdates[K]): void;
  /** Returns the function that ends the subscription. */
  subscribe<K extends keyof BusUpdates>(topic: K, listener: (update: BusUpdates[K]) => void): () => void;
}

export function createBus(): Bus {
  const listeners: { [K in keyof BusUpdates]: Set<(update: BusUpdates[K]) => void> } = {
    log: new Set(),
    positions: new Set(),
  };
  return {
    publish: (topic, update) => {
      for (const listener of listeners[topic]) listener(update);
    },
    subscribe: (topic, listener) => {
      listeners[topic].add(listener);
      return () => listeners[topic].delete(listener);
    },
  };
}
