// What may stand in for a call at the origin of a leg: a gap with such a place in reach, an encounter at sea with a
// ship that had called there, or a call where such a ship had called shortly before. The last two say that cargo may
// have come from another ship; nobody saw it move.

import type { VesselEvent } from '../kinds/event.ts';
import type { DarkCall, ReachablePort } from '../kinds/possible-dark-call/facts.ts';
import { isExplained, reachStay, type Stay, staysOf } from '../kinds/stay.ts';
import type { Caller, CompiledRule, MatchOptions } from './finding.ts';
import type { Subject } from './subject.ts';

const DAY_MS = 86_400_000;

/** `stays` are those of the ship itself, `events` everything kept of it. */
export function standIns(
  compiled: CompiledRule,
  subject: Subject,
  stays: readonly Stay[],
  events: readonly VesselEvent[],
  options: MatchOptions,
): Stay[] {
  const { needs } = compiled.rule;
  const found: Stay[] = [];
  const met = needs.viaEncounter ? (options.metOf?.(subject) ?? []) : [];
  for (const event of [...events, ...met]) {
    if (event.state === 'withdrawn') continue;
    if (needs.gapNear && event.kind === 'possible-dark-call' && !isExplained(event, events)) {
      const stay = overGap(compiled, needs.gapNear, event);
      if (stay) found.push(stay);
    }
    if (needs.viaEncounter && event.kind === 'encounter') {
      const stay = overEncounter(compiled, event, options);
      if (stay) found.push(stay);
    }
  }
  if (needs.viaPort && (needs.viaPort.classes?.includes(subject.shipClass) ?? true)) {
    for (const stay of stays) {
      if (!compiled.relays.has(stay.placeId) || cameItself(compiled, stays, stay)) continue;
      const relayed = overPort(compiled, needs.viaPort.days, subject, stay, options);
      if (relayed) found.push(relayed);
    }
  }
  return found;
}

function overGap({ rule, origins }: CompiledRule, near: readonly string[], event: DarkCall): Stay | null {
  const nearest = nearestOf(event);
  // The best-ranked port makes a stay of its own already.
  if (!near.includes(nearest.placeId) || origins.has(event.facts.placeId)) return null;
  const stay = reachStay(nearest, event, [event]);
  return origins.has(stay.placeId) ? stay : { ...stay, placeId: rule.origin[0] ?? stay.placeId };
}

/** The port that lies nearest to where the gap began. */
function nearestOf({ facts }: DarkCall): ReachablePort {
  return [facts.reach, ...facts.alternatives].reduce((a, b) => (b.distanceInKm < a.distanceInKm ? b : a));
}

function overEncounter(
  { rule, origins }: CompiledRule,
  event: VesselEvent & { kind: 'encounter' },
  options: MatchOptions,
): Stay | null {
  const { partnerId, partnerName } = event.facts;
  const call = staysOf(options.eventsOf(partnerId)).findLast(
    (stay) =>
      origins.has(stay.placeId) &&
      stay.fromAt <= event.beganAt &&
      event.beganAt - (stay.toAt ?? stay.fromAt) <= rule.maxDays * DAY_MS,
  );
  if (!call) return null;
  return {
    ...call,
    fromAt: event.beganAt,
    toAt: event.endedAt,
    events: [event, ...call.events],
    through: { how: 'encounter', name: partnerName, origin: call, call: null },
  };
}

/** A ship that called at an origin itself needs nobody else's call. */
function cameItself({ rule, origins }: CompiledRule, stays: readonly Stay[], relay: Stay): boolean {
  return stays.some(
    (stay) =>
      origins.has(stay.placeId) &&
      stay.fromAt <= relay.fromAt &&
      relay.fromAt - (stay.toAt ?? stay.fromAt) <= rule.maxDays * DAY_MS,
  );
}

/** The newest caller at the same port that came from an origin, and was there before this ship had left. */
function overPort(
  compiled: CompiledRule,
  days: number,
  subject: Subject,
  stay: Stay,
  options: MatchOptions,
): Stay | null {
  const callers = options.callersAt?.(stay.placeId) ?? [];
  let newest: { caller: Caller; origin: Stay; call: Stay } | null = null;
  for (const caller of callers) {
    if (caller.vesselId === subject.vesselId) continue;
    const theirs = staysOf(caller.events);
    for (const call of theirs) {
      const leftAt = call.toAt ?? call.fromAt;
      const isBefore = call.placeId === stay.placeId && call.fromAt <= (stay.toAt ?? options.now);
      if (!isBefore || stay.fromAt - leftAt > days * DAY_MS) continue;
      const origin = theirs.findLast(
        (first) =>
          compiled.origins.has(first.placeId) &&
          first.fromAt <= call.fromAt &&
          call.fromAt - (first.toAt ?? first.fromAt) <= days * DAY_MS,
      );
      if (origin && (newest === null || call.fromAt > newest.call.fromAt)) newest = { caller, origin, call };
    }
  }
  if (newest === null) return null;
  const { caller, origin, call } = newest;
  return {
    ...stay,
    events: [...stay.events, ...origin.events, ...call.events],
    through: { how: 'port', name: caller.name, origin, call },
  };
}
