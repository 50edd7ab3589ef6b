// Quiet hours: until when a delivery is held. A zone's clock is asked of the language; nothing here asks the time.

import { HOUR_MS, MINUTE_MS } from '../time.ts';
import type { Timing } from './subscription.ts';

/** The instant at which the quiet hours that `at` lies in are over; null where it lies in none. */
export function quietUntil(quiet: Timing['quiet'], at: number): number | null {
  if (quiet === null || quiet.fromHour === quiet.toHour) return null;
  if (!isQuiet(quiet, at)) return null;
  // Zones differ by quarters of an hour, and clocks are put on or back: the end is looked for, not reckoned.
  const quarter = 15 * MINUTE_MS;
  const start = Math.floor(at / quarter) * quarter;
  for (let end = start + quarter; end <= start + 26 * HOUR_MS; end += quarter) {
    if (!isQuiet(quiet, end)) return end;
  }
  return null;
}

/** Whether the language knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function isQuiet({ fromHour, toHour, timeZone }: NonNullable<Timing['quiet']>, at: number): boolean {
  const hour = Number(clockOf(timeZone).format(at));
  return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** Making one takes longer than a thousand readings of it. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const MOST_CLOCKS = 100;

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  if (clocks.size >= MOST_CLOCKS) clocks.clear();
  const made = new Intl.DateTimeFormat('en', { timeZone, hour: 'numeric', hourCycle: 'h23' });
  clocks.set(timeZone, made);
  return made;
}
