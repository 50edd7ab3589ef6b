// Legs: an origin stay and the destinations reached within the rule's days, other calls in between allowed. One
// finding per origin stay, so that a second destination is one more witness and not a second finding.

import type { VesselEvent } from '../kinds/event.ts';
import { isSurer, SAME_STAY_MS, type Stay, staysOf } from '../kinds/stay.ts';
import type { RouteRule } from '../rule.ts';
import { DAY_MS } from '../time.ts';
import { stayAhead } from './ahead.ts';
import { type CompiledRule, conclude, type Finding, type MatchOptions } from './finding.ts';
import { noSegments, type ReadItem, resegment } from './segments.ts';
import { standIns } from './stand-ins.ts';
import type { Subject } from './subject.ts';

export interface Leg {
  origin: Stay;
  /** The first call at a place that must lie in between; null while there is none. */
  via: Stay | null;
  reached: Stay[];
}

/** The findings of a 'route' or 'lookback' rule, in order of departure. */
export function legFindings(
  compiled: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding[] {
  const { rule, origins, destinations } = compiled;
  const stays = staysOf(events, compiled.places);
  const stoodIn = standIns(compiled, subject, stays, events, options);
  const before = stoodIn.length === 0 ? stays : inOrder([...stays, ...stoodIn]);
  const legs = legsOf(compiled, before, origins, destinations);
  const backs = rule.bothWays ? legsOf(compiled, stays, destinations, origins) : [];
  const all = [
    ...withAhead(legs, compiled, destinations, subject, events),
    ...withAhead(backs, compiled, origins, subject, events),
  ];
  const found = all.flatMap((leg) => findingOfLeg(compiled, subject, leg, events, options) ?? []);
  return found.sort((a, b) => a.fromAt - b.fromAt);
}

export function inOrder(stays: Stay[]): Stay[] {
  return stays.sort((a, b) => a.fromAt - b.fromAt);
}

function legsOf(
  compiled: CompiledRule,
  stays: readonly Stay[],
  origins: ReadonlySet<string>,
  destinations: ReadonlySet<string>,
): readonly Leg[] {
  return resegment(noSegments<Stay, Leg>(), stays, legReader(compiled, origins, destinations)).results;
}

function withAhead(
  legs: readonly Leg[],
  compiled: CompiledRule,
  destinations: ReadonlySet<string>,
  subject: Subject,
  events: readonly VesselEvent[],
): Leg[] {
  const last = legs.at(-1);
  const ahead = last && aheadOf(last, compiled, destinations, subject, events);
  return ahead ? [...legs.slice(0, -1), { ...last, reached: [ahead] }] : [...legs];
}

/** What one leg comes to; null where the rule does not hold. `events` are those of the ship that make it more or less sure. */
export function findingOfLeg(
  { rule }: CompiledRule,
  subject: Subject,
  { origin, via: between, reached: all }: Readonly<Leg>,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding | null {
  const reached = withoutGuesses(all);
  const [first] = reached;
  if (!first && !isAlone(rule, subject)) return null;
  const finding = conclude(rule, subject, events, [origin, ...reached], (first ?? origin).fromAt, options);
  if (!finding) return null;
  const leftAt = origin.toAt ?? origin.fromAt;
  return {
    ...finding,
    ...(between && first ? withBetween([origin, between, ...reached]) : {}),
    fromAt: first ? leftAt : origin.fromAt,
    toAt: first?.fromAt ?? leftAt,
  };
}

/** The origin is enough by itself for this ship. */
function isAlone({ needs }: RouteRule, { mid }: Subject): boolean {
  return needs.originAlone?.mids.includes(mid ?? -1) === true;
}

/** Where it is known that a leg led somewhere, nothing is said of where else it may have led. */
function withoutGuesses(reached: readonly Stay[]): Stay[] {
  const known = reached.filter(({ basis, ahead }) => basis !== 'inferred' && ahead !== true);
  return known.length > 0 ? known : [...reached];
}

/**
 * What lies ahead of the newest leg, while it has reached nothing: an early warning (route facts 6). Watched ships and
 * routes alone: a look-back of 180 days would warn of every ordinary voyage. Where the origin is enough by itself, nothing
 * that lies ahead makes it less.
 */
export function aheadOf(
  leg: Readonly<Leg>,
  { rule, via, origins }: CompiledRule,
  destinations: ReadonlySet<string>,
  subject: Subject,
  events: readonly VesselEvent[],
): Stay | null {
  if (rule.kind !== 'route' || subject.hull === null || leg.reached.length > 0) return null;
  if (via.size > 0 && leg.via === null) return null;
  if (destinations !== origins && isAlone(rule, subject)) return null;
  return stayAhead(leg.origin, destinations, rule.maxDays, events);
}

/** Reads stays into legs: an origin with the destinations reached after it; one that has led nowhere yet stands alone. */
export function legReader(
  { rule, via }: CompiledRule,
  origins: ReadonlySet<string>,
  destinations: ReadonlySet<string>,
): ReadItem<Stay, Leg> {
  /** The origin that was put together last: more of the same departure is added to it in place. */
  let together: Stay | null = null;
  return (leg, stay) => {
    const leftAt: number = leg ? (leg.origin.toAt ?? leg.origin.fromAt) : Number.NEGATIVE_INFINITY;
    const isBegin = origins.has(stay.placeId) || stay.through !== undefined;
    const inTime = leg !== null && stay.fromAt - leftAt <= rule.maxDays * DAY_MS;
    const isEnd = inTime && destinations.has(stay.placeId) && stay.through === undefined;
    // A rule from a place back to itself, over another: the end of one leg begins the next.
    if (leg && isEnd && (via.size === 0 ? !isBegin : leg.via !== null)) leg.reached.push(stay);
    else if (leg && inTime && via.has(stay.placeId) && !isBegin) leg.via ??= stay;
    if (!isBegin) return leg;
    if (leg && leg.reached.length === 0 && isOneDeparture(leg, stay, leftAt)) {
      if (leg.origin !== together) together = { ...leg.origin, events: [...leg.origin.events] };
      leg.origin = together;
      depart(together, stay);
      return leg;
    }
    return { origin: stay, via: null, reached: [] };
  };
}

function isOneDeparture({ origin, via }: Leg, stay: Stay, leftAt: number): boolean {
  const sameKind = (origin.through === undefined) === (stay.through === undefined);
  return sameKind && via === null && stay.fromAt - leftAt <= SAME_STAY_MS;
}

/** Two origin calls in a row are one departure: it is named after the surer one and left with the later. */
function depart(first: Stay, second: Stay): void {
  const { fromAt, events } = first;
  if (isSurer(second.basis, first.basis)) {
    delete first.grade;
    delete first.through;
    Object.assign(first, second, { fromAt, events });
  }
  first.toAt = second.toAt;
  for (const event of second.events) events.push(event);
}

function withBetween(stays: Stay[]): Pick<Finding, 'stays' | 'events'> {
  return { stays, events: stays.flatMap(({ events }) => events) };
}
