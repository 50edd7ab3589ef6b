// What our feeds say of themselves: when each was down, or brought less than it should. In come the states of feeds with
// their spans; out goes how much of a span the feeds were down or degraded. A ship may sail out of the range of a feed that
// is up into the range of one that is down, so the outage of any feed counts: it must never become the silence of a ship.

/** 'degraded': it brings something, and nobody can say how much is missing. */
export type FeedState = 'up' | 'degraded' | 'down';

/** A feed has been in this state since `fromAt`, until `toAt` or, where that is null, until another state is noted. */
export interface FeedNote {
  feed: string;
  state: FeedState;
  fromAt: number;
  toAt: number | null;
}

/** When a feed was not up. */
interface Trouble {
  feed: string;
  state: Exclude<FeedState, 'up'>;
  fromAt: number;
  /** Null while it lasts. */
  toAt: number | null;
}

/** Plain data, updated in place by this file alone. */
export interface Feeds {
  /** In the order they were noted. */
  troubles: Trouble[];
  /** Troubles before it may be forgotten: of that time nobody can say that the feeds were up. 0: none is. */
  knownFromAt: number;
}

/** Troubles that are over are kept up to this many, the newest; a feed that comes and goes every hour fills a month. */
const MOST_TROUBLES = 1000;

export function beginFeeds(): Feeds {
  return { troubles: [], knownFromAt: 0 };
}

export function noteFeed(feeds: Feeds, { feed, state, fromAt, toAt }: Readonly<FeedNote>): void {
  for (const trouble of feeds.troubles) if (trouble.feed === feed && trouble.toAt === null) trouble.toAt = fromAt;
  // A state that began before another one takes the place of that one.
  feeds.troubles = feeds.troubles.filter((trouble) => trouble.fromAt < endOf(trouble));
  if (state === 'up') return;
  feeds.troubles.push({ feed, state, fromAt, toAt });
  if (feeds.troubles.length <= MOST_TROUBLES) return;
  const over = feeds.troubles.findIndex((trouble) => trouble.toAt !== null);
  const [forgotten] = feeds.troubles.splice(Math.max(0, over), 1);
  feeds.knownFromAt = Math.max(feeds.knownFromAt, Math.min(endOf(forgotten!), fromAt));
}

function endOf({ toAt }: Readonly<Trouble>): number {
  return toAt ?? Number.POSITIVE_INFINITY;
}

/** The spans in which a feed was down, as far as they lie within [fromAt, toAt]. */
export function downWithin(feeds: Readonly<Feeds>, fromAt: number, toAt: number): { fromAt: number; toAt: number }[] {
  return feeds.troubles
    .filter((trouble) => trouble.state === 'down' && trouble.fromAt < toAt && endOf(trouble) > fromAt)
    .map((trouble) => ({ fromAt: Math.max(trouble.fromAt, fromAt), toAt: Math.min(endOf(trouble), toAt) }));
}

/** Was every feed known to be up, as far as the feeds themselves say? */
export function feedsUp(feeds: Readonly<Feeds>, fromAt: number, toAt: number): boolean {
  if (fromAt < feeds.knownFromAt) return false;
  return !feeds.troubles.some((trouble) => trouble.fromAt < toAt && endOf(trouble) > fromAt);
}
