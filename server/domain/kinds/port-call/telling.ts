// When a port call is told, and how it ends. In come a call that has changed and the fix or tick that changed it; out goes
// the next revision, or nothing where it is not worth one. It decides nothing of the call itself.

import { HOUR_MS } from '../../time.ts';
import type { Track } from '../../track/track.ts';
import type { DetectorContext } from '../detector.ts';
import { type Ending, isInferred, type OpenCall, type PortCallState, reviseCall } from './open-call.ts';
import { keepClosed, takeOverSightings } from './port-sighting.ts';
import { PORT_CALL_SETTINGS } from './settings.ts';

const AGAIN_MS = PORT_CALL_SETTINGS.againHours.value * HOUR_MS;

export function close(
  state: PortCallState,
  track: Readonly<Track>,
  ending: Ending,
  knownAt: number,
  context: DetectorContext,
): void {
  const call = state.call!;
  call.changed = true;
  state.call = null;
  sayIfWorth(call, state, track, knownAt, ending, context);
}

/** A lasting call is told again some hours after it was told last; its first stop at once. */
export function isDue(call: Readonly<OpenCall>, at: number): boolean {
  const isNews = call.revision === 0 || call.isNews;
  return isNews || at - call.saidAt >= AGAIN_MS;
}

/** A ship that only passes is no news, unless it is watched. */
export function sayIfWorth(
  call: OpenCall,
  state: PortCallState,
  track: Readonly<Track>,
  knownAt: number,
  ending: Ending | null,
  context: DetectorContext,
): void {
  const lay = call.stops.length > 0 || isInferred(call) || call.sightingIds.length > 0;
  const isSeen = call.entry || ending?.exit || call.gaps.length > 0;
  if (!lay && call.revision === 0 && !(track.watched && isSeen)) return;
  const placeName = context.places.port(call.placeId)?.name ?? call.placeId;
  takeOverSightings(state, call, ending ? (ending.exit?.toAt ?? ending.endedAt) : null, knownAt, context.say);
  const event = reviseCall(call, track, placeName, knownAt, ending);
  if (ending) keepClosed(state, event, track.watched);
  context.say(event);
}
