// Opens a feed once, before it is set up for good: what came of it within some seconds, the first reports among it. Nothing
// of it reaches an engine or the store.

import { copyReport, emptyReport, type Report } from '../../domain/report.ts';
import type { TrackParser } from '../../feeds/feed.ts';
import { FeedFailure } from '../../feeds/live/live-feed.ts';
import { createRejects } from '../../feeds/rejects.ts';
import type { Clock } from '../../seams/clock.ts';
import { checkFeed, kindNamed } from './feed-config.ts';

export interface FeedTrial {
  /** It was let in, as far as the other side says. */
  connected: boolean;
  /** One sentence: what came of it. */
  says: string;
  /** The first of them. */
  reports: Report[];
  rejects: Record<string, number>;
}

const TRIAL_MS = 15_000;
const MOST_REPORTS = 10;
const MOST_SENDERS = 100;

export async function tryFeed(
  { kind, settings }: { kind: string; settings: Readonly<Record<string, unknown>> },
  clock: Clock,
  trialMs = TRIAL_MS,
): Promise<FeedTrial> {
  const known = kindNamed(kind);
  const checked = known.settings.parse(checkFeed({ id: 'test', kind, settings })) as never;
  const ending = new AbortController();
  void clock.sleep(trialMs, ending.signal).then(() => ending.abort());
  const parsers = new Map<string, TrackParser>();
  const rejects = createRejects();
  const reports: Report[] = [];
  let arrivedAt = clock.now();
  let connected = false;
  let says = `Nothing was heard within ${trialMs / 1000} s.`;
  const sink = {
    report(report: Readonly<Report>) {
      if (reports.length >= MOST_REPORTS) return;
      const copy = emptyReport();
      copyReport(report, copy);
      reports.push(copy);
      if (reports.length === MOST_REPORTS) ending.abort();
    },
    reject: (reason: string, line: number, bytes: Uint8Array, start: number, end: number) =>
      rejects.add('test', reason, line, bytes, start, end),
  };
  try {
    for await (const news of known.open(checked, { signal: ending.signal, clock })) {
      connected = true;
      if (news.kind === 'open') says = `${news.says} Nothing was heard within ${trialMs / 1000} s.`;
      if (news.kind !== 'heard' || (!parsers.has(news.sender) && parsers.size >= MOST_SENDERS)) continue;
      arrivedAt = news.arrivedAt;
      const parser =
        parsers.get(news.sender) ??
        known.format(checked).open({
          source: 'test',
          startAt: null,
          linesPerSecond: 1,
          columns: null,
          mmsi: null,
          dateOrder: null,
          arrival: () => arrivedAt,
        });
      parsers.set(news.sender, parser);
      parser.push(news.bytes, sink);
    }
  } catch (error) {
    if (!(error instanceof FeedFailure)) throw error;
    says = error.message;
    connected = false;
  } finally {
    ending.abort();
  }
  const refused = Object.values(rejects.counts).reduce((sum, count) => sum + count, 0);
  if (reports.length > 0) says = `It works: the first ${reports.length} reports are here.`;
  else if (refused > 0)
    says = `It brings something, and none of it is a report: ${Object.keys(rejects.counts).join(', ')}.`;
  return { connected, says, reports, rejects: { ...rejects.counts } };
}
