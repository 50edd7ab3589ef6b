// Is the way from a feed to a subscriber whole? In come how far the canary has come, and when it was last received; out goes one
// word and one sentence, which names the first stage that it did not pass. Pure: the time comes with the question.

import { MINUTE_MS, momentOf } from '../domain/time.ts';
import { type CanaryMarks, type CanaryStage, type CanaryState, WORKER_STAGES } from '../seams/canary-marks.ts';

export interface CanaryTraces {
  /** As the worker told them last, and when; null before. */
  marks: CanaryMarks | null;
  marksAt: number;
  /** Since when feeds are heard, as far as this desk knows; UTC ms. */
  listeningAt: number;
  /** The newest run that the reader of the log came upon, and that was received; by the time in its sentence. */
  read: number | null;
  received: number | null;
  receivedAt: number | null;
  /** What the channel answered last, where it did not take it. */
  refusal: string | null;
  /** This program stood still in between, and nothing was received since. */
  stoodStill: { fromAt: number; toAt: number } | null;
}

export interface CanaryVerdict {
  state: CanaryState;
  stage: CanaryStage | null;
  says: string;
}

/** How long a run may take from its last sentence to its receipt: reports wait up to two minutes for earlier ones. */
const PASS_MS = 10 * MINUTE_MS;
/** A worker tells how far the canary is every second; a long work may hold it up for some minutes. */
export const WORKER_SILENT_MS = 5 * MINUTE_MS;
/** Receipts that may be missing. */
const PERIODS = 2;

export function canaryVerdict(traces: CanaryTraces, now: number): CanaryVerdict {
  const { marks, marksAt, listeningAt, receivedAt, stoodStill } = traces;
  if (marks === null) {
    if (now - marksAt <= WORKER_SILENT_MS) return { state: 'waiting', stage: null, says: 'The live monitor begins.' };
    return broken('worker', `The live monitor has said nothing since ${momentOf(marksAt)}.`);
  }
  if (!marks.on)
    return { state: 'off', stage: null, says: 'The canary is switched off: nothing proves that alerts arrive.' };
  if (now - marksAt > WORKER_SILENT_MS && (marks.listening || receivedAt !== null))
    return broken(
      'worker',
      `The live monitor has said nothing since ${momentOf(marksAt)}: it has ended or stands still.`,
    );
  if (!marks.listening) return { state: 'idle', stage: null, says: 'No feed is on; the canary sails while one is.' };
  if (stoodStill !== null) {
    const { fromAt, toAt } = stoodStill;
    return broken(
      'program',
      `This program stood still from ${momentOf(fromAt)} to ${momentOf(toAt)}, and watched nothing.`,
    );
  }
  const sinceAt = Math.max(receivedAt ?? 0, listeningAt);
  if (now - sinceAt > PERIODS * marks.everyMs + PASS_MS) return missing(traces, marks, now);
  if (receivedAt === null)
    return {
      state: 'waiting',
      stage: null,
      says: `The canary sails every ${span(marks)}; its first receipt is awaited.`,
    };
  return {
    state: 'awake',
    stage: null,
    says: `The canary was received at ${momentOf(receivedAt)}; it sails every ${span(marks)}.`,
  };
}

function missing(traces: CanaryTraces, marks: CanaryMarks, now: number): CanaryVerdict {
  const stage = brokenStage(traces, marks, now);
  const last =
    traces.receivedAt === null ? 'was never received' : `was last received at ${momentOf(traces.receivedAt)}`;
  const why = BREAKS[stage];
  const detail =
    stage === 'decoder' ? reasons(marks) : stage === 'channel' && traces.refusal !== null ? ` (${traces.refusal})` : '';
  return broken(stage, `The canary ${last}: ${why}${detail}.`);
}

/** Where the first run that is missing was held up; those after it may wait behind it at an earlier stage. */
function brokenStage(
  { read, received }: CanaryTraces,
  { sung, passed, everyMs }: CanaryMarks,
  now: number,
): CanaryStage {
  const missed = sung.filter((run) => run > (received ?? 0) && now - run >= PASS_MS);
  if (missed.length === 0 || now - sung.at(-1)! > PERIODS * everyMs) return 'feed';
  for (const run of missed) {
    const stage = WORKER_STAGES.find((each) => (passed[each] ?? 0) < run);
    if (stage !== undefined) return stage;
    if ((read ?? 0) < run) return 'log';
  }
  return 'channel';
}

const BREAKS: Readonly<Record<CanaryStage, string>> = {
  program: 'this program stood still',
  worker: 'the live monitor is away',
  feed: 'it does not sing, for the runner of the feeds stands still',
  intake: 'what it sends does not get into the intake log, and so nothing that is heard does',
  decoder: 'it is in the intake log, and no report comes of it',
  engine: 'its reports are read, and the engine says nothing of them',
  rule: 'the engine saw it, and its rule raised no alert',
  store: 'its alert was raised and could not be committed',
  log: 'its alert is in the store, and the plan of who is told has not come upon it',
  channel: 'its message was planned and was not received',
};

export const REMEDIES: Readonly<Record<CanaryStage, string>> = {
  program: 'Keep the machine from sleeping; what happened meanwhile was heard only where feeds send it again.',
  worker: 'Wait a minute, for it is begun again by itself; if it stays, read the log and start the program again.',
  feed: 'Read the log for the feeds, and start the program again.',
  intake: 'Make room on the disk, or make the intake folder writable again.',
  decoder: 'Read the log; look at the clock of this machine, and start the program again.',
  engine: 'Look for failing detectors among the problems, and start the program again.',
  rule: 'Start the program again, and report it: rules that do not act are a fault of the program.',
  store: 'Make room on the disk, or give the data folder back.',
  log: 'Start the program again; it goes on where it was.',
  channel: 'Look at the channels and at the log: messages to people may be waiting as well.',
};

function broken(stage: CanaryStage, says: string): CanaryVerdict {
  return { state: 'broken', stage, says };
}

function span({ everyMs }: CanaryMarks): string {
  return everyMs === 60 * MINUTE_MS ? 'hour' : `${Math.round(everyMs / MINUTE_MS)} min`;
}

function reasons({ rejects }: CanaryMarks): string {
  const names = Object.keys(rejects);
  return names.length === 0 ? '' : ` (${names.slice(0, 3).join(', ')})`;
}
