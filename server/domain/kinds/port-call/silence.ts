// A silence that begins inside a port. In come ticks and the first fix after it; out goes a gap in the call, and whether
// sailing on explains it: absence of data is no evidence, so that a ship under way that is next heard where it was bound
// has passed.

import { distanceKm, KM_PER_NM } from '../../geo.ts';
import { noPorts } from '../../places/circle-lookup.ts';
import { LEAST_LIMIT_KN } from '../../sea/reach.ts';
import { HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { DetectorContext } from '../detector.ts';
import { beginGap, endGap, isSilent, label, type OpenCall, type PortCallState } from './open-call.ts';
import { PORT_CALL_SETTINGS } from './settings.ts';
import { sayIfWorth } from './telling.ts';

const GAP_MS = PORT_CALL_SETTINGS.gapHours.value * HOUR_MS;
const LOST_MS = PORT_CALL_SETTINGS.lostHours.value * HOUR_MS;
const PASSAGE_KN = PORT_CALL_SETTINGS.passageKn.value;

/** Scratch of the step under way; holds nothing between steps. */
const nearest = noPorts();

/** Any fix ends a gap. One that no tick has told is told now, as of when it could be known. */
export function hearAgain(
  call: OpenCall,
  state: PortCallState,
  track: Readonly<Track>,
  context: DetectorContext,
): void {
  const knownAt = track.previousAt + GAP_MS;
  if (!isSilent(call) && track.at >= knownAt) {
    const { previousAt, previousLon, previousLat } = track;
    fallSilent(call, state, track, previousAt, previousLon, previousLat, knownAt, context);
  }
  endGap(call, track.at, state.phase !== 'stopped' && !call.stirs && sailsOn(call, track, context));
}

/** Was it under way before the silence, and does sailing on explain where it is heard now? */
function sailsOn(call: Readonly<OpenCall>, track: Readonly<Track>, { sea }: DetectorContext): boolean {
  const { at, lon, lat, previousAt, previousLon, previousLat } = track;
  const ends = [call.lastKn, track.sentKn].filter((knots) => knots >= PASSAGE_KN);
  const knots = ends.length === 0 ? LEAST_LIMIT_KN : ends.reduce((sum, kn) => sum + kn, 0) / ends.length;
  const sailedKm = (knots * KM_PER_NM * (at - previousAt - LOST_MS)) / HOUR_MS;
  if (distanceKm(previousLon, previousLat, lon, lat) > sailedKm) return true;
  return sea.distanceKm(previousLon, previousLat, lon, lat, sailedKm) > sailedKm;
}

export function fallSilent(
  call: OpenCall,
  state: PortCallState,
  track: Readonly<Track>,
  lastAt: number,
  lon: number,
  lat: number,
  knownAt: number,
  context: DetectorContext,
): void {
  beginGap(call, lastAt);
  if (call.labelledBy === 'entry') {
    context.places.nearestPort(lon, lat, nearest);
    label(call, 'gap', lon, lat, context.places, nearest);
  }
  sayIfWorth(call, state, track, knownAt, null, context);
}
