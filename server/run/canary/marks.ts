// How far the canary has come: for each stage of its way the newest of its sentences that passed there, by the time in it. The
// worker that hears feeds marks its own stages and tells them; the desk adds those of the log and of the channel.

import { CANARY_FEED } from '../../domain/canary.ts';
import type { CanaryMarks, WorkerStage } from '../../seams/canary-marks.ts';
import type { IntakeLog } from '../intake/intake-log.ts';

const MOST_RUNS = 8;

export function beginMarks(on: boolean, everyMs: number): CanaryMarks {
  const passed = { intake: null, decoder: null, engine: null, rule: null, store: null };
  return { on, everyMs, listening: false, sung: [], passed, rejects: {} };
}

export function markSung(marks: CanaryMarks, run: number): void {
  marks.sung.push(run);
  if (marks.sung.length > MOST_RUNS) marks.sung.shift();
}

export function markPassed(marks: CanaryMarks, stage: WorkerStage, at: number): void {
  marks.passed[stage] = Math.max(marks.passed[stage] ?? at, at);
}

/** The intake log, which marks the canary's sentences once the file has them. */
export function markingIntake(intake: IntakeLog, marks: CanaryMarks): IntakeLog {
  let appended: number | null = null;
  const passed = () => {
    if (appended !== null) markPassed(marks, 'intake', appended);
    appended = null;
  };
  return {
    get next() {
      return intake.next;
    },
    get lastAt() {
      return intake.lastAt;
    },
    get unwritten() {
      return intake.unwritten;
    },
    append(record) {
      if (record.kind === 'heard' && record.feed === CANARY_FEED) appended = sentAt(record.bytes) ?? appended;
      return intake.append(record);
    },
    flush() {
      intake.flush();
      passed();
    },
    read: intake.read,
    readSince: intake.readSince,
    tidy: intake.tidy,
    stats: intake.stats,
    close: intake.close,
  };
}

/** The time in the tag block of a sentence, UTC ms. */
function sentAt(bytes: Uint8Array): number | null {
  const tag = /^\\c:(\d+)\*/.exec(Buffer.from(bytes.subarray(0, 40)).toString('latin1'));
  return tag === null ? null : Number(tag[1]) * 1000;
}
