// Legs: an origin stay and the destinations reached within the rule's days, other calls in between allowed. One
// finding per origin stay, so that a second destination is one more witness and not a second finding.

import type { DarkCall, ReachablePort, VesselEvent } from '../event.ts';
import { type CompiledRule, conclude, type Finding, type MatchOptions, type Subject } from './finding.ts';
import { isExplained, reachStay, type Stay, staysOf } from './stay.ts';

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
  if (rule.bothWays) legs.push(...legsOf(stays, destinations, origins, rule.maxDays));
  const findings = legs.flatMap((leg) => {
    const [origin, first] = leg as [Stay, Stay];
    const finding = conclude(rule, subject, events, leg, first.fromAt, options);
    return finding ? [{ ...finding, fromAt: origin.toAt ?? origin.fromAt, toAt: first.fromAt }] : [];
  });
  return [...findings, ...originAlone(compiled, subject, events, stays, options)].sort((a, b) => a.fromAt - b.fromAt);
}

function legsOf(
  stays: readonly Stay[],
  origins: ReadonlySet<string>,
  destinations: ReadonlySet<string>,
  maxDays: number,
): Stay[][] {
  const found: Stay[][] = [];
  let leg: Stay[] | null = null;
  for (const stay of stays) {
    if (origins.has(stay.placeId)) leg = [stay];
    else if (leg && destinations.has(stay.placeId)) {
      const leftAt = leg[0]!.toAt ?? leg[0]!.fromAt;
      if (stay.fromAt - leftAt > maxDays * DAY_MS) continue;
      leg.push(stay);
      if (leg.length === 2) found.push(leg);
    }
  }
  return found;
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

/** A single origin call that is enough by itself, for ships of the flags that the rule names. */
function originAlone(
  { rule, destinations, origins }: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  stays: readonly Stay[],
  options: MatchOptions,
): Finding[] {
  const mids = rule.needs.originAlone?.mids;
  if (!mids || subject.mid === null || !mids.includes(subject.mid)) return [];
  return stays.flatMap((stay, index) => {
    // A leg that reaches a destination is said as a leg.
    const next = stays[index + 1];
    if (!origins.has(stay.placeId) || (next && destinations.has(next.placeId))) return [];
    const finding = conclude(rule, subject, events, [stay], stay.fromAt, options);
    return finding ? [{ ...finding, fromAt: stay.fromAt, toAt: stay.toAt ?? stay.fromAt }] : [];
  });
}
