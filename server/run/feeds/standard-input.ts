// Standard input on its way from the desk, which alone has it, to the worker that runs the feeds: one chunk at a time, the
// next one after the feed has taken it. A chunk waits for as long as no feed listens; a worker that begins anew is handed
// the chunk that was under way once more.

import { addAbortSignal, type Readable } from 'node:stream';
import { FeedFailure } from '../../feeds/live/live-feed.ts';
import type { Bus } from '../../seams/bus.ts';
import type { Clock } from '../../seams/clock.ts';
import { FEED_WORKER } from './feed-commands.ts';

export interface StandardInput {
  /** The end of the desk: resolves when a feed has taken the chunk. */
  hear(bytes: Uint8Array): Promise<void>;
  /** Nothing more comes, and why. */
  end(says: string): void;
  /** The end of the feed, until `signal` ends it. Throws a FeedFailure('ended') where nothing more comes. */
  read(signal: AbortSignal): AsyncGenerator<Uint8Array, void>;
}

export function createStandardInput(): StandardInput {
  let waiting: { bytes: Uint8Array; taken(): void } | null = null;
  let ended: string | null = null;
  let wake = () => {};
  return {
    hear: (bytes) =>
      new Promise((resolve) => {
        waiting = { bytes, taken: resolve };
        wake();
      }),
    end(says) {
      ended = says;
      wake();
    },
    async *read(signal) {
      const stop = () => wake();
      signal.addEventListener('abort', stop);
      try {
        for (;;) {
          while (!signal.aborted && waiting === null && ended === null) {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
          if (signal.aborted) return;
          if (waiting === null) throw new FeedFailure('ended', ended!);
          const { bytes, taken } = waiting;
          waiting = null;
          yield bytes;
          taken();
        }
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

type InputStream = Readable & { isTTY?: boolean };

const AGAIN_MS = 1_000;

/** Sends all of `stream` to the worker of the feeds. Resolves when it has ended, or `signal` has ended it. */
export async function sendStandardInput(
  stream: InputStream,
  { bus, clock, signal }: { bus: Pick<Bus, 'ask'>; clock: Clock; signal: AbortSignal },
): Promise<void> {
  async function send(body: { bytes: Uint8Array | null; says: string }): Promise<void> {
    while (!signal.aborted) {
      try {
        await bus.ask(FEED_WORKER, 'hear standard input', body);
        return;
      } catch {
        // The worker is away for a moment; it is told of elsewhere.
        await clock.sleep(AGAIN_MS, signal);
      }
    }
  }
  let says = 'Standard input has ended; nothing more comes from it.';
  if (stream.isTTY) says = 'Standard input is a terminal: pipe sentences into keelwatch.';
  else {
    try {
      for await (const bytes of addAbortSignal(signal, stream)) await send({ bytes: bytes as Uint8Array, says: '' });
    } catch (error) {
      if (signal.aborted) return;
      says = `Standard input cannot be read (${error instanceof Error ? error.message : String(error)}).`;
    }
  }
  await send({ bytes: null, says });
}

/** Standard input is read from the moment on when a feed of it is switched on. */
export function listenToInput(stream: () => InputStream, bus: Bus, clock: Clock): { close(): void } {
  const ending = new AbortController();
  const unsubscribe = bus.subscribe('feeds', ({ statuses }) => {
    if (!statuses.some(({ kind, on }) => on && kind === 'stdin')) return;
    unsubscribe();
    void sendStandardInput(stream(), { bus, clock, signal: ending.signal });
  });
  return {
    close() {
      unsubscribe();
      ending.abort();
    },
  };
}
