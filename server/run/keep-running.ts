// Keeps a worker running that the desk cannot do without. A worker that fails is begun again after growing pauses, and the
// health page carries a sentence while it is away. The next worker goes on from what the last one had committed.

import { MINUTE_MS } from '../domain/time.ts';
import type { Log } from '../seams/log.ts';
import type { Problems } from '../seams/problems.ts';
import type { Worker, WorkerOrder, Workers } from './workers.ts';

export interface Kept {
  /** Resolves when the worker is at work; rejects when the very first one cannot begin. */
  begun: Promise<void>;
  close(): Promise<void>;
}

export interface KeepOptions {
  workers: Workers;
  order: WorkerOrder;
  /** "The live monitor": begins a sentence. */
  called: string;
  log: Log;
  problems: Pick<Problems, 'open' | 'close'>;
  /** Pause before the first new beginning, ms; it doubles up to the longest. */
  pauseMs?: number;
  /** How long a stop waits for what must be written, ms. */
  graceMs?: number;
}

const LONGEST_MS = MINUTE_MS;
/** A worker that has run for so long counts as well again. */
const WELL_MS = MINUTE_MS;

export function keepRunning({
  workers,
  order,
  called,
  log,
  problems,
  pauseMs = 500,
  graceMs = 20_000,
}: KeepOptions): Kept {
  let worker: Worker;
  const problem = `worker/${order.name}`;
  let closed = false;
  let nextMs = pauseMs;
  let timer: NodeJS.Timeout | null = null;

  function begin(): Promise<void> {
    const startedAt = performance.now();
    worker = workers.begin(order);
    void worker.ended.then((ending) => {
      if (closed) return;
      if (performance.now() - startedAt > WELL_MS) nextMs = pauseMs;
      const says = ending.how === 'failed' ? ending.says : 'it came to an end';
      problems.open({
        id: problem,
        says: `${called} has stopped (${says}) and is begun again.`,
        remedy: 'Wait a minute; if it stays, read the log and start the program again.',
      });
      log.error({ worker: order.name, says }, 'a worker has stopped and is begun again');
      timer = setTimeout(() => {
        if (!closed)
          begin()
            .then(() => problems.close(problem))
            .catch(() => undefined);
      }, nextMs);
      nextMs = Math.min(2 * nextMs, LONGEST_MS);
    });
    return worker.begun;
  }

  const begun = begin();
  begun.catch(() => {
    // Whoever waits for the worker is refused; there is nothing to keep.
    closed = true;
  });
  return {
    begun,
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await worker.stop(graceMs);
    },
  };
}
