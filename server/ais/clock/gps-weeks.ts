// GPS counts weeks to 1024 and begins anew: an old receiver then gives dates 1024 weeks, or twice that, in the past. The
// base stations it hears tell the true date. Two times in, ms to add out; nothing is guessed without a base station.

import { DAY_MS } from './civil-time.ts';

const CYCLE_MS = 1024 * 7 * DAY_MS;
/** A base station's clock and the log's may differ by delay; by chance they never agree in the rest of 19 years. */
const TOLERANCE_MS = 600_000;

/**
 * What must be added to a GPS clock, of which `addedMs` is added already, when a base station says `utcAt` at `gpsAt`. Never
 * less than nothing: a rollover only makes dates earlier, so a base station that is behind has rolled over itself.
 */
export function weeksToAdd(gpsAt: number, utcAt: number, addedMs: number): number {
  const cycles = Math.round((utcAt - gpsAt) / CYCLE_MS);
  const agrees = Math.abs(utcAt - gpsAt - cycles * CYCLE_MS) <= TOLERANCE_MS;
  return agrees && cycles !== 0 ? Math.max(0, addedMs + cycles * CYCLE_MS) : addedMs;
}
