// Spans of time and how an instant is written for machines. Instants are UTC milliseconds.

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** "2023-09-12T06:00:00.000Z" */
export function isoMoment(at: number): string {
  return new Date(at).toISOString();
}
