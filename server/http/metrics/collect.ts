// The metrics of the whole program in the text form of Prometheus, collected when somebody asks and at no other time: the live
// monitor is asked for its numbers over the bus, the rest is at hand. Two who ask at once get one answer. The histogram of
// commits is counted where commits are made and printed here as it came.

import { collectDefaultMetrics, type Metric, Registry } from 'prom-client';
import type { CommitCounts } from '../../run/live-counts.ts';
import type { Needs } from '../deps.ts';
import { deskFamilies } from './desk-families.ts';
import { alone, type Family, register } from './family.ts';
import { feedFamilies } from './feed-families.ts';
import { liveFamilies } from './live-families.ts';

export type MetricsNeeds = Needs<
  'feeds' | 'lists' | 'store' | 'clock' | 'problems' | 'counts' | 'canary' | 'reference' | 'version' | 'keeping'
>;

type Seen = Awaited<ReturnType<typeof look>>;

const ownFamilies: readonly Family<{ leftOut: number }>[] = [
  {
    name: 'keelwatch_series_left_out',
    type: 'gauge',
    help: 'Series of this answer that were left out because a metric had too many.',
    read: ({ leftOut }) => alone(leftOut),
  },
];

export interface Metrics {
  contentType: string;
  text(): Promise<string>;
}

export function createMetrics(deps: MetricsNeeds): Metrics {
  const registry = new Registry();
  const families = [register<Seen>(registry, [...feedFamilies, ...liveFamilies, ...deskFamilies])];
  const own = register(registry, ownFamilies);
  let commits: CommitCounts | null = null;
  registry.registerMetric(commitHistogram(() => commits));
  let begun = false;
  let underWay: Promise<string> | null = null;

  async function collect(): Promise<string> {
    // Those of the process observe the event loop: nobody pays for that before somebody asks.
    if (!begun) collectDefaultMetrics({ register: registry });
    begun = true;
    const seen = await look(deps);
    commits = seen.live?.commits ?? null;
    const leftOut = families.reduce((sum, each) => sum + each.fill(seen), 0);
    own.fill({ leftOut });
    return registry.metrics();
  }

  return {
    contentType: registry.contentType,
    text() {
      underWay ??= collect().finally(() => {
        underWay = null;
      });
      return underWay;
    },
  };
}

async function look({
  feeds,
  lists,
  store,
  clock,
  problems,
  counts,
  canary,
  reference,
  version,
  keeping,
}: MetricsNeeds) {
  const live = await counts.live();
  return {
    live,
    feeds: rowsOrNone(feeds),
    attempts: counts.attempts(),
    waiting: await store.waitingDeliveries(),
    replays: await store.replays(),
    lists: await lists.statuses(),
    problems: problems(),
    canary: canary(),
    disk: keeping.disk(),
    backups: keeping.backups(),
    watchedHulls: reference.hulls.length,
    version,
    now: clock.now(),
  };
}

/** A file of feeds that cannot be read is a problem, and told as one. */
function rowsOrNone(feeds: MetricsNeeds['feeds']) {
  try {
    return feeds.rows();
  } catch {
    return [];
  }
}

/** What prom-client asks of a metric when it prints it. */
function commitHistogram(counts: () => CommitCounts | null): Metric {
  const name = 'keelwatch_commit_duration_seconds';
  const told = {
    name,
    async get() {
      const help = 'How long the commits of the live monitor took.';
      const commits = counts();
      const values = commits === null ? [] : valuesOf(name, commits);
      return { name, help, type: 'histogram', values, aggregator: 'sum' };
    },
  };
  return told as unknown as Metric;
}

function valuesOf(name: string, { within, count, seconds }: CommitCounts) {
  return [
    ...within.map((bucket) => ({
      metricName: `${name}_bucket`,
      labels: { le: String(bucket.seconds) },
      value: bucket.count,
    })),
    { metricName: `${name}_bucket`, labels: { le: '+Inf' }, value: count },
    { metricName: `${name}_sum`, labels: {}, value: seconds },
    { metricName: `${name}_count`, labels: {}, value: count },
  ];
}
