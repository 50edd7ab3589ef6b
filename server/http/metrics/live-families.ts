// The live monitor as metrics: what its engine heard, what it said, what was committed and how long that took. Nothing is
// printed where the monitor did not answer: its numbers are not known then.

import type { LiveCounts } from '../../run/live-counts.ts';
import { alone, type Family, type Values } from './family.ts';

interface Seen {
  live: LiveCounts | null;
  now: number;
}

export const liveFamilies: readonly Family<Seen>[] = [
  {
    name: 'keelwatch_live_up',
    type: 'gauge',
    help: '1 when the live monitor answered the scrape in time, else 0.',
    read: ({ live }) => alone(live === null ? 0 : 1),
  },
  {
    name: 'keelwatch_engine_reports_total',
    type: 'counter',
    help: 'Reports that the engine has taken since its state began, by what they told.',
    labels: ['part'],
    read: ({ live }) =>
      live === null
        ? []
        : [
            [{ part: 'position' }, live.flow.engine.positions],
            [{ part: 'static' }, live.flow.engine.statics],
          ],
  },
  {
    name: 'keelwatch_engine_refused_positions_total',
    type: 'counter',
    help: 'Positions that did not enter a track, by reason.',
    labels: ['reason'],
    read: ({ live }) => entries(live?.flow.engine.refused, 'reason'),
  },
  {
    name: 'keelwatch_engine_units',
    type: 'gauge',
    help: 'Radio units that the engine knows, and those of them that are watched.',
    labels: ['watched'],
    read: ({ live }) =>
      live === null
        ? []
        : [
            [{ watched: 'yes' }, live.flow.engine.watchedUnits],
            [{ watched: 'no' }, live.flow.engine.units - live.flow.engine.watchedUnits],
          ],
  },
  {
    name: 'keelwatch_order_reports_total',
    type: 'counter',
    help: 'Reports at the order stage: released in order, merged as duplicates, released early at its bound.',
    labels: ['outcome'],
    read: ({ live }) =>
      live === null
        ? []
        : [
            [{ outcome: 'released' }, live.flow.order.released],
            [{ outcome: 'duplicate' }, live.flow.order.duplicates],
            [{ outcome: 'early' }, live.flow.order.early],
          ],
  },
  {
    name: 'keelwatch_order_waiting_reports',
    type: 'gauge',
    help: 'Reports that wait for earlier ones.',
    read: ({ live }) => alone(live?.flow.order.waiting),
  },
  {
    name: 'keelwatch_late_reports_total',
    type: 'counter',
    help: 'Reports that came after later ones had gone out: put in their places, or too late for that.',
    labels: ['outcome'],
    read: ({ live }) =>
      live === null
        ? []
        : [
            [{ outcome: 'placed' }, live.flow.revision.late],
            [{ outcome: 'too late' }, live.flow.revision.tooLate],
          ],
  },
  {
    name: 'keelwatch_faults_total',
    type: 'counter',
    help: 'Failures of detectors and rules that were fenced, by kind.',
    labels: ['kind'],
    read: ({ live }) => entries(live?.faults, 'kind'),
  },
  {
    name: 'keelwatch_events_total',
    type: 'counter',
    help: 'Revisions of events that the live monitor committed, by kind.',
    labels: ['kind', 'revision'],
    read: ({ live }) => nested(live?.commits.events, 'kind'),
  },
  {
    name: 'keelwatch_alerts_total',
    type: 'counter',
    help: 'Revisions of alerts that the live monitor committed, by severity.',
    labels: ['severity', 'revision'],
    read: ({ live }) => nested(live?.commits.alerts, 'severity'),
  },
  {
    name: 'keelwatch_commits_failed_total',
    type: 'counter',
    help: 'Commits of the live monitor that the store refused.',
    read: ({ live }) => alone(live?.commits.failed),
  },
  {
    name: 'keelwatch_intake_records_total',
    type: 'counter',
    help: 'Records that the intake log has taken in all.',
    read: ({ live }) => alone(live?.intake?.records),
  },
  {
    name: 'keelwatch_intake_bytes',
    type: 'gauge',
    help: 'Bytes of the intake log on disk.',
    read: ({ live }) => alone(live?.intake?.bytes),
  },
  {
    name: 'keelwatch_intake_unwritten_bytes',
    type: 'gauge',
    help: 'Bytes of the intake log that the disk has not taken yet.',
    read: ({ live }) => alone(live?.intake?.unwritten),
  },
  {
    name: 'keelwatch_intake_age_seconds',
    type: 'gauge',
    help: 'Age of the oldest record of the intake log: so far back can be heard again.',
    read: ({ live, now }) => {
      const fromAt = live?.intake?.fromAt ?? null;
      return alone(fromAt === null ? null : (now - fromAt) / 1000);
    },
  },
];

function entries(counts: Readonly<Record<string, number>> | undefined, label: string): Values {
  return Object.entries(counts ?? {}).map(([name, count]) => [{ [label]: name }, count] as const);
}

function nested(counts: Readonly<Record<string, Readonly<Record<string, number>>>> | undefined, label: string): Values {
  return Object.entries(counts ?? {}).flatMap(([name, by]) =>
    Object.entries(by).map(([revision, count]) => [{ [label]: name, revision }, count] as const),
  );
}
