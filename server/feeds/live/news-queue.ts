// Between a socket that calls and a feed that is iterated: what came waits here while the hearer is busy, in a queue with a
// bound on messages and on bytes. When it is full, room is made by giving up what is least needed, the oldest first:
// messages of ships that nobody watches, then those of which nobody can tell, and only then those of watched vessels. What
// was given up is counted, and told before what comes after it. It never grows with what others send.

import type { FeedNews, HeardBytes } from './live-feed.ts';
import { above, createRanking, type Mark, NOBODY, RANK, type Rank, type Watched } from './message-rank.ts';

export interface NewsQueue extends AsyncIterable<FeedNews> {
  /** False: nothing of it was kept, and it is counted as lost under `overflow`. */
  put(news: FeedNews): boolean;
  /** Would so many bytes find room without anything being given up? */
  hasRoomFor(bytes: number): boolean;
  /** Bytes that wait. */
  readonly waitingBytes: number;
  /** What waits is still given, then it ends: by itself, or with `error`. */
  end(error?: unknown): void;
}

export interface NewsQueueOptions {
  overflow: string;
  mostNews?: number;
  mostBytes?: number;
  /** Who is watched; default: nobody. */
  watched?: Watched | undefined;
  /** Bytes come in pieces that end anywhere: they are given up piece by piece, whoever is in them. Default false. */
  pieces?: boolean;
  /** Called as the queue becomes shorter. */
  onTaken?: () => void;
}

interface Waiting {
  news: FeedNews;
  /** Of each line of what was heard; null where it comes in pieces. */
  marks: readonly Mark[] | null;
}

interface WaitingBytes extends Waiting {
  news: HeardBytes;
}

const isHeard = (waiting: Waiting): waiting is WaitingBytes => waiting.news.kind === 'heard';

/** Follows the reason, where even messages of watched vessels were lost. */
export const OF_WATCHED = ', of watched vessels';

export function createNewsQueue(options: NewsQueueOptions): NewsQueue {
  const { overflow, mostNews = 20_000, mostBytes = 16 << 20, watched = NOBODY, pieces = false, onTaken } = options;
  const ranking = createRanking(watched);
  /** Null: all of it was given up. */
  let waiting: (Waiting | null)[] = [];
  let next = 0;
  let waitingBytes = 0;
  let heard = 0;
  /** By rank: no news before this place has a message of the rank or below. */
  let looked: Record<Rank, number> = { 0: 0, 1: 0, 2: 0 };
  let lostAt = 0;
  let lost = 0;
  let lostWatched = 0;
  let ended = false;
  let fault: { error: unknown } | null = null;
  let wake: (() => void) | null = null;

  const fits = ({ news: { bytes } }: WaitingBytes) => heard < mostNews && waitingBytes + bytes.length <= mostBytes;

  /** Those of its messages that are above the rank; null where there is none. */
  function shed(rank: Rank, of: WaitingBytes): WaitingBytes | null {
    if (of.marks === null) {
      lost++;
      return null;
    }
    const { kept, others, watched: ofWatched } = above(rank, of.news.bytes, of.marks);
    lost += others;
    lostWatched += ofWatched;
    if (kept === null) return null;
    return kept.marks === of.marks ? of : { news: { ...of.news, bytes: kept.bytes }, marks: kept.marks };
  }

  /** Gives up messages of the rank, the oldest first, until the news fit. */
  function makeRoom(rank: Rank, forIt: WaitingBytes): void {
    for (let at = Math.max(looked[rank], next); at < waiting.length; at++) {
      if (fits(forIt)) return;
      looked[rank] = at + 1;
      const old = waiting[at];
      if (old == null || !isHeard(old)) continue;
      const left = shed(rank, old);
      waitingBytes -= old.news.bytes.length - (left?.news.bytes.length ?? 0);
      if (left === null) heard--;
      waiting[at] = left;
    }
  }

  /** Those that were given up leave no place behind, however long the hearer takes nothing. */
  function compact(): void {
    if (waiting.length - next <= 2 * mostNews) return;
    const place = (at: number) => waiting.slice(next, at).filter((news) => news !== null).length;
    looked = { 0: place(looked[0]), 1: place(looked[1]), 2: place(looked[2]) };
    waiting = waiting.slice(next).filter((news) => news !== null);
    next = 0;
  }

  /** What of the news there is room for. */
  function admit(news: HeardBytes): WaitingBytes | null {
    lostAt = news.arrivedAt;
    if (news.bytes.length > mostBytes) {
      lost++;
      return null;
    }
    let left: WaitingBytes = { news, marks: pieces ? null : ranking.marks(news.bytes, news.sender) };
    for (const rank of [RANK.other, RANK.unknown, RANK.watched]) {
      if (fits(left)) break;
      makeRoom(rank, left);
      if (fits(left)) break;
      const rest = shed(rank, left);
      if (rest === null) return null;
      left = rest;
    }
    return left;
  }

  function take(): FeedNews | undefined {
    if (lost + lostWatched > 0) {
      const ofWatched = lost === 0;
      const count = ofWatched ? lostWatched : lost;
      if (ofWatched) lostWatched = 0;
      else lost = 0;
      return { kind: 'lost', at: lostAt, count, reason: ofWatched ? `${overflow}${OF_WATCHED}` : overflow };
    }
    for (;;) {
      const first = waiting[next];
      if (first === undefined) return undefined;
      next++;
      if (next >= 1024 && next * 2 >= waiting.length) {
        waiting = waiting.slice(next);
        looked = { 0: looked[0] - next, 1: looked[1] - next, 2: looked[2] - next };
        next = 0;
      }
      if (first === null) continue;
      if (isHeard(first)) {
        waitingBytes -= first.news.bytes.length;
        heard--;
      }
      onTaken?.();
      return first.news;
    }
  }

  return {
    put(news) {
      if (ended) return false;
      // What is said of senders and connections has a bound as well.
      if (news.kind !== 'heard' && waiting.length - next > 3 * mostNews + 1_000) return false;
      const admitted = news.kind === 'heard' ? admit(news) : { news, marks: null };
      if (admitted !== null) {
        if (isHeard(admitted)) {
          heard++;
          waitingBytes += admitted.news.bytes.length;
        }
        const last = waiting.length - next > MOST_APART ? waiting.at(-1)?.news : undefined;
        if (!joins(last, news)) waiting.push(admitted);
      }
      compact();
      wake?.();
      return admitted !== null;
    },
    hasRoomFor: (bytes) => heard < mostNews && waitingBytes + bytes <= mostBytes,
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

/** Counts and signs of life are told one by one while so little waits; beyond it those that follow one another become one. */
const MOST_APART = 100;

function joins(last: FeedNews | undefined, news: FeedNews): boolean {
  if (last?.kind === 'alive' && news.kind === 'alive') {
    last.at = news.at;
    return true;
  }
  if ((last?.kind !== 'lost' && last?.kind !== 'discarded') || news.kind !== last.kind) return false;
  if (last.reason !== news.reason) return false;
  last.count += news.count;
  return true;
}
