// A case: the alerts of one ship, or of two that may share cargo, that tell one story. Comes in: alerts. Plain data.
//
// The id of a case is a hash of its theme and of its first alert that stands, so that it follows from the alerts alone: it is
// the same in every run, batch size and order of arrival. The price is that it moves when the first alert is withdrawn, when
// an earlier one comes to light, or when one in between makes one case of two. The case under the old id is then kept as
// 'joined' and names the one that goes on with its alerts; that one names its former ids. What people did with a case is kept
// under the id it had then and holds for the case that names it among its former ids. A case that falls in two leaves what
// people did with the first part; nobody has yet looked at the second as a case.

import type { Alert, Confidence } from '../alert.ts';
import type { Basis } from '../event.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Severity } from '../rule.ts';
import type { SightingGrade } from '../sighting.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';

/** An alert that begins within this of the last one goes on with its case; after as long without one a case is quiet. */
export const CASE_PAUSE_MS = 60 * DAY_MS;

/**
 * Legs that a case carries with it at least, and twice as many at most; the earlier ones are counted. They go in bites of so
 * many, so that from one revision to the next the list grows at its end alone.
 */
export const LEGS_CARRIED = 60;

/** joined: its alerts are in another case now. */
export type CaseState = 'opened' | 'continued' | 'withdrawn' | 'joined';
/** Beside these, as of an instant: 'quiet'. */
export type CaseStateAt = CaseState | 'quiet';

export interface CaseShip {
  id: string;
  name: string;
  imo: number | null;
  mmsi: number | null;
}

/** What happened once, however many rules speak of it: a leg, a call, an encounter, a sign of doubt. */
export interface CaseLeg {
  kind: 'leg' | 'call' | 'encounter' | 'sign';
  vesselId: string;
  /** The first is the one that tells most. */
  alertIds: string[];
  ruleIds: string[];
  ruleTitle: string;
  fromAt: number;
  toAt: number;
  /** Where its alert stands on a map. */
  lon: number;
  lat: number;
  placeIds: string[];
  placeNames: string[];
  /** The other ship of an encounter. */
  partnerId: string | null;
  partnerName: string | null;
  basis: Basis;
  grade: SightingGrade | null;
  severity: Severity;
  confidence: Confidence;
  /** Not ended: the ship heads for the last place, or declares it. */
  ahead: boolean;
}

export interface Case {
  id: string;
  theme: string;
  themeTitle: string;
  /** "ANGARA: arms bridge …" */
  title: string;
  ships: CaseShip[];
  state: CaseState;
  revision: number;
  /** Event time at which its first alert was raised, and at which this revision was known. */
  openedAt: number;
  knownAt: number;
  /** First and last day of what it tells. */
  fromAt: number;
  toAt: number;
  /** The gravest, the surest and the weakest of its alerts. */
  severity: Severity;
  confidence: Confidence;
  basis: Basis;
  grade: SightingGrade | null;
  /** Alerts that stand, and those that were taken back. */
  alerts: number;
  withdrawn: number;
  legCount: number;
  /** The newest, in order of time. */
  legs: CaseLeg[];
  /** Says no more than the alerts do. */
  sentence: string;
  /** The case that its alerts are in now. */
  joinedTo: string | null;
  /** Ids under which this case was told before, the newest last. */
  formerIds: string[];
}

/** What a case needs of an alert. */
export interface CaseAlert {
  id: string;
  ruleId: string;
  ruleTitle: string;
  theme: string;
  themeTitle: string;
  ship: CaseShip;
  withdrawn: boolean;
  severity: Severity;
  confidence: Confidence;
  basis: Basis;
  grade: SightingGrade | null;
  raisedAt: number;
  fromAt: number;
  toAt: number;
  lon: number;
  lat: number;
  placeIds: string[];
  placeNames: string[];
  eventIds: string[];
  kind: CaseLeg['kind'];
  /** The ship that it met, where it rests on an encounter. */
  partner: { id: string; name: string } | null;
  ahead: boolean;
  /** It rests on a time in which the ship was not heard: more may have happened than was told. */
  silent: boolean;
}

export function caseAlertOf(alert: Readonly<Alert>, theme: { id: string; title: string }): CaseAlert {
  const { events } = alert.evidence;
  const encounter = events.find((event) => event.kind === 'encounter');
  const last = events.at(-1);
  const ahead = last?.kind === 'approach' || last?.kind === 'destination-claim';
  return {
    id: alert.id,
    ruleId: alert.ruleId,
    ruleTitle: alert.ruleTitle,
    theme: theme.id,
    themeTitle: theme.title,
    ship: { id: alert.vesselId, name: alert.vesselName, imo: alert.imo, mmsi: alert.mmsi },
    withdrawn: alert.state === 'withdrawn',
    severity: alert.severity,
    confidence: alert.confidence,
    basis: alert.basis,
    grade: alert.grade ?? null,
    raisedAt: alert.raisedAt,
    fromAt: alert.fromAt,
    // Of an arrival ahead the day is not yet come.
    toAt: ahead ? alert.fromAt : Math.max(alert.fromAt, alert.toAt),
    lon: alert.lon,
    lat: alert.lat,
    placeIds: alert.placeIds,
    placeNames: alert.placeIds.map((id) => placeName(id, events)),
    eventIds: events.map(({ id }) => id),
    kind: alert.placeIds.length > 1 ? 'leg' : alert.placeIds.length === 1 ? 'call' : encounter ? 'encounter' : 'sign',
    partner: encounter === undefined ? null : partnerOf(encounter, alert.vesselId),
    ahead,
    silent: events.some(isSilent),
  };
}

/** As of an instant of event time. */
export function caseStateAt({ state, toAt }: Pick<Case, 'state' | 'toAt'>, at: number): CaseStateAt {
  return (state === 'opened' || state === 'continued') && at - toAt > CASE_PAUSE_MS ? 'quiet' : state;
}

/** "Rajin (Najin, Rason)" is Rajin in a sentence. A place of which no event tells the name goes by its id. */
function placeName(id: string, events: readonly VesselEvent[]): string {
  for (const { facts } of events) {
    if ('placeId' in facts && facts.placeId === id && facts.placeName !== null) return shortName(facts.placeName);
    if ('zoneId' in facts && facts.zoneId === id) return shortName(facts.zoneName);
    const others = 'alternatives' in facts ? facts.alternatives : [];
    const other = others.find(({ placeId }) => placeId === id);
    if (other !== undefined) return shortName(other.placeName);
  }
  return id;
}

function shortName(name: string): string {
  return name.replace(/\s*\(.*$/, '');
}

function partnerOf(event: Extract<VesselEvent, { kind: 'encounter' }>, vesselId: string): CaseAlert['partner'] {
  const { partnerId, partnerName } = event.facts;
  return partnerId === vesselId ? { id: event.vesselId, name: event.vesselId } : { id: partnerId, name: partnerName };
}

/** The same four hours that make an end of a call dark (kinds/stay.ts). */
const DARK_MS = 4 * HOUR_MS;

function isSilent(event: VesselEvent): boolean {
  if (event.kind === 'possible-dark-call' || event.kind === 'gap') return true;
  if (event.kind !== 'port-call') return false;
  const { entry, exit, gaps } = event.facts;
  return (
    event.basis !== 'observed' ||
    gaps.length > 0 ||
    [entry, exit].some((end) => end !== null && end.toAt - end.fromAt >= DARK_MS)
  );
}
