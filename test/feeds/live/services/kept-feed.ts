// A feed kept open against a peer of the test: what it told and brought, waiting for either, a clock that the test puts on,
// and what its format reads of it.

import { type ConnectionState, keepOpen } from '../../../../server/feeds/live/keep-open.ts';
import type { FeedKind, FeedNews, FeedSession } from '../../../../server/feeds/live/live-feed.ts';
import { manualClock } from '../../../../server/seams/clock.ts';
import { NOW, readNews, textOf } from '../open-feed.ts';

export { NOW, textOf };

const kept = new Set<() => Promise<void>>();

/** For `afterEach`: ends what a test has left open. */
export async function endAll(): Promise<void> {
  for (const end of [...kept]) await end();
}

export type KeptFeed = ReturnType<typeof keepFeed>;

export function keepFeed<Settings>(
  kind: FeedKind<Settings>,
  settings: Settings,
  more: Omit<FeedSession, 'signal' | 'clock'> = {},
) {
  const clock = manualClock(NOW);
  const ending = new AbortController();
  const states: ConnectionState[] = [];
  const news: FeedNews[] = [];
  const waits = new Set<() => void>();
  const look = () => {
    for (const wait of waits) wait();
  };
  const hear = (one: FeedNews) => {
    news.push(one);
    look();
  };
  const tell = (state: ConnectionState) => {
    states.push(state);
    look();
  };
  const done = keepOpen(kind, settings, { ...more, signal: ending.signal, clock, random: () => 0, hear, tell });

  function until<T>(found: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const wait = () => {
        const value = found();
        if (value === undefined) return;
        waits.delete(wait);
        resolve(value);
      };
      waits.add(wait);
      wait();
    });
  }

  function many<T>(all: () => T[], count: number): Promise<T[]> {
    return until(() => (all().length >= count ? all() : undefined));
  }

  async function end(): Promise<void> {
    kept.delete(end);
    ending.abort();
    await done;
  }
  kept.add(end);

  let at = NOW;
  return {
    /** Puts the clock on, once all that is under way has come to rest. */
    async pass(ms: number): Promise<void> {
      await turns();
      at += ms;
      clock.set(at);
      await turns();
    },
    states,
    news,
    end,
    state: <H extends ConnectionState['how']>(how: H, count = 1) =>
      many(() => states.filter((s): s is Extract<ConnectionState, { how: H }> => s.how === how), count),
    /** The last of the first `count` ends. */
    async closed(count = 1) {
      const all = () => states.filter((s): s is Extract<ConnectionState, { how: 'closed' }> => s.how === 'closed');
      return (await many(all, count))[count - 1]!;
    },
    heard: <K extends FeedNews['kind']>(wanted: K, count = 1) =>
      many(() => news.filter((n): n is Extract<FeedNews, { kind: K }> => n.kind === wanted), count),
    async text(includes: string): Promise<string> {
      const all = () => textOf(news);
      return until(() => (all().includes(includes) ? all() : undefined));
    },
    read: () => readNews(kind, settings, news),
  };
}

/** Lets what is under way in this process come through. */
export async function turns(count = 10): Promise<void> {
  for (let i = 0; i < count; i++) await new Promise((resolve) => setImmediate(resolve));
}
