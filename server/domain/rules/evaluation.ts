// The alert evaluation: keeps, per vessel, the events that rules may need, and asks the rules again when one of them
// changes. Events in, alert revisions out; it decides nothing by itself, the rules do.

import type { Alert, AlertEvidence } from '../alert.ts';
import type { MatchEvidence } from '../heard.ts';
import type { VesselEvent } from '../kinds/event.ts';
import type { Port } from '../places/place.ts';
import type { RouteRule } from '../rule.ts';
import type { Sighting } from '../sighting.ts';
import { DAY_MS, HOUR_MS } from '../time.ts';
import { type EvidenceSource, reviseAlerts, standingAlert } from './alerts.ts';
import { createCallers } from './callers.ts';
import { createEncounters, encountersWith, fromTheOtherSide } from './encounters.ts';
import { type CompiledRule, compileRule, type Finding, type MatchOptions } from './finding.ts';
import { createKept, type KeptRule } from './kept.ts';
import { concerns } from './match.ts';
import type { RecordView } from './record-view.ts';
import type { Around } from './rule-findings.ts';
import { differing } from './segments.ts';
import { needsHull } from './ships.ts';
import type { Subject } from './subject.ts';

/** What the evaluation remembers of one vessel; plain data, updated in place by the evaluation alone. */
export interface VesselRecord {
  /** Newest revision of each event that a rule may need, oldest first. */
  events: VesselEvent[];
  sightings: Sighting[];
  /** Newest revision of each alert. */
  alerts: Map<string, Alert>;
  /** Reports behind each remembered event. */
  reports: Map<string, AlertEvidence['reports']>;
  /** The ship came under watch at this instant: what had ended by then raises nothing new. Absent: always watched. */
  quietUntilAt?: number;
  /** The last call that was of no concern to any ship's rules, for when the ship turns out to be watched. */
  passed?: { event: VesselEvent; report: AlertEvidence['reports'][number] | null };
}

export function beginRecord(): VesselRecord {
  return { events: [], sightings: [], alerts: new Map(), reports: new Map() };
}

/** The vessel turned out to be another: everything kept of it is that one's. */
export function renameRecord(record: VesselRecord, vesselId: string): void {
  record.events = record.events.map((event) => ({ ...event, vesselId }));
  for (const alert of record.alerts.values()) record.alerts.set(alert.id, { ...alert, vesselId });
  if (record.passed) record.passed = { ...record.passed, event: { ...record.passed.event, vesselId } };
}

/** Adds what was kept of the same vessel under another key. */
export function joinRecords(record: VesselRecord, other: Readonly<VesselRecord>): void {
  record.events = [...record.events, ...other.events].sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1));
  record.sightings.push(...other.sightings);
  // Another map: what is kept beside the record is made anew.
  record.alerts = new Map([...record.alerts, ...other.alerts]);
  for (const [id, reports] of other.reports) record.reports.set(id, reports);
  if (other.passed) record.passed = other.passed;
}

export interface EvaluationOptions {
  rules: readonly RouteRule[];
  ports: readonly Port[];
  asOf: 'then' | 'now';
  hullOf: MatchOptions['hullOf'];
  recordOf(vesselId: string): VesselRecord | null;
  /** Name of a vessel in a sentence; its id where absent. */
  nameOf?(vesselId: string): string;
  /** Every record, for a evaluation that goes on from what is kept. */
  records?(): Iterable<VesselRecord>;
}

export interface RuleEvaluation {
  /**
   * Takes a revision of an event. Returns the alert revisions it leads to. `report` is where the vessel was heard last,
   * or null for a sighting.
   */
  hear(
    record: VesselRecord,
    event: VesselEvent,
    subject: () => Subject,
    match: MatchEvidence | null,
    now: number,
    report: AlertEvidence['reports'][number] | null,
  ): Alert[];
  /** Asks the rules again, for time that has passed or a subject that has changed. */
  review(record: VesselRecord, subject: Subject, match: MatchEvidence | null, now: number): Alert[];
  /**
   * Takes events of the past that a rule made since may need, as of `now`; nothing follows from them until the next event
   * of the ship.
   */
  recall(record: VesselRecord, past: readonly VesselEvent[], now: number): void;
  renamed(fromId: string, toId: string): void;
  /** When a rule on the length of this stay would next hold, after `after`, UTC ms; 0 when none would. */
  dueAt(event: VesselEvent, after?: number): number;
}

/**
 * Look-back rules reach 180 days; a month more keeps their legs whole. Counted from when an event was told last: what
 * was sighted years ago and entered today is as new as today.
 */
const LEAST_MEMORY_DAYS = 210;
/** Beyond this the oldest events are forgotten: two a day for the whole memory. */
const MOST_EVENTS = 420;
/** Up to so many findings that came or went are judged by themselves; more are judged with all others. */
const FEW_CHANGED = 8;
/** First and last reports kept for each event. */
const MOST_REPORTS = 6;

export function createRuleEvaluation(options: EvaluationOptions): RuleEvaluation {
  const rules: CompiledRule[] = options.rules
    .filter((rule) => rule.enabled)
    .map((rule) => compileRule(rule, options.ports));
  const places = new Set(rules.flatMap((compiled) => [...compiled.places]));
  // A call that can only end a leg is worth nothing to a vessel that has not begun one: ports of whole countries are
  // such ends, and ordinary ships call there all day.
  const begins = new Set(rules.flatMap(placesThatBegin));
  const beginsUnlisted = new Set(rules.filter(isForAnyShip).flatMap(placesThatBegin));
  const versions = byId(rules);
  const callers = createCallers(new Set(rules.flatMap(({ relays }) => [...relays])), pastOf(options.records?.() ?? []));
  const encounters = createEncounters(pastOf(options.records?.() ?? []));
  const memoryMs = Math.max(LEAST_MEMORY_DAYS, ...rules.map(({ rule }) => rule.maxDays + 30)) * DAY_MS;

  const kept = createKept(versions);

  function review(record: VesselRecord, subject: Subject, match: MatchEvidence | null, now: number): Alert[] {
    if (record.passed && subject.hull) {
      const { event, report } = record.passed;
      delete record.passed;
      kept.forget(record, remember(record, event, now - memoryMs));
      if (report) rememberReport(record, event.id, report);
    }
    const met = encounters.toldOf(subject.mmsi).length > 0;
    if (record.events.length === 0 && !met) return [];
    const source = {
      now,
      asOf: options.asOf,
      match,
      sightings: record.sightings,
      reportsOf: (eventId: string) => record.reports.get(eventId) ?? [],
      eventOf: (eventId: string) => record.events.find(({ id }) => id === eventId),
    };
    const ship = kept.of(record, subject, met);
    const said = ship.rules.flatMap((rule) => revised(rule, ship.view, record, subject, source));
    ship.settle();
    return said;
  }

  /** What one rule, in all its versions, now says of the ship. */
  function revised(
    { ruleId, findings: ofVersions, standing, told, isPlain }: KeptRule,
    view: RecordView,
    record: VesselRecord,
    subject: Subject,
    source: EvidenceSource,
  ): Alert[] {
    const around = aroundAt(source);
    const found = ofVersions.map((each) => each.of(view, subject, around));
    const before = told.of;
    if (!told.waits && before !== null && found.every((each, i) => each === before[i])) return [];
    const changed = isPlain && before !== null && !told.waits ? differing(before[0]!, found[0]!) : null;
    const few = changed !== null && changed.length <= FEW_CHANGED;
    const { holds } = told;
    const legs = new Set<string>();
    const now: Finding[] = [];
    told.of = found;
    told.waits = false;
    for (const finding of few ? changed.filter((each) => found[0]!.includes(each)) : found.flat()) {
      // The version that was in use first tells of a leg, and goes on telling of it.
      if (legs.has(finding.beganWith)) continue;
      if (holds.alertOf(finding) === undefined && !isTold(finding, subject, record, standing, source.now)) {
        told.waits ||= finding.stays.at(-1)?.toAt === null;
        continue;
      }
      legs.add(finding.beganWith);
      now.push(finding);
    }
    const kept = new Set(now);
    const gone = few
      ? changed.filter((each) => !found[0]!.includes(each))
      : (before ?? []).flat().filter((each) => !kept.has(each));
    const left = new Set(gone.flatMap((each) => holds.drop(each) ?? []));
    const alerts = reviseAlerts(ruleId, standing, now, subject, source, holds, few ? left : undefined);
    for (const alert of alerts) record.alerts.set(alert.id, alert);
    return alerts;
  }

  function aroundAt({ now, sightings }: EvidenceSource): Around {
    const eventsOf = (vesselId: string) => options.recordOf(vesselId)?.events ?? [];
    const staysOfVessel = (vesselId: string) => {
      const record = options.recordOf(vesselId);
      return record === null ? [] : kept.stays(record);
    };
    return {
      asOf: options.asOf,
      now,
      sightings,
      hullOf: options.hullOf,
      eventsOf,
      staysOf: staysOfVessel,
      metOf: ({ vesselId, mmsi }) =>
        encounters
          .toldOf(mmsi)
          .flatMap((id) =>
            encountersWith(mmsi, vesselId, eventsOf(id)).map((event) =>
              fromTheOtherSide(event, vesselId, options.nameOf?.(id) ?? id),
            ),
          ),
      callerStaysAt: (placeId) =>
        callers.at(placeId).map((vesselId) => ({
          vesselId,
          name: () => options.nameOf?.(vesselId) ?? vesselId,
          stays: () => staysOfVessel(vesselId),
        })),
    };
  }

  return {
    hear(record, event, subject, match, now, report) {
      if (!concerns(event, places)) return [];
      // Of a ship that is not watched, doubt makes what rules find less sure, and finds nothing itself.
      if (event.kind === 'position-doubt' && record.events.length === 0 && subject().hull === null) return [];
      if (event.kind === 'identity-change' && subject().hull === null) return [];
      if (record.events.length === 0 && event.kind === 'port-call') {
        const { placeId } = event.facts;
        if (!begins.has(placeId)) return [];
        if (!beginsUnlisted.has(placeId) && subject().hull === null) {
          record.passed = { event, report };
          return [];
        }
      }
      if (record.passed?.event.id === event.id) delete record.passed;
      callers.hear(event);
      encounters.hear(event);
      kept.forget(record, remember(record, event, now - memoryMs));
      if (report) rememberReport(record, event.id, report);
      return review(record, subject(), match, now);
    },
    review,
    recall(record, past, now) {
      const known = new Set(record.events.map(({ id }) => id));
      const news = past.filter((event) => !known.has(event.id) && concerns(event, places));
      if (news.length === 0) return;
      const [newest] = news;
      record.events = [...record.events, ...news].sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1));
      for (const event of news) callers.hear(event);
      // Once more, so that the bounds hold.
      kept.forget(record, remember(record, newest!, now - memoryMs));
    },
    renamed(fromId, toId) {
      callers.renamed(fromId, toId);
      encounters.renamed(fromId, toId);
    },
    dueAt(event, after = Number.NEGATIVE_INFINITY) {
      if (event.kind !== 'port-call' || event.state !== 'open') return 0;
      let dueAt = 0;
      for (const { rule, places: at } of rules) {
        if (rule.needs.stayHours === undefined || !at.has(event.facts.placeId)) continue;
        const due = event.beganAt + rule.needs.stayHours * HOUR_MS;
        if (due > after && (dueAt === 0 || due < dueAt)) dueAt = due;
      }
      return dueAt;
    },
  };
}

function placesThatBegin({ rule, origins, destinations, relays, places }: CompiledRule): string[] {
  if (rule.kind !== 'route' && rule.kind !== 'lookback') return [...places];
  return rule.bothWays ? [...origins, ...destinations, ...relays] : [...origins, ...relays];
}

function isForAnyShip({ rule }: CompiledRule): boolean {
  return !needsHull(rule);
}

/** The versions of each rule together, in the order of the rules and the oldest version first. */
function byId(rules: readonly CompiledRule[]): CompiledRule[][] {
  const versions = new Map<string, CompiledRule[]>();
  for (const compiled of rules) {
    const same = versions.get(compiled.rule.id);
    if (same) same.push(compiled);
    else versions.set(compiled.rule.id, [compiled]);
  }
  const sinceAt = ({ rule }: CompiledRule) => rule.inUse?.fromAt ?? Number.NEGATIVE_INFINITY;
  return [...versions.values()].map((same) => same.sort((a, b) => (sinceAt(a) < sinceAt(b) ? -1 : 1)));
}

/**
 * What was over before the ship came under watch, or before this version of the rule was in use, raises nothing new; a
 * stay that lasts is not over, however long ago it began. What was told goes on being told.
 */
function isTold(
  finding: Finding,
  subject: Subject,
  record: VesselRecord,
  standing: ReadonlyMap<string, Alert>,
  now: number,
): boolean {
  const { inUse } = finding.rule;
  if (inUse && inUse.toAt !== null && triggeredAt(finding) >= inUse.toAt) return false;
  const sinceAt = inUse?.fromAt ?? Number.NEGATIVE_INFINITY;
  const quietUntilAt = Math.max(record.quietUntilAt ?? Number.NEGATIVE_INFINITY, sinceAt);
  return (
    finding.toAt > quietUntilAt ||
    (finding.stays.at(-1)?.toAt === null && now >= sinceAt) ||
    standingAlert(finding, subject, standing) !== undefined
  );
}

/** When the event that raised the alert began: the arrival that made a leg whole, or the beginning of a call or an encounter. */
function triggeredAt({ stays, fromAt, toAt }: Finding): number {
  return stays.length > 1 ? toAt : fromAt;
}

function* pastOf(records: Iterable<VesselRecord>): Iterable<VesselEvent> {
  for (const { events } of records) yield* events;
}

/** Returns the alerts that are settled by it. */
function remember(record: VesselRecord, event: VesselEvent, oldestAt: number): Alert[] {
  const known = record.events.findLastIndex(({ id }) => id === event.id);
  if (known >= 0) record.events[known] = event;
  else record.events.push(event);
  const forgotten = record.events.filter(
    (old, index) => old.knownAt < oldestAt || index < record.events.length - MOST_EVENTS,
  );
  if (forgotten.length === 0) return [];
  const gone = new Set(forgotten.map(({ id }) => id));
  record.events = record.events.filter(({ id }) => !gone.has(id));
  for (const id of gone) record.reports.delete(id);
  // An alert whose events are forgotten is settled; forgetting it keeps it from being withdrawn.
  const settled = [...record.alerts.values()].filter((alert) => alert.evidence.events.some(({ id }) => gone.has(id)));
  for (const { id } of settled) record.alerts.delete(id);
  return settled;
}

function rememberReport(record: VesselRecord, eventId: string, report: AlertEvidence['reports'][number]): void {
  const kept = record.reports.get(eventId) ?? [];
  if (kept.at(-1)?.at === report.at) return;
  // The first stays; the newest takes the place of the one before it at the bound.
  record.reports.set(eventId, [...kept.slice(0, MOST_REPORTS - 1), report]);
}
