// The only place that asks the machine for the time. Tests and replays hand in their own.

export interface Clock {
  /** UTC ms. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands where it is put. */
export function manualClock(startAt: number): Clock & { set(at: number): void } {
  let at = startAt;
  return { now: () => at, set: (next) => (at = next) };
}
