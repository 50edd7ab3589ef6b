// The live feeds as metrics: what each brings, what of it was refused or lost, and how it is.

import type { FeedRow } from '../../desk/feeds.ts';
import { CONDITIONS, type FeedStatus } from '../../seams/feed-status.ts';
import type { Family, Values } from './family.ts';

interface Seen {
  feeds: readonly FeedRow[];
}

/** Reasons of one feed; a sender that invents new ones fills no memory. */
const MOST_REASONS = 40;

export const feedFamilies: readonly Family<Seen>[] = [
  {
    name: 'keelwatch_feed_reports_total',
    type: 'counter',
    help: 'Reports that a feed brought since the start.',
    labels: ['feed'],
    read: ({ feeds }) => each(feeds, ({ reports }) => reports),
  },
  {
    name: 'keelwatch_feed_bytes_total',
    type: 'counter',
    help: 'Bytes that a feed brought since the start.',
    labels: ['feed'],
    read: ({ feeds }) => each(feeds, ({ bytes }) => bytes),
  },
  {
    name: 'keelwatch_feed_rejects_total',
    type: 'counter',
    help: 'Messages of a feed that gave no report, by reason.',
    labels: ['feed', 'reason'],
    read: ({ feeds }) => byReason(feeds, ({ rejects }) => rejects),
  },
  {
    name: 'keelwatch_feed_lost_total',
    type: 'counter',
    help: 'What a feed or its server could not hand over (a full queue, a slow reader), by reason.',
    labels: ['feed', 'reason'],
    read: ({ feeds }) => byReason(feeds, ({ lost }) => lost),
  },
  {
    name: 'keelwatch_feed_connections_total',
    type: 'counter',
    help: 'Connections of a feed since the start; all but the first are reconnects.',
    labels: ['feed'],
    read: ({ feeds }) => each(feeds, ({ connections }) => connections),
  },
  {
    name: 'keelwatch_feed_vessels',
    type: 'gauge',
    help: 'Ships that a feed heard within the last hour and the last day.',
    labels: ['feed', 'within'],
    read: ({ feeds }) =>
      feeds.flatMap(({ id, status }) =>
        status === null
          ? []
          : (['hour', 'day'] as const).map((within) => [{ feed: id, within }, status.vessels[within]] as const),
      ),
  },
  {
    name: 'keelwatch_feed_reports_per_minute',
    type: 'gauge',
    help: 'Reports a minute over the last five minutes.',
    labels: ['feed'],
    read: ({ feeds }) => each(feeds, ({ perMinute }) => perMinute),
  },
  {
    name: 'keelwatch_feed_usual_reports_per_minute',
    type: 'gauge',
    help: 'Reports a minute that are usual of this feed at this hour of the day, UTC.',
    labels: ['feed'],
    read: ({ feeds }) => each(feeds, ({ usualPerMinute }) => usualPerMinute),
  },
  {
    name: 'keelwatch_feed_lag_seconds',
    type: 'gauge',
    help: 'Age of the newest report of a feed when it came.',
    labels: ['feed'],
    read: ({ feeds }) => each(feeds, ({ lagMs }) => (lagMs === null ? null : lagMs / 1000)),
  },
  {
    name: 'keelwatch_feed_last_heard_timestamp_seconds',
    type: 'gauge',
    help: 'When a feed brought anything last.',
    labels: ['feed'],
    read: ({ feeds }) => each(feeds, ({ lastHeardAt }) => (lastHeardAt === null ? null : lastHeardAt / 1000)),
  },
  {
    name: 'keelwatch_feed_state',
    type: 'gauge',
    help: '1 for the state that a feed is in, 0 for the others.',
    labels: ['feed', 'state'],
    read: ({ feeds }) =>
      feeds.flatMap(({ id, status }) =>
        status === null
          ? []
          : CONDITIONS.map((state) => [{ feed: id, state }, status.condition === state ? 1 : 0] as const),
      ),
  },
];

function each(feeds: readonly FeedRow[], value: (status: FeedStatus) => number | null): Values {
  return feeds.flatMap(({ id, status }) => (status === null ? [] : [[{ feed: id }, value(status)] as const]));
}

function byReason(feeds: readonly FeedRow[], counts: (status: FeedStatus) => Readonly<Record<string, number>>): Values {
  return feeds.flatMap(({ id, status }) => {
    const rows = Object.entries(status === null ? {} : counts(status)).sort(([, a], [, b]) => b - a);
    const rest = rows.slice(MOST_REASONS).reduce((sum, [, count]) => sum + count, 0);
    return [...rows.slice(0, MOST_REASONS), ...(rest > 0 ? [['others', rest] as const] : [])].map(
      ([reason, count]) => [{ feed: id, reason }, count] as const,
    );
  });
}
