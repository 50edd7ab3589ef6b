// What the kept fixes of one unit say of an area within a period: when it was heard there first and last, how often, how
// near it came; and, where no fix lies in the area, whether the line between two of them crosses it. In come fixes in
// order. Fixes of most ships are thinned, so a ship may have passed between two of them: that is "may have crossed".

import { distanceKm } from '../geo.ts';
import { HOUR_MS } from '../time.ts';
import type { Area, Point } from './area.ts';

export interface VisitFix extends Point {
  at: number;
}

/** Two fixes this far apart or less are joined by a line; over a longer time nobody knows the way. As reach has it. */
export const LINE_MS = HOUR_MS;

export interface Visit {
  /** Kept fixes in the area within the period. */
  fixes: number;
  firstAt: number | null;
  lastAt: number | null;
  /** Of all fixes looked at within the period the one nearest to the centre. */
  closest: VisitFix & { km: number };
  /** The first line that crosses the area, where no fix lies in it. */
  crossing: { fromAt: number; toAt: number } | null;
}

/** Null where it was neither heard in the area nor may have crossed it. */
export function visitOf(area: Area, fixes: readonly VisitFix[], fromAt: number, toAt: number): Visit | null {
  let count = 0;
  let first: number | null = null;
  let last: number | null = null;
  let closest: Visit['closest'] | null = null;
  let crossing: Visit['crossing'] = null;
  let before: VisitFix | null = null;
  for (const fix of fixes) {
    const inPeriod = fix.at >= fromAt && fix.at < toAt;
    if (inPeriod) {
      const km = distanceKm(area.centre.lon, area.centre.lat, fix.lon, fix.lat);
      if (closest === null || km < closest.km) closest = { ...fix, km };
      if (area.holds(fix.lon, fix.lat)) {
        count++;
        first ??= fix.at;
        last = fix.at;
      }
    }
    if (count === 0 && crossing === null && before !== null && mayCross(area, before, fix, fromAt, toAt)) {
      crossing = { fromAt: before.at, toAt: fix.at };
      // A period shorter than the pause between two fixes may hold neither of them.
      closest ??= nearerOf(area, before, fix);
    }
    before = fix;
  }
  if (closest === null || (count === 0 && crossing === null)) return null;
  return { fixes: count, firstAt: first, lastAt: last, closest, crossing: count > 0 ? null : crossing };
}

function nearerOf({ centre }: Area, a: VisitFix, b: VisitFix): Visit['closest'] {
  const kmA = distanceKm(centre.lon, centre.lat, a.lon, a.lat);
  const kmB = distanceKm(centre.lon, centre.lat, b.lon, b.lat);
  return kmA <= kmB ? { ...a, km: kmA } : { ...b, km: kmB };
}

function mayCross(area: Area, from: VisitFix, to: VisitFix, fromAt: number, toAt: number): boolean {
  if (to.at - from.at > LINE_MS || to.at < fromAt || from.at >= toAt) return false;
  return area.crossedBy(from, to);
}
