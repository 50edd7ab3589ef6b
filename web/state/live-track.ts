// Adds streamed positions to the ends of their tracks, within a bound. Pure.

import type { Track } from '../../server/http/wire/track.ts';
import type { PositionFix } from '../../server/http/wire/vessel.ts';

/** Points of one live track that the page keeps; at the bound the older half is dropped (the store has them all). */
const MAX_POINTS = 6_000;

/** An older or repeated position is left out. */
export function extendedTracks(
  tracks: ReadonlyMap<string, Track>,
  fixes: readonly (PositionFix & { vesselId: string })[],
): ReadonlyMap<string, Track> {
  const next = new Map(tracks);
  for (const fix of fixes) {
    const whole = next.get(fix.vesselId) ?? emptyTrack(fix.vesselId);
    const track = whole.at.length < MAX_POINTS ? whole : shortened(whole);
    if (fix.at <= (track.at[track.at.length - 1] ?? Number.NEGATIVE_INFINITY)) continue;
    next.set(fix.vesselId, {
      vesselId: fix.vesselId,
      at: [...track.at, fix.at],
      lon: [...track.lon, fix.lon],
      lat: [...track.lat, fix.lat],
      speedKn: [...track.speedKn, fix.speedKn],
      courseDeg: [...track.courseDeg, fix.headingDeg ?? fix.courseDeg],
    });
  }
  return next;
}

function shortened(track: Track): Track {
  const keep = -MAX_POINTS / 2;
  return {
    vesselId: track.vesselId,
    at: track.at.slice(keep),
    lon: track.lon.slice(keep),
    lat: track.lat.slice(keep),
    speedKn: track.speedKn.slice(keep),
    courseDeg: track.courseDeg.slice(keep),
  };
}

function emptyTrack(vesselId: string): Track {
  return { vesselId, at: [], lon: [], lat: [], speedKn: [], courseDeg: [] };
}
