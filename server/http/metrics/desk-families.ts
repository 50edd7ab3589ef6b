// The desk as metrics: what is sent, replayed, watched, how old the lists are, and what is wrong.

import type { CanaryStatus } from '../../desk/canary-watch.ts';
import { DAY_MS } from '../../domain/time.ts';
import type { BackupStatus } from '../../run/keeping/backup-schedule.ts';
import type { DiskStatus } from '../../run/keeping/disk-watch.ts';
import { CANARY_STATES } from '../../seams/canary-marks.ts';
import type { Problem } from '../../seams/problems.ts';
import type { ReplayRow } from '../../seams/store.ts';
import type { AttemptCounts } from '../../tell/deliver.ts';
import type { ListStatus } from '../../watch/list-status.ts';
import { alone, type Family } from './family.ts';

interface Seen {
  attempts: AttemptCounts;
  waiting: readonly { kind: string; count: number }[];
  replays: readonly ReplayRow[];
  lists: readonly ListStatus[];
  problems: readonly Problem[];
  watchedHulls: number;
  canary: CanaryStatus;
  disk: DiskStatus;
  backups: BackupStatus;
  version: string;
}

const REPLAY_STATES = ['running', 'done', 'failed', 'cancelled'] as const;

export const deskFamilies: readonly Family<Seen>[] = [
  {
    name: 'keelwatch_build_info',
    type: 'gauge',
    help: '1, with the version of the program.',
    labels: ['version'],
    read: ({ version }) => [[{ version }, 1]],
  },
  {
    name: 'keelwatch_delivery_attempts_total',
    type: 'counter',
    help: 'Attempts to send a message since the start, by kind of channel and what came of them.',
    labels: ['channel', 'outcome'],
    read: ({ attempts }) =>
      Object.entries(attempts).flatMap(([channel, by]) =>
        Object.entries(by).map(([outcome, count]) => [{ channel, outcome }, count] as const),
      ),
  },
  {
    name: 'keelwatch_deliveries_waiting',
    type: 'gauge',
    help: 'Messages that wait for their time or for another attempt; at most the first 10,000 are counted.',
    labels: ['channel'],
    read: ({ waiting }) => waiting.map(({ kind, count }) => [{ channel: kind }, count] as const),
  },
  {
    name: 'keelwatch_replays',
    type: 'gauge',
    help: 'Replays that are kept, by state.',
    labels: ['state'],
    read: ({ replays }) =>
      REPLAY_STATES.map((state) => [{ state }, replays.filter((row) => row.state === state).length] as const),
  },
  {
    name: 'keelwatch_list_age_seconds',
    type: 'gauge',
    help: 'Age of the version of a list that is in force, by what its publisher says of its day.',
    labels: ['list'],
    read: ({ lists }) =>
      lists.map(({ id, ageDays }) => [{ list: id }, ageDays === null ? null : (ageDays * DAY_MS) / 1000] as const),
  },
  {
    name: 'keelwatch_watched_hulls',
    type: 'gauge',
    help: 'Ships that are watched now.',
    read: ({ watchedHulls }) => alone(watchedHulls),
  },
  {
    name: 'keelwatch_canary_state',
    type: 'gauge',
    help: '1 for the state of the canary (is the way from a feed to a subscriber whole?), 0 for the others.',
    labels: ['state'],
    read: ({ canary }) => CANARY_STATES.map((state) => [{ state }, canary.state === state ? 1 : 0] as const),
  },
  {
    name: 'keelwatch_canary_broken',
    type: 'gauge',
    help: '1 for the first stage that the canary did not pass; absent while it is not missing.',
    labels: ['stage'],
    read: ({ canary: { stage } }) => (stage === null ? [] : [[{ stage }, 1]]),
  },
  {
    name: 'keelwatch_canary_received_timestamp_seconds',
    type: 'gauge',
    help: 'When the canary was last received.',
    read: ({ canary: { receivedAt } }) => alone(receivedAt === null ? null : receivedAt / 1000),
  },
  {
    name: 'keelwatch_disk_free_bytes',
    type: 'gauge',
    help: 'Room on the disk of the data folder.',
    read: ({ disk }) => alone(disk.freeBytes),
  },
  {
    name: 'keelwatch_feeds_held',
    type: 'gauge',
    help: '1 while live feeds are held because the disk is nearly full.',
    read: ({ disk }) => alone(disk.heldSinceAt === null ? 0 : 1),
  },
  {
    name: 'keelwatch_backup_timestamp_seconds',
    type: 'gauge',
    help: 'When the newest backup by the timetable was taken; absent where there is none.',
    read: ({ backups }) => alone(backups.kept[0] === undefined ? null : backups.kept[0].takenAt / 1000),
  },
  {
    name: 'keelwatch_backup_failed',
    type: 'gauge',
    help: '1 where the last backup by the timetable has failed.',
    read: ({ backups }) => alone(backups.failed === null ? 0 : 1),
  },
  {
    name: 'keelwatch_problems',
    type: 'gauge',
    help: 'How many problems are open.',
    read: ({ problems }) => alone(problems.length),
  },
  {
    name: 'keelwatch_problem_since_timestamp_seconds',
    type: 'gauge',
    help: 'Since when a problem is open; the health route says what it is and what can be done.',
    labels: ['id'],
    read: ({ problems }) => problems.map(({ id, sinceAt }) => [{ id }, sinceAt / 1000] as const),
  },
];
