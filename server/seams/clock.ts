// The only place that asks the machine for the time. Tests and replays hand in their own.

export interface Clock {
  /** UTC ms. */
  now(): number;
  /** Calls again and again, about every `ms`, without keeping the program alive. Returns the function that ends it. */
  every(ms: number, work: () => void): () => void;
  /** Resolves after `ms`, or at once when `signal` is aborted; keeps no program alive by itself. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every(ms, work) {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
  sleep(ms, signal) {
    return waitFor(signal, (done) => {
      const timer = setTimeout(done, Math.min(ms, LONGEST_TIMER_MS)).unref();
      return () => clearTimeout(timer);
    });
  },
};

/** Node's timers go off at once beyond this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** `begin` is given what ends the wait, and returns what calls it off. */
function waitFor(signal: AbortSignal | undefined, begin: (done: () => void) => () => void): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      signal?.removeEventListener('abort', stop);
      resolve();
    };
    const callOff = begin(done);
    const stop = () => {
      callOff();
      done();
    };
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** What comes of `work` within `ms`; null where it takes longer or fails. A wait for another thread has an end. */
export async function within<T>(clock: Pick<Clock, 'sleep'>, ms: number, work: Promise<T>): Promise<T | null> {
  const ending = new AbortController();
  try {
    return await Promise.race([work.catch(() => null), clock.sleep(ms, ending.signal).then(() => null)]);
  } finally {
    ending.abort();
  }
}

/** A clock that stands where it is put; what is due comes when it is put on. */
export function manualClock(startAt: number): Clock & { set(at: number): void } {
  let at = startAt;
  const timers = new Set<{ ms: number; dueAt: number; work(): void }>();
  return {
    now: () => at,
    set(next) {
      at = next;
      for (const timer of timers) {
        for (; timer.dueAt <= at && timers.has(timer); timer.dueAt += timer.ms) timer.work();
      }
    },
    every(ms, work) {
      const timer = { ms, dueAt: at + ms, work };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    sleep(ms, signal) {
      return waitFor(signal, (done) => {
        const timer = { ms: Number.POSITIVE_INFINITY, dueAt: at + ms, work };
        function work() {
          timers.delete(timer);
          done();
        }
        timers.add(timer);
        return () => void timers.delete(timer);
      });
    },
  };
}
