// How much a source may bring: so many messages a second, with two seconds' worth at once. What is beyond is discarded on
// purpose and counted; messages of watched vessels have an allowance of their own, so that a flood of others costs them
// nothing, and one under their numbers is no wider than any.

import type { Clock } from '../../seams/clock.ts';
import { above, createRanking, NOBODY, RANK, type Watched } from './message-rank.ts';

export interface RateLimit {
  /** Of whole lines those that may pass: null for none; and how many messages were discarded. */
  pass(bytes: Uint8Array, sender: string): { kept: Uint8Array | null; discarded: number };
}

export interface RateLimitOptions {
  /** Messages a second, of each sender. */
  perSecond: number;
  clock: Clock;
  watched?: Watched | undefined;
}

export const TOO_OFTEN = 'beyond the messages a second that a source may bring';
const BURST_S = 2;
/** Senders that are remembered; the one that was quiet for longest begins anew. */
const MOST_SENDERS = 1_000;
const LF = 10;

/** What may still pass at an instant. */
interface Allowance {
  at: number;
  all: number;
  watched: number;
}

export function createRateLimit({ perSecond, clock, watched = NOBODY }: RateLimitOptions): RateLimit {
  const ranking = createRanking(watched);
  const most = perSecond * BURST_S;
  const senders = new Map<string, Allowance>();

  function allowanceOf(sender: string): Allowance {
    const at = clock.now();
    const known = senders.get(sender) ?? { at, all: most, watched: most };
    const earned = (Math.max(0, at - known.at) * perSecond) / 1000;
    known.all = Math.min(most, known.all + earned);
    known.watched = Math.min(most, known.watched + earned);
    known.at = at;
    senders.delete(sender);
    senders.set(sender, known);
    if (senders.size > MOST_SENDERS) senders.delete(senders.keys().next().value!);
    return known;
  }

  return {
    pass(bytes, sender) {
      const allowance = allowanceOf(sender);
      // Marked also where all may pass: the rest of a message may come when it may not.
      const marks = ranking.marks(bytes, sender);
      const count = marks.length;
      if (count <= allowance.all) {
        allowance.all -= count;
        return { kept: bytes, discarded: 0 };
      }
      const { kept, others } = above(RANK.unknown, bytes, marks);
      if (kept === null || kept.marks.length > allowance.watched) return { kept: null, discarded: count };
      allowance.watched -= kept.marks.length;
      return { kept: kept.bytes, discarded: others };
    },
  };
}

/** The same for a source that can be made to wait: resolves when these bytes may pass. */
export function createPace({ perSecond, clock }: Omit<RateLimitOptions, 'watched'>) {
  const most = perSecond * BURST_S;
  let at = clock.now();
  let left = most;
  return async (bytes: Uint8Array, signal: AbortSignal): Promise<void> => {
    const now = clock.now();
    left = Math.min(most, left + (Math.max(0, now - at) * perSecond) / 1000) - linesIn(bytes);
    at = now;
    if (left < 0) await clock.sleep((-left / perSecond) * 1000, signal);
  };
}

export interface LimitOptions extends Omit<RateLimitOptions, 'perSecond'> {
  /** Absent: as many as come. */
  perSecond: number | undefined;
  /** It cannot be made to wait. */
  pushes: boolean;
  signal: AbortSignal;
}

/** What of some bytes of a feed may pass, once it may; null: nothing. `discard` is told of messages that may not. */
export function limitOf(
  { perSecond, pushes, signal, ...rest }: LimitOptions,
  discard: (count: number) => void,
): (bytes: Uint8Array) => Promise<Uint8Array | null> {
  if (perSecond === undefined) return async (bytes) => bytes;
  if (pushes) {
    const limit = createRateLimit({ perSecond, ...rest });
    return async (bytes) => {
      const { kept, discarded } = limit.pass(bytes, '');
      if (discarded > 0) discard(discarded);
      return kept;
    };
  }
  const pace = createPace({ perSecond, ...rest });
  return async (bytes) => {
    await pace(bytes, signal);
    return bytes;
  };
}

/** A line without its end is one as well. */
export function linesIn(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) count++;
  return bytes.length > 0 && bytes[bytes.length - 1] !== LF ? count + 1 : count;
}
