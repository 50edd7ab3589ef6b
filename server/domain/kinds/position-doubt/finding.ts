// What a sign of doubt hands over when it has measured something: which sign, since when, and the sentence that says it
// with its numbers. Made when something is found and never per fix.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time.ts';
import type { DoubtSign } from './facts.ts';

export interface Finding {
  sign: DoubtSign;
  /** Since when, UTC ms. */
  fromAt: number;
  /** Until when it holds so far, UTC ms. */
  at: number;
  /** One plain sentence, with the numbers. */
  ground: string;
  /** The sighting that it rests on. */
  sightingId?: string;
  impliedKn?: number;
  apartKm?: number;
}

/** The smaller angle between two directions, with the sign of the turn, degrees: positive to starboard. */
export function turnDeg(from: number, to: number): number {
  return ((to - from + 540) % 360) - 180;
}

/** '45 min', '3.5 h', '2 days'. */
export function lasting(ms: number): string {
  if (ms < 90 * 1000) return `${Math.round(ms / 1000)} s`;
  if (ms < 2 * HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  if (ms < 48 * HOUR_MS) return `${trim(ms / HOUR_MS)} h`;
  return `${trim(ms / DAY_MS)} days`;
}

function trim(value: number): string {
  return value.toFixed(1).replace(/\.0$/, '');
}
