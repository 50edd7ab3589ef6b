// How a feed is, for people and programs: what a live worker tells its desk, and the desk the page. Plain data.

export const CONDITIONS = ['off', 'connecting', 'ok', 'degraded', 'silent', 'down', 'refused'] as const;
export type FeedCondition = (typeof CONDITIONS)[number];

/** Ships heard in the last hour and in the last day. */
export interface VesselCounts {
  hour: number;
  day: number;
  /** There are more than these: the bound of what is counted was reached. */
  atLeast: boolean;
}

/** One sentence about something that happened to a feed. */
export interface FeedNote {
  /** UTC ms. */
  at: number;
  says: string;
  wrong: boolean;
}

export interface FeedStatus {
  id: string;
  kind: string;
  on: boolean;
  condition: FeedCondition;
  says: string;
  /** Since when it is in this condition, UTC ms. */
  sinceAt: number;
  lastHeardAt: number | null;
  reports: number;
  bytes: number;
  vessels: VesselCounts;
  perMinute: number;
  usualPerMinute: number | null;
  /** Reports of each of the last 60 minutes, the newest last. */
  minutes: number[];
  /** How old its newest report was when it came, ms. */
  lagMs: number | null;
  connections: number;
  rejects: Record<string, number>;
  /** Dropped because there was no room or no time for it. */
  lost: Record<string, number>;
  /** Left out on purpose: its source brought more than it may. */
  discarded: Record<string, number>;
  /** The newest last; some tens at most. */
  notes: FeedNote[];
}
