// Watches the canary: hears from the worker how far it has come, from the plan and the sender whether it was read and received,
// and looks at the clock. What is missing is a problem that names the stage. It sings nothing itself.

import type { Bus } from '../seams/bus.ts';
import type { CanaryMarks } from '../seams/canary-marks.ts';
import type { Clock } from '../seams/clock.ts';
import type { Trouble } from '../seams/problems.ts';
import { type CanaryTraces, type CanaryVerdict, canaryVerdict, REMEDIES, WORKER_SILENT_MS } from './canary-verdict.ts';

export const CANARY_PART = 'canary';

export interface CanaryStatus extends CanaryVerdict {
  everyMs: number | null;
  receivedAt: number | null;
}

export interface CanaryWatch {
  status(): CanaryStatus;
  problems(): Trouble[];
  /** The reader of the log came upon a run. */
  read(run: number): void;
  /** A channel was asked to take it. */
  told(run: number, received: boolean, said: string): void;
  close(): void;
}

const LOOK_MS = 10_000;

export function createCanaryWatch(bus: Pick<Bus, 'subscribe'>, clock: Clock): CanaryWatch {
  const begunAt = clock.now();
  let lookedAt = begunAt;
  const traces: CanaryTraces = {
    marks: null,
    marksAt: begunAt,
    listeningAt: begunAt,
    read: null,
    received: null,
    receivedAt: null,
    refusal: null,
    stoodStill: null,
  };
  const unsubscribe = bus.subscribe('canary', ({ marks }) => take(marks));
  const stop = clock.every(LOOK_MS, look);

  function take(marks: CanaryMarks): void {
    look();
    // What was missed while nothing was to be heard, or nobody sang, is not missing.
    if (marks.listening && !(traces.marks?.listening === true && traces.marks.on)) traces.listeningAt = clock.now();
    traces.marks = marks;
    traces.marksAt = clock.now();
  }

  /** A gap between two looks is one in which this program did not run. */
  function look(): void {
    const now = clock.now();
    if (now - lookedAt > WORKER_SILENT_MS) {
      traces.stoodStill = { fromAt: traces.stoodStill?.fromAt ?? lookedAt, toAt: now };
      traces.listeningAt = now;
      traces.marksAt = now;
    }
    lookedAt = now;
  }

  function status(): CanaryStatus {
    look();
    const verdict = canaryVerdict(traces, clock.now());
    return { ...verdict, everyMs: traces.marks?.everyMs ?? null, receivedAt: traces.receivedAt };
  }

  return {
    status,
    problems() {
      const { state, stage, says } = status();
      if (state !== 'broken' || stage === null) return [];
      return [{ id: `${CANARY_PART}/${stage}`, says, remedy: REMEDIES[stage] }];
    },
    read(run) {
      traces.read = Math.max(traces.read ?? run, run);
    },
    told(run, received, said) {
      if (!received) {
        traces.refusal = said;
        return;
      }
      traces.received = Math.max(traces.received ?? run, run);
      traces.receivedAt = clock.now();
      traces.refusal = null;
      traces.stoodStill = null;
    },
    close() {
      unsubscribe();
      stop();
    },
  };
}
