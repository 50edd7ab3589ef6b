// What a decoder has seen, in numbers that add up: every line is AIS or not; every AIS sentence ends in a message or
// under a reject reason, or is still waiting for its other parts.

import { REJECT_REASONS, type RejectReason } from './reject-reason.ts';

export type OnReject = (reason: RejectReason, line: number) => void;

export interface Tally {
  /** Lines begun, the unfinished last one included once `end` was called. */
  lines: number;
  /** Lines without an AIS sentence: blank, comment, other instruments, anything else. */
  notAis: number;
  /** AIS sentences; a line may hold several. */
  sentences: number;
  messages: number;
  /** Sentences that went into messages. */
  joined: number;
  /** Messages by type 1–27. */
  readonly byType: Float64Array;
  /** Sentences by the reason they gave nothing. */
  readonly rejects: Record<RejectReason, number>;
  onReject: OnReject;
}

export function createTally(): Tally {
  return {
    lines: 0,
    notAis: 0,
    sentences: 0,
    messages: 0,
    joined: 0,
    byType: new Float64Array(64),
    rejects: Object.fromEntries(REJECT_REASONS.map((reason) => [reason, 0])) as Record<RejectReason, number>,
    onReject: ignoreReject,
  };
}

/** Counts one sentence that gives no message, and tells the caller. */
export function reject(tally: Tally, reason: RejectReason, line: number): void {
  tally.rejects[reason]++;
  tally.onReject(reason, line);
}

export function ignoreReject(): void {}

export interface DecodeSummary {
  lines: number;
  notAis: number;
  sentences: number;
  /** Sentences that went into messages. */
  joined: number;
  messages: number;
  /** Type number to count; types that came only. */
  messagesByType: Record<string, number>;
  /** Sentences rejected, by reason; reasons that occurred only. */
  rejects: Partial<Record<RejectReason, number>>;
}

export function summarise(tally: Readonly<Tally>): DecodeSummary {
  const messagesByType: Record<string, number> = {};
  tally.byType.forEach((count, type) => {
    if (count > 0) messagesByType[type] = count;
  });
  const rejects: Partial<Record<RejectReason, number>> = {};
  for (const reason of REJECT_REASONS) if (tally.rejects[reason] > 0) rejects[reason] = tally.rejects[reason];
  const { lines, notAis, sentences, joined, messages } = tally;
  return { lines, notAis, sentences, joined, messages, messagesByType, rejects };
}
