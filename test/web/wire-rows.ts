// Small rows in the wire's shapes for the tests of the page; every field can be overridden.

import type { AlertSummary } from '../../server/http/wire/alert.ts';
import type { VesselEvent } from '../../server/http/wire/kinds/index.ts';
import type { Port } from '../../server/http/wire/place.ts';
import type { Reach } from '../../server/http/wire/reach.ts';
import type { Track } from '../../server/http/wire/track.ts';
import type { VesselSummary } from '../../server/http/wire/vessel.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const T0 = Date.UTC(2023, 8, 1);

export function alertRow(id: string, over: Partial<AlertSummary> = {}): AlertSummary {
  return {
    id,
    scope: 'bridge',
    ruleId: 'dprk-ru-arms',
    ruleTitle: 'DPRK east coast to Russian Pacific port',
    vesselId: 'imo:9161003',
    vesselName: 'LADY R',
    imo: 9161003,
    mmsi: 273212120,
    severity: 'critical',
    confidence: 'high',
    grade: null,
    basis: 'sighted',
    assignee: null,
    state: 'open',
    revision: 1,
    raisedAt: T0,
    knownAt: T0,
    fromAt: T0 - 5 * DAY,
    toAt: T0,
    lon: 133.08,
    lat: 42.75,
    placeIds: ['rajin', 'vostochny'],
    placeNames: ['Rajin', 'Vostochny'],
    why: 'LADY R was sighted at Rajin and called at Vostochny.',
    mute: null,
    caseId: null,
    ...over,
  };
}

export function vesselRow(id: string, name: string, over: Partial<VesselSummary> = {}): VesselSummary {
  return {
    id,
    name,
    imo: null,
    mmsi: 273212120,
    callSign: '',
    flag: 'RU',
    shipType: null,
    lengthM: null,
    destination: '',
    watched: true,
    pinned: false,
    level: null,
    group: null,
    authorities: [],
    firstAt: null,
    lastAt: null,
    listings: [],
    names: [],
    openAlerts: 0,
    ...over,
  };
}

/** A track from (hours after T0, lon, lat) and a speed that is the same throughout. */
export function trackRow(vesselId: string, fixes: [hours: number, lon: number, lat: number][], speedKn = 10): Track {
  return {
    vesselId,
    at: fixes.map(([hours]) => T0 + hours * HOUR),
    lon: fixes.map(([, lon]) => lon),
    lat: fixes.map(([, , lat]) => lat),
    speedKn: fixes.map(() => speedKn),
    courseDeg: fixes.map(() => 90),
  };
}

export function portRow(id: string, lon: number, lat: number, over: Partial<Port> = {}): Port {
  return {
    id,
    name: id,
    country: 'RU',
    locode: null,
    lon,
    lat,
    kind: 'port',
    confidence: 'ok',
    enterKm: 3,
    leaveKm: 4,
    watch: true,
    waitingArea: false,
    tags: [],
    note: null,
    source: 'World Port Index',
    ...over,
  };
}

export function callRow(id: string, over: Partial<VesselEvent & { kind: 'port-call' }> = {}): VesselEvent {
  return {
    id,
    scope: 'bridge',
    vesselId: 'imo:9161003',
    vesselName: 'LADY R',
    mmsi: 273212120,
    state: 'closed',
    revision: 1,
    knownAt: T0,
    beganAt: T0,
    endedAt: T0 + DAY,
    basis: 'sighted',
    lon: 130.3,
    lat: 42.2333,
    reason: null,
    summary: 'LADY R was seen at Rajin.',
    kind: 'port-call',
    facts: {
      placeId: 'rajin',
      placeName: 'Rajin',
      runnerUpId: null,
      distanceKm: 1,
      confidence: 2,
      entry: null,
      exit: null,
      stops: [],
      gaps: [],
      waiting: false,
      sightingIds: ['s1'],
    },
    ...over,
  };
}

/** An event of LADY R that began at T0, with the facts of its kind. */
export function eventRow<K extends VesselEvent['kind']>(
  kind: K,
  facts: (VesselEvent & { kind: K })['facts'],
  over: Partial<Omit<VesselEvent, 'kind' | 'facts'>> = {},
): VesselEvent & { kind: K } {
  return {
    id: kind,
    scope: 'bridge',
    vesselId: 'imo:9161003',
    vesselName: 'LADY R',
    mmsi: 273212120,
    state: 'closed',
    revision: 1,
    knownAt: T0,
    beganAt: T0,
    endedAt: T0 + DAY,
    basis: 'observed',
    lon: 131,
    lat: 42,
    reason: null,
    summary: '',
    ...over,
    kind,
    facts,
  } as VesselEvent & { kind: K };
}

export function reachRow(over: Partial<Reach> = {}): Reach {
  return {
    scope: 'bridge',
    vesselId: 'imo:9161003',
    vesselName: 'LADY R',
    at: T0 + 10 * HOUR,
    lastAt: T0 + HOUR,
    since: { at: T0 + HOUR, lon: 132, lat: 42, seen: null },
    speedLimitKn: 14,
    reachKm: 233,
    lon: 132,
    lat: 42,
    courseDeg: 250,
    inPortId: null,
    inPortName: null,
    speedLimitGround: 'Cap for its type, 14 kn.',
    distancesBy: 'around land',
    area: {
      type: 'Polygon',
      coordinates: [
        [
          [131, 41],
          [134, 41],
          [134, 42.5],
          [131, 42.5],
          [131, 41],
        ],
      ],
    },
    areaNote: null,
    ports: [],
    portsUntilAt: T0 + 49 * HOUR,
    closed: null,
    ...over,
  };
}
