// Lines for the map from places in order: over the date line they run on past 180° rather than back round the world.

import type { Place } from './bounds.ts';

export function lineOf(places: readonly Place[]): [number, number][] {
  const points: [number, number][] = [];
  for (const { lon, lat } of places) {
    const before = points[points.length - 1];
    points.push([before === undefined ? lon : nearTo(before[0], lon), lat]);
  }
  return points;
}

/** The same meridian, on the side of the date line that is nearer to `lon`. */
function nearTo(lon: number, other: number): number {
  return other + 360 * Math.round((lon - other) / 360);
}
