// A finding: one rule holds for one vessel. What every kind of rule shares stands here: the ship that is asked about,
// the rule's place sets, and the conditions on dates, ship and severity that turn stays into a finding.

import type { Basis } from '../event.ts';
import type { Encounter } from '../kinds/encounter/facts.ts';
import type { VesselEvent } from '../kinds/event.ts';
import { isSurer, type Stay } from '../kinds/stay.ts';
import type { Port } from '../places/place.ts';
import type { RouteRule, Severity } from '../rule.ts';
import type { Sighting } from '../sighting.ts';
import { type Designation, designationsAt, hullAsOf, type WatchedHull } from '../vessel.ts';
import { confidenceOf, endsOf, guessesIn, type Judgement } from './confidence.ts';
import { type Circumstances, isListed, severityOf } from './severity.ts';
import { isAbout } from './ships.ts';
import type { Subject } from './subject.ts';

/** A rule with its place sets made ready: zones beside ports, and countries spelt out as their ports. */
export interface CompiledRule {
  rule: RouteRule;
  origins: ReadonlySet<string>;
  destinations: ReadonlySet<string>;
  /** Of which one must lie in between; empty: none. */
  via: ReadonlySet<string>;
  /** Where cargo may change ships. */
  relays: ReadonlySet<string>;
  /** Everywhere the rule looks at; events elsewhere need not be kept for it. */
  places: ReadonlySet<string>;
}

export function compileRule(rule: RouteRule, ports: readonly Port[]): CompiledRule {
  const origins = new Set([...rule.origin, ...rule.originZones, ...portsOf(rule.originCountries, ports)]);
  const destinations = new Set([
    ...rule.destination,
    ...rule.destinationZones,
    ...portsOf(rule.destinationCountries, ports),
  ]);
  const excepted = [...(rule.except?.places ?? []), ...portsOf(rule.except?.countries, ports)];
  for (const id of excepted) {
    origins.delete(id);
    destinations.delete(id);
  }
  const via = new Set(rule.via);
  const relays = new Set(rule.needs.viaPort?.ports);
  const places = new Set([...origins, ...destinations, ...via, ...relays, ...(rule.needs.gapNear ?? [])]);
  return { rule, origins, destinations, via, relays, places };
}

function portsOf(countries: readonly string[] | undefined, ports: readonly Port[]): string[] {
  if (!countries || countries.length === 0) return [];
  const wanted = new Set(countries);
  return ports.filter(({ country }) => wanted.has(country)).map(({ id }) => id);
}

export interface Finding {
  rule: RouteRule;
  /** What began it: the id of the first event. Together with rule and vessel it makes the alert id. */
  beganWith: string;
  /** Stays of the leg, in order; empty for encounters. */
  stays: Stay[];
  events: VesselEvent[];
  fromAt: number;
  toAt: number;
  basis: Basis;
  severity: Severity;
  /** How sure it is, and the links that it rests on. */
  judgement: Judgement;
  /** In force at the leg's end, or in today's lists when asked as of now. */
  designations: Designation[];
  lon: number;
  lat: number;
}

export interface MatchOptions {
  /** 'then': lists and rules as of the event's time. */
  asOf: 'then' | 'now';
  /** Event time reached so far, UTC ms. */
  now: number;
  /** The hull behind an encounter's partner, or null. */
  hullOf(vesselId: string): WatchedHull | null;
  /** What is kept of another vessel's events, for rules over two ships. */
  eventsOf(vesselId: string): readonly VesselEvent[];
  /** Encounters with the ship that were told of the others, seen from its side. */
  metOf?(subject: Subject): readonly Encounter[];
  /** What was seen of the ship, for what rests on sightings. */
  sightings?: readonly Sighting[];
  /** Other vessels that have called at a port where cargo may change ships, the last caller last. */
  callersAt?(placeId: string): readonly Caller[];
}

/** A ship that called where another may have taken over its cargo. */
export interface Caller {
  vesselId: string;
  name: string;
  events: readonly VesselEvent[];
}

export function inForce(hull: WatchedHull, at: number, options: MatchOptions): Designation[] {
  return options.asOf === 'now' ? hull.designations.filter((d) => d.sanction && !d.ended) : designationsAt(hull, at);
}

/** The conditions that every kind shares: dates, ship, severity. */
export function conclude(
  rule: RouteRule,
  subject: Subject,
  events: readonly VesselEvent[],
  stays: Stay[],
  at: number,
  options: MatchOptions,
): Finding | null {
  if (options.asOf === 'then' && (at < rule.fromAt || (rule.toAt !== null && at >= rule.toAt))) return null;
  const designations = subject.hull ? inForce(subject.hull, at, options) : [];
  const circumstances: Circumstances = {
    at,
    designations,
    shipClass: subject.shipClass,
    mid: subject.mid,
    basis: weakest(stays),
    relayed: stays.some((stay) => stay.through?.how === 'port'),
    dark: stays.some((stay) => stay.dark),
    ahead: stays.some((stay) => stay.ahead === true),
    longestGapMs: longestGapMs(events, stays, options.now),
    guesses: guessesIn(stays),
  };
  const { needs } = rule;
  if (needs.watched && !subject.hull) return null;
  const ofMid = subject.mid !== null && needs.orMids?.includes(subject.mid) === true;
  if (needs.classes && !needs.classes.includes(subject.shipClass) && !ofMid) return null;
  if (needs.listed && !isListed(circumstances, needs.programmes, needs.authorities)) return null;
  const asThen =
    options.asOf === 'then' && subject.hull !== null ? { ...subject, hull: hullAsOf(subject.hull, at) } : subject;
  if (!isAbout(rule, asThen, designations)) return null;
  const last = stays.at(-1)?.events.at(-1);
  return {
    rule,
    beganWith: stays[0]?.events[0]?.id ?? '',
    stays,
    events: stays.flatMap((stay) => stay.events),
    fromAt: at,
    toAt: at,
    basis: circumstances.basis,
    severity: severityOf(rule, circumstances),
    judgement: confidenceOf(stays, events, subject.match),
    designations,
    lon: last?.lon ?? Number.NaN,
    lat: last?.lat ?? Number.NaN,
  };
}

/** The longest gap, at sea or in port, that lies within the leg or touches either call. */
function longestGapMs(events: readonly VesselEvent[], stays: readonly Stay[], now: number): number {
  const fromAt = stays[0]?.fromAt ?? 0;
  const last = stays.at(-1);
  const toAt = last?.toAt ?? last?.fromAt ?? 0;
  let longest = 0;
  const hear = (beganAt: number, endedAt: number) => {
    if (endedAt >= fromAt && beganAt <= toAt) longest = Math.max(longest, endedAt - beganAt);
  };
  for (const event of events) {
    if (event.state === 'withdrawn') continue;
    if (event.kind === 'gap') hear(event.beganAt, event.endedAt ?? now);
    if (event.kind === 'port-call') for (const gap of event.facts.gaps) hear(gap.fromAt, gap.toAt ?? now);
  }
  return longest;
}

/** A leg is only as sure as its weaker end; that cargo changed ships in a port is inferred. */
function weakest(stays: readonly Stay[]): Basis {
  const [origin, end] = endsOf(stays);
  if (!origin) return 'observed';
  if (origin.through?.how === 'port') return 'inferred';
  return end && isSurer(origin.basis, end.basis) ? end.basis : origin.basis;
}
