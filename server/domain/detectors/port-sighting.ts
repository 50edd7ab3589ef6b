// Sightings and port calls: somebody saw the vessel in a port, usually with AIS off. A sighting within an observed call
// at the same place is added to it; any other makes a call of its own, marked "sighted", until AIS positions of the same
// call arrive and take it over. It never makes two calls out of one, and never gives a sighted call an entry or exit.

import type { PortCall } from '../event.ts';
import type { Window } from '../facts/place.ts';
import { distanceKm } from '../geo.ts';
import { stableId } from '../hash.ts';
import type { Port } from '../place.ts';
import type { Sighting } from '../sighting.ts';
import type { Track } from '../track.ts';
import { type OpenCall, reviseCall } from './open-call.ts';
import type { PortCallState } from './port-call.ts';

/** Sighted calls remembered per vessel; the oldest is let go, and then stays a call of its own. */
const MOST_SIGHTED = 20;

/** The call that a sighting alone makes: known for its window and no longer. */
export function portCallFromSighting(sighting: Readonly<Sighting>, port: Readonly<Port>): PortCall {
  return {
    kind: 'port-call',
    id: stableId('port-call', sighting.vesselId, port.id, sighting.id),
    vesselId: sighting.vesselId,
    mmsi: null,
    state: 'closed',
    revision: 1,
    knownAt: sighting.arrivedAt,
    beganAt: sighting.fromAt,
    endedAt: sighting.toAt,
    basis: 'sighted',
    lon: sighting.lon,
    lat: sighting.lat,
    reason: null,
    facts: {
      placeId: port.id,
      placeName: port.name,
      runnerUpId: null,
      distanceKm: distanceKm(sighting.lon, sighting.lat, port.lon, port.lat),
      confidence: 2,
      entry: null,
      exit: null,
      stops: [],
      gaps: [],
      waiting: false,
      sightingIds: [sighting.id],
    },
  };
}

/**
 * Takes a sighting in a port into the vessel's state and says what comes of it: the observed call that it confirms, or
 * a call of its own. Hearing the same sighting twice says nothing more.
 */
export function hearSighting(
  state: PortCallState,
  track: Readonly<Track>,
  sighting: Readonly<Sighting>,
  port: Readonly<Port>,
  say: (event: PortCall) => void,
): void {
  const { call, closed } = state;
  if (call && call.placeId === port.id && sighting.toAt >= earliest(call)) {
    if (call.sightingIds.includes(sighting.id)) return;
    call.sightingIds.push(sighting.id);
    say(reviseCall(call, track, port.name, sighting.arrivedAt, null));
    return;
  }
  if (closed && holds(closed, sighting, port)) {
    if (closed.facts.sightingIds.includes(sighting.id)) return;
    state.closed = {
      ...closed,
      revision: closed.revision + 1,
      knownAt: sighting.arrivedAt,
      reason: `a sighting confirms the call (${sighting.source})`,
      facts: { ...closed.facts, sightingIds: [...closed.facts.sightingIds, sighting.id] },
    };
    say(state.closed);
    return;
  }
  if (state.sighted.some(({ facts }) => facts.sightingIds.includes(sighting.id))) return;
  const sighted = portCallFromSighting(sighting, port);
  state.sighted.push(sighted);
  if (state.sighted.length > MOST_SIGHTED) state.sighted.shift();
  say(sighted);
}

/** AIS of a call that was only sighted so far: the observed call takes the sightings, the sighted ones are withdrawn. */
export function takeOverSightings(
  state: PortCallState,
  call: OpenCall,
  endedAt: number | null,
  knownAt: number,
  say: (event: PortCall) => void,
): void {
  if (state.sighted.length === 0) return;
  const taken = state.sighted.filter(
    ({ beganAt, endedAt: seenAt, facts }) =>
      facts.placeId === call.placeId &&
      (seenAt ?? beganAt) >= earliest(call) &&
      (endedAt === null || beganAt <= endedAt),
  );
  for (const sighted of taken) {
    call.sightingIds.push(...sighted.facts.sightingIds);
    say({
      ...sighted,
      state: 'withdrawn',
      revision: sighted.revision + 1,
      knownAt,
      reason: 'AIS positions show the same call; it carries the sighting',
    });
  }
  if (taken.length > 0) state.sighted = state.sighted.filter((sighted) => !taken.includes(sighted));
}

/** When the vessel can have come in at the earliest. */
function earliest({ entry, beganAt }: { entry: Window | null; beganAt: number }): number {
  return entry?.fromAt ?? beganAt;
}

function holds({ beganAt, endedAt, facts }: PortCall, sighting: Readonly<Sighting>, port: Readonly<Port>): boolean {
  const latest = facts.exit?.toAt ?? endedAt ?? beganAt;
  return (
    facts.placeId === port.id && sighting.toAt >= earliest({ entry: facts.entry, beganAt }) && sighting.fromAt <= latest
  );
}
