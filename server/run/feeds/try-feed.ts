// Opens a feed once, before it is set up for good: what came of it within some seconds, the first reports among it. Nothing
// of it reaches an engine or the store.

import { copyReport, emptyReport, type Report } from '../../domain/report.ts';
import { formatNamed } from '../../feeds/index.ts';
import { FeedFailure } from '../../feeds/live/live-feed.ts';
import type { Clock } from '../../seams/clock.ts';
import { createHearing } from '../intake/hearing.ts';
import { recordOf } from '../intake/record.ts';
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
const TRIED = 'test';

export async function tryFeed(
  { kind, settings }: { kind: string; settings: Readonly<Record<string, unknown>> },
  clock: Clock,
  trialMs = TRIAL_MS,
): Promise<FeedTrial> {
  const known = kindNamed(kind);
  const checked = known.settings.parse(checkFeed({ id: TRIED, kind, settings })) as never;
  const ending = new AbortController();
  void clock.sleep(trialMs, ending.signal).then(() => ending.abort());
  const reports: Report[] = [];
  let connected = false;
  let says = `Nothing was heard within ${trialMs / 1000} s.`;
  const hearing = createHearing({
    formatNamed,
    take(input) {
      if (input.kind !== 'report' || reports.length >= MOST_REPORTS) return;
      const copy = emptyReport();
      copyReport(input, copy);
      reports.push(copy);
      if (reports.length === MOST_REPORTS) ending.abort();
    },
    wait() {},
  });
  const format = known.format(checked)?.name ?? '';
  hearing.take({ kind: 'begun', at: clock.now(), feed: TRIED, format }, 0);
  try {
    for await (const news of known.open(checked, { signal: ending.signal, clock })) {
      connected = true;
      if (news.kind === 'open') says = `${news.says} Nothing was heard within ${trialMs / 1000} s.`;
      if (news.kind === 'note' && news.wrong) says = news.says;
      const record = recordOf(news, TRIED);
      if (record !== null) hearing.take(record, 0);
    }
  } catch (error) {
    if (!(error instanceof FeedFailure)) throw error;
    says = error.message;
    connected = false;
  } finally {
    ending.abort();
  }
  const { rejects } = hearing.counts(TRIED);
  const refused = Object.values(rejects).reduce((sum, count) => sum + count, 0);
  if (reports.length > 0) says = `It works: the first ${reports.length} reports are here.`;
  else if (refused > 0) says = `It brings something, and none of it is a report: ${Object.keys(rejects).join(', ')}.`;
  return { connected, says, reports, rejects };
}
