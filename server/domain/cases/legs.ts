// What happened in a case, each thing once: two rules may speak of one leg, a call may be the end of a leg that is told, and
// an encounter is told by either ship. Alerts in, legs out, in order of time.

import { CONFIDENCES } from '../alert.ts';
import { SEVERITIES } from '../rule.ts';
import type { CaseAlert, CaseLeg } from './case.ts';

/** `alerts` in any order. */
export function legsOf(alerts: readonly CaseAlert[]): CaseLeg[] {
  const holders = new Holders();
  // What tells most comes first: it takes in what tells a part of it.
  for (const alert of [...alerts].sort(byTelling)) {
    const holder = holders.of(alert);
    if (holder === null) holders.add(alert, legOf(alert));
    else takeIn(holder, alert);
  }
  const names = namesOf(alerts);
  for (const leg of holders.legs) leg.placeNames = leg.placeIds.map((id) => names.get(id) ?? id);
  return holders.legs.sort((a, b) => a.fromAt - b.fromAt || (a.alertIds[0]! < b.alertIds[0]! ? -1 : 1));
}

/** Not every alert rests on an event that tells the name of a place. */
function namesOf(alerts: readonly CaseAlert[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { placeIds, placeNames } of alerts) {
    placeIds.forEach((id, i) => {
      if (placeNames[i] !== id) names.set(id, placeNames[i]!);
    });
  }
  return names;
}

function byTelling(a: CaseAlert, b: CaseAlert): number {
  return (
    b.placeIds.length - a.placeIds.length ||
    b.eventIds.length - a.eventIds.length ||
    a.fromAt - b.fromAt ||
    (a.id < b.id ? -1 : 1)
  );
}

/** Finds the leg that tells of all that an alert tells. */
class Holders {
  readonly legs: CaseLeg[] = [];
  #byEvent = new Map<string, { leg: CaseLeg; eventIds: ReadonlySet<string> }[]>();

  add({ eventIds }: CaseAlert, leg: CaseLeg): void {
    this.legs.push(leg);
    const entry = { leg, eventIds: new Set(eventIds) };
    for (const id of entry.eventIds) {
      const others = this.#byEvent.get(id);
      if (others === undefined) this.#byEvent.set(id, [entry]);
      else others.push(entry);
    }
  }

  of({ eventIds, kind, placeIds, ship, partner, fromAt, toAt }: CaseAlert): CaseLeg | null {
    for (const { leg, eventIds: held } of this.#byEvent.get(eventIds[0] ?? '') ?? []) {
      if (placeIds.every((id) => leg.placeIds.includes(id)) && eventIds.every((id) => held.has(id))) return leg;
    }
    if (kind !== 'encounter' || partner === null) return null;
    const mirror = this.legs.find(
      (leg) =>
        leg.kind === 'encounter' &&
        leg.vesselId === partner.id &&
        leg.partnerId === ship.id &&
        leg.fromAt <= toAt &&
        fromAt <= leg.toAt,
    );
    return mirror ?? null;
  }
}

function legOf(alert: CaseAlert): CaseLeg {
  return {
    kind: alert.kind,
    vesselId: alert.ship.id,
    alertIds: [alert.id],
    ruleIds: [alert.ruleId],
    ruleTitle: alert.ruleTitle,
    fromAt: alert.fromAt,
    toAt: alert.toAt,
    lon: alert.lon,
    lat: alert.lat,
    placeIds: [...alert.placeIds],
    placeNames: [...alert.placeNames],
    partnerId: alert.kind === 'encounter' ? (alert.partner?.id ?? null) : null,
    partnerName: alert.kind === 'encounter' ? (alert.partner?.name ?? null) : null,
    basis: alert.basis,
    grade: alert.grade,
    severity: alert.severity,
    confidence: alert.confidence,
    ahead: alert.ahead,
  };
}

/** Basis and grade stay those of the alert that tells most: what tells a part of it makes it no surer as a whole. */
function takeIn(leg: CaseLeg, alert: CaseAlert): void {
  leg.alertIds.push(alert.id);
  if (!leg.ruleIds.includes(alert.ruleId)) leg.ruleIds.push(alert.ruleId);
  if (SEVERITIES.indexOf(alert.severity) > SEVERITIES.indexOf(leg.severity)) leg.severity = alert.severity;
  if (CONFIDENCES.indexOf(alert.confidence) > CONFIDENCES.indexOf(leg.confidence) && sameBasis(leg, alert)) {
    leg.confidence = alert.confidence;
  }
}

function sameBasis(leg: CaseLeg, alert: CaseAlert): boolean {
  return leg.basis === alert.basis && leg.placeIds.length === alert.placeIds.length;
}
