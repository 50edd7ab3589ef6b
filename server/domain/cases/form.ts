// Forms the cases of one theme from its alerts. Comes in: every alert of some ships under the theme, in any order. Goes out:
// their cases, in order of time. Only the alerts decide, never what the cases were before.
//
// The alerts of one ship are cut where none begins for 60 days. Two ships that met make one case when the first encounter of
// each case, as far as its alerts rest on one, is with the other: a ship that meets twenty makes no case of twenty. Alerts
// that were withdrawn count for nothing; they lie with the case of their ship at that time, or make a withdrawn case.

import { type Alert, CONFIDENCES, type Confidence } from '../alert.ts';
import type { Basis } from '../event.ts';
import { stableId } from '../hash.ts';
import { isSurer } from '../kinds/stay.ts';
import { SEVERITIES, type Severity } from '../rule.ts';
import type { SightingGrade } from '../sighting.ts';
import { CASE_PAUSE_MS, type Case, type CaseAlert, type CaseShip, caseAlertOf, LEGS_CARRIED } from './case.ts';
import { legsOf } from './legs.ts';
import { caseSentence, shipNames } from './sentence.ts';
import { themeOf } from './themes.ts';

/** A case but for how often and when it was told, and what it was told as before. */
export type CaseContent = Omit<Case, 'revision' | 'knownAt' | 'joinedTo' | 'formerIds'>;

export interface FormedCase {
  content: CaseContent;
  /** Alerts that stand, and those that were taken back. */
  standing: readonly CaseAlert[];
  withdrawn: readonly CaseAlert[];
}

/** The cases of alerts of any themes, by the beginning of each. */
export function casesOf(alerts: Iterable<Readonly<Alert>>): CaseContent[] {
  const themes = new Map<string, CaseAlert[]>();
  for (const alert of alerts) {
    const each = caseAlertOf(alert, themeOf(alert));
    const same = themes.get(each.theme);
    if (same === undefined) themes.set(each.theme, [each]);
    else same.push(each);
  }
  return [...themes.values()]
    .flatMap(formCases)
    .map(({ content }) => content)
    .sort((a, b) => a.fromAt - b.fromAt || (a.id < b.id ? -1 : 1));
}

/** Alerts of one ship, each beginning within 60 days of the last. */
interface Run {
  alerts: CaseAlert[];
  fromAt: number;
  toAt: number;
  withdrawn: CaseAlert[];
}

export function formCases(alerts: readonly CaseAlert[]): FormedCase[] {
  const inTime = [...alerts].sort(byTime);
  const runs = runsByShip(inTime.filter(({ withdrawn }) => !withdrawn));
  const gone: CaseAlert[] = [];
  for (const alert of inTime) {
    if (!alert.withdrawn) continue;
    const run = runAt(runs.get(alert.ship.id) ?? [], alert.fromAt);
    if (run === null) gone.push(alert);
    else run.withdrawn.push(alert);
  }
  const cases = [
    ...pairs(runs).map(([one, other]) =>
      formed([...one.alerts, ...(other?.alerts ?? [])], [...one.withdrawn, ...(other?.withdrawn ?? [])]),
    ),
    ...[...runsByShip(gone).values()].flat().map((run) => formed([], run.alerts)),
  ];
  return cases.sort((a, b) => a.content.fromAt - b.content.fromAt || (a.content.id < b.content.id ? -1 : 1));
}

export function byTime(a: CaseAlert, b: CaseAlert): number {
  return a.fromAt - b.fromAt || (a.id < b.id ? -1 : 1);
}

/** `alerts` in order of time. */
function runsByShip(alerts: readonly CaseAlert[]): Map<string, Run[]> {
  const runs = new Map<string, Run[]>();
  for (const alert of alerts) {
    const own = runs.get(alert.ship.id) ?? [];
    runs.set(alert.ship.id, own);
    const last = own.at(-1);
    if (last !== undefined && alert.fromAt - last.toAt <= CASE_PAUSE_MS) {
      last.alerts.push(alert);
      last.toAt = Math.max(last.toAt, alert.toAt);
    } else own.push({ alerts: [alert], fromAt: alert.fromAt, toAt: alert.toAt, withdrawn: [] });
  }
  return runs;
}

function runAt(runs: readonly Run[], at: number): Run | null {
  return runs.find(({ fromAt, toAt }) => at >= fromAt - CASE_PAUSE_MS && at <= toAt + CASE_PAUSE_MS) ?? null;
}

/** The first encounter of a run with the run of another ship. */
interface Link {
  at: number;
  alertId: string;
  with: Run;
}

/** Every run, two together where each is the first that the other met. */
function pairs(runs: ReadonlyMap<string, readonly Run[]>): [Run, Run | null][] {
  const first = new Map<Run, Link>();
  const meet = (run: Run, link: Link) => {
    const before = first.get(run);
    if (before === undefined || link.at < before.at || (link.at === before.at && link.alertId < before.alertId)) {
      first.set(run, link);
    }
  };
  const all = [...runs.values()].flat();
  for (const run of all) {
    for (const alert of run.alerts) {
      if (alert.partner === null) continue;
      const other = runAt(runs.get(alert.partner.id) ?? [], alert.fromAt);
      if (other === null || other === run) continue;
      meet(run, { at: alert.fromAt, alertId: alert.id, with: other });
      meet(other, { at: alert.fromAt, alertId: alert.id, with: run });
    }
  }
  const result: [Run, Run | null][] = [];
  const taken = new Set<Run>();
  for (const run of all) {
    if (taken.has(run)) continue;
    const other = first.get(run)?.with ?? null;
    const mutual = other !== null && first.get(other)?.with === run ? other : null;
    taken.add(run);
    if (mutual !== null) taken.add(mutual);
    result.push([run, mutual]);
  }
  return result;
}

function formed(alerts: CaseAlert[], gone: CaseAlert[]): FormedCase {
  const standing = alerts.sort(byTime);
  const withdrawn = gone.sort(byTime);
  const isGone = standing.length === 0;
  const told = isGone ? withdrawn : standing;
  const first = told[0]!;
  const ships = shipsOf(told);
  const legs = legsOf(told);
  const fromAt = first.fromAt;
  const toAt = Math.max(...told.map((alert) => alert.toAt));
  const { basis, grade } = weakest(told);
  const sentence = caseSentence({ ships, legs, fromAt, toAt, silent: told.some(({ silent }) => silent) });
  return {
    standing,
    withdrawn,
    content: {
      id: `case_${stableId('case', first.theme, first.id)}`,
      theme: first.theme,
      themeTitle: first.themeTitle,
      title: `${shipNames(ships)}: ${lowerFirst(first.themeTitle)}`,
      ships,
      state: isGone ? 'withdrawn' : legs.length > 1 ? 'continued' : 'opened',
      openedAt: Math.min(...told.map(({ raisedAt }) => raisedAt)),
      fromAt,
      toAt,
      severity: gravest(told),
      confidence: surest(told),
      basis,
      grade,
      alerts: standing.length,
      withdrawn: withdrawn.length,
      legCount: legs.length,
      legs: legs.slice(LEGS_CARRIED * Math.max(0, Math.floor(legs.length / LEGS_CARRIED) - 1)),
      sentence: isGone ? `${sentence} Withdrawn: none of its alerts stands.` : sentence,
    },
  };
}

/** As the newest alert of each names it, the ship of the first alert first. */
function shipsOf(alerts: readonly CaseAlert[]): CaseShip[] {
  const ships = new Map<string, CaseShip>();
  for (const { ship } of alerts) ships.set(ship.id, ship);
  return [...ships.values()];
}

function gravest(alerts: readonly CaseAlert[]): Severity {
  return SEVERITIES[Math.max(...alerts.map(({ severity }) => SEVERITIES.indexOf(severity)))]!;
}

function surest(alerts: readonly CaseAlert[]): Confidence {
  return CONFIDENCES[Math.max(...alerts.map(({ confidence }) => CONFIDENCES.indexOf(confidence)))]!;
}

function weakest(alerts: readonly CaseAlert[]): { basis: Basis; grade: SightingGrade | null } {
  let weak = alerts[0]!;
  for (const alert of alerts) {
    if (isSurer(weak.basis, alert.basis)) weak = alert;
    else if (weak.basis === alert.basis && gradeRank(alert) < gradeRank(weak)) weak = alert;
  }
  return { basis: weak.basis, grade: weak.grade };
}

function gradeRank({ grade }: Pick<Alert, 'grade'>): number {
  return grade === 'possible' ? 0 : grade === 'probable' ? 1 : 2;
}

/** A title that begins with a name keeps its capital. */
function lowerFirst(title: string): string {
  const ordinary = /^(Arms|Coal|Encounters|Fuel|Oil|Onward|Ports|Positions|Silence|Stays)\b/.test(title);
  return ordinary ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
