// Times and absent numbers as the wire wants them.

import { isoMoment } from '../../domain/time.ts';

export function rfc3339(at: number): string {
  return isoMoment(at);
}

export function rfc3339OrNull(at: number | null): string | null {
  return at === null ? null : rfc3339(at);
}

/** YYYY-MM-DD. */
export function dayOf(at: number): string {
  return rfc3339(at).slice(0, 10);
}

export function dayOrNull(at: number | null): string | null {
  return at === null ? null : dayOf(at);
}

/** JSON has no NaN. */
export function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
