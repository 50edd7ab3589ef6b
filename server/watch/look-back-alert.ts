// The one alert of a look-back: what a newly listed ship did in the days before it was listed, and since, in one
// sentence with its events as evidence. It never accuses: before the listing, nothing was forbidden by it.

import type { Alert } from '../domain/alert.ts';
import { stableId } from '../domain/hash.ts';
import type { HeardVessel, KeptFix } from '../domain/heard.ts';
import type { VesselEvent } from '../domain/kinds/event.ts';
import { SEVERITIES, type Severity } from '../domain/rule.ts';
import { confidenceOfAccount } from '../domain/rules/confidence.ts';
import { dayOf, daysOf } from '../domain/time.ts';
import { type Designation, sinceText, type WatchedHull } from '../domain/vessel.ts';
import type { ListVersion } from '../seams/list-store.ts';

export const LOOK_BACK_RULE = 'look-back';
const LOOK_BACK_TITLE = 'Look-back on a newly listed ship';
export const LOOK_BACK_DAYS = 180;
/** Calls named in the sentence; the rest is counted. */
const MOST_NAMED = 6;

export interface Found {
  hull: WatchedHull;
  designation: Designation;
  version: ListVersion;
  vessel: HeardVessel | null;
  vesselId: string;
  listedAt: number;
  fixes: readonly KeptFix[];
  /** Rules that the voyages fit. */
  run: readonly Alert[];
}

export function compose(found: Found, all: readonly VesselEvent[]): Alert {
  const { hull, designation, version, vessel, vesselId, listedAt, fixes, run } = found;
  const events = all.filter(isTold).sort((a, b) => a.beganAt - b.beganAt || (a.id < b.id ? -1 : 1));
  const rules = [...new Map(run.map((alert) => [alert.ruleId, alert])).values()].sort((a, b) =>
    a.ruleId < b.ruleId ? -1 : 1,
  );
  const last = events.at(-1);
  const newest = fixes.at(-1);
  const fromAt = Math.min(events[0]?.beganAt ?? Infinity, fixes[0]?.at ?? Infinity, listedAt);
  const toAt = Math.max(last?.endedAt ?? last?.beganAt ?? fromAt, newest?.at ?? fromAt);
  const judgement = confidenceOfAccount(events, vessel?.match?.level);
  return {
    id: stableId('alert', LOOK_BACK_RULE, hull.id, version.list, designation.authority),
    ruleId: LOOK_BACK_RULE,
    ruleTitle: LOOK_BACK_TITLE,
    vesselId,
    vesselName: hull.name,
    imo: hull.imo,
    mmsi: vessel?.mmsi ?? null,
    severity: gravest(events.length === 0 ? 'info' : 'medium', rules),
    confidence: judgement.confidence,
    basis: weakest(events),
    grade: null,
    state: 'open',
    revision: 1,
    raisedAt: version.importedAt,
    knownAt: version.importedAt,
    fromAt,
    toAt,
    lon: last?.lon ?? newest?.lon ?? 0,
    lat: last?.lat ?? newest?.lat ?? 0,
    placeIds: [
      ...new Set(events.flatMap(({ facts }) => ('placeId' in facts && facts.placeId !== null ? [facts.placeId] : []))),
    ],
    why: sentence(found, events, rules),
    evidence: {
      events,
      designations: hull.designations.filter((row) => row.sanction && row.list === version.list),
      otherDesignations: hull.designations.filter((row) => !(row.sanction && row.list === version.list)),
      legal: [],
      match: vessel?.match ?? null,
      confidenceGrounds: judgement.grounds,
      rule: { id: LOOK_BACK_RULE, version: 1, maxDays: LOOK_BACK_DAYS },
      thresholds: [{ name: 'looked back over', value: LOOK_BACK_DAYS, unit: 'days before the listing, and since' }],
      otherExplanations: [
        'What a ship did before it was listed was not forbidden by that listing.',
        'Of ships that were not watched only one position in ten minutes was kept; short stops may be missing.',
      ],
      reports: [],
      hash: '',
    },
  };
}

/** What is worth telling: calls, possible calls, encounters; no passing by, no waiting. */
function isTold(event: VesselEvent): boolean {
  if (event.state === 'withdrawn') return false;
  if (event.kind === 'port-call') return !event.facts.waiting && event.facts.confidence >= 2;
  return event.kind === 'possible-dark-call' || event.kind === 'encounter';
}

function sentence(found: Found, events: readonly VesselEvent[], rules: readonly Alert[]): string {
  const { hull, designation, version, listedAt, fixes } = found;
  const who = hull.imo === null ? hull.name : `${hull.name} (IMO ${hull.imo})`;
  const by = sinceText(designation) ?? `on the copy of ${dayOf(listedAt)}`;
  const before = events.filter(({ beganAt }) => beganAt < listedAt);
  const since = events.filter(({ beganAt }) => beganAt >= listedAt);
  const said: string[] = [];
  if (before.length > 0) said.push(`before that ${deeds(before)}`);
  if (since.length > 0) said.push(`since then ${deeds(since)}`);
  if (said.length === 0) {
    const span = fixes.length === 0 ? '' : `, heard ${daysOf(fixes[0]!.at, fixes.at(-1)!.at)}`;
    said.push(`no port call of it is known${span}`);
  }
  if (rules.length > 0) {
    said.push(`its voyages fit ${rules.map(({ ruleTitle }) => `"${ruleTitle}"`).join(' and ')}`);
  }
  return `${who}, newly listed by ${version.authority} (${by}): ${said.join('; ')}.`;
}

function deeds(events: readonly VesselEvent[]): string {
  const named = events.slice(-MOST_NAMED).map(deed);
  const more = events.length - named.length;
  const list = named.length < 2 ? named[0]! : `${named.slice(0, -1).join(', ')} and ${named.at(-1)}`;
  return more === 0 ? `it ${list}` : `it ${list} (and ${more} earlier)`;
}

const VERBS = { observed: 'called', sighted: 'was sighted', inferred: 'may have called', claimed: 'declared' } as const;

function deed(event: VesselEvent): string {
  const days = daysOf(event.beganAt, event.endedAt);
  if (event.kind === 'encounter') return `lay beside ${event.facts.partnerName} (${days})`;
  if (event.kind !== 'port-call' && event.kind !== 'possible-dark-call') throw new Error(`no deed: ${event.kind}`);
  const place = event.facts.placeName.replace(/\s*\(.*$/, '');
  return event.kind === 'port-call'
    ? `${VERBS[event.basis]} at ${place} (${days})`
    : `may have called at ${place} (while silent, ${days})`;
}

function weakest(events: readonly VesselEvent[]): Alert['basis'] {
  const order: readonly Alert['basis'][] = ['claimed', 'inferred', 'sighted', 'observed'];
  return order.find((basis) => events.some((event) => event.basis === basis)) ?? 'observed';
}

function gravest(least: Severity, alerts: readonly Alert[]): Severity {
  return SEVERITIES[Math.max(...[least, ...alerts.map(({ severity }) => severity)].map((s) => SEVERITIES.indexOf(s)))]!;
}
