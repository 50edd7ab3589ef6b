// Which radio units a feed heard, and when last: to say how many ships it hears, and by which feeds a watched ship was heard.
// Reports go in as they are heard, before the engine; nothing is allocated for a unit that is known. It keeps a day and has
// a bound. Minutes, not milliseconds: they are small integers, which a map holds without a box.

import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/time.ts';
import type { VesselCounts } from '../../seams/feed-status.ts';

export interface Units {
  /** By MMSI, the minute in which it was heard last, counted from 1970. */
  minutes: Map<number, number>;
  /** New units found no room: there are more than are counted. */
  full: boolean;
}

/** "In the last day". */
export const LATELY_MS = DAY_MS;
/** Of one feed; the whole world sends with a fifth of it in a day. */
export const MOST_UNITS = 400_000;

export function beginUnits(): Units {
  return { minutes: new Map(), full: false };
}

export function hearUnit(units: Units, mmsi: number, at: number): void {
  const minute = Math.floor(at / MINUTE_MS);
  const before = units.minutes.get(mmsi);
  if (before === undefined && units.minutes.size >= MOST_UNITS) units.full = true;
  else if (before === undefined || before < minute) units.minutes.set(mmsi, minute);
}

/** When it was heard last, UTC ms, to the minute; null: not in the time that is kept. */
export function lastHeard({ minutes }: Readonly<Units>, mmsi: number): number | null {
  const minute = minutes.get(mmsi);
  return minute === undefined ? null : minute * MINUTE_MS;
}

export function countUnits({ minutes, full }: Readonly<Units>, now: number): VesselCounts {
  const hourAgo = (now - HOUR_MS) / MINUTE_MS;
  const dayAgo = (now - LATELY_MS) / MINUTE_MS;
  let hour = 0;
  let day = 0;
  for (const [mmsi, minute] of minutes) {
    if (!isShipMmsi(mmsi)) continue;
    if (minute >= hourAgo) hour++;
    if (minute >= dayAgo) day++;
  }
  return { hour, day, atLeast: full };
}

/** Of a ship: the form MIDxxxxxx. Stations ashore and aids are heard too, and are no ships. */
export function isShipMmsi(mmsi: number): boolean {
  return mmsi >= 201_000_000 && mmsi < 776_000_000;
}

/** Lets go of those not heard for a day. */
export function forgetUnits(units: Units, now: number): void {
  const dayAgo = (now - LATELY_MS) / MINUTE_MS;
  for (const [mmsi, minute] of units.minutes) if (minute < dayAgo) units.minutes.delete(mmsi);
  if (units.minutes.size < MOST_UNITS) units.full = false;
}
