// What the desk asks of the worker that hears: each question has an end, for the worker may be busy for long.

import { type WatchedHeard, watchedHeard } from './desk/watched-heard.ts';
import type { WatchedHull } from './domain/vessel.ts';
import { FEED_WORKER } from './run/feeds/feed-commands.ts';
import { LIVE_WORKER } from './run/live-commands.ts';
import type { LiveCounts } from './run/live-counts.ts';
import type { Footprint, FootprintQuestion } from './run/reception/footprint.ts';
import type { Bus } from './seams/bus.ts';
import { type Clock, within } from './seams/clock.ts';
import type { Store } from './seams/store.ts';

/** Whoever asks for numbers does not wait for it. */
const COUNTS_MS = 1_000;
const FOOTPRINT_MS = 5_000;

export interface Asking {
  footprint(question: FootprintQuestion): Promise<Footprint | null>;
  heard(): Promise<WatchedHeard>;
  live(): Promise<LiveCounts | null>;
}

export function createAsking(bus: Bus, clock: Clock, store: Store, hulls: () => readonly WatchedHull[]): Asking {
  return {
    footprint: (question) => within(clock, FOOTPRINT_MS, bus.ask(FEED_WORKER, 'footprint', question)),
    heard: () =>
      watchedHeard(
        {
          store,
          hulls,
          heardBy: (mmsis) => within(clock, COUNTS_MS, bus.ask(FEED_WORKER, 'who was heard', { mmsis })),
        },
        clock.now(),
      ),
    live: () => within(clock, COUNTS_MS, bus.ask(LIVE_WORKER, 'counts', null)),
  };
}
