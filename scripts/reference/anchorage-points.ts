// The rows of the anchorage table as points: each spot once, with its distance to the coast. Rows that are plainly mistyped
// are left out, and counted.

import { coastEdges, isLand } from '../scenarios/land.ts';
import { type AnchorageFact, countryOf, folded, isNumbered, tellsPlace } from './anchorage-labels.ts';

/** 12 nm off the coast; straight baselines may carry a state's waters farther, so this is told of no watch port. */
export const TERRITORIAL_KM = 12 * 1.852;

/** Labels that name nothing. */
const NO_PLACES: ReadonlySet<string> = new Set(['REMOVE', 'OU', 'PACIFIC OCEAN']);

export interface Point {
  lon: number;
  lat: number;
  label: string;
  sublabel: string;
  country: string;
  offShoreKm: number;
  /** Id of its port, '' while not known. */
  portId: string;
}

export function readPoints(facts: readonly AnchorageFact[]): { points: Point[]; unplaced: number; doubled: number } {
  const seen = new Set<string>();
  const points: Point[] = [];
  let unplaced = 0;
  let doubled = 0;
  // Where two rows stand on one spot, the one that tells more is taken.
  const telling = ({ label, sublabel }: AnchorageFact) =>
    isNumbered(label) ? 0 : tellsPlace(folded(sublabel)) ? 2 : 1;
  for (const fact of [...facts].sort((a, b) => telling(b) - telling(a))) {
    const lon = Number(fact.lon);
    const lat = Number(fact.lat);
    const label = folded(fact.label);
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90) || label === '' || NO_PLACES.has(label)) {
      unplaced++;
      continue;
    }
    const spot = `${lon} ${lat}`;
    if (seen.has(spot)) {
      doubled++;
      continue;
    }
    seen.add(spot);
    points.push({
      lon,
      lat,
      label: isNumbered(fact.label) ? fact.label : label,
      sublabel: folded(fact.sublabel),
      country: countryOf(fact.iso3),
      offShoreKm: offShoreKm(lon, lat),
      portId: '',
    });
  }
  return { points, unplaced, doubled };
}

/** Distance to the coast of Natural Earth 1:10m, km; 0 on land, and `beyond` where no coast is that near. */
export function offShoreKm(lon: number, lat: number, beyond = 40): number {
  if (isLand(lon, lat)) return 0;
  const scale = 111.2;
  const narrow = scale * Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  let nearestSq = beyond * beyond;
  coastEdges(lon - beyond / narrow, lat - beyond / scale, lon + beyond / narrow, lat + beyond / scale, (a, b, c, d) => {
    const [x, y, u, v] = [(a - lon) * narrow, (b - lat) * scale, (c - lon) * narrow, (d - lat) * scale];
    const length = (u - x) ** 2 + (v - y) ** 2;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, (-x * (u - x) - y * (v - y)) / length));
    nearestSq = Math.min(nearestSq, (x + along * (u - x)) ** 2 + (y + along * (v - y)) ** 2);
  });
  return Math.sqrt(nearestSq);
}
