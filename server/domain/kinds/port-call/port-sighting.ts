// Sightings and port calls: somebody saw the vessel in a port, usually with AIS off. A sighting within an observed call
// at the same place is added to it; any other makes a call of its own, marked "sighted", until AIS positions of the same
// call arrive and take it over. It never makes two calls out of one, and never gives a sighted call an entry or exit.
// A sighting that is taken back takes its call with it; a call that it confirmed stands without it. One that AIS speaks
// against is kept, and says so.

import { distanceKm } from '../../geo.ts';
import { stableId } from '../../hash.ts';
import type { Port } from '../../places/place.ts';
import type { PlaceIndex } from '../../places/place-index.ts';
import type { Sighting } from '../../sighting.ts';
import type { Track } from '../../track/track.ts';
import type { PositionDoubt } from '../position-doubt/facts.ts';
import type { PortCall, Window } from './facts.ts';
import type { PortCallState } from './open-call.ts';
import { type OpenCall, reviseCall } from './open-call.ts';

/** Sighted calls remembered per vessel; the oldest is let go, and then stays a call of its own. */
const MOST_SIGHTED = 20;
/** Closed calls remembered of a watched ship: images are published weeks later, and a busy ship calls every other day. */
const MOST_EARLIER = 20;

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
      grade: sighting.grade,
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
  for (const [kept, known] of [...(closed ? [closed] : []), ...state.earlier].entries()) {
    if (!holds(known, sighting, port)) continue;
    if (known.facts.sightingIds.includes(sighting.id)) return;
    const reason = `a sighting confirms the call (${sighting.source})`;
    const confirmed = revised(known, [...known.facts.sightingIds, sighting.id], sighting.arrivedAt, reason);
    if (known === closed) state.closed = confirmed;
    else state.earlier[closed ? kept - 1 : kept] = confirmed;
    say(confirmed);
    return;
  }
  if (state.sighted.some(({ facts }) => facts.sightingIds.includes(sighting.id))) return;
  const fresh = portCallFromSighting(sighting, port);
  const undone = state.undone.find(({ id }) => id === fresh.id);
  const sighted = undone ? { ...fresh, revision: undone.revision + 1 } : fresh;
  state.sighted.push(sighted);
  if (state.sighted.length > MOST_SIGHTED) state.sighted.shift();
  say(sighted);
}

/** A sighting is taken back: the call that rests on it alone goes, and one that it confirmed loses it. */
export function loseSighting(
  state: PortCallState,
  track: Readonly<Track>,
  sighting: Readonly<Sighting>,
  why: string,
  at: number,
  places: PlaceIndex,
  say: (event: PortCall) => void,
): void {
  const reason = `the sighting is withdrawn (${sighting.source}): ${why}`;
  const { call } = state;
  if (call?.sightingIds.includes(sighting.id)) {
    call.sightingIds = call.sightingIds.filter((id) => id !== sighting.id);
    // A ship that only passes was worth telling for the sighting's sake; what was told stays told.
    if (call.revision > 0)
      say(reviseCall(call, track, places.port(call.placeId)?.name ?? call.placeId, at, null, reason));
  }
  const lose = (known: PortCall): PortCall => {
    if (!known.facts.sightingIds.includes(sighting.id)) return known;
    const rest = known.facts.sightingIds.filter((id) => id !== sighting.id);
    const next = revised(known, rest, at, reason);
    say(next);
    return next;
  };
  if (state.closed) state.closed = lose(state.closed);
  state.earlier = state.earlier.map(lose);
  state.sighted = state.sighted.filter((sighted) => {
    if (!sighted.facts.sightingIds.includes(sighting.id)) return true;
    withdraw(state, sighted, at, reason, say);
    return false;
  });
}

/** AIS puts the ship elsewhere than a sighting does, or does so no longer: neither is chosen, the call says so. */
export function hearContradiction(
  state: PortCallState,
  { id: doubtId, state: doubt, facts }: PositionDoubt,
  at: number,
  say: (event: PortCall) => void,
): void {
  const against = doubt !== 'withdrawn' && facts.signs.includes('sighted-elsewhere') ? facts.sightingIds : [];
  state.sighted = state.sighted.map((sighted) => {
    const { contradictedBy, ...rest } = sighted.facts;
    const contradicted = against.some((id) => sighted.facts.sightingIds.includes(id));
    if (contradicted ? contradictedBy !== undefined : contradictedBy !== doubtId) return sighted;
    const next: PortCall = {
      ...sighted,
      revision: sighted.revision + 1,
      knownAt: at,
      reason: contradicted
        ? 'AIS positions of that time put the ship elsewhere: one of the two is wrong'
        : 'AIS positions no longer speak against the sighting',
      facts: contradicted ? { ...rest, contradictedBy: doubtId } : rest,
    };
    say(next);
    return next;
  });
}

/** A closed call makes room for the next one: that of a watched ship is kept for sightings still to come. */
export function keepClosed(state: PortCallState, call: PortCall, watched: boolean): void {
  if (state.closed && (watched || state.closed.facts.sightingIds.length > 0)) {
    state.earlier.unshift(state.closed);
    if (state.earlier.length > MOST_EARLIER) state.earlier.pop();
  }
  state.closed = call;
}

function withdraw(
  state: PortCallState,
  sighted: PortCall,
  knownAt: number,
  reason: string,
  say: (event: PortCall) => void,
): void {
  const revision = sighted.revision + 1;
  state.undone = [...state.undone.filter(({ id }) => id !== sighted.id), { id: sighted.id, revision }];
  if (state.undone.length > MOST_SIGHTED) state.undone.shift();
  say({ ...sighted, state: 'withdrawn', revision, knownAt, reason });
}

function revised(call: PortCall, sightingIds: string[], knownAt: number, reason: string): PortCall {
  return { ...call, revision: call.revision + 1, knownAt, reason, facts: { ...call.facts, sightingIds } };
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
    withdraw(state, sighted, knownAt, 'AIS positions show the same call; it carries the sighting', say);
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
