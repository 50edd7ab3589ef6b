// Legs: an origin stay and the destinations reached within the rule's days, other calls in between allowed. One
// finding per origin stay, so that a second destination is one more witness and not a second finding.

import type { DarkCall, VesselEvent } from '../event.ts';
import type { ReachablePort } from '../facts/silence.ts';
import { stayAhead } from './ahead.ts';
import { type CompiledRule, conclude, type Finding, type MatchOptions, type Subject } from './finding.ts';
import { isExplained, isSurer, reachStay, SAME_STAY_MS, type Stay, staysOf } from './stay.ts';

const DAY_MS = 86_400_000;

/** The findings of a 'route' or 'lookback' rule, in order of departure. */
export function legFindings(
  compiled: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding[] {
  const { rule, origins, destinations } = compiled;
  const stays = staysOf(events);
  const before = [...stays, ...standIns(compiled, events, options)].sort((a, b) => a.fromAt - b.fromAt);
  const legs = legsOf(before, origins, destinations, rule.maxDays);
  const alone = rule.needs.originAlone?.mids.includes(subject.mid ?? -1) === true;
  // Where the origin is enough by itself, nothing that lies ahead makes it less.
  if (!alone) addAhead(legs, compiled, destinations, subject, events);
  if (rule.bothWays) {
    const back = legsOf(stays, destinations, origins, rule.maxDays);
    addAhead(back, compiled, origins, subject, events);
    legs.push(...back);
  }
  return legs
    .flatMap((leg) => {
      const [origin, first] = leg as [Stay, ...Stay[]];
      if (!first && !alone) return [];
      const finding = conclude(rule, subject, events, leg, (first ?? origin).fromAt, options);
      if (!finding) return [];
      const leftAt = origin.toAt ?? origin.fromAt;
      return [{ ...finding, fromAt: first ? leftAt : origin.fromAt, toAt: first?.fromAt ?? leftAt }];
    })
    .sort((a, b) => a.fromAt - b.fromAt);
}

/**
 * Gives the newest leg, while it has reached nothing, what lies ahead of it: an early warning (route facts 6). Watched
 * ships and routes alone: a look-back of 180 days would warn of every ordinary voyage.
 */
function addAhead(
  legs: Stay[][],
  { rule }: CompiledRule,
  destinations: ReadonlySet<string>,
  subject: Subject,
  events: readonly VesselEvent[],
): void {
  const leg = legs.at(-1);
  if (rule.kind !== 'route' || subject.hull === null || leg?.length !== 1) return;
  const ahead = stayAhead(leg[0]!, destinations, rule.maxDays, events);
  if (ahead !== null) leg.push(ahead);
}

/** Each origin with the destinations reached after it; an origin that has led nowhere yet stands alone. */
function legsOf(
  stays: readonly Stay[],
  origins: ReadonlySet<string>,
  destinations: ReadonlySet<string>,
  maxDays: number,
): Stay[][] {
  const found: Stay[][] = [];
  let leg: Stay[] | null = null;
  for (const stay of stays) {
    const leftAt: number = leg ? (leg[0]!.toAt ?? leg[0]!.fromAt) : Number.NEGATIVE_INFINITY;
    if (origins.has(stay.placeId)) {
      if (leg?.length === 1 && stay.fromAt - leftAt <= SAME_STAY_MS) leg[0] = together(leg[0]!, stay);
      else {
        leg = [stay];
        found.push(leg);
      }
    } else if (leg && destinations.has(stay.placeId) && stay.fromAt - leftAt <= maxDays * DAY_MS) leg.push(stay);
  }
  return found;
}

/** Two origin calls in a row are one departure: it is named after the surer one and left with the later. */
function together(first: Stay, second: Stay): Stay {
  const surer = isSurer(second.basis, first.basis) ? second : first;
  return { ...surer, fromAt: first.fromAt, toAt: second.toAt, events: [...first.events, ...second.events] };
}

/** What may stand in for a call at an origin: a silence with such a place in reach, or a meeting with a ship that called. */
function standIns(compiled: CompiledRule, events: readonly VesselEvent[], options: MatchOptions): Stay[] {
  const { rule, origins } = compiled;
  const found: Stay[] = [];
  for (const event of events) {
    if (event.state === 'withdrawn') continue;
    if (rule.needs.gapNear && event.kind === 'possible-dark-call' && !isExplained(event, events)) {
      const near = nearestOf(event);
      // The best-ranked port makes a stay of its own already.
      if (rule.needs.gapNear.includes(near.placeId) && !origins.has(event.facts.placeId)) {
        found.push(reachStay(near, event, [event]));
      }
    }
    if (rule.needs.viaEncounter && event.kind === 'encounter') {
      const call = staysOf(options.eventsOf(event.facts.partnerId)).findLast(
        (stay) =>
          origins.has(stay.placeId) &&
          stay.fromAt <= event.beganAt &&
          event.beganAt - (stay.toAt ?? stay.fromAt) <= rule.maxDays * DAY_MS,
      );
      if (call) found.push({ ...call, fromAt: event.beganAt, toAt: event.endedAt, events: [event, ...call.events] });
    }
  }
  return found.map((stay) => (origins.has(stay.placeId) ? stay : { ...stay, placeId: rule.origin[0] ?? stay.placeId }));
}

/** The port that lies nearest to where the silence began. */
function nearestOf({ facts }: DarkCall): ReachablePort {
  return [facts.reach, ...facts.alternatives].reduce((a, b) => (b.distanceInKm < a.distanceInKm ? b : a));
}
