// Small, valid rows for tests of the store and the routes: LADY R's leg to Vostochny, and what hangs on it.

import type { Alert } from '../../server/domain/alert.ts';
import type { Deed, DeedKind, Signature } from '../../server/domain/desk/deed.ts';
import { CodedError } from '../../server/domain/errors.ts';
import type { HeardVessel, KeptFix } from '../../server/domain/heard.ts';
import type { PortCall } from '../../server/domain/kinds/port-call/facts.ts';
import type { Sighting } from '../../server/domain/sighting.ts';
import type { Batch, ReplayRow, Store } from '../../server/seams/store.ts';

export const HOUR = 3_600_000;
/** 2023-09-12T00:00:00Z */
export const DAY0 = Date.UTC(2023, 8, 12);
export const LADY_R = 'imo:9161003';
export const LADY_R_MMSI = 273_212_120;
/** By whom and when, where a test does not care. */
export const SIGNED: Signature = { by: 'analyst', at: DAY0, deed: null };

export function deedOn(action: DeedKind, parts: Partial<Deed> = {}): Deed {
  const subject = { kind: 'alert' as const, id: 'alert-1' };
  return { subject, action, reasonCode: null, note: null, assignee: null, ...parts };
}

/** Does one deed and returns the alert as it stands then; throws as a route would. */
export async function did(
  store: Store,
  scope: string,
  deed: Deed,
  signed: Signature = { ...SIGNED, at: DAY0 + 8 * HOUR },
): Promise<Alert> {
  const [result] = await store.handle(scope, [deed], signed);
  if (result!.outcome !== 'done') throw new CodedError(result!.outcome, result!.says);
  return (await store.alert(scope, deed.subject.id))!;
}

export function batchOf(scope: string, parts: Partial<Omit<Batch, 'scope'>> = {}): Batch {
  return { scope, fixes: [], vessels: [], bindings: [], renames: [], events: [], alerts: [], sightings: [], ...parts };
}

export function sampleFix(parts: Partial<KeptFix> = {}): KeptFix {
  return {
    mmsi: LADY_R_MMSI,
    at: DAY0,
    lon: 133.0731,
    lat: 42.7304,
    speedKn: 0.1,
    courseDeg: 184.3,
    headingDeg: 181,
    navStatus: 5,
    ...parts,
  };
}

export function sampleVessel(parts: Partial<HeardVessel> = {}): HeardVessel {
  return {
    id: LADY_R,
    mmsi: LADY_R_MMSI,
    imo: 9161003,
    name: 'LADY R',
    callSign: 'UBGH8',
    shipType: 70,
    lengthM: 122,
    beamM: 20,
    draughtM: 6.1,
    destination: 'VOSTOCHNY',
    hullId: LADY_R,
    match: { rule: 'C1', level: 'confident', witnesses: ['IMO 9161003 heard'], contradictions: [] },
    candidates: [],
    identity: [
      { field: 'name', value: 'LADY R', firstAt: DAY0, lastAt: DAY0 + 48 * HOUR, source: 'sample.nmea' },
      { field: 'mmsi', value: String(LADY_R_MMSI), firstAt: DAY0, lastAt: DAY0 + 48 * HOUR, source: 'sample.nmea' },
    ],
    firstAt: DAY0,
    lastAt: DAY0 + 48 * HOUR,
    ...parts,
  };
}

export function sampleCall(parts: Partial<PortCall> = {}): PortCall {
  return {
    kind: 'port-call',
    id: 'call-1',
    vesselId: LADY_R,
    mmsi: LADY_R_MMSI,
    state: 'closed',
    revision: 2,
    knownAt: DAY0 + 30 * HOUR,
    beganAt: DAY0 + 6 * HOUR,
    endedAt: DAY0 + 29 * HOUR,
    basis: 'observed',
    lon: 133.0731,
    lat: 42.7304,
    reason: null,
    facts: {
      placeId: 'vostochny',
      placeName: 'Vostochny',
      runnerUpId: null,
      distanceKm: 0.4,
      confidence: 4,
      entry: { fromAt: DAY0 + 6 * HOUR, toAt: DAY0 + 6 * HOUR },
      exit: { fromAt: DAY0 + 29 * HOUR, toAt: DAY0 + 29 * HOUR },
      stops: [{ fromAt: DAY0 + 7 * HOUR, toAt: DAY0 + 28 * HOUR, lon: 133.0731, lat: 42.7304 }],
      gaps: [],
      waiting: false,
      sightingIds: [],
    },
    ...parts,
  };
}

export function sampleAlert(parts: Partial<Alert> = {}): Alert {
  return {
    id: 'alert-1',
    ruleId: 'dprk-ru-arms',
    ruleTitle: 'Rajin to Vostochny or Dunay',
    vesselId: LADY_R,
    vesselName: 'LADY R',
    imo: 9161003,
    mmsi: LADY_R_MMSI,
    severity: 'critical',
    confidence: 'high',
    grade: null,
    basis: 'sighted',
    state: 'open',
    revision: 1,
    raisedAt: DAY0 + 7 * HOUR,
    knownAt: DAY0 + 7 * HOUR,
    fromAt: DAY0 - 20 * HOUR,
    toAt: DAY0 + 6 * HOUR,
    lon: 133.0731,
    lat: 42.7304,
    placeIds: ['rajin', 'vostochny'],
    why: 'LADY R was sighted at Rajin and then observed at Vostochny; listed by US OFAC since 2022-05-08.',
    evidence: {
      confidenceGrounds: ['AIS positions show it there (high).'],
      events: [sampleCall()],
      designations: [
        {
          authority: 'US OFAC',
          programme: 'RUSSIA-EO14024',
          ref: null,
          listedAt: Date.UTC(2022, 4, 8),
          precision: 'day',
          delistedAt: null,
          sanction: true,
          note: null,
          source: 'sample',
        },
      ],
      otherDesignations: [],
      legal: [
        {
          jurisdiction: 'UN',
          instrument: 'UNSCR 2375 (2017)',
          fromAt: Date.UTC(2017, 8, 11),
          toAt: null,
          verified: true,
        },
      ],
      match: { rule: 'C1', level: 'confident', witnesses: ['IMO 9161003 heard'], contradictions: [] },
      rule: { id: 'dprk-ru-arms', version: 1, maxDays: 14 },
      thresholds: [{ name: 'enterKm', value: 3, unit: 'km' }],
      otherExplanations: ['A call at a neighbouring berth of the same bay.'],
      reports: [{ source: 'sample.nmea', line: 17, at: DAY0 + 6 * HOUR, lon: 133.07, lat: 42.73 }],
      hash: 'f00d',
    },
    ...parts,
  };
}

export function sampleSighting(parts: Partial<Sighting> = {}): Sighting {
  return {
    id: 'sight-1',
    vesselId: LADY_R,
    fromAt: DAY0 - 24 * HOUR,
    toAt: DAY0 - 1,
    placeId: 'rajin',
    lon: 130.3,
    lat: 42.23,
    what: 'alongside Pier 2',
    means: 'satellite',
    grade: 'confirmed',
    source: 'a published report',
    link: 'https://example.org/report',
    arrivedAt: DAY0 + 40 * 24 * HOUR,
    ...parts,
  };
}

export function sampleReplay(id: string, parts: Partial<ReplayRow> = {}): ReplayRow {
  return {
    id,
    title: 'Sea bridge',
    kind: 'scenario',
    label: 'Reconstructed: sightings are as published, positions and their days invented',
    about: null,
    sources: ['sample.nmea'],
    asOf: 'then',
    madeBy: '0.0.0',
    state: 'running',
    error: null,
    createdAt: DAY0,
    fromAt: DAY0,
    toAt: DAY0 + 48 * HOUR,
    opensAt: null,
    speed: 3600,
    reports: 10,
    lines: 12,
    bytesDone: 500,
    bytesTotal: 1000,
    rejects: {},
    ...parts,
  };
}
