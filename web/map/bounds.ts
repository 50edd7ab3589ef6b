// The box that holds the watched tracks, with which a scope is opened. Goes the short way over the date line. Pure.

import type { Track, VesselSummary } from '../../server/http/wire.ts';
import type { Bounds } from './map.ts';

/** The box of the tracks of watched vessels, or of all where none is watched; null without a fix. */
export function boundsOf(
  tracks: Iterable<Track>,
  vessels: ReadonlyMap<string, Pick<VesselSummary, 'watched'>>,
): Bounds | null {
  const all = [...tracks].filter((track) => track.at.length > 0);
  const watched = all.filter((track) => vessels.get(track.vesselId)?.watched);
  const chosen = watched.length > 0 ? watched : all;
  const first = chosen[0];
  if (first === undefined) return null;
  const middle = first.lon[0]!;
  const box: Bounds = { west: middle, east: middle, south: 90, north: -90 };
  for (const track of chosen) {
    for (const [i, lat] of track.lat.entries()) {
      let lon = track.lon[i]!;
      if (lon - middle > 180) lon -= 360;
      if (lon - middle < -180) lon += 360;
      box.west = Math.min(box.west, lon);
      box.east = Math.max(box.east, lon);
      box.south = Math.min(box.south, lat);
      box.north = Math.max(box.north, lat);
    }
  }
  return box;
}
