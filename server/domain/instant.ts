// The instants that a person may give to be kept: from 1970, before which nobody sent a position, to a year ahead, beyond which
// nothing is planned. What is kept can then always be written as a date again.

import { CodedError } from './errors.ts';
import { DAY_MS } from './time.ts';

const MOST_AHEAD_MS = 366 * DAY_MS;

export function isInstant(at: number, now: number): boolean {
  return at >= 0 && at <= now + MOST_AHEAD_MS;
}

/** Throws `invalid`, with `what` as the beginning of the sentence. */
export function mustBeInstant(what: string, at: number | null, now: number): void {
  if (at === null || isInstant(at, now)) return;
  throw new CodedError('invalid', `${what} lies before 1970 or more than a year ahead: nothing is kept of such a day.`);
}
