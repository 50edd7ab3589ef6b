// Events as the rules are asked about them, each with only what the test is about: a call at a place, a gap with
// ports in reach, a meeting. And a rule, a ship and the options of the question.

import type { Basis } from '../../../server/domain/event.ts';
import type { Approach } from '../../../server/domain/kinds/approach/facts.ts';
import type { DestinationClaim } from '../../../server/domain/kinds/destination-claim/facts.ts';
import type { Encounter } from '../../../server/domain/kinds/encounter/facts.ts';
import type { VesselEvent } from '../../../server/domain/kinds/event.ts';
import type { Gap } from '../../../server/domain/kinds/gap/facts.ts';
import type { IdentityChange } from '../../../server/domain/kinds/identity-change/facts.ts';
import type { PortCall } from '../../../server/domain/kinds/port-call/facts.ts';
import type { PositionDoubt } from '../../../server/domain/kinds/position-doubt/facts.ts';
import type { DarkCall } from '../../../server/domain/kinds/possible-dark-call/facts.ts';
import type { ZoneVisit } from '../../../server/domain/kinds/zone/facts.ts';
import type { RouteRule } from '../../../server/domain/rule.ts';
import type { MatchOptions } from '../../../server/domain/rules/finding.ts';
import type { Subject } from '../../../server/domain/rules/subject.ts';
import type { Designation, WatchedHull } from '../../../server/domain/vessel.ts';
import { at } from '../../scenario.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
/** All stories begin here; days are counted from it. */
export const DAY0 = at('2024-02-01T00:00Z');
export const day = (days: number): number => DAY0 + days * DAY;

function base(id: string, fromDay: number, toDay: number | null) {
  const state: VesselEvent['state'] = toDay === null ? 'open' : 'closed';
  return {
    id,
    vesselId: 'imo:9161003',
    mmsi: 273_212_120,
    state,
    revision: 1,
    knownAt: day(toDay ?? fromDay),
    beganAt: day(fromDay),
    endedAt: toDay === null ? null : day(toDay),
    basis: 'observed' as Basis,
    lon: 130,
    lat: 42,
    reason: null,
  };
}

type More<Event extends VesselEvent> = Partial<Omit<Event, 'facts' | 'kind'>> & { facts?: Partial<Event['facts']> };

/** Seen from entry to exit, or so far. */
export function call(placeId: string, fromDay: number, toDay: number | null, more: More<PortCall> = {}): PortCall {
  const { facts, ...fields } = more;
  const event = base(`call ${placeId} ${fromDay}`, fromDay, toDay);
  const end = event.endedAt;
  return {
    ...event,
    kind: 'port-call',
    ...fields,
    facts: {
      placeId,
      placeName: placeId,
      runnerUpId: null,
      distanceKm: 0.5,
      confidence: end === null ? 3 : 4,
      entry: { fromAt: event.beganAt, toAt: event.beganAt },
      exit: end === null ? null : { fromAt: end, toAt: end },
      stops: [],
      gaps: [],
      waiting: false,
      sightingIds: [],
      ...facts,
    },
  };
}

/** Seen there by somebody, in that window. */
export function sighted(placeId: string, fromDay: number, toDay: number, more: More<PortCall> = {}): PortCall {
  const id = `sighted ${placeId} ${fromDay}`;
  const facts = {
    confidence: 2 as const,
    entry: null,
    exit: null,
    sightingIds: [`sighting ${placeId}`],
    ...more.facts,
  };
  return call(placeId, fromDay, toDay, { id, basis: 'sighted', mmsi: null, ...more, facts });
}

/** Positions of the ship that are in doubt. */
export function doubt(fromDay: number, toDay: number | null, facts: Partial<PositionDoubt['facts']>): PositionDoubt {
  return {
    ...base(`doubt ${fromDay}`, fromDay, toDay),
    kind: 'position-doubt',
    facts: {
      sign: facts.signs?.[0] ?? 'box',
      signs: ['box'],
      grounds: [],
      impliedKn: null,
      apartKm: null,
      tracks: [],
      interferenceId: null,
      sightingIds: [],
      ...facts,
    },
  };
}

/** Fields that the ship sends anew, at sea unless the facts say otherwise. */
export function renamed(onDay: number, fields: string[], facts: Partial<IdentityChange['facts']> = {}): IdentityChange {
  return {
    ...base(`identity ${onDay}`, onDay, onDay + 0.1),
    basis: 'claimed',
    kind: 'identity-change',
    facts: {
      change: fields.length > 1 ? 'several' : (fields[0]!.toLowerCase() as IdentityChange['facts']['change']),
      fields: fields.map((field) => ({ field: field as 'name', from: 'OLD', to: 'NEW' })),
      weight: fields.length > 1 ? 'suspicion' : 'note',
      hullId: null,
      messages: 3,
      atSea: true,
      grounds: [],
      ...facts,
    },
  };
}

const MEASURED = { distancesBy: 'great circle' as const };

export interface Reach {
  placeId: string;
  /** First and last day on which it can have lain there. */
  days: [number, number | null];
  slackHours?: number;
  km?: number;
}

/** Silent from one day to another, with these ports in reach, the likeliest first. */
export function darkCall(fromDay: number, toDay: number | null, ports: Reach[], more: More<DarkCall> = {}): DarkCall {
  const { facts, ...fields } = more;
  const reaches = ports.map(({ placeId, days, slackHours = 20, km = 100 }) => ({
    placeId,
    placeName: placeId,
    distanceInKm: km,
    distanceOutKm: days[1] === null ? null : km,
    earliestArrivalAt: day(days[0]),
    latestDepartureAt: days[1] === null ? null : day(days[1]),
    slackMs: days[1] === null ? null : slackHours * HOUR,
    terms: [],
    points: 0,
  }));
  const [reach, ...alternatives] = reaches;
  return {
    ...base(`dark ${fromDay}`, fromDay, toDay),
    kind: 'possible-dark-call',
    basis: 'inferred',
    ...fields,
    facts: {
      gapId: `gap ${fromDay}`,
      placeId: reach!.placeId,
      placeName: reach!.placeName,
      word: 'possible',
      speedLimitKn: 13,
      ownSpeedKn: 13,
      rank: 1,
      ...MEASURED,
      minStayMs: 4 * HOUR,
      reach: reach!,
      alternatives,
      sightingIds: [],
      ...facts,
    },
  };
}

export function gap(fromDay: number, toDay: number | null, more: More<Gap> = {}): Gap {
  const { facts, ...fields } = more;
  const event = base(`gap ${fromDay}`, fromDay, toDay);
  return {
    ...event,
    kind: 'gap',
    ...fields,
    facts: {
      lastAt: event.beganAt,
      next: null,
      distanceKm: null,
      thresholdMs: 6 * HOUR,
      grade: 'probably-off',
      grounds: [],
      ...facts,
    },
  };
}

export function inZone(zoneId: string, fromDay: number, toDay: number | null): ZoneVisit {
  return {
    ...base(`zone ${zoneId} ${fromDay}`, fromDay, toDay),
    kind: 'zone',
    facts: { zoneId, zoneName: zoneId, entry: null, exit: null },
  };
}

/** Heads for a port since that day, and can be there on the other. */
export function heading(placeId: string, fromDay: number, thereDay: number, more: More<Approach> = {}): Approach {
  const { facts, ...fields } = more;
  return {
    ...base(`heading ${placeId} ${fromDay}`, fromDay, null),
    kind: 'approach',
    basis: 'inferred',
    ...fields,
    facts: {
      placeId,
      placeName: placeId,
      distanceKm: 150,
      courseDeg: 60,
      speedKn: 10,
      expectedAt: day(thereDay),
      earliestArrivalAt: day(thereDay),
      alternatives: [],
      signs: [],
      outcome: 'open',
      ...facts,
    },
  };
}

/** Declares a port since that day. */
export function declared(placeId: string, fromDay: number, more: More<DestinationClaim> = {}): DestinationClaim {
  const { facts, ...fields } = more;
  return {
    ...base(`declared ${placeId} ${fromDay}`, fromDay, null),
    kind: 'destination-claim',
    basis: 'claimed',
    ...fields,
    facts: {
      text: placeId.toUpperCase(),
      placeId,
      placeName: placeId,
      by: 'name',
      fromPlaceId: null,
      alsoPlaceIds: [],
      none: false,
      outcome: 'open',
      outcomePlaceId: null,
      outcomePlaceName: null,
      outcomeGround: null,
      ...facts,
    },
  };
}

export function meeting(fromDay: number, more: More<Encounter> = {}): Encounter {
  const { facts, ...fields } = more;
  return {
    ...base(`meeting ${fromDay}`, fromDay, fromDay + 0.125),
    kind: 'encounter',
    ...fields,
    facts: {
      partnerId: 'mmsi:445123000',
      partnerName: 'PARTNER',
      partnerMmsi: 445_123_000,
      closestM: 80,
      medianSpeedKn: 0.4,
      offPlaceKm: 55,
      minutes: 180,
      alone: null,
      others: [],
      ...facts,
    },
  };
}

export function rule(more: Partial<RouteRule> = {}): RouteRule {
  return {
    id: 'arms',
    title: 'DPRK east coast to Russia',
    kind: 'route',
    version: 1,
    enabled: true,
    origin: ['rajin', 'chongjin'],
    destination: ['vostochny', 'dunay'],
    originZones: [],
    destinationZones: [],
    maxDays: 10,
    bothWays: false,
    severity: 'high',
    steps: [],
    needs: {},
    requires: '',
    fromAt: at('2006-10-14T00:00Z'),
    toAt: null,
    legal: [
      { jurisdiction: 'UN', instrument: 'UNSCR 1718', fromAt: at('2006-10-14T00:00Z'), toAt: null, verified: true },
      { jurisdiction: 'ROK', instrument: 'a later act', fromAt: at('2024-04-03T00:00Z'), toAt: null, verified: true },
    ],
    why: '',
    noise: '',
    ...more,
  };
}

export function listing(authority: string, on: string | null, more: Partial<Designation> = {}): Designation {
  return {
    authority,
    programme: 'a programme',
    ref: null,
    listedAt: on === null ? null : at(on),
    precision: on === null ? 'unknown' : 'day',
    delistedAt: null,
    sanction: true,
    note: null,
    source: 'test',
    ...more,
  };
}

export function hull(...designations: Designation[]): WatchedHull {
  return {
    id: 'imo:9161003',
    imo: 9_161_003,
    name: 'LADY R',
    aliases: [],
    mmsis: [],
    callSigns: [],
    flag: 'Russia',
    flagCodes: ['RU'],
    shipType: 'ro-ro cargo',
    builtYear: 2004,
    grossTonnage: 7260,
    lengthM: null,
    owner: null,
    operator: null,
    status: 'active',
    endedAt: null,
    designations,
    pinned: true,
    group: 'test',
    notes: null,
    sources: ['test'],
  };
}

export function ship(more: Partial<Subject> = {}): Subject {
  return {
    vesselId: 'imo:9161003',
    name: 'LADY R',
    imo: 9_161_003,
    mmsi: 273_212_120,
    mid: 273,
    hull: null,
    shipClass: 'dry-cargo',
    ...more,
  };
}

export function asking(more: Partial<MatchOptions> = {}): MatchOptions {
  return { asOf: 'then', now: day(365), hullOf: () => null, eventsOf: () => [], ...more };
}
