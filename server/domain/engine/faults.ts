// Faults: what a detector or a rule threw. In service a fault is noted with the input that led to it, and everything else
// goes on; in tests it is thrown. Faults are counted by kind, and the newest of them are kept for people to look at.

import { copyReport, emptyReport } from '../report.ts';
import { momentOf } from '../time.ts';
import type { EngineInput } from './input.ts';

/** The step of a detector, or 'rules' where the evaluation of rules threw. */
export type FaultStep =
  | 'fix'
  | 'aside'
  | 'static'
  | 'sighted'
  | 'unsighted'
  | 'event'
  | 'tick'
  | 'zones'
  | 'rename'
  | 'cut'
  | 'rules';

/** Plain data. */
export interface Fault {
  /** Name of the detector, or 'rules'. */
  kind: string;
  step: FaultStep;
  /** Null where the fault concerns no single vessel. */
  vesselId: string | null;
  /** Event time, UTC ms. */
  at: number;
  message: string;
  stack: string;
  /** The input that led to the fault, without absent fields; of watchlists, rules and zones only kind and time. */
  input: Record<string, unknown> | null;
  /** The detector's state that was set aside; null where there was none. */
  state: object | null;
}

export interface FaultReport {
  /** How many, by kind. */
  counts: Record<string, number>;
  /** Oldest first. */
  newest: Fault[];
}

export interface Faults {
  /** `input` is the one that was being taken. */
  note(
    kind: string,
    step: FaultStep,
    vesselId: string | null,
    at: number,
    error: unknown,
    state: object | null,
    input: EngineInput | null,
  ): void;
  report(): FaultReport;
}

/** Faults kept for people to look at; further ones are counted. */
const MOST_FAULTS = 20;

/** `fence` 'throw' throws at once: a test must not pass over a fault. */
export function createFaults(fence: 'throw' | 'report'): Faults {
  const counts = new Map<string, number>();
  let newest: Fault[] = [];
  return {
    note(kind, step, vesselId, at, error, state, taken) {
      if (fence === 'throw') throw error;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      const input = taken === null ? null : inputOf(taken);
      newest = [...newest.slice(1 - MOST_FAULTS), { kind, step, vesselId, at, message, stack, input, state }];
    },
    report: () => ({ counts: Object.fromEntries(counts), newest }),
  };
}

/** One sentence for each kind, for those who run the program; the errors themselves go to the log. */
export function faultSentences({ counts, newest }: FaultReport): string[] {
  return Object.entries(counts).map(([kind, count]) => {
    const last = newest.findLast((fault) => fault.kind === kind);
    const who = kind === 'rules' ? 'The rules' : `The detector of ${kind}`;
    const when = last === undefined ? '' : `, last at ${momentOf(last.at)}`;
    const whom = last?.vesselId ? ` about ${last.vesselId}` : '';
    const then = kind === 'rules' ? 'an alert may be missing' : 'what it kept was set aside and it began anew';
    return `${who} failed ${count === 1 ? 'once' : `${count} times`}${when}${whom}: ${then}; everything else goes on.`;
  });
}

function inputOf(input: EngineInput): Record<string, unknown> {
  const { kind, at } = input;
  if (kind === 'watchlist' || kind === 'rules' || kind === 'zones') return { kind, at };
  if (kind !== 'report') return { ...input };
  const report = emptyReport();
  copyReport(input, report);
  return Object.fromEntries(Object.entries(report).filter(([, value]) => value !== '' && !Number.isNaN(value)));
}
