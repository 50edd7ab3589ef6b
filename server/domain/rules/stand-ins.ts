// What may stand in for a call at the origin of a leg: a gap with such a place in reach, an encounter at sea with a
// ship that had called there, or a call where such a ship had called shortly before. The last two say that cargo may
// have come from another ship; nobody saw it move.

import type { Encounter } from '../kinds/encounter/facts.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { DarkCall, ReachablePort } from '../kinds/possible-dark-call/facts.ts';
import { isExplained, reachStay, type Stay, staysOf } from '../kinds/stay.ts';
import { DAY_MS } from '../time.ts';
import type { CompiledRule, MatchOptions } from './finding.ts';
import type { Subject } from './subject.ts';

/** What may stand in, and what is known of the other ships. */
export interface StandInSource {
  /** Possible calls and encounters of the ship itself, and encounters that were told of others; others are passed over. */
  events: readonly VesselEvent[];
  isExplained(event: DarkCall): boolean;
  now: number;
  staysOf(vesselId: string): readonly Stay[];
  /** Other ships that have called at a port where cargo may change ships, the last caller last. */
  callersAt(placeId: string): readonly CallerStays[];
}

export interface CallerStays {
  vesselId: string;
  name(): string;
  stays(): readonly Stay[];
}

/**
 * What was found before, so that what stands in for the same call of the same ship is the same object again; and what is
 * known of a caller's stays, while these are the same.
 */
export interface StandInMemo {
  readonly made: WeakMap<object, Stay>;
  /** By port and list of stays. */
  readonly relayed: Map<string, WeakMap<readonly Stay[], readonly RelayedCall[]>>;
}

export function beginStandIns(): StandInMemo {
  return { made: new WeakMap(), relayed: new Map() };
}

/** A call where cargo may change ships, of a ship that came from an origin. */
interface RelayedCall {
  origin: Stay;
  call: Stay;
}

/** `stays` are those of the ship itself, `events` everything kept of it. */
export function standIns(
  compiled: CompiledRule,
  subject: Subject,
  stays: readonly Stay[],
  events: readonly VesselEvent[],
  options: MatchOptions,
): Stay[] {
  const met = compiled.rule.needs.viaEncounter ? (options.metOf?.(subject) ?? []) : [];
  const source: StandInSource = {
    events: [...events, ...met],
    isExplained: (event) => isExplained(event, events),
    now: options.now,
    staysOf: (vesselId) => staysOf(options.eventsOf(vesselId)),
    callersAt: (placeId) =>
      (options.callersAt?.(placeId) ?? []).map(({ vesselId, name, events: theirs }) => ({
        vesselId,
        name: () => name,
        stays: () => staysOf(theirs),
      })),
  };
  return standInsFrom(compiled, subject, stays, source, beginStandIns());
}

/** Can anything stand in for the origin at all? */
export function hasStandIns({ rule: { needs } }: CompiledRule): boolean {
  return needs.gapNear !== undefined || needs.viaEncounter === true || needs.viaPort !== undefined;
}

export function standInsFrom(
  compiled: CompiledRule,
  subject: Subject,
  stays: readonly Stay[],
  source: StandInSource,
  memo: StandInMemo,
): Stay[] {
  const { needs } = compiled.rule;
  const found: Stay[] = [];
  for (const event of source.events) {
    if (event.state === 'withdrawn') continue;
    if (needs.gapNear && event.kind === 'possible-dark-call' && !source.isExplained(event)) {
      const stay = memo.made.get(event) ?? overGap(compiled, needs.gapNear, event);
      if (stay) found.push(stay);
      if (stay) memo.made.set(event, stay);
    }
    if (needs.viaEncounter && event.kind === 'encounter') {
      const stay = overEncounter(compiled, event, source, memo);
      if (stay) found.push(stay);
    }
  }
  if (needs.viaPort && (needs.viaPort.classes?.includes(subject.shipClass) ?? true)) {
    const { days } = needs.viaPort;
    const leftOrigin = lastLeft(compiled, stays);
    const relayedAt = new Map<string, readonly Relay[]>();
    for (const [index, stay] of stays.entries()) {
      if (!compiled.relays.has(stay.placeId)) continue;
      // A ship that called at an origin itself needs nobody else's call.
      if (stay.fromAt - leftOrigin[index]! <= compiled.rule.maxDays * DAY_MS) continue;
      let relays = relayedAt.get(stay.placeId);
      if (relays === undefined) {
        relays = relaysAt(stay.placeId, compiled, days, source, memo);
        relayedAt.set(stay.placeId, relays);
      }
      const relayed = overPort(stay, relays, days, subject, source.now, memo);
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
  event: Encounter,
  source: StandInSource,
  { made }: StandInMemo,
): Stay | null {
  const { partnerId, partnerName } = event.facts;
  const call = source
    .staysOf(partnerId)
    .findLast(
      (stay) =>
        origins.has(stay.placeId) &&
        stay.fromAt <= event.beganAt &&
        event.beganAt - (stay.toAt ?? stay.fromAt) <= rule.maxDays * DAY_MS,
    );
  if (!call) return null;
  const before = made.get(event);
  if (before?.through?.origin === call) return before;
  const stay: Stay = {
    ...call,
    fromAt: event.beganAt,
    toAt: event.endedAt,
    events: [event, ...call.events],
    through: { how: 'encounter', name: partnerName, origin: call, call: null },
  };
  made.set(event, stay);
  return stay;
}

/** For each stay the latest departure from an origin that it had reached by then. */
function lastLeft({ origins }: CompiledRule, stays: readonly Stay[]): number[] {
  const left: number[] = [];
  let latest = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < stays.length; ) {
    // Stays of one instant count for each other.
    let after = at;
    for (; after < stays.length && stays[after]!.fromAt === stays[at]!.fromAt; after++) {
      const { placeId, fromAt, toAt } = stays[after]!;
      if (origins.has(placeId)) latest = Math.max(latest, toAt ?? fromAt);
    }
    for (; at < after; at++) left.push(latest);
  }
  return left;
}

/** The newest caller at the same port that came from an origin, and was there before this ship had left. */
function overPort(
  stay: Stay,
  relays: readonly Relay[],
  days: number,
  subject: Subject,
  now: number,
  { made }: StandInMemo,
): Stay | null {
  let newest: Relay | null = null;
  for (const relay of relays) {
    const { caller, call } = relay;
    if (caller.vesselId === subject.vesselId || call.fromAt > (stay.toAt ?? now)) continue;
    if (stay.fromAt - (call.toAt ?? call.fromAt) > days * DAY_MS) continue;
    if (newest === null || call.fromAt > newest.call.fromAt) newest = relay;
  }
  if (newest === null) return null;
  const { origin, call } = newest;
  const name = newest.caller.name();
  const before = made.get(stay);
  const through = before?.through;
  if (before && through?.origin === origin && through.call === call && through.name === name) return before;
  const relayed: Stay = {
    ...stay,
    events: [...stay.events, ...origin.events, ...call.events],
    through: { how: 'port', name, origin, call },
  };
  made.set(stay, relayed);
  return relayed;
}

interface Relay extends RelayedCall {
  caller: CallerStays;
}

/** What each caller may have brought to a port, the last caller last. */
function relaysAt(
  placeId: string,
  { origins }: CompiledRule,
  days: number,
  source: StandInSource,
  { relayed }: StandInMemo,
): Relay[] {
  let known = relayed.get(placeId);
  if (known === undefined) {
    known = new WeakMap();
    relayed.set(placeId, known);
  }
  const found: Relay[] = [];
  for (const caller of source.callersAt(placeId)) {
    const theirs = caller.stays();
    let calls = known.get(theirs);
    if (calls === undefined) {
      calls = theirs.flatMap((call) => {
        if (call.placeId !== placeId) return [];
        const origin = theirs.findLast(
          (first) =>
            origins.has(first.placeId) &&
            first.fromAt <= call.fromAt &&
            call.fromAt - (first.toAt ?? first.fromAt) <= days * DAY_MS,
        );
        return origin ? [{ origin, call }] : [];
      });
      known.set(theirs, calls);
    }
    for (const each of calls) found.push({ ...each, caller });
  }
  return found;
}
