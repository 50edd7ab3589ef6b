// What the live monitor has done since it began, in numbers: for the metrics. It counts whole commits, never a message, so
// that hearing pays nothing for it. Plain data goes out.

import type { Batch } from '../seams/store.ts';
import type { FlowCounts } from './flow.ts';
import type { IntakeLog } from './intake/intake-log.ts';

export interface LiveCounts {
  flow: FlowCounts;
  /** Faults of detectors and rules, by kind. */
  faults: Record<string, number>;
  commits: CommitCounts;
  /** The intake log; null where there are no feeds. */
  intake: { records: number; files: number; bytes: number; fromAt: number | null; unwritten: number } | null;
}

export interface CommitCounts {
  /** Revisions that were committed: events by kind, alerts by severity. */
  events: Record<string, { first: number; later: number }>;
  alerts: Record<string, { first: number; later: number; withdrawn: number }>;
  /** Commits that took no longer than each bound, by bound in seconds. */
  within: { seconds: number; count: number }[];
  count: number;
  seconds: number;
  failed: number;
}

/** From a commit of one row to one that waits for a disk. */
const BOUNDS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

export interface CommitTally {
  readonly counts: CommitCounts;
  /** `ms`: how long it took. */
  committed(batch: Pick<Batch, 'events' | 'alerts'>, ms: number): void;
  refused(): void;
}

export function tallyCommits(): CommitTally {
  const counts: CommitCounts = {
    events: {},
    alerts: {},
    within: BOUNDS_S.map((seconds) => ({ seconds, count: 0 })),
    count: 0,
    seconds: 0,
    failed: 0,
  };
  return {
    counts,
    committed({ events, alerts }, ms) {
      const seconds = ms / 1000;
      counts.count++;
      counts.seconds += seconds;
      for (const bucket of counts.within) if (seconds <= bucket.seconds) bucket.count++;
      for (const { kind, revision } of events) {
        counts.events[kind] ??= { first: 0, later: 0 };
        counts.events[kind][revision === 1 ? 'first' : 'later']++;
      }
      for (const { severity, revision, state } of alerts) {
        counts.alerts[severity] ??= { first: 0, later: 0, withdrawn: 0 };
        counts.alerts[severity][state === 'withdrawn' ? 'withdrawn' : revision === 1 ? 'first' : 'later']++;
      }
    },
    refused: () => void counts.failed++,
  };
}

export function intakeCounts(intake: IntakeLog | undefined): LiveCounts['intake'] {
  return intake === undefined ? null : { records: intake.next, unwritten: intake.unwritten, ...intake.stats() };
}
