// What a scraper of Prometheus gets, read by the rules of its text form.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { LiveCounts } from '../../server/run/live-counts.ts';
import { tallyCommits } from '../../server/run/live-counts.ts';
import { sampleAlert, sampleCall } from '../contract/samples.ts';
import { readMetrics } from './metrics-text.ts';
import { NOW, openRig, type Rig } from './rig.ts';
import { sampleFeeds } from './sample-feeds.ts';

const tally = tallyCommits();
tally.committed(
  { events: [sampleCall({ revision: 1 }), sampleCall({ revision: 2 })], alerts: [sampleAlert({ revision: 1 })] },
  3,
);
tally.committed({ events: [], alerts: [] }, 400);
tally.refused();

const live: LiveCounts = {
  flow: {
    order: { pushed: 12, released: 9, duplicates: 2, late: 1, early: 0, waiting: 1 },
    engine: { reports: 9, positions: 7, statics: 2, refused: { 'too fast': 1 }, units: 5, watchedUnits: 1 },
    revision: { late: 1, tooLate: 0, runs: 1, revised: 0, withdrawn: 0, added: 1 },
  },
  faults: { gap: 2 },
  commits: tally.counts,
  intake: { records: 100, files: 2, bytes: 5_000, fromAt: NOW - 7_200_000, unwritten: 0 },
};

let rig: Rig;
let answering: LiveCounts | null = live;
beforeAll(async () => {
  rig = await openRig({
    counts: { live: async () => answering, attempts: () => ({ webhook: { accepted: 3, passing: 1 } }) },
    problems: () => [{ id: 'feed/quay', says: 'It is down.', remedy: 'Look.', sinceAt: NOW - 60_000 }],
  });
});
afterAll(() => rig.close());

const scrape = async () => {
  const response = await rig.app.inject({ url: '/metrics', headers: { host: 'localhost' } });
  expect(response.statusCode).toBe(200);
  return { response, metrics: readMetrics(response.body) };
};

describe('the metrics', () => {
  test('come in the text form, each with its type and its meaning, under names of the conventions', async () => {
    const { response, metrics } = await scrape();
    expect(response.headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
    const own = [...metrics].filter(([name]) => name.startsWith('keelwatch_'));
    expect(own.length).toBeGreaterThan(25);
    for (const [name, { type, help, samples }] of own) {
      expect(help, name).toMatch(/\.$|,/);
      expect(name.endsWith('_total'), `${name} is a ${type}`).toBe(type === 'counter');
      for (const { labels } of samples) expect(Object.keys(labels).filter((label) => label === 'mmsi')).toEqual([]);
    }
    expect(metrics.get('process_cpu_seconds_total')?.type).toBe('counter');
  });

  test('tell of each feed what it brought and in which state it is', async () => {
    const { metrics } = await scrape();
    const value = (name: string, labels: object) =>
      metrics.get(name)?.samples.find((sample) => JSON.stringify(sample.labels) === JSON.stringify(labels))?.value;
    expect(value('keelwatch_feed_reports_total', { feed: 'quay' })).toBe(5);
    expect(value('keelwatch_feed_rejects_total', { feed: 'quay', reason: 'bad checksum' })).toBe(2);
    expect(value('keelwatch_feed_lag_seconds', { feed: 'quay' })).toBe(0.8);
    expect(value('keelwatch_feed_last_heard_timestamp_seconds', { feed: 'quay' })).toBe(NOW / 1000);
    expect(value('keelwatch_feed_state', { feed: 'quay', state: 'ok' })).toBe(1);
    expect(value('keelwatch_feed_state', { feed: 'quay', state: 'silent' })).toBe(0);
    // What is not known is not printed: this feed has no usual rate yet.
    expect(value('keelwatch_feed_usual_reports_per_minute', { feed: 'quay' })).toBeUndefined();
  });

  test('tell what the live monitor committed and how long that took', async () => {
    const { response, metrics } = await scrape();
    expect(response.body).toContain('keelwatch_events_total{kind="port-call",revision="first"} 1');
    expect(response.body).toContain('keelwatch_events_total{kind="port-call",revision="later"} 1');
    expect(response.body).toContain('keelwatch_alerts_total{severity="critical",revision="first"} 1');
    expect(response.body).toContain('keelwatch_commit_duration_seconds_bucket{le="0.0025"} 0');
    expect(response.body).toContain('keelwatch_commit_duration_seconds_bucket{le="0.005"} 1');
    expect(response.body).toContain('keelwatch_commit_duration_seconds_bucket{le="+Inf"} 2');
    expect(response.body).toContain('keelwatch_commit_duration_seconds_count 2');
    expect(metrics.get('keelwatch_intake_age_seconds')?.samples[0]?.value).toBe(7_200);
    expect(metrics.get('keelwatch_live_up')?.samples[0]?.value).toBe(1);
    expect(response.body).toContain('keelwatch_delivery_attempts_total{channel="webhook",outcome="accepted"} 3');
    expect(response.body).toContain(
      `keelwatch_problem_since_timestamp_seconds{id="feed/quay"} ${(NOW - 60_000) / 1000}`,
    );
  });

  test('print the same when they are asked for twice, and at once', async () => {
    const ours = (text: string) => text.split('\n').filter((line) => line.startsWith('keelwatch_'));
    const [first, second] = await Promise.all([scrape(), scrape()]);
    const third = await scrape();
    expect(ours(second.response.body)).toEqual(ours(first.response.body));
    expect(ours(third.response.body)).toEqual(ours(first.response.body));
  });

  test('say that the live monitor does not answer, and print none of its numbers', async () => {
    answering = null;
    const { metrics } = await scrape();
    answering = live;
    expect(metrics.get('keelwatch_live_up')?.samples[0]?.value).toBe(0);
    for (const name of ['keelwatch_events_total', 'keelwatch_intake_bytes', 'keelwatch_commit_duration_seconds'])
      expect(metrics.get(name)?.samples, name).toEqual([]);
  });

  test('keep a sender that invents reasons within bounds, and clean what it wrote', async () => {
    const feeds = sampleFeeds(NOW);
    const [row] = feeds.rows();
    row!.status!.rejects = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`made "${i}"\n\u202e`, 500 - i]));
    const flooded = await openRig({ feeds: { ...feeds, rows: () => [row!] } });
    const { body } = await flooded.app.inject({ url: '/metrics', headers: { host: 'localhost' } });
    await flooded.close();
    const rejects = readMetrics(body).get('keelwatch_feed_rejects_total')!.samples;
    expect(rejects).toHaveLength(41);
    expect(rejects[0]!.labels.reason).toBe('made "0"\\u000a\\u202e');
    expect(rejects.find(({ labels }) => labels.reason === 'others')?.value).toBe((460 * 461) / 2);
    expect(rejects.reduce((sum, { value }) => sum + value, 0)).toBe((500 * 501) / 2);
  });
});
