// Between a socket that calls and a feed that is iterated: what came waits here while the hearer is busy, in a queue with a
// bound on messages and on bytes. What finds no room is not kept but counted, and stands in the queue as `lost` where it
// is missing. It never grows with what others send.

import type { FeedNews } from './live-feed.ts';

export interface NewsQueue extends AsyncIterable<FeedNews> {
  /** False: there was no room, and it is counted as lost under `overflow`. */
  put(news: FeedNews): boolean;
  /** Bytes that wait. */
  readonly waitingBytes: number;
  /** What waits is still given, then it ends: by itself, or with `error`. */
  end(error?: unknown): void;
}

export interface NewsQueueOptions {
  overflow: string;
  mostNews?: number;
  mostBytes?: number;
  /** Called as the queue becomes shorter. */
  onTaken?: () => void;
}

type Lost = Extract<FeedNews, { kind: 'lost' }>;

export function createNewsQueue(options: NewsQueueOptions): NewsQueue {
  const { overflow, mostNews = 20_000, mostBytes = 16 << 20, onTaken } = options;
  let waiting: FeedNews[] = [];
  let next = 0;
  let waitingBytes = 0;
  let heard = 0;
  let losing: Lost | null = null;
  let ended = false;
  let fault: { error: unknown } | null = null;
  let wake: (() => void) | null = null;

  function add(news: FeedNews): void {
    waiting.push(news);
    wake?.();
  }

  function lose(at: number): void {
    if (losing === null) {
      losing = { kind: 'lost', at, count: 0, reason: overflow };
      add(losing);
    }
    losing.count++;
  }

  function take(): FeedNews | undefined {
    const news = waiting[next];
    if (news === undefined) return undefined;
    next++;
    if (next >= 1024 && next * 2 >= waiting.length) {
      waiting = waiting.slice(next);
      next = 0;
    }
    if (news === losing) losing = null;
    if (news.kind === 'heard') {
      waitingBytes -= news.bytes.length;
      heard--;
    }
    onTaken?.();
    return news;
  }

  return {
    put(news) {
      if (ended) return false;
      if (news.kind === 'heard') {
        if (heard >= mostNews || waitingBytes + news.bytes.length > mostBytes) {
          lose(news.arrivedAt);
          return false;
        }
        heard++;
        waitingBytes += news.bytes.length;
        losing = null;
      }
      add(news);
      return true;
    },
    get waitingBytes() {
      return waitingBytes;
    },
    end(error) {
      if (ended) return;
      ended = true;
      if (error !== undefined) fault = { error };
      wake?.();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const news = take();
        if (news !== undefined) {
          yield news;
          continue;
        }
        if (ended) {
          if (fault !== null) throw fault.error;
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = null;
      }
    },
  };
}
