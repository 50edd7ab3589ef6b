// The only place that asks the machine for the time. Tests and replays hand in their own.

export interface Clock {
  /** UTC ms. */
  now(): number;
  /** Calls again and again, about every `ms`, without keeping the program alive. Returns the function that ends it. */
  every(ms: number, work: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  every(ms, work) {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};

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
  };
}
