// When a login ends by itself: after a shift in which nobody did anything, and after a week in any case.

const HOUR_MS = 3_600_000;
export const IDLE_MS = 8 * HOUR_MS;
export const LONGEST_MS = 7 * 24 * HOUR_MS;
/** The time of last use is written down at most so often. */
export const SEEN_STEP_MS = 60_000;
/** A one-time link is good for so long. */
export const LINK_MS = 24 * HOUR_MS;

export function isOver({ createdAt, seenAt }: { createdAt: number; seenAt: number }, now: number): boolean {
  return now - seenAt >= IDLE_MS || now - createdAt >= LONGEST_MS;
}
