// Stays: the events of one vessel at one place, seen as one call for the purpose of a rule. An observed call, a
// sighting of the same week and a gap in which the port was in reach are three witnesses of one stay, not three.

import type { Basis } from '../event.ts';
import { KM_PER_NM } from '../geo.ts';
import { isSurerGrade, type SightingGrade } from '../sighting.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import type { VesselEvent } from './event.ts';
import type { PortCall } from './port-call/facts.ts';
import type { DarkCall, ReachablePort } from './possible-dark-call/facts.ts';
import { DARK_CALL_SETTINGS } from './possible-dark-call/settings.ts';

/** Events at the same place belong together while they lie no farther apart than this and nothing lies between. */
export const SAME_STAY_MS = 5 * DAY_MS;

/** The least confidence of a port call that counts; 1 is a ship passing by (GFW products take 2 and up). */
export const LEAST_CONFIDENCE = 2;

export interface Stay {
  placeId: string;
  placeName: string;
  /** Earliest arrival and latest departure that the witnesses allow; null while it lasts. */
  fromAt: number;
  toAt: number | null;
  basis: Basis;
  /** The surest of its sightings, where the stay is sighted. */
  grade?: SightingGrade;
  /** AIS was off for at least one end, or the stay is not observed at all. */
  dark: boolean;
  /** Not begun yet: the vessel heads there, or declares it. */
  ahead?: boolean;
  /** In time order. */
  events: VesselEvent[];
  /** Where it stands in for a call that another ship made. */
  through?: Through;
}

/** How cargo of another ship may have come to this one. */
export interface Through {
  how: 'encounter' | 'port';
  /** The other ship, its call at the origin, and the one at the same port as this ship's. */
  name: string;
  origin: Stay;
  call: Stay | null;
}

/** A witness of a stay: where an event puts the vessel, and when. Null for events that prove no stay. */
export interface Witness {
  placeId: string;
  placeName: string;
  fromAt: number;
  toAt: number | null;
  dark: boolean;
}

/** A port entered or left with AIS off for this long was entered or left dark. */
const DARK_END_MS = 4 * HOUR_MS;

function isDarkEnd(window: PortCall['facts']['entry']): boolean {
  return window !== null && window.toAt - window.fromAt >= DARK_END_MS;
}

export function witnessOf(event: VesselEvent, places: ReadonlySet<string> | undefined): Witness | null {
  if (event.state === 'withdrawn') return null;
  if (event.kind === 'port-call') {
    const { facts } = event;
    if (facts.waiting || (event.basis === 'observed' && facts.confidence < LEAST_CONFIDENCE)) return null;
    return {
      placeId: facts.placeId,
      placeName: facts.placeName,
      fromAt: event.beganAt,
      // It was last heard there at its end; that it lay is inferred from the silence that follows.
      toAt: event.basis === 'inferred' ? (facts.exit?.toAt ?? event.endedAt) : event.endedAt,
      dark: event.basis !== 'observed' || isDarkEnd(facts.entry) || isDarkEnd(facts.exit),
    };
  }
  if (event.kind === 'zone') {
    const { zoneId, zoneName } = event.facts;
    return { placeId: zoneId, placeName: zoneName, fromAt: event.beganAt, toAt: event.endedAt, dark: false };
  }
  if (event.kind === 'possible-dark-call') {
    // While a gap lasts, a port that is in reach and of which no sign of the ship speaks is no ground for more.
    if (event.state === 'open' && event.facts.sightingIds.length === 0 && !hasOwnSign(event.facts.reach)) return null;
    const { placeId, placeName, earliestArrivalAt, latestDepartureAt } = darkPlace(event, places) ?? event.facts.reach;
    return { placeId, placeName, fromAt: earliestArrivalAt, toAt: latestDepartureAt, dark: true };
  }
  return null;
}

function hasOwnSign({ terms }: ReachablePort): boolean {
  return terms.some(({ of, points }) => of === 'ship' && points > 0);
}

const STRENGTH: Record<Basis, number> = { observed: 3, sighted: 2, inferred: 1, claimed: 0 };

export function isSurer(a: Basis, b: Basis): boolean {
  return STRENGTH[a] > STRENGTH[b];
}

/**
 * The port of a possible call as far as a rule about `places` is concerned: the one that is named; or, where it names none
 * of the rule's, the first of those that fits well. Null where there is none.
 */
export function darkPlace({ beganAt, endedAt, facts }: DarkCall, places?: ReadonlySet<string>): ReachablePort | null {
  const { reach, alternatives, sightingIds, ownSpeedKn, minStayMs } = facts;
  if (places === undefined || places.has(facts.placeId)) return reach;
  // It was seen where it was.
  if (sightingIds.length > 0) return null;
  const least =
    Math.max(reach.points, ...alternatives.map(({ points }) => points)) - DARK_CALL_SETTINGS.fitPoints.value;
  const inTime = ({ distanceInKm, distanceOutKm }: ReachablePort) =>
    endedAt === null ||
    ((distanceInKm + (distanceOutKm ?? 0)) / KM_PER_NM / ownSpeedKn) * HOUR_MS + minStayMs <= endedAt - beganAt;
  return alternatives.find((port) => places.has(port.placeId) && port.points >= least && inTime(port)) ?? null;
}

/**
 * The stays that the events add up to, in order of arrival. `places` are those that a rule asks about: of the ports that a
 * gap left in reach it is told of its own.
 */
export function staysOf(events: readonly VesselEvent[], places?: ReadonlySet<string>): Stay[] {
  const witnesses: Placed[] = [];
  for (const event of events) {
    const witness = witnessOf(event, places);
    if (witness && !isExplained(event, events)) witnesses.push({ event, witness });
  }
  witnesses.sort(byArrival);
  const stays: Stay[] = [];
  for (const placed of witnesses) {
    const last = stays.at(-1) ?? null;
    const stay = readStay(last, placed);
    if (stay !== last) stays.push(stay);
  }
  return stays;
}

export interface Placed {
  event: VesselEvent;
  witness: Witness;
}

export function byArrival(a: Placed, b: Placed): number {
  return a.witness.fromAt - b.witness.fromAt || (a.event.id < b.event.id ? -1 : 1);
}

/** Takes the next witness, by arrival, into the stay before it, which it changes, or begins another. */
export function readStay(last: Stay | null, { event, witness }: Placed): Stay {
  if (last === null || last.placeId !== witness.placeId || !belongs(last, witness)) {
    return { ...witness, ...gradeOf(event), basis: event.basis, events: [event] };
  }
  join(last, event, witness);
  return last;
}

/** A gap in which the vessel was seen elsewhere, and not here, is no ground to put it here. */
export function isExplained(event: VesselEvent, events: readonly VesselEvent[]): boolean {
  if (event.kind !== 'possible-dark-call') return false;
  const seen = events.filter((other) => isSeenWithin(other, event, events));
  return seen.length > 0 && !seen.some((call) => call.facts.placeId === event.facts.placeId);
}

/**
 * A sighted call in the gap behind a possible call. At a port in reach it may be: its window and the stay that the gap allows
 * there have an instant in common. At another it must be: its window lies within the gap, for the day on which a gap begins
 * or ends may mean the hours outside. Of several gaps it is in the one that holds most of its window, so that one sighting
 * speaks of one silence.
 */
export function isSeenWithin(event: VesselEvent, dark: DarkCall, events: readonly VesselEvent[]): event is PortCall {
  if (!mayBeWithin(event, dark)) return false;
  const shared = sharedMs(event, dark);
  return !events.some(
    (other) =>
      other.kind === 'possible-dark-call' &&
      other.state !== 'withdrawn' &&
      other.id !== dark.id &&
      mayBeWithin(event, other) &&
      (sharedMs(event, other) > shared || (sharedMs(event, other) === shared && other.beganAt > dark.beganAt)),
  );
}

function sharedMs(event: VesselEvent, dark: DarkCall): number {
  const toAt = event.endedAt ?? event.beganAt;
  return Math.min(toAt, dark.endedAt ?? toAt) - Math.max(event.beganAt, dark.beganAt);
}

function mayBeWithin(event: VesselEvent, { beganAt, endedAt, facts }: DarkCall): event is PortCall {
  if (event.kind !== 'port-call' || event.state === 'withdrawn' || event.basis !== 'sighted') return false;
  const { placeId } = event.facts;
  const [fromAt, toAt] = [event.beganAt, event.endedAt ?? event.beganAt];
  const reach = [facts.reach, ...facts.alternatives].find((port) => port.placeId === placeId);
  if (reach) return toAt >= reach.earliestArrivalAt && fromAt <= (reach.latestDepartureAt ?? Number.POSITIVE_INFINITY);
  return fromAt >= beganAt && (endedAt === null || toAt <= endedAt);
}

function belongs(stay: Stay, witness: Witness): boolean {
  const endedAt = stay.toAt ?? stay.fromAt;
  // Two calls seen from entry to exit are two calls, however near in time.
  const bothSeen = stay.toAt !== null && witness.fromAt > stay.toAt && !witness.dark && stay.events.some(isWhole);
  return witness.fromAt - endedAt <= SAME_STAY_MS && !bothSeen;
}

function isWhole(event: VesselEvent): boolean {
  return event.kind === 'port-call' && event.facts.confidence === 4 && event.state === 'closed';
}

function join(stay: Stay, event: VesselEvent, witness: Witness): void {
  stay.events.push(event);
  stay.toAt = stay.toAt === null || witness.toAt === null ? null : Math.max(stay.toAt, witness.toAt);
  // The strongest witness names the basis: a sighting inside a gap makes the stay sighted, not inferred.
  if (isSurer(event.basis, stay.basis)) stay.basis = event.basis;
  const { grade } = gradeOf(event);
  if (grade !== undefined && (stay.grade === undefined || isSurerGrade(grade, stay.grade))) stay.grade = grade;
  stay.dark ||= witness.dark;
}

/** The grade of a sighted call; nothing for any other event. */
function gradeOf(event: VesselEvent): Pick<Stay, 'grade'> {
  const grade = event.kind === 'port-call' && event.basis === 'sighted' ? event.facts.grade : undefined;
  return grade === undefined ? {} : { grade };
}

/** The surest grade among sighted calls. */
function surestOf(events: readonly VesselEvent[]): Pick<Stay, 'grade'> {
  return events.map(gradeOf).reduce((a, b) => (b.grade && (!a.grade || isSurerGrade(b.grade, a.grade)) ? b : a), {});
}

export function isContradicted(event: VesselEvent): boolean {
  return event.kind === 'port-call' && event.facts.contradictedBy !== undefined;
}

/** The stay that a gap allows at one of the ports in its reach; further events make it sighted. */
export function reachStay(reach: ReachablePort, dark: DarkCall, events: VesselEvent[]): Stay {
  return {
    placeId: reach.placeId,
    placeName: reach.placeName,
    fromAt: reach.earliestArrivalAt,
    toAt: reach.latestDepartureAt,
    basis: events.length > 1 ? 'sighted' : dark.basis,
    ...surestOf(events),
    dark: true,
    events,
  };
}
