// Does a rule match what one vessel has done? Events in, findings out. Pure and whole: asked again with one event
// more, it says the same finding with one witness more.

import type { Encounter } from '../kinds/encounter/facts.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { DarkCall } from '../kinds/possible-dark-call/facts.ts';
import { isSeenWithin, reachStay, type Stay, staysOf } from '../kinds/stay.ts';
import { HOUR_MS } from '../time.ts';
import type { WatchedHull } from '../vessel.ts';
import { confidenceOfEncounter } from './confidence.ts';
import { deceptionFindings } from './deceptions.ts';
import { type CompiledRule, conclude, type Finding, inForce, type MatchOptions } from './finding.ts';
import { legFindings } from './legs.ts';
import { isExcepted } from './ships.ts';
import { hasStandIns } from './stand-ins.ts';
import type { Subject } from './subject.ts';

/** Every finding of one rule in the events of one vessel, in order of time. */
export function findingsOf(
  compiled: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding[] {
  if (!compiled.rule.enabled) return [];
  switch (compiled.rule.kind) {
    case 'route':
    case 'lookback':
      return legFindings(compiled, subject, events, options);
    case 'call':
    case 'stay':
      return callFindings(compiled, subject, events, options);
    case 'gap-reach':
      return reachFindings(compiled, subject, events, options);
    case 'encounter':
      return encounterFindings(compiled, subject, events, options);
    case 'deception':
      return deceptionFindings(compiled, subject, events, options);
  }
}

/** Is this event worth keeping for rules that look at these places? */
export function concerns(event: VesselEvent, places: ReadonlySet<string>): boolean {
  switch (event.kind) {
    case 'encounter':
    case 'gap':
    case 'position-doubt':
    case 'identity-change':
      return true;
    case 'possible-dark-call':
      return [event.facts.reach, ...event.facts.alternatives].some((port) => places.has(port.placeId));
    case 'port-call':
      return places.has(event.facts.placeId);
    case 'zone':
      return places.has(event.facts.zoneId);
    case 'approach':
      return [event.facts, ...event.facts.alternatives].some((port) => places.has(port.placeId));
    case 'destination-claim':
      return event.facts.placeId !== null && places.has(event.facts.placeId);
    default:
      return false;
  }
}

/** Can this event begin a finding of the rule? Events that only lengthen, shorten or weaken one cannot. */
export function mayBegin(compiled: CompiledRule, event: VesselEvent): boolean {
  const { rule, places } = compiled;
  switch (event.kind) {
    case 'encounter':
      return rule.kind === 'encounter' || hasStandIns(compiled);
    case 'position-doubt':
    case 'identity-change':
      return rule.kind === 'deception';
    case 'possible-dark-call':
      return hasStandIns(compiled) || concerns(event, places);
    case 'port-call':
    case 'zone':
      return concerns(event, places);
    default:
      return false;
  }
}

function callFindings(
  compiled: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding[] {
  return staysOf(events, compiled.places).flatMap(
    (stay) => findingOfStay(compiled, subject, stay, events, options) ?? [],
  );
}

/** What one stay comes to for a rule about calls. */
export function findingOfStay(
  { rule, places }: CompiledRule,
  subject: Subject,
  stay: Stay,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding | null {
  if (!places.has(stay.placeId)) return null;
  const { stayHours } = rule.needs;
  if (stayHours !== undefined && longestCallMs(stay, options.now) < stayHours * HOUR_MS) return null;
  const finding = conclude(rule, subject, events, [stay], stay.fromAt, options);
  return finding && { ...finding, fromAt: stay.fromAt, toAt: stay.toAt ?? stay.fromAt };
}

/** Length of the longest port call among the witnesses; gaps and sightings prove no length. */
function longestCallMs(stay: Stay, now: number): number {
  let longest = 0;
  for (const event of stay.events) {
    if (event.kind === 'port-call') longest = Math.max(longest, (event.endedAt ?? now) - event.beganAt);
  }
  return longest;
}

function reachFindings(
  compiled: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding[] {
  return events.flatMap((event) =>
    event.kind === 'possible-dark-call'
      ? (findingOfReach(compiled, subject, event, events, events, options) ?? [])
      : [],
  );
}

/**
 * A gap for which a place of the rule is the port that is named, with the asked hours to spare, or in which the vessel was
 * seen there. A base that is merely in reach, behind likelier ports, raises nothing. `around` are the events in which the
 * ship was seen, or was silent.
 */
export function findingOfReach(
  { rule, places }: CompiledRule,
  subject: Subject,
  event: DarkCall,
  around: readonly VesselEvent[],
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding | null {
  if (event.state === 'withdrawn') return null;
  const { reach: best, alternatives, minStayMs } = event.facts;
  const seen = around.filter((other) => isSeenWithin(other, event, around));
  const seenHere = seen.filter((call) => places.has(call.facts.placeId));
  if (seen.length > 0 && seenHere.length === 0) return null;
  const placeId = seenHere[0]?.facts.placeId ?? best.placeId;
  const reach = [best, ...alternatives].find((port) => port.placeId === placeId);
  const leastMs = rule.needs.slackHours === undefined ? minStayMs : rule.needs.slackHours * HOUR_MS;
  if (!reach || !places.has(reach.placeId) || (reach.slackMs !== null && reach.slackMs < leastMs)) return null;
  const stay = reachStay(reach, event, [event, ...seenHere]);
  const finding = conclude(rule, subject, events, [stay], stay.fromAt, options);
  return finding && { ...finding, beganWith: event.id, fromAt: stay.fromAt, toAt: stay.toAt ?? stay.fromAt };
}

function encounterFindings(
  compiled: CompiledRule,
  subject: Subject,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding[] {
  // A rule about ships of its own is theirs, of whichever of the two the encounter was told.
  const met = compiled.rule.ships ? (options.metOf?.(subject) ?? []) : [];
  return [...events, ...met].flatMap((event) =>
    event.kind === 'encounter' ? (findingOfEncounter(compiled, subject, event, events, options) ?? []) : [],
  );
}

export function findingOfEncounter(
  { rule }: CompiledRule,
  subject: Subject,
  event: Encounter,
  events: readonly VesselEvent[],
  options: MatchOptions,
): Finding | null {
  if (event.state === 'withdrawn') return null;
  const { partner } = rule.needs;
  const qualifies = (mmsi: number | null, hull: WatchedHull | null, at: number) => {
    if (!partner) return true;
    const mid = mmsi === null ? null : Math.floor(mmsi / 1_000_000);
    if (mid !== null && partner.mids?.includes(mid)) return true;
    if (partner.watchlists?.some((id) => hull?.watchlists?.includes(id))) return true;
    const listed = hull ? inForce(hull, at, options) : [];
    if (partner.listed && listed.length > 0) return true;
    return listed.some((d) => partner.programmes?.some((text) => `${d.authority} ${d.programme}`.includes(text)));
  };
  const { partnerMmsi, partnerId } = event.facts;
  if (isExcepted(rule, partnerOf(event, options))) return null;
  const either =
    qualifies(partnerMmsi, options.hullOf(partnerId), event.beganAt) ||
    // A rule about ships of its own asks who they met.
    (!rule.ships && qualifies(subject.mmsi, subject.hull, event.beganAt));
  if (!either) return null;
  const finding = conclude(rule, subject, events, [], event.beganAt, options);
  const judgement = confidenceOfEncounter(event, events, subject.match);
  return finding && { ...finding, ...encounterSpan(event), judgement };
}

/** As far as the exceptions of a rule ask. */
function partnerOf(
  { facts }: Encounter,
  { hullOf }: MatchOptions,
): Pick<Subject, 'vesselId' | 'imo' | 'mmsi' | 'hull'> {
  const hull = hullOf(facts.partnerId);
  return { vesselId: facts.partnerId, imo: hull?.imo ?? null, mmsi: facts.partnerMmsi, hull };
}

function encounterSpan(event: Encounter): Partial<Finding> {
  return {
    beganWith: event.id,
    events: [event],
    fromAt: event.beganAt,
    toAt: event.endedAt ?? event.beganAt,
    basis: event.basis,
    lon: event.lon,
    lat: event.lat,
  };
}
