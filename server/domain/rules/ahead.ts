// What lies ahead of a leg: a vessel that has left an origin and heads for a destination, or declares one, before any
// call happens. In come the events of one vessel; out go possible stays that stand in for the destination until one is
// observed, sighted or inferred. Where both are known, the course counts before the crew's text.

import type { Approach } from '../kinds/approach/facts.ts';
import type { DestinationClaim } from '../kinds/destination-claim/facts.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Stay } from '../kinds/stay.ts';
import { DAY_MS } from '../time.ts';

/** The possible stay ahead of a vessel that left `origin`, or null. */
export function stayAhead(
  origin: Readonly<Stay>,
  destinations: ReadonlySet<string>,
  maxDays: number,
  events: readonly VesselEvent[],
): Stay | null {
  const leftAt = origin.toAt;
  if (leftAt === null) return null;
  const untilAt = leftAt + maxDays * DAY_MS;
  const heading = events.findLast(
    (event) =>
      event.kind === 'approach' && event.state === 'open' && event.knownAt >= leftAt && event.beganAt <= untilAt,
  );
  const bound = heading && boundFor(heading as Approach, destinations);
  if (bound) return bound;
  const declared = events.findLast(
    (event) =>
      event.kind === 'destination-claim' &&
      event.state === 'open' &&
      event.facts.placeId !== null &&
      destinations.has(event.facts.placeId) &&
      event.beganAt >= origin.fromAt &&
      event.beganAt <= untilAt,
  );
  return declared === undefined ? null : claimed(declared as DestinationClaim, leftAt);
}

/** Does the same lie ahead as before? */
export function stayAheadFrom(now: Stay, before: Stay): boolean {
  return now.events[0] === before.events[0] && now.placeId === before.placeId && now.fromAt === before.fromAt;
}

/** The likeliest port on its course, when that or another on the same course is a destination. */
function boundFor(event: Approach, destinations: ReadonlySet<string>): Stay | null {
  const { facts } = event;
  const place = [facts, ...facts.alternatives].find(({ placeId }) => destinations.has(placeId));
  if (place === undefined) return null;
  return {
    placeId: place.placeId,
    placeName: place.placeName,
    fromAt: facts.earliestArrivalAt,
    toAt: null,
    basis: event.basis,
    dark: false,
    ahead: true,
    events: [event],
  };
}

function claimed(event: DestinationClaim, leftAt: number): Stay {
  return {
    placeId: event.facts.placeId!,
    placeName: event.facts.placeName!,
    fromAt: Math.max(event.beganAt, leftAt),
    toAt: null,
    basis: event.basis,
    dark: false,
    ahead: true,
    events: [event],
  };
}

/** Why an early warning no longer stands, in the words of what ended it; null where it was no early warning. */
export function calledOff(
  before: readonly VesselEvent[],
  eventOf: (id: string) => VesselEvent | undefined,
): string | null {
  const last = before.at(-1);
  if (last?.kind !== 'approach' && last?.kind !== 'destination-claim') return null;
  const now = eventOf(last.id) ?? last;
  if (now.kind === 'approach') return `${ENDS[now.facts.outcome]} (${now.facts.placeName})`;
  if (now.kind !== 'destination-claim') return null;
  return now.facts.outcomeGround ?? 'the declared destination no longer stands';
}

const ENDS: Record<Approach['facts']['outcome'], string> = {
  open: 'it heads for another port',
  arrived: 'it called elsewhere on its course',
  'turned away': 'it turned away',
  'fell silent': 'it fell silent on the way and was not heard for two days',
  'stopped short': 'it stopped short',
};
