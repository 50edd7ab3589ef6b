// From findings to alerts: one alert per rule, vessel and leg. A finding that gains a witness revises its alert under
// the same id; one that no longer holds withdraws it, visibly.

import type { Alert, AlertEvidence } from '../alert.ts';
import { stableId } from '../hash.ts';
import type { MatchEvidence } from '../heard.ts';
import type { VesselEvent } from '../kinds/event.ts';
import { LEAST_CONFIDENCE, SAME_STAY_MS } from '../kinds/stay.ts';
import type { LegalBasis } from '../rule.ts';
import type { Sighting } from '../sighting.ts';
import { DAY_MS } from '../time.ts';
import { designationsBeside } from '../vessel.ts';
import { calledOff } from './ahead.ts';
import { leastGrade } from './confidence.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';
import { otherExplanations, whyOf } from './why.ts';

/** What the engine adds to a finding so that its evidence is whole. */
export interface EvidenceSource {
  now: number;
  asOf: 'then' | 'now';
  match: MatchEvidence | null;
  sightings: readonly Sighting[];
  /** Where the reports behind an event came from. */
  reportsOf(eventId: string): AlertEvidence['reports'];
  /** The newest revision of an event. */
  eventOf(eventId: string): VesselEvent | undefined;
}

/** Which alert each finding has, both ways. */
export interface Holds {
  alertOf(finding: Finding): string | undefined;
  findingOf(alertId: string): Finding | undefined;
  set(finding: Finding, alertId: string): void;
  /** Returns the alert that it had. */
  drop(finding: Finding): string | undefined;
}

export function createHolds(): Holds {
  const alerts = new Map<Finding, string>();
  const findings = new Map<string, Finding>();
  return {
    alertOf: (finding) => alerts.get(finding),
    findingOf: (alertId) => findings.get(alertId),
    set(finding, alertId) {
      alerts.set(finding, alertId);
      findings.set(alertId, finding);
    },
    drop(finding) {
      const alertId = alerts.get(finding);
      alerts.delete(finding);
      if (alertId !== undefined && findings.get(alertId) === finding) findings.delete(alertId);
      return alertId;
    },
  };
}

/**
 * Brings the alerts of one rule and vessel up to date with its findings. `standing` holds the newest revision of each
 * alert by id and is updated in place; the new revisions are returned in order. `holds` has the alert of each finding that
 * nothing has touched since, which `findings` then need not name, and is given those of all others. `left` are the alerts
 * that may have lost their finding; absent: any.
 */
export function reviseAlerts(
  ruleId: string,
  standing: Map<string, Alert>,
  findings: readonly Finding[],
  subject: Subject,
  source: EvidenceSource,
  holds: Holds = createHolds(),
  left: ReadonlySet<string> = new Set(standing.keys()),
): Alert[] {
  const said: Alert[] = [];
  // The alert of one leg is not taken over by another; one that had been taken over goes back to its own leg.
  const own = new Set<string>();
  const again: Finding[] = [];
  const reserve = (finding: Finding) => {
    const id = alertIdOf(finding, subject);
    if (!standing.has(id)) return;
    own.add(id);
    const other = holds.findingOf(id);
    if (other === undefined || alertIdOf(other, subject) === id) return;
    holds.drop(other);
    again.push(other);
    reserve(other);
  };
  const changed = findings.filter((finding) => holds.alertOf(finding) === undefined);
  for (const finding of changed) reserve(finding);
  const held = { has: (id: string) => own.has(id) || holds.findingOf(id) !== undefined };
  for (const finding of inTurn(changed, again)) {
    const before = standingAlert(finding, subject, standing, held);
    const id = before?.id ?? alertIdOf(finding, subject);
    holds.set(finding, id);
    const next = alertOf(id, finding, subject, source, before);
    if (before && sameContent(before, next)) continue;
    standing.set(id, next);
    said.push(next);
  }
  for (const id of left.size > 1 ? standing.keys() : left) {
    const alert = standing.get(id);
    if (!alert || !left.has(id) || alert.ruleId !== ruleId || alert.state === 'withdrawn') continue;
    if (holds.findingOf(id) !== undefined) continue;
    const revision = alert.revision + 1;
    const off = calledOff(alert.evidence.events, source.eventOf);
    const why =
      off === null ? `${alert.why} Withdrawn: ${groundOf(alert, source)}.` : `${alert.why} Called off: ${off}.`;
    const withdrawn: Alert = { ...alert, state: 'withdrawn', revision, knownAt: source.now, why };
    standing.set(alert.id, withdrawn);
    said.push(withdrawn);
  }
  return said;
}

/** By departure, as all findings are. */
function inTurn(changed: readonly Finding[], again: readonly Finding[]): readonly Finding[] {
  return again.length === 0 ? changed : [...changed, ...again].sort((a, b) => a.fromAt - b.fromAt);
}

/** Why it no longer holds, in the words of the event that it rested on. */
function groundOf({ evidence }: Alert, { eventOf }: EvidenceSource): string {
  const changed = evidence.events.flatMap((before) => {
    const now = eventOf(before.id);
    return now === undefined || now.revision === before.revision ? [] : [now];
  });
  const gone = changed.find(({ state }) => state === 'withdrawn') ?? changed.find(({ reason }) => reason !== null);
  if (gone !== undefined) return (gone.reason ?? 'an event that it rested on is withdrawn').replace(/^withdrawn: /, '');
  if (changed.length > 0) return 'what it rested on is known better now';
  return 'with what is known now the rule no longer fits';
}

/** One alert for each rule, vessel and leg. */
function alertIdOf({ rule, beganWith }: Finding, { vesselId }: Subject): string {
  return stableId('alert', rule.id, vesselId, beganWith);
}

/**
 * The alert that was told of this leg already. It keeps its id when a witness from before the first one comes to light,
 * and when the unit that made the leg turns out to be a hull. `held` are those that belong to other legs.
 */
export function standingAlert(
  finding: Finding,
  subject: Subject,
  standing: ReadonlyMap<string, Alert>,
  held: { has(alertId: string): boolean } = { has: () => false },
): Alert | undefined {
  const same = standing.get(alertIdOf(finding, subject));
  if (same) return same;
  const origin = new Set((finding.stays[0]?.events ?? finding.events).map(({ id }) => id));
  for (const alert of standing.values()) {
    if (alert.ruleId !== finding.rule.id || alert.state === 'withdrawn' || held.has(alert.id)) continue;
    if (origin.has(alert.evidence.events[0]?.id ?? '')) return alert;
  }
  return undefined;
}

function alertOf(
  id: string,
  finding: Finding,
  subject: Subject,
  source: EvidenceSource,
  before: Alert | undefined,
): Alert {
  const { rule } = finding;
  return {
    id,
    ruleId: rule.id,
    ruleTitle: rule.title,
    vesselId: subject.vesselId,
    vesselName: subject.name,
    imo: subject.imo,
    mmsi: subject.mmsi,
    severity: finding.severity,
    confidence: finding.judgement.confidence,
    basis: finding.basis,
    grade: finding.basis === 'sighted' ? leastGrade(finding.stays) : null,
    state: 'open',
    revision: (before?.revision ?? 0) + 1,
    raisedAt: before?.raisedAt ?? source.now,
    knownAt: source.now,
    fromAt: finding.fromAt,
    toAt: finding.toAt,
    lon: finding.lon,
    lat: finding.lat,
    placeIds: finding.stays.map((stay) => stay.placeId),
    why: whyOf(finding, subject, source.sightings),
    evidence: evidenceOf(finding, subject, source),
  };
}

function evidenceOf(finding: Finding, subject: Subject, source: EvidenceSource): AlertEvidence {
  const { rule } = finding;
  return {
    events: finding.events,
    designations: finding.designations,
    otherDesignations: subject.hull === null ? [] : designationsBeside(subject.hull, finding.designations),
    legal: source.asOf === 'now' ? rule.legal : rule.legal.filter((basis) => isInForce(basis, finding.toAt)),
    match: source.match,
    confidenceGrounds: finding.judgement.grounds,
    rule: { id: rule.id, version: rule.version, maxDays: rule.maxDays },
    thresholds: thresholdsOf(finding),
    otherExplanations: otherExplanations(finding),
    reports: finding.events.flatMap((event) => source.reportsOf(event.id)),
    hash: '',
  };
}

function isInForce(basis: LegalBasis, at: number): boolean {
  return basis.fromAt <= at && (basis.toAt === null || at < basis.toAt);
}

function thresholdsOf({ rule }: Finding): AlertEvidence['thresholds'] {
  const thresholds = [
    { name: 'least confidence of an observed port call', value: LEAST_CONFIDENCE, unit: 'of 4' },
    { name: 'witnesses of one stay lie within', value: SAME_STAY_MS / DAY_MS, unit: 'days' },
  ];
  if (rule.maxDays > 0) thresholds.push({ name: 'longest leg', value: rule.maxDays, unit: 'days' });
  if (rule.needs.stayHours !== undefined) {
    thresholds.push({ name: 'shortest stay', value: rule.needs.stayHours, unit: 'hours' });
  }
  if (rule.needs.slackHours !== undefined) {
    thresholds.push({ name: 'hours to spare in reach', value: rule.needs.slackHours, unit: 'hours' });
  }
  return thresholds;
}

/** Everything else of an alert follows from these, the rule and the watchlist. */
function sameContent(a: Alert, b: Alert): boolean {
  return contentOf(a) === contentOf(b);
}

function contentOf(alert: Alert): string {
  const { events, designations, reports, confidenceGrounds } = alert.evidence;
  const revisions = events.map(({ id, revision }) => `${id}:${revision}`).join(',');
  const span = `${alert.fromAt}-${alert.toAt}`;
  const { state, severity, confidence, basis, why, vesselName, mmsi } = alert;
  const told = [state, severity, confidence, ...confidenceGrounds, basis, why, vesselName, mmsi, span, revisions];
  return [...told, designations.length, reports.length].join('|');
}
