// Keeps one feed open: opens it, hands on its news one after the other (the feed waits while the hearer is busy), and when
// the connection ends opens it again after a pause that grows, with jitter, so that no fault of the other side becomes a
// tight loop here. A connection on which nothing comes for longer than its kind allows is ended and opened anew. Never
// rejects: what goes wrong is told as a state with one sentence.

import { type FailureKind, FeedFailure, type FeedKind, type FeedNews, type FeedSession } from './live-feed.ts';

export type ConnectionState =
  | { how: 'connecting'; at: number }
  | { how: 'open'; at: number; says: string }
  /** Why it ended and when it is tried again, Infinity: never. `failure` null: the other side closed it, or it went quiet. */
  | { how: 'closed'; at: number; says: string; failure: FailureKind | null; againAt: number };

export interface KeepOpenOptions extends FeedSession {
  /** From 0 up to 1, for the jitter. */
  random: () => number;
  hear(news: FeedNews): void | Promise<void>;
  tell(state: ConnectionState): void;
}

/** A connection that was of use for so long has earned a quick return. */
const STEADY_MS = 60_000;
/** Of each pause this share is left to chance: many clients of one server do not come back at once. */
const JITTER = 0.5;
/** How often a connection is looked at for having gone quiet. */
const LOOK_MS = 1_000;

/** Resolves when `signal` has ended it. */
export async function keepOpen<Settings>(
  kind: FeedKind<Settings>,
  settings: Settings,
  { random, hear, tell, ...session }: KeepOpenOptions,
): Promise<void> {
  const { signal, clock } = session;
  let failures = 0;
  while (!signal.aborted) {
    const beganAt = clock.now();
    tell({ how: 'connecting', at: beganAt });
    const end = await oneConnection(kind, settings, { ...session, hear, tell });
    if (signal.aborted) return;
    const at = clock.now();
    if (end.heardAt !== null && end.heardAt - beganAt >= STEADY_MS) failures = 0;
    const pauseMs = pauseOf(kind, end, failures, random());
    failures++;
    tell({ how: 'closed', at, says: end.says, failure: end.failure?.failure ?? null, againAt: at + pauseMs });
    await clock.sleep(pauseMs, signal);
  }
}

interface ConnectionEnd {
  says: string;
  failure: FeedFailure | null;
  /** When something was last heard on it; null: nothing was. */
  heardAt: number | null;
}

async function oneConnection<Settings>(
  kind: FeedKind<Settings>,
  settings: Settings,
  { signal, hear, tell, ...session }: Omit<KeepOpenOptions, 'random'>,
): Promise<ConnectionEnd> {
  const { clock } = session;
  const ending = new AbortController();
  const stop = () => ending.abort();
  signal.addEventListener('abort', stop, { once: true });
  let aliveAt = clock.now();
  let heardAt: number | null = null;
  let busy = false;
  let quiet = false;
  const stopLooking = clock.every(LOOK_MS, () => {
    if (busy || kind.quietMs === null || clock.now() - aliveAt < kind.quietMs) return;
    quiet = true;
    ending.abort();
  });
  try {
    for await (const news of kind.open(settings, { ...session, signal: ending.signal })) {
      aliveAt = clock.now();
      if (news.kind === 'heard') heardAt = aliveAt;
      if (news.kind === 'open') tell({ how: 'open', at: news.at, says: news.says });
      busy = true;
      await hear(news);
      busy = false;
      aliveAt = clock.now();
    }
    const says = quiet ? quietSentence(kind.quietMs!) : 'The other side has closed the connection.';
    return { says, failure: null, heardAt };
  } catch (error) {
    if (quiet) return { says: quietSentence(kind.quietMs!), failure: null, heardAt };
    const failure =
      error instanceof FeedFailure
        ? error
        : new FeedFailure('unreachable', error instanceof Error ? error.message : String(error), { cause: error });
    return { says: failure.message, failure, heardAt };
  } finally {
    stopLooking();
    signal.removeEventListener('abort', stop);
  }
}

function quietSentence(quietMs: number): string {
  return `Nothing was heard for ${quietMs / 1000} s; the connection is opened anew.`;
}

function pauseOf(
  { pauses }: Pick<FeedKind, 'pauses'>,
  { failure }: ConnectionEnd,
  failures: number,
  chance: number,
): number {
  if (failure?.failure === 'ended') return Number.POSITIVE_INFINITY;
  const grown = Math.min(pauses.mostMs, pauses.firstMs * 2 ** Math.min(failures, 30));
  const least = failure?.failure === 'refused' ? pauses.refusedMs : 0;
  const asked = Math.max(failure?.pauseMs ?? least, grown);
  // Never sooner than asked for, and never all at once.
  return Math.round(asked * (failure?.pauseMs == null && least === 0 ? 1 - JITTER * chance : 1 + JITTER * chance));
}
