// Did a ship lie where it lay all through a gap, as far as anybody can tell? Only then is the gap no news: it was at rest at
// both ends, in one place. A ship that was under way at either end may have been anywhere in between, whatever port the
// two ends lie in.

import { distanceKm } from '../../geo.ts';
import type { Track } from '../../track/track.ts';
import { GAP_SETTINGS } from './settings.ts';

const REST_KN = GAP_SETTINGS.restKn.value;
const SAME_PLACE_KM = GAP_SETTINGS.samePlaceKm.value;

/** Where the gap began, and whether the ship was at rest there. */
export interface GapBegin {
  lon: number;
  lat: number;
  atRest: boolean;
}

/** False where its speed is not known. */
export function isAtRest({ speedKn }: Readonly<Pick<Track, 'speedKn'>>): boolean {
  return speedKn < REST_KN;
}

/** `track` holds the first fix after the gap. */
export function layAllThrough({ lon, lat, atRest }: Readonly<GapBegin>, track: Readonly<Track>): boolean {
  return atRest && isAtRest(track) && distanceKm(lon, lat, track.lon, track.lat) <= SAME_PLACE_KM;
}
