// Legs: an origin stay and the destinations reached within the rule's days, other calls in between allowed. One
// finding per origin stay, so that a second destination is one more witness and not a second finding.

import type { VesselEvent } from '../kinds/event.ts';
import { isSurer, SAME_STAY_MS, type Stay, staysOf } from '../kinds/stay.ts';
import { stayAhead } from './ahead.ts';
import { type CompiledRule, conclude, type Finding, type MatchOptions } from './finding.ts';
import { standIns } from './stand-ins.ts';
import type { Subject } from './subject.ts';

const DAY_MS = 86_400_000;

interface Leg {
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
  const { rule, origins, destinations, via } = compiled;
  const stays = staysOf(events, compiled.places);
  const before = [...stays, ...standIns(compiled, subject, stays, events, options)].sort((a, b) => a.fromAt - b.fromAt);
  const legs = legsOf(before, origins, destinations, via, rule.maxDays);
  const alone = rule.needs.originAlone?.mids.includes(subject.mid ?? -1) === true;
  // Where the origin is enough by itself, nothing that lies ahead makes it less.
  if (!alone) addAhead(legs, compiled, destinations, subject, events);
  if (rule.bothWays) {
    const back = legsOf(stays, destinations, origins, via, rule.maxDays);
    addAhead(back, compiled, origins, subject, events);
    legs.push(...back);
  }
  return legs
    .flatMap(({ origin, via: between, reached: all }) => {
      const reached = withoutGuesses(all);
      const [first] = reached;
      if (!first && !alone) return [];
      const finding = conclude(rule, subject, events, [origin, ...reached], (first ?? origin).fromAt, options);
      if (!finding) return [];
      const leftAt = origin.toAt ?? origin.fromAt;
      return [
        {
          ...finding,
          ...(between && first ? withBetween([origin, between, ...reached]) : {}),
          fromAt: first ? leftAt : origin.fromAt,
          toAt: first?.fromAt ?? leftAt,
        },
      ];
    })
    .sort((a, b) => a.fromAt - b.fromAt);
}

/** Where it is known that a leg led somewhere, nothing is said of where else it may have led. */
function withoutGuesses(reached: readonly Stay[]): Stay[] {
  const known = reached.filter(({ basis, ahead }) => basis !== 'inferred' && ahead !== true);
  return known.length > 0 ? known : [...reached];
}

/**
 * Gives the newest leg, while it has reached nothing, what lies ahead of it: an early warning (route facts 6). Watched
 * ships and routes alone: a look-back of 180 days would warn of every ordinary voyage.
 */
function addAhead(
  legs: readonly Leg[],
  { rule, via }: CompiledRule,
  destinations: ReadonlySet<string>,
  subject: Subject,
  events: readonly VesselEvent[],
): void {
  const leg = legs.at(-1);
  if (rule.kind !== 'route' || subject.hull === null || leg === undefined || leg.reached.length > 0) return;
  if (via.size > 0 && leg.via === null) return;
  const ahead = stayAhead(leg.origin, destinations, rule.maxDays, events);
  if (ahead !== null) leg.reached.push(ahead);
}

/** Each origin with the destinations reached after it; an origin that has led nowhere yet stands alone. */
function legsOf(
  stays: readonly Stay[],
  origins: ReadonlySet<string>,
  destinations: ReadonlySet<string>,
  via: ReadonlySet<string>,
  maxDays: number,
): Leg[] {
  const found: Leg[] = [];
  let leg: Leg | null = null;
  for (const stay of stays) {
    const leftAt: number = leg ? (leg.origin.toAt ?? leg.origin.fromAt) : Number.NEGATIVE_INFINITY;
    const isBegin = origins.has(stay.placeId) || stay.through !== undefined;
    const inTime = leg !== null && stay.fromAt - leftAt <= maxDays * DAY_MS;
    const isEnd = inTime && destinations.has(stay.placeId) && stay.through === undefined;
    // A rule from a place back to itself, over another: the end of one leg begins the next.
    if (leg && isEnd && (via.size === 0 ? !isBegin : leg.via !== null)) leg.reached.push(stay);
    else if (leg && inTime && via.has(stay.placeId) && !isBegin) leg.via ??= stay;
    if (!isBegin) continue;
    if (leg && leg.reached.length === 0 && isOneDeparture(leg, stay, leftAt)) leg.origin = together(leg.origin, stay);
    else {
      leg = { origin: stay, via: null, reached: [] };
      found.push(leg);
    }
  }
  return found;
}

function isOneDeparture({ origin, via }: Leg, stay: Stay, leftAt: number): boolean {
  const sameKind = (origin.through === undefined) === (stay.through === undefined);
  return sameKind && via === null && stay.fromAt - leftAt <= SAME_STAY_MS;
}

/** Two origin calls in a row are one departure: it is named after the surer one and left with the later. */
function together(first: Stay, second: Stay): Stay {
  const surer = isSurer(second.basis, first.basis) ? second : first;
  return { ...surer, fromAt: first.fromAt, toAt: second.toAt, events: [...first.events, ...second.events] };
}

function withBetween(stays: Stay[]): Pick<Finding, 'stays' | 'events'> {
  return { stays, events: stays.flatMap(({ events }) => events) };
}
